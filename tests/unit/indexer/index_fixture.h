// A temporary index and articles for it. Each test has a folder of its own, removed at the end.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "indexer/write_session.h"
#include "schemas/article.h"
#include "storage/snapshot.h"

namespace newshound {

inline Article make_article(const std::string& id, const std::string& title, const std::string& body,
                            const std::string& published = "2025-07-21") {
  Article article;
  article.id = id;
  article.url = "https://post.example/" + id;
  article.title = title;
  article.body = body;
  article.outlet = "The Post";
  article.topics = {"Energy", "Trade"};
  article.language = "en";
  if (const auto moment = parse_moment(published)) article.published = *moment;
  return article;
}

class IndexFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "newshound-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    index = folder / "index";
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  WriteReport write(WriteSession::Mode mode, const std::vector<Article>& articles, WriteOptions options = {}) const {
    WriteSession session(index, mode, std::move(options));
    for (const Article& article : articles) session.add(Article(article));
    return session.commit();
  }
  WriteReport build(const std::vector<Article>& articles) const { return write(WriteSession::Mode::kBuild, articles); }
  WriteReport add(const std::vector<Article>& articles) const { return write(WriteSession::Mode::kAdd, articles); }

  [[nodiscard]] std::vector<Article> articles() const {
    std::vector<Article> all;
    for_each_article(*Snapshot::open(index, 1), [&](Article&& article) { all.push_back(std::move(article)); });
    return all;
  }
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const Article& article : articles()) all.push_back(article.id);
    return all;
  }

  std::filesystem::path folder, index;
};

}  // namespace newshound
