// An article from the text of a scraped page, by its lines alone: outlet line, title, date line, paragraphs. Paywall and
// newsletter forms and blocks of links are left out; a single inline "Read more: HEADLINE" line stays. The rules know no outlet.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schemas/article.h"

namespace newshound {

// Title, outlet, published and body as far as the page has them; the rest is empty. Bytes that aren't UTF-8 are repaired.
[[nodiscard]] Article read_text_page(std::string_view page);

// Paragraphs without forms and blocks of links. Exposed for its test.
[[nodiscard]] std::vector<std::string> clean_paragraphs(std::vector<std::string> paragraphs);

// Whether a paragraph speaks as forms do: one that goes where it stands beside a form. English, German, French, Spanish, Italian,
// Portuguese.
[[nodiscard]] bool is_like_form(const std::string& paragraph);

}  // namespace newshound
