#include "searchd/instant_request.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "searchd/instant_batch.h"

namespace newshound {
namespace {

constexpr std::int64_t kNow = 1753200000;  // 2025-07-22T16:00:00Z

std::string body_of(const std::string& params) { return R"({"requests":[{"indexName":"articles","params":{)" + params + "}}]}"; }

InstantQuery query_of(const std::string& params) {
  auto queries = parse_instant_batch(body_of(params), kNow);
  if (queries) return queries->at(0);
  ADD_FAILURE() << params << ": " << queries.error().message;
  return {};
}

TEST(InstantRequestTest, ReadsEveryFormOfParameters) {
  const std::string filters = R"(["outlet:The Post"])";
  const std::string bodies[] = {
      R"({"requests":[{"indexName":"articles_newest","params":{"query":"a & b","page":2,"hitsPerPage":5,"facetFilters":["outlet:The Post"]}}]})",
      R"({"requests":[{"indexName":"articles_newest","query":"a & b","page":2,"hitsPerPage":5,"facetFilters":["outlet:The Post"]}]})",
      R"({"requests":[{"indexName":"articles_newest","params":"query=a+%26%20b&page=2&hitsPerPage=5&facetFilters=%5B%22outlet%3AThe+Post%22%5D"}]})",
      R"({"strategy":"none","requests":[{"indexName":"articles_newest","type":"default","page":"2","params":{"query":"a & b","hitsPerPage":5,"facetFilters":"outlet:The Post","tagFilters":"","userToken":"x","page":null}}]})",
  };
  for (const std::string& body : bodies) {
    const auto queries = parse_instant_batch(body, kNow);
    ASSERT_TRUE(queries) << body << ": " << queries.error().message;
    const InstantQuery& query = queries->at(0);
    EXPECT_EQ(query.index, "articles_newest");
    EXPECT_EQ(query.search.sort, Sort::kNewest);
    EXPECT_EQ(query.search.q, "a & b");
    EXPECT_EQ(query.search.page, 3u);
    EXPECT_EQ(query.search.limit, 5u);
    EXPECT_EQ(query.search.now_utc, kNow);
    ASSERT_EQ(query.search.filters.size(), 1u);
    EXPECT_EQ(query.search.filters[0], (ValueFilter{Field::kOutlet, {"The Post"}, {}, {}}));
  }
}

TEST(InstantRequestTest, ReadsFacetFilters) {
  const struct {
    const char* filters;
    std::vector<ValueFilter> expected;
  } cases[] = {
      {R"([])", {}},
      {R"([["outlet:A","outlet:B"],"topics:C"])", {{Field::kOutlet, {"A", "B"}, {}, {}}, {Field::kTopic, {"C"}, {}, {}}}},
      {R"(["topic:A","topic:B"])", {{Field::kTopic, {"A"}, {}, {}}, {Field::kTopic, {"B"}, {}, {}}}},
      {R"(["topics:-A","topics:-B","topics:C"])", {{Field::kTopic, {}, {"A", "B"}, {}}, {Field::kTopic, {"C"}, {}, {}}}},
      {R"(["outlet:\\-A"])", {{Field::kOutlet, {"-A"}, {}, {}}}},
      {R"(["outlet:-\\-A"])", {{Field::kOutlet, {}, {"\\-A"}, {}}}},
      {R"(["outlet:a:b, c"])", {{Field::kOutlet, {"a:b, c"}, {}, {}}}},
      {R"([[],["lang:en"],["language:de"]])", {{Field::kLanguage, {"en"}, {}, {}}, {Field::kLanguage, {"de"}, {}, {}}}},
  };
  for (const auto& c : cases)
    EXPECT_EQ(query_of(std::string("\"facetFilters\":") + c.filters).search.filters, c.expected) << c.filters;
}

TEST(InstantRequestTest, ReadsNumericFilters) {
  const struct {
    const char* filters;
    std::int64_t from, to;
  } cases[] = {
      {R"([])", kUndated, kUndated},
      {R"(["published_ts>=100","published_ts<=200"])", 100, 201},
      {R"(["published_ts>100","published_ts<200"])", 101, 200},
      {R"(["published_ts=100"])", 100, 101},
      {R"(["published_ts:100 TO 200"])", 100, 201},
      {R"([["published_ts:100 TO 200","published_ts:201 TO 300"]])", 100, 301},
      {R"(["published_ts >= 100.5", ["published_ts < 200.5"]])", 101, 201},
      {R"(["published_ts>=200","published_ts<=100"])", 0, 0},
      {R"(["published_ts=100.5"])", 0, 0},
      {R"(["published_ts<=99999999999999999999","published_ts>=0"])", 0, 253402300800},
  };
  for (const auto& c : cases) {
    const InstantQuery query = query_of(std::string("\"numericFilters\":") + c.filters);
    EXPECT_EQ(query.search.from_utc, c.from) << c.filters;
    EXPECT_EQ(query.search.to_utc, c.to) << c.filters;
  }
}

TEST(InstantRequestTest, ReadsFacetsUnderTheirNames) {
  const InstantQuery query = query_of(R"("facets":["topic","topics","published_ts","lang"])");
  EXPECT_THAT(query.facets, testing::ElementsAre(InstantFacet{"topic", Field::kTopic}, InstantFacet{"topics", Field::kTopic},
                                                 InstantFacet{"lang", Field::kLanguage}));
  EXPECT_TRUE(query.published_stats);
  EXPECT_EQ(query_of(R"("facets":"outlet")").facets.size(), 1u);
  EXPECT_EQ(query_of(R"("facets":["*"])").facets.size(), 6u);
}

TEST(InstantRequestTest, ReadsWhatIsToBeShown) {
  const InstantQuery query = query_of(
      R"("attributesToRetrieve":["title","objectID"],"attributesToHighlight":["title"],"attributesToSnippet":["body:20","*:5"])");
  EXPECT_THAT(query.search.fields, testing::ElementsAre("title"));
  EXPECT_EQ(query.highlights, (std::array<bool, 3>{true, false, false}));
  EXPECT_FALSE(query.highlights_values);
  EXPECT_EQ((*query.search.highlight.attributes)[1].snippet_bytes, 30u);
  EXPECT_FALSE(query_of(R"("hitsPerPage":0)").search.highlight.wanted);
}

TEST(InstantRequestTest, SaysWhatIsWrongAndWhere) {
  const struct {
    std::string body;
    ErrorCode code;
    const char* message;  // a part of it
  } cases[] = {
      {"{", ErrorCode::kInvalidParameter, "not JSON in UTF-8: byte"},
      {"{\"requests\":\"\xFF\"}", ErrorCode::kInvalidParameter, "not JSON in UTF-8"},
      {"[]", ErrorCode::kInvalidParameter, "not a JSON object"},
      {"", ErrorCode::kInvalidParameter, "requests: is not there"},
      {R"({"request":[]})", ErrorCode::kUnknownParameter, "\"request\""},
      {R"({"requests":[],"strategy":"stopIfEnoughMatches"})", ErrorCode::kInvalidParameter, "strategy"},
      {R"({"requests":[1]})", ErrorCode::kInvalidParameter, "requests[0]: is not an object"},
      {R"({"requests":[{}]})", ErrorCode::kInvalidParameter, "requests[0]: has no indexName"},
      {R"({"requests":[{"indexName":"news"}]})", ErrorCode::kNotFound, "no index \"news\"; there are articles,"},
      {R"({"requests":[{"indexName":"articles","type":"other"}]})", ErrorCode::kInvalidParameter, "requests[0].type"},
      {R"({"requests":[{"indexName":"articles","type":"facet"}]})", ErrorCode::kInvalidParameter, "names no facet"},
      {R"({"requests":[{"indexName":"articles","params":5}]})", ErrorCode::kInvalidParameter, "requests[0].params"},
      {body_of(R"("querry":"a")"), ErrorCode::kUnknownParameter, "did you mean \"query\"?"},
      {body_of(R"("query":5)"), ErrorCode::kInvalidParameter, "requests[0].params.query: is not a string"},
      {body_of("\"query\":\"" + std::string(kMaxQueryBytes + 1, 'x') + "\""), ErrorCode::kTooLarge, "at most 4096"},
      {body_of(R"("query":"a\u0000b")"), ErrorCode::kInvalidParameter, "U+0000"},
      {body_of(R"("hitsPerPage":101)"), ErrorCode::kInvalidParameter, "from 0 to 100"},
      {body_of(R"("page":-1)"), ErrorCode::kInvalidParameter, "requests[0].params.page"},
      {body_of(R"("page":500)"), ErrorCode::kInvalidParameter, "beyond the first 10000 hits"},
      {body_of(R"("facets":["url"])"), ErrorCode::kInvalidParameter, "\"url\" can't be filtered or counted; these can: outlet"},
      {body_of(R"("facetFilters":[["outlet:a","topics:b"]])"), ErrorCode::kInvalidParameter,
       "facetFilters[0]: an inner list is about one"},
      {body_of(R"("facetFilters":[["outlet:a","outlet:-b"]])"), ErrorCode::kInvalidParameter, "an exclusion stands alone"},
      {body_of(R"("facetFilters":["outlet"])"), ErrorCode::kInvalidParameter, "is not attribute:value"},
      {body_of(R"("facetFilters":["outlet:"])"), ErrorCode::kInvalidParameter, "no value behind the colon"},
      {body_of(R"("facetFilters":[["outlet:a",["b"]]])"), ErrorCode::kInvalidParameter, "facetFilters[0][1]: is not a string"},
      {body_of(R"("facetFilters":"[oops")"), ErrorCode::kInvalidParameter, "begins like an array"},
      {body_of(R"("numericFilters":["price>5"])"), ErrorCode::kInvalidParameter, "\"price\" can't be compared"},
      {body_of(R"("numericFilters":["published_ts>x"])"), ErrorCode::kInvalidParameter, "numericFilters[0]"},
      {body_of(R"("numericFilters":["published_ts!=5"])"), ErrorCode::kInvalidParameter, "one of < <= = >= >"},
      {body_of(R"("numericFilters":[["published_ts=5","published_ts=9"]])"), ErrorCode::kInvalidParameter, "leave a gap"},
      {body_of(R"("filters":"outlet:a")"), ErrorCode::kInvalidParameter, "use facetFilters"},
      {body_of(R"("attributesToRetrieve":["titel"])"), ErrorCode::kInvalidParameter, "not a member of a hit"},
      {body_of(R"("attributesToSnippet":["body:x"])"), ErrorCode::kInvalidParameter, "attribute:words"},
      {body_of("\"highlightPreTag\":\"" + std::string(65, 'x') + "\""), ErrorCode::kTooLarge, "highlightPreTag"},
      {"{\"requests\":" + std::string(9, '[') + std::string(9, ']') + "}", ErrorCode::kTooLarge, "more than 8 deep"},
      {"{\"requests\":[1" +
           [] {
             std::string s;
             for (std::size_t i = 0; i < kMaxBatchValues; ++i) s += ",1";
             return s;
           }() +
           "]}",
       ErrorCode::kTooLarge, "more than 20000 values"},
      {std::string(kMaxRequestBodyBytes + 1, ' '), ErrorCode::kTooLarge, "at most 262144"},
  };
  for (const auto& c : cases) {
    const auto queries = parse_instant_batch(c.body, kNow);
    ASSERT_FALSE(queries) << c.body.substr(0, 100);
    EXPECT_EQ(queries.error().code, c.code) << c.body.substr(0, 100);
    EXPECT_THAT(queries.error().message, testing::HasSubstr(c.message)) << c.body.substr(0, 100);
  }
  std::string many = R"({"requests":[)";
  for (std::size_t i = 0; i <= kMaxBatchRequests; ++i) many += R"({"indexName":"articles"},)";
  many.back() = ']';
  EXPECT_EQ(parse_instant_batch(many + "}", kNow).error().code, ErrorCode::kTooLarge);
}

TEST(InstantRequestTest, ReadsTheOlderFacetSearch) {
  const auto query =
      parse_instant_facet_search("articles", "topics", R"({"params":"facetQuery=en&maxFacetHits=3&query=oil"})", kNow);
  ASSERT_TRUE(query) << query.error().message;
  EXPECT_TRUE(query->searches_facet);
  EXPECT_THAT(query->facets, testing::ElementsAre(InstantFacet{"topics", Field::kTopic}));
  EXPECT_EQ(query->search.facet_query, "en");
  EXPECT_EQ(query->search.facet_limit, 3u);
  EXPECT_EQ(query->search.limit, 0u);
  EXPECT_FALSE(parse_instant_facet_search("articles", "url", "{}", kNow));
  EXPECT_FALSE(parse_instant_facet_search("news", "topics", "{}", kNow));
  EXPECT_TRUE(parse_instant_facet_search("articles", "topics", "", kNow));
}

TEST(InstantRequestTest, OpensTheEndOfWhatIsBeingTyped) {
  const struct {
    const char* query;
    const char* expected;  // null: as it stands
  } cases[] = {
      {"str", "(str OR str*)"},
      {"rail str", "rail (str OR str*)"},
      {"rail -fares str", "rail -fares (str OR str*)"},
      {"Zürich köl", "Zürich (köl OR köl*)"},
      {"", nullptr},
      {"st", nullptr},
      {"kö", nullptr},
      {"rail ", nullptr},
      {"rail-str", nullptr},
      {"title:str", nullptr},
      {"\"rail str", nullptr},
      {"\"rail\" str", nullptr},
      {"(rail) str", nullptr},
      {"rail NOT", nullptr},
      {"outlet:post rail", nullptr},
  };
  for (const auto& c : cases) {
    const auto open = with_open_end(c.query);
    EXPECT_EQ(open, c.expected == nullptr ? std::nullopt : std::optional<std::string>(c.expected)) << c.query;
  }
}

}  // namespace
}  // namespace newshound
