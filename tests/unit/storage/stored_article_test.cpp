#include "storage/stored_article.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "storage/index_error.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;

Article full_article() {
  Article article;
  article.id = "post-4711";
  article.url = "https://post.example/4711?ref=a";
  article.canonical_url = "https://post.example/4711";
  article.title = "Storm over the Baltic";
  article.standfirst = "Ferries stay in port.";
  article.body = "First paragraph.\n\nÄ second one, with “quotes”.";
  article.authors = {"Ann Lee", "Jörg Ö", "Ann Lee"};
  article.outlet = "The Post";
  article.section = "Weather";
  article.topics = {"Storms", "Shipping"};
  article.places = {"Kiel"};
  article.language = "en";
  article.published = {1753113900, false};
  article.modified = {1753200000, true};
  article.embargoed_until = {-1, false};
  article.expires = {4102444800, false};
  article.status = Status::kCanceled;
  article.image = "https://post.example/4711.jpg";
  article.correction = "An earlier version named the wrong port.";
  article.wire_credit = "dpa";
  article.is_free = false;
  article.extra = R"({"priority":3})";
  return article;
}

std::string encoded(const Article& article) {
  std::string bytes;
  encode_article(article, bytes);
  return bytes;
}

TEST(StoredArticleTest, GivesBackWhatWasStored) {
  std::vector<Article> articles(7);
  articles[1].id = "only an id";
  articles[2] = full_article();
  articles[3].is_free = true;
  articles[4].body.assign(300'000, 'x');  // a length of three bytes
  articles[5].topics = {"", std::string("a\0b", 3), std::string(127, 'y'), std::string(128, 'z')};
  articles[6].status = Status::kWithheld;
  for (const Article& article : articles) EXPECT_EQ(decode_article(encoded(article), "text"), article) << article.id;
}

TEST(StoredArticleTest, AppendsToWhatIsThere) {
  std::string bytes = "before";
  encode_article(full_article(), bytes);
  EXPECT_EQ(bytes.substr(0, 6), "before");
  EXPECT_EQ(decode_article(std::string_view(bytes).substr(6), "text"), full_article());
}

TEST(StoredArticleTest, ARecordIsAllButTheId) {
  std::string bytes;
  encode_record(full_article(), bytes);
  Article without = full_article();
  without.id.clear();
  EXPECT_EQ(bytes, encoded(without));
  EXPECT_EQ(decode_article(bytes, "text"), without);
}

TEST(StoredArticleTest, TheBytesAreThoseOfTheFormat) {
  Article article;
  article.id = "a1";
  article.published = {1, true};
  EXPECT_EQ(encoded(article), std::string("\x01\x02"
                                          "a1"
                                          "\x0D\x09\x01\0\0\0\0\0\0\0\x01",
                                          15));
  EXPECT_EQ(encoded(Article{}), "");
}

TEST(StoredArticleTest, MembersOfLaterVersionsAreSkipped) {
  const std::string bytes = std::string("\xC8\x03new", 5) + encoded(full_article()) + std::string("\x64\0", 2);
  EXPECT_EQ(decode_article(bytes, "text"), full_article());
}

TEST(StoredArticleTest, DamageIsAnErrorThatNamesThePlace) {
  struct Case {
    const char* what;
    std::string bytes;
  };
  const std::vector<Case> cases = {
      {"no length", "\x01"},
      {"length over the end", std::string("\x01\x03"
                                          "ab",
                                          4)},
      {"length without end", "\x01\xFF\xFF"},
      {"length of six bytes", "\x01\x80\x80\x80\x80\x80\x01x"},
      {"greatest length", "\x01\xFF\xFF\xFF\xFF\x7F"},
      {"member 0", std::string("\0\x01x", 3)},
      {"short moment", std::string("\x0D\x01x", 3)},
      {"long moment", "\x0D\x0A" + std::string(10, '1')},
      {"unknown status", std::string("\x11\x01\x03", 3)},
      {"empty status", std::string("\x11\0", 2)},
      {"long is_free", std::string("\x15\x02\x01\x01", 4)},
  };
  for (const Case& c : cases) {
    try {
      (void)decode_article(c.bytes, "segments/000003/text: document 7");
      ADD_FAILURE() << c.what;
    } catch (const IndexError& error) {
      EXPECT_EQ(error.kind(), IndexError::Kind::kDamaged) << c.what;
      EXPECT_THAT(error.what(), HasSubstr("segments/000003/text: document 7")) << c.what;
    }
  }
}

TEST(StoredArticleTest, AnyCutOrChangedByteIsAnArticleOrAnError) {
  const std::string whole = encoded(full_article());
  int errors = 0;
  const auto read = [&](const std::string& bytes) {
    try {
      (void)decode_article(bytes, "text");
    } catch (const IndexError&) {
      ++errors;
    }
  };
  for (std::size_t size = 0; size < whole.size(); ++size) read(whole.substr(0, size));
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      read(changed);
    }
  EXPECT_GT(errors, 100);
}

}  // namespace
}  // namespace newshound
