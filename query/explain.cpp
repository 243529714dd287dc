#include "query/explain.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "query/adjacency.h"
#include "query/article_dates.h"
#include "query/date_range.h"
#include "query/evaluator.h"
#include "query/parser.h"
#include "query/published_range.h"
#include "query/ranking.h"
#include "query/request_reading.h"
#include "query/search_context.h"
#include "query/value_filters.h"

namespace newshound {
namespace {

class Explainer {
 public:
  Explainer(SearchContext& context, const SearchRequest& request, const DocumentPlace& place)
      : context_(context),
        request_(request),
        place_(place),
        view_(context.snapshot->segments()[place.segment]),
        postings_(context.snapshot->postings(context.worker, place.segment)),
        norm_(static_cast<double>(context.snapshot->total_length()) / static_cast<double>(context.snapshot->documents())) {}

  ExplainedClause clause(const AstNode& ast, const PlanOptions& options) {
    std::vector<std::string> notes;
    const PlanNode plan = context_.planner.plan(ast, options, notes);
    ExplainedClause made;
    made.query = print_ast(ast);
    if (plan.kind == PlanKind::kNot) {  // stands alone only below AND
      const DocumentSet set = evaluate(plan.children[0]);
      made.matches = !contains(set);
      return made;
    }
    const DocumentSet set = evaluate(plan);
    made.matches = contains(set);
    made.score = score_in(set);
    if (plan.kind == PlanKind::kBest)
      for (const PlanTerm& term : plan.terms) made.terms.push_back(explained(term));
    return made;
  }

  void add_filters(Explanation& explanation) const {
    for (const ValueFilter& filter : request_.filters) {
      const ValueFilters alone(view_.segment->columns, std::span(&filter, 1));
      std::string text = fmt::format("{}: {}", field_row(filter.field).parameter, fmt::join(filter.any, " | "));
      for (const std::string& value : filter.all) text += fmt::format("{}+{}", text.ends_with(' ') ? "" : " ", value);
      for (const std::string& value : filter.none) text += fmt::format("{}-{}", text.ends_with(' ') ? "" : " ", value);
      explanation.filters.push_back({std::move(text), alone.failed(place_.document) == 0});
    }
    const PublishedRange asked(request_.from_utc, request_.to_utc, request_.time_zone);
    if (asked.open()) return;
    const std::string_view date = request_.date == DateKind::kModified ? "modified" : "published";
    explanation.filters.push_back({fmt::format("{}: {}", date, format_date_range(request_.from_utc, request_.to_utc)),
                                   ArticleDates(view_.segment->columns, request_.date).within(asked, place_.document)});
  }

  void add_length(Explanation& explanation) const {
    explanation.length = view_.segment->columns.length()[place_.document] / 2.0;
    explanation.average_length =
        static_cast<double>(context_.snapshot->total_length()) / static_cast<double>(context_.snapshot->documents()) / 2;
  }

 private:
  DocumentSet evaluate(const PlanNode& plan) {
    return Evaluator({*context_.snapshot, context_.worker, place_.segment}, norm_, true).evaluate(plan);
  }
  [[nodiscard]] std::size_t find(const DocumentSet& set) const {
    const auto found = std::lower_bound(set.documents.begin(), set.documents.end(), place_.document);
    return found != set.documents.end() && *found == place_.document ? static_cast<std::size_t>(found - set.documents.begin())
                                                                     : set.size();
  }
  [[nodiscard]] bool contains(const DocumentSet& set) const { return find(set) != set.size(); }
  [[nodiscard]] double score_in(const DocumentSet& set) const {
    const std::size_t at = find(set);
    return at != set.size() && set.scored() ? set.scores[at] : 0;
  }

  ExplainedTerm explained(const PlanTerm& term) const {
    ExplainedTerm made{term.stem, term.documents, term.weight, 0, 0};
    auto posting = postings_.postlist_begin(term.term);
    const auto end = postings_.postlist_end(term.term);
    if (posting == end) return made;
    posting.skip_to(place_.document + 1);
    if (posting == end || *posting != place_.document + 1) return made;
    const double wdf = posting.get_wdf();
    made.frequency = wdf / 2;
    made.score = term.weight * wdf / (wdf + norm_.at(view_.segment->columns.length()[place_.document]));
    return made;
  }

