// Search and highlighting are faithful: 10,000 random queries, each about one article of an index in several scripts, against a
// brute-force reading of the same texts (reference_search.h). An article is found if and only if the reference finds it, and what
// is shown is the text, with marks on what matched and nothing else.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include "analysis/normalizer.h"
#include "query/parser.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"
#include "tests/unit/query/random_news.h"
#include "tests/unit/query/reference_search.h"

namespace newshound {
namespace {

constexpr std::size_t kArticles = 100, kQueries = 930;  // of one index
constexpr std::array kExactness = {Exactness::kForm, Exactness::kSpelling, Exactness::kStem, Exactness::kStem,
                                   Exactness::kStem, Exactness::kStem,     Exactness::kStem, Exactness::kStem};
constexpr std::size_t kWholeText = 100000;            // bytes: longer than any text here
const std::string kPre = "\u0002", kPost = "\u0003";  // in no article: the normaliser takes control characters out
const std::string kEllipsis = "\u2026";

std::string one_space(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
    if (!space) out += c;
    if (space && (out.empty() || out.back() != ' ')) out += ' ';
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == '&'    ? "&amp;"
           : c == '<'  ? "&lt;"
           : c == '>'  ? "&gt;"
           : c == '"'  ? "&quot;"
           : c == '\'' ? "&#39;"
                       : std::string(1, c);
  return out;
}

// The text as it should be shown, whole.
std::string marked(std::string_view text, const std::vector<Span>& spans, const HighlightOptions& options) {
  const auto piece = [&](std::size_t begin, std::size_t end) {
    return options.html ? escaped(text.substr(begin, end - begin)) : std::string(text.substr(begin, end - begin));
  };
  std::string out;
  std::size_t at = 0;
  for (const Span& span : spans) {
    out += piece(at, span.begin) + options.pre + piece(span.begin, span.end) + options.post;
    at = span.end;
  }
  return out + piece(at, text.size());
}

std::size_t occurrences(const std::string& text, const std::string& of) {
  std::size_t count = 0;
  for (std::size_t at = text.find(of); at != std::string::npos; at = text.find(of, at + of.size())) ++count;
  return count;
}

// Whether the snippet is a piece of that text, apart from ellipses at its ends.
bool is_piece(const std::string& snippet, const std::string& whole) {
  std::string_view inner = snippet;
  if (whole.find(inner) != std::string::npos) return true;
  if (inner.ends_with(kEllipsis) && whole.find(inner.substr(0, inner.size() - kEllipsis.size())) != std::string::npos)
    return true;
  if (!inner.starts_with(kEllipsis)) return false;
  inner.remove_prefix(kEllipsis.size());
  if (whole.find(inner) != std::string::npos) return true;
  return inner.ends_with(kEllipsis) && whole.find(inner.substr(0, inner.size() - kEllipsis.size())) != std::string::npos;
}

// Whether it can stand in a page as it is, the marks taken out.
bool is_safe_html(std::string text) {
  for (const std::string& mark : {std::string("<mark>"), std::string("</mark>")})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.erase(at, mark.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (std::string_view("<>\"'").find(text[at]) != std::string_view::npos) return false;
    if (text[at] != '&') continue;
    const std::string_view rest = std::string_view(text).substr(at);
    const bool entity = rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;") ||
                        rest.starts_with("&quot;") || rest.starts_with("&#39;");
    if (!entity) return false;
  }
  return true;
}

// Bytes, or units of UTF-16 as ICU counts them.
std::size_t units(std::string_view text, OffsetUnits units) {
  if (units == OffsetUnits::kBytes) return text.size();
  return static_cast<std::size_t>(
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size()))).length());
}

class FidelityTest : public IndexFixture {
 protected:
  RandomNews news{20251009};
  std::map<std::string, std::size_t> operators;
  std::size_t pairs = 0, matching = 0, marks = 0, cut = 0;

  std::vector<Article> make_index(const std::vector<std::string>& languages) {
    std::filesystem::remove_all(index);
    std::vector<Article> articles;
    for (std::size_t i = 0; i < kArticles; ++i) articles.push_back(news.article(i, languages));
    // A segment knows what its own articles make of a form. Where languages are mixed that can be seen: NEAR in an English
    // article takes a Greek word's other forms only if a Greek article of the same segment has them. The reference has one
    // segment.
    const auto border = articles.begin() + (languages.size() == 1 ? 60 : kArticles);
    build({articles.begin(), border});
    if (border != articles.end()) add({border, articles.end()});
    return articles;
  }

