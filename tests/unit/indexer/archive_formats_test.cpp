// Web archives and packed files.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "indexer/archived_response.h"
#include "tests/unit/indexer/packed.h"
#include "tests/unit/indexer/read_text.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kText =
    "The harbour office has opened the new quay to traffic after eleven years of work, and the first ship was a ferry from "
    "Marrowby. "
    "Nobody knows what it has cost, but the council will hear the figures on Thursday, when it meets again in the old town hall.";

std::string page(const std::string& title) {
  return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><article><h1>" +
         title + "</h1><p>" + kText + "</p></article></body></html>";
}

std::string record(const std::string& headers, const std::string& block, const std::string& version = "1.0") {
  return "WARC/" + version + "\r\n" + headers + "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block +
         "\r\n\r\n";
}

std::string response(const std::string& url, const std::string& http, const std::string& version = "1.0") {
  return record("WARC-Type: response\r\nWARC-Target-URI: " + url + "\r\nContent-Type: application/http; msgtype=response\r\n",
                http, version);
}

std::string ok(const std::string& headers, const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + headers + "\r\n" + body;
}

const std::string kInfo = record("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n", "software: test\r\n");

TEST(WarcTest, PagesOfEveryEncodingAndVersion) {
  const std::string well = "5; x=y\r\n" + page("two").substr(0, 5) + "\r\n" +
                           fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", page("two").size() - 5, page("two").substr(5));
  const std::string crawl =
      kInfo + response("https://x.example/1", ok("", page("one"))) +
      response("<https://x.example/2>", ok("Transfer-Encoding: chunked\r\n", well), "1.1") +
      response("https://x.example/3", ok("Content-Encoding: gzip\r\n", gzip(page("three")))) +
      response("https://x.example/gone", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page("gone")) +
      response("https://x.example/data", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}") +
      record("WARC-Type: request\r\nContent-Type: application/http; msgtype=request\r\n", "GET / HTTP/1.1\r\n\r\n") +
      record("WARC-Type: resource\r\nWARC-Target-URI: https://x.example/4\r\nContent-Type: text/html\r\n", page("four")) +
      response("https://x.example/5", ok("Transfer-Encoding: chunked\r\n", page("five"))) +
      response("https://x.example/6", ok("Content-Encoding: gzip\r\n", page("six")));
  for (const std::string& file : {crawl, gzip(crawl), zstd(crawl)}) {
    const ReadResult got = read_text(file);
    EXPECT_THAT(got.titles(), ElementsAre("one", "two", "three", "four", "five", "six"));
    EXPECT_THAT(got.problems, IsEmpty());
    EXPECT_THAT(got.warnings, ElementsAre(HasSubstr("chunked, which it isn't"), HasSubstr("gzip, which it isn't")));
    ASSERT_THAT(got.articles, SizeIs(6));
    EXPECT_EQ(got.articles[1].url, "https://x.example/2");
    EXPECT_THAT(got.articles[2].body, HasSubstr("the first ship was a ferry from Marrowby"));
  }
}

TEST(WarcTest, ADamagedRecordIsNamedAndTheOthersGoIn) {
  const std::string one = response("https://x.example/1", ok("", page("one"))),
                    three = response("https://x.example/3", ok("", page("three")));
  const std::string at = "0(" + std::to_string(one.size()) + "): ";
  std::string longer = response("https://x.example/2", ok("", page("two")));
  longer.replace(longer.find("Content-Length: "), 16, "Content-Length: 9");  // 9xxx: far beyond
  std::string shorter = response("https://x.example/2", ok("", page("two")));
  const std::size_t digits = shorter.find("Content-Length: ") + 16;
  shorter.erase(digits + 1, 1);
  const struct {
    std::string name, damaged, problem;
  } cases[] = {
      {"a length too small", shorter, at + "the record of https://x.example/2 is not followed"},
      {"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\n", at + "is a record without Content-Length"},
      {"another version", "WARC/7.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", at + "is a record of a WARC version"},
      {"no HTTP", response("https://x.example/2", "FTP/1.1\r\n\r\n"), at + "https://x.example/2: is no HTTP response"},
      {"an encoding", response("https://x.example/2", ok("Content-Encoding: br\r\n", "x")),
       at + "https://x.example/2: the body is encoded with \"br\""},
      {"garbage", "garbage\r\n\r\n", at + "what stands here is no WARC record"},
  };
  for (const auto& c : cases) {
    const ReadResult got = read_text(one + c.damaged + three);
    EXPECT_THAT(got.titles(), ElementsAre("one", "three")) << c.name;
    ASSERT_FALSE(got.problems.empty()) << c.name;
    EXPECT_THAT(got.problems[0], HasSubstr(c.problem)) << c.name;
  }
  const ReadResult cut = read_text(one + longer);
  EXPECT_THAT(cut.titles(), ElementsAre("one"));
  EXPECT_THAT(cut.problems, ElementsAre(HasSubstr("is cut: the file ends before")));
}

