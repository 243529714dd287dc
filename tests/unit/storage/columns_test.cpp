#include "storage/columns.h"

#include <cstring>
#include <map>
#include <string>

#include "storage/columns_format.h"
#include "storage/files.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = IndexError::Kind;

Article article(const std::string& id, const std::string& outlet, const std::vector<std::string>& topics) {
  Article made;
  made.id = id;
  made.outlet = outlet;
  made.topics = topics;
  return made;
}

class ColumnsTest : public FolderFixture {
 protected:
  void SetUp() override {
    FolderFixture::SetUp();
    path = folder / "columns";
  }
  void write(const std::vector<Article>& articles) const {
    ColumnsBuilder builder;
    for (const Article& a : articles) builder.add(a, 10);
    builder.write(path);
  }
  static std::vector<std::string> values(const Columns& columns, Field field, std::uint32_t document) {
    std::vector<std::string> found;
    const OrdinalColumn& column = columns.ordinals(field);
    column.for_each(document, [&](std::uint32_t ordinal) { found.emplace_back(column.value(ordinal)); });
    return found;
  }
  // Every section of the file at `path`.
  [[nodiscard]] std::map<std::string, std::string> sections() const {
    std::vector<std::string> all{"documents", "length", "published", "flags", "id_hash", "embargo", "expires", "modified"};
    for (const FieldRow& row : field_table())
      for (const char* part : {".ordinals", ".offsets", ".sets", ".values", ".value_at", ".folded", ".folded_at"})
        all.push_back(std::string(row.parameter) + part);
    const SectionFile file(path, kColumnsKind, kColumnsVersion);
    std::map<std::string, std::string> found;
    for (const std::string& name : all) {
      if (!file.has(name)) continue;
      const auto bytes = file.section(name);
      found[name] = {bytes.begin(), bytes.end()};
    }
    return found;
  }
  void forge(const std::map<std::string, std::string>& content) const {
    SectionWriter writer(path, kColumnsKind, kColumnsVersion);
    for (const auto& [name, bytes] : content) {
      writer.begin(name);
      writer.append(bytes);
    }
    writer.finish();
  }
  std::filesystem::path path;
};

TEST_F(ColumnsTest, GivesBackNumbersAndValues) {
  Article first = article("a", "The Post", {"Energy", "Trade"}), second = article("b", "", {});
  first.published = *parse_moment("2025-07-21");
  first.language = "en";
  first.section = "Business";
  first.authors = {"Ana Díaz"};
  first.places = {"Lisbon"};
  second.published = *parse_moment("2025-07-20T10:00:00Z");
  second.status = Status::kCanceled;
  ColumnsBuilder builder;
  builder.add(first, 300);
  builder.add(second, 0);
  EXPECT_EQ(builder.documents(), 2u);
  builder.write(path);
  const Columns columns(path);
  EXPECT_EQ(columns.documents(), 2u);
  EXPECT_THAT(columns.length(), ElementsAre(300, 0));
  EXPECT_THAT(columns.published(), ElementsAre(first.published.seconds_utc, second.published.seconds_utc));
  EXPECT_THAT(columns.flags(), ElementsAre(kFlagDateOnly | kFlagModifiedDateOnly, 2));
  EXPECT_TRUE(columns.modified().empty());
  EXPECT_THAT(columns.id_hash(), ElementsAre(id_hash("a"), id_hash("b")));
  EXPECT_THAT(values(columns, Field::kOutlet, 0), ElementsAre("The Post"));
  EXPECT_THAT(values(columns, Field::kTopic, 0), ElementsAre("Energy", "Trade"));
  EXPECT_THAT(values(columns, Field::kSection, 0), ElementsAre("Business"));
  EXPECT_THAT(values(columns, Field::kAuthor, 0), ElementsAre("Ana Díaz"));
  EXPECT_THAT(values(columns, Field::kPlace, 0), ElementsAre("Lisbon"));
  EXPECT_THAT(values(columns, Field::kLanguage, 0), ElementsAre("en"));
  for (const FieldRow& row : field_table()) {
    if (row.column == ColumnKind::kNone) continue;
    EXPECT_THAT(values(columns, row.field, 1), ElementsAre()) << row.name;
  }
}

TEST_F(ColumnsTest, TheLastChangeIsThePublicationWhereThereWasNone) {
  Article changed = article("a", "", {}), whole_day = article("b", "", {}), never = article("c", "", {}),
          undated = article("d", "", {});
  changed.published = *parse_moment("2025-07-01");
  changed.modified = *parse_moment("2025-07-21T10:00:00Z");
  whole_day.published = *parse_moment("2025-07-01T10:00:00Z");
  whole_day.modified = *parse_moment("2025-07-22");
  never.published = *parse_moment("2025-07-03");
  write({changed, whole_day, never, undated});
  const Columns columns(path);
  EXPECT_THAT(columns.modified(),
              ElementsAre(changed.modified.seconds_utc, whole_day.modified.seconds_utc, never.published.seconds_utc, kUndated));
  EXPECT_THAT(columns.flags(), ElementsAre(kFlagDateOnly, kFlagModifiedDateOnly, kFlagDateOnly | kFlagModifiedDateOnly, 0));
}

