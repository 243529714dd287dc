// The pages: what they read, what they show, and that nothing of an article or a query becomes markup.
#include "searchd/web_routes.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "searchd/page_links.h"
#include "searchd/page_timeline.h"
#include "searchd/page_wording.h"
#include "searchd/router.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kNow = 1753200000;  // 2025-07-22

TEST(PagesTest, SpeakTheReadersLanguage) {
  const struct {
    const char *wanted, *header, *language, *locale;
  } cases[] = {
      {"", "", "en", "en"},
      {"", "de", "de", "de"},
      {"", "de-AT,de;q=0.9,en;q=0.8", "de", "de-AT"},
      {"", "nl,fr;q=0.5,en;q=0.7", "en", "en"},
      {"", "nl", "en", "en"},
      {"", "ar-EG;q=0.1", "ar", "ar-EG"},
      {"", "es;q=0", "en", "en"},
      {"", "DE-at", "de", "DE-at"},
      {"", "de;q=x, fr;q=0.2", "fr", "fr"},
      {"", ";;,,q=1,-de,de-", "en", "en"},
      {"en", "de,en-US;q=0.5", "en", "en-US"},
      {"fr", "de", "fr", "fr"},
      {"nl", "de", "de", "de"},
      {"<b>", "", "en", "en"},
  };
  for (const auto& c : cases) {
    const ReaderLanguage chosen = choose_language(c.wanted, c.header);
    EXPECT_EQ(chosen.language, c.language) << c.wanted << " " << c.header;
    EXPECT_EQ(chosen.locale, c.locale) << c.wanted << " " << c.header;
  }
}

TEST(PagesTest, WriteDatesAndNumbersAsTheLocaleDoes) {
  const Moment day{1752969600, true};  // 2025-07-20
  const Moment instant{kNow - 5 * 3600, false};
  const struct {
    const char *locale, *number, *date, *day_ago, *hours_ago;
  } cases[] = {
      {"en", "20,840", "20 Jul 2025", "2 days ago", "5 hours ago"},
      {"en-US", "20,840", "Jul 20, 2025", "2 days ago", "5 hours ago"},
      {"de", "20.840", "20. Juli 2025", "vor 2 Tagen", "vor 5 Stunden"},
      {"fr", "20\u202f840", "20 juil. 2025", "il y a 2 jours", "il y a 5 heures"},
  };
  for (const auto& c : cases) {
    const ReaderLocale locale(c.locale, "");
    EXPECT_EQ(locale.number(20840), c.number);
    EXPECT_EQ(locale.date(day), c.date);
    EXPECT_EQ(locale.ago(day, kNow), c.day_ago);
    EXPECT_EQ(locale.ago(instant, kNow), c.hours_ago);
  }
  const ReaderLocale auckland("en", "Pacific/Auckland");
  EXPECT_EQ(auckland.date(day), "20 Jul 2025") << "a bare date is never shifted";
  EXPECT_EQ(auckland.date({kNow, false}), "23 Jul 2025");
}

TEST(PagesTest, HaveEveryWordInEveryLanguage) {
  const PageAssets assets("");
  const std::string english = assets.read("strings/en.json");
  const Wording reference(english, english);
  for (const std::string& language : page_languages()) {
    const Wording wording(assets.read("strings/" + language + ".json"), R"({"page":{"site":"","bar":""}})");
    for (const auto& [key, text] : reference.texts()) {
      const std::string name = key.substr(0, key.find('/'));
      const bool counted = key != name;
      EXPECT_NE(counted ? wording.texts().count(name + "/other") : wording.texts().count(key), 0u) << language << ": " << key;
    }
  }
}

