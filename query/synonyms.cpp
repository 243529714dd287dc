#include "query/synonyms.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include <fmt/format.h>

#include "analysis/language.h"
#include "analysis/normalizer.h"
#include "query/ast_builder.h"
#include "query/query_words.h"

namespace newshound {
namespace {

constexpr std::string_view kArrow = "=>";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string key_of(std::span<const QueryWord> words) {
  std::string key;
  for (const QueryWord& word : words) key += (key.empty() ? "" : " ") + word.form;
  return key;
}

tl::unexpected<Error> bad(std::string problem) { return tl::unexpected(Error{ErrorCode::kUnreadableInput, std::move(problem)}); }

Result<std::vector<std::vector<QueryWord>>> read_entries(std::string_view text) {
  std::vector<std::vector<QueryWord>> entries;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view entry = trimmed(text.substr(begin, end - begin));
    begin = end + 1;
    entries.push_back(query_words(entry, Exactness::kStem));
    if (entries.back().empty()) return bad("there is no word between two commas; write one, or take a comma away");
    if (entries.back().size() > kMaxSynonymWords)
      return bad(fmt::format("\"{}\" has over {} words; make it shorter", entry, kMaxSynonymWords));
  }
  if (entries.size() > kMaxSynonyms) return bad(fmt::format("over {} synonyms in a line; divide them", kMaxSynonyms));
  return entries;
}

bool is_plain(const AstNode& node) { return node.kind == NodeKind::kWord && !node.words[0].exact; }

// One word, or words that follow each other.
AstNode make_phrase(const std::vector<QueryWord>& words, const AstNode& place) {
  AstNode node;
  node.kind = words.size() == 1 ? NodeKind::kWord : NodeKind::kSequence;
  node.begin = place.begin;
  node.end = place.end;
  node.title = place.title;
  node.words = words;
  node.window = words.size() == 1 ? 0 : static_cast<std::uint32_t>(words.size());
  return node;
}

}  // namespace

Result<void> Synonyms::read_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string language(trimmed(line.substr(0, std::min(colon, line.size()))));
  if (colon == std::string_view::npos || (language != "*" && !is_language_tag(language)))
    return bad("no language before a colon; begin the line with one, as in \"en: uk, united kingdom\", or with \"*:\"");
  const std::string_view rest = line.substr(colon + 1);
  const std::size_t arrow = rest.find(kArrow);
  const bool one_way = arrow != std::string_view::npos;
  auto left = read_entries(one_way ? rest.substr(0, arrow) : rest);
  if (!left) return tl::unexpected(left.error());
  auto right = one_way ? read_entries(rest.substr(arrow + kArrow.size())) : left;
  if (!right) return tl::unexpected(right.error());
  if (!one_way && left->size() < 2) return bad("one entry alone is no synonym; write two, or \"a => b\"");
  for (const Words& entry : *left) {
    longest_ = std::max(longest_, entry.size());
    Entry made{language, {}};
    for (const Words& other : *right)
      if (key_of(other) != key_of(entry)) made.others.push_back(other);
    entries_[key_of(entry)].push_back(std::move(made));
  }
  return {};
}

Result<std::shared_ptr<const Synonyms>> Synonyms::parse(std::string_view text, std::string_view name) {
  if (text.size() > kMaxSynonymBytes) return bad(fmt::format("{}: has over {} bytes; divide it", name, kMaxSynonymBytes));
  auto made = std::make_shared<Synonyms>();
  const std::string normal = normalize(text);
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < normal.size();) {
    ++number;
    const std::size_t end = std::min(normal.find('\n', begin), normal.size());
    std::string_view line = std::string_view(normal).substr(begin, end - begin);
    begin = end + 1;
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (auto read = made->read_line(line); !read) return bad(fmt::format("{}:{}: {}", name, number, read.error().message));
  }
  return std::shared_ptr<const Synonyms>(std::move(made));
}

Result<std::shared_ptr<const Synonyms>> Synonyms::read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return bad(fmt::format("{}: can't be opened; give a file of synonyms, see docs/query-syntax.md", file.string()));
  std::string text(kMaxSynonymBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return parse(text, file.string());
}

const Synonyms::Entry* Synonyms::find(const std::string& key, std::span<const std::string> languages) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  const auto wanted = std::find_if(found->second.begin(), found->second.end(), [&](const Entry& entry) {
    return entry.language == "*" || std::find(languages.begin(), languages.end(), entry.language) != languages.end();
  });
  return wanted == found->second.end() ? nullptr : &*wanted;
}

AstNode Synonyms::group(AstNode self, const Entry& entry) const {
  AstNode made;
  made.kind = NodeKind::kOr;
  made.synonyms = true;
  made.begin = self.begin;
  made.end = self.end;
  const AstNode place = self;
  made.children.push_back(std::move(self));
  for (const Words& other : entry.others) made.children.push_back(make_phrase(other, place));
  return made;
}

// The longest entries first: "united kingdom" before "kingdom".
AstNode Synonyms::expand_row(const AstNode& row, std::span<const std::string> languages) const {
  std::vector<AstNode> children;
  for (std::size_t i = 0; i < row.children.size();) {
    std::size_t plain = 0;
    Words words;
    while (plain < longest_ && i + plain < row.children.size() && is_plain(row.children[i + plain]) &&
           row.children[i + plain].title == row.children[i].title)
      words.push_back(row.children[i + plain++].words[0]);
    const Entry* entry = nullptr;
    while (plain > 0 && entry == nullptr) {
      entry = find(key_of(std::span(words).first(plain)), languages);
      if (entry == nullptr) --plain;
    }
    if (entry == nullptr) {
      children.push_back(expand(row.children[i++], languages));
      continue;
    }
    AstNode self = row.children[i];
    if (plain > 1)
      self = make_and(
          {row.children.begin() + static_cast<std::ptrdiff_t>(i), row.children.begin() + static_cast<std::ptrdiff_t>(i + plain)});
    self.begin = row.children[i].begin;
    self.end = row.children[i + plain - 1].end;
    children.push_back(group(std::move(self), *entry));
    i += plain;
  }
  return make_and(std::move(children));
}

AstNode Synonyms::expand(const AstNode& root, std::span<const std::string> languages) const {
  if (is_plain(root)) {
    const Entry* entry = find(root.words[0].form, languages);
    return entry == nullptr ? root : group(root, *entry);
  }
  if (root.kind == NodeKind::kAnd) return expand_row(root, languages);
  if (root.kind != NodeKind::kOr) return root;  // what must not match is taken as it stands
  AstNode copy = root;
  for (AstNode& child : copy.children) child = expand(child, languages);
  return copy;
}

}  // namespace newshound
