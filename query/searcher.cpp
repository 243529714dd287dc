#include "query/searcher.h"

#include <chrono>
#include <utility>

#include "query/counts.h"
#include "query/day_counter.h"
#include "query/parser.h"
#include "query/relaxing.h"
#include "query/request_reading.h"
#include "query/search_context.h"

namespace newshound {
namespace {

// Where nothing is found: what is searched instead, told in the answer; and the correction that the answer offers.
void help(SearchContext& context, const SearchRequest& request, PlanOptions& options, AstNode& root, MatchResult& result,
          SearchAnswer& answer) {
  const bool wanted = (request.relax || request.fuzzy) && root.kind != NodeKind::kAll && !request.match_any;
  if (!wanted) return;
  const SearchRequest alone = without_filters(request);
  const CountArticles count = [&](const AstNode& node) { return context.count(node, alone, options); };
  const Speller speller(*context.snapshot);
  if (result.total != 0 || count(root) != 0) {
    if (request.fuzzy && result.total != 0) answer.did_you_mean = did_you_mean(root, options.text, result.total, speller, count);
    return;
  }
  const RelaxOptions how{request.fuzzy, request.relax,
                         options.languages.empty() ? context.planner.languages() : options.languages};
  auto relaxed = relax(root, options.text, how, speller, count);
  if (!relaxed) return;
  answer.did_you_mean = relaxed->did_you_mean;
  if (relaxed->step == Relaxation::kNone) return;
  answer.relaxed = relaxed->step;
  answer.notes.push_back(relaxed->note);
  root = std::move(relaxed->root);
  options.match_any = relaxed->step == Relaxation::kAny;
}

// Xapian keeps no positions by part but those of titles, and no spellings.
Result<void> check_offered(Engine engine, const SearchRequest& request) {
  const bool parts = request.parts == kAllParts || request.parts == kTitleOnly;
  if (engine == Engine::kOnePass || (parts && request.exactness != Exactness::kSpelling && !request.cursor)) return {};
  return tl::unexpected(Error{ErrorCode::kInvalidParameter,
                              "Xapian's own matcher knows neither exact=2, nor in= with standfirst or body, nor cursors",
                              !parts           ? "in"
                              : request.cursor ? "cursor"
                                               : "exact"});
}

// An order by score has a cursor's ranks only in the generation that the cursor was made in.
Result<void> check_cursor(const Snapshot& snapshot, Sort sort, const SearchRequest& request) {
  if (!request.cursor) return {};
  if (request.cursor->sort != sort)
    return tl::unexpected(Error{ErrorCode::kInvalidParameter, "parameter cursor: belongs to another order", "cursor"});
  const bool by_date = sort == Sort::kNewest || sort == Sort::kOldest;
  if (by_date || request.cursor->generation == snapshot.generation()) return {};
  return tl::unexpected(Error{ErrorCode::kCursorExpired,
                              "parameter cursor: the index has changed too much since; begin with the first page, or sort by "
                              "newest, whose cursors don't expire",
                              "cursor"});
}

std::optional<Cursor> next_page(const SearchRequest& request, const MatchResult& result, const SearchAnswer& answer,
                                const Snapshot& snapshot) {
  const std::size_t shown = request.first() + answer.hits.size();
  if (answer.hits.empty() || shown >= result.ahead) return std::nullopt;
  Cursor next{.sort = answer.sort, .search = request.search, .now_utc = request.now_utc};
  if (answer.sort == Sort::kNewest || answer.sort == Sort::kOldest) {
    next.after = {result.ranked.back().published, result.ranked.back().id_hash};
    return next;
  }
  if (shown > kMaxCursorRank) return std::nullopt;
  next.generation = snapshot.generation();
  next.rank = static_cast<std::uint32_t>(shown);
  return next;
}

}  // namespace

struct Searcher::State : SearchContext {
  State(std::shared_ptr<const Snapshot> s, unsigned w, Engine e, SearchSettings given)
      : SearchContext(std::move(s), w, e, std::move(given)), engine(e) {}
  Engine engine;
};

Searcher::Searcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker, Engine engine, SearchSettings settings)
    : state_(std::make_unique<State>(std::move(snapshot), worker, engine, std::move(settings))) {}
