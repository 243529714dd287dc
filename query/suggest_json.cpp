#include "query/suggest_json.h"

#include "query/json_writer.h"
#include "schemas/moment.h"

namespace newshound {
namespace {

bool is_web_url(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

void write_article(JsonWriter& out, const Article& article) {
  out.key("id");
  out.string(article.id);
  out.key("url");
  is_web_url(article.url) ? out.string(article.url) : out.null();
  out.key("outlet");
  article.outlet.empty() ? out.null() : out.string(article.outlet);
  out.key("published");
  const std::string published = format_moment(article.published);
  published.empty() ? out.null() : out.string(published);
}

}  // namespace

std::string suggestions_to_json(const SuggestAnswer& answer, bool pretty) {
  JsonWriter out(pretty);
  out.begin_object();
  out.key("q");
  out.string(answer.text);
  out.key("corrected");
  out.boolean(answer.corrected);
  out.key("suggestions");
  out.begin_array();
  for (const Suggestion& suggestion : answer.suggestions) {
    out.begin_object();
    out.key("kind");
    out.string(suggestion_kind_name(suggestion.kind));
    out.key("text");
    out.string(suggestion.text);
    out.key("highlight");
    out.string(suggestion.highlight);
    if (suggestion.kind == SuggestionKind::kTitle) {
      write_article(out, suggestion.article);
    } else {
      out.key("count");
      out.number(suggestion.count);
    }
    out.end_object();
  }
  out.end_array();
  out.key("took_ms");
  out.number(answer.took_ms);
  out.end_object();
  return out.take();
}

std::string suggestions_to_opensearch(const SuggestAnswer& answer) {
  JsonWriter out;
  out.begin_array();
  out.string(answer.text);
  out.begin_array();
  for (const Suggestion& suggestion : answer.suggestions)
    if (suggestion.kind == SuggestionKind::kQuery || suggestion.kind == SuggestionKind::kTitle) out.string(suggestion.text);
  out.end_array();
  out.end_array();
  return out.take();
}

}  // namespace newshound
