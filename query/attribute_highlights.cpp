// The client replaces all opening tags, then all closing ones, so a tag may come into being where the text meets a mark, too:
// each piece is looked at between its neighbours.
#include "query/attribute_highlights.h"

#include <algorithm>

#include "analysis/tokenizer.h"
#include "query/marks.h"
#include "query/passages.h"
#include "query/sentences.h"

namespace newshound {
namespace {

constexpr std::string_view kEllipsis = "\u2026", kBreak = "\u200B";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Bytes of the first character.
std::size_t first_character(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && is_continuation(text[size])) ++size;
  return size;
}

// The piece with every occurrence of `tag` broken that isn't one of its neighbours.
std::string broken(std::string_view before, std::string_view piece, std::string_view after, std::string_view tag) {
  const std::size_t first = first_character(tag);
  if (first == tag.size()) return std::string(piece);  // empty, or one character
  const std::string joined = std::string(before).append(piece).append(after);
  const std::size_t begin = before.size(), end = begin + piece.size();
  std::string out;
  std::size_t copied = begin;
  for (std::size_t at = joined.find(tag); at < end; at = joined.find(tag, at + 1)) {
    const bool neighbour = at + tag.size() <= begin;
    const std::size_t place = std::max(begin, at + first);
    if (neighbour || place < copied) continue;
    out.append(joined, copied, place - copied).append(kBreak);
    copied = place;
  }
  return out.append(joined, copied, end - copied);
}

struct Marked {
  std::vector<Mark> marks;
  std::vector<MarkGroup> groups;
};

std::string written(std::string_view text, const Marked& marked, const Passage& passage, const HighlightOptions& options) {
  MarkedTextWriter writer(options);
  if (passage.cut_front) writer.text(kEllipsis);
  std::size_t at = passage.begin;
  for (const MarkGroup& group : marked.groups) {
    if (group.begin < passage.begin) continue;
    if (group.end > passage.end) break;
    writer.text(text.substr(at, group.begin - at));
    writer.begin_mark();
    writer.text(text.substr(group.begin, group.end - group.begin));
    writer.end_mark();
    at = group.end;
  }
  writer.text(text.substr(at, passage.end - at));
  if (passage.cut_back) writer.text(kEllipsis);
  return writer.take();
}

// All of the text, or as much of it as may be given: never through a mark or a character.
Passage all_of(std::string_view text, const Marked& marked) {
  Passage passage;
  std::size_t end = text.size();
  if (end > kMaxWholeBytes) end = character_before(text, kMaxWholeBytes);
  for (const MarkGroup& group : marked.groups)
    if (group.begin < end && group.end > end) end = group.begin;
  passage.end = static_cast<std::uint32_t>(end);
  passage.cut_back = end < text.size();
  return passage;
}

// The words of the query, each once, in its order.
std::vector<std::string> words_of(const HighlightPlan& plan, const std::vector<bool>& clauses) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < plan.clauses.size(); ++i) {
    if (!clauses[i]) continue;
    for (const std::string& word : plan.clauses[i].words)
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  return words;
}

std::vector<std::string> marked_words(const HighlightPlan& plan, const Marked& marked, const Passage& passage) {
  std::vector<bool> clauses(plan.clauses.size(), false);
  for (const Mark& mark : marked.marks)
    if (mark.begin >= passage.begin && mark.end <= passage.end) clauses[mark.clause] = true;
  return words_of(plan, clauses);
}

MatchLevel level(std::size_t marked, std::size_t asked) {
  if (marked == 0) return MatchLevel::kNone;
  return marked < asked ? MatchLevel::kPartial : MatchLevel::kFull;
}

bool is_fully_marked(std::string_view text, const Marked& marked) {
  if (marked.groups.empty()) return false;
  Tokenizer tokenizer(text);
  std::size_t group = 0;
  for (Token token; tokenizer.next(token);) {
    while (group < marked.groups.size() && marked.groups[group].end < token.end) ++group;
    if (group == marked.groups.size() || marked.groups[group].begin > token.begin) return false;
  }
  return true;
}

Passage best_passage(const HighlightPlan& plan, std::string_view text, const Marked& marked, std::size_t bytes) {
  if (marked.groups.empty()) return first_passage(text, bytes);
  std::vector<double> weights;
  for (const HighlightClause& clause : plan.clauses) weights.push_back(clause.weight);
  const MarkedText texts[] = {{text, marked.marks, marked.groups}};
  return choose_passages(texts, weights, {bytes, 1}).at(0);
}

}  // namespace

void MarkedTextWriter::close(std::string_view tag) {
  for (const std::string& own : {pre_, post_}) piece_ = broken(before_, piece_, tag, own);
  out_.append(piece_).append(tag);
  before_ = tag;
  piece_.clear();
}

std::string MarkedTextWriter::take() {
  close({});
  return std::move(out_);
}

std::vector<AttributeHighlight> highlight_attributes(const HighlightPlan& plan, const Article& article,
                                                     const HighlightOptions& options) {
  const std::string* texts[] = {&article.title, &article.standfirst, &article.body};
  const std::size_t asked = words_of(plan, std::vector<bool>(plan.clauses.size(), true)).size();
  MarkFinder finder(plan);
  std::vector<AttributeHighlight> made(std::size(texts));
  for (std::size_t i = 0; i < std::size(texts); ++i) {
    const std::string& text = *texts[i];
    const AttributeWish& wish = (*options.attributes)[i];
    if (text.empty() || (!wish.whole && wish.snippet_bytes == 0)) continue;
    Marked marked{finder.find(text, static_cast<TextPart>(i)), {}};
    marked.groups = group_marks(marked.marks);
    AttributeHighlight& attribute = made[i];
    attribute.words = marked_words(plan, marked, {0, 0, static_cast<std::uint32_t>(text.size())});
    attribute.level = level(attribute.words.size(), asked);
    attribute.fully = is_fully_marked(text, marked);
    if (wish.whole) attribute.whole = written(text, marked, all_of(text, marked), options);
    if (wish.snippet_bytes == 0) continue;
    const Passage passage = best_passage(plan, text, marked, wish.snippet_bytes);
    attribute.snippet = written(text, marked, passage, options);
    attribute.snippet_level = level(marked_words(plan, marked, passage).size(), asked);
  }
  return made;
}

std::string mark_typed(std::string_view value, std::string_view typed, const HighlightOptions& options) {
  std::vector<std::string> forms;
  Token token;
  for (Tokenizer words(typed); words.next(token);) forms.emplace_back(token.form);
  MarkedTextWriter writer(options);
  std::size_t at = 0;
  for (Tokenizer words(value); words.next(token);) {
    const bool whole = std::find(forms.begin(), forms.end(), token.form) != forms.end();
    if (!whole && (forms.empty() || !token.form.starts_with(forms.back()))) continue;
    // Folding may change lengths; where it did, the whole word is marked.
    const bool part = !whole && token.form.size() == token.end - token.begin;
    const std::size_t end = part ? token.begin + forms.back().size() : token.end;
    writer.text(value.substr(at, token.begin - at));
    writer.begin_mark();
    writer.text(value.substr(token.begin, end - token.begin));
    writer.end_mark();
    at = end;
  }
  writer.text(value.substr(at));
  return writer.take();
}

}  // namespace newshound
