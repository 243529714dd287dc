// ETags that can be checked without the answer: they hold everything that an answer depends on. Format:
// W/"GENERATION.EPOCH.SETTINGS.MINUTE.REQUEST" in hex; MINUTE is - where the clock has no say. A client that invents one gets a
// 304 for what it never had, which harms nobody else. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newshound {

// What an answer is true for, beside its request.
struct Validity {
  std::uint64_t generation = 0;
  std::uint64_t epoch = 0;     // of visibility: searchd/served_index.h
  std::uint64_t settings = 0;  // version of profile, synonyms and configuration

  friend bool operator==(const Validity&, const Validity&) = default;
};

inline constexpr std::int64_t kNoMinute = -1;

// `request`: a hash of all that the answer depends on in the request. `minute`: since 1970, or kNoMinute.
[[nodiscard]] std::string entity_tag(const Validity& validity, std::int64_t minute, std::uint64_t request);
// The tag of an If-None-Match that is the present answer's to that request; empty if none is.
[[nodiscard]] std::string present_entity_tag(std::string_view if_none_match, const Validity& validity, std::int64_t minute,
                                             std::uint64_t request);

}  // namespace newshound