  SearchRequest request(const std::string& query) {
    SearchRequest asked;
    asked.relax = asked.fuzzy = false;
    asked.q = query;
    asked.limit = kArticles;
    asked.now_utc = kNewsNow;
    asked.exactness = kExactness[news.below(kExactness.size())];
    asked.parts = news.below(6) == 0 ? static_cast<TextParts>(1 + news.below(kAllParts)) : kAllParts;
    asked.highlight.offsets = news.below(2) == 0 ? OffsetUnits::kBytes : OffsetUnits::kUtf16;
    asked.highlight.html = news.below(3) == 0;
    if (!asked.highlight.html) {
      asked.highlight.pre = kPre;
      asked.highlight.post = kPost;
    }
    const bool whole = news.below(2) == 0;
    asked.highlight.length = whole ? kWholeText : 10 + news.below(200);
    asked.highlight.count = whole ? 10 : 1 + news.below(4);
    return asked;
  }

  void check_snippets(const Highlight& shown, const ReferenceSearch& reference, const AstNode& root, std::size_t article,
                      const SearchRequest& asked) {
    const HighlightOptions& options = asked.highlight;
    std::string texts[2];
    std::size_t expected = 0, seen = 0, longest = options.length;
    for (const TextPart part : {TextPart::kStandfirst, TextPart::kBody}) {
      const std::vector<Span> spans = reference.spans(root, article, part, asked.parts);
      expected += spans.size();
      for (const Span& span : spans) longest = std::max(longest, span.end - span.begin);
      texts[part == TextPart::kBody ? 1 : 0] = one_space(marked(text_of(reference.articles()[article], part), spans, options));
    }
    std::string first;
    for (const std::string& snippet : shown.snippets) {
      ASSERT_TRUE(is_piece(snippet, texts[0]) || is_piece(snippet, texts[1]))
          << "shown: " << snippet << "\nstandfirst: " << texts[0] << "\nbody: " << texts[1];
      ASSERT_TRUE(is_valid_utf8(snippet)) << snippet;
      ASSERT_TRUE(!options.html || is_safe_html(snippet)) << snippet;
      const std::size_t here = occurrences(snippet, options.pre);
      if (seen == 0 && here != 0) {
        const std::size_t begin = snippet.find(options.pre) + options.pre.size();
        first = snippet.substr(begin, snippet.find(options.post) - begin);
      }
      seen += here;
      if (!options.html) {
        ASSERT_LE(snippet.size(), longest + here * (kPre.size() + kPost.size()) + 2 * kEllipsis.size()) << snippet;
      }
      if (snippet.starts_with(kEllipsis) || snippet.ends_with(kEllipsis)) ++cut;
    }
    marks += seen;
    ASSERT_EQ(first, options.html ? escaped(shown.first_mark) : shown.first_mark);
    ASSERT_EQ(seen != 0, expected != 0);
    ASSERT_TRUE(options.length != kWholeText || seen == expected) << seen << " marks of " << expected;
    ASSERT_LE(shown.snippets.size(), options.count);
  }

  // The offsets of a part, back in bytes, are the spans of the reference.
  void check_offsets(const MarkOffsets& offsets, const ReferenceSearch& reference, const AstNode& root, std::size_t article,
                     const SearchRequest& asked) {
    for (const auto& [name, part] : kTextParts) {
      const std::string_view text = text_of(reference.articles()[article], part);
      std::vector<std::pair<std::size_t, std::size_t>> told, expected;
      for (const MarkOffsets::Place& place : offsets.marks)
        if (place.part == part) told.emplace_back(place.begin, place.end);
      for (const Span& span : reference.spans(root, article, part, asked.parts))
        expected.emplace_back(units(text.substr(0, span.begin), asked.highlight.offsets),
                              units(text.substr(0, span.end), asked.highlight.offsets));
      ASSERT_EQ(told, expected) << name;
    }
    ASSERT_FALSE(offsets.cut);
  }

