// What the token store has the last word on: phrases, NEAR, exact words, words in one part of an article, wildcards.
#include <memory>
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

}  // namespace

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
  const std::size_t all = set.size();
  filter(set, [&](std::uint32_t document) {
    if (++looked_at % kCheckEvery == 0) check_deadline();
    if (looked_at + TokenStore::kPrefetched < all) segment_.tokens.prefetch(set.documents[looked_at + TokenStore::kPrefetched]);
    return verifier.matches(segment_.tokens.document(document));
  });
}

// Documents with any of the terms, unscored.
DocumentSet Evaluator::any_of(const std::vector<PlanTerm>& terms, const DocumentSet* within) {
  if (terms.empty()) return {};
  PlanNode any;
  any.kind = PlanKind::kFilter;
  any.terms = terms;
  return any_term(any, within);
}

// A stem all of whose forms begin so is taken whole; documents of the others are verified.
DocumentSet Evaluator::read_prefix(const PlanNode& node, const DocumentSet* within) {
  std::unordered_map<std::uint32_t, std::uint32_t> forms_by_stem;  // how many of its forms begin so
  std::vector<std::uint32_t> codes;
  segment_.vocabulary.for_each_prefixed(node.prefix, [&](const FormEntry& entry) {
    codes.push_back(entry.code);
    for (const std::uint32_t stem : entry.stems) ++forms_by_stem[stem];
    return codes.size() < kMaxWildcardForms;
  });
  if (codes.empty()) return {};
  std::vector<PlanTerm> whole, uncertain_stems;
  for (const auto& [number, forms] : forms_by_stem) {
    const std::string stem = segment_.vocabulary.stem(number);
    const bool all_forms = node.parts == kAllParts && forms == segment_.vocabulary.forms_of(stem);
    (all_forms ? whole : uncertain_stems).push_back({stem_term(stem), stem, segment_.documents(), 0});
  }
  DocumentSet result = any_of(whole, within);
  DocumentSet uncertain = subtract(any_of(uncertain_stems, within), result);
  const SequenceVerifier verifier = SequenceVerifier::any_of(std::move(codes), node.parts);
  keep_verified(verifier, uncertain);
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
  if (within == nullptr) return copy_postings(*list, nullptr);
  Conjunction both(DocumentSet{within->documents, {}});
  both.keep(list, nullptr);
  return both.take();
}

}  // namespace newshound
