// How: the text is read word by word, once. Most words are refused by a bit table before anything is hashed; those that fill a
// slot become places, listed by slot. Each kind of clause then walks only the lists of its own slots, once, so that the cost is
// that of the places, not of the text times the query. Tests: tests/unit/query/highlighter_test.cpp.
#include "query/marks.h"

#include <algorithm>

#include "query/spelled_sequence.h"
#include "query/word_scanner.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxFilteredForms = 512;  // beyond, making the filter costs more than it saves
constexpr std::int64_t kNowhere = -1;

// Where a form of that length, first and last byte has its bit.
constexpr std::size_t filter_bit(std::size_t size, unsigned first, unsigned last) {
  return (size * 37U + first * 5U + last * 131U) & 1023U;
}

// Assigns the slots of an unordered sequence to different words: a bipartite matching by augmenting paths (Kuhn 1955).
class Assignment {
 public:
  // `fills[j]`: the words (0 … words - 1) that fill slot j. `steps` is what may still be spent; 0 afterwards = given up.
  Assignment(const std::vector<std::vector<std::uint32_t>>& fills, std::size_t words, std::size_t& steps)
      : fills_(fills), owner_(words, kNowhere), steps_(steps) {}

  [[nodiscard]] bool complete() {
    for (std::size_t slot = 0; slot < fills_.size(); ++slot) {
      seen_.assign(owner_.size(), false);
      if (!place(slot)) return false;
    }
    return true;
  }

 private:
  bool place(std::size_t slot) {
    for (const std::uint32_t word : fills_[slot]) {
      if (steps_ == 0) return false;
      --steps_;
      if (seen_[word]) continue;
      seen_[word] = true;
      if (owner_[word] == kNowhere || place(static_cast<std::size_t>(owner_[word]))) {
        owner_[word] = static_cast<std::int64_t>(slot);
        return true;
      }
    }
    return false;
  }

  const std::vector<std::vector<std::uint32_t>>& fills_;
  std::vector<std::int64_t> owner_;  // word -> slot
  std::vector<bool> seen_;
  std::size_t& steps_;
};

// A word that fills at least one slot of an unordered sequence: slots [first, last) of a list.
struct Candidate {
  std::uint32_t place, first, last;
};

// Whether every slot can be filled by a different word of the window. `counts`: words of the window by slot.
bool can_fill(std::span<const Candidate> window, std::span<const std::uint32_t> slots, std::size_t slot_count,
              std::size_t& steps) {
  if (window.size() < slot_count) return false;
  std::vector<std::vector<std::uint32_t>> fills(slot_count);
  for (std::uint32_t word = 0; word < window.size(); ++word) {
    for (std::uint32_t i = window[word].first; i < window[word].last; ++i) fills[slots[i]].push_back(word);
  }
  return Assignment(fills, window.size(), steps).complete();
}

}  // namespace

MarkFinder::MarkFinder(const HighlightPlan& plan) : plan_(plan) {
  for (const HighlightClause& clause : plan.clauses) {
    for (const std::uint16_t slot : clause.slots) slots_ = std::max<std::size_t>(slots_, slot + 1U);
  }
  if (plan.forms.size() > kMaxFilteredForms) {
    filter_.fill(~std::uint64_t{0});
    return;
  }
  for (const auto& [form, slots] : plan.forms) {
    if (form.empty()) continue;
    const std::size_t bit =
        filter_bit(form.size(), static_cast<unsigned char>(form.front()), static_cast<unsigned char>(form.back()));
    filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
}

std::vector<Mark> MarkFinder::find(std::string_view text, TextPart part) {
  marks_.clear();
  if (text.empty() || plan_.forms.empty()) return {};
  collect(text);
  if (places_.empty()) return {};
  sort_by_slot();
  for (std::uint32_t i = 0; i < plan_.clauses.size(); ++i) {
    const HighlightClause& clause = plan_.clauses[i];
    if (clause.slots.empty() || !holds(clause.parts, part)) continue;
    if (clause.slots.size() == 1) {
      mark_words(i);
    } else if (!clause.ordered) {
      mark_unordered(i);
    } else if (clause.window <= clause.slots.size()) {
      mark_phrase(i);
    } else {
      mark_ordered(i);
    }
  }
  std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end != b.end ? a.end < b.end : a.clause < b.clause;
  });
  marks_.erase(std::unique(marks_.begin(), marks_.end()), marks_.end());
  return marks_;
}

