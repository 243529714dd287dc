#include "query/search_context.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "analysis/terms.h"
#include "query/adjacency.h"
#include "query/attribute_highlights.h"
#include "query/deadline.h"
#include "query/highlight_plan.h"
#include "query/highlighter.h"
#include "query/one_pass_matcher.h"
#include "query/request_reading.h"
#include "query/xapian_matcher.h"

namespace newshound {
namespace {

// Of those that are read next; many more would have left the processor's caches again when they are wanted.
void prefetch_texts(const Snapshot& snapshot, std::span<const RankedDocument> ranked) {
  constexpr std::size_t kMost = 16;
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_segment;
  for (const RankedDocument& document : ranked.first(std::min(kMost, ranked.size())))
    by_segment[document.segment].push_back(document.document);
  for (const auto& [segment, documents] : by_segment) snapshot.segments()[segment].segment->text.prefetch(documents);
}

}  // namespace

SearchContext::SearchContext(std::shared_ptr<const Snapshot> s, unsigned w, Engine engine, SearchSettings given)
    : snapshot(std::move(s)), worker(w), planner(snapshot, w), settings(std::move(given)) {
  if (engine == Engine::kXapian) {
    matcher = std::make_unique<XapianMatcher>(snapshot, worker);
  } else {
    matcher = std::make_unique<OnePassMatcher>(snapshot, worker);
  }
}

PlanOptions SearchContext::plan_options(const SearchRequest& request, const AstNode& root, const std::string& text) const {
  return {.languages = asked_languages(request, root),
          .time_zone = request.time_zone,
          .text = text,
          .match_any = request.match_any,
          .parts = request.parts,
          .synonyms = settings.synonyms};
}

MatchResult SearchContext::match(const PlanNode& plan, const SearchRequest& request, Sort sort, bool dated) {
  const std::size_t wanted = request.first() + request.limit;
  RankOptions options{sort, wanted, settings.profile.recency};
  if (dated) options.recency.strength = 0;
  const bool scored = sort == Sort::kBest || sort == Sort::kRelevance;
  const std::vector<AdjacentPair> pairs =
      scored && wanted != 0 && settings.rerank ? adjacent_pairs(plan) : std::vector<AdjacentPair>{};
  if (!pairs.empty()) options.top = std::max(wanted, kReranked);
  options.any_order = !pairs.empty() && wanted <= kReranked;
  MatchResult result = matcher->match(plan, request, options);
  rerank(*snapshot, pairs, sort, result.ranked, wanted);
  if (result.ranked.size() > wanted) result.ranked.resize(wanted);
  return result;
}

std::optional<LocatedArticle> SearchContext::locate(std::string_view id) {
  const std::string term = value_term(field_row(Field::kId), id);
  for (std::uint32_t s = 0; s < snapshot->segments().size(); ++s) {
    const SegmentView& view = snapshot->segments()[s];
    const std::int64_t document =
        find_document(snapshot->posting_source(worker, s), view.segment->documents(), *view.deletions, term);
    if (document < 0) continue;
    const DocumentPlace place{s, static_cast<std::uint32_t>(document)};
    if (view.segment->text.id(place.document) != id) continue;  // a hashed term of another id
    return LocatedArticle{place, reader.read(view.segment->text, place.document)};
  }
  return std::nullopt;
}

std::optional<Article> SearchContext::article(std::string_view id, std::int64_t now_utc, bool show_hidden) {
  auto located = locate(id);
  if (!located || (!show_hidden && !is_visible(located->article, now_utc))) return std::nullopt;
  return std::move(located->article);
}

std::uint64_t SearchContext::count(const AstNode& root, const SearchRequest& alone, const PlanOptions& options) {
  std::vector<std::string> notes;
  const PlanNode plan = planner.plan(root, options, notes);
  return matcher->match(plan, alone, {Sort::kNewest, 0, {}}).total;
}

Hit SearchContext::bare_hit(const RankedDocument& ranked) const {
  const Segment& segment = *snapshot->segments()[ranked.segment].segment;
  Hit hit;
  hit.article.id = segment.text.id(ranked.document);
  hit.article.published = {ranked.published, (segment.columns.flags()[ranked.document] & kFlagDateOnly) != 0};
  hit.score = ranked.score;
  return hit;
}

std::vector<Hit> SearchContext::hits(const MatchResult& result, const SearchRequest& request, const PlanNode& plan) {
  const auto page = std::span(result.ranked).subspan(std::min(request.first(), result.ranked.size()));
  std::vector<Hit> made;
  made.reserve(page.size());
  if (!request.texts) {
    for (const RankedDocument& ranked : page) made.push_back(bare_hit(ranked));
    return made;
  }
  const HighlightOptions& options = request.highlight;
  prefetch_texts(*snapshot, page);
  std::map<std::uint32_t, HighlightPlan> plans;  // by segment, as hits come from it
  for (const RankedDocument& ranked : page) {
    const Segment& segment = *snapshot->segments()[ranked.segment].segment;
    check_deadline();
    Hit& hit = made.emplace_back();
    hit.article = reader.read(segment.text, ranked.document);
    hit.score = ranked.score;
    if (!options.wanted) continue;
    auto of_segment = plans.find(ranked.segment);
    if (of_segment == plans.end()) of_segment = plans.emplace(ranked.segment, highlight_plan(plan, segment)).first;
    if (options.attributes) {
      hit.attributes = highlight_attributes(of_segment->second, hit.article, options);
    } else {
      hit.highlight = highlight(of_segment->second, hit.article, options);
    }
  }
  return made;
}

}  // namespace newshound
