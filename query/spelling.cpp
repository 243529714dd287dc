#include "query/spelling.h"

#include <algorithm>
#include <utility>

#include "analysis/tokenizer.h"
#include "query/ast_builder.h"

namespace newshound {
namespace {

constexpr std::size_t kTriedForEach = 3;    // corrections of a word
constexpr std::size_t kMinPartLetters = 3;  // of a word that is cut in two
constexpr std::uint64_t kMinPartDocuments = 5;

struct Suspect {
  const AstNode* node;
  std::vector<Correction> corrections;
};

// "newyork" -> "new york": both parts known words; the rarer part's frequency counts.
std::optional<Correction> cut_in_two(const Speller& speller, std::string_view form) {
  std::optional<Correction> best;
  if (form.size() < 2 * kMinPartLetters) return best;
  for (std::size_t at = kMinPartLetters; at + kMinPartLetters <= form.size(); ++at) {
    if ((static_cast<unsigned char>(form[at]) & 0xC0u) == 0x80u) continue;
    const std::uint64_t documents = std::min(speller.documents(form.substr(0, at)), speller.documents(form.substr(at)));
    if (documents < kMinPartDocuments || (best && best->documents >= documents)) continue;
    const std::string parts = std::string(form.substr(0, at)) + " " + std::string(form.substr(at));
    best = Correction{parts, parts, documents, 0};
  }
  return best;
}

void collect(const AstNode& node, const Speller& speller, const CountArticles& count, std::vector<Suspect>& suspects) {
  if (node.kind == NodeKind::kWord && !node.words[0].exact) {
    const std::string& form = node.words[0].form;
    const std::uint64_t in_vocabulary = speller.documents(form);
    if (in_vocabulary > kNearlyAbsent) return;
    AstNode alone = node;
    alone.title = false;
    const std::uint64_t documents = count(alone);
    if (documents > kNearlyAbsent) return;  // its stem is common
    std::vector<Correction> corrections = suspect_corrections(speller, form, documents);
    if (!corrections.empty()) suspects.push_back({&node, std::move(corrections)});
    return;
  }
  if (node.kind != NodeKind::kAnd && node.kind != NodeKind::kOr) return;
  for (const AstNode& child : node.children) collect(child, speller, count, suspects);
}

AstNode corrected(const AstNode& node, const std::string& forms) {
  std::vector<AstNode> words;
  for (std::size_t begin = 0; begin <= forms.size();) {
    const std::size_t end = std::min(forms.find(' ', begin), forms.size());
    AstNode word = node;
    word.words = {QueryWord{forms.substr(begin, end - begin), forms.substr(begin, end - begin), false}};
    words.push_back(std::move(word));
    begin = end + 1;
  }
  return make_and(std::move(words));
}

AstNode with_corrections(const AstNode& node, const std::vector<Suspect>& suspects, const std::vector<std::size_t>& choice) {
  for (std::size_t s = 0; s < suspects.size(); ++s)
    if (suspects[s].node == &node) return corrected(node, suspects[s].corrections[choice[s]].form);
  AstNode copy = node;
  std::vector<AstNode> children;
  for (const AstNode& child : node.children) children.push_back(with_corrections(child, suspects, choice));
  if (node.kind == NodeKind::kAnd) return make_and(std::move(children));
  if (node.kind == NodeKind::kOr) return make_or(std::move(children));
  return copy;
}

// A word typed in lower case is corrected in lower case.
std::string spelled_like(std::string_view typed, const QueryWord& word, const std::string& spelling) {
  if (typed != word.word) return spelling;
  std::string lower;
  Tokenizer tokenizer(spelling);
  for (Token token; tokenizer.next(token);) lower.append(lower.empty() ? "" : " ").append(token.word);
  return lower;
}

// The text with each suspect word replaced where it stands.
std::string corrected_text(std::string_view text, const std::vector<Suspect>& suspects, const std::vector<std::size_t>& choice) {
  struct Piece {
    std::size_t begin, end;
    std::string text;
  };
  std::vector<Piece> pieces;
  for (std::size_t s = 0; s < suspects.size(); ++s) {
    const AstNode& node = *suspects[s].node;
    const std::size_t begin = std::min(node.begin, text.size()), end = std::min(node.end, text.size());
    Tokenizer tokenizer(text.substr(begin, end - begin));
    for (Token token; tokenizer.next(token);)
      if (token.form == node.words[0].form)
        pieces.push_back({begin + token.begin, begin + token.end,
                          spelled_like(text.substr(begin + token.begin, token.end - token.begin), node.words[0],
                                       suspects[s].corrections[choice[s]].spelling)});
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
  std::string out;
  std::size_t at = 0;
  for (const Piece& piece : pieces) {
    if (piece.begin < at) continue;
    out.append(text.substr(at, piece.begin - at)).append(piece.text);
    at = piece.end;
  }
  return out.append(text.substr(at));
}

Reading make_reading(const AstNode& root, std::string_view text, const std::vector<Suspect>& suspects,
                     const std::vector<std::size_t>& choice) {
  Reading reading;
  reading.root = with_corrections(root, suspects, choice);
  reading.text = corrected_text(text, suspects, choice);
  for (std::size_t s = 0; s < suspects.size(); ++s) {
    const Correction& correction = suspects[s].corrections[choice[s]];
    reading.wrong.push_back(suspects[s].node->words[0].word);
    const AstNode& node = *suspects[s].node;
    const std::string_view typed = text.substr(std::min(node.begin, text.size()), node.end - node.begin);
    reading.right.push_back(spelled_like(typed, node.words[0], correction.spelling));
    reading.score += correction.score;
  }
  return reading;
}

}  // namespace

std::vector<Correction> suspect_corrections(const Speller& speller, std::string_view form, std::uint64_t documents) {
  if (documents > kNearlyAbsent) return {};
  std::vector<Correction> corrections = speller.corrections(form, kTriedForEach);
  std::erase_if(corrections,
                [&](const Correction& c) { return c.documents < std::max<std::uint64_t>(1, documents * kOverwhelming); });
  if (documents == 0 && corrections.empty())
    if (auto parts = cut_in_two(speller, form)) corrections.push_back(std::move(*parts));
  return corrections;
}

std::vector<Reading> other_readings(const AstNode& root, std::string_view text, const Speller& speller,
                                    const CountArticles& count) {
  std::vector<Suspect> suspects;
  collect(root, speller, count, suspects);
  std::vector<Reading> readings;
  if (suspects.empty() || suspects.size() > kMaxReadings) return readings;
  // All combinations while they are few; else the best of each word.
  std::vector<std::size_t> choice(suspects.size(), 0);
  std::size_t combinations = 1;
  for (const Suspect& suspect : suspects) combinations *= suspect.corrections.size();
  const std::size_t tried = std::min<std::size_t>(combinations, 81);
  for (std::size_t i = 0; i < tried; ++i) {
    readings.push_back(make_reading(root, text, suspects, choice));
    for (std::size_t s = 0; s < suspects.size() && ++choice[s] == suspects[s].corrections.size(); ++s) choice[s] = 0;
  }
  std::stable_sort(readings.begin(), readings.end(), [](const Reading& a, const Reading& b) { return a.score > b.score; });
  if (readings.size() > kMaxReadings) readings.resize(kMaxReadings);
  return readings;
}

}  // namespace newshound
