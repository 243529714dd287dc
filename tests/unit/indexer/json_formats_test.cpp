// JSON in every shape: lines, arrays, documents, JSON Feed, ninjs, and by a mapping.
#include <gmock/gmock.h>

#include "indexer/field_mapping.h"
#include "tests/unit/indexer/read_text.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(JsonShapesTest, TheContentDecides) {
  const struct {
    std::string name, json;
    std::vector<std::string> titles;
  } cases[] = {
      {"lines", "{\"title\":\"a\"}\n{\"title\":\"b\"}\n", {"a", "b"}},
      {"array", "[{\"title\":\"a\"},{\"title\":\"b\"}]", {"a", "b"}},
      {"array over lines", "\n[\n  {\n    \"title\": \"a\"\n  },\n  {\"title\": \"b\"}\n]\n", {"a", "b"}},
      {"one over lines", "{\n  \"title\": \"a\",\n  \"places\": [\n    \"x\"\n  ]\n}\n", {"a"}},
      {"several over lines", "{\n \"title\": \"a\"\n}\n{\n \"title\": \"b\"\n}\n", {"a", "b"}},
      {"arrays in a row", "[{\"title\":\"a\"}]\n[{\"title\":\"b\"}]", {"a", "b"}},
      {"brackets in strings", R"([{"title":"a]}","body":"\"}]"},{"title":"b"}])", {"a]}", "b"}},
      {"an empty array", "[]", {}},
      {"UTF-16", std::string("\xFF\xFE{\0\"\0t\0i\0t\0l\0e\0\"\0:\0\"\0a\0\"\0}\0", 28), {"a"}},
  };
  for (const auto& c : cases) {
    const ReadResult got = read_text(c.json);
    EXPECT_EQ(got.titles(), c.titles) << c.name;
    EXPECT_THAT(got.problems, IsEmpty()) << c.name;
  }
}

TEST(JsonShapesTest, ADamagedElementIsNamedAndTheOthersGoIn) {
  const ReadResult strange = read_text("[{\"title\":\"a\"},\n{\"title\" \"b\"},\n17,\n{\"title\":\"c\"}]");
  EXPECT_THAT(strange.titles(), ElementsAre("a", "c"));
  EXPECT_THAT(strange.problems, ElementsAre(HasSubstr("2(16): is not JSON"), HasSubstr("3(31): is JSON but not an object")));
  const ReadResult open = read_text("[\n{\"title\":\"a\"},\n{\"title\":\"b},\n{\"title\":\"c\"}\n]");
  EXPECT_THAT(open.titles(), ElementsAre("a", "c"));
  EXPECT_THAT(open.problems, ElementsAre(HasSubstr("3(17): is not JSON: a string has no end")));
  const ReadResult cut = read_text("[{\"title\":\"a\"},{\"title\":\"b\",\"body\":");
  EXPECT_THAT(cut.titles(), ElementsAre("a"));
  EXPECT_THAT(cut.problems, ElementsAre(HasSubstr("1(15): is not JSON: the file ends")));
  const ReadResult never = read_text("[{\"title\":\"a\"}");
  EXPECT_THAT(never.titles(), ElementsAre("a"));
  EXPECT_THAT(never.problems, ElementsAre(HasSubstr("the array is not closed")));
}

TEST(JsonShapesTest, AnElementOverTheLimitIsOneRejection) {
  const ReadResult got = read_text("[{\"title\":\"a\"},{\"x\":\"" + std::string(9u << 20, 'x') + "\"},{\"title\":\"b\"}]");
  EXPECT_THAT(got.titles(), ElementsAre("a", "b"));
  EXPECT_THAT(got.problems, ElementsAre(HasSubstr("1(15): the value is over")));
}

