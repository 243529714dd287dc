#include "query/suggest_values.h"

#include <algorithm>
#include <map>
#include <utility>

#include <xapian.h>

#include "analysis/terms.h"
#include "analysis/tokenizer.h"
#include "query/highlighter.h"
#include "query/search_context.h"
#include "schemas/fields.h"

namespace newshound {
namespace {

constexpr std::size_t kCounted = 12;  // candidates whose visible articles are counted
constexpr std::pair<Field, SuggestionKind> kFields[] = {{Field::kOutlet, SuggestionKind::kOutlet},
                                                        {Field::kTopic, SuggestionKind::kTopic},
                                                        {Field::kAuthor, SuggestionKind::kAuthor},
                                                        {Field::kPlace, SuggestionKind::kPlace}};

struct Candidate {
  SuggestionKind kind;
  std::string value;
  PlanTerm term;
};

bool is_border(char c) { return c == ' ' || c == '-' || c == '/' || c == '\'' || c == '.' || c == '(' || c == '&'; }

bool has_word(std::string_view text, std::string_view word, bool whole) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || is_border(text[at - 1]);
    const bool ends = !whole || at + word.size() == text.size() || is_border(text[at + word.size()]);
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

bool holds_typed(std::string_view folded, const std::vector<QueryWord>& typed) {
  for (std::size_t i = 0; i < typed.size(); ++i)
    if (!has_word(folded, typed[i].form, i + 1 < typed.size())) return false;
  return !typed.empty();
}

std::string mark_beginnings(std::string_view text, const std::vector<QueryWord>& typed,
                            const std::set<std::string, std::less<>>& completed) {
  std::string out;
  std::size_t at = 0;
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    const bool whole = std::any_of(typed.begin(), typed.end() - 1, [&](const QueryWord& w) { return w.form == token.form; });
    const bool begins = token.form.starts_with(typed.back().form);
    if (!whole && !begins && !completed.contains(token.form)) continue;
    // Folding may change lengths; where it did, the whole word is marked.
    std::size_t end = token.end;
    if (!whole && begins && token.form.size() == token.end - token.begin) end = token.begin + typed.back().form.size();
    out += escape_html(text.substr(at, token.begin - at)) + "<mark>" + escape_html(text.substr(token.begin, end - token.begin)) +
           "</mark>";
    at = end;
  }
  return out + escape_html(text.substr(at));
}

void ValueSuggester::add(const std::vector<QueryWord>& typed, std::size_t most, std::vector<Suggestion>& out) {
  std::map<std::pair<SuggestionKind, std::string>, Candidate> candidates;
  for (std::size_t s = 0; s < context_.snapshot->segments().size(); ++s) {
    const Columns& columns = context_.snapshot->segments()[s].segment->columns;
    const Xapian::Database& postings = context_.snapshot->postings(context_.worker, s);
    for (const auto& [field, kind] : kFields) {
      const OrdinalColumn& column = columns.ordinals(field);
      for (std::uint32_t ordinal = 1; ordinal <= column.values(); ++ordinal) {
        const std::string_view folded = column.folded(ordinal);
        if (!holds_typed(folded, typed)) continue;
        const std::string value(column.value(ordinal));
        Candidate& candidate = candidates[{kind, std::string(folded)}];
        if (candidate.value.empty()) candidate = {kind, value, {value_term(field_row(field), value), {}, 0, 0}};
        candidate.term.documents += postings.get_termfreq(candidate.term.term);
      }
    }
  }
  std::vector<Candidate> order;
  for (auto& [key, candidate] : candidates) order.push_back(std::move(candidate));
  const auto more = [](const Candidate& a, const Candidate& b) { return a.term.documents > b.term.documents; };
  std::stable_sort(order.begin(), order.end(), more);
  if (order.size() > kCounted) order.resize(kCounted);
  std::size_t added = 0;
  for (Candidate& candidate : order) {
    if (added == most) return;
    PlanNode filter;
    filter.kind = PlanKind::kFilter;
    filter.terms = {candidate.term};
    filter.estimate = candidate.term.documents;
    const std::uint64_t count = context_.matcher->match(filter, alone_, {Sort::kNewest, 0, {}}).total;
    if (count == 0) continue;
    out.push_back({candidate.kind, candidate.value, count, {}, mark_beginnings(candidate.value, typed, {})});
    ++added;
  }
}

}  // namespace newshound
