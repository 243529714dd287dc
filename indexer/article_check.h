// The rules of DESIGN section 4 that every article must pass, whatever format it came from: limits, URLs, dates that can't be,
// and the id and language of an article that brings none. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "indexer/article_parser.h"

namespace newshound {

// Rejects (article reset, error set) what is over a limit or has nothing to index; drops bad optional fields with a warning;
// fills id and language.
void check_article(ParsedArticle& parsed, const ArticleRules& rules);

// A warning about a field.
[[nodiscard]] Error field_error(std::string_view name, std::string message);
// Bytes of a line or page were not UTF-8.
[[nodiscard]] Error repaired_warning();
// Normalised text on one line, without white space at its ends.
[[nodiscard]] std::string one_line(std::string_view text);
// Normalised text in paragraphs, without white space at its ends. The indentation of lines but the first stays.
[[nodiscard]] std::string paragraphs(std::string_view text);
// A bad value as a message shows it: on one line, its beginning if it is long.
[[nodiscard]] std::string shown_value(std::string_view value);

}  // namespace newshound
