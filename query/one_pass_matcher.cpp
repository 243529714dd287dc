#include "query/one_pass_matcher.h"

#include <utility>

#include <xapian.h>

#include "query/article_dates.h"
#include "query/day_counter.h"
#include "query/deadline.h"
#include "query/document_set.h"
#include "query/evaluator.h"
#include "query/ranking.h"
#include "query/top_documents.h"
#include "query/value_filters.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

constexpr std::uint64_t kCheckEvery = 4096;  // matches between two looks at the clock

// Counts of one facet in one segment, by ordinal.
struct FacetPass {
  const OrdinalColumn* column = nullptr;
  std::uint64_t own_filter = 0;  // bit of the filter that doesn't apply to it: disjunctive mode
  std::vector<std::uint32_t> counts;
  std::uint64_t with_value = 0, missing = 0;

  void count(std::uint32_t document) {
    bool has = false;
    column->for_each(document, [&](std::uint32_t ordinal) {
      ++counts[ordinal];
      has = true;
    });
    ++(has ? with_value : missing);
  }
};

// One pass over what matched in a segment.
class SegmentPass {
 public:
  SegmentPass(const SegmentView& view, const SearchRequest& request)
      : view_(view),
        request_(request),
        filters_(view.segment->columns, request.filters),
        dates_(view.segment->columns, request.date),
        asked_(request.from_utc, request.to_utc, request.time_zone) {
    const bool disjunctive = request.facet_mode == FacetMode::kDisjunctive;
    for (const Field field : request.facets) add_facet(field, disjunctive);
    for (const Field field : request.open_facets) add_facet(field, true);
  }

  // Calls matched(place in the set) for each document that passes everything; counts facets on the way, and in `result` the
  // statistics that are wanted.
  template <class Matched>
  void run(const DocumentSet& set, MatchResult& result, Matched matched) {
    for (std::size_t i = 0; i < set.size(); ++i) {
      const std::uint32_t document = set.documents[i];
      if (!is_there(document)) continue;
      const bool in_time = dates_.within(asked_, document);
      if (!in_time && !request_.open_published_stats) continue;
      const std::uint64_t failed = filters_.any() ? filters_.failed(document) : 0;
      if (request_.open_published_stats && failed == 0) add_published(document, result.open_published_stats);
      if (!in_time) continue;
      for (FacetPass& facet : facets_)
        if ((failed & ~facet.own_filter) == 0) facet.count(document);
      if (failed != 0) continue;
      if (request_.published_stats) add_published(document, result.published_stats);
      matched(i);
    }
  }

  void give(MatchResult& result) const {
    for (std::size_t f = 0; f < facets_.size(); ++f) {
      const FacetPass& facet = facets_[f];
      const std::size_t closed = result.facets.size();
      ValueCounts& counts = f < closed ? result.facets[f] : result.open_facets[f - closed];
      counts.with_value += facet.with_value;
      counts.missing += facet.missing;
      for (std::uint32_t ordinal = 1; ordinal < facet.counts.size(); ++ordinal)
        if (facet.counts[ordinal] != 0)
          counts.add(std::string(facet.column->folded(ordinal)), facet.column->value(ordinal), facet.counts[ordinal]);
    }
  }

 private:
  void add_facet(Field field, bool disjunctive) {
    FacetPass& facet = facets_.emplace_back();
    facet.column = &view_.segment->columns.ordinals(field);
    facet.counts.assign(facet.column->values() + 1, 0);
    if (!disjunctive) return;
    for (std::size_t i = 0; i < request_.filters.size(); ++i)
      if (request_.filters[i].field == field && request_.filters[i].all.empty()) facet.own_filter |= std::uint64_t{1} << i;
  }

  [[nodiscard]] bool is_there(std::uint32_t document) const {
    const Columns& columns = view_.segment->columns;
    if (view_.deletions->any() && view_.deletions->contains(document)) return false;
    return request_.show_hidden || !columns.may_hide() || columns.is_visible(document, request_.visibility_clock());
  }

  void add_published(std::uint32_t document, PublishedStats& stats) const {
    ++stats.all;
    const std::int64_t published = view_.segment->columns.published()[document];
    if (published != kUndated) stats.add(published);
  }

  const SegmentView& view_;
  const SearchRequest& request_;
  ValueFilters filters_;
  ArticleDates dates_;
  PublishedRange asked_;
  std::vector<FacetPass> facets_;
};

}  // namespace

OnePassMatcher::OnePassMatcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker)
    : snapshot_(std::move(snapshot)), worker_(worker) {}

MatchResult OnePassMatcher::match(const PlanNode& plan, const SearchRequest& request, const RankOptions& options) {
  MatchResult result;
  result.facets.resize(request.facets.size());
  result.open_facets.resize(request.open_facets.size());
  const bool scored = options.sort == Sort::kBest || options.sort == Sort::kRelevance;
  const double documents = static_cast<double>(snapshot_->documents());
  const LengthNorm norm(documents > 0 ? static_cast<double>(snapshot_->total_length()) / documents : 0);
  const double recency_scale = options.sort == Sort::kBest ? options.recency.strength * highest_score(plan) : 0;
  TopDocuments ranked(options.top, options.sort);
  DayCounter days(request.time_zone);
  RankedDocument behind;
  if (request.cursor) {
    behind.published = request.cursor->after.published;
    behind.id_hash = request.cursor->after.id_hash;
  }
  for (std::size_t s = 0; s < snapshot_->segments().size(); ++s) {
    const SegmentView& view = snapshot_->segments()[s];
    const Columns& columns = view.segment->columns;
    DocumentSet set;
    try {
      set = Evaluator(*view.segment, snapshot_->postings(worker_, s), norm, scored).evaluate(plan);
    } catch (const Xapian::Error& error) {
      throw IndexError(IndexError::Kind::kDamaged, (view.segment->folder / "postings").string() + ": " + error.get_description() +
                                                       "; run \"newshound-indexer check\" and rebuild or restore a backup");
    }
    SegmentPass pass(view, request);
    const auto published = columns.published();
    const auto id_hashes = columns.id_hash();
    pass.run(set, result, [&](std::size_t i) {
      const std::uint32_t document = set.documents[i];
      ++result.total;
      if (result.total % kCheckEvery == 0) check_deadline();
      if (request.histogram) days.count(published[document], (columns.flags()[document] & kFlagDateOnly) != 0);
      RankedDocument candidate{static_cast<std::uint32_t>(s), document, 0, published[document], id_hashes[document]};
      if (!scored && request.cursor && !ranks_before(behind, candidate, options.sort)) return;
      ++result.ahead;
      if (scored && set.scored()) candidate.score = set.scores[i];
      if (recency_scale > 0)
        candidate.score += recency_scale * recency(candidate.published, request.now_utc, options.recency.half_life_seconds);
      ranked.add(candidate);
    });
    pass.give(result);
  }
  result.ranked = ranked.take();
  days.give(result);
  return result;
}

}  // namespace newshound
