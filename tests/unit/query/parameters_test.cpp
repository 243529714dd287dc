#include "query/parameters.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/nearest_name.h"

namespace newshound {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kNow = 1753099200;  // 2025-07-21T12:00:00Z

Result<SearchRequest> read(const Parameters& parameters, const ParameterLimits& limits = {}) {
  return parse_parameters(parameters, kNow, limits);
}

SearchRequest expected(void (*change)(SearchRequest&)) {
  SearchRequest request;
  request.now_utc = kNow;
  change(request);
  return request;
}

TEST(ParametersTest, ReadsEveryParameter) {
  const struct {
    Parameters parameters;
    void (*change)(SearchRequest&);
  } cases[] = {
      {{}, [](SearchRequest&) {}},
      {{{"q", "oil\tprice\n"}}, [](SearchRequest& r) { r.q = "oil\tprice\n"; }},
      {{{"q", ""}}, [](SearchRequest&) {}},
      {{{"outlet", "A"}, {"outlet", "-B, C"}, {"topic", "x"}},
       [](SearchRequest& r) {
         r.filters = {{Field::kOutlet, {"A"}, {"B, C"}}, {Field::kTopic, {"x"}, {}}};
       }},
      {{{"section", "s"}, {"author", "a"}, {"place", "p"}, {"lang", "en,de"}, {"lang", "-pt-BR"}},
       [](SearchRequest& r) {
         r.filters = {{Field::kSection, {"s"}, {}},
                      {Field::kAuthor, {"a"}, {}},
                      {Field::kPlace, {"p"}, {}},
                      {Field::kLanguage, {"en,de"}, {"pt-BR"}}};
       }},
      {{{"from", "2025-07-01"}, {"to", "2025-07-21"}}, [](SearchRequest& r) { r.from_utc = 1751328000, r.to_utc = 1753142400; }},
      {{{"from", "2025-07"}, {"to", "2025"}}, [](SearchRequest& r) { r.from_utc = 1751328000, r.to_utc = 1767225600; }},
      {{{"from", "2025-07-21T10:00:00Z"}, {"to", "2025-07-21T10:00:00Z"}},
       [](SearchRequest& r) { r.from_utc = 1753092000, r.to_utc = 1753092001; }},
      {{{"from", "2025-07-21"}, {"tz", "America/New_York"}},
       [](SearchRequest& r) { r.from_utc = 1753070400, r.time_zone = "America/New_York"; }},
      {{{"date", "modified"}}, [](SearchRequest& r) { r.date = DateKind::kModified; }},
      {{{"date", "published"}}, [](SearchRequest&) {}},
      {{{"tz", "UTC"}}, [](SearchRequest& r) { r.time_zone = "UTC"; }},
      {{{"when", "7d"}}, [](SearchRequest& r) { r.from_utc = kNow - 7 * kSecondsPerDay, r.by_clock = true; }},
      {{{"when", "1m"}, {"to", "2025-07-20"}, {"now", "2025-07-31T00:00:00Z"}},
       [](SearchRequest& r) { r.now_utc = 1753920000, r.from_utc = 1751241600, r.to_utc = 1753056000, r.by_clock = true; }},
      {{{"sort", "best"}}, [](SearchRequest&) {}},
      {{{"sort", "relevance"}}, [](SearchRequest& r) { r.sort = Sort::kRelevance; }},
      {{{"sort", "newest"}}, [](SearchRequest& r) { r.sort = Sort::kNewest; }},
      {{{"sort", "oldest"}}, [](SearchRequest& r) { r.sort = Sort::kOldest; }},
      {{{"limit", "0"}}, [](SearchRequest& r) { r.limit = 0; }},
      {{{"limit", "100"}, {"page", "100"}}, [](SearchRequest& r) { r.limit = 100, r.page = 100; }},
      {{{"facets", "outlet,topic"}, {"facets", "lang"}, {"facets", "topic"}},
       [](SearchRequest& r) {
         r.facets = {Field::kOutlet, Field::kTopic, Field::kLanguage};
       }},
      {{{"facets.limit", "1000"}, {"facets.mode", "conjunctive"}},
       [](SearchRequest& r) { r.facet_limit = 1000, r.facet_mode = FacetMode::kConjunctive; }},
      {{{"facets.mode", "disjunctive"}}, [](SearchRequest&) {}},
      {{{"histogram", "day"}},
       [](SearchRequest& r) {
         r.histogram = HistogramOptions{Interval::kDay, true};
       }},
      {{{"histogram.fill", "0"}, {"histogram", "quarter"}},
       [](SearchRequest& r) {
         r.histogram = HistogramOptions{Interval::kQuarter, false};
       }},
      {{{"histogram", "year"}, {"histogram.fill", "0"}},
       [](SearchRequest& r) {
         r.histogram = HistogramOptions{Interval::kYear, false};
       }},
      {{{"histogram.fill", "0"}}, [](SearchRequest&) {}},
      {{{"fields", "title,url"}},
       [](SearchRequest& r) {
         r.fields = {"title", "url"};
       }},
      {{{"match", "any"}}, [](SearchRequest& r) { r.match_any = true; }},
      {{{"match", "all"}, {"exact", "1"}, {"strict", "1"}},
       [](SearchRequest& r) { r.exactness = Exactness::kForm, r.strict = true; }},
      {{{"exact", "0"}, {"strict", "0"}}, [](SearchRequest&) {}},
      {{{"exact", "2"}, {"in", "title,body"}},
       [](SearchRequest& r) { r.exactness = Exactness::kSpelling, r.parts = only(TextPart::kTitle) | only(TextPart::kBody); }},
      {{{"highlight.offsets", "utf16"}}, [](SearchRequest& r) { r.highlight.offsets = OffsetUnits::kUtf16; }},
      {{{"highlight.pre", ""}, {"highlight.post", "</b>"}, {"highlight.encoder", "none"}},
       [](SearchRequest& r) { r.highlight.pre = "", r.highlight.post = "</b>", r.highlight.html = false; }},
      {{{"highlight.length", "20"}, {"highlight.count", "0"}},
       [](SearchRequest& r) { r.highlight.length = 20, r.highlight.count = 0; }},
      {{{"now", "2025-01-01T00:00:00+01:00"}}, [](SearchRequest& r) { r.now_utc = 1735686000; }},
  };
  for (const auto& c : cases) {
    const auto request = read(c.parameters);
    const std::string first = c.parameters.empty() ? "" : c.parameters[0].first + "=" + c.parameters[0].second;
    ASSERT_TRUE(request) << first << ": " << request.error().message;
    SearchRequest wanted = expected(c.change);
    wanted.search = request->search;  // its own test is below
    EXPECT_TRUE(*request == wanted) << first;
  }
}

TEST(ParametersTest, RefusesWhatItDoesNotUnderstand) {
  const std::string long_value(1025, 'x'), long_mark(65, 'x');
  const struct {
    Parameters parameters;
    ErrorCode code;
    const char* name;
    const char* message;
  } cases[] = {
      {{{"limt", "5"}}, ErrorCode::kUnknownParameter, "limt", "unknown parameter \"limt\": did you mean \"limit\"?"},
      {{{"outlets", "x"}}, ErrorCode::kUnknownParameter, "outlets", "did you mean \"outlet\"?"},
      {{{"Q", "x"}}, ErrorCode::kUnknownParameter, "Q", "the nearest known one is \"q\""},
      {{{"highlight.pres", "x"}}, ErrorCode::kUnknownParameter, "highlight.pres", "did you mean \"highlight.pre\"?"},
      {{{"callback", "x"}}, ErrorCode::kUnknownParameter, "callback", "the nearest known one is"},
      {{{"", "x"}}, ErrorCode::kUnknownParameter, "", "unknown parameter \"\""},
      {{{std::string(5000, 'z'), "x"}}, ErrorCode::kUnknownParameter, nullptr, "unknown parameter"},
      {{{"in", "title,lead"}}, ErrorCode::kInvalidParameter, "in", "use any of title, standfirst, body"},
      {{{"limit", "5"}, {"limit", "6"}}, ErrorCode::kInvalidParameter, "limit", "given 2 times; give it once"},
      {{{"q", "a"}, {"q", "b"}}, ErrorCode::kInvalidParameter, "q", "give it once"},
      {{{"q", std::string("a\0b", 3)}}, ErrorCode::kInvalidParameter, "q", "byte 1 of its value is the control character U+0000"},
      {{{"q", "a\xFF"}}, ErrorCode::kInvalidParameter, "q", "not valid UTF-8"},
      {{{"q", "a\xC2\x85"}}, ErrorCode::kInvalidParameter, "q", "U+0085"},
      {{{"outlet", "a\nb"}}, ErrorCode::kInvalidParameter, "outlet", "U+000A"},
      {{{"outlet", ""}}, ErrorCode::kInvalidParameter, "outlet", "holds no value"},
      {{{"outlet", "-"}}, ErrorCode::kInvalidParameter, "outlet", "holds no value"},
      {{{"outlet", "  "}}, ErrorCode::kInvalidParameter, "outlet", "holds no value"},
      {{{"topic", long_value}}, ErrorCode::kTooLarge, "topic", "at most 1024"},
      {{{"lang", "english"}}, ErrorCode::kInvalidParameter, "lang", "en or pt-BR"},
      {{{"from", "yesterday"}}, ErrorCode::kInvalidParameter, "from", "is no date"},
      {{{"from", "2025-02-30"}}, ErrorCode::kInvalidParameter, "from", "is no date"},
      {{{"from", ""}}, ErrorCode::kInvalidParameter, "from", "is no date"},
      {{{"to", "2025-7-1"}}, ErrorCode::kInvalidParameter, "to", "is no date"},
      {{{"from", "2025-08"}, {"to", "2025-07"}}, ErrorCode::kInvalidParameter, "to", "ends before from begins"},
      {{{"from", "2025-08"}, {"when", "7d"}}, ErrorCode::kInvalidParameter, "when", "beside from"},
      {{{"when", "7"}}, ErrorCode::kInvalidParameter, "when", "24h, 7d"},
      {{{"when", "-7d"}}, ErrorCode::kInvalidParameter, "when", "24h, 7d"},
      {{{"tz", "Europe/Berln"}}, ErrorCode::kInvalidParameter, "tz", "did you mean \"Europe/Berlin\"?"},
      {{{"tz", "../../etc/passwd"}}, ErrorCode::kInvalidParameter, "tz", "is no time zone"},
      {{{"tz", ""}}, ErrorCode::kInvalidParameter, "tz", "is no time zone"},
      {{{"sort", "date"}}, ErrorCode::kInvalidParameter, "sort", "is none of best, relevance, newest, oldest"},
      {{{"limit", "101"}}, ErrorCode::kInvalidParameter, "limit", "is not a number from 0 to 100"},
      {{{"limit", "-1"}}, ErrorCode::kInvalidParameter, "limit", "from 0 to 100"},
      {{{"limit", "+5"}}, ErrorCode::kInvalidParameter, "limit", "from 0 to 100"},
      {{{"limit", " 5"}}, ErrorCode::kInvalidParameter, "limit", "from 0 to 100"},
      {{{"limit", "5.0"}}, ErrorCode::kInvalidParameter, "limit", "from 0 to 100"},
      {{{"limit", "0x5"}}, ErrorCode::kInvalidParameter, "limit", "from 0 to 100"},
      {{{"limit", ""}}, ErrorCode::kInvalidParameter, "limit", "from 0 to 100"},
      {{{"limit", "18446744073709551617"}}, ErrorCode::kInvalidParameter, "limit", "from 0 to 100"},
      {{{"page", "0"}}, ErrorCode::kInvalidParameter, "page", "is not a number from 1"},
      {{{"page", "1001"}}, ErrorCode::kInvalidParameter, "page", "only the first 10000"},
      {{{"page", "101"}, {"limit", "100"}}, ErrorCode::kInvalidParameter, "page", "only the first 10000"},
      {{{"facets", "outlet,title"}},
       ErrorCode::kInvalidParameter,
       "facets",
       "\"title\" is no facet: use any of outlet, topic, section, author, place, lang"},
      {{{"facets", "id"}}, ErrorCode::kInvalidParameter, "facets", "is no facet"},
      {{{"facets", ""}}, ErrorCode::kInvalidParameter, "facets", "empty name"},
      {{{"facets", "outlet,"}}, ErrorCode::kInvalidParameter, "facets", "empty name"},
      {{{"facets.limit", "0"}}, ErrorCode::kInvalidParameter, "facets.limit", "from 1 to 1000"},
      {{{"facets.limit", "1001"}}, ErrorCode::kInvalidParameter, "facets.limit", "from 1 to 1000"},
      {{{"facets.mode", "x"}}, ErrorCode::kInvalidParameter, "facets.mode", "disjunctive, conjunctive"},
      {{{"histogram", "hour"}}, ErrorCode::kInvalidParameter, "histogram", "day, week, month, quarter, year"},
      {{{"histogram.fill", "yes"}}, ErrorCode::kInvalidParameter, "histogram.fill", "0, 1"},
      {{{"fields", "title,nothing"}}, ErrorCode::kInvalidParameter, "fields", "nothing"},
      {{{"match", "some"}}, ErrorCode::kInvalidParameter, "match", "all, any"},
      {{{"exact", "3"}}, ErrorCode::kInvalidParameter, "exact", "0, 1"},
      {{{"strict", "true"}}, ErrorCode::kInvalidParameter, "strict", "0, 1"},
      {{{"highlight.pre", long_mark}}, ErrorCode::kInvalidParameter, "highlight.pre", "at most 64"},
      {{{"highlight.post", "a\x07"}}, ErrorCode::kInvalidParameter, "highlight.post", "U+0007"},
      {{{"highlight.encoder", "xml"}}, ErrorCode::kInvalidParameter, "highlight.encoder", "html, none"},
      {{{"highlight.length", "19"}}, ErrorCode::kInvalidParameter, "highlight.length", "from 20 to 2000"},
      {{{"highlight.count", "11"}}, ErrorCode::kInvalidParameter, "highlight.count", "from 0 to 10"},
      {{{"now", "2025-07-21"}}, ErrorCode::kInvalidParameter, "now", "is no instant"},
      {{{"now", "later"}}, ErrorCode::kInvalidParameter, "now", "is no instant"},
      {Parameters(256, {"outlet", "x"}), ErrorCode::kTooLarge, "outlet", "at most 255"},
  };
  for (const auto& c : cases) {
    const auto request = read(c.parameters);
    const std::string shown = c.parameters[0].first.substr(0, 30) + "=" + c.parameters[0].second.substr(0, 30);
    ASSERT_FALSE(request) << shown;
    EXPECT_EQ(request.error().code, c.code) << shown;
    EXPECT_EQ(request.error().name, c.name == nullptr ? c.parameters[0].first : c.name) << shown;
    EXPECT_THAT(request.error().message, HasSubstr(c.message)) << shown;
    EXPECT_LT(request.error().message.size(), 400u) << shown;
  }
}

TEST(ParametersTest, TheCommandLineHasNoUpperLimits) {
  const auto request = read({{"limit", "50000"}, {"page", "7"}}, {0, 0});
  ASSERT_TRUE(request);
  EXPECT_EQ(request->limit, 50000u);
}

TEST(ParametersTest, NamesAreSorted) {
  const auto names = parameter_names();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST(NearestNameTest, CountsEdits) {
  const struct {
    const char *a, *b;
    std::size_t distance;
  } cases[] = {{"", "", 0},           {"", "abc", 3},         {"limt", "limit", 1},
               {"lmiit", "limit", 1}, {"limits", "limit", 1}, {"abc", "xyz", 3}};
  for (const auto& c : cases) {
    EXPECT_EQ(edit_distance(c.a, c.b), c.distance) << c.a;
    EXPECT_EQ(edit_distance(c.b, c.a), c.distance) << c.a;
  }
}

}  // namespace
}  // namespace newshound
