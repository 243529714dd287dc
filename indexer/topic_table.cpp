// Words of terms are numbered (cues), so that a text is a short list of cues and a phrase is a run of them at neighbouring
// places. Tested in tests/unit/indexer/topic_rules_test.cpp.
#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/analyzer.h"
#include "indexer/topic_rules.h"

namespace newshound {

TopicTable::TopicTable(const TopicRules& rules, const std::string& language, const StemExceptions& exceptions)
    : rules_(rules), starts_(1) {
  const Analyzer analyzer(language, exceptions);
  std::vector<std::string> stems;
  std::vector<std::uint16_t> cues;
  for (const TopicRules::Term& term : rules.terms(language)) {
    cues.clear();
    for (std::size_t i = 0; i < term.words.size(); ++i) {
      stems.clear();
      analyzer.stems(term.words[i], term.forms[i], stems);
      cues.push_back(cue_of_word(term.forms[i], stems, term.exact));
    }
    std::vector<Award>& awards = awards_[term_of(cues)];
    if (term.topic == TopicRules::kIgnored) continue;
    auto award = std::find_if(awards.begin(), awards.end(), [&](const Award& a) { return a.topic == term.topic; });
    if (award == awards.end()) award = awards.insert(award, {term.topic, 0});
    award->weight = std::max(award->weight, term.weight);  // two words of one stem
  }
  for (Start& start : starts_)
    std::stable_sort(start.phrases.begin(), start.phrases.end(),
                     [](const Phrase& a, const Phrase& b) { return a.words > b.words; });
}

// The number of the term of these words, new or not.
std::uint32_t TopicTable::term_of(std::span<const std::uint16_t> cues) {
  Start& start = starts_[cues.front()];
  Phrase phrase{static_cast<std::uint32_t>(awards_.size()), static_cast<std::uint16_t>(cues.size() - 1)};
  std::copy(cues.begin() + 1, cues.end(), phrase.rest.begin());
  std::uint32_t* known = &start.term;
  if (phrase.words != 0) {
    const auto same =
        std::find_if(start.phrases.begin(), start.phrases.end(), [&](const Phrase& p) { return p.rest == phrase.rest; });
    if (same != start.phrases.end()) return same->term;
    start.phrases.push_back(phrase);
    known = &start.phrases.back().term;
  }
  if (*known == phrase.term || *known == kNoTerm) {
    *known = phrase.term;
    awards_.emplace_back();
  }
  return *known;
}

std::uint16_t TopicTable::cue_of_word(const std::string& form, std::span<const std::string> stems, bool exact) {
  auto& numbers = exact ? by_form_ : by_stem_;
  // kMaxTopicTerms × kMaxTopicTermWords are fewer than 65,536.
  const auto [at, fresh] =
      numbers.emplace(exact || stems.empty() ? form : stems.front(), static_cast<std::uint16_t>(starts_.size()));
  if (fresh) starts_.emplace_back();
  return at->second;
}

std::uint16_t TopicTable::cue(std::string_view form, std::span<const std::string> stems) const {
  if (const auto exact = by_form_.find(std::string(form)); exact != by_form_.end()) return exact->second;
  for (const std::string& stem : stems)
    if (const auto found = by_stem_.find(stem); found != by_stem_.end()) return found->second;
  return 0;
}

TopicScorer::Found TopicScorer::longest_at(const TopicTable& table, std::size_t at) const {
  const TopicTable::Start& start = table.starts_[seen_[at].cue];
  const Found alone{start.term, 1};
  if (start.phrases.empty() || at + 1 == seen_.size() || seen_[at + 1].position != seen_[at].position + 1) return alone;
  for (const TopicTable::Phrase& phrase : start.phrases) {
    if (phrase.rest[0] != seen_[at + 1].cue) continue;
    std::size_t same = 1;
    while (same < phrase.words && at + 1 + same < seen_.size() && seen_[at + 1 + same].cue == phrase.rest[same] &&
           seen_[at + 1 + same].position == seen_[at].position + 1 + same)
      ++same;
    if (same == phrase.words) return {phrase.term, same + 1};
  }
  return alone;
}

std::vector<std::string_view> TopicScorer::topics(const TopicTable& table, std::size_t words) {
  const TopicSettings& settings = table.rules_.settings();
  const std::vector<std::string>& names = table.rules_.topics();
  points_.assign(names.size(), 0);
  proofs_.assign(names.size(), 0);
  counts_.resize(std::max(counts_.size(), table.awards_.size()), 0);
  for (std::size_t at = 0; at < seen_.size();) {
    const Found found = longest_at(table, at);
    if (found.term != TopicTable::kNoTerm) {
      if (counts_[found.term] == 0) touched_.push_back(found.term);
      counts_[found.term] += 1 + (seen_[at].title ? settings.title : 0);
    }
    at += found.words;
  }
  for (const std::uint32_t term : touched_) {
    const double count = std::exchange(counts_[term], 0);
    for (const TopicTable::Award& award : table.awards_[term]) {
      points_[award.topic] += award.weight * 3 * count / (count + 2);
      proofs_[award.topic] = std::max(proofs_[award.topic], award.weight);
    }
  }
  touched_.clear();
  for (std::size_t topic = 0; topic < names.size(); ++topic)
    if (proofs_[topic] < settings.proof) points_[topic] = 0;

  const double needed = settings.threshold * std::max(1.0, std::sqrt(static_cast<double>(words) / settings.words));
  const double best = *std::max_element(points_.begin(), points_.end());
  std::vector<std::size_t> chosen;
  for (std::size_t topic = 0; topic < names.size(); ++topic)
    if (points_[topic] >= needed && points_[topic] >= settings.second * best) chosen.push_back(topic);
  std::stable_sort(chosen.begin(), chosen.end(), [&](std::size_t a, std::size_t b) { return points_[a] > points_[b]; });
  std::vector<std::string_view> topics;
  for (const std::size_t topic : chosen)
    if (topics.size() < settings.most) topics.emplace_back(names[topic]);
  return topics;
}

}  // namespace newshound
