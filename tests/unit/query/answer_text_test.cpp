#include "query/answer_text.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "query/answer_csv.h"

namespace newshound {
namespace {

SearchAnswer sample_answer() {
  SearchAnswer answer;
  Hit hit;
  hit.article.id = "a-1";
  hit.article.title = "Apple backdoor";
  hit.article.outlet = "PYMNTS";
  hit.article.topics = {"tech", "law, courts"};
  hit.article.published = {1753056000, true};
  hit.score = 7.25;
  hit.highlight = {
      "\x02"
      "Apple\x03 backdoor",
      {"an \x02"
       "apple\x03 a day"},
      ""};
  answer.hits.push_back(hit);
  answer.total = 12;
  answer.limit = 1;
  answer.page = 3;
  answer.took_ms = 0.4;
  return answer;
}

TEST(AnswerTextTest, ShowsHitsForPeople) {
  EXPECT_EQ(answer_to_text(sample_answer(), {}),
            "3. *Apple* backdoor\n   PYMNTS \u00b7 2025-07-21 \u00b7 tech, law, courts\n   an *apple* a day\n   a-1\n");
  EXPECT_NE(answer_to_text(sample_answer(), {.colour = true}).find("an \x1b[33mapple\x1b[39m a day"), std::string::npos);
  EXPECT_EQ(total_line(sample_answer()), "12 articles, best first; 3 to 3 shown (0.4 ms)");
  EXPECT_EQ(total_line(SearchAnswer{}), "0 articles (0 ms)");
}

TEST(AnswerTextTest, NothingInAnArticleReachesTheTerminalAsControl) {
  struct Case {
    std::string text, shown;
  };
  const Case cases[] = {
      {"a\x1b[31mb", "a[31mb"},
      {"bell\a", "bell"},
      {"c1 \u009b31m", "c1 31m"},
      {"\u202eabc\u202c", "abc"},
      {"\u2066x\u2069", "x"},
      {"two\nlines\r\n", "two lines "},
      {"del\x7f", "del"},
      {"caf\u00e9 \u20ac", "caf\u00e9 \u20ac"},
      {std::string("nul\0nul", 7), "nulnul"},
  };
  for (const Case& c : cases) EXPECT_EQ(terminal_text(c.text, {}), c.shown);
  EXPECT_EQ(terminal_text("two\n\nlines", {}, true), "two\n\nlines");
}

TEST(AnswerTextTest, PointsAtThePlaceInTheQuery) {
  EXPECT_EQ(caret_lines("a AND", 2), "  a AND\n    ^\n");
  EXPECT_EQ(caret_lines("caf\u00e9 )", 6), "  caf\u00e9 )\n       ^\n");
  EXPECT_EQ(caret_lines("ab", 99), "  ab\n    ^\n");
  EXPECT_EQ(caret_lines(std::string(500, 'x'), 250).find('^'), 2U + 128 + 1 + 2 + 64);
}

TEST(AnswerTextTest, DrawsFacetsAndTimelines) {
  SearchAnswer answer;
  answer.facets.push_back({Field::kOutlet, {{"PYMNTS", 3}}, 9, 1, 4});
  EXPECT_EQ(facets_to_text(answer, {}),
            "outlet (1 of 4 values)\n        3  PYMNTS\n        9  other values\n        1  no value\n");
  const HistogramAnswer histogram{Interval::kQuarter, {{"2025-07-01", 50}, {"2025-10-01", 0}, {"2026-01-01", 1}}, 2};
  std::string bar;
  for (int i = 0; i < 50; ++i) bar += "\u2588";
  EXPECT_EQ(timeline_to_text(histogram),
            "2025-Q3      50 " + bar + "\n2025-Q4       0\n2026-Q1       1 \u2588\nundated       2\n");
}

TEST(AnswerCsvTest, QuotesAndDefusesCells) {
  struct Case {
    std::string cell, written;
  };
  const Case cases[] = {
      {"plain", "plain"},
      {"a,b", "\"a,b\""},
      {"say \"hi\"", "\"say \"\"hi\"\"\""},
      {"two\nlines", "\"two\nlines\""},
      {"=1+1", "'=1+1"},
      {"@x", "'@x"},
      {"-1", "'-1"},
      {"+1,2", "\"'+1,2\""},
      {"", ""},
      {"\tx", "'\tx"},
  };
  for (const Case& c : cases) EXPECT_EQ(csv_line({c.cell}), c.written + "\r\n");
}

TEST(AnswerCsvTest, WritesHits) {
  EXPECT_EQ(hits_to_csv(sample_answer(), {}),
            "id,score,published,outlet,section,topics,authors,language,title,url\r\n"
            "a-1,7.25,2025-07-21,PYMNTS,,\"tech; law, courts\",,,Apple backdoor,\r\n");
  EXPECT_EQ(hits_to_csv(sample_answer(), {"title", "highlight", "id"}), "title,id\r\nApple backdoor,a-1\r\n");
  EXPECT_EQ(timeline_to_csv({Interval::kDay, {{"2025-07-01", 3}}, 0}), "start,count\r\n2025-07-01,3\r\n");
}

}  // namespace
}  // namespace newshound