constexpr const char* kFeed = R"({
  "version": "https://jsonfeed.org/version/1.1",
  "title": "Harbour Post",
  "home_page_url": "https://harbour-post.example/",
  "language": "en",
  "authors": [{"name": "The desk"}],
  "items": [
    {"id": "https://harbour-post.example/a", "title": "Quay opens", "content_html": "<p>The quay is <b>open</b>.</p><p>At last.</p>",
     "summary": "It took years.", "date_published": "2025-07-20T10:00:00+02:00", "tags": ["harbour", "works"], "image": "https://harbour-post.example/a.jpg"},
    {"id": 7, "url": "https://harbour-post.example/b", "content_text": "Short note.", "authors": [{"name": "Tobias Renn"}]},
    "nothing"
  ]
})";

TEST(JsonFeedTest, ItemsAndWhatTheFeedSays) {
  const ReadResult got = read_text(kFeed);
  ASSERT_THAT(got.articles, SizeIs(2));
  const Article& a = got.articles[0];
  EXPECT_EQ(a.title, "Quay opens");
  EXPECT_EQ(a.body, "The quay is open.\n\nAt last.");
  EXPECT_EQ(a.standfirst, "It took years.");
  EXPECT_EQ(a.url, "https://harbour-post.example/a");
  EXPECT_EQ(format_moment(a.published), "2025-07-20T08:00:00Z");
  EXPECT_EQ(a.outlet, "Harbour Post");
  EXPECT_EQ(a.language, "en");
  EXPECT_THAT(a.topics, ElementsAre("harbour", "works"));
  EXPECT_THAT(a.authors, ElementsAre("The desk"));
  EXPECT_EQ(a.image, "https://harbour-post.example/a.jpg");
  EXPECT_EQ(got.articles[1].id, "7");
  EXPECT_THAT(got.articles[1].authors, ElementsAre("Tobias Renn"));
  EXPECT_THAT(got.problems, ElementsAre(HasSubstr("is not an object")));
}

TEST(NinjsTest, EveryVersion) {
  const std::vector<std::string> items = {
      // 1.x: members with suffixes, renditions by name
      R"({"uri":"urn:x:1","type":"text","version":"1","versioncreated":"2025-07-20T10:00:00Z","firstcreated":"2025-07-19T10:00:00Z",
"headline":"Quay opens","byline":"By Ada Lind and Ole Rask","body_text":"Plain.","body_xhtml":"<p>The quay is open.</p>","description_text":"It took years.",
"language":"en","subject":[{"code":"medtop:04000000"},{"name":"harbour"},{"code":"medtop:29999999"}],"place":[{"name":"Marrowby"}],
"infosource":[{"name":"Meridian Wire"}],"pubstatus":"usable","urgency":4,"renditions":{"main":{"href":"https://x.example/a.jpg","mimetype":"image/jpeg"}}})",
      // 2.x: lists with roles
      R"({"uri":"urn:x:1","type":"text","version":"1","versioncreated":"2025-07-20T10:00:00Z","firstcreated":"2025-07-19T10:00:00Z",
"headlines":[{"role":"short","value":"Quay"},{"role":"main","value":"Quay opens"}],"by":"Ada Lind and Ole Rask",
"bodies":[{"role":"text","contenttype":"text/plain","value":"Plain."},{"role":"xhtml","contenttype":"text/html","value":"<p>The quay is open.</p>"}],
"descriptions":[{"role":"summary","value":"It took years."}],"language":"en","subjects":[{"uri":"http://cv.iptc.org/newscodes/mediatopic/04000000"},{"name":"harbour"}],
"places":[{"name":"Marrowby"}],"infosources":[{"name":"Meridian Wire"}],"urgency":4,"renditions":[{"name":"main","href":"https://x.example/a.jpg","contenttype":"image/jpeg"}]})",
      // 3.x: camel case
      R"({"uri":"urn:x:1","type":"text","version":"1","versionCreated":"2025-07-20T10:00:00Z","firstCreated":"2025-07-19T10:00:00Z","pubStatus":"usable",
