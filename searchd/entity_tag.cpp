#include "searchd/entity_tag.h"

#include <fmt/format.h>

namespace newshound {

std::string entity_tag(const Validity& validity, std::int64_t minute, std::uint64_t request) {
  const std::string clock = minute == kNoMinute ? "-" : fmt::format("{:x}", minute);
  return fmt::format("W/\"{:x}.{:x}.{:x}.{}.{:x}\"", validity.generation, validity.epoch, validity.settings, clock, request);
}

std::string present_entity_tag(std::string_view if_none_match, const Validity& validity, std::int64_t minute,
                               std::uint64_t request) {
  for (const std::int64_t clock : {kNoMinute, minute}) {
    std::string tag = entity_tag(validity, clock, request);
    // Weak comparison (RFC 9110, section 8.8.3.2): with or without W/.
    if (if_none_match.find(std::string_view(tag).substr(2)) != std::string_view::npos) return tag;
  }
  return {};
}

}  // namespace newshound
