// Words and phrases that stand for one another, from a file. Each line is
//   LANGUAGE: one, two words, three        each of them also finds the others
//   LANGUAGE: short => the long form, …    the left side also finds what is on the right, not the other way round
// LANGUAGE is a primary subtag (en), or * for every language; "#" begins a comment. Applied to plain words of a query, never
// inside quotes, with exact=1, or to wildcards and fields; what is found so is highlighted where it stands. Immutable, any number
// of threads.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.h"
#include "schemas/error.h"

namespace newshound {

inline constexpr std::size_t kMaxSynonymBytes = 4u << 20;  // of a file
inline constexpr std::size_t kMaxSynonymWords = 8;         // of one entry
inline constexpr std::size_t kMaxSynonyms = 32;            // that one entry stands for

class Synonyms {
 public:
  // kUnreadableInput as "name:line: problem".
  [[nodiscard]] static Result<std::shared_ptr<const Synonyms>> parse(std::string_view text, std::string_view name);
  [[nodiscard]] static Result<std::shared_ptr<const Synonyms>> read(const std::filesystem::path& file);

  // `root` with every plain word, or row of plain words that must all match, that has synonyms in one of `languages` replaced by
  // a group of it and its synonyms (AstNode::synonyms).
  [[nodiscard]] AstNode expand(const AstNode& root, std::span<const std::string> languages) const;

 private:
  using Words = std::vector<QueryWord>;
  struct Entry {
    std::string language;  // "*": every
    std::vector<Words> others;
  };

  [[nodiscard]] Result<void> read_line(std::string_view line);
  [[nodiscard]] const Entry* find(const std::string& key, std::span<const std::string> languages) const;
  [[nodiscard]] AstNode group(AstNode self, const Entry& entry) const;
  [[nodiscard]] AstNode expand_row(const AstNode& row, std::span<const std::string> languages) const;

  std::map<std::string, std::vector<Entry>> entries_;  // by folded words, divided by blanks
  std::size_t longest_ = 1;                            // words of an entry
};

}  // namespace newshound