"headlines":[{"role":"main","value":"Quay opens"}],"by":"Ada Lind and Ole Rask","bodies":[{"role":"html","contentType":"text/html","value":"<p>The quay is open.</p>"}],
"descriptions":[{"role":"summary","contentType":"text/plain","value":"It took years."}],"language":"en",
"subjects":[{"literal":"medtop:04000000"},{"name":"harbour"}],"places":[{"name":"Marrowby"}],"infoSources":[{"name":"Meridian Wire"}],"urgency":4,
"renditions":[{"name":"main","href":"https://x.example/a.jpg","contentType":"image/jpeg"}]})"};
  for (const std::string& item : items) {
    const ReadResult got = read_text("[" + item + "]");
    EXPECT_THAT(got.warnings, IsEmpty());
    ASSERT_THAT(got.articles, SizeIs(1)) << item;
    const Article& a = got.articles[0];
    EXPECT_EQ(a.id, "urn:x:1");
    EXPECT_EQ(a.title, "Quay opens");
    EXPECT_EQ(a.body, "The quay is open.");
    EXPECT_EQ(a.standfirst, "It took years.");
    EXPECT_THAT(a.authors, ElementsAre("Ada Lind", "Ole Rask"));
    EXPECT_THAT(a.topics, ElementsAre("economy, business and finance", "harbour"));
    EXPECT_THAT(a.places, ElementsAre("Marrowby"));
    EXPECT_EQ(a.outlet, "Meridian Wire");
    EXPECT_EQ(a.wire_credit, "Meridian Wire");
    EXPECT_EQ(format_moment(a.published), "2025-07-19T10:00:00Z");
    EXPECT_EQ(format_moment(a.modified), "2025-07-20T10:00:00Z");
    EXPECT_EQ(a.image, "https://x.example/a.jpg");
    EXPECT_THAT(a.extra, HasSubstr("\"urgency\":4"));
  }
}

TEST(NinjsTest, WhatTheSchemasForbidIsNamedWithItsPath) {
  const struct {
    std::string members, warning;
  } cases[] = {
      {R"("headline_":"B")", "headline_: is no member that ninjs has"},
      {R"("body_x*":"B")", "body_x*: is no member that ninjs has"},
      {R"("linkedrights":"x")", "linkedrights: is no member that ninjs has"},
      {R"("person":[{"name":"P","code":7}])", "person[0].code: is not a string"},
      {R"("associations":{"first":{"uri":"u","type":"pamphlet"}})", "associations.first.type: \"pamphlet\""},
      {R"("associations":[{"uri":"u","name":"n","colour":"red"}])", "associations[0].colour: is no member"},
      {R"("associations":[{"uri":"u"}])", "associations[0].name: is missing"},
      {R"("associations":[{"name":"n","uri":"u","associations":[{"name":"n"}]}])",
       "associations[0].associations[0].uri: is missing"},
      {R"("rightsinfo":{"linkedrights":"x","encodedrights":"y"})", "rightsinfo.encodedrights: stands beside linkedrights"},
      {R"("rightsinfo":[{"linkedrights":{}}])", "rightsinfo[0].linkedrights: is not a string"},
      {R"("advices":[{"importance":"high"}])", "advices[0].importance: is not an object"},
      {R"("places":[{"name":"P","geojson":{"coordinates":[1,2]}}])", "places[0].geojson: is no geometry of GeoJSON"},
      {R"("eventDetails":{"dates":{"startDate":"2025-07-11T09:00:00Z","expectedStartDate":"2025-07"}})",
       "eventDetails.dates.expectedStartDate: stands beside startDate"},
      {R"("eventDetails":{"dates":{"expectedStartDate":"February"}})", "eventDetails.dates.expectedStartDate: is not a date"},
  };
  for (const auto& c : cases) {
    const ReadResult got = read_text(R"({"uri":"urn:x:1","headline":"A",)" + c.members + "}");
    EXPECT_THAT(got.titles(), ElementsAre("A")) << c.members;
    EXPECT_THAT(got.warnings, ElementsAre(HasSubstr(c.warning))) << c.members;
  }
}