TEST(PagesTest, TimelineTakesAUnitThatSuitsItsSpan) {
  const struct {
    std::vector<HistogramBucket> days;
    TimelineUnit unit;
    std::size_t bars;
  } cases[] = {
      {{{"2025-07-01", 1}}, TimelineUnit::kDay, 1},
      {{{"2025-07-01", 1}, {"2025-07-30", 2}}, TimelineUnit::kDay, 30},
      {{{"2025-01-01", 1}, {"2025-07-30", 2}}, TimelineUnit::kWeek, 31},
      {{{"2023-08-31", 1}, {"2025-07-01", 2}}, TimelineUnit::kMonth, 24},
      {{{"2019-01-01", 1}, {"2025-07-01", 2}}, TimelineUnit::kQuarter, 27},
      {{{"1995-01-01", 1}, {"2025-07-01", 2}}, TimelineUnit::kYear, 31},
      {{{"1904-01-01", 1}, {"2025-07-01", 2}}, TimelineUnit::kFiveYears, 26},
      {{{"1600-01-01", 1}, {"2025-07-01", 2}}, TimelineUnit::kDecade, 43},
  };
  for (const auto& c : cases) {
    const Timeline made = make_timeline(c.days, 36, 0.1);
    EXPECT_EQ(made.unit, c.unit) << c.days.front().start;
    ASSERT_EQ(made.bars.size(), c.bars) << c.days.front().start;
    EXPECT_EQ(made.bars.front().count, 1u);
    EXPECT_EQ(made.bars.back().count, c.days.size() == 1 ? 1u : 2u);
    for (std::size_t i = 1; i < made.bars.size(); ++i) EXPECT_EQ(made.bars[i].first, made.bars[i - 1].last + kSecondsPerDay);
    for (std::size_t i = 1; i < made.ticks.size(); ++i)
      EXPECT_GE(static_cast<double>(made.ticks[i].bar - made.ticks[i - 1].bar) / static_cast<double>(c.bars), 0.1);
  }
}

TEST(PagesTest, LinksCarryTheSearch) {
  const Parameters state{{"q", "a&b c"}, {"outlet", "X"}, {"outlet", "Y"}, {"page", "3"}};
  EXPECT_EQ(query_string(state), "q=a%26b+c&outlet=X&outlet=Y&page=3");
  EXPECT_EQ(path_with("/search", without_value(state, "outlet", "X")), "/search?q=a%26b+c&outlet=Y");
  EXPECT_EQ(path_with("/search", with(state, "outlet", "Ü")), "/search?q=a%26b+c&outlet=%C3%9C");
  EXPECT_EQ(article_path("a/b?c", {}), "/article/a%2Fb%3Fc");
  Article article;
  article.url = "https://post.example/a";
  EXPECT_EQ(source_link(article, "to-day, x"), "https://post.example/a#:~:text=to%2Dday%2C%20x");
  article.url = "javascript:alert(1)";
  EXPECT_EQ(source_link(article, ""), "");
}

class WebRoutesTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    Article hostile = make_article("a/\"<b>", kMarkup, kMarkup + "\n\nSecond paragraph about rail.");
    hostile.outlet = hostile.section = hostile.correction = hostile.wire_credit = hostile.standfirst = kMarkup;
    hostile.authors = hostile.topics = hostile.places = {kMarkup};
    hostile.language = "en";
    hostile.url = "https://post.example/\"><script>";
    Article paid = make_article("paid", "Rail fares rise", "Fares rise by two per cent.");
    paid.is_free = false;
    Article withheld = make_article("withheld", "Rail secret", "Not to be seen.");
    withheld.status = Status::kWithheld;
    build({hostile, paid, withheld});
  }

  HttpResponse get(const std::string& text, const std::string& language = "") const {
    auto target = parse_target(text);
    if (!target) return from_error(target.error());
    target->accept_language = language;
    target->host = "news.example";
    Searcher searcher(Snapshot::open(index, 1), 0);
    if (web.is_page(*target)) return web.answer(*target, searcher, kNow, 0);
    return web.respond_at_once(*target).value_or(problem_response(404, {ErrorCode::kNotFound, "no such file"}));
  }

  WebRoutes web;
  const std::string kMarkup = R"(rail <script>alert(1)</script> "'&amp; {{q}} {{{q}}} <img src=x onerror=y>)";
};