TEST_F(ColumnsTest, NoDocuments) {
  write({});
  const Columns columns(path);
  EXPECT_EQ(columns.documents(), 0u);
  EXPECT_FALSE(columns.may_hide());
  EXPECT_EQ(columns.ordinals(Field::kTopic).values(), 0u);
  EXPECT_EQ(columns.ordinals(Field::kTopic).find("energy"), 0u);
}

TEST_F(ColumnsTest, DictionaryIsSortedAndShowsTheMostFrequentSpelling) {
  write({article("a", "the POST", {"Énergie", "énergie", "ENERGIE", "trade"}), article("b", "The  Post ", {"énergie"}),
         article("c", "The Post", {"zinc", "Énergie"}), article("d", "The Post", {})});
  const Columns columns(path);
  const OrdinalColumn& topics = columns.ordinals(Field::kTopic);
  ASSERT_EQ(topics.values(), 3u);
  EXPECT_EQ(topics.folded(1), "energie");
  EXPECT_EQ(topics.value(1), "Énergie");  // twice, énergie once: the first of a document's equal values counts
  EXPECT_EQ(topics.folded(2), "trade");
  EXPECT_EQ(topics.folded(3), "zinc");
  EXPECT_EQ(columns.ordinals(Field::kOutlet).values(), 1u);
  EXPECT_EQ(columns.ordinals(Field::kOutlet).value(1), "The Post");
  EXPECT_THAT(values(columns, Field::kTopic, 0), ElementsAre("Énergie", "trade"));
  EXPECT_THAT(values(columns, Field::kTopic, 2), ElementsAre("zinc", "Énergie"));  // the article's order
  const struct {
    const char* folded;
    std::uint32_t ordinal;
  } cases[] = {{"energie", 1}, {"trade", 2},  {"zinc", 3}, {"", 0},       {"a", 0},
               {"tra", 0},     {"trades", 0}, {"zz", 0},   {"Énergie", 0}};
  for (const auto& c : cases) EXPECT_EQ(topics.find(c.folded), c.ordinal) << c.folded;
}

TEST_F(ColumnsTest, EqualSpellingsTieToTheSmallest) {
  write({article("a", "post", {}), article("b", "POST", {}), article("c", "Post", {})});
  EXPECT_EQ(Columns(path).ordinals(Field::kOutlet).value(1), "POST");
}

TEST_F(ColumnsTest, OrdinalsAreAsWideAsNeeded) {
  const struct {
    std::uint32_t outlets;
    unsigned width;
  } cases[] = {{255, 1}, {256, 2}, {65535, 2}, {65536, 4}};
  for (const auto& c : cases) {
    std::vector<Article> articles;
    for (std::uint32_t i = 0; i < c.outlets; ++i) articles.push_back(article("id", "outlet " + std::to_string(i), {}));
    write(articles);
    EXPECT_EQ(sections()["outlet.ordinals"].size(), std::size_t{c.outlets} * c.width);
    const Columns columns(path);
    EXPECT_EQ(columns.ordinals(Field::kOutlet).values(), c.outlets);
    for (const std::uint32_t d : {0u, 200u, c.outlets - 1})
      EXPECT_THAT(values(columns, Field::kOutlet, d), ElementsAre("outlet " + std::to_string(d)));
  }
}

TEST_F(ColumnsTest, AppendingRunsEqualsAddingAll) {
  std::vector<Article> articles;
  for (int i = 0; i < 200; ++i) {
    Article made = article("id" + std::to_string(i), i % 3 == 0 ? "Post" : "Outlet " + std::to_string(i % 17),
                           {"t" + std::to_string(i % 5)});
    made.topics.push_back(i % 2 == 0 ? "Energy" : "ENERGY");
    if (i == 70 || i == 150) made.expires = *parse_moment("2026-01-01");
    if (i == 95) made.modified = *parse_moment("2025-11-30");
    articles.push_back(made);
  }
  write(articles);
  const std::string whole = read_file(path);
  ColumnsBuilder all;
  for (std::size_t begin = 0; begin < articles.size(); begin += 30) {
    ColumnsBuilder run;
    for (std::size_t i = begin; i < std::min(begin + 30, articles.size()); ++i) run.add(articles[i], 10);
    if (begin != 60) run.shrink();
    all.append(std::move(run));
  }
  EXPECT_EQ(all.documents(), articles.size());
  all.write(path);
  EXPECT_TRUE(read_file(path) == whole);
  const Columns columns(path);
  for (std::uint32_t d = 0; d < articles.size(); ++d) {
    EXPECT_EQ(columns.is_visible(d, parse_moment("2026-02-01")->seconds_utc), d != 70 && d != 150) << d;
    EXPECT_EQ(columns.modified()[d] == columns.published()[d], d != 95) << d;
  }
}