Searcher::~Searcher() = default;

const Snapshot& Searcher::snapshot() const { return *state_->snapshot; }

Result<SearchAnswer> Searcher::search(const SearchRequest& asked) {
  const auto begin = std::chrono::steady_clock::now();
  SearchRequest request = asked;
  const auto since = [](std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count();
  };
  if (auto offered = check_offered(state_->engine, request); !offered) return tl::unexpected(offered.error());
  if (request.divide_lists) split_lists(*state_->snapshot, request);
  auto parsed =
      parse_query(request.q, {request.match_any, request.strict, request.exactness, request.now_utc, request.time_zone});
  if (!parsed) return tl::unexpected(parsed.error());
  AstNode& root = parsed->root;

  SearchAnswer answer;
  answer.text = request.q;
  answer.notes = std::move(parsed->notes);
  const bool everything = root.kind == NodeKind::kAll;
  // Without words there is nothing to rank by.
  answer.sort = everything && request.sort != Sort::kOldest ? Sort::kNewest : request.sort;
  if (auto cursor = check_cursor(*state_->snapshot, answer.sort, request); !cursor) return tl::unexpected(cursor.error());
  answer.parse_ms = since(begin);
  const auto match_begin = std::chrono::steady_clock::now();
  PlanOptions options = state_->plan_options(request, root, parsed->text);
  PlanNode plan = state_->planner.plan(root, options, answer.notes);
  const bool dated = asks_for_date(request, root);
  MatchResult result = state_->match(plan, request, answer.sort, dated);
  help(*state_, request, options, root, result, answer);
  if (answer.relaxed != Relaxation::kNone) {
    plan = state_->planner.plan(root, options, answer.notes);
    result = state_->match(plan, request, answer.sort, dated);
  }

  answer.match_ms = since(match_begin);
  if (!everything) answer.parsed = print_ast(state_->planner.expanded(root, options));
  answer.total = result.total;
  const auto hits_begin = std::chrono::steady_clock::now();
  answer.hits = state_->hits(result, request, plan);
  answer.hits_ms = since(hits_begin);
  answer.next = next_page(request, result, answer, *state_->snapshot);
  const bool fresh = answer.sort == Sort::kBest && !dated && state_->settings.profile.recency.strength > 0;
  answer.by_clock = fresh || request.by_clock || request.q.find("when:") != std::string::npos;
  for (std::size_t f = 0; f < request.facets.size(); ++f)
    answer.facets.push_back(make_facet(request.facets[f], result.facets[f], request.facet_limit, request.facet_query));
  for (std::size_t f = 0; f < request.open_facets.size(); ++f)
    answer.open_facets.push_back(make_facet(request.open_facets[f], result.open_facets[f], request.facet_limit, {}));
  if (request.published_stats) answer.published_stats = result.published_stats;
  if (request.open_published_stats) answer.open_published_stats = result.open_published_stats;
  if (request.histogram) {
    answer.histogram = make_histogram(result, *request.histogram);
    if (request.histogram->by) add_series(*state_, plan, request, *answer.histogram);
    if (request.histogram->share) add_share(*state_, request, *answer.histogram);
  }
  answer.limit = request.limit;
  answer.page = request.cursor ? 0 : request.page;
  answer.generation = state_->snapshot->generation();
  answer.articles = state_->snapshot->articles();
  answer.took_ms = since(begin);
  return answer;
}

SuggestAnswer Searcher::suggest(const SuggestRequest& request) { return newshound::suggest(*state_, request); }

std::optional<SimilarAnswer> Searcher::similar(const SimilarRequest& request) { return newshound::similar(*state_, request); }

Result<std::optional<Explanation>> Searcher::explain(const SearchRequest& request, const std::string& id) {
  return newshound::explain(*state_, request, id);
}

Result<std::optional<MarkedArticle>> Searcher::marked(const SearchRequest& request, const std::string& id) {
  return marked_article(*state_, request, id);
}

std::optional<Article> Searcher::article(std::string_view id, std::int64_t now_utc, bool show_hidden) {
  return state_->article(id, now_utc, show_hidden);
}

}  // namespace newshound
