// The cache of answers, their ETags, and compression.
#include "searchd/response_cache.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "searchd/gzip.h"

namespace newshound {
namespace {

std::shared_ptr<const StoredAnswer> stored(std::size_t bytes, const Validity& validity, std::int64_t minute = kNoMinute) {
  auto answer = std::make_shared<StoredAnswer>();
  answer->body = std::string(bytes, 'x');
  answer->validity = validity;
  answer->minute = minute;
  return answer;
}

TEST(ResponseCacheTest, KeepsAnswersWhileTheyAreTrue) {
  ResponseCache cache(1 << 20);
  const Validity now{1, 2, 3};
  cache.add("a", stored(10, now));
  cache.add("b", stored(10, now, 100));
  EXPECT_NE(cache.find("a", now, 100), nullptr);
  EXPECT_NE(cache.find("b", now, 100), nullptr);
  EXPECT_EQ(cache.find("b", now, 101), nullptr);  // the clock counts in it
  EXPECT_NE(cache.find("a", now, 101), nullptr);
  for (const Validity& later : {Validity{2, 2, 3}, Validity{1, 3, 3}, Validity{1, 2, 4}}) {
    cache.add("a", stored(10, now));
    EXPECT_EQ(cache.find("a", later, 100), nullptr);
    EXPECT_EQ(cache.find("a", now, 100), nullptr);  // gone, not hidden
  }
  EXPECT_EQ(cache.bytes(), 0u);
  EXPECT_EQ(cache.size(), 0u);
}

TEST(ResponseCacheTest, IsBoundedInBytes) {
  ResponseCache cache(100'000);
  const Validity now;
  for (int i = 0; i < 1000; ++i) {
    cache.add(std::to_string(i), stored(1000, now));
    ASSERT_LE(cache.bytes(), 100'000u);
    if (i > 0) {
      ASSERT_NE(cache.find("0", now, 0), nullptr) << i;  // used each time, so it stays
    }
  }
  EXPECT_NE(cache.find("999", now, 0), nullptr);
  EXPECT_EQ(cache.find("1", now, 0), nullptr);
  cache.add("huge", stored(50'000, now));
  EXPECT_EQ(cache.find("huge", now, 0), nullptr);
  cache.set_limit(5'000);
  EXPECT_LE(cache.bytes(), 5'000u);
  cache.clear();
  EXPECT_EQ(cache.bytes(), 0u);
  ResponseCache none(0);
  none.add("a", stored(0, now));
  EXPECT_EQ(none.find("a", now, 0), nullptr);
}

TEST(EntityTagTest, SaysWhetherAnAnswerIsStillTheOne) {
  const Validity now{41, 2, 0};
  const std::string tag = entity_tag(now, kNoMinute, 77), timed = entity_tag(now, 1000, 77);
  EXPECT_EQ(tag, "W/\"29.2.0.-.4d\"");
  EXPECT_EQ(present_entity_tag(tag, now, 1000, 77), tag);
  EXPECT_EQ(present_entity_tag("\"x\", " + tag.substr(2), now, 1000, 77), tag);
  EXPECT_EQ(present_entity_tag(timed, now, 1000, 77), timed);
  EXPECT_EQ(present_entity_tag(timed, now, 1001, 77), "");
  EXPECT_EQ(present_entity_tag(tag, {42, 2, 0}, 1000, 77), "");
  EXPECT_EQ(present_entity_tag(tag, {41, 3, 0}, 1000, 77), "");
  EXPECT_EQ(present_entity_tag(tag, now, 1000, 78), "");
  EXPECT_EQ(present_entity_tag("", now, 1000, 77), "");
}

TEST(GzipTest, ComesBackAsItWas) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "article " + std::to_string(i);
  const std::string small = gzip(text);
  EXPECT_LT(small.size(), text.size() / 3);
  std::string back(text.size() + 1, '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(small.data()));
  stream.avail_in = static_cast<uInt>(small.size());
  stream.next_out = reinterpret_cast<Bytef*>(back.data());
  stream.avail_out = static_cast<uInt>(back.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  back.resize(stream.total_out);
  inflateEnd(&stream);
  EXPECT_EQ(back, text);
}

TEST(GzipTest, IsForThoseWhoTakeIt) {
  for (const char* yes : {"gzip", "deflate, GZIP;q=0.5, br", "*", "br,gzip", "gzip;q=0.001"})
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  for (const char* no : {"", "br", "gzip;q=0", "*, gzip; q=0.0", "identity", "xgzip", "*;q=0"})
    EXPECT_FALSE(accepts_gzip(no)) << no;
}

}  // namespace
}  // namespace newshound
