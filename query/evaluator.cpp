// Set at a time: the cheapest part of a conjunction is evaluated first and the others only within its result; a posting list much
// longer than what it is asked within is entered by skip_to instead of being decoded. Test: tests/unit/query/oracle_test.cpp.
#include "query/evaluator.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <vector>

#include <xapian.h>

#include "analysis/terms.h"
#include "query/deadline.h"
#include "query/spelled_sequence.h"
#include "query/verify.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

// Decoding a posting takes 12 ns, skipping to one a microsecond or two.
constexpr std::size_t kSkipRatio = 100;
constexpr std::size_t kCheckEvery = 64;  // documents verified between two looks at the clock

// Unites sets smallest first, so that a long one is copied once.
DocumentSet unite_all(std::vector<DocumentSet> sets, Combine combine) {
  if (sets.empty()) return {};
  const auto longer = [](const DocumentSet& a, const DocumentSet& b) { return a.size() > b.size(); };
  std::make_heap(sets.begin(), sets.end(), longer);
  while (sets.size() > 1) {
    std::pop_heap(sets.begin(), sets.end(), longer);
    const DocumentSet a = std::move(sets.back());
    sets.pop_back();
    std::pop_heap(sets.begin(), sets.end(), longer);
    sets.back() = unite(a, sets.back(), combine);
    std::push_heap(sets.begin(), sets.end(), longer);
  }
  return std::move(sets.front());
}

}  // namespace

DocumentSet Evaluator::evaluate(const PlanNode& node, const DocumentSet* within) {
  switch (node.kind) {
    case PlanKind::kAll: return all(within);
    case PlanKind::kNothing: return {};
    case PlanKind::kBest:
    case PlanKind::kFilter: return any_term(node, within);
    case PlanKind::kSequence: return sequence(node, within);
    case PlanKind::kPrefix: return prefix(node, within);
    case PlanKind::kDates: return dates(node, within);
    case PlanKind::kAnd: return conjunction(node, within);
    case PlanKind::kOr: return disjunction(node, within);
    case PlanKind::kNot: return subtract(all(within), evaluate(node.children[0], within));
  }
  return {};
}

DocumentSet Evaluator::all(const DocumentSet* within) const {
  DocumentSet set;
  if (within != nullptr) {
    set.documents = within->documents;
    return set;
  }
  set.documents.resize(segment_.documents());
  std::iota(set.documents.begin(), set.documents.end(), 0u);
  return set;
}

DocumentSet Evaluator::term(const PlanTerm& term, const DocumentSet* within) {
  check_deadline();
  DocumentSet set;
  auto posting = postings_.postlist_begin(term.term);
  const auto end = postings_.postlist_end(term.term);
  if (posting == end) return set;
  const bool scored = with_scores_ && term.weight > 0;
  const auto lengths = segment_.columns.length();
  const auto weight = static_cast<float>(term.weight), a = static_cast<float>(norm_.a), b = static_cast<float>(norm_.b);
  const auto take = [&](std::uint32_t document) {
    set.documents.push_back(document);
    if (!scored) return;
    const auto frequency = static_cast<float>(posting.get_wdf());
    set.scores.push_back(weight * frequency / (frequency + a + b * static_cast<float>(lengths[document])));
  };
  const std::uint32_t documents = segment_.documents();
  if (within != nullptr && within->size() * kSkipRatio < term.documents) {
    for (const std::uint32_t document : within->documents) {
      posting.skip_to(document + 1);
      if (posting == end) break;
      if (*posting == document + 1) take(document);
    }
    return set;
  }
  set.documents.reserve(std::min<std::uint64_t>(term.documents, documents));
  if (scored) set.scores.reserve(set.documents.capacity());
  for (; posting != end; ++posting) {
    const std::uint32_t document = *posting - 1;
    if (document < documents) take(document);
  }
  return set;
}

DocumentSet Evaluator::any_term(const PlanNode& node, const DocumentSet* within) {
  if (node.terms.size() == 1) return term(node.terms[0], within);
  std::vector<DocumentSet> sets;
  for (const PlanTerm& t : node.terms) sets.push_back(term(t, within));
  return unite_all(std::move(sets), Combine::kBest);
}

