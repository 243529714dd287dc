#include "indexer/html_page.h"

#include <string>

#include <gmock/gmock.h>

#include "indexer/author_names.h"
#include "indexer/linked_data.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kParagraphs =
    "<p>The ferry to the islands will leave at seven from Monday on, the harbour office said in a letter to all schools.</p>"
    "<p>“Seven is early,” said the teacher Una Breck, “but eight was the middle of the lesson, and nobody liked to run.”</p>"
    "<p>The old time had stood since the war, when the boats waited for the light of day before they crossed the bar.</p>";

Article read(const std::string& html, const PageContext& context = {}) {
  auto article = read_html_page(html, context);
  EXPECT_TRUE(article) << (article ? "" : article.error().message);
  return article ? *article : Article{};
}

// A page whose body holds `inside` between its second and its third paragraph.
std::string page_with(const std::string& inside) {
  std::string paragraphs = kParagraphs;
  paragraphs.insert(paragraphs.rfind("<p>"), inside);
  return "<html><head><title>Ferry leaves at seven</title></head><body><h1>Ferry leaves at seven</h1><div class=story-body>" +
         paragraphs + "</div></body></html>";
}

TEST(HtmlPageTest, WhatStandsAroundTheArticleGoes) {
  struct Case {
    const char *name, *html;
  } cases[] = {
      {"navigation", "<nav><p>Go to the long list of all our sections and regions of the country, gone</p></nav>"},
      {"advert", "<div class='ad-slot'><p>Buy the new boots before Sunday and save a fifth of their price, gone.</p></div>"},
      {"caption", "<figure><img><figcaption>The ferry at the pier in the winter of last year, gone.</figcaption></figure>"},
      {"related links", "<div class=related-links><p>More about the ferry and the islands in our dossier, gone.</p></div>"},
      {"one line of link", "<p><a href=/x>The letter of the harbour office in full, gone</a></p>"},
      {"label", "<p>Read more: the letter of the harbour office, gone</p>"},
      {"comments",
       "<section id=comments><p>I have taken that boat for thirty years and never once was it late, gone.</p></section>"},
      {"newsletter", "<p>Sign up for our newsletter and find the news of the islands in your inbox each morning, gone.</p>"},
      {"form", "<form><p>Complete the form to unlock this article and read on without any limit at all, gone.</p></form>"},
      {"share bar", "<div class=shareBar><p>Send this article to the people that you know on all networks, gone.</p></div>"},
      {"cookie notice",
       "<div id=cookie-consent><p>We and our partners store things on your device, gone, to count you.</p></div>"},
      {"hidden",
       "<div style='display: none'><p>This text was made for nobody to read it in the whole wide world, gone.</p></div>"},
      {"script", "<script>var text = 'a string of some words that no reader should ever see, gone';</script>"},
      {"German", "<p>Jetzt unseren Newsletter abonnieren und keine Nachricht von den Inseln mehr verpassen, gone.</p>"},
      {"French", "<p>À lire aussi : la lettre du bureau du port aux écoles, gone</p>"},
      {"Spanish", "<p>Lea también: la carta de la oficina del puerto a las escuelas, gone</p>"}};
  for (const Case& c : cases) {
    const std::string body = read(page_with(c.html)).body;
    EXPECT_THAT(body, Not(HasSubstr("gone"))) << c.name;
    EXPECT_THAT(body, HasSubstr("Seven is early")) << c.name;
    EXPECT_THAT(body, HasSubstr("the light of day")) << c.name;
  }
}

TEST(HtmlPageTest, WhatBelongsToTheArticleStays) {
  struct Case {
    const char *name, *html, *text;
  } cases[] = {
      {"heading", "<h2>An old habit</h2>", "\n\nAn old habit\n\n"},
      {"list", "<ul><li>one boat in the morning</li><li>two boats at noon</li></ul>",
       "\n\none boat in the morning\n\ntwo boats at noon\n\n"},
      {"quotation", "<blockquote>We shall all be tired.</blockquote>", "\n\nWe shall all be tired.\n\n"},
      {"question", "<p><strong>Who asked for it?</strong></p><p>Nobody did.</p>", "\n\nWho asked for it?\n\nNobody did.\n\n"},
      {"links in a sentence", "<p>The <a href=/a>letter</a> was read aloud by the <a href=/b>mayor</a> of the town.</p>",
       "\n\nThe letter was read aloud by the mayor of the town.\n\n"},
      {"entities once", "<p>Tom &amp;amp; Jerry cost 5&nbsp;&euro; a day, they say.</p>",
       "\n\nTom &amp; Jerry cost 5 € a day, they say.\n\n"},
      {"words of names", "<p class=header-shareholder>The shareholders of the ferry met on Friday in the old mill.</p>",
       "\n\nThe shareholders of the ferry met on Friday in the old mill.\n\n"},
      {"line breaks", "<div>The first of two lines of some length.<br><br>The second of two lines of some length.</div>",
       "\n\nThe first of two lines of some length.\n\nThe second of two lines of some length.\n\n"}};
  for (const Case& c : cases) EXPECT_THAT(read(page_with(c.html)).body, HasSubstr(c.text)) << c.name;
}

