#include "query/parser.h"

#include <random>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/query/parser_cases.h"

namespace newshound {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kNow = 1753099200;  // 2025-07-21T12:00:00Z

ParseOptions at_noon() {
  ParseOptions options;
  options.now_utc = kNow;
  return options;
}

ParsedQuery parse(std::string_view query, const ParseOptions& options = at_noon()) {
  auto parsed = parse_query(query, options);
  EXPECT_TRUE(parsed) << query;
  return parsed ? *parsed : ParsedQuery{};
}

std::string print(std::string_view query, const ParseOptions& options = at_noon()) {
  return print_ast(parse(query, options).root);
}

AstNode without_positions(AstNode node) {
  node.begin = node.end = 0;
  for (AstNode& child : node.children) child = without_positions(std::move(child));
  return node;
}

void expect_print_reads_the_same(std::string_view query, const ParseOptions& options = at_noon()) {
  const AstNode tree = parse(query, options).root;
  const std::string printed = print_ast(tree);
  if (printed.size() > kMaxQueryBytes) return;
  // Neither the clock nor the zone nor exact words matter to what was printed; only spellings do.
  const bool spelled = options.exactness == Exactness::kSpelling;
  const ParsedQuery again = parse(printed, {.exactness = spelled ? Exactness::kSpelling : Exactness::kStem});
  EXPECT_TRUE(without_positions(again.root) == without_positions(tree)) << query << "\n"
                                                                        << printed << "\n"
                                                                        << print_ast(again.root);
  // A * in a field's value stays there, and stays worth a note.
  EXPECT_THAT(again.notes, Each(HasSubstr("takes no wildcards"))) << query << "\n" << printed;
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(ParserTest, ReadsTheLanguage) {
  for (const ParserCase& c : parser_cases()) {
    const ParsedQuery parsed = parse(c.query);
    EXPECT_EQ(print_ast(parsed.root), c.parsed) << c.query;
    EXPECT_THAT(parsed.notes, IsEmpty()) << c.query;
    ParseOptions strict = at_noon();
    strict.strict = true;
    EXPECT_TRUE(parse_query(c.query, strict)) << c.query;
  }
}

TEST(ParserTest, RepairsAndSaysSo) {
  for (const RepairCase& c : repair_cases()) {
    const ParsedQuery parsed = parse(c.query);
    EXPECT_EQ(print_ast(parsed.root), c.parsed) << c.query;
    EXPECT_THAT(parsed.notes, ElementsAre(HasSubstr(c.note))) << c.query;
  }
}

TEST(ParserTest, StrictReadingGivesThePlaceAndTheRemedy) {
  ParseOptions strict = at_noon();
  strict.strict = true;
  for (const RepairCase& c : repair_cases()) {
    const auto parsed = parse_query(c.query, strict);
    ASSERT_FALSE(parsed) << c.query;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidQuery) << c.query;
    EXPECT_EQ(parsed.error().name, "q") << c.query;
    EXPECT_EQ(parsed.error().position, c.position) << c.query;
    EXPECT_THAT(parsed.error().message, HasSubstr("; ")) << c.query;
  }
  const auto parsed = parse_query("oil AND", strict);
  EXPECT_EQ(parsed.error().message,
            "query, byte 4: AND has nothing behind it; write a word there, or the operator in lower case to search for it");
}

TEST(ParserTest, APrintReadsAsTheSameTree) {
  ParseOptions exact = at_noon();
  exact.exactness = Exactness::kForm;
  exact.time_zone = "America/New_York";
  for (const ParserCase& c : parser_cases()) {
    expect_print_reads_the_same(c.query);
    expect_print_reads_the_same(c.query, exact);
  }
  for (const RepairCase& c : repair_cases()) expect_print_reads_the_same(c.query, exact);
}

// Random pieces of queries in a row: most need repair, all must come to a tree whose print reads the same.
TEST(ParserTest, APrintOfRandomQueriesReadsAsTheSameTree) {
  const std::vector<std::string> pieces = {"apple",
                                           "Oil",
                                           "e-mail",
                                           "don't",
                                           "c++",
                                           "U.S.",
                                           "AND",
                                           "OR",
                                           "NOT",
                                           "NEAR/3",
                                           "ADJ/2",
                                           "NEAR",
                                           "(",
                                           ")",
                                           "(",
                                           ")",
                                           "\"a b\"",
                                           "\"x\"",
                                           "\"a b c\"~4",
                                           "-",
                                           "+",
                                           "title:",
                                           "outlet:",
                                           "author:",
                                           "url:",
                                           "date:2025",
                                           "after:2024-02",
                                           "when:7d",
                                           "date:x",
                                           "foo:bar",
                                           "infl*",
                                           "o*",
                                           "title:(",
                                           "outlet:(",
                                           "url:(",
                                           "author:(jane doe)",
                                           "\"",
                                           "~3",
                                           "!!!",
                                           "\xE2\x80\x9C",
                                           "\xE2\x80\x9D",
                                           "*",
                                           "date:(",
                                           "2025..2024",
                                           "http://x.y/z_(b)",
                                           "r\xC3\xA9sum\xC3\xA9",
                                           "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0"};
  std::mt19937 random(20250721);
  for (int i = 0; i < 20000; ++i) {
    std::string query;
    for (std::size_t n = 1 + random() % 14; n > 0; --n) {
      query += pieces[random() % pieces.size()];
      if (random() % 4 != 0) query += ' ';
    }
    ParseOptions options = at_noon();
    options.exactness = static_cast<Exactness>(random() % 3);
    expect_print_reads_the_same(query, options);
    if (HasFailure()) FAIL() << query;
  }
}

TEST(ParserTest, NodesKnowTheirPlace) {
  const AstNode root = parse("apple -(\"b c\" OR title:d) outlet:(x y)").root;
  ASSERT_EQ(root.children.size(), 3u);
  EXPECT_EQ(root.children[0].begin, 0u);
  EXPECT_EQ(root.children[0].end, 5u);
  EXPECT_EQ(root.children[1].begin, 6u);
  EXPECT_EQ(root.children[1].end, 25u);
  const AstNode& either = root.children[1].children[0];
  EXPECT_EQ(either.children[0].begin, 8u);
  EXPECT_EQ(either.children[0].end, 13u);
  EXPECT_EQ(either.children[1].begin, 17u);
  EXPECT_EQ(either.children[1].end, 24u);
  EXPECT_EQ(root.end, 38u);
}

TEST(ParserTest, WindowsAreThoseOfTheWords) {
  const struct {
    const char* query;
    std::uint32_t window;
    bool ordered, exact;
  } cases[] = {
      {"\"a b c\"", 3, true, true},          {"\"a b c\"~5", 7, false, true}, {"a NEAR/5 b", 6, false, false},
      {"a ADJ/3 b ADJ/3 c", 5, true, false}, {"e-mail", 2, true, false},      {"state-of-the-art", 4, true, false},
  };
  for (const auto& c : cases) {
    const AstNode root = parse(c.query).root;
    ASSERT_EQ(root.kind, NodeKind::kSequence) << c.query;
    EXPECT_EQ(root.window, c.window) << c.query;
    EXPECT_EQ(root.ordered, c.ordered) << c.query;
    EXPECT_EQ(root.words[0].exact, c.exact) << c.query;
  }
}

TEST(ParserTest, AQueryOfNotsBeginsWithEveryArticle) {
  const AstNode root = parse("-gas").root;
  ASSERT_EQ(root.kind, NodeKind::kAnd);
  ASSERT_EQ(root.children.size(), 2u);
  EXPECT_EQ(root.children[0].kind, NodeKind::kAll);
  EXPECT_EQ(root.children[1].kind, NodeKind::kNot);
  const AstNode either = parse("oil OR NOT gas").root;
  EXPECT_EQ(either.children[1].kind, NodeKind::kAnd);
}

TEST(ParserTest, MatchAnyReadsPlainWords) {
  ParseOptions any = at_noon();
  any.match_any = true;
  const ParserCase cases[] = {
      {"", ""},
      {"apple", "apple"},
      {"+a b", "a OR b"},
      {"a AND -b \"c d\"~5 title:e (f", "a OR and OR b OR c OR d OR 5 OR title OR e OR f"},
      {"e-mail infl*", "e OR mail OR infl"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(print(c.query, any), c.parsed) << c.query;
    EXPECT_THAT(parse(c.query, any).notes, IsEmpty()) << c.query;
  }
  EXPECT_THAT(parse(repeat("a ", 513), any).notes, ElementsAre(HasSubstr("more than 512 words")));
}

TEST(ParserTest, ExactQuotesEveryWord) {
  ParseOptions exact = at_noon();
  exact.exactness = Exactness::kForm;
  const ParserCase cases[] = {
      {"apple pie", "\"apple\" AND \"pie\""},
      {"e-mail", "\"e mail\""},
      {"a NEAR/5 b", "\"a b\"~5"},
      {"title:apple infl*", "title:\"apple\" AND infl*"},
      {"oi*", "\"oi\""},
  };
  for (const auto& c : cases) EXPECT_EQ(print(c.query, exact), c.parsed) << c.query;
}

TEST(ParserTest, DatesAreDaysOfTheTimeZone) {
  const struct {
    const char *zone, *query, *parsed;
  } cases[] = {
      {"Europe/Berlin", "date:2025-07-21", "date:2025-07-20T22:00:00Z..2025-07-21T21:59:59Z"},
      {"Europe/Berlin", "date:2025-03-30", "date:2025-03-29T23:00:00Z..2025-03-30T21:59:59Z"},  // 23 hours
      {"America/New_York", "date:2025-07", "date:2025-07-01T04:00:00Z..2025-08-01T03:59:59Z"},
      {"America/New_York", "date:2025", "date:2025-01-01T05:00:00Z..2026-01-01T04:59:59Z"},
      {"America/Sao_Paulo", "after:2018-11-04", "date:2018-11-04T03:00:00Z.."},  // clocks skip its first hour
      {"America/New_York", "after:2025-07-21T00:00:00Z", "date:2025-07-21T00:00:00Z.."},
      {"America/New_York", "when:1m", "date:2025-06-21T12:00:00Z.."},
      {"Etc/GMT-14", "date:0001..9999", "date:0000-12-31T10:00:00Z..9999-12-31T09:59:59Z"},
      {"Etc/GMT+12", "date:9999", "date:9999-01-01T12:00:00Z..9999-12-31T23:59:59Z"},
  };
  for (const auto& c : cases) {
    ParseOptions options = at_noon();
    options.time_zone = c.zone;
    EXPECT_EQ(print(c.query, options), c.parsed) << c.zone;
    expect_print_reads_the_same(c.query, options);
  }
}

TEST(ParserTest, MonthsEndWithTheirLastDay) {
  ParseOptions options;
  options.now_utc = 1774958400;  // 2026-03-31T12:00:00Z
  EXPECT_EQ(print("when:1m", options), "date:2026-02-28T12:00:00Z..");
  options.now_utc = 1709208000;  // 2024-02-29T12:00:00Z
  EXPECT_EQ(print("when:1y", options), "date:2023-02-28T12:00:00Z..");
}

TEST(ParserTest, CutsAtTheLimits) {
  std::string operators = "a", nots = "a";
  for (int i = 0; i < 70; ++i) operators += " OR b", nots += " -b";
  const std::string nested = repeat("(", 40) + "a" + repeat(")", 40);
  const struct {
    std::string query;
    const char* note;
    std::size_t words;
  } cases[] = {
      {repeat("a ", 513), "more than 512 words", 512},
      {"\"" + repeat("a ", 513) + "\"", "more than 512 words", 0},
      {operators, "more than 64 operators", 65},
      {nots, "more than 64 operators", 65},
      {nested, "brackets nested deeper than 32", 0},
      {"b " + nested, "brackets nested deeper than 32", 1},
      {"b outlet:" + nested, "brackets nested deeper than 32", 1},
  };
  for (const auto& c : cases) {
    const ParsedQuery parsed = parse(c.query);
    EXPECT_THAT(parsed.notes.at(0), HasSubstr(c.note)) << c.query;
    const std::size_t words = parsed.root.kind == NodeKind::kAll ? 0 : std::max<std::size_t>(1, parsed.root.children.size());
    EXPECT_EQ(words, c.words) << c.query;
    ParseOptions strict;
    strict.strict = true;
    const auto refused = parse_query(c.query, strict);
    ASSERT_FALSE(refused) << c.query;
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidQuery);
    EXPECT_THAT(refused.error().message, HasSubstr(c.note));
    expect_print_reads_the_same(c.query);
  }
  EXPECT_THAT(parse(repeat("(", 32) + "a" + repeat(")", 32)).notes, IsEmpty());
}

// A value's bracket and that of the OR around it may need a level more in print than in the query.
TEST(ParserTest, NeverMakesATreeThatPrintsTooDeep) {
  for (std::size_t depth = 28; depth <= 32; ++depth) {
    std::string query = "x";
    for (std::size_t i = 1; i < depth; ++i) query = "y (z OR " + query + ")";
    for (const char* core : {"author:(a b OR c)", "title:(a NEAR/5 b OR c)", "-author:(a b \"c\")"}) {
      std::string deep = query;
      deep.replace(deep.find(" x)"), 3, std::string(" q ") + core + ")");
      expect_print_reads_the_same(deep);
    }
  }
}

TEST(ParserTest, RefusesTooManyBytesAlways) {
  const auto parsed = parse_query(std::string(kMaxQueryBytes + 1, 'a'), {});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kTooLarge);
  EXPECT_TRUE(parse_query(repeat("a ", kMaxQueryBytes / 2), {}));
}

TEST(ParserTest, WordsTooLongAreLeftOut) {
  const ParsedQuery parsed = parse("oil " + std::string(65, 'a'));
  EXPECT_EQ(print_ast(parsed.root), "oil");
  EXPECT_THAT(parsed.notes, ElementsAre(HasSubstr("is longer than the 64 bytes of a word")));
  EXPECT_EQ(print(std::string(64, 'a')), std::string(64, 'a'));
}

TEST(ParserTest, NotesAreFewAndDifferent) {
  EXPECT_EQ(parse(repeat(")", 4000) + "a").notes.size(), 1u);
  std::string fields;
  for (int i = 0; i < 60; ++i) fields += fmt::format("x{}:a ", std::string(static_cast<std::size_t>(i), 'x'));
  EXPECT_EQ(parse(fields).notes.size(), 16u);
}

}  // namespace
}  // namespace newshound
