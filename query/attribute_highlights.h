// Marks each text of a hit by itself, for clients that show and escape the texts one by one (InstantSearch). Text is given as it
// is stored, never escaped; HighlightOptions::html has no say. A client finds the marks by looking for their tags, so a tag that
// stands in the article's own text is broken by a U+200B, which isn't seen: a text can't forge a mark. (Tags of one character
// can't be broken.) Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/answer.h"
#include "query/highlighter.h"
#include "query/request.h"

namespace newshound {

inline constexpr std::size_t kMaxWholeBytes = 64u << 10;  // of a text with its marks; a longer one ends there, with "…"

// Of title, standfirst and body, as `options.attributes` wishes, which is there.
[[nodiscard]] std::vector<AttributeHighlight> highlight_attributes(const HighlightPlan& plan, const Article& article,
                                                                   const HighlightOptions& options);

// A value of a field with marks on the words that `typed` has, the last one as a beginning: what a search in a facet shows.
[[nodiscard]] std::string mark_typed(std::string_view value, std::string_view typed, const HighlightOptions& options);

// Pieces of text with marks between them, where the text's own tags are broken. One thread.
class MarkedTextWriter {
 public:
  explicit MarkedTextWriter(const HighlightOptions& options) : pre_(options.pre), post_(options.post) {}

  void text(std::string_view piece) { piece_ += piece; }
  void begin_mark() { close(pre_); }
  void end_mark() { close(post_); }
  [[nodiscard]] std::string take();

 private:
  void close(std::string_view tag);  // writes the piece, and the tag behind it

  std::string pre_, post_, out_, piece_, before_;  // before_: the tag in front of the piece
};

}  // namespace newshound
