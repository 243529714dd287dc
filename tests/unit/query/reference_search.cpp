#include "tests/unit/query/reference_search.h"

#include <algorithm>
#include <functional>

#include "analysis/analyzer.h"
#include "analysis/fold.h"
#include "analysis/tokenizer.h"

namespace newshound {
namespace {

constexpr TextPart kParts[] = {TextPart::kTitle, TextPart::kStandfirst, TextPart::kBody};

const Analyzer& analyzer_of(const std::string& language) {
  static std::map<std::string, Analyzer> analyzers;
  return analyzers.try_emplace(language, language).first->second;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& item) { return b.contains(item); });
}

// Calls `found` with the places of every way to give each slot a place of its own within the window, in order if `ordered`, until
// it returns false.
class Occurrences {
 public:
  using Found = std::function<bool(const std::vector<std::size_t>&)>;
  Occurrences(const std::vector<std::vector<std::size_t>>& places, std::size_t window, bool ordered, Found found)
      : places_(places), window_(window), ordered_(ordered), found_(std::move(found)) {}

  bool search() {
    if (chosen_.size() == places_.size()) return found_(chosen_);
    for (const std::size_t place : places_[chosen_.size()]) {
      if (!fits(place)) continue;
      chosen_.push_back(place);
      const bool more = search();
      chosen_.pop_back();
      if (!more) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] bool fits(std::size_t place) const {
    return std::all_of(chosen_.begin(), chosen_.end(), [&](std::size_t other) {
      const std::size_t distance = place > other ? place - other : other - place;
      return distance != 0 && distance < window_ && (!ordered_ || place > other);
    });
  }

  const std::vector<std::vector<std::size_t>>& places_;
  std::size_t window_;
  bool ordered_;
  Found found_;
  std::vector<std::size_t> chosen_;
};

bool is_written(std::string_view written, const std::string& spelling, NodeKind kind) {
  if (kind == NodeKind::kPrefix) return written.starts_with(spelling);
  return spelling.empty() || written == spelling;
}

std::size_t window_of(const AstNode& node) { return std::max<std::size_t>(node.window, node.words.size()); }

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) words.emplace(token.form);
  return words;
}

bool has_value(const AstNode& node, const Article& article) {
  const auto values = field_values(article, node.field);
  if (field_row(node.field).match == ValueMatch::kWords && !node.quoted) {
    const std::set<std::string> wanted = words_of(node.value);
    return std::any_of(values.begin(), values.end(), [&](std::string_view value) {
      const std::set<std::string> has = words_of(value);
      return std::includes(has.begin(), has.end(), wanted.begin(), wanted.end());
    });
  }
  return std::any_of(values.begin(), values.end(),
                     [&](std::string_view value) { return fold_value(value) == fold_value(node.value); });
}

bool is_in(const AstNode& dates, const Moment& published) {
  if (published.seconds_utc == kUndated) return false;
  const bool from = dates.from_utc == kUndated || published.seconds_utc >= dates.from_utc;
  const bool to = dates.to_utc == kUndated || published.seconds_utc < dates.to_utc;
  return from && to;
}

std::vector<Span> joined(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::vector<Span> made;
  for (const Span& span : spans) {
    if (!made.empty() && span.begin < made.back().end) {
      made.back().end = std::max(made.back().end, span.end);
    } else {
      made.push_back(span);
    }
  }
  return made;
}

}  // namespace

std::string_view text_of(const Article& article, TextPart part) {
  if (part == TextPart::kTitle) return article.title;
  return part == TextPart::kStandfirst ? article.standfirst : article.body;
}

ReferenceSearch::ReferenceSearch(std::vector<Article> articles) : articles_(std::move(articles)) {
  for (const Article& article : articles_) index(article);
}

void ReferenceSearch::index(const Article& article) {
  languages_.insert(article.language);
  const Analyzer& analyzer = analyzer_of(article.language);
  Indexed& made = indexed_.emplace_back();
  for (const TextPart part : kParts) {
    Tokenizer tokenizer(text_of(article, part));
    std::vector<std::string> stems;
    for (Token token; tokenizer.next(token);) {
      const auto [number, fresh] = form_numbers_.try_emplace(std::string(token.form), forms_.size());
      if (fresh) {
        forms_.emplace_back(token.form);
        form_stems_.emplace_back();
      }
      stems.clear();
      analyzer.stems(token, stems);
      form_stems_[number->second].insert(stems.begin(), stems.end());
      made.stems.insert(stems.begin(), stems.end());
      if (part == TextPart::kTitle) made.title_stems.insert(stems.begin(), stems.end());
      made.parts[static_cast<std::size_t>(part)].push_back(
          {number->second, {token.begin, token.end}, text_of(article, part).substr(token.begin, token.end - token.begin)});
    }
  }
}

