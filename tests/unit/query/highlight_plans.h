// Plans of highlighting in a short form, for tests.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "query/highlighter.h"

namespace newshound {

// Clauses in a short form: "apple", "jd vance" (a phrase), "oil~5 price" (unordered, window 5), "oil>5 price" (ordered, window
// 5), "title:apple". Words may have several forms: "run|runs|running".
inline HighlightPlan make_plan(const std::vector<std::string>& clauses) {
  HighlightPlan plan;
  std::uint16_t slot = 0;
  for (std::string text : clauses) {
    HighlightClause clause;
    if (text.starts_with("title:")) {
      clause.parts = kTitleOnly;
      text.erase(0, 6);
    }
    for (const char sign : {'~', '>'}) {
      const std::size_t at = text.find(sign);
      if (at == std::string::npos) continue;
      std::size_t digits = 0;
      clause.window = static_cast<std::uint32_t>(std::stoul(text.substr(at + 1), &digits));
      clause.ordered = sign == '>';
      text.erase(at, digits + 1);
    }
    std::size_t begin = 0;
    while (begin <= text.size()) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      std::size_t form = begin;
      while (form <= end) {
        const std::size_t bar = std::min(text.find('|', form), end);
        plan.forms[text.substr(form, bar - form)].push_back(slot);
        form = bar + 1;
      }
      clause.slots.push_back(slot++);
      begin = end + 1;
    }
    clause.window = std::max(clause.window, static_cast<std::uint32_t>(clause.slots.size()));
    plan.clauses.push_back(clause);
  }
  return plan;
}

}  // namespace newshound