TEST_F(ColumnsTest, VisibilityByStatusEmbargoAndExpiry) {
  const struct {
    Status status;
    const char *embargo, *expires;
    bool visible;  // at 2025-07-21T12:00:00Z
  } cases[] = {
      {Status::kUsable, "", "", true},
      {Status::kWithheld, "", "", false},
      {Status::kCanceled, "", "", false},
      {Status::kUsable, "2025-07-21T12:00:00Z", "", true},
      {Status::kUsable, "2025-07-21T12:00:01Z", "", false},
      {Status::kUsable, "", "2025-07-21T12:00:00Z", false},
      {Status::kUsable, "", "2025-07-21T12:00:01Z", true},
      {Status::kUsable, "2025-07-20", "2025-07-22", true},
      {Status::kWithheld, "2025-07-20", "2025-07-22", false},
      {Status::kUsable, "2025-07-22", "2025-07-23", false},
  };
  const std::int64_t now = parse_moment("2025-07-21T12:00:00Z")->seconds_utc;
  std::vector<Article> articles;
  for (const auto& c : cases) {
    Article& made = articles.emplace_back();
    made.status = c.status;
    if (*c.embargo != 0) made.embargoed_until = *parse_moment(c.embargo);
    if (*c.expires != 0) made.expires = *parse_moment(c.expires);
    EXPECT_EQ(is_visible(made, now), c.visible);  // the article and its column agree
  }
  write(articles);
  const Columns columns(path);
  EXPECT_TRUE(columns.may_hide());
  for (std::uint32_t d = 0; d < columns.documents(); ++d) EXPECT_EQ(columns.is_visible(d, now), cases[d].visible) << d;

  write({article("a", "Post", {})});
  EXPECT_FALSE(Columns(path).may_hide());
  EXPECT_EQ(sections().count("embargo"), 0u);
}

TEST_F(ColumnsTest, EverySectionIsNeededAndMeasured) {
  Article made = article("a", "Post", {"Energy"});
  made.expires = *parse_moment("2026-01-01");
  made.modified = *parse_moment("2025-01-01");
  write({made, made});
  const auto sound = sections();
  EXPECT_THAT(sound, Contains(::testing::Key("section.folded_at")));
  for (const auto& [name, bytes] : sound) {
    auto content = sound;
    content.erase(name);
    forge(content);
    if (name != "embargo" && name != "modified") {
      const std::string named = name.ends_with(".sets") ? "offsets" : name;  // which then should be those of documents
      EXPECT_THAT(refusal(Kind::kDamaged, [&] { const Columns columns(path); }),
                  AllOf(HasSubstr(path.string()), HasSubstr(named)));
    }
    for (const std::string& other : {bytes + "x", bytes + "12345678", bytes.substr(0, bytes.empty() ? 0 : bytes.size() - 1)}) {
      if (other == bytes) continue;
      content[name] = other;
      forge(content);
      EXPECT_THAT(refusal(Kind::kDamaged, [&] { const Columns columns(path); }), HasSubstr(path.string()))
          << name << " " << other.size();
    }
  }
}

TEST_F(ColumnsTest, DamagedOrdinalsAndOffsetsStayInBounds) {
  write({article("a", "Post", {"Energy", "Trade"}), article("b", "Times", {"Energy"})});
  const auto sound = sections();
  auto content = sound;
  content["outlet.ordinals"] = "\x01\xFF";
  content["topic.ordinals"] = "\x03\x02\xFF";
  forge(content);
  const Columns columns(path);
  EXPECT_THAT(values(columns, Field::kOutlet, 0), ElementsAre("Post"));
  EXPECT_THAT(values(columns, Field::kOutlet, 1), ElementsAre());
  EXPECT_THAT(values(columns, Field::kTopic, 0), ElementsAre("Trade"));

  content = sound;
  const std::uint32_t offsets[] = {0, 0x7FFFFFFF, 3};
  std::memcpy(content["topic.offsets"].data(), offsets, sizeof(offsets));
  forge(content);
  const Columns disordered(path);
  for (const std::uint32_t document : {0u, 1u})
    refusal(Kind::kDamaged, [&] { (void)values(disordered, Field::kTopic, document); });

  write({article("a", "Post", {"Energy", "Trade"}), article("b", "Post", {"Energy", "Trade"})});
  content = sections();
  content["topic.sets"] = std::string("\x00\xFF", 2);
  forge(content);
  const Columns shared(path);
  const OrdinalColumn& topics = shared.ordinals(Field::kTopic);
  EXPECT_THAT(values(shared, Field::kTopic, 0), ElementsAre("Energy", "Trade"));
  EXPECT_THAT(values(shared, Field::kTopic, 1), ElementsAre());
  EXPECT_LT(topics.group(1), topics.groups());
  std::vector<std::uint32_t> counts(topics.values() + 1, 0);
  EXPECT_EQ(topics.count(std::vector<std::uint32_t>{0, 1, 1}, counts), 2u);
  EXPECT_THAT(counts, ElementsAre(::testing::_, 1u, 1u));

  content = sound;
  content["documents"] = std::string(8, '\xFF');
  forge(content);
  refusal(Kind::kDamaged, [&] { const Columns impossible(path); });
}

}  // namespace
}  // namespace newshound
