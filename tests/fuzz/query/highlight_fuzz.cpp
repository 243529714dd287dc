// First line: clauses divided by "|", words by spaces, windows as digits ("oil gas 5"); the rest is the text. Marks and cuts must
// be honest.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "analysis/normalizer.h"
#include "query/highlighter.h"
#include "query/sentences.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input = newshound::normalize({reinterpret_cast<const char*>(data), size});
  const std::size_t line = std::min(input.find('\n'), input.size());
  newshound::HighlightPlan plan;
  newshound::HighlightClause clause;
  std::string word;
  std::uint16_t slot = 0;
  for (const char c : input.substr(0, std::min<std::size_t>(line, 200)) + "|") {
    if (c == ' ' || c == '|') {
      if (!word.empty()) plan.forms[word].push_back(slot), clause.slots.push_back(slot++);
      word.clear();
      if (c == '|' && !clause.slots.empty()) plan.clauses.push_back(std::exchange(clause, {}));
    } else if (c >= '1' && c <= '9') {
      clause.window = static_cast<std::uint32_t>(c - '0'), clause.ordered = c % 2 == 0;
    } else {
      word += c;
    }
  }
  newshound::Article article;
  article.title = article.body = input.substr(line);
  const newshound::Highlight shown =
      newshound::highlight(plan, article, {.pre = "\x02", .post = "\x03", .html = false, .length = 40});
  const auto bare = [](std::string_view text) {
    std::string out;
    for (const char c : text)
      if (c != '\x02' && c != '\x03' && !newshound::is_space(c)) out += c;
    return out;
  };
  if (bare(shown.title) != bare(article.title)) std::abort();
  for (const std::string& snippet : shown.snippets) {
    std::string plain = bare(snippet);
    if (!newshound::is_valid_utf8(snippet)) std::abort();
    if (plain.starts_with("\u2026")) plain.erase(0, 3);
    if (plain.ends_with("\u2026")) plain.erase(plain.size() - 3);
    if (bare(article.body).find(plain) == std::string::npos) std::abort();
  }
  return 0;
}
