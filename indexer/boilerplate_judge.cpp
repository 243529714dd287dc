// First the pages that vote: of a page's own words (those in paragraphs that too few pages have for boilerplate) over half must
// be new. Other pages are copies; what they have counts for the page that they copy (as HTML and as text, a page may keep another
// part of the forms). Then every paragraph and sentence is counted once a vote, and judged:
//   a paragraph                 least_repeats() pages, kMinDays days
//   a sentence                  half of the pages, and one page where it is glued to something that isn't boilerplate
//   one with varying numbers    half of the pages, and each of its variants on three pages in the mean: what counts a reader's
//                               articles has few, what reports has a new one each time
//   a line under kShortWords    half of the pages and beside boilerplate ("Sign up"), or four fifths of them if it isn't a
//                               sentence ("Advertisement"): "Yes." in interviews is neither
// A paragraph that is like a form needs a third of these pages.
#include "indexer/boilerplate_judge.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "indexer/boilerplate_learner.h"
#include "schemas/moment.h"

namespace newshound {
namespace {

constexpr int kMinNewWords = 5;         // a line of its own doesn't make a copy another article …
constexpr int kMaxWordsForOneNew = 20;  // … nor does under one word in twenty
constexpr std::uint32_t kMeanVariantPages = 3;
constexpr std::size_t kMaxJudged = 500;  // of a window; an outlet has ten or twenty

class Days {
 public:
  // An unknown day is no evidence against anything: it counts as one of its own.
  void add(std::int64_t published) {
    if (count_ >= kMinDays) return;
    const std::int64_t day = published == kUndated ? kUndated : published / kSecondsPerDay;
    for (std::uint32_t i = 0; i < count_; ++i)
      if (day != kUndated && days_[i] == day) return;
    days_[count_++] = day;
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  std::int64_t days_[kMinDays] = {};
  std::uint32_t count_ = 0;
};

struct Tally {
  std::uint64_t varied = 0;              // of a piece whose numbers vary: the key that they share
  std::uint32_t pages = 0;               // that have it
  std::uint32_t last = 0;                // voter that had it
  std::uint32_t page = 0;                // that had it first
  std::uint32_t variants = 0;            // of a varied key
  std::uint32_t places = 0, beside = 0;  // of short lines: how often, and how often beside boilerplate
  int words = 0;
  bool ends = false, is_sentence = false, is_varied = false, glued = false, like_form = false;
  Days days;
};

class Judge {
 public:
  explicit Judge(std::span<const StudiedPage> pages) : pages_(pages) {}

  std::vector<JudgedPiece> judge(std::span<const std::uint32_t> some) {
    choose_voters(some);
    if (voters_.size() < kMinLearningPages) return {};
    of_ = static_cast<std::uint32_t>(voters_.size());
    count();
    for (const auto& [key, tally] : tallies_)
      if (!tally.is_sentence && tally.words >= kShortWords && repeats(tally)) learned_.insert(key);
    look_around();
    for (const auto& [key, tally] : tallies_) {
      if (tally.is_sentence ? tally.glued && repeats(tally) : tally.words < kShortWords && is_label(tally)) learned_.insert(key);
    }
    return result();
  }

 private:
  void choose_voters(std::span<const std::uint32_t> some);
  void count();
  void count_piece(std::uint64_t key, const TextPiece& piece, bool sentence, bool like_form);
  void look_around();
  void look_around(const StudiedPage& page);
  [[nodiscard]] bool repeats(const Tally& tally) const;
  [[nodiscard]] bool is_label(const Tally& tally) const;
  [[nodiscard]] bool is_learned(const TextPiece& piece) const {
    return learned_.contains(piece.key) || (piece.varied != 0 && learned_.contains(piece.varied));
  }
  // Whether a short line is on so many pages that its neighbours decide.
  [[nodiscard]] bool may_be_label(const TextPiece& piece) const {
    if (piece.words >= kShortWords) return false;
    const auto often = [&](std::uint64_t key) {
      const auto found = tallies_.find(key);
      return found != tallies_.end() && repeats(found->second);
    };
    return often(piece.key) || (piece.varied != 0 && often(piece.varied));
  }
  [[nodiscard]] std::vector<JudgedPiece> result() const;