TEST(WarcTest, ADamagedMemberCostsItsRecordAlone) {
  std::string two = gzip(response("https://x.example/2", ok("", page("two"))));
  for (std::size_t i = two.size() / 2; i < two.size() / 2 + 20; ++i) two[i] = static_cast<char>(~two[i]);
  const ReadResult got = read_text(gzip(response("https://x.example/1", ok("", page("one")))) + two +
                                   gzip(response("https://x.example/3", ok("", page("three")))));
  EXPECT_THAT(got.titles(), ElementsAre("one", "three"));
  ASSERT_FALSE(got.problems.empty());
  EXPECT_THAT(got.problems[0], HasSubstr("damaged gzip data"));
}

TEST(WarcTest, ArcIsNamed) {
  EXPECT_THAT(read_text("filedesc://x.arc 0.0.0.0 20250101000000 text/plain 76\n").problems,
              ElementsAre(HasSubstr("is an ARC file")));
}

TEST(HttpMessageTest, WhatABodyUnpacksToIsBounded) {
  const auto bomb =
      parse_archived_response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip(std::string(5u << 20, 'x')), 1u << 20);
  ASSERT_FALSE(bomb);
  EXPECT_THAT(bomb.error().message, HasSubstr("unpacks to over"));
  EXPECT_FALSE(parse_archived_response("HTTP/1.1 200 OK\r\nno end", 100));
  EXPECT_FALSE(parse_archived_response("HTTP/1.1\r\n\r\n", 100));
  const auto cut = parse_archived_response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nff\nabc", 100);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->body, "abc");
  EXPECT_THAT(cut->repaired, HasSubstr("cut"));
}

TEST(PackedTest, ZstdFramesAreOneStreamAndDamageIsNamed) {
  const std::string one = "{\"title\":\"one\"}\n", two = "{\"title\":\"two\"}\n";
  EXPECT_THAT(read_text(zstd(one) + zstd(two)).titles(), ElementsAre("one", "two"));
  const std::string skippable("\x50\x2A\x4D\x18\x02\0\0\0ab", 10);
  EXPECT_THAT(read_text(skippable + zstd(one)).titles(), ElementsAre("one"));
  const ReadResult cut = read_text(zstd(one) + zstd(two).substr(0, 12));
  EXPECT_THAT(cut.titles(), ElementsAre("one"));
  EXPECT_THAT(cut.problems, ElementsAre(HasSubstr("truncated zstd data")));
  const ReadResult behind = read_text(zstd(one) + "garbage");
  EXPECT_THAT(behind.problems, ElementsAre(HasSubstr("what follows the zstd data")));
}

TEST(PackedTest, WhatUnpacksTooFarIsRefused) {
  const ReadResult got = read_text(zstd("{\"title\":\"one\"}\n" + std::string(100u << 20, '\n')));
  EXPECT_THAT(got.titles(), ElementsAre("one"));
  EXPECT_THAT(got.problems, ElementsAre(HasSubstr("unpacks to more than")));
}

}  // namespace
}  // namespace newshound