TEST(HtmlPageTest, TextThatAPaywallHidesIsKept) {
  std::string html = page_with("");
  for (std::size_t at = 0; (at = html.find("<p>", at)) != std::string::npos; at += 5) html.replace(at, 3, "<p hidden>");
  EXPECT_THAT(read(html).body, HasSubstr("the light of day"));
}

TEST(HtmlPageTest, OrderOfTrust) {
  struct Case {
    const char *name, *head, *body, *title, *published;
  } cases[] = {
      {"JSON-LD before meta",
       R"(<script type="application/ld+json">{"@type":["NewsArticle"],"headline":"H","datePublished":"2025-01-02T03:04:05Z"}</script>
          <meta property="article:published_time" content="2024-01-01">)",
       "<h1>Four words are enough</h1>", "Four words are enough", "2025-01-02T03:04:05Z"},
      {"meta before time", "<meta property='article:published_time' content='2025-01-02'>", "<time datetime=2020-01-01></time>",
       "", "2025-01-02"},
      {"microdata", "", "<span itemprop=datePublished content='2025-01-02'></span><time datetime=2020-01-01></time>", "",
       "2025-01-02"},
      {"address", "<link rel=canonical href='https://a.example/news/2025/1/2/x'>", "<time datetime=2020-01-01></time>", "",
       "2025-01-02"},
      {"address with a month's name", "<link rel=canonical href='https://a.example/b/2025/jan/2/x'>", "", "", "2025-01-02"},
      {"time", "", "<time datetime=2025-01-02>yesterday</time>", "", "2025-01-02"},
      {"text called a date", "", "<div class='post-date'>2 January 2025</div>", "", "2025-01-02"},
      {"a default value is believed last", "<meta name=date content='1970-01-01'>", "<time datetime=2025-01-02></time>", "",
       "2025-01-02"},
      {"the future is believed last", "<meta name=date content='2031-01-01'>", "<time datetime=2025-01-02></time>", "",
       "2025-01-02"},
      {"section before the headline", "<meta property=og:title content='A ferry leaves at seven'>",
       "<h1>Islands | A ferry leaves at seven</h1>", "A ferry leaves at seven", ""},
      {"title tag without the site", "<title>A ferry leaves at seven | Island Post</title>", "", "A ferry leaves at seven", ""},
      {"entities encoded twice", "<meta property=og:title content='Tom &amp;amp; Jerry leave'>", "", "Tom & Jerry leave", ""}};
  for (const Case& c : cases) {
    const Article article = read("<html><head>" + std::string(c.head) + "</head><body>" + c.body + kParagraphs + "</body></html>",
                                 {"", "", 1764000000});
    EXPECT_EQ(article.title, c.title) << c.name;
    EXPECT_EQ(format_moment(article.published), c.published) << c.name;
  }
}

TEST(HtmlPageTest, OtherFields) {
  const Article article = read(
      R"(<html lang="de"><head><link rel=canonical href="/news/ferry"><meta property=og:site_name content="Island Post">
      <meta property=article:section content=Sea><meta property=article:tag content=Ferries><meta property=article:tag content=Schools>
      <meta property=og:image content="//img.example/a.jpg"><meta property=article:modified_time content="2025-01-03T00:00:00Z">
      <script type="application/ld+json">{"@type":"Article","isAccessibleForFree":"False"}</script></head><body>)" +
          std::string(kParagraphs) + "</body></html>",
      {"https://www.island.example/news/ferry?utm_source=x", "", 0});
  EXPECT_EQ(article.url, "https://www.island.example/news/ferry?utm_source=x");
  EXPECT_EQ(article.canonical_url, "https://www.island.example/news/ferry");
  EXPECT_EQ(article.outlet, "Island Post");
  EXPECT_EQ(article.section, "Sea");
  EXPECT_THAT(article.topics, ElementsAre("Ferries", "Schools"));
  EXPECT_EQ(article.image, "https://img.example/a.jpg");
  EXPECT_EQ(format_moment(article.modified), "2025-01-03T00:00:00Z");
  EXPECT_EQ(article.is_free, false);
  EXPECT_EQ(article.language, "en") << "the text outranks the template's language";
}