  void check_hit(const Hit& hit, const ReferenceSearch& reference, const AstNode& root, std::size_t article,
                 const SearchRequest& asked) {
    const Article& stored = reference.articles()[article];
    ASSERT_EQ(hit.article.title, stored.title);
    ASSERT_EQ(hit.article.standfirst, stored.standfirst);
    ASSERT_EQ(hit.article.body, stored.body);
    const HighlightOptions& options = asked.highlight;
    const std::vector<Span> spans = reference.spans(root, article, TextPart::kTitle, asked.parts);
    marks += spans.size();
    ASSERT_EQ(hit.highlight.title, marked(stored.title, spans, options));
    ASSERT_TRUE(!options.html || is_safe_html(hit.highlight.title)) << hit.highlight.title;
    check_snippets(hit.highlight, reference, root, article, asked);
    check_offsets(*hit.highlight.offsets, reference, root, article, asked);
  }

  // The pair of a query and the article that it is about; for every fourth query, all other articles as well.
  void check_query(Searcher& searcher, const ReferenceSearch& reference, std::size_t about) {
    const RandomQuery query = news.query(reference.articles()[about]);
    const SearchRequest asked = request(query.text);
    const auto parsed = parse_query(query.text, {.exactness = asked.exactness, .now_utc = kNewsNow});
    ASSERT_TRUE(parsed);
    if (!parsed->notes.empty()) return;  // not read as it was meant
    SCOPED_TRACE(query.text + "   read as   " + print_ast(parsed->root));
    for (const auto& [name, count] : query.operators) operators[name] += count;
    if (asked.exactness == Exactness::kSpelling) ++operators["exact=2"];
    if (asked.parts != kAllParts) ++operators["in"];
    ++pairs;
    const auto answer = searcher.search(asked);
    ASSERT_TRUE(answer);
    std::set<std::string> found, expected;
    for (const Hit& hit : answer->hits) {
      found.insert(hit.article.id);
      if (hit.article.id != reference.articles()[about].id) continue;
      ++matching;
      ASSERT_NO_FATAL_FAILURE(check_hit(hit, reference, parsed->root, about, asked));
    }
    if (pairs % 4 != 0) {
      ASSERT_EQ(found.contains(reference.articles()[about].id), reference.matches(parsed->root, about, asked.parts));
      return;
    }
    for (std::size_t a = 0; a < kArticles; ++a)
      if (reference.matches(parsed->root, a, asked.parts)) expected.insert(reference.articles()[a].id);
    ASSERT_EQ(found, expected);
    ASSERT_EQ(answer->total, expected.size());
  }
};

TEST_F(FidelityTest, FindsAndMarksWhatAReadingOfTheTextsFindsAndMarks) {
  const std::vector<std::vector<std::string>> indexes = {{"en"}, {"en", "de", "fr"},
                                                         {"ru"}, {"en", "el", "ar"},
                                                         {"fr"}, {"zh", "ja", "en"},
                                                         {"de"}, {"en", "ru", "es"},
                                                         {"el"}, {"en"},
                                                         {"ar"}};
  for (const auto& languages : indexes) {
    const ReferenceSearch reference(make_index(languages));
    Searcher searcher(Snapshot::open(index, 1), 0);
    for (std::size_t i = 0; i < kQueries; ++i) ASSERT_NO_FATAL_FAILURE(check_query(searcher, reference, i % kArticles));
  }
  EXPECT_GE(pairs, 10000u);
  EXPECT_GE(matching * 2, pairs);
  EXPECT_GE(marks, pairs);
  EXPECT_GE(cut, 1000u);
  for (const char* name : {"word", "plus", "minus",    "AND",   "OR",     "NOT",   "brackets", "phrase", "quoted word", "slop",
                           "NEAR", "ADJ",  "wildcard", "title", "outlet", "topic", "author",   "date",   "exact=2",     "in"})
    EXPECT_GE(operators[name], 500u) << name;
  for (const auto& [name, count] : operators)
    RecordProperty(name == "quoted word" ? "quoted_word" : name == "exact=2" ? "exact_2" : name, static_cast<int>(count));
  RecordProperty("pairs", static_cast<int>(pairs));
  RecordProperty("matching", static_cast<int>(matching));
  RecordProperty("marks", static_cast<int>(marks));
}

}  // namespace
}  // namespace newshound