TEST(NinjsTest, WhatHoldsNoArticleAndWhatIsWrong) {
  const ReadResult bare = read_text(R"({"uri":"urn:x:1"})");
  EXPECT_THAT(bare.articles, IsEmpty());
  EXPECT_THAT(bare.problems, IsEmpty());
  EXPECT_THAT(bare.warnings, ElementsAre(HasSubstr("holds no article")));
  const ReadResult wrong = read_text(
      R"({"uri":"urn:x:1","headline":"A","type":"pamphlet","urgency":12,"subject":["x"],"pubstatus":"replaced","expires":"soon","ednote":[]})");
  ASSERT_THAT(wrong.articles, SizeIs(1));
  EXPECT_EQ(wrong.articles[0].status, Status::kWithheld);
  EXPECT_THAT(wrong.warnings, testing::IsSupersetOf({HasSubstr("type: \"pamphlet\""), HasSubstr("urgency: is not between"),
                                                     HasSubstr("subject: is not a list of objects"),
                                                     HasSubstr("status: \"replaced\""), HasSubstr("ednote: is not a string")}));
  EXPECT_THAT(read_text("{\"uri\":\"urn:x:1\",\"headline\":\"A\",\n\"embargoed\":\"2025-08-01T00:00:00Z\"\n}").articles,
              SizeIs(1));
  // Ours, though it has a member uri.
  EXPECT_THAT(read_text(R"({"id":"1","uri":"x","title":"T"})").titles(), ElementsAre("T"));
}

ReadOptions mapped(const std::string& toml) {
  auto mapping = FieldMapping::parse(toml, "m.toml");
  EXPECT_TRUE(mapping) << mapping.error().message;
  ReadOptions options = read_options_for_tests();
  if (mapping) options.mapping = std::make_shared<const FieldMapping>(std::move(*mapping));
  return options;
}

TEST(MappingTest, OurFieldsFromTheirPaths) {
  const ReadOptions options = mapped(R"(
items = "response.docs"
[fields]
title = "headline.main"
body_html = ["content.full", "content.short"]
authors = "byline[].person.name"
topics = ["tags[].t", "desk"]
published = { path = "date", format = "%d.%m.%Y %H:%M", zone = "Europe/Berlin" }
modified = { path = "stamp", format = "unix-ms" }
url = "links[1]"
section = "'a.b'.c"
[extra]
words = "n"
[constants]
outlet = "Nordlicht Kurier"
language = "de"
is_free = false
)");
  const ReadResult got = read_text(R"({"status": "OK", "response": {"meta": {"docs": []}, "docs": [
  {"headline": {"main": "Hafen"}, "content": {"full": "", "short": "<p>Offen.</p>"}, "byline": [{"person": {"name": "A"}}, {"person": {"name": "B"}}],
   "tags": [{"t": "x"}, {"t": "y"}], "desk": "z", "date": "20.07.2025 10:00", "stamp": 1753000000000, "links": ["n", "https://x.example/1"], "a.b": {"c": "Stadt"}, "n": 7},
  {"headline": {"main": "Kai"}, "date": "2025"}]}, "behind": [1]})",
                                   options);
  ASSERT_THAT(got.articles, SizeIs(2));
  const Article& a = got.articles[0];
  EXPECT_EQ(a.title, "Hafen");
  EXPECT_EQ(a.body, "Offen.");
  EXPECT_THAT(a.authors, ElementsAre("A", "B"));
  EXPECT_THAT(a.topics, ElementsAre("x", "y", "z"));
  EXPECT_EQ(format_moment(a.published), "2025-07-20T08:00:00Z");
  EXPECT_EQ(format_moment(a.modified), "2025-07-20T08:26:40Z");
  EXPECT_EQ(a.url, "https://x.example/1");
  EXPECT_EQ(a.section, "Stadt");
  EXPECT_EQ(a.outlet, "Nordlicht Kurier");
  EXPECT_EQ(a.language, "de");
  EXPECT_EQ(a.is_free, std::optional<bool>(false));
  EXPECT_EQ(a.extra, R"({"words":"7"})");
  EXPECT_THAT(got.warnings, ElementsAre(HasSubstr("published: \"2025\" is not in the format")));
  EXPECT_THAT(read_text(R"({"response": {}})", options).problems, ElementsAre(HasSubstr("has no member \"docs\"")));
}

