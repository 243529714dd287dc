#include "query/searcher.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "analysis/fold.h"
#include "analysis/terms.h"
#include "query/adjacency.h"
#include "query/day_counter.h"
#include "query/highlight_plan.h"
#include "query/highlighter.h"
#include "query/one_pass_matcher.h"
#include "query/parser.h"
#include "query/planner.h"
#include "query/xapian_matcher.h"
#include "storage/text_store.h"

namespace newshound {
namespace {

// "Reuters,AFP" is two values unless some article has exactly that one.
void split_commas(const Snapshot& snapshot, Field field, std::vector<std::string>& values) {
  std::vector<std::string> split;
  for (const std::string& value : values) {
    const bool known = value.find(',') == std::string::npos ||
                       std::any_of(snapshot.segments().begin(), snapshot.segments().end(), [&](const SegmentView& view) {
                         return view.segment->columns.ordinals(field).find(fold_value(value)) != 0;
                       });
    if (known) {
      split.push_back(value);
      continue;
    }
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t comma = std::min(value.find(',', begin), value.size());
      if (comma > begin) split.push_back(value.substr(begin, comma - begin));
      begin = comma + 1;
    }
  }
  values = std::move(split);
}

// The languages whose stemmers a request asks for: those it filters by.
std::vector<std::string> languages_of(const SearchRequest& request, const AstNode& ast) {
  std::vector<std::string> languages;
  for (const ValueFilter& filter : request.filters)
    if (filter.field == Field::kLanguage)
      for (const std::string& value : filter.any) languages.push_back(primary_language(value));
  const auto take = [&](const AstNode& node) {
    if (node.kind == NodeKind::kField && node.field == Field::kLanguage) languages.push_back(primary_language(node.value));
  };
  take(ast);
  if (ast.kind == NodeKind::kAnd)
    for (const AstNode& child : ast.children) take(child);
  return languages;
}

// Whether the query says which time it is about, so that freshness has no say: a date, or a word that is a year.
bool names_date(const AstNode& node) {
  if (node.kind == NodeKind::kDates) return true;
  if (node.kind == NodeKind::kNot) return false;
  const auto is_year = [](const QueryWord& word) {
    return word.form.size() == 4 && (word.form.starts_with("19") || word.form.starts_with("20")) &&
           std::all_of(word.form.begin(), word.form.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return std::any_of(node.words.begin(), node.words.end(), is_year) ||
         std::any_of(node.children.begin(), node.children.end(), names_date);
}

bool asks_for_date(const AstNode& root, const SearchRequest& request) {
  return request.from_utc != kUndated || request.to_utc != kUndated || names_date(root);
}

FacetAnswer make_facet(Field field, const ValueCounts& counts, std::size_t limit) {
  FacetAnswer answer;
  answer.field = field;
  answer.missing = counts.missing;
  answer.values = counts.values.size();
  std::vector<const std::pair<const std::string, ValueCounts::Value>*> order;
  for (const auto& value : counts.values) order.push_back(&value);
  const auto more = [](const auto* a, const auto* b) {
    return a->second.count != b->second.count ? a->second.count > b->second.count : a->first < b->first;
  };
  const std::size_t shown = std::min(limit, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(), more);
  std::uint64_t in_buckets = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    answer.buckets.push_back({order[i]->second.display, order[i]->second.count});
    in_buckets += order[i]->second.count;
  }
  if (field_row(field).column == ColumnKind::kOrdinal) answer.other = counts.with_value - in_buckets;
  return answer;
}

}  // namespace

struct Searcher::State {
  std::shared_ptr<const Snapshot> snapshot;
  unsigned worker;
  Planner planner;
  std::unique_ptr<Matcher> matcher;
  TextReader reader;

  SearchSettings settings;

  State(std::shared_ptr<const Snapshot> s, unsigned w, Engine engine, SearchSettings given)
      : snapshot(std::move(s)), worker(w), planner(snapshot, w), settings(std::move(given)) {
    if (engine == Engine::kXapian) {
      matcher = std::make_unique<XapianMatcher>(snapshot, worker);
    } else {
      matcher = std::make_unique<OnePassMatcher>(snapshot, worker);
    }
  }

