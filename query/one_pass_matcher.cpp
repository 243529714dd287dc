#include "query/one_pass_matcher.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <xapian.h>

#include "query/best_scores.h"
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
        best_(by_score_ ? options.top : 0),
        top_(by_score_ ? 0 : options.top, options.sort) {
    if (!request.cursor) return;
    behind_.published = request.cursor->after.published;
    behind_.id_hash = request.cursor->after.id_hash;
  }

  void add(const SegmentView& view, const DocumentSet& set) {
    columns_.push_back(&view.segment->columns);
    if (by_score_) {
      add_by_score(set, view.segment->date_ordered);
    } else {
      add_by_date(set, options_.sort == Sort::kNewest && view.segment->date_ordered);
    }
    check_deadline();
  }

  void give(MatchResult& result) {
    result.ahead = ahead_;
    result.ranked = by_score_ ? ranked_by_score() : top_.take();
  }

 private:
  [[nodiscard]] RankedDocument candidate(std::uint32_t segment, std::uint32_t document, double score) const {
    const Columns& columns = *columns_[segment];
    return {segment, document, score, columns.published()[document], columns.id_hash()[document]};
  }
  [[nodiscard]] std::uint32_t segment() const { return static_cast<std::uint32_t>(columns_.size() - 1); }

  // Without scores newest comes first: where documents are in that order, the first are the best.
  void add_by_score(const DocumentSet& set, bool in_order) {
    ahead_ += set.size();
    if (!set.scored()) {
      const std::size_t candidates = in_order ? std::min(set.size(), options_.top) : set.size();
      for (std::size_t i = 0; i < candidates; ++i) add_scored(set.documents[i], 0);
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
    const double least = best_.least() - recency_scale_;
    const auto rounded = static_cast<float>(least);
    return static_cast<double>(rounded) > least ? std::nextafter(rounded, -std::numeric_limits<float>::infinity()) : rounded;
  }

  void add_scored(std::uint32_t document, double score) {
    if (score + recency_scale_ < best_.least()) return;  // no column is read for most
    if (recency_scale_ > 0)
      score +=
          recency_scale_ * recency(columns_.back()->published()[document], request_.now_utc, options_.recency.half_life_seconds);
    best_.add({score, segment(), document});
  }

  [[nodiscard]] std::vector<RankedDocument> ranked_by_score() {
    std::vector<RankedDocument> ranked;
    for (const BestScores::Scored& best : best_.take()) ranked.push_back(candidate(best.segment, best.document, best.score));
    const auto before = [this](const RankedDocument& a, const RankedDocument& b) { return ranks_before(a, b, options_.sort); };
    const std::size_t wanted = std::min(ranked.size(), options_.top);
    const auto last = ranked.begin() + static_cast<std::ptrdiff_t>(wanted);
    if (options_.any_order && wanted < ranked.size()) std::nth_element(ranked.begin(), last, ranked.end(), before);
    if (!options_.any_order) std::partial_sort(ranked.begin(), last, ranked.end(), before);
    ranked.resize(wanted);
    return ranked;
  }

  // `in_order`: the set is newest first, so that of each segment no more than the first `top` behind the cursor can be among the
  // best.
  void add_by_date(const DocumentSet& set, bool in_order) {
    std::size_t added = 0;
    if (!request_.cursor) ahead_ += set.size();
    for (const std::uint32_t document : set.documents) {
      if (in_order && !request_.cursor && added == options_.top) return;
      const RankedDocument ranked = candidate(segment(), document, 0);
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
  BestScores best_;   // by score
  TopDocuments top_;  // by date
  RankedDocument behind_;
  std::uint64_t ahead_ = 0;
  std::vector<const Columns*> columns_;  // by segment, as they came
};

}  // namespace

OnePassMatcher::OnePassMatcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker)
    : snapshot_(std::move(snapshot)), worker_(worker) {}

std::span<const DocumentBucket> OnePassMatcher::buckets(std::size_t segment, Interval interval) {
  const auto [at, fresh] = buckets_.try_emplace({segment, interval});
  if (fresh) at->second = buckets_of(snapshot_->segments()[segment].segment->columns, interval);
  return at->second;
}

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
      set = Evaluator({*snapshot_, worker_, s}, norm, scored && options.top != 0).evaluate(plan);
    } catch (const Xapian::Error& error) {
      throw IndexError(IndexError::Kind::kDamaged, (view.segment->folder / "postings").string() + ": " + error.get_description() +
                                                       "; run \"newshound-indexer check\" and rebuild or restore a backup");
    }
    SegmentPass(view, request).run(set, result);
    if (request.histogram && view.segment->date_ordered && days.in_utc()) {
      days.count(set.documents, buckets(s, request.histogram->interval));
    } else if (request.histogram) {
      days.count(set.documents, view.segment->columns, view.segment->date_ordered);
    }
    result.total += set.size();
    ranking.add(view, set);
  }
  ranking.give(result);
  days.give(result);
  return result;
}

}  // namespace newshound