TEST(MappingTest, CsvByNamesOfColumns) {
  const ReadOptions options = mapped(R"(
[fields]
title = "Head line"
body = "Text"
topics = { path = "Tags", separator = "|" }
published = { path = "Day", format = "%d/%m/%Y" }
)");
  const ReadResult got =
      read_text("Head line;Text;Tags;Day\n\"One \"\"1\"\"\";\"a;b\nc\";x|y;20/07/2025\r\n\nTwo;;;\nThree;\"open;x\n", options);
  ASSERT_THAT(got.articles, SizeIs(2));
  EXPECT_EQ(got.articles[0].title, "One \"1\"");
  EXPECT_EQ(got.articles[0].body, "a;b\nc");
  EXPECT_THAT(got.articles[0].topics, ElementsAre("x", "y"));
  EXPECT_EQ(format_moment(got.articles[0].published), "2025-07-20");
  EXPECT_EQ(got.articles[1].title, "Two");
  EXPECT_THAT(got.problems, ElementsAre(HasSubstr("6(68): a quotation mark isn't closed")));
  // With our own names in its first line a table needs no mapping; the answers of newshound --format csv are such.
  const ReadResult own = read_text("id,title,topics,desk\n1,T,a; b,city\n");
  ASSERT_THAT(own.articles, SizeIs(1));
  EXPECT_THAT(own.articles[0].topics, ElementsAre("a", "b"));
  EXPECT_EQ(own.articles[0].extra, R"({"desk":"city"})");
  EXPECT_THAT(read_text("Titel,Text\nA,B\n", options).warnings, testing::Contains(HasSubstr("there is no column \"Head line\"")));
  const ReadResult latin = read_text("title,body\nCaf\xE9,x\n");
  EXPECT_THAT(latin.titles(), ElementsAre("Caf\u00E9"));
  EXPECT_THAT(latin.warnings, ElementsAre(HasSubstr("windows-1252")));
  const ReadResult column = read_text("title,body,caf\xE9\nA,B,C\n");
  ASSERT_THAT(column.articles, SizeIs(1));
  EXPECT_EQ(column.articles[0].extra, "{\"caf\u00E9\":\"C\"}");
}

TEST(MappingTest, MistakesAreNamed) {
  const struct {
    std::string toml, message;
  } cases[] = {
      {"[fields]\ntitel = \"a\"", "m.toml:2: \"titel\" is no field of an article"},
      {"[fields]\ntitle = \"a..b\"", "\"a..b\" is no path"},
      {"[fields]\ntitle = \"a[\"", "is no path"},
      {"[fields]\ntitle = 5", "a path is a string"},
      {"[fields]\npublished = {path = \"a\", zone = \"Mars/Base\"}", "\"Mars/Base\" is no time zone"},
      {"[fields]\npublished = {format = \"%Y\"}", "needs path"},
      {"[fields]\npublished = {path = \"a\", fromat = \"x\"}", "\"fromat\" is not known here"},
      {"delimiter = \"::\"\n[fields]\ntitle = \"a\"", "delimiter is one of"},
      {"feilds = 1", "\"feilds\" is not known"},
      {"[constants]\noutlet = 5\n[fields]\ntitle = \"a\"", "outlet is a string"},
      {"items = \"a\"", "has no [fields]"},
      {"[fields", "m.toml:1: "},
  };
  for (const auto& c : cases) {
    const auto mapping = FieldMapping::parse(c.toml, "m.toml");
    ASSERT_FALSE(mapping) << c.toml;
    EXPECT_THAT(mapping.error().message, HasSubstr(c.message)) << c.toml;
  }
}

}  // namespace
}  // namespace newshound
