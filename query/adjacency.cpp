#include "query/adjacency.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "query/code_scanner.h"
#include "query/ranking.h"
#include "storage/token_store.h"

namespace newshound {
namespace {

bool same_slot(const PlanSlot& a, const PlanSlot& b) { return a.stems == b.stems && a.form == b.form; }

void add_pair(const PlanSlot& before, const PlanSlot& behind, std::vector<AdjacentPair>& pairs) {
  const auto same = [&](const AdjacentPair& p) { return same_slot(p.before, before) && same_slot(p.behind, behind); };
  if (std::none_of(pairs.begin(), pairs.end(), same)) pairs.push_back({before, behind});
}

// "str OR str*": a word that somebody may not have finished is that word for its neighbours.
bool is_unfinished_word(const PlanNode& node) {
  return node.kind == PlanKind::kOr && node.children.size() == 2 && node.children[0].kind == PlanKind::kBest &&
         node.children[1].kind == PlanKind::kPrefix && node.children[0].slots[0].form == node.children[1].prefix;
}

void collect(const PlanNode& node, std::vector<AdjacentPair>& pairs) {
  if (node.kind != PlanKind::kAnd && node.kind != PlanKind::kOr) return;
  const PlanSlot* before = nullptr;
  for (const PlanNode& operand : node.children) {
    const PlanNode& child = is_unfinished_word(operand) ? operand.children[0] : operand;
    const bool function_word = child.kind == PlanKind::kFilter && !child.slots.empty();
    if (function_word) continue;
    const bool word = child.kind == PlanKind::kBest && child.parts == kAllParts;
    if (word && before != nullptr && (node.kind == PlanKind::kAnd || node.running_text)) add_pair(*before, child.slots[0], pairs);
    before = word ? &child.slots[0] : nullptr;
    collect(child, pairs);
  }
}

// Counts the pairs in documents of one segment.
class PairCounter {
 public:
  PairCounter(const Segment& segment, const std::vector<AdjacentPair>& pairs) : segment_(segment) {
    for (std::uint32_t p = 0; p < pairs.size(); ++p) {
      const std::uint32_t before = slot(pairs[p].before), behind = slot(pairs[p].behind);
      ends_[behind].push_back({p, before});
    }
    last_.resize(slots_.size());
    counts_.resize(pairs.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> codes = {{kBorderCode, kBorder}};
    for (const auto& [code, list] : list_of_) codes.emplace_back(code, kBorder + list);
    scanner_.emplace(codes);
  }

  // Valid until the next call.
  const std::vector<std::uint32_t>& count(std::span<const std::uint8_t> document) {
    std::fill(last_.begin(), last_.end(), 0u);
    std::fill(counts_.begin(), counts_.end(), 0u);
    std::uint32_t shift =
        kPairWindow + 1;  // position 0 is "nowhere"; a border keeps what is before it out of every window behind it
    scanner_->scan(document, [&](std::uint32_t number, std::uint32_t place, const std::uint8_t*) {
      if (number == kBorder) {
        shift += kPairWindow;
      } else {
        take(lists_[number - kBorder - 1], place + shift);
      }
      return true;
    });
    return counts_;
  }

 private:
  static constexpr std::uint32_t kBorder = 1;  // the scanner's number for it; lists follow
  struct End {
    std::uint32_t pair, before;
  };

  void take(const std::vector<std::uint32_t>& slots, std::uint32_t position) {
    for (const std::uint32_t slot : slots)
      for (const End& end : ends_[slot])
        if (last_[end.before] != 0 && last_[end.before] + kPairWindow >= position) ++counts_[end.pair];
    for (const std::uint32_t slot : slots) last_[slot] = position;
  }

  std::uint32_t slot(const PlanSlot& wanted) {
    for (std::uint32_t s = 0; s < slots_.size(); ++s)
      if (same_slot(*slots_[s], wanted)) return s;
    const auto number = static_cast<std::uint32_t>(slots_.size());
    slots_.push_back(&wanted);
    ends_.emplace_back();
    for (const std::string& stem : wanted.stems)
      segment_.vocabulary.for_each_form_of(stem, [&](const FormEntry& entry) { fill(entry.code, number); });
    return number;
  }

  void fill(std::uint32_t code, std::uint32_t slot) {
    std::uint32_t& list = list_of_[code];
    if (list == 0) {
      lists_.emplace_back();
      list = static_cast<std::uint32_t>(lists_.size());
    }
    auto& slots = lists_[list - 1];
    if (slots.empty() || slots.back() != slot) slots.push_back(slot);
  }

  const Segment& segment_;
  std::vector<const PlanSlot*> slots_;
  std::vector<std::vector<End>> ends_;              // by slot: pairs that it ends
  std::map<std::uint32_t, std::uint32_t> list_of_;  // by code: 1 + place in lists_
  std::vector<std::vector<std::uint32_t>> lists_;   // slots that a code fills
  std::vector<std::uint32_t> last_, counts_;        // by slot: last position; by pair
  std::optional<CodeScanner> scanner_;
};

}  // namespace

std::vector<AdjacentPair> adjacent_pairs(const PlanNode& plan) {
  std::vector<AdjacentPair> pairs;
  collect(plan, pairs);
  return pairs;
}

void rerank(const Snapshot& snapshot, const std::vector<AdjacentPair>& pairs, Sort sort, std::vector<RankedDocument>& ranked,
            std::size_t wanted) {
  const std::size_t count = std::min(ranked.size(), kReranked);
  if (pairs.empty() || count == 0) return;
  std::vector<std::uint32_t> occurrences(count * pairs.size());  // [document][pair]
  std::vector<double> with_pair(pairs.size()), frequency(pairs.size());
  for (std::uint32_t s = 0; s < snapshot.segments().size(); ++s) {
    std::vector<std::size_t> here;
    for (std::size_t d = 0; d < count; ++d)
      if (ranked[d].segment == s) here.push_back(d);
    if (here.empty()) continue;
    const Segment& segment = *snapshot.segments()[s].segment;
    PairCounter counter(segment, pairs);
    const auto document = [&](std::size_t i) { return ranked[here[i]].document; };
    // Fetched ahead, kBurst documents at once: the processor looks several pages up at a time only if nothing else stands
    // between.
    constexpr std::size_t kBurst = TokenStore::kPrefetched;
    for (std::size_t i = 0; i < std::min(here.size(), 2 * kBurst); ++i) segment.tokens.prefetch_place(document(i));
    for (std::size_t i = 0; i < std::min(here.size(), kBurst); ++i) segment.tokens.prefetch(document(i));
    for (std::size_t i = 0; i < here.size(); ++i) {
      if (i % kBurst == 0) {
        for (std::size_t k = i + 2 * kBurst; k < std::min(here.size(), i + 3 * kBurst); ++k)
          segment.tokens.prefetch_place(document(k));
        for (std::size_t k = i + kBurst; k < std::min(here.size(), i + 2 * kBurst); ++k) segment.tokens.prefetch(document(k));
      }
      const std::vector<std::uint32_t>& counts = counter.count(segment.tokens.document(document(i)));
      for (std::size_t p = 0; p < pairs.size(); ++p) {
        occurrences[here[i] * pairs.size() + p] = counts[p];
        with_pair[p] += counts[p] != 0 ? 1 : 0;
        frequency[p] += counts[p];
      }
    }
  }
  std::vector<double> weight(pairs.size());
  for (std::size_t p = 0; p < pairs.size(); ++p)
    weight[p] = kPairWeight * term_weight(count, static_cast<std::uint64_t>(with_pair[p]), 2 * frequency[p]);
  const double documents = static_cast<double>(snapshot.documents());
  const LengthNorm norm(static_cast<double>(snapshot.total_length()) / documents);
  for (std::size_t d = 0; d < count; ++d) {
    const Columns& columns = snapshot.segments()[ranked[d].segment].segment->columns;
    const double k = norm.at(static_cast<double>(columns.length()[ranked[d].document])) / 2;
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      const double times = occurrences[d * pairs.size() + p];
      if (times > 0) ranked[d].score += weight[p] * times / (times + k);
    }
  }
  const auto place = [&](std::size_t at) { return ranked.begin() + static_cast<std::ptrdiff_t>(at); };
  std::partial_sort(place(0), place(std::min(wanted, count)), place(count),
                    [&](const RankedDocument& a, const RankedDocument& b) { return ranks_before(a, b, sort); });
}

std::vector<std::uint32_t> count_pairs(const Segment& segment, const std::vector<AdjacentPair>& pairs, std::uint32_t document) {
  return PairCounter(segment, pairs).count(segment.tokens.document(document));
}

}  // namespace newshound
