// 10,000 random pairs of query and article against a plain reference: what matches, what is marked, and that snippets are slices
// of the text. Words in many scripts; queries are made of the words of the article that they are meant for.
#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"
#include "query/parser.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"
#include "tests/unit/query/fidelity_reference.h"

namespace newshound {
namespace {

constexpr std::size_t kArticles = 60, kQueries = 5000;
constexpr std::int64_t kNow = 1760000000;
const std::string kPre = "\x02", kPost = "\x03";
const std::string kEllipsis = "\u2026";

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank)
      out += c;
    else if (out.empty() || out.back() != ' ')
      out += ' ';
  }
  return out;
}

class FidelityTest : public IndexFixture {
 protected:
  std::mt19937 random{20261124};
  std::map<std::string, std::size_t> operators;  // pairs by operator

  std::size_t below(std::size_t n) { return random() % n; }

  std::string word() {
    static const std::vector<std::string> words = {
        "strike", "strikes", "striking", "port",   "ports",    "café",   "cafés",   "cafe",    "résumé", "resume",
        "Zürich", "zurich",  "mayor",    "mayors", "election", "elect",  "U.S.",    "C++",     "AT&T",   "don’t",
        "don't",  "1,880",   "2025",     "naïve",  "Москва",   "москве", "выборы",  "Ελλάδα",  "ελλαδα", "أخبار",
        "مدينة",  "東京",    "ニュース", "😀",      "<b>",      "&amp;",  "budget",  "budgets", "miner",  "miners",
        "mine",   "Straße",  "strasse",  "e-mail", "tariff",   "wages",  "harbour", "ferry"};
    return words[std::min(below(words.size()), below(words.size()))];
  }
  std::string text(std::size_t words) {
    static const std::vector<std::string> gaps = {" ", " ", " ", " ", ". ", ", ", "\n\n", " – ", " “", "” "};
    std::string out;
    for (std::size_t i = 0; i < words; ++i) out += (i == 0 ? "" : gaps[below(gaps.size())]) + word();
    return out;
  }
  Article article(std::size_t number) {
    Article a = make_article(fmt::format("a{}", number), text(1 + below(6)), text(10 + below(40)),
                             fmt::format("2025-{:02}-{:02}T12:00:00Z", 1 + below(12), 1 + below(28)));
    if (below(2) == 0) a.standfirst = text(1 + below(10));
    a.outlet = below(2) == 0 ? "The Post" : "Kurier";
    a.topics = {below(2) == 0 ? "Café culture" : "Ports"};
    return a;
  }

