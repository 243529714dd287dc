// What the token store has the last word on: phrases, NEAR, exact words, words in one part of an article, wildcards.
#include <memory>
#include <numeric>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/terms.h"
#include "query/deadline.h"
#include "query/evaluator.h"
#include "query/spelled_sequence.h"
#include "query/verify.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kCheckEvery = 64;  // documents verified between two looks at the clock
constexpr std::size_t kAhead = 16;       // a look at the filter is short, and so is the wait for it

// Keeps the places of documents that may hold the pair.
void keep_likely(const PairFilter& filter, const CodePair& pair, std::span<const std::uint32_t> documents,
                 std::vector<std::uint32_t>& places) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i + kAhead < places.size()) filter.prefetch(documents[places[i + kAhead]], pair);
    const std::uint32_t place = places[i];
    places[kept] = place;
    kept += filter.may_hold(documents[place], pair) ? 1 : 0;  // no branch: it can't be predicted
  }
  places.resize(kept);
}

}  // namespace

DocumentSet Evaluator::sequence(const PlanNode& node, const DocumentSet* within) {
  const auto verifier = SequenceVerifier::make(segment_, node);
  if (!verifier) return {};
  // A single exact word whose stems stand for no other form here needs no look at the tokens.
  if (node.slots.size() == 1 && node.parts == kAllParts && !SpelledSequence::needed(node)) {
    std::uint32_t forms = 0;
    for (const std::string& stem : node.slots[0].stems) forms += segment_.vocabulary.forms_of(stem);
    if (forms == 1) return conjunction(node, within).take();
  }
  DocumentSet result = read_sequence(*verifier, node, within);
  check_spelling(node, result);
  return result;
}

// The documents of a sequence are kept in the cache as a term's would be, from the second time on that all of them are found; its
// words give the scores then.
DocumentSet Evaluator::read_sequence(const SequenceVerifier& verifier, const PlanNode& node, const DocumentSet* within) {
  const std::uint64_t segment = where_.snapshot.segments()[where_.segment].cached_as;
  const std::string name = verifier.name();
  PostingCache& cache = where_.snapshot.posting_cache();
  bool asked_before = false;
  if (const List list = cache.find(segment, name, asked_before)) {
    const DocumentSet known = copy(list, within);
    return conjunction(node, &known).take();
  }
  Conjunction candidates = conjunction(node, within);
  candidates.keep(verified(verifier, candidates.documents().documents));
  DocumentSet result = candidates.take();
  if (within == nullptr && asked_before)
    cache.keep(segment, name,
               std::make_shared<const PostingList>(result.documents, std::vector<std::uint8_t>(), segment_.documents()));
  return result;
}

// The documents of a list that isn't scored, if given only those of `within`.
DocumentSet Evaluator::copy(const List& list, const DocumentSet* within) {
  return within == nullptr ? copy_postings(*list, nullptr) : copy_postings(*list, nullptr, within->documents);
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

// Which of the documents hold the sequence: their places. Most that haven't its pairs of words are found out without their codes.
std::vector<std::uint32_t> Evaluator::verified(const SequenceVerifier& verifier, std::span<const std::uint32_t> documents) const {
  std::vector<std::uint32_t> places(documents.size());
  std::iota(places.begin(), places.end(), 0u);
  for (const CodePair& pair : verifier.pairs()) keep_likely(segment_.pairs, pair, documents, places);
  check_deadline();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i % kCheckEvery == 0) check_deadline();
    if (const std::size_t soon = i + TokenStore::kPrefetched; soon < places.size())
      segment_.tokens.prefetch(documents[places[soon]]);
    if (verifier.matches(segment_.tokens.document(documents[places[i]]))) places[kept++] = places[i];
  }
  places.resize(kept);
  return places;
}

// Documents with any of the terms, unscored.
DocumentSet Evaluator::any_of(const std::vector<PlanTerm>& terms, const DocumentSet* within) {
  if (terms.empty()) return {};
  PlanNode any;
  any.kind = PlanKind::kFilter;
  any.terms = terms;
  return any_term(any, within);
}

// A stem all of whose forms begin so is taken whole; documents of the others are verified. They are looked through for the forms
// of those others alone: a form of none but whole stems gives its document such a stem, and then it is among the first.
DocumentSet Evaluator::read_prefix(const PlanNode& node, const DocumentSet* within) {
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> codes_of_stem;  // of its forms that begin so
  std::size_t forms = 0;
  segment_.vocabulary.for_each_prefixed(node.prefix, [&](const FormEntry& entry) {
    for (const std::uint32_t stem : entry.stems) codes_of_stem[stem].push_back(entry.code);
    return ++forms < kMaxWildcardForms;
  });
  std::vector<PlanTerm> whole, uncertain_stems;
  std::vector<std::uint32_t> uncertain_codes;
  for (const auto& [number, codes] : codes_of_stem) {
    const std::string stem = segment_.vocabulary.stem(number);
    const bool all_forms = node.parts == kAllParts && codes.size() == segment_.vocabulary.forms_of(stem);
    (all_forms ? whole : uncertain_stems).push_back({stem_term(stem), stem, segment_.documents(), 0});
    if (!all_forms) uncertain_codes.insert(uncertain_codes.end(), codes.begin(), codes.end());
  }
  DocumentSet result = any_of(whole, within);
  if (uncertain_stems.empty()) return result;
  DocumentSet uncertain = subtract(any_of(uncertain_stems, within), result);
  const SequenceVerifier verifier = SequenceVerifier::any_of(std::move(uncertain_codes), node.parts);
  keep(uncertain, verified(verifier, uncertain.documents));
  return unite(result, uncertain, Combine::kBest);
}

// The documents of a wildcard are kept in the cache as a term's would be, from the second time on that they are asked for.
DocumentSet Evaluator::prefix(const PlanNode& node, const DocumentSet* within) {
  if (SpelledSequence::needed(node)) {
    DocumentSet spelled = read_prefix(node, within);
    check_spelling(node, spelled);
    return spelled;
  }
  const std::uint64_t segment = where_.snapshot.segments()[where_.segment].cached_as;
  const std::string name = fmt::format("*{}:{}", static_cast<unsigned>(node.parts), node.prefix);
  PostingCache& cache = where_.snapshot.posting_cache();
  bool asked_before = false;
  List list = cache.find(segment, name, asked_before);
  if (!list && within != nullptr && !asked_before) return read_prefix(node, within);
  if (!list) {
    list = std::make_shared<const PostingList>(read_prefix(node, nullptr).documents, std::vector<std::uint8_t>(),
                                               segment_.documents());
    cache.keep(segment, name, list);
  }
  return copy(list, within);
}

}  // namespace newshound
