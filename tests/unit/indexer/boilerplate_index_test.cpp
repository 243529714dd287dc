// What was learned of an outlet's pages, from a build on: what writes an index keeps it and leaves it out.
#include <gmock/gmock.h>

#include "storage/check.h"
#include "storage/index_error.h"
#include "storage/index_settings.h"
#include "storage/writer_lock.h"
#include "tests/unit/indexer/made_up_pages.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class BoilerplateIndexTest : public IndexFixture {
 protected:
  WriteReport write_pages(WriteSession::Mode mode, const std::vector<Article>& pages, const std::string& from = "",
                          WriteOptions options = {}) const {
    WriteSession session(index, mode, std::move(options));
    for (const Article& page : pages) session.add_page(Article(page), from);
    return session.commit();
  }
  [[nodiscard]] std::string body_of(const std::string& id) const {
    for (const Article& article : articles())
      if (article.id == id) return article.body;
    return "missing";
  }
};

TEST_F(BoilerplateIndexTest, AddDeleteAndMergeGoOnWithWhatBuildLearned) {
  std::vector<Article> pages = pages_of(51, every(1, kForm));
  const Article last = pages.back();
  pages.pop_back();
  EXPECT_EQ(write_pages(WriteSession::Mode::kBuild, pages).repeated, 1u);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(body_of(fmt::format("p{}", i)), join({news(i), news(i, "inquiry")}));
  EXPECT_EQ(write_pages(WriteSession::Mode::kAdd, {last}).added, 1u);
  EXPECT_EQ(body_of("p50"), join({news(50), news(50, "inquiry")}));
  EXPECT_EQ(write_pages(WriteSession::Mode::kAdd, {last}).unchanged, 1u) << "compared as it is stored";
  Article record = last;
  record.id = "record";
  add({record});
  EXPECT_EQ(body_of("record"), record.body) << "a structured article keeps it";
  delete_documents(index, {{"p50"}, {}}, {});
  merge_index(index, true, {});
  remove_unreferenced(index, std::chrono::seconds(0));
  EXPECT_EQ(write_pages(WriteSession::Mode::kAdd, {last}).added, 1u);
  EXPECT_EQ(body_of("p50"), join({news(50), news(50, "inquiry")}));
  EXPECT_EQ(read_catalog(index).boilerplate->name, "settings-000001/boilerplate");
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(BoilerplateIndexTest, TheNextBuildLearnsAnewAndSaysWhatItForgets) {
  write_pages(WriteSession::Mode::kBuild, pages_of(50, every(1, kForm)));
  const std::string known = read_boilerplate(index, read_catalog(index));
  WriteReport report = write_pages(WriteSession::Mode::kBuild, pages_of(50, every(1, "Another form that is on every page.")));
  EXPECT_EQ(report.dropped_boilerplate, "") << "what was learned is replaced by what is learned";
  EXPECT_THAT(read_boilerplate(index, read_catalog(index)), HasSubstr("Another form"));
  report = build(articles());
  EXPECT_EQ(report.dropped_boilerplate, "settings-000002/boilerplate");
  EXPECT_FALSE(read_catalog(index).boilerplate);
  WriteOptions options;
  options.boilerplate = *Boilerplate::parse(known, "known");
  write(WriteSession::Mode::kBuild, {make_article("1", "A title", kForm)}, options);
  EXPECT_EQ(read_boilerplate(index, read_catalog(index)), known);
  EXPECT_EQ(body_of("1"), kForm);
}

TEST_F(BoilerplateIndexTest, PagesWithoutAnOutletAreTakenByTheirFolder) {
  std::vector<Article> pages = pages_of(51, every(1, kForm));
  for (Article& page : pages) page.outlet.clear();
  const Article last = pages.back();
  pages.pop_back();
  {
    WriteSession session(index, WriteSession::Mode::kBuild, {});
    for (int i = 0; i < 50; ++i) session.add_page(Article(pages[static_cast<std::size_t>(i)]), "scraped");
    for (int i = 0; i < 900; ++i) {
      Article other = page_of(1000 + i, {news(i, "letter"), news(i, "notice"), fmt::format("{}", i)});
      other.outlet.clear();
      session.add_page(std::move(other), "elsewhere");
    }
    EXPECT_EQ(session.commit().repeated, 1u);
  }
  EXPECT_EQ(body_of("p7"), join({news(7), news(7, "inquiry")}));
  write_pages(WriteSession::Mode::kAdd, {last}, "today");
  EXPECT_EQ(body_of("p50"), join({news(50), news(50, "inquiry")}));
}

TEST_F(BoilerplateIndexTest, NothingIsAddedToAnIndexWhoseFileIsDamaged) {
  write_pages(WriteSession::Mode::kBuild, pages_of(50, every(1, kForm)));
  std::filesystem::resize_file(index / "settings-000001/boilerplate", 3);
  try {
    const WriteSession session(index, WriteSession::Mode::kAdd, {});
    FAIL() << "an add that leaves out less than the build";
  } catch (const IndexError& error) {
    EXPECT_EQ(error.kind(), IndexError::Kind::kDamaged);
    EXPECT_THAT(error.what(), HasSubstr("settings-000001/boilerplate"));
  }
}

}  // namespace
}  // namespace newshound