DocumentSet Evaluator::conjunction(const PlanNode& node, const DocumentSet* within) {
  std::vector<const PlanNode*> wanted, unwanted;
  for (const PlanNode& child : node.children) (child.kind == PlanKind::kNot ? unwanted : wanted).push_back(&child);
  std::stable_sort(wanted.begin(), wanted.end(), [](const PlanNode* a, const PlanNode* b) { return a->estimate < b->estimate; });
  DocumentSet result;
  if (wanted.empty()) {
    result = all(within);
  } else {
    result = evaluate(*wanted[0], within);
  }
  for (std::size_t i = 1; i < wanted.size() && !result.empty(); ++i) {
    if (wanted[i]->kind == PlanKind::kAll) continue;
    result = intersect(result, evaluate(*wanted[i], &result));
  }
  for (const PlanNode* child : unwanted) {
    if (result.empty()) break;
    result = subtract(result, evaluate(child->children[0], &result));
  }
  return result;
}

DocumentSet Evaluator::disjunction(const PlanNode& node, const DocumentSet* within) {
  std::vector<DocumentSet> sets;
  for (const PlanNode& child : node.children) sets.push_back(evaluate(child, within));
  return unite_all(std::move(sets), node.best_only ? Combine::kBest : Combine::kSum);
}

DocumentSet Evaluator::sequence(const PlanNode& node, const DocumentSet* within) {
  const auto verifier = SequenceVerifier::make(segment_, node);
  if (!verifier) return {};
  DocumentSet result = conjunction(node, within);
  // A single exact word whose stems stand for no other form here needs no look at the tokens.
  if (node.slots.size() == 1 && node.parts == kAllParts && !SpelledSequence::needed(node)) {
    std::uint32_t forms = 0;
    for (const std::string& stem : node.slots[0].stems) forms += segment_.vocabulary.forms_of(stem);
    if (forms == 1) return result;
  }
  if (within != nullptr) result = intersect(result, DocumentSet{within->documents, {}});
  keep_verified(*verifier, result);
  check_spelling(node, result);
  return result;
}

void Evaluator::check_spelling(const PlanNode& node, DocumentSet& set) {
  if (set.empty() || !SpelledSequence::needed(node)) return;
  if (!texts_) texts_.emplace();
  const SpelledSequence spelled(node);
  filter(set, [&](std::uint32_t document) {
    check_deadline();
    return spelled.matches(texts_->read(segment_.text, document));
  });
}

void Evaluator::keep_verified(const SequenceVerifier& verifier, DocumentSet& set) const {
  std::size_t looked_at = 0;
  filter(set, [&](std::uint32_t document) {
    if (++looked_at % kCheckEvery == 0) check_deadline();
    return verifier.matches(segment_.tokens.document(document));
  });
}

// A stem all of whose forms begin so is taken whole; documents of the others are verified.
DocumentSet Evaluator::prefix(const PlanNode& node, const DocumentSet* within) {
  std::unordered_map<std::uint32_t, std::uint32_t> forms_by_stem;  // how many of its forms begin so
  std::vector<std::uint32_t> codes;
  segment_.vocabulary.for_each_prefixed(node.prefix, [&](const FormEntry& entry) {
    codes.push_back(entry.code);
    for (const std::uint32_t stem : entry.stems) ++forms_by_stem[stem];
    return codes.size() < kMaxWildcardForms;
  });
  if (codes.empty()) return {};
  std::vector<DocumentSet> whole, candidates;
  for (const auto& [number, forms] : forms_by_stem) {
    const std::string stem = segment_.vocabulary.stem(number);
    const PlanTerm term{stem_term(stem), stem, segment_.documents(), 0};
    const bool all_forms = node.parts == kAllParts && forms == segment_.vocabulary.forms_of(stem);
    (all_forms ? whole : candidates).push_back(this->term(term, within));
  }
  DocumentSet result = unite_all(std::move(whole), Combine::kBest);
  DocumentSet uncertain = subtract(unite_all(std::move(candidates), Combine::kBest), result);
  if (within != nullptr) uncertain = intersect(uncertain, DocumentSet{within->documents, {}});
  const SequenceVerifier verifier = SequenceVerifier::any_of(std::move(codes), node.parts);
  keep_verified(verifier, uncertain);
  result = unite(result, uncertain, Combine::kBest);
  check_spelling(node, result);
  return result;
}

DocumentSet Evaluator::dates(const PlanNode& node, const DocumentSet* within) const {
  DocumentSet set = all(within);
  const auto published = segment_.columns.published();
  const auto flags = segment_.columns.flags();
  filter(set, [&](std::uint32_t document) {
    return node.dates.contains(published[document], (flags[document] & kFlagDateOnly) != 0);
  });
  return set;
}

}  // namespace newshound
