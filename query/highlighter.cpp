// Marks (query/marks.h), passages (query/passages.h), and here: writing them out. In snippets a run of white space is one space,
// so that paragraphs join; the title is copied as it stands. "…" stands where a snippet begins or ends in the middle of a
// sentence.
#include "query/highlighter.h"

#include <span>

#include "query/mark_offsets.h"
#include "query/marks.h"
#include "query/passages.h"
#include "query/sentences.h"

namespace newshound {
namespace {

constexpr std::string_view kEllipsis = "\u2026";

std::string_view entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

struct Writing {
  const HighlightOptions& options;
  bool join_spaces = true;
};

void append_text(std::string& out, std::string_view text, const Writing& writing) {
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) > '>') continue;
    if (writing.join_spaces && is_space(c)) {
      const bool again = i != 0 && is_space(text[i - 1]);
      if (c == ' ' && !again) continue;
      out.append(text, copied, i - copied);
      if (!again) out += ' ';
      copied = i + 1;
      continue;
    }
    if (!writing.options.html) continue;
    const std::string_view escaped = entity(c);
    if (escaped.empty()) continue;
    out.append(text, copied, i - copied).append(escaped);
    copied = i + 1;
  }
  out.append(text, copied);
}

// Bytes [begin, end) of `text` with the marks that lie in them.
void append_marked(std::string& out, const MarkedText& marked, std::size_t begin, std::size_t end, const Writing& writing) {
  std::size_t at = begin;
  for (const MarkGroup& group : marked.groups) {
    if (group.begin < begin) continue;
    if (group.end > end) break;
    append_text(out, marked.text.substr(at, group.begin - at), writing);
    out += writing.options.pre;
    append_text(out, marked.text.substr(group.begin, group.end - group.begin), writing);
    out += writing.options.post;
    at = group.end;
  }
  append_text(out, marked.text.substr(at, end - at), writing);
}

std::string write_snippet(const MarkedText& marked, const Passage& passage, const HighlightOptions& options) {
  std::string out;
  out.reserve(passage.end - passage.begin + 64);
  if (passage.cut_front) out += kEllipsis;
  append_marked(out, marked, passage.begin, passage.end, {options});
  if (passage.cut_back) out += kEllipsis;
  return out;
}

// The text of the first mark that a passage shows.
std::string first_mark(const MarkedText& marked, const Passage& passage) {
  const HighlightOptions plain{.pre = "", .post = "", .html = false};
  std::string out;
  for (const MarkGroup& group : marked.groups) {
    if (group.begin < passage.begin) continue;
    append_text(out, marked.text.substr(group.begin, group.end - group.begin), {plain});
    break;
  }
  return out;
}

// The texts are standfirst and body.
void add_snippets(const HighlightPlan& plan, std::span<const MarkedText, 2> texts, const HighlightOptions& options,
                  Highlight& result) {
  const auto add = [&](std::size_t text, const Passage& passage) {
    result.snippets.push_back(write_snippet(texts[text], passage, options));
    if (options.offsets != OffsetUnits::kNone)
      add_snippet(text == 0 ? TextPart::kStandfirst : TextPart::kBody, texts[text].text, passage, options.offsets,
                  *result.offsets);
  };
  if (texts[0].groups.empty() && texts[1].groups.empty()) {
    const std::size_t shown = texts[0].text.empty() ? 1 : 0;
    if (!texts[shown].text.empty()) add(shown, first_passage(texts[shown].text, options.length));
    return;
  }
  std::vector<double> weights;
  weights.reserve(plan.clauses.size());
  for (const HighlightClause& clause : plan.clauses) weights.push_back(clause.weight);
  for (const Passage& passage : choose_passages(texts, weights, {options.length, options.count})) {
    if (result.first_mark.empty()) result.first_mark = first_mark(texts[passage.text], passage);
    add(passage.text, passage);
  }
}

}  // namespace

std::string escape_html(std::string_view text) {
  const HighlightOptions html{.pre = "", .post = "", .html = true};
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  append_text(out, text, {html, false});
  return out;
}

Highlight highlight(const HighlightPlan& plan, const Article& article, const HighlightOptions& options) {
  Highlight result;
  if (!options.wanted) return result;
  MarkFinder finder(plan);
  const std::vector<Mark> title_marks = finder.find(article.title, TextPart::kTitle);
  const std::vector<MarkGroup> title_groups = group_marks(title_marks);
  append_marked(result.title, {article.title, title_marks, title_groups}, 0, article.title.size(), {options, false});
  const bool wants_offsets = options.offsets != OffsetUnits::kNone;
  if (wants_offsets) add_marks(TextPart::kTitle, article.title, title_groups, options.offsets, result.offsets.emplace());
  if ((options.count == 0 || options.length == 0) && !wants_offsets) return result;

  const std::vector<Mark> standfirst_marks = finder.find(article.standfirst, TextPart::kStandfirst),
                          body_marks = finder.find(article.body, TextPart::kBody);
  const std::vector<MarkGroup> standfirst_groups = group_marks(standfirst_marks), body_groups = group_marks(body_marks);
  if (wants_offsets) {
    add_marks(TextPart::kStandfirst, article.standfirst, standfirst_groups, options.offsets, *result.offsets);
    add_marks(TextPart::kBody, article.body, body_groups, options.offsets, *result.offsets);
  }
  if (options.count == 0 || options.length == 0) return result;
  const MarkedText texts[] = {{article.standfirst, standfirst_marks, standfirst_groups}, {article.body, body_marks, body_groups}};
  add_snippets(plan, texts, options, result);
  return result;
}

}  // namespace newshound