  SearchContext& context_;
  const SearchRequest& request_;
  DocumentPlace place_;
  const SegmentView& view_;
  Xapian::Database& postings_;
  LengthNorm norm_;
};

// Place and score among the first kReranked, before and after the second pass.
void add_rank(SearchContext& context, const SearchRequest& request, const DocumentPlace& place, const PlanNode& plan, Sort sort,
              bool dated, Explanation& explanation) {
  RankOptions options{sort, kReranked, context.settings.profile.recency};
  if (dated) options.recency.strength = 0;
  std::vector<RankedDocument> ranked = context.matcher->match(plan, request, options).ranked;
  const auto find = [&] {
    return std::find_if(ranked.begin(), ranked.end(), [&](const RankedDocument& document) {
      return document.segment == place.segment && document.document == place.document;
    });
  };
  const auto before = find();
  if (before == ranked.end()) return;
  const double first = before->score;
  if (sort == Sort::kBest)
    explanation.recency = options.recency.strength * highest_score(plan) *
                          recency(before->published, request.now_utc, options.recency.half_life_seconds);
  if (sort == Sort::kBest || sort == Sort::kRelevance) rerank(*context.snapshot, adjacent_pairs(plan), sort, ranked);
  const auto after = find();
  explanation.rank = static_cast<std::uint64_t>(after - ranked.begin()) + 1;
  explanation.adjacency = after->score - first;
  explanation.first_pass = first - explanation.recency;
  explanation.score = after->score;
}

std::string what_hides(const Article& article, std::int64_t now_utc) {
  if (article.status != Status::kUsable) return fmt::format("status: {}", status_name(article.status));
  if (article.embargoed_until.seconds_utc != kUndated && article.embargoed_until.seconds_utc > now_utc)
    return "embargoed until " + format_moment(article.embargoed_until);
  if (article.expires.seconds_utc != kUndated && article.expires.seconds_utc <= now_utc)
    return "expired at " + format_moment(article.expires);
  return {};
}

}  // namespace

Result<std::optional<Explanation>> explain(SearchContext& context, const SearchRequest& asked, const std::string& id) {
  SearchRequest request = asked;
  split_lists(*context.snapshot, request);
  const std::optional<LocatedArticle> located = context.locate(id);
  if (!located || (!request.show_hidden && !is_visible(located->article, request.visibility_clock())))
    return std::optional<Explanation>{};
  const Article& article = located->article;
  const auto parsed =
      parse_query(request.q, {request.match_any, request.strict, request.exactness, request.now_utc, request.time_zone});
  if (!parsed) return tl::unexpected(parsed.error());
  PlanOptions options = context.plan_options(request, parsed->root, parsed->text);
  // Expanded once as a whole: a row of words may have a synonym that none of them has alone.
  const AstNode root = context.planner.expanded(parsed->root, options);
  options.synonyms.reset();

  Explanation explanation;
  explanation.id = article.id;
  explanation.parsed = root.kind == NodeKind::kAll ? "" : print_ast(root);
  explanation.all_needed = root.kind != NodeKind::kOr;
  Explainer explainer(context, request, located->place);
  const bool group = root.kind == NodeKind::kAnd || root.kind == NodeKind::kOr;
  for (const AstNode& child : group ? root.children : std::vector<AstNode>{root})
    if (child.kind != NodeKind::kAll) explanation.clauses.push_back(explainer.clause(child, options));
  explainer.add_filters(explanation);
  explainer.add_length(explanation);
  if (request.show_hidden) explanation.hidden_by = what_hides(article, request.visibility_clock());

  const auto matches = [](const auto& part) { return part.matches; };
  const auto& clauses = explanation.clauses;
  explanation.matches =
      (clauses.empty() || (explanation.all_needed ? std::all_of(clauses.begin(), clauses.end(), matches)
                                                  : std::any_of(clauses.begin(), clauses.end(), matches))) &&
      std::all_of(explanation.filters.begin(), explanation.filters.end(), [](const auto& f) { return f.passes; });
  if (!explanation.matches) return std::optional(std::move(explanation));
  std::vector<std::string> notes;
  const PlanNode plan = context.planner.plan(root, options, notes);
  const Sort sort = root.kind == NodeKind::kAll && request.sort != Sort::kOldest ? Sort::kNewest : request.sort;
  add_rank(context, request, located->place, plan, sort, asks_for_date(request, root), explanation);
  return std::optional(std::move(explanation));
}

}  // namespace newshound
