#include "query/relaxing.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "query/ast_builder.h"
#include "query/function_words.h"

namespace newshound {
namespace {

bool is_plain_word(const AstNode& node) { return node.kind == NodeKind::kWord && !node.words[0].exact; }

std::string quoted(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += fmt::format("{}\u201c{}\u201d", i == 0 ? "" : ", ", words[i]);
  return out;
}

class Relaxer {
 public:
  Relaxer(std::string_view text, const RelaxOptions& options, const CountArticles& count)
      : text_(text), options_(options), count_(count) {}

  std::optional<Relaxed> by_spelling(const std::vector<Reading>& readings) const {
    for (const Reading& reading : readings) {
      if (count_(reading.root) == 0) continue;
      return Relaxed{Relaxation::kSpelling, reading.root,
                     fmt::format("no article has {}: searched for {}", quoted(reading.wrong), quoted(reading.right)),
                     reading.text};
    }
    return std::nullopt;
  }

  // Without the words that say nothing of the subject; at least one must stay.
  std::optional<Relaxed> without_function_words(const AstNode& root) const {
    if (root.kind != NodeKind::kAnd) return std::nullopt;
    const auto places = find_function_words(root, text_, options_.languages, 0);
    std::vector<AstNode> kept;
    std::vector<std::string> dropped;
    for (const AstNode& child : root.children) {
      if (is_plain_word(child) && places.contains(child.begin)) {
        dropped.push_back(child.words[0].word);
      } else {
        kept.push_back(child);
      }
    }
    if (dropped.empty() || kept.empty()) return std::nullopt;
    AstNode relaxed = make_root(make_and(std::move(kept)));
    if (count_(relaxed) == 0) return std::nullopt;
    return Relaxed{Relaxation::kStopWords, std::move(relaxed),
                   fmt::format("no article has all the words: searched without {}", quoted(dropped)), ""};
  }

  std::optional<Relaxed> any_word(const AstNode& root) const {
    if (root.kind != NodeKind::kAnd) return std::nullopt;
    const auto places = find_function_words(root, text_, options_.languages, 0);
    std::vector<AstNode> words, kept;
    for (const AstNode& child : root.children) {
      if (!is_plain_word(child)) {
        kept.push_back(child);
      } else if (!places.contains(child.begin)) {
        words.push_back(child);
      }
    }
    if (words.size() < 2) return std::nullopt;
    kept.insert(kept.begin(), make_or(std::move(words)));
    AstNode relaxed = make_root(make_and(std::move(kept)));
    if (count_(relaxed) == 0) return std::nullopt;
    return Relaxed{Relaxation::kAny, std::move(relaxed), "no article has all the words: these have some of them, the best first",
                   ""};
  }

 private:
  std::string_view text_;
  const RelaxOptions& options_;
  const CountArticles& count_;
};

}  // namespace

std::optional<Relaxed> relax(const AstNode& root, std::string_view text, const RelaxOptions& options, const Speller& speller,
                             const CountArticles& count) {
  const Relaxer relaxer(text, options, count);
  std::vector<Reading> readings;
  if (options.spelling) readings = other_readings(root, text, speller, count);
  if (auto found = relaxer.by_spelling(readings)) {
    if (options.relax) return found;
    found->step = Relaxation::kNone;
    return found;
  }
  if (!options.relax) return std::nullopt;
  if (auto found = relaxer.without_function_words(root)) return found;
  // The likeliest reading goes on with the words that the index has.
  if (!readings.empty()) {
    const std::string note =
        fmt::format("no article has {}: searched for {}; ", quoted(readings[0].wrong), quoted(readings[0].right));
    for (auto found : {relaxer.without_function_words(readings[0].root), relaxer.any_word(readings[0].root)}) {
      if (!found) continue;
      found->note = note + found->note;
      found->did_you_mean = readings[0].text;
      return found;
    }
  }
  return relaxer.any_word(root);
}

std::string did_you_mean(const AstNode& root, std::string_view text, std::uint64_t total, const Speller& speller,
                         const CountArticles& count) {
  for (const Reading& reading : other_readings(root, text, speller, count))
    if (count(reading.root) >= std::max<std::uint64_t>(1, total * kOverwhelming)) return reading.text;
  return {};
}

}  // namespace newshound
