#include "query/speller.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "analysis/utf8.h"
#include "storage/bits.h"
#include "storage/form_sketches.h"
#include "storage/processor.h"

namespace newshound {
namespace {

constexpr double kFrequencyPower = 0.6;  // of ln(documents): between words as they are typed (1) and as they are listed (0)
constexpr double kSecondEdit = 4.0;      // what a second edit costs beyond its own improbability
constexpr double kFirstLetter = 0.5;     // first letters are seldom wrong
constexpr double kAlphabet = 26;
constexpr std::uint32_t kMinTwoEditDocuments = 5;
constexpr std::size_t kMaxLetters = 40;  // of a word or form that is compared

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    points.push_back(point.value);
    at += point.size;
  }
  return points;
}

// Improbability of writing `typed` for `meant` if one edit does it.
std::optional<double> one_edit_cost(std::u32string_view typed, std::u32string_view meant) {
  std::size_t front = 0, back = 0;
  const std::size_t shorter = std::min(typed.size(), meant.size());
  while (front < shorter && typed[front] == meant[front]) ++front;
  while (back < shorter - front && typed[typed.size() - 1 - back] == meant[meant.size() - 1 - back]) ++back;
  const std::size_t a = typed.size() - front - back, b = meant.size() - front - back;
  const double letters = std::max<double>(1, static_cast<double>(meant.size()));
  const double first = front == 0 ? kFirstLetter : 0;
  if (a == 0 && b == 0) return 0.0;
  if (a == 0 && b == 1) return std::log(letters) + first;
  if (a == 1 && b == 0) {
    const bool doubled = front > 0 && typed[front] == typed[front - 1];
    return std::log((letters + 1) * (doubled ? 1 : kAlphabet)) + first;
  }
  if (a == 1 && b == 1) return std::log(letters * (kAlphabet - 1)) + first;
  if (a == 2 && b == 2 && typed[front] == meant[front + 1] && typed[front + 1] == meant[front]) return std::log(letters) + first;
  return std::nullopt;
}

// Edits between the two (optimal string alignment), or more than `most`.
unsigned edits_between(std::u32string_view a, std::u32string_view b, unsigned most) {
  unsigned rows[3][kMaxLetters + 1];
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    unsigned* row = rows[i % 3];
    const unsigned *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], two_above[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return rows[a.size() % 3][b.size()];
}

std::optional<double> cost(std::u32string_view typed, std::u32string_view meant, unsigned edits) {
  if (edits == 1) return one_edit_cost(typed, meant);
  if (typed.size() > kMaxLetters || meant.size() > kMaxLetters || edits_between(typed, meant, edits) > edits) return std::nullopt;
  return 2 * std::log(kAlphabet * static_cast<double>(meant.size())) + kSecondEdit;
}

// Whether `meant` begins with something one edit from `typed`.
bool prefix_within_one(std::u32string_view typed, std::u32string_view meant) {
  for (std::size_t size = typed.size() - 1; size <= typed.size() + 1 && size <= meant.size(); ++size)
    if (one_edit_cost(typed, meant.substr(0, size))) return true;
  return false;
}

bool has_digit(std::string_view form) {
  return std::any_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void keep_best(std::vector<Correction>& corrections, std::size_t most) {
  const auto better = [](const Correction& a, const Correction& b) {
    return a.score != b.score ? a.score > b.score : a.form < b.form;
  };
  const std::size_t kept = std::min(most, corrections.size());
  std::partial_sort(corrections.begin(), corrections.begin() + static_cast<std::ptrdiff_t>(kept), corrections.end(), better);
  corrections.resize(kept);
}

// Unites what the segments have of each form.
class Merged {
 public:
  void add(const FormEntry& entry, double score) {
    Correction& correction = by_form_[entry.form];
    if (correction.documents < entry.documents) correction.spelling = entry.spelling;
    correction.form = entry.form;
    correction.documents += entry.documents;
    correction.score = score;
  }
  // Score: what was added, and the frequency.
  std::vector<Correction> take(double power) {
    std::vector<Correction> all;
    for (auto& [form, correction] : by_form_) {
      correction.score += power * std::log(1.0 + static_cast<double>(correction.documents));
      all.push_back(std::move(correction));
    }
    return all;
  }

 private:
  std::map<std::string, Correction, std::less<>> by_form_;
};

struct Sketch {
  std::uint32_t letters;
  int length;
};

constexpr std::size_t kLookedAt = 2048;  // forms in one go
using Places = std::array<std::uint32_t, kLookedAt>;

// Which of so many forms may be within so many edits of a word, by their sketches; how many. Every form of the index is looked at
// where nothing was found: no branch, and no call to count bits.
NEWSHOUND_BY_PROCESSOR
std::size_t look(std::span<const std::uint32_t> letters, std::span<const std::uint8_t> lengths, const Sketch& like,
                 unsigned edits, Places& places) {
  const int shortest = like.length - static_cast<int>(edits), longest = like.length + static_cast<int>(edits);
  std::size_t found = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const bool near = count_bits(letters[i] ^ like.letters) <= 2 * edits;
    places[found] = static_cast<std::uint32_t>(i);
    found += near & (lengths[i] >= shortest) & (lengths[i] <= longest) ? 1 : 0;
  }
  return found;
}

}  // namespace

