// How: a window slides over the groups of marks, so that each group is added and taken away once; a window's score is kept by
// counting marks by clause. The best window becomes a passage, its groups are used up, and so on, `count` times.
#include "query/passages.h"

#include <algorithm>

#include "query/sentences.h"

namespace newshound {
namespace {

constexpr double kShownWeight = 0.25;  // of a clause that an earlier passage shows: new words first
constexpr std::size_t kLongWord =
    80;                        // bytes: where white space is further away than that, words aren't divided by it (Han, Thai)
constexpr double kTie = 1e-9;  // sums of the same weights in another order differ by less

struct Window {
  std::size_t text = 0, first = 0, last = 0;  // groups [first, last)
  double weight = -1;
  std::size_t marks = 0;

  [[nodiscard]] bool better_than(const Window& other) const {
    if (weight > other.weight + kTie) return true;
    return weight > other.weight - kTie && marks > other.marks;
  }
};

// The part of a text that a passage may take: what lies between the passages chosen before.
struct Bounds {
  std::size_t begin = 0, end = 0;
};

std::size_t skip_spaces(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && is_space(text[at])) ++at;
  return at;
}

std::size_t skip_spaces_back(std::string_view text, std::size_t at, std::size_t begin) {
  while (at > begin && is_space(text[at - 1])) --at;
  return at;
}

// Where to begin so that `from` is shown, at most `room` bytes before it.
std::size_t begin_before(std::string_view text, std::size_t from, std::size_t room, std::size_t low) {
  if (from - low <= room) return low;
  const std::size_t lowest = character_after(text, from - room);
  std::size_t word = from;
  for (std::size_t at = from; at > lowest; --at) {
    if (is_space(text[at])) continue;
    if (is_sentence_start(text, at)) return at;
    if (is_space(text[at - 1])) word = at;
  }
  return word - lowest > kLongWord ? std::min(from, lowest) : word;
}

// Where to end so that `to` is shown, about at `wanted`, at most at `high`.
std::size_t end_after(std::string_view text, std::size_t to, std::size_t wanted, std::size_t high) {
  if (wanted >= high) return high;
  const std::size_t early = to + (wanted - to) / 2;  // a sentence that ends before that leaves too much room unused
  std::size_t word = 0;
  for (std::size_t at = wanted; at >= std::max<std::size_t>(to, 1); --at) {
    if (!is_space(text[at]) || is_space(text[at - 1])) continue;
    if (word == 0) word = at;
    if (at < early) break;
    const std::size_t next = skip_spaces(text, at, text.size());
    if (next == text.size() || is_sentence_start(text, next)) return at;
  }
  if (word != 0 && wanted - word <= kLongWord) return word;
  return std::max(to, character_before(text, wanted));
}

// Moves the ends out of marks that they would cut.
void spare_marks(std::span<const MarkGroup> groups, Passage& passage) {
  auto group = std::partition_point(groups.begin(), groups.end(), [&](const MarkGroup& g) { return g.end <= passage.begin; });
  if (group != groups.end() && group->begin < passage.begin) passage.begin = group->end;
  group = std::partition_point(groups.begin(), groups.end(), [&](const MarkGroup& g) { return g.end <= passage.end; });
  if (group != groups.end() && group->begin < passage.end) passage.end = group->begin;
}

// The passage around bytes [from, to), about `length` bytes long: two fifths of the room before it, the rest behind.
Passage cut(const MarkedText& marked, std::size_t from, std::size_t to, std::size_t length, const Bounds& bounds) {
  const std::string_view text = marked.text;
  const std::size_t room = length > to - from ? length - (to - from) : 0;
  const std::size_t behind = std::min(room, bounds.end - to);
  const std::size_t before = std::max(room * 2 / 5, room - behind);
  Passage passage;
  const std::size_t begin = begin_before(text, from, before, bounds.begin);
  const std::size_t end = end_after(text, to, std::max(to, begin + length), bounds.end);
  passage.begin = static_cast<std::uint32_t>(begin);
  passage.end = static_cast<std::uint32_t>(end);
  spare_marks(marked.groups, passage);
  passage.begin = static_cast<std::uint32_t>(skip_spaces(text, passage.begin, from));
  passage.end = static_cast<std::uint32_t>(skip_spaces_back(text, passage.end, std::max<std::size_t>(to, passage.begin)));
  passage.cut_front = !is_sentence_start(text, passage.begin);
  const std::size_t next = skip_spaces(text, passage.end, text.size());
  passage.cut_back = next < text.size() && !is_sentence_start(text, next);
  return passage;
}

class Chooser {
 public:
  Chooser(std::span<const MarkedText> texts, std::span<const double> weights, const PassageOptions& options)
      : texts_(texts), weights_(weights.begin(), weights.end()), counts_(weights.size(), 0), options_(options) {
    for (const MarkedText& text : texts) used_.emplace_back(std::min(text.groups.size(), kMaxPassageGroups), false);
  }