  // Both passes: matching, then neighbouring words.
  MatchResult match(const PlanNode& plan, const SearchRequest& request, Sort sort, bool dated) {
    RankOptions options{sort, request.page * request.limit, settings.profile.recency};
    if (dated) options.recency.strength = 0;
    const bool scored = sort == Sort::kBest || sort == Sort::kRelevance;
    const std::vector<AdjacentPair> pairs = scored && options.top != 0 ? adjacent_pairs(plan) : std::vector<AdjacentPair>{};
    if (!pairs.empty()) options.top = std::max(options.top, kReranked);
    MatchResult result = matcher->match(plan, request, options);
    rerank(*snapshot, pairs, sort, result.ranked);
    if (result.ranked.size() > request.page * request.limit) result.ranked.resize(request.page * request.limit);
    return result;
  }

  std::vector<Hit> hits(const MatchResult& result, std::size_t from, const PlanNode& plan, const HighlightOptions& options) {
    std::vector<Hit> made;
    std::map<std::uint32_t, HighlightPlan> plans;  // by segment, as hits come from it
    for (std::size_t i = from; i < result.ranked.size(); ++i) {
      const RankedDocument& ranked = result.ranked[i];
      const Segment& segment = *snapshot->segments()[ranked.segment].segment;
      Hit& hit = made.emplace_back();
      hit.article = reader.read(segment.text, ranked.document);
      hit.score = ranked.score;
      if (!options.wanted) continue;
      auto of_segment = plans.find(ranked.segment);
      if (of_segment == plans.end()) of_segment = plans.emplace(ranked.segment, highlight_plan(plan, segment)).first;
      hit.highlight = highlight(of_segment->second, hit.article, options);
    }
    return made;
  }
};

Searcher::Searcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker, Engine engine, SearchSettings settings)
    : state_(std::make_unique<State>(std::move(snapshot), worker, engine, std::move(settings))) {}
Searcher::~Searcher() = default;

const Snapshot& Searcher::snapshot() const { return *state_->snapshot; }

Result<SearchAnswer> Searcher::search(const SearchRequest& asked) {
  const auto begin = std::chrono::steady_clock::now();
  SearchRequest request = asked;
  for (ValueFilter& filter : request.filters) {
    split_commas(*state_->snapshot, filter.field, filter.any);
    split_commas(*state_->snapshot, filter.field, filter.none);
  }
  auto parsed = parse_query(request.q, {request.match_any, request.strict, request.exact, request.now_utc, request.time_zone});
  if (!parsed) return tl::unexpected(parsed.error());

  SearchAnswer answer;
  answer.text = request.q;
  answer.notes = std::move(parsed->notes);
  const bool everything = parsed->root.kind == NodeKind::kAll;
  if (!everything) answer.parsed = print_ast(parsed->root);
  // Without words there is nothing to rank by.
  answer.sort = everything && request.sort != Sort::kOldest ? Sort::kNewest : request.sort;
  const PlanNode plan = state_->planner.plan(parsed->root,
                                             {.languages = languages_of(request, parsed->root),
                                              .time_zone = request.time_zone,
                                              .text = parsed->text,
                                              .match_any = request.match_any},
                                             answer.notes);
  const std::size_t from = (request.page - 1) * request.limit;
  const MatchResult result = state_->match(plan, request, answer.sort, asks_for_date(parsed->root, request));

  answer.total = result.total;
  answer.hits = state_->hits(result, from, plan, request.highlight);
  for (std::size_t f = 0; f < request.facets.size(); ++f)
    answer.facets.push_back(make_facet(request.facets[f], result.facets[f], request.facet_limit));
  if (request.histogram) answer.histogram = make_histogram(result, *request.histogram);
  answer.limit = request.limit;
  answer.page = request.page;
  answer.generation = state_->snapshot->generation();
  answer.articles = state_->snapshot->articles();
  answer.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return answer;
}

std::optional<Article> Searcher::article(std::string_view id, std::int64_t now_utc, bool show_hidden) {
  const std::string term = value_term(field_row(Field::kId), id);
  for (std::size_t s = 0; s < state_->snapshot->segments().size(); ++s) {
    const SegmentView& view = state_->snapshot->segments()[s];
    const std::int64_t document = find_document(state_->snapshot->postings(state_->worker, s), *view.deletions, term);
    if (document < 0) continue;
    Article article = state_->reader.read(view.segment->text, static_cast<std::uint32_t>(document));
    if (article.id != id) continue;  // a hashed term of another id
    if (show_hidden || is_visible(article, now_utc)) return article;
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace newshound
