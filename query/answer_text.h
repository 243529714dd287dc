// Answers as text for people at a terminal. What articles hold can't harm the terminal: control characters and bidirectional
// overrides are left out of everything, so that marks travel as two control characters of our own until here. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "query/answer.h"

namespace newshound {

struct TextStyle {
  bool colour = false;  // ANSI colours; without, marked words stand between asterisks
};

// How the highlighter must mark for the functions below, unless the request says otherwise.
void use_text_marks(HighlightOptions& options);

// `text` without control characters, marks as `style` shows them; line feeds stay only if `keep_lines`.
[[nodiscard]] std::string terminal_text(std::string_view text, const TextStyle& style, bool keep_lines = false);

// The hits, numbered from their place in all: title; outlet, date, topics; snippets; URL or id. Then facets and timeline, if
// asked for.
[[nodiscard]] std::string answer_to_text(const SearchAnswer& answer, const TextStyle& style);
[[nodiscard]] std::string facets_to_text(const SearchAnswer& answer, const TextStyle& style);
[[nodiscard]] std::string timeline_to_text(const HistogramAnswer& histogram);
// A whole article, fields first, then standfirst and body.
[[nodiscard]] std::string article_to_text(const Article& article, const TextStyle& style);

// "12 articles, best first; 1 to 10 shown (0.4 ms)".
[[nodiscard]] std::string total_line(const SearchAnswer& answer);
// The query and a caret under byte `position`, as two indented lines; a long query is cut around it.
[[nodiscard]] std::string caret_lines(std::string_view query, std::size_t position);

}  // namespace newshound