  std::span<const StudiedPage> pages_;
  std::vector<std::vector<std::uint32_t>> voters_;  // each with its copies
  std::uint32_t of_ = 0;                            // voters
  std::unordered_map<std::uint64_t, Tally> tallies_;
  std::unordered_set<std::uint64_t> variants_;
  std::unordered_set<std::uint64_t> learned_;
  Days days_;                           // of all voters
  std::uint32_t voter_ = 0, page_ = 0;  // being counted
};

void Judge::choose_voters(std::span<const std::uint32_t> some) {
  std::unordered_map<std::uint64_t, std::uint32_t> having;  // pages that have the paragraph
  std::unordered_map<std::uint64_t, std::uint32_t> seen;    // the voter that had it first
  std::unordered_set<std::uint64_t> on_page;
  for (const std::uint32_t page : some) {
    on_page.clear();
    for (const StudiedParagraph& paragraph : pages_[page].paragraphs)
      if (on_page.insert(paragraph.piece.key).second) ++having[paragraph.piece.key];
  }
  // Half of what it takes: forms that not all readers leave out mustn't make copies of all pages.
  const std::uint32_t often = std::max(kMinFormPages, least_repeats(static_cast<std::uint32_t>(some.size())) / 2);
  for (const std::uint32_t page : some) {
    int words = 0, own = 0, fresh = 0, most = 0;
    std::uint32_t copied = 0;                           // the voter that has most of it
    std::unordered_map<std::uint32_t, int> words_with;  // by voter
    std::vector<std::uint64_t> own_keys;
    on_page.clear();
    for (const auto& [piece, like_form] : pages_[page].paragraphs) {
      if (!on_page.insert(piece.key).second) continue;
      words += piece.words;
      if (having[piece.key] >= often) continue;
      own += piece.words;
      own_keys.push_back(piece.key);
      const auto found = seen.find(piece.key);
      if (found == seen.end()) {
        fresh += piece.words;
        continue;
      }
      int& with = words_with[found->second];
      with += piece.words;
      if (with <= most) continue;
      most = with;
      copied = found->second;
    }
    const bool votes = fresh >= kMinNewWords && 2 * fresh > own && kMaxWordsForOneNew * fresh >= words;
    if (!votes && most == 0) continue;
    if (votes) voters_.emplace_back();
    const auto voter = votes ? static_cast<std::uint32_t>(voters_.size() - 1) : copied;
    voters_[voter].push_back(page);
    for (const std::uint64_t key : own_keys) seen.try_emplace(key, voter);
  }
}

void Judge::count_piece(std::uint64_t key, const TextPiece& piece, bool sentence, bool like_form) {
  const auto [found, fresh] = tallies_.try_emplace(key);
  Tally& tally = found->second;
  if (fresh) {
    tally.page = page_;
    tally.words = piece.words;
    tally.ends = piece.sentence;
    tally.is_sentence = sentence;
    tally.like_form = like_form;
    tally.is_varied = key == piece.varied;
    tally.varied = tally.is_varied ? 0 : piece.varied;
  }
  if (!fresh && tally.last == voter_) return;
  tally.last = voter_;
  ++tally.pages;
  tally.days.add(pages_[page_].published);
}

void Judge::count() {
  for (voter_ = 0; voter_ < of_; ++voter_) {
    days_.add(pages_[voters_[voter_].front()].published);
    for (const std::uint32_t page : voters_[voter_]) {
      page_ = page;
      const auto count_both = [&](const TextPiece& piece, bool sentence, bool like_form) {
        count_piece(piece.key, piece, sentence, like_form);
        if (piece.varied == 0) return;
        count_piece(piece.varied, piece, sentence, like_form);
        if (variants_.insert(piece.variant ^ piece.varied).second) ++tallies_[piece.varied].variants;
      };
      for (const auto& [piece, like_form] : pages_[page].paragraphs) count_both(piece, false, like_form);
      for (const StudiedSentence& sentence : pages_[page].sentences) count_both(sentence.piece, true, false);
    }
  }
}

bool Judge::repeats(const Tally& tally) const {
  const bool plain = !tally.is_varied && !tally.is_sentence && tally.words >= kShortWords;
  std::uint32_t least = plain ? least_repeats(of_) : std::max(least_repeats(of_), (of_ + 1) / 2);
  if (tally.like_form) least = std::max(kMinFormPages, least / kFormShare);
  if (tally.pages < least || tally.days.count() < std::min(kMinDays, days_.count())) return false;
  return !tally.is_varied || tally.variants * kMeanVariantPages <= tally.pages;
}

// Of a short line.
bool Judge::is_label(const Tally& tally) const {
  if (!repeats(tally)) return false;
  return 10 * tally.beside >= 9 * tally.places || (!tally.ends && 5 * tally.pages >= 4 * of_);
}

void Judge::look_around() {
  for (const auto& voter : voters_)
    for (const std::uint32_t page : voter) look_around(pages_[page]);
}

// What stands beside boilerplate, and what is glued to something else.
void Judge::look_around(const StudiedPage& page) {
  const std::vector<StudiedParagraph>& paragraphs = page.paragraphs;
  std::vector<bool> goes(paragraphs.size());
  for (std::size_t i = 0; i < paragraphs.size(); ++i) goes[i] = is_learned(paragraphs[i].piece);
  for (std::size_t i = 1; i < paragraphs.size(); ++i) goes[i] = goes[i] || (goes[i - 1] && may_be_label(paragraphs[i].piece));
  for (std::size_t i = paragraphs.size(); i-- > 1;)
    goes[i - 1] = goes[i - 1] || (goes[i] && may_be_label(paragraphs[i - 1].piece));
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    for (const std::uint64_t key : {paragraphs[i].piece.key, paragraphs[i].piece.varied}) {
      const auto found = tallies_.find(key);
      if (found == tallies_.end()) continue;
      ++found->second.places;
      found->second.beside += goes[i] ? 1 : 0;
    }
  }
  for (const StudiedSentence& sentence : page.sentences) {
    if (!sentence.glued || goes[sentence.paragraph]) continue;
    for (const std::uint64_t key : {sentence.piece.key, sentence.piece.varied}) {
      const auto found = tallies_.find(key);
      if (found != tallies_.end()) found->second.glued = true;
    }
  }
}

std::vector<JudgedPiece> Judge::result() const {
  std::vector<JudgedPiece> judged;
  for (const std::uint64_t key : learned_) {
    const Tally& tally = tallies_.at(key);
    if (tally.varied != 0 && learned_.contains(tally.varied)) continue;  // the varied one says it, too
    judged.push_back({key, tally.page, tally.pages, of_, tally.is_sentence, tally.is_varied});
  }
  std::sort(judged.begin(), judged.end(),
            [](const auto& a, const auto& b) { return a.pages != b.pages ? a.pages > b.pages : a.key < b.key; });
  if (judged.size() > kMaxJudged) judged.resize(kMaxJudged);
  return judged;
}

}  // namespace

std::uint32_t least_repeats(std::uint32_t pages) {
  const auto root = static_cast<std::uint32_t>(std::ceil(3 * std::sqrt(static_cast<double>(pages))));
  return std::max({kMinLearningPages, std::min(root, (pages + 1) / 2), (pages + 9) / 10});
}

std::vector<JudgedPiece> judge_pages(std::span<const StudiedPage> pages, std::span<const std::uint32_t> some) {
  if (some.size() < kMinLearningPages) return {};
  return Judge(pages).judge(some);
}

}  // namespace newshound