TEST(HtmlPageTest, PagesWithoutAnArticleAndBrokenOnes) {
  for (const char* html : {"", "<", "<html></html>", "<html><body><nav><a href=x>y</a></nav>", "<script>", "<title>"})
    EXPECT_EQ(read(html).body, "") << html;
  std::string deep;
  for (int i = 0; i < 600; ++i) deep += "<div>";
  const auto refused = read_html_page(deep, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(refused.error().position, 2560u);
}

TEST(HtmlPageTest, LooksLikeHtml) {
  for (const char* head :
       {"<!DOCTYPE html>", "\n <html lang=en>", "<!-- x --><!doctype HTML PUBLIC", "<?xml version='1.0'?>\n<html>", "<head>"})
    EXPECT_TRUE(looks_like_html(head)) << head;
  for (const char* head : {"", "text", "<rss>", "<?xml version='1.0'?><feed>", "<headline>", "{\"a\":1}", "<!-- never closed"})
    EXPECT_FALSE(looks_like_html(head)) << head;
}

TEST(AuthorNamesTest, NamesOutOfBylines) {
  struct Case {
    const char *value, *names;
  } cases[] = {{"By Ann Lee and Bo Chen", "Ann Lee|Bo Chen|"},
               {"Ann Lee, Bo Chen & Cy Dunn", "Ann Lee|Bo Chen|Cy Dunn|"},
               {"Von Jörg Winkler und Ines Behr", "Jörg Winkler|Ines Behr|"},
               {"Par Maud Delorme et Léa Roy", "Maud Delorme|Léa Roy|"},
               {"Por Xoán Rial y Ana Paz", "Xoán Rial|Ana Paz|"},
               {"Ann Lee, Staff Writer", "Ann Lee|"},
               {"Ann Lee; ANN LEE", "Ann Lee|"},
               {"Island Post", ""},
               {"https://island.example/ann", ""},
               {"Updated 4 May", ""},
               {"ann@island.example", ""}};
  for (const Case& c : cases) {
    std::string joined;
    for (const std::string& name : author_names(std::vector<std::string>{c.value}, "Island Post")) joined += name + "|";
    EXPECT_EQ(joined, c.names) << c.value;
  }
}

TEST(LinkedDataTest, ReadsWhatPagesWrite) {
  struct Case {
    const char *name, *json, *headline, *authors;
  } cases[] = {
      {"object", R"({"@type":"NewsArticle","headline":"H","author":{"name":"A B"}})", "H", "A B|"},
      {"array", R"([{"@type":"WebPage","headline":"W"},{"@type":"NewsArticle","headline":"H","author":["A B","C D"]}])", "H",
       "A B|C D|"},
      {"graph and reference",
       R"({"@graph":[{"@type":"Article","headline":"H","author":{"@id":"#a"}},{"@id":"#a","name":"A B"}]})", "H", "A B|"},
      {"reference to itself",
       R"({"@graph":[{"@id":"#a","@type":"Article","headline":"H","name":[{"@id":"#a"}],"author":{"@id":"#a"}}]})", "H", "#a|"},
      {"names in two parts", R"({"@type":"Article","author":{"givenName":"A","familyName":"B"}})", "", "A B|"},
      {"line breaks in strings, a comma too many", "{\"@type\":\"Article\",\"headline\":\"H\n\",}", "H ", ""},
      {"in a comment", "<!-- {\"@type\":\"Article\",\"headline\":\"H\"} -->", "H", ""},
      {"in CDATA", "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"H\"}\n//]]>", "H", ""},
      {"no JSON", "var a = 1;", "", ""},
      {"another type", R"({"@type":"Product","headline":"H"})", "", ""}};
  for (const Case& c : cases) {
    const LinkedArticle article = read_linked_data(std::vector<std::string>{c.json});
    std::string authors;
    for (const std::string& name : article.authors) authors += name + "|";
    EXPECT_EQ(article.headline, c.headline) << c.name;
    EXPECT_EQ(authors, c.authors) << c.name;
  }
  const std::string deep(5000, '[');
  EXPECT_EQ(read_linked_data(std::vector<std::string>{deep + "{}" + std::string(5000, ']')}).headline, "");
}

}  // namespace
}  // namespace newshound
