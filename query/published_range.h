// A range of publication, or of the last change: what `from`, `to`, date:, after:, before: and when: come to for one document.
// An instant is compared as it is. A bare date counts as that day in every time zone, so it is compared with what the zone's
// clock shows at the ends of the range. A small value; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "schemas/moment.h"

namespace newshound {

inline constexpr std::int64_t kZoneMargin = 2 * kSecondsPerDay;  // no zone's clock is further from UTC

class PublishedRange {
 public:
  PublishedRange() = default;  // everything, undated articles too
  // [from_utc, to_utc), kUndated = open. A zone that doesn't exist counts as UTC: parameters with one have been refused before.
  PublishedRange(std::int64_t from_utc, std::int64_t to_utc, const std::string& time_zone);

  [[nodiscard]] bool open() const { return from_utc_ == kUndated && to_utc_ == kUndated; }
  [[nodiscard]] std::int64_t from_utc() const { return from_utc_; }
  [[nodiscard]] std::int64_t to_utc() const { return to_utc_; }
  [[nodiscard]] bool contains(std::int64_t published, bool date_only) const {
    if (open()) return true;
    const std::int64_t from = date_only ? from_clock_ : from_utc_, to = date_only ? to_clock_ : to_utc_;
    return published != kUndated && (from == kUndated || published >= from) && (to == kUndated || published < to);
  }

 private:
  std::int64_t from_utc_ = kUndated, to_utc_ = kUndated;
  std::int64_t from_clock_ = kUndated, to_clock_ = kUndated;  // the zone's clock at those instants, read as if it were UTC
};

}  // namespace newshound
