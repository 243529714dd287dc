// The article is written as the token store writes one, with the numbers of the sequence's spellings for codes, and then goes
// through the verifier of the token store. Test: tests/unit/query/exactness_test.cpp.
#include "query/spelled_sequence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/tokenizer.h"
#include "storage/token_store.h"

namespace newshound {
namespace {

std::vector<std::size_t> distinct_spellings(const PlanNode& node) {
  std::vector<std::size_t> distinct;
  for (std::size_t s = 0; s < node.slots.size(); ++s) {
    const bool known = std::any_of(distinct.begin(), distinct.end(),
                                   [&](std::size_t d) { return node.slots[d].spelling == node.slots[s].spelling; });
    if (!known) distinct.push_back(s);
  }
  return distinct;
}

SequenceVerifier verifier_of(const PlanNode& node, const std::vector<std::size_t>& distinct) {
  std::vector<std::vector<std::uint32_t>> slots;
  for (const PlanSlot& slot : node.slots) {
    const auto same = [&](std::size_t d) { return node.slots[d].spelling == slot.spelling; };
    const auto number = std::find_if(distinct.begin(), distinct.end(), same) - distinct.begin();
    slots.push_back({static_cast<std::uint32_t>(number) + 1});
  }
  return SequenceVerifier::of_codes(std::move(slots), node);
}

}  // namespace

bool is_spelled(std::string_view word, const Spelling& spelling) {
  return spelling.beginning ? word.starts_with(spelling.text) : word == spelling.text;
}

SpelledSequence::SpelledSequence(const PlanNode& node)
    : node_(node), distinct_(distinct_spellings(node)), verifier_(verifier_of(node, distinct_)) {}

bool SpelledSequence::needed(const PlanNode& node) {
  return std::any_of(node.slots.begin(), node.slots.end(), [](const PlanSlot& slot) { return !slot.spelling.text.empty(); });
}

void SpelledSequence::append(std::string_view text, std::vector<std::uint8_t>& codes) const {
  std::array<std::uint8_t, kMaxCodeBytes> code{};
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    std::uint32_t number = 1;
    for (const std::size_t slot : distinct_) {
      if (is_spelled(word, node_.slots[slot].spelling)) break;
      ++number;  // in the end: some other word
    }
    codes.insert(codes.end(), code.begin(), code.begin() + static_cast<std::ptrdiff_t>(encode_code(number, code.data())));
  }
}

bool SpelledSequence::matches(const Article& article) const {
  std::array<std::uint8_t, kMaxCodeBytes> border{};
  const std::size_t border_bytes = encode_code(kBorderCode, border.data());
  std::vector<std::uint8_t> codes;
  append(article.title, codes);
  for (const std::string* text : {&article.standfirst, &article.body}) {
    codes.insert(codes.end(), border.begin(), border.begin() + static_cast<std::ptrdiff_t>(border_bytes));
    append(*text, codes);
  }
  const std::size_t size = codes.size();
  codes.resize(size + kStreamPadding);
  return verifier_.matches({codes.data(), size});
}

}  // namespace newshound
