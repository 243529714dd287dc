// What lines around an article say, in the languages in which most news is written: English, German, French, Spanish, Italian,
// Portuguese, Dutch. Where a language is missing, density, position and names of elements must do. Lines are compared folded
// (analysis/fold.h) and at word boundaries. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newshound {

struct PageLine {
  std::string_view text;
  int words = 0;
  double link_density = 0;
  bool sentence = false;
};

// "Read more: …", "Advertisement", "Sign up for our newsletter", "Alle Rechte vorbehalten".
[[nodiscard]] bool is_boilerplate_line(const PageLine& line);
// A heading behind which the article is over, if links follow: "Related stories", "Mehr zum Thema", "Lire aussi".
[[nodiscard]] bool opens_tail(std::string_view text);
// A line at the article's end about who wrote or printed it. `authors` as the metadata has them.
[[nodiscard]] bool is_closing_credit(const PageLine& line, const std::vector<std::string>& authors);
// "By NAME", "Von NAME", "Published …" near the top.
[[nodiscard]] bool is_byline(const PageLine& line);

}  // namespace newshound
