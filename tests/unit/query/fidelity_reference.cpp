#include "tests/unit/query/fidelity_reference.h"

#include <algorithm>
#include <functional>

#include "analysis/fold.h"
#include "analysis/tokenizer.h"

namespace newshound {

Reference::Reference(const std::vector<Article>& articles) {
  for (const Article& article : articles) {
    ReferenceArticle& made = articles_.emplace_back();
    made.article = article;
    const std::string* texts[] = {&article.title, &article.standfirst, &article.body};
    for (std::size_t p = 0; p < 3; ++p) {
      Tokenizer tokenizer(*texts[p]);
      for (Token token; tokenizer.next(token);) {
        std::vector<std::string> stems;
        analyzer_.stems(token, stems);
        made.parts[p].push_back({std::string(token.form), {stems.begin(), stems.end()}});
        stems_by_form_[std::string(token.form)].insert(stems.begin(), stems.end());
      }
    }
  }
}

std::set<std::string> Reference::stems_of(const QueryWord& word) const {
  std::vector<std::string> own;
  analyzer_.stems(word.word, word.form, own);
  std::set<std::string> stems(own.begin(), own.end());
  if (const auto found = stems_by_form_.find(word.form); found != stems_by_form_.end())
    stems.insert(found->second.begin(), found->second.end());
  return stems;
}

bool Reference::fills(const ReferenceWord& word, const QueryWord& wanted, const std::set<std::string>& stems) const {
  if (wanted.exact) return word.form == wanted.form;
  return std::any_of(word.stems.begin(), word.stems.end(), [&](const std::string& stem) { return stems.contains(stem); });
}

// Tries every way of giving the words of the query different places within the window.
Marked Reference::sequence(const AstNode& node, const std::vector<ReferenceWord>& words) const {
  const std::size_t count = node.words.size(), window = std::max<std::size_t>(node.window, count);
  std::vector<std::vector<std::size_t>> places(count);
  for (std::size_t k = 0; k < count; ++k) {
    const std::set<std::string> stems = stems_of(node.words[k]);
    for (std::size_t i = 0; i < words.size(); ++i)
      if (fills(words[i], node.words[k], stems)) places[k].push_back(i);
  }
  Marked marked;
  std::vector<std::size_t> chosen;
  const std::function<void()> choose = [&] {
    if (chosen.size() == count) return marked.insert(chosen.begin(), chosen.end()), void();
    for (const std::size_t place : places[chosen.size()]) {
      if (std::find(chosen.begin(), chosen.end(), place) != chosen.end()) continue;
      if (node.ordered && !chosen.empty() && place < chosen.back()) continue;
      chosen.push_back(place);
      const auto [least, most] = std::minmax_element(chosen.begin(), chosen.end());
      if (*most - *least < window) choose();
      chosen.pop_back();
    }
  };
  choose();
  return marked;
}

void Reference::collect(const AstNode& node, const ReferenceArticle& article, std::array<Marked, 3>& marks) const {
  switch (node.kind) {
    case NodeKind::kAnd:
    case NodeKind::kOr:
      for (const AstNode& child : node.children) collect(child, article, marks);
      return;
    case NodeKind::kWord:
    case NodeKind::kSequence:
    case NodeKind::kPrefix: break;
    default: return;
  }
  for (std::size_t p = 0; p < (node.title ? 1u : 3u); ++p) {
    const std::vector<ReferenceWord>& words = article.parts[p];
    if (node.kind == NodeKind::kPrefix) {
      for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].form.starts_with(node.words[0].form)) marks[p].insert(i);
    } else {
      const Marked found = sequence(node, words);
      marks[p].insert(found.begin(), found.end());
    }
  }
}

std::array<Marked, 3> Reference::marks(const AstNode& node, const ReferenceArticle& article) const {
  std::array<Marked, 3> marks;
  collect(node, article, marks);
  return marks;
}

bool Reference::matches(const AstNode& node, const ReferenceArticle& article) const {
  const auto child_matches = [&](const AstNode& child) { return matches(child, article); };
  switch (node.kind) {
    case NodeKind::kAll: return true;
    case NodeKind::kAnd: return std::all_of(node.children.begin(), node.children.end(), child_matches);
    case NodeKind::kOr: return std::any_of(node.children.begin(), node.children.end(), child_matches);
    case NodeKind::kNot: return !matches(node.children[0], article);
    case NodeKind::kField: {
      const auto values = field_values(article.article, node.field);
      return std::any_of(values.begin(), values.end(),
                         [&](std::string_view value) { return fold_value(value) == fold_value(node.value); });
    }
    case NodeKind::kDates: {
      const std::int64_t at = article.article.published.seconds_utc;
      if (at == kUndated) return false;
      return (node.from_utc == kUndated || at >= node.from_utc) && (node.to_utc == kUndated || at < node.to_utc);
    }
    default: {
      const std::array<Marked, 3> found = marks(node, article);
      return std::any_of(found.begin(), found.end(), [](const Marked& part) { return !part.empty(); });
    }
  }
}

}  // namespace newshound