TEST_F(WebRoutesTest, TakeNothingForMarkup) {
  for (const char* path : {"/", "/search", "/search?q=rail", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E+%7B%7B%7Bq%7D%7D%7D",
                           "/search?outlet=%3Cscript%3E", "/search?from=%3Cscript%3E", "/article/a%2F%22%3Cb%3E?q=rail",
                           "/search?q=rail&highlight.pre=%3Cscript%3E", "/article/%3Cscript%3E?q=%22onload=x",
                           "/search?q=zzzz+%3Cscript%3E&topic=%3Cscript%3E"}) {
    const HttpResponse response = get(path);
    EXPECT_EQ(response.content_type, "text/html; charset=utf-8") << path;
    EXPECT_THAT(response.body, Not(HasSubstr("<script>"))) << path;
    EXPECT_THAT(response.body, Not(HasSubstr("<img"))) << path;
    EXPECT_THAT(response.body, Not(HasSubstr(" style="))) << path;
  }
}

TEST_F(WebRoutesTest, MarkTheQueryInAnArticle) {
  const HttpResponse response = get("/article/a%2F%22%3Cb%3E?q=rail");
  EXPECT_EQ(response.status, 200u);
  EXPECT_THAT(response.body, HasSubstr("about <mark>rail</mark>."));
  EXPECT_THAT(response.body, HasSubstr("<mark id=\"m1\">rail</mark>"));
  EXPECT_THAT(response.body, HasSubstr("4 matches"));
}

TEST_F(WebRoutesTest, KeepWhatMayNotBeSeen) {
  EXPECT_EQ(get("/article/withheld").status, 404u);
  EXPECT_EQ(get("/article/nothing").status, 404u);
  const HttpResponse paid = get("/article/paid?q=fares");
  EXPECT_EQ(paid.status, 200u);
  EXPECT_THAT(paid.body, Not(HasSubstr("two per cent")));
  EXPECT_THAT(get("/search?q=rail").body, Not(HasSubstr("secret")));
}

TEST_F(WebRoutesTest, ReadTheirParametersLeniently) {
  const HttpResponse response = get("/search?q=rail&from=nonsense&utm_source=x&limit=0&page=0&outlet=&facets=price&sort=worst");
  EXPECT_EQ(response.status, 200u);
  EXPECT_THAT(response.body, HasSubstr("2 articles on rail"));
  EXPECT_THAT(response.body, HasSubstr("“from=nonsense” can’t be read"));
  EXPECT_THAT(response.body, HasSubstr("“sort=worst” can’t be read"));
  EXPECT_THAT(response.body, Not(HasSubstr("utm_source")));
  EXPECT_THAT(get("/search?q=rail&page=999&limit=1").body, HasSubstr(">2 of 2<"));
  EXPECT_THAT(get("/search?q=rail&page=999").body, Not(HasSubstr("of 2")));
}

TEST_F(WebRoutesTest, AreGuardedByAStrictPolicy) {
  const HttpResponse response = get("/search?q=rail");
  std::string policy;
  for (const auto& [name, value] : response.headers)
    if (name == "Content-Security-Policy") policy = value;
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_THAT(response.body, HasSubstr("noindex,follow"));
}

TEST_F(WebRoutesTest, SayProblemsAsAPage) {
  const Target target = *parse_target("/search?q=rail");
  HttpResponse busy = problem_response(503, {ErrorCode::kUnavailable, "too many requests are waiting"});
  busy.headers.emplace_back("Retry-After", "1");
  web.dress(target, busy, kNow);
  EXPECT_EQ(busy.status, 503u);
  EXPECT_THAT(busy.body, HasSubstr("isn’t answering right now"));
  EXPECT_THAT(busy.body, HasSubstr("/search?q=rail"));
  EXPECT_THAT(busy.headers, ::testing::Contains(std::pair<std::string, std::string>("Retry-After", "1")));
  EXPECT_EQ(get("/search?q=" + std::string(5000, 'x')).status, 400u);
}

TEST_F(WebRoutesTest, ServeTheirFiles) {
  EXPECT_EQ(get("/searchbox.js").content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/web/strings/de.json").content_type, "application/json");
  EXPECT_THAT(get("/opensearch.xml").body, HasSubstr("http://news.example/search?q={searchTerms}"));
  EXPECT_THAT(get("/search?q=rail", "ar").body, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
}

}  // namespace
}  // namespace newshound
