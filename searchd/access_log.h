// The log's lines about requests, as text or JSON: what was asked, by whom, how long it took. What a newsroom doesn't want kept
// is left out: queries, addresses. Keys never get in: they come in headers alone. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "searchd/options.h"

namespace newshound {

struct RequestLogEntry {
  std::string_view method, target;  // target with its query
  std::string_view address, request_id, key_name;
  std::string_view cache;  // "hit", "miss", "shared", "not-modified" or empty
  unsigned status = 0;
  std::size_t bytes = 0;  // of the body
  double milliseconds = 0;
  std::string_view parsed;  // the query as it was read, for the slow ones
};

// Sets the default logger: level, and the format of all lines.
void set_up_log(const ServerOptions& options);
// Writes the access line if it is wanted, and the slow one if the request was slow.
void log_request(const ServerOptions& options, const RequestLogEntry& entry);

}  // namespace newshound
