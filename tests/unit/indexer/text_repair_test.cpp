// What other people did to text and times: mojibake, wire dates, entities, encodings.
#include <gmock/gmock.h>

#include "indexer/feed_text.h"
#include "indexer/media_topics.h"
#include "indexer/mojibake.h"
#include "indexer/outlet_names.h"
#include "indexer/page_article.h"
#include "indexer/transcoder.h"
#include "indexer/wire_date.h"
#include "indexer/xml_repair.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;

TEST(MojibakeTest, RepairsWhatIsCertainAndNothingElse) {
  const struct {
    std::string text, want;
  } cases[] = {
      {"rose to \u00C2\u00A3600m", "rose to \u00A3600m"},
      {"caf\u00C3\u00A9", "caf\u00E9"},
      {"it\u00E2\u20AC\u2122s", "it\u2019s"},
      {"\u00E2\u20AC\u0153yes\u00E2\u20AC\u009D", "\u201Cyes\u201D"},
      {"\u00E2\u201A\u00AC5", "\u20AC5"},
      {"\u00C3\u201A\u00C2\u00A35", "\u00A35"},                                // twice
      {"\u00D0\u00BC\u00D0\u00B8\u00D1\u20AC", "\u043C\u0438\u0440"},          // Cyrillic: a run
      {"\u00F0\u0178\u02DC\u20AC", "\U0001F600"},                              // an emoji
      {"MA\u00C3\u2021\u00C3\u0192 \u00C2\u00A35", "MA\u00C7\u00C3 \u00A35"},  // doubtful ones beside a certain one
      {"\u201CA IRM\u00C3\u201D", "\u201CA IRM\u00C3\u201D"},                  // Portuguese in quotation marks
      {"caf\u00E9\u00BB\u2026", "caf\u00E9\u00BB\u2026"},                      // French before a guillemet and an ellipsis
      {"\u00C2 la carte, na\u00EFve, \u00A3600m", "\u00C2 la carte, na\u00EFve, \u00A3600m"},
      {"plain", "plain"},
      {"", ""},
      {"\xC3", "\xC3"},
      {"\xC3\x83\xC2", "\xC3\x83\xC2"},
      {"\u00E2\u20AC\u0153yes\u00E2\u20AC.", "\u201Cyes\u201D."},
      {"\u00E2\u20AC\u0153yes\u00E2\u20AC\uFFFD he said", "\u201Cyes\u201D he said"},
      {"yes\u00E2\u20AC", "yes\u201D"},
      {"5 \u00E2\u20ACx", "5 \u00E2\u20ACx"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(repair_mojibake(c.text), c.want) << c.text;
    EXPECT_EQ(repair_mojibake(c.want), c.want) << "a second time: " << c.text;
  }
}

TEST(MojibakeTest, PagesAreRepairedToo) {
  const std::string page =
      "<html><head><meta charset=utf-8><title>Quay</title></head><body><article><h1>It\u00E2\u20AC\u2122s \u00C2\u00A3600m for "
      "the quay</h1>"
      "<p>The harbour board said on Monday that it\u00E2\u20AC\u2122s going to spend \u00C2\u00A3600m on a new quay for the "
      "town.</p>"
      "<p>The mayor &acirc;&euro;&oelig;wouldn&acirc;&euro;&trade;t wait&acirc;&euro; for the money from the capital any longer, "
      "he said."
      "</p></article></body></html>";
  const ParsedArticle parsed = read_page_article(page, {}, {}, ArticleRules{});
  ASSERT_TRUE(parsed.article);
  EXPECT_EQ(parsed.article->title, "It\u2019s \u00A3600m for the quay");
  EXPECT_EQ(parsed.article->body,
            "The harbour board said on Monday that it\u2019s going to spend \u00A3600m on a new quay for the town.\n\n"
            "The mayor \u201Cwouldn\u2019t wait\u201D for the money from the capital any longer, he said.");
}

TEST(WireDateTest, ReadsWhatFeedsAndWiresWrite) {
  const struct {
    std::string text, want;
  } cases[] = {
      {"2025-07-21T16:05:00Z", "2025-07-21T16:05:00Z"},
      {"2025-07-21T16:05:00.123+02:00", "2025-07-21T14:05:00Z"},
      {"2025-07-21", "2025-07-21"},
      {"20250721", "2025-07-21"},
      {"20250721T160509-0500", "2025-07-21T21:05:09Z"},
      {"20250721T1605Z", "2025-07-21T16:05:00Z"},
      {"2025-07-21T16:05", "2025-07-21T16:05:00Z"},
      {"2025-07-21 16:05:09", "2025-07-21T16:05:09Z"},
      {"2025/07/21 16:05:09 +0100", "2025-07-21T15:05:09Z"},
      {"Mon, 21 Jul 2025 16:05:00 GMT", "2025-07-21T16:05:00Z"},
      {"Mon, 21 Jul 2025 16:05:00 +0200", "2025-07-21T14:05:00Z"},
      {"Mon, 21 Jul 2025 16:05 EST", "2025-07-21T21:05:00Z"},
      {"Monday, 21 July 2025 16:05:00 EDT", "2025-07-21T20:05:00Z"},
      {"21 Jul 25 16:05:00 UT", "2025-07-21T16:05:00Z"},
      {"Thu, 26 Feb 87 15:01:01 -0000", "1987-02-26T15:01:01Z"},
      {"Mon, 21 Jul 2025 16:05:00 +0000 (UTC)", "2025-07-21T16:05:00Z"},
      {"Mon,21 Jul 2025 16:05:00 Z", "2025-07-21T16:05:00Z"},
      {"21 Jul 2025", "2025-07-21"},
      {"Mon Jul 21 16:05:00 2025", "2025-07-21T16:05:00Z"},
      {"Mon Jul 21 16:05:00 EST 2025", "2025-07-21T21:05:00Z"},
      {" 1753113900 ", "2025-07-21T16:05:00Z"},
      {"1753113900000", "2025-07-21T16:05:00Z"},
      {"2025", ""},
      {"2025-07", ""},
      {"2025-02-30", ""},
      {"Mon, 21 Jul 2025 25:05:00 GMT", ""},
      {"Mon, 31 Feb 2025 16:05:00 GMT", ""},
      {"Mon, 21 Jul 2025 16:05:00 XYZ", ""},
      {"yesterday", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    const auto moment = read_wire_date(c.text);
    EXPECT_EQ(moment ? format_moment(*moment) : "", c.want) << c.text;
  }
}

TEST(XmlRepairTest, ReferencesAndStrayCharacters) {
  const struct {
    std::string xml, want;
    bool repaired;
  } cases[] = {
      {"<a>x &amp; y &lt; z &#233; &#xE9;</a>", "<a>x &amp; y &lt; z &#233; &#xE9;</a>", false},
      {"caf&eacute; &nbsp;&rsquo;", "caf\u00E9 \u00A0\u2019", false},
      {"AT&T ?a=1&b=2", "AT&amp;T ?a=1&amp;b=2", true},
      {"&lol9; &#0; &#xD800;", "&amp;lol9; &amp;#0; &amp;#xD800;", true},
      {"<![CDATA[a & b &eacute;]]> & c", "<![CDATA[a & b &eacute;]]> &amp; c", true},
      {"<!-- & -->", "<!-- & -->", false},
      {"a\x01"
       "b",
       "a b", true},
      {"caf\xE9", "caf\u00E9", true},
  };
  for (const auto& c : cases) {
    bool repaired = false;
    EXPECT_EQ(repair_xml(c.xml, repaired), c.want) << c.xml;
    EXPECT_EQ(repaired, c.repaired) << c.xml;
  }
}

TEST(TranscoderTest, PiecesOfCharactersAreJoined) {
  const auto transcoder = Transcoder::open("UTF-16");
  ASSERT_NE(transcoder, nullptr);
  std::string out;
  const std::string bytes("\xFE\xFF\0a\xD8\x3D\xDE\0\0b", 10);
  for (const char byte : bytes) transcoder->convert(std::string_view(&byte, 1), false, out);
  transcoder->convert({}, true, out);
  EXPECT_EQ(out, "a\U0001F600b");
  EXPECT_EQ(Transcoder::open("no-such-encoding"), nullptr);
  std::string latin;
  Transcoder::open("ISO-8859-1")->convert("\x93x\x94", true, latin);
  EXPECT_EQ(latin, "\u201Cx\u201D") << "Latin-1 is read as the web reads it";
}

TEST(FeedTextTest, MarkupOrText) {
  const struct {
    std::string text, want;
  } cases[] = {
      {"GENERAL ELECTRIC <GE> UP &amp; AWAY", "GENERAL ELECTRIC <GE> UP & AWAY"},
      {"<p>One.</p><p>Two &lt;GE&gt;.</p>", "One.\n\nTwo <GE>."},
      {"a < b > c", "a < b > c"},
      {"AT&T &copy; caf&eacute; &#8217;", "AT&T \u00A9 caf\u00E9 \u2019"},
      {"first\n\nsecond", "first\n\nsecond"},
      {"5 <A> stock", "5 <A> stock"},
  };
  for (const auto& c : cases) {
    std::string text = feed_text(c.text);
    while (text.ends_with('\n')) text.pop_back();
    EXPECT_EQ(text, c.want) << c.text;
  }
  EXPECT_EQ(person_name("jane@example.org (Jane Doe)"), "Jane Doe");
  EXPECT_EQ(person_name("\"Jane Doe\" <jane@example.org>"), "Jane Doe");
  EXPECT_EQ(person_name("jane@example.org"), "jane@example.org");
}

TEST(MediaTopicsTest, CodesHaveNames) {
  EXPECT_EQ(media_topic_name("medtop:04000000"), "economy, business and finance");
  EXPECT_EQ(media_topic_name("http://cv.iptc.org/newscodes/mediatopic/20000344"), "economy");
  EXPECT_EQ(media_topic_name("15000000"), "sport");
  EXPECT_EQ(media_topic_name("medtop:29999999"), "");
  EXPECT_TRUE(is_media_topic_code("medtop:29999999"));
  EXPECT_FALSE(is_media_topic_code("economy"));
}

TEST(OutletNamesTest, OneNameAndSlugForEachOutlet) {
  const auto names = OutletNames::parse(R"(
["Northern Courier"]
aliases = ["The Northern Courier", "N. Courier"]
domains = ["northern-courier.example"]
["Le Matin d'été"]
slug = "matin"
)",
                                        "outlets.toml");
  ASSERT_TRUE(names) << names.error().message;
  Article article;
  article.outlet = "THE NORTHERN  COURIER!";
  EXPECT_EQ(name_outlet(article, *names), "northern-courier");
  EXPECT_EQ(article.outlet, "Northern Courier");
  article.outlet = "";
  article.url = "https://sport.northern-courier.example/a";
  EXPECT_EQ(name_outlet(article, *names), "northern-courier");
  article.outlet = "Le Matin d\u2019\u00C9t\u00E9";
  article.url = "";
  EXPECT_EQ(name_outlet(article, *names), "matin");
  article.outlet = "Somebody Else";
  EXPECT_EQ(name_outlet(article, *names), "somebody-else");
  EXPECT_EQ(article.outlet, "Somebody Else");
  for (const std::string bad : {"x = 1", "[\"A\"]\naliases = \"b\"", "[\"A\"]\nalias = [\"b\"]",
                                "[\"A\"]\naliases = [\"c\"]\n[\"B\"]\naliases = [\"C\"]", "[\"--\"]", "[\"A\""}) {
    const auto wrong = OutletNames::parse(bad, "o.toml");
    ASSERT_FALSE(wrong) << bad;
    EXPECT_THAT(wrong.error().message, HasSubstr("o.toml:")) << bad;
  }
}

}  // namespace
}  // namespace newshound
