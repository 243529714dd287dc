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

}  // namespace

struct Searcher::State : SearchContext {
  using SearchContext::SearchContext;
};

Searcher::Searcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker, Engine engine, SearchSettings settings)
    : state_(std::make_unique<State>(std::move(snapshot), worker, engine, std::move(settings))) {}
Searcher::~Searcher() = default;

const Snapshot& Searcher::snapshot() const { return *state_->snapshot; }

Result<SearchAnswer> Searcher::search(const SearchRequest& asked) {
  const auto begin = std::chrono::steady_clock::now();
  SearchRequest request = asked;
  split_lists(*state_->snapshot, request);
  auto parsed = parse_query(request.q, {request.match_any, request.strict, request.exact, request.now_utc, request.time_zone});
  if (!parsed) return tl::unexpected(parsed.error());
  AstNode& root = parsed->root;

  SearchAnswer answer;
  answer.text = request.q;
  answer.notes = std::move(parsed->notes);
  const bool everything = root.kind == NodeKind::kAll;
  // Without words there is nothing to rank by.
  answer.sort = everything && request.sort != Sort::kOldest ? Sort::kNewest : request.sort;
  PlanOptions options = state_->plan_options(request, root, parsed->text);
  PlanNode plan = state_->planner.plan(root, options, answer.notes);
  const bool dated = asks_for_date(request, root);
  MatchResult result = state_->match(plan, request, answer.sort, dated);
  help(*state_, request, options, root, result, answer);
  if (answer.relaxed != Relaxation::kNone) {
    plan = state_->planner.plan(root, options, answer.notes);
    result = state_->match(plan, request, answer.sort, dated);
  }

  if (!everything) answer.parsed = print_ast(state_->planner.expanded(root, options));
  answer.total = result.total;
  answer.hits = state_->hits(result, (request.page - 1) * request.limit, plan, request.highlight);
  for (std::size_t f = 0; f < request.facets.size(); ++f)
    answer.facets.push_back(make_facet(request.facets[f], result.facets[f], request.facet_limit, request.facet_query));
  if (request.histogram) {
    answer.histogram = make_histogram(result, *request.histogram);
    if (request.histogram->by) add_series(*state_, plan, request, *answer.histogram);
    if (request.histogram->share) add_share(*state_, request, *answer.histogram);
  }
  answer.limit = request.limit;
  answer.page = request.page;
  answer.generation = state_->snapshot->generation();
  answer.articles = state_->snapshot->articles();
  answer.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
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
