#include "indexer/html_guard.h"

#include <string>

#include <gtest/gtest.h>

#include "indexer/html_document.h"
#include "indexer/html_tags.h"

namespace newshound {
namespace {

std::string repeated(int times, const std::string& what) {
  std::string out;
  for (int i = 0; i < times; ++i) out += what;
  return out;
}

// Formatting elements that differ, so that the limit of three alike doesn't apply.
std::string formatting(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "<b id=" + std::to_string(i) + ">";
  return out;
}

TEST(HtmlGuardTest, RefusesWhatIsNestedTooDeeplyAndNamesTheTag) {
  struct Case {
    const char* name;
    std::string html;
    std::size_t position;
  } cases[] = {{"div", repeated(600, "<div>"), 512 * 5},
               {"unknown elements", repeated(600, "<x-y>"), 512 * 5},
               {"ends that don't reach them", repeated(600, "<span><div></span>"), 256 * 18},
               {"the adoption agency leaves the blocks open", repeated(600, "<b><div></b>"), 511 * 12 + 3},
               {"tables in cells", repeated(200, "<table><tr><td>"), 128 * 15},
               {"formatting", "<p>" + formatting(150), std::string("<p>").size() + formatting(100).size()}};
  for (const Case& c : cases) {
    const auto problem = check_html_nesting(c.html);
    ASSERT_TRUE(problem) << c.name;
    EXPECT_EQ(problem->position, c.position) << c.name;
    EXPECT_NE(problem->message.find("at byte " + std::to_string(c.position)), std::string::npos) << problem->message;
  }
  const auto attributes = check_html_nesting("<p>text<br " + repeated(1001, "a=1 ") + ">");
  ASSERT_TRUE(attributes);
  EXPECT_EQ(attributes->position, 7u);
}

TEST(HtmlGuardTest, LetsLongPagesPassThatOnlyLackTheirEnds) {
  const std::string cases[] = {repeated(5000, "<p>text"),
                               "<ul>" + repeated(5000, "<li>text") + "</ul>",
                               "<dl>" + repeated(5000, "<dt>word<dd>text") + "</dl>",
                               "<table>" + repeated(5000, "<tr><td>1<td>2"),
                               "<select>" + repeated(5000, "<option>1"),
                               repeated(5000, "<a href=x>link"),
                               repeated(5000, "<p><b>one alike"),
                               repeated(5000, "<br><img><input>"),
                               repeated(5000, "<div><span></div>"),
                               repeated(5000, "<svg><path/><g></g></svg>"),
                               "<script>" + repeated(5000, "<div>") + "</script>",
                               "<!--" + repeated(5000, "<div>") + "-->",
                               "<p title='" + repeated(5000, "<div>") + "'>",
                               repeated(5000, "<table><tr><td><i></table>"),
                               repeated(511, "<div>")};
  for (const std::string& html : cases) EXPECT_FALSE(check_html_nesting(html)) << html.substr(0, 40);
}

TEST(HtmlGuardTest, TheParsersTreeIsNoDeeperThanTheGuardCounts) {
  for (const std::string& html : {repeated(511, "<div>"), formatting(90) + repeated(400, "<p>x</p><div>"),
                                  repeated(250, "<b><div></b>"), repeated(128, "<table><tr><td>")}) {
    const auto document = HtmlDocument::parse(html);
    ASSERT_TRUE(document) << html.substr(0, 40);
    std::size_t deepest = 0;
    for (std::int32_t i = 0; i < document->size(); ++i) {
      std::size_t depth = 0;
      for (std::int32_t at = i; at >= 0; at = document->node(at).parent) ++depth;
      deepest = std::max(deepest, depth);
    }
    EXPECT_LE(deepest, kMaxHtmlDepth + kMaxOpenFormatting) << html.substr(0, 40);
  }
}

TEST(HtmlTagScannerTest, ReadsTagsAsBrowsersDo) {
  struct Case {
    const char *html, *tags;
  } cases[] = {{"<P CLASS=a>x</P>", "p /p "},
               {"a < b <c", "c "},
               {"<a title='>'>x</a>", "a /a "},
               {"<a title=\">\" b=c/>x", "a! "},
               {"<style>p > a { }</style><i>", "style /style i "},
               {"<script>'</scrip>'</SCRIPT><i>", "script /script i "},
               {"<!-- <p> --><!doctype html><?xml ?><i>", "i "},
               {"<textarea><p>", "textarea "},
               {"<", ""},
               {"</", ""},
               {"<p", "p "}};
  for (const Case& c : cases) {
    HtmlTagScanner scanner(c.html);
    HtmlTag tag;
    std::string tags;
    while (scanner.next(tag)) tags += (tag.end ? "/" : "") + std::string(tag.name) + (tag.self_closing ? "! " : " ");
    EXPECT_EQ(tags, c.tags) << c.html;
  }
}

}  // namespace
}  // namespace newshound