  // Takes the best window that is left; false if none is.
  bool take(std::vector<Passage>& passages) {
    best_ = {};
    for (std::size_t i = 0; i < texts_.size(); ++i) scan(i);
    if (best_.weight < 0) return false;
    const MarkedText& marked = texts_[best_.text];
    Passage passage = cut(marked, marked.groups[best_.first].begin, marked.groups[best_.last - 1].end, options_.length,
                          bounds(passages, marked.groups[best_.first].begin));
    passage.text = static_cast<std::uint32_t>(best_.text);
    passages.push_back(passage);
    use(passage);
    return true;
  }

 private:
  void scan(std::size_t text) {
    const std::span<const MarkGroup> groups = texts_[text].groups;
    const std::vector<bool>& used = used_[text];
    Window window{.text = text, .first = 0, .last = 0, .weight = 0, .marks = 0};
    for (std::size_t i = 0; i < used.size(); ++i) {
      window.first = i;
      if (used[i]) {
        window.last = i + 1;
        continue;
      }
      const std::size_t limit = std::max<std::size_t>(groups[i].end, groups[i].begin + options_.length);
      window.last = std::max(window.last, i);
      for (; window.last < used.size() && !used[window.last] && groups[window.last].end <= limit; ++window.last) {
        count(text, groups[window.last], window, true);
      }
      if (window.better_than(best_)) best_ = window;
      count(text, groups[i], window, false);
    }
  }

  void count(std::size_t text, const MarkGroup& group, Window& window, bool enters) {
    for (std::uint32_t i = group.first; i < group.last; ++i) {
      const std::uint32_t clause = texts_[text].marks[i].clause;
      if (enters && counts_[clause]++ == 0) window.weight += weights_[clause];
      if (!enters && --counts_[clause] == 0) window.weight -= weights_[clause];
      window.marks += enters ? 1 : std::size_t(-1);
    }
  }

  [[nodiscard]] Bounds bounds(const std::vector<Passage>& passages, std::uint32_t at) const {
    Bounds bounds{0, texts_[best_.text].text.size()};
    for (const Passage& passage : passages) {
      if (passage.text != best_.text) continue;
      if (passage.end <= at) bounds.begin = std::max<std::size_t>(bounds.begin, passage.end);
      if (passage.begin > at) bounds.end = std::min<std::size_t>(bounds.end, passage.begin);
    }
    return bounds;
  }

  // Groups that the passage shows are used up; what they show counts less from now on.
  void use(const Passage& passage) {
    const std::span<const MarkGroup> groups = texts_[passage.text].groups;
    for (std::size_t i = 0; i < used_[passage.text].size(); ++i) {
      if (groups[i].end <= passage.begin || groups[i].begin >= passage.end || used_[passage.text][i]) continue;
      used_[passage.text][i] = true;
      for (std::uint32_t m = groups[i].first; m < groups[i].last; ++m) shown_.push_back(texts_[passage.text].marks[m].clause);
    }
    std::sort(shown_.begin(), shown_.end());
    shown_.erase(std::unique(shown_.begin(), shown_.end()), shown_.end());
    for (const std::uint32_t clause : shown_) weights_[clause] *= kShownWeight;
    shown_.clear();
  }

  std::span<const MarkedText> texts_;
  std::vector<double> weights_;
  std::vector<std::uint32_t> counts_;  // marks of the window by clause
  PassageOptions options_;
  std::vector<std::vector<bool>> used_;
  std::vector<std::uint32_t> shown_;
  Window best_;
};

}  // namespace

std::vector<Passage> choose_passages(std::span<const MarkedText> texts, std::span<const double> weights,
                                     const PassageOptions& options) {
  std::vector<Passage> passages;
  Chooser chooser(texts, weights, options);
  while (passages.size() < options.count && chooser.take(passages)) {}
  std::sort(passages.begin(), passages.end(),
            [](const Passage& a, const Passage& b) { return a.text != b.text ? a.text < b.text : a.begin < b.begin; });
  return passages;
}

Passage first_passage(std::string_view text, std::size_t length) {
  const MarkedText plain{text, {}, {}};
  const std::size_t begin = skip_spaces(text, 0, text.size());
  return cut(plain, begin, begin, length, {begin, text.size()});
}

}  // namespace newshound
