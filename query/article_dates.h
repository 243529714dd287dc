// Which moment of an article the bounds of a request are about: its publication, or its last change, which is its publication
// where it was never changed. Of one segment, whose columns must outlive it; const use from any thread.
#pragma once

#include <cstdint>
#include <span>

#include "query/published_range.h"
#include "query/request.h"
#include "storage/columns.h"

namespace newshound {

class ArticleDates {
 public:
  ArticleDates(const Columns& columns, DateKind kind)
      : flags_(columns.flags()), seconds_utc_(columns.published()), date_only_(kFlagDateOnly) {
    if (kind != DateKind::kModified || columns.modified().empty()) return;
    seconds_utc_ = columns.modified();
    date_only_ = kFlagModifiedDateOnly;
  }

  [[nodiscard]] bool within(const PublishedRange& range, std::uint32_t document) const {
    return range.open() || range.contains(seconds_utc_[document], (flags_[document] & date_only_) != 0);
  }

 private:
  std::span<const std::uint8_t> flags_;
  std::span<const std::int64_t> seconds_utc_;
  std::uint8_t date_only_;
};

}  // namespace newshound