std::vector<Correction> Speller::neighbours(std::u32string_view word, std::string_view form, unsigned edits) const {
  Merged merged;
  const Sketch like{letters_of(form), static_cast<int>(word.size())};
  Places places;
  FormEntry entry;
  for (const SegmentView& view : snapshot_.segments()) {
    const FormSketches& sketches = view.segment->sketches();
    const auto all_letters = sketches.letters();
    const auto lengths = sketches.lengths();
    const auto documents = sketches.documents();
    for (std::size_t begin = 0; begin < all_letters.size(); begin += kLookedAt) {
      const std::size_t size = std::min(kLookedAt, all_letters.size() - begin);
      const std::size_t found = look(all_letters.subspan(begin, size), lengths.subspan(begin, size), like, edits, places);
      for (const std::uint32_t place : std::span(places).first(found)) {
        const auto number = static_cast<std::uint32_t>(begin) + place;
        if (edits > 1 && documents[number] < kMinTwoEditDocuments) continue;
        view.segment->vocabulary.form(number, entry);
        if (has_digit(entry.form)) continue;
        if (const auto improbable = cost(word, code_points(entry.form), edits); improbable && entry.form != form)
          merged.add(entry, -*improbable);
      }
    }
  }
  return merged.take(kFrequencyPower);
}

std::vector<Correction> Speller::corrections(std::string_view form, std::size_t most) const {
  const std::u32string word = code_points(form);
  if (word.size() < kMinSpelledLetters || word.size() > kMaxLetters || has_digit(form)) return {};
  std::vector<Correction> found = neighbours(word, form, 1);
  if (found.empty() && word.size() >= kTwoEditLetters) found = neighbours(word, form, 2);
  keep_best(found, most);
  return found;
}

std::vector<Correction> Speller::completions(std::string_view prefix, std::size_t most) const {
  const std::u32string typed = code_points(prefix);
  if (typed.size() < kMinSpelledLetters || typed.size() > kMaxLetters || has_digit(prefix)) return {};
  const std::uint32_t letters = letters_of(prefix);
  std::string initial;  // is taken to be right: a look at every form would take too long while somebody types
  append_utf8(initial, typed[0]);
  Merged merged;
  FormEntry entry;
  for (const SegmentView& view : snapshot_.segments()) {
    const FormSketches& sketches = view.segment->sketches();
    const auto all_letters = sketches.letters();
    const auto documents = sketches.documents();
    const auto [first, last] = view.segment->vocabulary.prefix_range(initial);
    for (std::uint32_t i = first; i < last; ++i) {
      if (count_bits(letters & ~all_letters[i]) > 1 || documents[i] < 2 || sketches.lengths()[i] + 1u < typed.size()) continue;
      view.segment->vocabulary.form(i, entry);
      if (prefix_within_one(typed, code_points(entry.form))) merged.add(entry, 0);
    }
  }
  std::vector<Correction> found = merged.take(1);
  keep_best(found, most);
  return found;
}

std::vector<Correction> frequent_forms(const Snapshot& snapshot, std::string_view prefix, std::size_t most) {
  Merged merged;
  FormEntry entry;
  std::vector<std::uint32_t> numbers;
  for (const SegmentView& view : snapshot.segments()) {
    const auto documents = view.segment->sketches().documents();
    const auto [first, last] = view.segment->vocabulary.prefix_range(prefix);
    numbers.resize(last - first);
    std::iota(numbers.begin(), numbers.end(), first);
    const std::size_t kept = std::min<std::size_t>(2 * most, numbers.size());
    std::partial_sort(
        numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(kept), numbers.end(),
        [&](std::uint32_t a, std::uint32_t b) { return documents[a] != documents[b] ? documents[a] > documents[b] : a < b; });
    for (std::size_t i = 0; i < kept; ++i) {
      view.segment->vocabulary.form(numbers[i], entry);
      merged.add(entry, 0);
    }
  }
  std::vector<Correction> found = merged.take(1);
  keep_best(found, most);
  return found;
}

std::uint64_t Speller::documents(std::string_view form) const {
  std::uint64_t documents = 0;
  FormEntry entry;
  for (const SegmentView& view : snapshot_.segments())
    if (view.segment->vocabulary.find(form, entry)) documents += entry.documents;
  return documents;
}

}  // namespace newshound
