#include "query/marked_article.h"

#include <string_view>
#include <utility>

#include "query/highlight_plan.h"
#include "query/marks.h"
#include "query/parser.h"
#include "query/request_reading.h"
#include "query/search_context.h"

namespace newshound {
namespace {

std::vector<MarkedRange> ranges(MarkFinder& finder, std::string_view text, TextPart part) {
  std::vector<MarkedRange> made;
  const std::vector<Mark> marks = finder.find(text, part);
  for (const MarkGroup& group : group_marks(marks)) made.push_back({group.begin, group.end});
  return made;
}

}  // namespace

Result<std::optional<MarkedArticle>> marked_article(SearchContext& context, const SearchRequest& asked, const std::string& id) {
  SearchRequest request = asked;
  split_lists(*context.snapshot, request);
  std::optional<LocatedArticle> located = context.locate(id);
  if (!located || (!request.show_hidden && !is_visible(located->article, request.now_utc))) return std::optional<MarkedArticle>{};
  const auto parsed =
      parse_query(request.q, {request.match_any, request.strict, request.exactness, request.now_utc, request.time_zone});
  if (!parsed) return tl::unexpected(parsed.error());
  MarkedArticle made{std::move(located->article), {}, {}, {}};
  if (parsed->root.kind == NodeKind::kAll) return std::optional(std::move(made));
  std::vector<std::string> notes;
  const PlanNode plan = context.planner.plan(parsed->root, context.plan_options(request, parsed->root, parsed->text), notes);
  const HighlightPlan marks = highlight_plan(plan, *context.snapshot->segments()[located->place.segment].segment);
  MarkFinder finder(marks);
  made.title = ranges(finder, made.article.title, TextPart::kTitle);
  made.standfirst = ranges(finder, made.article.standfirst, TextPart::kStandfirst);
  made.body = ranges(finder, made.article.body, TextPart::kBody);
  return std::optional(std::move(made));
}

}  // namespace newshound
