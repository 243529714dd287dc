// The time of day with its zone in a line that has a date: "4:05 PM ET", "16:05 Uhr MESZ", "10:00:00 GMT+0200". Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace newshound {

// Seconds to add to 00:00 UTC of the day `midnight_utc` for the instant that the line names; nothing if it names no time, or no
// zone that is known. "ET", "CT", "MT", "PT" follow the rules of daylight saving time in the United States since 2007.
[[nodiscard]] std::optional<std::int64_t> find_written_time(std::string_view line, std::int64_t midnight_utc);

}  // namespace newshound