ReferenceSearch::Meaning ReferenceSearch::make_meaning(const QueryWord& word, bool prefix) const {
  std::vector<std::string> stems;
  for (const std::string& language : languages_) analyzer_of(language).stems(word.word, word.form, stems);
  Meaning made{{stems.begin(), stems.end()}, {}};
  const auto known = form_numbers_.find(word.form);
  if (known != form_numbers_.end()) made.stems.insert(form_stems_[known->second].begin(), form_stems_[known->second].end());
  for (std::size_t f = 0; f < forms_.size(); ++f) {
    if (prefix) {
      made.forms.push_back(forms_[f].starts_with(word.form));
    } else {
      made.forms.push_back(word.exact ? forms_[f] == word.form : meet(form_stems_[f], made.stems));
    }
  }
  return made;
}

const ReferenceSearch::Meaning& ReferenceSearch::meaning(const QueryWord& word, bool prefix) const {
  const std::string key = word.word + (prefix ? " prefix" : word.exact ? " exact" : " word");
  const auto known = meanings_.find(key);
  return known != meanings_.end() ? known->second : meanings_.emplace(key, make_meaning(word, prefix)).first->second;
}

bool ReferenceSearch::has_stem(const QueryWord& word, const std::set<std::string>& stems) const {
  return meet(meaning(word, false).stems, stems);
}

ReferenceSearch::Places ReferenceSearch::places(const AstNode& node, const Words& words) const {
  Places places;
  for (const QueryWord& word : node.words) {
    const std::vector<bool>& fill = meaning(word, node.kind == NodeKind::kPrefix).forms;
    std::vector<std::size_t>& of_word = places.emplace_back();
    for (std::size_t p = 0; p < words.size(); ++p)
      if (fill[words[p].form] && is_written(words[p].written, word.spelling, node.kind)) of_word.push_back(p);
  }
  return places;
}

bool ReferenceSearch::has_sequence(const AstNode& node, const Indexed& article, TextParts parts) const {
  for (const TextPart part : kParts) {
    if (!holds(node.title ? kTitleOnly : parts, part)) continue;
    const Places places = this->places(node, article.parts[static_cast<std::size_t>(part)]);
    bool found = false;
    Occurrences(places, window_of(node), node.ordered, [&](const auto&) {
      found = true;
      return false;
    }).search();
    if (found) return true;
  }
  return false;
}

bool ReferenceSearch::matches(const AstNode& node, std::size_t article, TextParts parts) const {
  const auto child = [&](const AstNode& c) { return matches(c, article, parts); };
  const Indexed& indexed = indexed_[article];
  switch (node.kind) {
    case NodeKind::kAll: return true;
    case NodeKind::kWord:
      if (node.words[0].exact) return has_sequence(node, indexed, parts);
      if (!node.title && parts != kAllParts && parts != kTitleOnly)
        return has_stem(node.words[0], indexed.stems) && has_sequence(node, indexed, parts);
      return has_stem(node.words[0], node.title || parts == kTitleOnly ? indexed.title_stems : indexed.stems);
    case NodeKind::kSequence:
      return std::all_of(node.words.begin(), node.words.end(),
                         [&](const QueryWord& word) { return has_stem(word, indexed.stems); }) &&
             has_sequence(node, indexed, parts);
    case NodeKind::kPrefix: return has_sequence(node, indexed, parts);
    case NodeKind::kField: return has_value(node, articles_[article]);
    case NodeKind::kDates: return is_in(node, articles_[article].published);
    case NodeKind::kAnd: return std::all_of(node.children.begin(), node.children.end(), child);
    case NodeKind::kOr: return std::any_of(node.children.begin(), node.children.end(), child);
    case NodeKind::kNot: return !child(node.children[0]);
  }
  return false;
}

std::vector<Span> ReferenceSearch::spans(const AstNode& node, std::size_t article, TextPart part, TextParts parts) const {
  std::vector<Span> found;
  collect(node, indexed_[article].parts[static_cast<std::size_t>(part)], part == TextPart::kTitle, holds(parts, part), found);
  return joined(std::move(found));
}

void ReferenceSearch::collect(const AstNode& node, const Words& words, bool title, bool wanted, std::vector<Span>& spans) const {
  if (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr)
    for (const AstNode& child : node.children) collect(child, words, title, wanted, spans);
  if (node.words.empty() || !(node.title ? title : wanted)) return;
  const bool phrase = node.ordered && window_of(node) == node.words.size();
  std::set<std::size_t> taking_part;
  const Places places = this->places(node, words);
  Occurrences(places, window_of(node), node.ordered, [&](const std::vector<std::size_t>& occurrence) {
    if (phrase) {
      spans.push_back({words[occurrence.front()].span.begin, words[occurrence.back()].span.end});
    } else {
      taking_part.insert(occurrence.begin(), occurrence.end());
    }
    return true;
  }).search();
  for (const std::size_t place : taking_part) spans.push_back(words[place].span);
}

}  // namespace newshound