  // Consecutive words of some part of the article, as they stand; at least one.
  std::vector<std::string> words_of(const Article& a, std::size_t wanted, bool title) {
    const std::string& text = title ? a.title : below(4) == 0 && !a.standfirst.empty() ? a.standfirst : a.body;
    std::vector<std::string> all;
    Tokenizer tokenizer(text);
    for (Token token; tokenizer.next(token);) all.emplace_back(token.word);
    if (all.empty()) return {"nothing"};
    const std::size_t begin = below(all.size());
    return {all.begin() + static_cast<std::ptrdiff_t>(begin),
            all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), begin + wanted))};
  }
  std::string one(const Article& a, bool title = false) { return words_of(a, 1, title)[0]; }
  std::string use(const std::string& name, std::string query) {
    used_.insert(name);
    return query;
  }

  std::string leaf(const Article& a) {
    switch (below(12)) {
      case 0: return use("phrase", fmt::format("\"{}\"", fmt::join(words_of(a, 2 + below(3), false), " ")));
      case 1: return use("exact", "\"" + one(a) + "\"");
      case 2: return use("slop", fmt::format("\"{}\"~{}", fmt::join(words_of(a, 3, false), " "), 1 + below(4)));
      case 3: {
        const auto near = words_of(a, 4, false);
        return use("near", fmt::format("({} NEAR/{} {})", near.back(), 1 + below(5), near.front()));
      }
      case 4: {
        const auto near = words_of(a, 3, false);
        return use("adj", fmt::format("({} ADJ/{} {})", near.front(), 1 + below(4), near.back()));
      }
      case 5: {
        const std::vector<std::string> prefixes = {"stri*", "min*", "cafe*", "budg*", "моск*", "elec*", "res*"};
        return use("wildcard", prefixes[below(prefixes.size())]);
      }
      case 6: return use("title", "title:" + one(a, true));
      case 7: return use("title", fmt::format("title:\"{}\"", fmt::join(words_of(a, 2, true), " ")));
      case 8: return use("field", below(2) == 0 ? "outlet:\"" + a.outlet + "\"" : "topic:\"" + a.topics[0] + "\"");
      case 9: return use("date", fmt::format("date:2025-{:02}..2025-12", 1 + below(6)));
      default: return use("word", one(a));
    }
  }
  std::string query(const Article& a) {
    used_.clear();
    std::string q = leaf(a);
    switch (below(6)) {
      case 0: return use("and", q + " AND " + leaf(a));
      case 1: return use("or", "(" + q + " OR " + leaf(a) + ") " + leaf(a));
      case 2: return use("not", q + (below(2) == 0 ? " -" : " NOT ") + word_for_not());
      case 3: return use("plus", "+" + one(a) + " " + q);
      default: return q;
    }
  }
  std::string word_for_not() {
    const std::string w = word();
    return w.size() < 4 || w[0] == '<' || w[0] == '&' ? "tariff" : w;
  }

  // Whether the marks of `marked` (a title or a snippet, `whole` its text collapsed) lie on `allowed` words alone.
  static bool marks_allowed(std::string marked, const std::string& whole, const Marked& allowed) {
    while (marked.starts_with(kEllipsis)) marked.erase(0, kEllipsis.size());
    if (marked.ends_with(kEllipsis) && !whole.ends_with(marked)) marked.resize(marked.size() - kEllipsis.size());
    std::string plain;
    std::vector<std::pair<std::size_t, std::size_t>> spans;
    for (const char c : marked) {
      if (c == kPre[0])
        spans.emplace_back(plain.size(), plain.size());
      else if (c == kPost[0])
        spans.back().second = plain.size();
      else
        plain += c;
    }
    // The same words may stand in several places: one of them must fit.
    for (std::size_t at = whole.find(plain); at != std::string::npos; at = whole.find(plain, at + 1)) {
      std::size_t number = 0;
      bool fits = true;
      Tokenizer tokenizer(whole);
      for (Token token; tokenizer.next(token); ++number)
        for (const auto& [begin, end] : spans)
          if (token.begin < at + end && token.end > at + begin && !allowed.contains(number)) fits = false;
      if (fits) return true;
    }
    return false;
  }

  void check_marks(const std::string& q, const AstNode& root, const Reference& reference, const ReferenceArticle& article,
                   const Highlight& highlight) {
    const std::array<Marked, 3> allowed = reference.marks(root, article);
    const auto has_mark = [](const std::string& text) { return text.find(kPre) != std::string::npos; };
    const std::string title = article.article.title;
    ASSERT_TRUE(marks_allowed(highlight.title, title, allowed[0])) << q << "\n" << highlight.title;
    ASSERT_EQ(has_mark(highlight.title), !allowed[0].empty()) << q << "\n" << title;
    const std::string standfirst = collapsed(article.article.standfirst), body = collapsed(article.article.body);
    bool any = false;
    for (const std::string& snippet : highlight.snippets) {
      ASSERT_TRUE(is_valid_utf8(snippet)) << q;
      any = any || has_mark(snippet);
      ASSERT_TRUE(marks_allowed(snippet, standfirst, allowed[1]) || marks_allowed(snippet, body, allowed[2])) << q << "\n"
                                                                                                              << snippet << "\n"
                                                                                                              << body;
    }
    ASSERT_EQ(any, !allowed[1].empty() || !allowed[2].empty()) << q << "\n" << standfirst << "\n" << body;
  }

  std::set<std::string> used_;
};

TEST_F(FidelityTest, WhatMatchesIsWhatIsMeantAndWhatIsMarked) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < kArticles; ++i) articles.push_back(article(i));
  build(articles);
  const Reference reference(articles);
  Searcher searcher(Snapshot::open(index, 1), 0);
  std::size_t pairs = 0, matching = 0;
  for (std::size_t n = 0; n < kQueries; ++n) {
    const std::size_t target = below(kArticles), other = below(kArticles);
    SearchRequest request;
    request.q = query(articles[target]);
    request.now_utc = kNow;
    request.relax = request.fuzzy = false;
    request.limit = kArticles;
    request.highlight = {true, kPre, kPost, false, 60 + below(300), 1 + below(4)};
    const auto answer = searcher.search(request);
    ASSERT_TRUE(answer) << request.q;
    const auto parsed = parse_query(request.q, {.now_utc = kNow});
    std::map<std::string, const Hit*> hits;
    for (const Hit& hit : answer->hits) hits[hit.article.id] = &hit;
    for (const std::size_t i : {target, other}) {
      ++pairs;
      for (const std::string& name : used_) ++operators[name];
      const ReferenceArticle& article = reference.articles()[i];
      const bool matches = reference.matches(parsed->root, article);
      ASSERT_EQ(hits.contains(article.article.id), matches) << request.q << "\n"
                                                            << article.article.title << "\n"
                                                            << article.article.body;
      if (!matches) continue;
      ++matching;
      check_marks(request.q, parsed->root, reference, article, hits.at(article.article.id)->highlight);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GE(pairs, 10000u);
  EXPECT_GE(matching, pairs / 2);
  EXPECT_EQ(operators.size(), 14u);
  for (const auto& [name, count] : operators) EXPECT_GE(count, 500u) << name;
}

}  // namespace
}  // namespace newshound