// Fills places_ and fills_.
void MarkFinder::collect(std::string_view text) {
  places_.clear();
  fills_.clear();
  WordScanner words(text);
  for (std::uint32_t position = 0; words.next(); ++position) {
    const std::size_t bit = filter_bit(words.size(), words.first(), words.last());
    if (((filter_[bit / 64] >> (bit % 64)) & 1U) == 0) continue;
    const auto found = plan_.forms.find(words.form());
    if (found == plan_.forms.end()) continue;
    const auto place = static_cast<std::uint32_t>(places_.size());
    const std::string_view word = text.substr(words.begin(), words.end() - words.begin());
    for (const std::uint16_t slot : found->second) {
      if (slot < slots_ && fills(word, slot)) fills_.emplace_back(slot, place);
    }
    places_.push_back({position, words.begin(), words.end()});
    if (places_.size() == kMaxMarkedPlaces) return;
  }
}

bool MarkFinder::fills(std::string_view word, std::uint16_t slot) const {
  if (plan_.spellings.empty()) return true;
  const auto spelling = plan_.spellings.find(slot);
  return spelling == plan_.spellings.end() || is_spelled(word, spelling->second);
}

void MarkFinder::sort_by_slot() {
  slot_begin_.assign(slots_ + 1, 0);
  for (const auto& [slot, place] : fills_) ++slot_begin_[slot + 1U];
  for (std::size_t slot = 0; slot < slots_; ++slot) slot_begin_[slot + 1] += slot_begin_[slot];
  by_slot_.resize(fills_.size());
  std::vector<std::uint32_t> next(slot_begin_.begin(), slot_begin_.end() - 1);
  for (const auto& [slot, place] : fills_) by_slot_[next[slot]++] = place;
}

MarkFinder::Places MarkFinder::places_of(std::uint16_t slot) const {
  return Places(by_slot_).subspan(slot_begin_[slot], slot_begin_[slot + 1U] - slot_begin_[slot]);
}

void MarkFinder::add(std::uint32_t begin, std::uint32_t end, std::uint32_t clause) {
  if (marks_.size() < kMaxMarks) marks_.push_back({begin, end, clause});
}

void MarkFinder::mark_words(std::uint32_t clause) {
  for (const std::uint32_t i : places_of(plan_.clauses[clause].slots.front())) add(places_[i].begin, places_[i].end, clause);
}

void MarkFinder::add_phrase(std::span<const std::uint32_t> places, std::uint32_t clause) {
  const std::uint32_t begin = places_[places.front()].begin, end = places_[places.back()].end;
  if (end - begin <= kMaxMarkBytes) return add(begin, end, clause);
  for (const std::uint32_t i : places) add(places_[i].begin, places_[i].end, clause);
}

// Consecutive words: the places of the first slot, each looked for in the lists of the others; all lists are walked once.
void MarkFinder::mark_phrase(std::uint32_t clause) {
  const std::vector<std::uint16_t>& slots = plan_.clauses[clause].slots;
  std::vector<std::size_t> at(slots.size(), 0);
  std::vector<std::uint32_t> phrase(slots.size());
  for (const std::uint32_t first : places_of(slots.front())) {
    phrase[0] = first;
    std::size_t found = 1;
    for (; found < slots.size(); ++found) {
      const Places list = places_of(slots[found]);
      const std::uint32_t wanted = places_[first].position + static_cast<std::uint32_t>(found);
      while (at[found] < list.size() && places_[list[at[found]]].position < wanted) ++at[found];
      if (at[found] == list.size()) return;
      if (places_[list[at[found]]].position != wanted) break;
      phrase[found] = list[at[found]];
    }
    if (found == slots.size()) add_phrase(phrase, clause);
  }
}

