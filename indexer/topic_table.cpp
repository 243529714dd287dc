// Words of terms are numbered (cues), so that a text is a short list of cues and a phrase is a run of them at neighbouring
// places. Tested in tests/unit/indexer/topic_rules_test.cpp.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "analysis/analyzer.h"
#include "indexer/topic_rules.h"

namespace newshound {

TopicTable::TopicTable(const TopicRules& rules, const std::string& language, const StemExceptions& exceptions) : rules_(rules) {
  const Analyzer analyzer(language, exceptions);
  entries_.resize(1);
  std::vector<std::string> stems;
  for (const TopicRules::Term& term : rules.terms(language)) {
    std::vector<std::uint16_t> cues;
    for (std::size_t i = 0; i < term.words.size(); ++i) {
      stems.clear();
      analyzer.stems(term.words[i], term.forms[i], stems);
      cues.push_back(cue_of_word(term.forms[i], stems, term.exact));
    }
    auto& entries = entries_[cues.front()];
    const std::vector<std::uint16_t> rest(cues.begin() + 1, cues.end());
    auto entry = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.rest == rest; });
    if (entry == entries.end()) entry = entries.insert(entries.end(), {rest, {}, terms_++});
    if (term.topic == TopicRules::kIgnored) continue;
    auto award = std::find_if(entry->awards.begin(), entry->awards.end(), [&](const Award& a) { return a.topic == term.topic; });
    if (award == entry->awards.end()) award = entry->awards.insert(award, {term.topic, 0});
    award->weight = std::max(award->weight, term.weight);  // two words of one stem
  }
  for (auto& entries : entries_)
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.rest.size() > b.rest.size(); });
}

std::uint16_t TopicTable::cue_of_word(const std::string& form, std::span<const std::string> stems, bool exact) {
  auto& numbers = exact ? by_form_ : by_stem_;
  const auto [at, fresh] = numbers.emplace(exact || stems.empty() ? form : stems.front(), cues_);
  if (!fresh) return at->second;
  at->second = ++cues_;  // kMaxTopicTerms × kMaxTopicTermWords are fewer than 65,536
  entries_.resize(cues_ + std::size_t{1});
  return cues_;
}

std::uint16_t TopicTable::cue(std::string_view form, std::span<const std::string> stems) const {
  if (const auto exact = by_form_.find(std::string(form)); exact != by_form_.end()) return exact->second;
  for (const std::string& stem : stems)
    if (const auto found = by_stem_.find(stem); found != by_stem_.end()) return found->second;
  return 0;
}

const TopicTable::Entry* TopicScorer::longest_at(const TopicTable& table, std::size_t at) const {
  for (const TopicTable::Entry& entry : table.entries_[seen_[at].cue]) {
    const std::size_t size = entry.rest.size();
    if (at + size >= seen_.size() || seen_[at + size].position != seen_[at].position + size) continue;
    bool same = true;
    for (std::size_t i = 0; same && i < size; ++i) same = seen_[at + 1 + i].cue == entry.rest[i];
    if (same) return &entry;
  }
  return nullptr;
}

std::vector<std::string_view> TopicScorer::topics(const TopicTable& table, std::size_t words) {
  const TopicSettings& settings = table.rules_.settings();
  const std::vector<std::string>& names = table.rules_.topics();
  points_.assign(names.size(), 0);
  counts_.resize(std::max<std::size_t>(counts_.size(), table.terms_), 0);
  for (std::size_t at = 0; at < seen_.size();) {
    const TopicTable::Entry* entry = longest_at(table, at);
    if (entry != nullptr && !entry->awards.empty()) {
      if (counts_[entry->number] == 0) touched_.push_back(entry);
      counts_[entry->number] += 1 + (seen_[at].title ? settings.title : 0);
    }
    at += entry == nullptr ? 1 : 1 + entry->rest.size();
  }
  for (const TopicTable::Entry* entry : touched_) {
    const double count = std::exchange(counts_[entry->number], 0);
    for (const TopicTable::Award& award : entry->awards) points_[award.topic] += award.weight * 3 * count / (count + 2);
  }
  touched_.clear();

  const double needed = settings.threshold * std::max(1.0, std::sqrt(static_cast<double>(words) / settings.words));
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return points_[a] > points_[b]; });
  std::vector<std::string_view> topics;
  for (const std::size_t topic : order) {
    const bool enough = points_[topic] >= needed && points_[topic] >= settings.second * points_[order.front()];
    if (topics.size() == settings.most || !enough) break;
    topics.emplace_back(names[topic]);
  }
  return topics;
}

}  // namespace newshound
