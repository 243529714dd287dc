// Text as an input of the indexer, for tests of formats: what comes out of it.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "indexer/article_reader.h"

namespace newshound {

struct ReadResult : ArticleSink {
  std::vector<Article> articles;
  std::vector<std::string> problems, warnings;  // "line: message" with "(byte)" where there is one
  void accept(Article&& article, const Place&) override { articles.push_back(std::move(article)); }
  void warn(const Place& place, const Error& error) override { warnings.push_back(text(place, error)); }
  void reject(const Place& place, const Error& error, std::string_view) override { problems.push_back(text(place, error)); }
  void progress(std::uint64_t) override {}

  [[nodiscard]] std::vector<std::string> titles() const {
    std::vector<std::string> found;
    for (const Article& article : articles) found.push_back(article.title);
    return found;
  }

 private:
  static std::string text(const Place& place, const Error& error) {
    std::string where = std::to_string(place.line);
    if (place.byte) where += "(" + std::to_string(*place.byte) + ")";
    return where + ": " + (error.name.empty() ? "" : error.name + ": ") + error.message;
  }
};

// 2025-07-21; English where nothing else says.
inline ReadOptions read_options_for_tests() { return {"", "en", 1753100000, nullptr, nullptr}; }

inline ReadResult read_text(const std::string& content, const ReadOptions& options = read_options_for_tests()) {
  const int file = ::memfd_create("input", MFD_CLOEXEC);
  EXPECT_EQ(::write(file, content.data(), content.size()), static_cast<ssize_t>(content.size()));
  ReadResult result;
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  read_files({&path, 1}, options, result);
  ::close(file);
  return result;
}

}  // namespace newshound
