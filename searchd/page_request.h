// What a page is asked for. Pages read their parameters leniently: unknown ones (a campaign's utm_source) and those of the API
// alone are passed over, malformed ones are left out and told to the reader. Pure but for the snapshot's dictionaries; any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/parameters.h"
#include "query/request.h"
#include "storage/snapshot.h"

namespace newshound {

inline constexpr std::size_t kMaxPageParameters = 64;  // of a page's address that are read; nobody picks more filters

struct PageRequest {
  SearchRequest search;
  // The parameters that were understood, a list of values as one parameter each: what links keep. With "hl" if it was given.
  Parameters state;
  Parameters refused;  // with the value that made no sense
  std::string more;    // a facet of which many values are shown
};

[[nodiscard]] PageRequest read_page_request(const Parameters& parameters, std::int64_t now_utc, const Snapshot& snapshot);

// The parameter of that name in `parameters`; empty if there is none.
[[nodiscard]] std::string parameter_of(const Parameters& parameters, std::string_view name);

}  // namespace newshound
