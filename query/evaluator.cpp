// Set at a time: the cheapest part of a conjunction is evaluated first and the others only within its result. Postings come
// decoded from the cache; a list that isn't there and is much longer than what it is asked within is entered by skip_to, and
// decoded the second time that it is asked for. Sets that are united and together aren't small go by query/disjunction.h. Scores
// add up in the order of the plan, so that they are the same to the last bit in every segment. Test:
// tests/unit/query/oracle_test.cpp.
#include "query/evaluator.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include <xapian.h>

#include "query/deadline.h"
#include "query/disjunction.h"

namespace newshound {
namespace {

// Decoding a posting takes 2 ns (bench/storage), skipping to one with Xapian a microsecond or two.
constexpr std::size_t kSkipRatio = 500;
constexpr std::size_t kManyShare = 256;  // sets that together hold a document in that many are united all at once

// Unites sets of a segment of so many documents: one after the other if together they are few, else all at once.
DocumentSet unite_sets(const std::vector<DocumentSet>& sets, std::uint32_t documents, Combine combine) {
  std::size_t all = 0;
  for (const DocumentSet& set : sets) all += set.size();
  if (all < documents / kManyShare || sets.size() < 2) {
    DocumentSet united;
    for (const DocumentSet& set : sets)
      if (!set.empty()) united = united.empty() ? set : unite(united, set, combine);
    return united;
  }
  std::vector<DisjunctionPart> parts;
  for (const DocumentSet& set : sets)
    if (!set.empty()) parts.push_back({nullptr, {}, &set});
  return unite(parts, documents, combine);
}

bool is_one_term(const PlanNode& node) {
  return (node.kind == PlanKind::kBest || node.kind == PlanKind::kFilter) && node.terms.size() == 1;
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
    case PlanKind::kAnd: return conjunction(node, within).take();
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

// Null if it isn't worth decoding for so many documents.
Evaluator::List Evaluator::list(const PlanTerm& term, std::uint64_t documents) const {
  check_deadline();
  const bool few = documents < term.documents / kSkipRatio;
  return where_.snapshot.list(where_.worker, where_.segment, term.term, few);
}

TermScore Evaluator::score_of(const PlanTerm& term) const {
  return {static_cast<float>(term.weight), static_cast<float>(norm_.a), static_cast<float>(norm_.b), segment_.columns.length()};
}

DocumentSet Evaluator::skip_through(const PlanTerm& term, const DocumentSet& within) {
  Xapian::Database& postings = where_.snapshot.postings(where_.worker, where_.segment);
  DocumentSet set;
  const bool scored = is_scored(term);
  const TermScore score = score_of(term);
  auto posting = postings.postlist_begin(term.term);
  const auto end = postings.postlist_end(term.term);
  for (const std::uint32_t document : within.documents) {
    if (posting == end) break;
    posting.skip_to(document + 1);
    if (posting == end) break;
    if (*posting != document + 1) continue;
    set.documents.push_back(document);
    if (scored) set.scores.push_back(score.at(document, static_cast<std::uint8_t>(std::min(posting.get_wdf(), 255u))));
  }
  return set;
}

// Not by way of Conjunction, which copies `within`: a wildcard asks so for thousands of terms.
DocumentSet Evaluator::term(const PlanTerm& term, const DocumentSet* within) {
  const TermScore score = score_of(term);
  const TermScore* const scored = is_scored(term) ? &score : nullptr;
  if (within == nullptr) return copy_postings(*list(term), scored);
  const List postings = list(term, within->size());
  return postings ? copy_postings(*postings, scored, within->documents) : skip_through(term, *within);
}

void Evaluator::narrow(Conjunction& found, const PlanTerm& term) {
  const List postings = list(term, found.documents().size());
  if (!postings) return found.keep(skip_through(term, found.documents()));
  const TermScore score = score_of(term);
  found.keep(postings, is_scored(term) ? &score : nullptr);
}

// All documents that any of the terms has.
DocumentSet Evaluator::unite_terms(const std::vector<const PlanTerm*>& terms, Combine combine) {
  std::vector<List> lists;
  std::size_t postings = 0;
  for (const PlanTerm* term : terms) postings += lists.emplace_back(list(*term))->size();
  std::vector<DisjunctionPart> parts;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    DisjunctionPart& part = parts.emplace_back(DisjunctionPart{lists[t].get()});
    if (is_scored(*terms[t]) && lists[t]->has_frequencies()) part.score = score_of(*terms[t]);
  }
  if (postings < segment_.documents() / kManyShare || terms.size() == 1) {
    std::vector<DocumentSet> sets;
    for (const DisjunctionPart& part : parts) sets.push_back(copy_postings(*part.list, part.score ? &*part.score : nullptr));
    return unite_sets(sets, segment_.documents(), combine);
  }
  return unite(parts, segment_.documents(), combine);
}

DocumentSet Evaluator::any_term(const PlanNode& node, const DocumentSet* within) {
  if (node.terms.size() == 1) return term(node.terms[0], within);
  if (within != nullptr) {
    std::vector<DocumentSet> sets;
    for (const PlanTerm& t : node.terms) sets.push_back(term(t, within));
    return unite_sets(sets, segment_.documents(), Combine::kBest);
  }
  std::vector<const PlanTerm*> terms;
  for (const PlanTerm& t : node.terms) terms.push_back(&t);
  return unite_terms(terms, Combine::kBest);
}

// The first step of a conjunction: its cheapest part, or its two cheapest where both are lists. How many it took.
std::size_t Evaluator::begin(std::span<const PlanNode* const> wanted, const DocumentSet* within,
                             std::optional<Conjunction>& found) {
  if (within != nullptr || wanted.empty()) {
    found.emplace(all(within));
    return 0;
  }
  if (wanted.size() > 1 && is_one_term(*wanted[0]) && is_one_term(*wanted[1])) {
    const PlanTerm &first = wanted[0]->terms[0], &second = wanted[1]->terms[0];
    const List a = list(first), b = list(second, a->size());
    if (b) {
      const TermScore score_a = score_of(first), score_b = score_of(second);
      found.emplace(a, is_scored(first) ? &score_a : nullptr, b, is_scored(second) ? &score_b : nullptr);
      return 2;
    }
  }
  found.emplace(evaluate(*wanted[0], nullptr));
  return 1;
}

Conjunction Evaluator::conjunction(const PlanNode& node, const DocumentSet* within) {
  std::vector<const PlanNode*> wanted, unwanted;
  for (const PlanNode& child : node.children) (child.kind == PlanKind::kNot ? unwanted : wanted).push_back(&child);
  std::stable_sort(wanted.begin(), wanted.end(), [](const PlanNode* a, const PlanNode* b) { return a->estimate < b->estimate; });
  std::optional<Conjunction> found;
  for (std::size_t i = begin(wanted, within, found); i < wanted.size() && !found->documents().empty(); ++i) {
    if (wanted[i]->kind == PlanKind::kAll) continue;
    if (is_one_term(*wanted[i])) {
      narrow(*found, wanted[i]->terms[0]);
    } else {
      found->keep(evaluate(*wanted[i], &found->documents()));
    }
  }
  for (const PlanNode* child : unwanted) {
    if (found->documents().empty()) break;
    found->drop(evaluate(child->children[0], &found->documents()));
  }
  return std::move(*found);
}

DocumentSet Evaluator::disjunction(const PlanNode& node, const DocumentSet* within) {
  const Combine combine = node.best_only ? Combine::kBest : Combine::kSum;
  if (within == nullptr && std::all_of(node.children.begin(), node.children.end(), is_one_term)) {
    std::vector<const PlanTerm*> terms;
    for (const PlanNode& child : node.children) terms.push_back(&child.terms[0]);
    return unite_terms(terms, combine);
  }
  std::vector<DocumentSet> sets;
  for (const PlanNode& child : node.children) sets.push_back(evaluate(child, within));
  return unite_sets(sets, segment_.documents(), combine);
}

DocumentSet Evaluator::dates(const PlanNode& node, const DocumentSet* within) const {
  const auto published = segment_.columns.published();
  const auto flags = segment_.columns.flags();
  DocumentSet set;
  if (within != nullptr || !segment_.date_ordered) {
    set = all(within);
  } else {  // newest first: the range is one stretch, at its ends but for bare dates
    const auto first = [&](std::int64_t before) {
      return static_cast<std::uint32_t>(
          std::partition_point(published.begin(), published.end(), [&](std::int64_t p) { return p >= before; }) -
          published.begin());
    };
    const std::int64_t from = node.dates.from_utc(), to = node.dates.to_utc();
    const std::uint32_t begin = to == kUndated ? 0 : first(to + kZoneMargin);
    const std::uint32_t end = from == kUndated ? segment_.documents() : first(from - kZoneMargin);
    set.documents.resize(end > begin ? end - begin : 0);
    std::iota(set.documents.begin(), set.documents.end(), begin);
  }
  filter(set, [&](std::uint32_t document) {
    return node.dates.contains(published[document], (flags[document] & kFlagDateOnly) != 0);
  });
  return set;
}

}  // namespace newshound
