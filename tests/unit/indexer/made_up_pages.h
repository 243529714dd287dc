// Pages of a made-up outlet, of any number, whose articles have nothing in common: for tests of what outlets repeat.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/unit/indexer/index_fixture.h"

namespace newshound {

inline constexpr const char* kForm = "Our lanterns burn because of patrons who enrol with us.";

// Two sentences of its own for each number.
inline std::string news(int number, const char* what = "report") {
  const auto letters = [](int n) {
    return std::string{static_cast<char>('a' + n % 26), static_cast<char>('a' + n / 26 % 26),
                       static_cast<char>('a' + n / 676 % 26)};
  };
  return fmt::format(
      "The {0} {1}{2} tells of the {2}ora valley and its {1}ista bridge. Nobody in {1}{1}{2} had expected the {2}{1}um flood.",
      what, letters(number), letters(number * 7 + 3));
}

inline std::string join(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const std::string& paragraph : paragraphs) text += (text.empty() ? "" : "\n\n") + paragraph;
  return text;
}

inline Article page_of(int number, std::vector<std::string> paragraphs) {
  Article page = make_article(fmt::format("p{}", number), fmt::format("Headline {} of the day", news(number).substr(11, 6)),
                              join(paragraphs), fmt::format("2025-07-{:02}", 1 + number % 28));
  page.authors = {fmt::format("{} Okafor", news(number).substr(11, 6))};
  return page;
}

using MakePage = std::function<std::vector<std::string>(int)>;

inline std::vector<Article> pages_of(int count, const MakePage& paragraphs) {
  std::vector<Article> pages;
  for (int i = 0; i < count; ++i) pages.push_back(page_of(i, paragraphs(i)));
  return pages;
}

// `text` in every `step`th page, behind the article's first paragraph.
inline MakePage every(int step, const std::string& text) {
  return [=](int i) {
    std::vector<std::string> paragraphs{news(i), news(i, "inquiry")};
    if (i % step == 0) paragraphs.insert(paragraphs.begin() + 1, text);
    return paragraphs;
  };
}

}  // namespace newshound
