#include "query/one_pass_matcher.h"

#include <cmath>
#include <limits>
#include <utility>

#include <xapian.h>

#include "query/day_counter.h"
#include "query/deadline.h"
#include "query/document_set.h"
#include "query/evaluator.h"
#include "query/ranking.h"
#include "query/segment_pass.h"
#include "query/top_documents.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

// Ranks what passed in one segment after the other.
class Ranking {
 public:
  Ranking(const SearchRequest& request, const RankOptions& options, double recency_scale)
      : request_(request),
        options_(options),
        by_score_(options.sort == Sort::kBest || options.sort == Sort::kRelevance),
        recency_scale_(recency_scale),
        top_(options.top, options.sort) {
    if (!request.cursor) return;
    behind_.published = request.cursor->after.published;
    behind_.id_hash = request.cursor->after.id_hash;
  }

  void add(std::uint32_t segment, const SegmentView& view, const DocumentSet& set) {
    const Columns& columns = view.segment->columns;
    segment_ = segment;
    published_ = columns.published();
    id_hashes_ = columns.id_hash();
    if (by_score_) {
      add_by_score(set);
    } else {
      add_by_date(set, options_.sort == Sort::kNewest && view.segment->date_ordered);
    }
    check_deadline();
  }

  void give(MatchResult& result) {
    result.ahead = ahead_;
    result.ranked = top_.take();
  }

 private:
  [[nodiscard]] RankedDocument candidate(std::uint32_t document) const {
    return {segment_, document, 0, published_[document], id_hashes_[document]};
  }

  void add_by_score(const DocumentSet& set) {
    ahead_ += set.size();
    if (!set.scored()) {
      for (const std::uint32_t document : set.documents) add_scored(document, 0);
      return;
    }
    // Most are too low by far: a block of them is passed over at once.
    constexpr std::size_t kBlock = 16;
    const float* const scores = set.scores.data();
    std::size_t i = 0;
    for (; i + kBlock <= set.size(); i += kBlock) {
      const float least = least_float();
      unsigned any = 0;
      for (std::size_t k = 0; k < kBlock; ++k) any |= scores[i + k] >= least ? 1u : 0u;
      if (any == 0) continue;
      for (std::size_t k = i; k < i + kBlock; ++k)
        if (scores[k] >= least) add_scored(set.documents[k], scores[k]);
    }
    for (; i < set.size(); ++i) add_scored(set.documents[i], scores[i]);
  }

  // What a score must have at least, rounded down.
  [[nodiscard]] float least_float() const {
    const double least = top_.least_score() - recency_scale_;
    const auto rounded = static_cast<float>(least);
    return static_cast<double>(rounded) > least ? std::nextafter(rounded, -std::numeric_limits<float>::infinity()) : rounded;
  }

  void add_scored(std::uint32_t document, double score) {
    if (score + recency_scale_ < top_.least_score()) return;  // no other column is read for most
    RankedDocument ranked = candidate(document);
    ranked.score = score;
    if (recency_scale_ > 0)
      ranked.score += recency_scale_ * recency(ranked.published, request_.now_utc, options_.recency.half_life_seconds);
    top_.add(ranked);
  }

  // `in_order`: the set is newest first, so that of each segment no more than the first `top` behind the cursor can be among the
  // best.
  void add_by_date(const DocumentSet& set, bool in_order) {
    std::size_t added = 0;
    if (!request_.cursor) ahead_ += set.size();
    for (const std::uint32_t document : set.documents) {
      if (in_order && !request_.cursor && added == options_.top) return;
      const RankedDocument ranked = candidate(document);
      if (request_.cursor) {
        if (!ranks_before(behind_, ranked, options_.sort)) continue;
        ++ahead_;
        if (in_order && added == options_.top) continue;
      }
      top_.add(ranked);
      ++added;
    }
  }

  const SearchRequest& request_;
  const RankOptions& options_;
  bool by_score_;
  double recency_scale_;
  TopDocuments top_;
  RankedDocument behind_;
  std::uint64_t ahead_ = 0;
  std::uint32_t segment_ = 0;
  std::span<const std::int64_t> published_;
  std::span<const std::uint64_t> id_hashes_;
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
  Ranking ranking(request, options, options.sort == Sort::kBest ? options.recency.strength * highest_score(plan) : 0);
  DayCounter days(request.time_zone, request.histogram ? request.histogram->interval : Interval::kDay);
  for (std::size_t s = 0; s < snapshot_->segments().size(); ++s) {
    const SegmentView& view = snapshot_->segments()[s];
    DocumentSet set;
    try {
      set = Evaluator({*snapshot_, worker_, s, sheet_}, norm, scored && options.top != 0).evaluate(plan);
    } catch (const Xapian::Error& error) {
      throw IndexError(IndexError::Kind::kDamaged, (view.segment->folder / "postings").string() + ": " + error.get_description() +
                                                       "; run \"newshound-indexer check\" and rebuild or restore a backup");
    }
    SegmentPass(view, request).run(set, result, days);
    result.total += set.size();
    ranking.add(static_cast<std::uint32_t>(s), view, set);
  }
  ranking.give(result);
  days.give(result);
  return result;
}

}  // namespace newshound
