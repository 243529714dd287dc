// Generated articles and a temporary index of them, for the benchmarks of the layers above. The index is removed at the end.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "corpus/article_generator.h"
#include "indexer/article_parser.h"
#include "indexer/write_session.h"

namespace newshound {

// `count` lines of JSON, the same at every call.
inline std::vector<std::string> generated_lines(std::size_t count) {
  GeneratorOptions options;
  options.seed = 20251124;
  auto generator = ArticleGenerator::create(options);
  if (!generator) throw std::runtime_error(generator.error().message);
  std::vector<std::string> lines(count);
  for (std::string& line : lines) {
    generator->append_article(line);
    line.pop_back();
  }
  return lines;
}

inline std::vector<Article> generated_articles(std::size_t count) {
  ArticleParser parser({"en", 1767225600});
  std::vector<Article> articles;
  for (const std::string& line : generated_lines(count)) articles.push_back(parser.parse(line).article.value());
  return articles;
}

class TemporaryIndex {
 public:
  TemporaryIndex() {
    std::string pattern = (std::filesystem::temp_directory_path() / "newshound-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
  }
  ~TemporaryIndex() { std::filesystem::remove_all(folder_); }
  TemporaryIndex(const TemporaryIndex&) = delete;
  TemporaryIndex& operator=(const TemporaryIndex&) = delete;

  [[nodiscard]] std::filesystem::path path() const { return folder_ / "index"; }
  WriteReport build(const std::vector<Article>& articles) const {
    WriteSession session(path(), WriteSession::Mode::kBuild, {});
    for (const Article& article : articles) session.add(Article(article));
    return session.commit();
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace newshound
