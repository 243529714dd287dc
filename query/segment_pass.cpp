#include "query/segment_pass.h"

#include <algorithm>
#include <utility>

#include "query/deadline.h"

namespace newshound {
namespace {

constexpr std::size_t kFewShare =
    16;  // where a column has that many times more values than there are documents, sorting beats an array

// Counts the values of documents by ordinal.
class OrdinalCounter {
 public:
  OrdinalCounter(const OrdinalColumn& column, std::size_t documents)
      : column_(column), sparse_(documents * kFewShare < column.values()) {
    if (!sparse_) counts_.assign(column.values() + 1, 0);
  }

  void count(std::span<const std::uint32_t> documents, ValueCounts& counts) {
    const std::size_t missing = sparse_ ? list(documents) : column_.count(documents, counts_);
    counts.missing += missing;
    counts.with_value += documents.size() - missing;
  }

  void give(ValueCounts& counts) {
    std::vector<ValueCounts::Value> values;
    const auto add = [&](std::uint32_t ordinal, std::uint64_t count) {
      values.push_back({column_.folded(ordinal), column_.value(ordinal), count, count});
    };
    std::sort(seen_.begin(), seen_.end());
    for (std::size_t begin = 0, end = 0; begin < seen_.size(); begin = end) {
      while (end < seen_.size() && seen_[end] == seen_[begin]) ++end;
      add(seen_[begin], end - begin);
    }
    for (std::uint32_t ordinal = 1; ordinal < counts_.size(); ++ordinal)
      if (counts_[ordinal] != 0) add(ordinal, counts_[ordinal]);
    counts.merge(std::move(values));
  }

 private:
  std::size_t list(std::span<const std::uint32_t> documents) {
    std::size_t missing = 0;
    for (const std::uint32_t document : documents) {
      const std::size_t before = seen_.size();
      column_.for_each(document, [&](std::uint32_t ordinal) { seen_.push_back(ordinal); });
      missing += seen_.size() == before ? 1 : 0;
    }
    return missing;
  }

  const OrdinalColumn& column_;
  bool sparse_;
  std::vector<std::uint32_t> counts_, seen_;
};

}  // namespace

SegmentPass::SegmentPass(const SegmentView& view, const SearchRequest& request)
    : view_(view),
      request_(request),
      filters_(view.segment->columns, request.filters),
      dates_(view.segment->columns, request.date),
      asked_(request.from_utc, request.to_utc, request.time_zone) {}

void SegmentPass::drop_hidden(DocumentSet& set) const {
  const Columns& columns = view_.segment->columns;
  const bool deleted = view_.deletions->any(), hidden = !request_.show_hidden && columns.may_hide();
  if (!deleted && !hidden) return;
  const std::int64_t clock = request_.visibility_clock();
  filter(set, [&](std::uint32_t document) {
    return !(deleted && view_.deletions->contains(document)) && (!hidden || columns.is_visible(document, clock));
  });
}

void SegmentPass::add_published(std::span<const std::uint32_t> documents, PublishedStats& stats) const {
  const auto published = view_.segment->columns.published();
  for (const std::uint32_t document : documents) {
    ++stats.all;
    if (published[document] != kUndated) stats.add(published[document]);
  }
}

// Where documents are newest first, what is in time is one stretch; only its ends are looked at, where bare dates and the zone's
// clock decide.
void SegmentPass::keep_in_time(DocumentSet& set) const {
  if (asked_.open()) return;
  const auto check = [&](std::uint32_t document) { return is_in_time(document); };
  if (!view_.segment->date_ordered || request_.date != DateKind::kPublished) return filter(set, check);
  const auto published = view_.segment->columns.published();
  const auto first_before = [&](std::int64_t bound) {
    const auto found = std::partition_point(set.documents.begin(), set.documents.end(),
                                            [&](std::uint32_t document) { return published[document] >= bound; });
    return static_cast<std::size_t>(found - set.documents.begin());
  };
  const std::int64_t from = asked_.from_utc(), to = asked_.to_utc();
  if (from != kUndated) keep_stretch(set, 0, first_before(from - kZoneMargin));
  if (to != kUndated) keep_stretch(set, first_before(to + kZoneMargin), set.size());
  const std::size_t sure_begin = to == kUndated ? 0 : first_before(to - kZoneMargin);
  const std::size_t sure_end = first_before(from == kUndated ? kUndated + 1 : from + kZoneMargin);
  std::size_t place = 0;
  filter(set, [&](std::uint32_t document) {
    const bool sure = place >= sure_begin && place < sure_end;
    ++place;
    return sure || check(document);
  });
}

void SegmentPass::apply_value_filters(DocumentSet& set) {
  filters_.expect(set.size());
  if (filters_.one()) {
    Nearly nearly{1, filters_.divide(set)};
    if (request_.open_published_stats && !asked_.open())
      std::erase_if(nearly.documents, [&](std::uint32_t document) { return !is_in_time(document); });
    nearly_.push_back(std::move(nearly));
    return;
  }
  filter(set, [&](std::uint32_t document) {
    const std::uint64_t failed = filters_.failed(document);
    if (failed == 0) return true;
    if ((failed & (failed - 1)) != 0) return false;
    auto nearly = std::find_if(nearly_.begin(), nearly_.end(), [&](const Nearly& n) { return n.filter == failed; });
    if (nearly == nearly_.end()) nearly = nearly_.insert(nearly_.end(), {failed, {}});
    if (!request_.open_published_stats || asked_.open() || is_in_time(document)) nearly->documents.push_back(document);
    return false;
  });
}

// Filters and dates; open_published_stats count what is out of time as well.
void SegmentPass::apply_filters(DocumentSet& set, MatchResult& result) {
  if (!request_.open_published_stats) keep_in_time(set);
  if (filters_.any()) apply_value_filters(set);
  if (!request_.open_published_stats) return;
  add_published(set.documents, result.open_published_stats);
  keep_in_time(set);
}

void SegmentPass::count_facet(Field field, bool disjunctive, std::span<const std::uint32_t> documents,
                              ValueCounts& counts) const {
  std::size_t counted = documents.size();
  for (const Nearly& nearly : nearly_) counted += nearly.documents.size();
  OrdinalCounter counter(view_.segment->columns.ordinals(field), counted);
  counter.count(documents, counts);
  for (const Nearly& nearly : nearly_) {
    const ValueFilter& of = request_.filters[static_cast<std::size_t>(__builtin_ctzll(nearly.filter))];
    if (disjunctive && of.field == field && of.all.empty()) counter.count(nearly.documents, counts);
  }
  counter.give(counts);
}

void SegmentPass::run(DocumentSet& set, MatchResult& result) {
  drop_hidden(set);
  check_deadline();
  apply_filters(set, result);
  check_deadline();
  const bool disjunctive = request_.facet_mode == FacetMode::kDisjunctive;
  for (std::size_t f = 0; f < request_.facets.size(); ++f)
    count_facet(request_.facets[f], disjunctive, set.documents, result.facets[f]);
  for (std::size_t f = 0; f < request_.open_facets.size(); ++f)
    count_facet(request_.open_facets[f], true, set.documents, result.open_facets[f]);
  check_deadline();
  if (request_.published_stats) add_published(set.documents, result.published_stats);
}

}  // namespace newshound