// In order within a window: a word takes part if the latest possible first word before it and the earliest possible last word
// after it lie within one window. Both are found list by list, from the front and from the back.
void MarkFinder::mark_ordered(std::uint32_t clause) {
  const std::vector<std::uint16_t>& slots = plan_.clauses[clause].slots;
  const std::size_t count = slots.size();
  std::vector<std::vector<std::int64_t>> first(count), last(count);
  for (std::size_t j = 0; j < count; ++j) {
    const Places list = places_of(slots[j]), before = j == 0 ? Places() : places_of(slots[j - 1]);
    first[j].assign(list.size(), kNowhere);
    for (std::size_t i = 0, p = 0; i < list.size(); ++i) {
      const std::uint32_t position = places_[list[i]].position;
      while (p < before.size() && places_[before[p]].position < position) ++p;
      if (j == 0) first[j][i] = position;
      if (j != 0 && p != 0) first[j][i] = first[j - 1][p - 1];
    }
  }
  for (std::size_t j = count; j-- > 0;) {
    const Places list = places_of(slots[j]), after = j + 1 == count ? Places() : places_of(slots[j + 1]);
    last[j].assign(list.size(), kNowhere);
    for (std::size_t i = list.size(), p = after.size(); i-- > 0;) {
      const std::uint32_t position = places_[list[i]].position;
      while (p > 0 && places_[after[p - 1]].position > position) --p;
      if (j + 1 == count) last[j][i] = position;
      if (j + 1 != count && p != after.size()) last[j][i] = last[j + 1][p];
      const bool whole = first[j][i] != kNowhere && last[j][i] != kNowhere;
      if (whole && last[j][i] - first[j][i] < plan_.clauses[clause].window)
        add(places_[list[i]].begin, places_[list[i]].end, clause);
    }
  }
}

// In any order within a window, every slot by another word. Where that can be done in a window, each of its words that fills any
// slot takes part: one left over could stand in for the word that has its slot.
void MarkFinder::mark_unordered(std::uint32_t clause) {
  const std::vector<std::uint16_t>& slots = plan_.clauses[clause].slots;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // place, slot by place in the clause
  for (std::uint32_t j = 0; j < slots.size(); ++j) {
    const Places list = places_of(slots[j]);
    if (list.empty()) return;
    for (const std::uint32_t place : list) pairs.emplace_back(place, j);
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<Candidate> candidates;
  std::vector<std::uint32_t> fills;
  for (const auto& [place, slot] : pairs) {
    const auto end = static_cast<std::uint32_t>(fills.size());
    if (candidates.empty() || candidates.back().place != place) candidates.push_back({place, end, end});
    fills.push_back(slot);
    ++candidates.back().last;
  }

  std::vector<std::uint32_t> counts(slots.size(), 0);  // words of the window by slot
  std::size_t filled = 0, ambiguous = 0, marked = 0, steps = kMaxMatchingSteps;
  for (std::size_t i = 0, end = 0; i < candidates.size() && steps != 0; ++i) {
    const std::uint32_t begin_position = places_[candidates[i].place].position;
    for (; end < candidates.size() && places_[candidates[end].place].position - begin_position < plan_.clauses[clause].window;
         ++end) {
      ambiguous += candidates[end].last - candidates[end].first > 1 ? 1 : 0;
      for (std::uint32_t f = candidates[end].first; f < candidates[end].last; ++f) filled += counts[fills[f]]++ == 0 ? 1 : 0;
    }
    const auto window = std::span<const Candidate>(candidates).subspan(i, end - i);
    if (filled == slots.size() && (ambiguous == 0 || can_fill(window, fills, slots.size(), steps))) {
      for (marked = std::max(marked, i); marked < end; ++marked) {
        const Place& place = places_[candidates[marked].place];
        add(place.begin, place.end, clause);
      }
    }
    ambiguous -= candidates[i].last - candidates[i].first > 1 ? 1 : 0;
    for (std::uint32_t f = candidates[i].first; f < candidates[i].last; ++f) filled -= --counts[fills[f]] == 0 ? 1 : 0;
  }
}

std::vector<MarkGroup> group_marks(std::span<const Mark> marks) {
  std::vector<MarkGroup> groups;
  for (std::uint32_t i = 0; i < marks.size(); ++i) {
    if (groups.empty() || marks[i].begin >= groups.back().end) {
      groups.push_back({marks[i].begin, marks[i].end, i, i + 1});
      continue;
    }
    MarkGroup& group = groups.back();
    if (marks[i].end - group.begin > kMaxMarkBytes) continue;
    group.end = std::max(group.end, marks[i].end);
    group.last = i + 1;
  }
  return groups;
}

}  // namespace newshound
