#include "query/xapian_matcher.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <xapian.h>

#include "analysis/fold.h"
#include "query/day_counter.h"
#include "query/ranking.h"
#include "query/xapian_query.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

std::vector<std::string> unpack_values(const std::string& packed) {
  std::vector<std::string> values;
  for (std::size_t at = 0; at + 2 <= packed.size();) {
    const std::size_t size = static_cast<unsigned char>(packed[at]) * 256u + static_cast<unsigned char>(packed[at + 1]);
    values.push_back(packed.substr(at + 2, size));
    at += 2 + size;
  }
  return values;
}

std::int64_t published_of(const Xapian::Document& document) {
  const std::string value = document.get_value(kSlotPublished);
  return value.empty() ? kUndated : static_cast<std::int64_t>(Xapian::sortable_unserialise(value));
}

// Counts articles by folded value of one slot.
class FacetSpy : public Xapian::MatchSpy {
 public:
  FacetSpy(unsigned slot, ValueCounts& counts) : slot_(slot), counts_(counts) {}
  void operator()(const Xapian::Document& document, double) override {
    std::set<std::string> seen;
    for (const std::string& value : unpack_values(document.get_value(slot_))) {
      const std::string folded = fold_value(value);
      if (!seen.insert(folded).second) continue;
      auto& [count, display] = values_[folded];
      if (count++ == 0) display = value;
    }
    ++(seen.empty() ? counts_.missing : counts_.with_value);
  }
  void give() {
    std::vector<ValueCounts::Value> sorted;
    for (const auto& [folded, counted] : values_)
      sorted.push_back({counts_.own(folded), counts_.own(counted.second), counted.first, counted.first});
    counts_.merge(std::move(sorted));
  }

 private:
  std::map<std::string, std::pair<std::uint64_t, std::string>> values_;
  unsigned slot_;
  ValueCounts& counts_;
};

}  // namespace

struct XapianMatcher::State {
  std::shared_ptr<const Snapshot> snapshot;
  unsigned worker;
  Xapian::Database all;

  // Everything but the facets: total, days and the page, from all matches.
  void rank(const Xapian::Query& query, const SearchRequest& request, const RankOptions& options, MatchResult& result,
            double recency_scale) {
    const Sort sort = options.sort;
    Xapian::Enquire enquire(all);
    enquire.set_weighting_scheme(NewsWeight());
    enquire.set_query(query);
    const Xapian::doccount everything = all.get_doccount();
    Xapian::MSet matches = enquire.get_mset(0, everything, everything);
    const auto segments = static_cast<Xapian::docid>(snapshot->segments().size());
    DayCounter days(request.time_zone, request.histogram ? request.histogram->interval : Interval::kDay);
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      const Xapian::Document document = match.get_document();
      RankedDocument ranked;
      ranked.segment = (*match - 1) % segments;
      ranked.document = (*match - 1) / segments;
      ranked.published = published_of(document);
      for (const char byte : document.get_value(kSlotIdHash))
        ranked.id_hash = ranked.id_hash << 8 | static_cast<unsigned char>(byte);
      if (sort == Sort::kBest || sort == Sort::kRelevance) ranked.score = match.get_weight();
      if (recency_scale > 0)
        ranked.score += recency_scale * recency(ranked.published, request.now_utc, options.recency.half_life_seconds);
      if (request.histogram) {
        const auto flags = snapshot->segments()[ranked.segment].segment->columns.flags()[ranked.document];
        days.count(ranked.published, (flags & kFlagDateOnly) != 0);
      }
      result.ranked.push_back(ranked);
    }
    result.total = result.ahead = result.ranked.size();
    std::sort(result.ranked.begin(), result.ranked.end(),
              [&](const RankedDocument& a, const RankedDocument& b) { return ranks_before(a, b, sort); });
    if (result.ranked.size() > options.top) result.ranked.resize(options.top);
    days.give(result);
  }

  void add_up(const Xapian::Query& query, PublishedStats& stats) {
    Xapian::Enquire enquire(all);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(query);
    const Xapian::MSet matches = enquire.get_mset(0, all.get_doccount(), all.get_doccount());
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      ++stats.all;
      const std::int64_t published = published_of(match.get_document());
      if (published != kUndated) stats.add(published);
    }
  }

  void count(const Xapian::Query& query, unsigned slot, ValueCounts& counts) {
    Xapian::Enquire enquire(all);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(query);
    FacetSpy spy(slot, counts);
    enquire.add_matchspy(&spy);
    (void)enquire.get_mset(0, 0, all.get_doccount());
    spy.give();
  }
};

XapianMatcher::XapianMatcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker) : state_(std::make_unique<State>()) {
  if (!snapshot->catalog().positions)
    throw IndexError(IndexError::Kind::kIncompatible, snapshot->index().string() +
                                                          ": has no positions, which Xapian's own matcher needs; rebuild it with "
                                                          "\"newshound-indexer build --positions\"");
  state_->snapshot = std::move(snapshot);
  state_->worker = worker;
  for (std::size_t s = 0; s < state_->snapshot->segments().size(); ++s)
    state_->all.add_database(state_->snapshot->postings(worker, s));
}

XapianMatcher::~XapianMatcher() = default;

MatchResult XapianMatcher::match(const PlanNode& plan, const SearchRequest& request, const RankOptions& options) {
  MatchResult result;
  result.facets.resize(request.facets.size());
  result.open_facets.resize(request.open_facets.size());
  if (state_->snapshot->segments().empty()) return result;
  LiveDocuments live(state_->snapshot, state_->worker, request.visibility_clock(), request.show_hidden);
  const Xapian::Query base(Xapian::Query::OP_FILTER, xapian_query(plan, *state_->snapshot), Xapian::Query(&live));
  const auto filtered = [&](const Field* except) {
    return Xapian::Query(Xapian::Query::OP_FILTER, base, xapian_filters(request, except));
  };
  const double recency_scale = options.sort == Sort::kBest ? options.recency.strength * highest_score(plan) : 0;
  state_->rank(filtered(nullptr), request, options, result, recency_scale);
  for (std::size_t f = 0; f < request.facets.size(); ++f) {
    const Field* except = request.facet_mode == FacetMode::kDisjunctive ? &request.facets[f] : nullptr;
    state_->count(filtered(except), field_row(request.facets[f]).slot, result.facets[f]);
  }
  for (std::size_t f = 0; f < request.open_facets.size(); ++f)
    state_->count(filtered(&request.open_facets[f]), field_row(request.open_facets[f]).slot, result.open_facets[f]);
  if (request.published_stats) state_->add_up(filtered(nullptr), result.published_stats);
  if (request.open_published_stats) {
    SearchRequest any_time = request;
    any_time.from_utc = any_time.to_utc = kUndated;
    state_->add_up(Xapian::Query(Xapian::Query::OP_FILTER, base, xapian_filters(any_time, nullptr)), result.open_published_stats);
  }
  return result;
}

}  // namespace newshound
