// XML: feeds of every kind, NewsML-G2 and NITF, and what is wrong with some.
#include <gmock/gmock.h>

#include "tests/unit/indexer/read_text.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(FeedTest, Rss20WithItsModules) {
  const ReadResult got = read_text(R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY bomb "boom">]>
<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour Post &amp; Co</title><link>https://harbour-post.example/</link><language>en-gb</language>
<item><title>Quay &amp;amp; crane</title><link>/a?x=1&amp;y=2</link><guid isPermaLink="false">hp-1</guid>
 <pubDate>Sun, 20 Jul 2025 10:00:00 +0200</pubDate><dc:creator>Ada Lind</dc:creator><category>harbour</category><category><![CDATA[works & roads]]></category>
 <description>It took &lt;b&gt;years&lt;/b&gt;.</description><c:encoded><![CDATA[<p>The quay is open.</p><p>caf&eacute; ]]]]><![CDATA[> &bomb;</p>]]></c:encoded>
 <media:group><media:content url="https://x.example/a.jpg" medium="image"/></media:group><dc:coverage>Marrowby</dc:coverage></item>
<item><description>Only a line &bomb;</description><author>ole@x.example (Ole Rask)</author><enclosure url="https://x.example/b.png" type="image/png" length="1"/>
 <guid>https://harbour-post.example/b</guid><source url="https://other.example/rss">Other Paper</source></item>
</channel></rss>)");
  EXPECT_THAT(got.problems, IsEmpty());
  ASSERT_THAT(got.articles, SizeIs(2));
  const Article& a = got.articles[0];
  EXPECT_EQ(a.id, "hp-1");
  EXPECT_EQ(a.title, "Quay & crane");
  EXPECT_EQ(a.url, "https://harbour-post.example/a?x=1&y=2");
  EXPECT_EQ(a.body, "The quay is open.\n\ncaf\u00E9 ]]> &bomb;");
  EXPECT_EQ(a.standfirst, "It took years.");
  EXPECT_EQ(format_moment(a.published), "2025-07-20T08:00:00Z");
  EXPECT_THAT(a.authors, ElementsAre("Ada Lind"));
  EXPECT_THAT(a.topics, ElementsAre("harbour", "works & roads"));
  EXPECT_THAT(a.places, ElementsAre("Marrowby"));
  EXPECT_EQ(a.outlet, "Harbour Post & Co");
  EXPECT_EQ(a.language, "en-gb");
  EXPECT_EQ(a.image, "https://x.example/a.jpg");
  const Article& b = got.articles[1];
  EXPECT_EQ(b.url, "https://harbour-post.example/b");
  EXPECT_EQ(b.body, "Only a line &bomb;") << "entities of a document are never defined";
  EXPECT_THAT(b.authors, ElementsAre("Ole Rask"));
  EXPECT_EQ(b.image, "https://x.example/b.png");
  EXPECT_EQ(b.outlet, "Other Paper");
}

TEST(FeedTest, Rss10) {
  const ReadResult got = read_text(
      R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://x.example/"><title>Paper</title><dc:language>fr</dc:language><items><rdf:Seq><rdf:li rdf:resource="https://x.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://x.example/1"><title>Un titre</title><link>https://x.example/1</link><dc:date>2025-07-20</dc:date><dc:subject>port</dc:subject></item></rdf:RDF>)");
  ASSERT_THAT(got.articles, SizeIs(1));
  EXPECT_EQ(got.articles[0].outlet, "Paper");
  EXPECT_EQ(got.articles[0].language, "fr");
  EXPECT_EQ(format_moment(got.articles[0].published), "2025-07-20");
  EXPECT_THAT(got.articles[0].topics, ElementsAre("port"));
}

TEST(FeedTest, Atom) {
  const ReadResult got = read_text(
      R"(<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en"><a:title type="html">Paper &amp;amp; ink</a:title><a:id>urn:f</a:id>
<a:entry xml:base="https://x.example/dir/"><a:id>tag:x,2025:1</a:id><a:title>A &lt; B</a:title><a:link rel="alternate" href="one.html"/><a:link rel="enclosure" type="image/png" href="/p.png"/>
<a:published>2025-07-20T10:00:00Z</a:published><a:updated>2025-07-21T10:00:00Z</a:updated><a:author><a:name>Ada</a:name></a:author><a:author><a:name>Ole</a:name></a:author>
<a:category term="t" label="Topic"/><a:summary>Short.</a:summary><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; two.</p><p>Three.</p></div></a:content></a:entry>
<a:entry><a:title type="html">&lt;b&gt;Bold&lt;/b&gt;</a:title><a:updated>2025-07-21T10:00:00Z</a:updated><a:content type="html">&lt;p&gt;x&lt;/p&gt;</a:content></a:entry></a:feed>)");
  EXPECT_THAT(got.problems, IsEmpty());
  ASSERT_THAT(got.articles, SizeIs(2));
  const Article& a = got.articles[0];
  EXPECT_EQ(a.id, "tag:x,2025:1");
  EXPECT_EQ(a.title, "A < B");
  EXPECT_EQ(a.url, "https://x.example/dir/one.html");
  EXPECT_EQ(a.image, "https://x.example/p.png");
  EXPECT_EQ(a.body, "One & two.\n\nThree.");
  EXPECT_EQ(a.standfirst, "Short.");
  EXPECT_EQ(format_moment(a.published), "2025-07-20T10:00:00Z");
  EXPECT_EQ(format_moment(a.modified), "2025-07-21T10:00:00Z");
  EXPECT_THAT(a.authors, ElementsAre("Ada", "Ole"));
  EXPECT_THAT(a.topics, ElementsAre("Topic"));
  EXPECT_EQ(a.outlet, "Paper & ink");
  EXPECT_EQ(a.language, "en");
  EXPECT_EQ(got.articles[1].title, "Bold");
  EXPECT_EQ(format_moment(got.articles[1].published), "2025-07-21T10:00:00Z");
}

TEST(FeedTest, Encodings) {
  const std::string item = "<rss><channel><item><title>caf\xE9 \x93x\x94</title></item></channel></rss>";
  EXPECT_THAT(read_text("<?xml version='1.0' encoding='iso-8859-1'?>" + item).titles(), ElementsAre("caf\u00E9 \u201Cx\u201D"));
  const ReadResult undeclared = read_text(item);
  EXPECT_THAT(undeclared.titles(), ElementsAre("caf\u00E9 \u201Cx\u201D"));
  EXPECT_THAT(undeclared.warnings, ElementsAre(HasSubstr("mended")));
  std::string wide = "\xFE\xFF";
  for (const char c : std::string("<rss><channel><item><title>x</title></item></channel></rss>"))
    wide += std::string(1, '\0') + c;
  EXPECT_THAT(read_text(wide).titles(), ElementsAre("x"));
  EXPECT_THAT(
      read_text("<?xml version='1.0' encoding='utf-16'?><rss><channel><item><title>x</title></item></channel></rss>").titles(),
      ElementsAre("x"));
  EXPECT_THAT(
      read_text("<?xml version='1.0' encoding='klingon'?><rss><channel><item><title>x</title></item></channel></rss>").warnings,
      ElementsAre(HasSubstr("\"klingon\"")));
}

TEST(FeedTest, ADamagedItemIsNamedAndTheOthersGoIn) {
  const std::string one = "<item><title>one</title></item>\n", three = "<item><title>three</title></item>\n";
  const struct {
    std::string name, damaged, problem;
  } cases[] = {
      {"wrong end tag", "<item><title>two</titel></item>\n", "2(46): is not well-formed XML"},
      {"no end", "<item><title>two</title>\n", "2(46): <item> is not closed before"},
      {"an attribute without an end", "<item><title a=\"x>two</title></item>\n", "2(46): is not well-formed XML"},
      {"CDATA without an end", "<item><title><![CDATA[two</title></item>\n", "2(46): <item> is not closed"},
      {"a comment without an end", "<item><!-- two</item>\n", "2(46): <item> is not closed"},
      {"too deep", "<item>" + repeated("<b>", 200) + repeated("</b>", 200) + "</item>\n", "2(46): "},
  };
  for (const auto& c : cases) {
    const ReadResult got = read_text("<rss><channel>" + one + c.damaged + three + "</channel></rss>");
    EXPECT_THAT(got.titles(), ElementsAre("one", "three")) << c.name;
    ASSERT_THAT(got.problems, SizeIs(1)) << c.name;
    EXPECT_THAT(got.problems[0], HasSubstr(c.problem)) << c.name;
  }
  const ReadResult cut = read_text("<rss><channel>" + one + "<item><title>two");
  EXPECT_THAT(cut.titles(), ElementsAre("one"));
  EXPECT_THAT(cut.problems, ElementsAre(HasSubstr("2(46): <item> is not closed"), HasSubstr("the file ends inside <channel>")));
}

TEST(FeedTest, WhatIsNoFeed) {
  EXPECT_THAT(read_text("<note><to>x</to></note>").problems, ElementsAre(HasSubstr("is XML of <note>")));
  EXPECT_THAT(read_text("<!-- nothing -->").problems, ElementsAre(HasSubstr("without an element")));
  EXPECT_THAT(read_text("<rss><channel/></rss>").problems, IsEmpty());
  const ReadResult empty = read_text("<rss><channel><item><link>https://x.example/</link></item></channel></rss>");
  EXPECT_THAT(empty.problems, IsEmpty());
  EXPECT_THAT(empty.warnings, ElementsAre(HasSubstr("holds no article")));
}

constexpr const char* kNewsItem =
    R"(<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire:1" version="3" xml:lang="en">
<rightsInfo><copyrightHolder><name>Meridian Wire Ltd</name></copyrightHolder></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="mw"><name>Meridian Wire</name></provider><versionCreated>2025-07-20T12:00:00Z</versionCreated>
<firstCreated>2025-07-20T10:00:00Z</firstCreated><embargoed>2025-07-22T00:00:00Z</embargoed><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><creator><name>Ada Lind</name></creator><infoSource><name>Harbour Office</name></infoSource><language tag="en-GB"/>
<subject qcode="medtop:15000000"/><subject qcode="x:1"><name xml:lang="de">Hafen</name><name xml:lang="en">harbour</name></subject>
<subject type="cpnat:geoArea"><name>Marrowby</name></subject><subject type="cpnat:person"><name>Somebody</name></subject><keyword>crane</keyword>
<headline>Quay opens</headline><description role="drol:summary">It took years.</description></contentMeta>
<contentSet>BODY</contentSet></newsItem>)";

std::string news_item(const std::string& content) {
  std::string item = kNewsItem;
  return item.replace(item.find("BODY"), 4, content);
}

TEST(NewsMlTest, ItemsWithEveryKindOfText) {
  const std::string bodies[] = {
      R"(<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Other</hl1></hedline></body.head>
<body.content><p>The quay is open.</p><media><media-caption>A crane.</media-caption></media><p>At last &amp; for good.</p></body.content></body></nitf></inlineXML>)",
      R"(<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><p>The quay is open.</p><p>At last &amp; for good.</p></body></html></inlineXML>)",
      "<inlineData contenttype=\"text/plain\">The quay is open.\n\nAt last &amp; for good.</inlineData>"};
  for (const std::string& body : bodies) {
    const ReadResult got = read_text("<?xml version=\"1.0\"?>\n" + news_item(body));
    EXPECT_THAT(got.problems, IsEmpty());
    ASSERT_THAT(got.articles, SizeIs(1)) << body;
    const Article& a = got.articles[0];
    EXPECT_EQ(a.id, "urn:newsml:wire:1");
    EXPECT_EQ(a.title, "Quay opens");
    EXPECT_EQ(a.body, "The quay is open.\n\nAt last & for good.");
    EXPECT_EQ(a.standfirst, "It took years.");
    EXPECT_THAT(a.authors, ElementsAre("Ada Lind"));
    EXPECT_THAT(a.topics, ElementsAre("sport", "harbour", "crane"));
    EXPECT_THAT(a.places, ElementsAre("Marrowby"));
    EXPECT_EQ(a.outlet, "Meridian Wire");
    EXPECT_EQ(a.wire_credit, "Harbour Office");
    EXPECT_EQ(a.language, "en-GB");
    EXPECT_EQ(format_moment(a.published), "2025-07-20T10:00:00Z");
    EXPECT_EQ(format_moment(a.modified), "2025-07-20T12:00:00Z");
    EXPECT_EQ(format_moment(a.embargoed_until), "2025-07-22T00:00:00Z");
  }
}

TEST(NewsMlTest, MessagesConceptsAndNitf) {
  const ReadResult message = read_text(
      "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2025-07-20T10:00:00Z</sent></header><itemSet>" +
      news_item("") + "<newsItem><broken></newsItem><conceptItem guid=\"c\"/>" + news_item("<inlineData>x</inlineData>") +
      "</itemSet></newsMessage>");
  EXPECT_THAT(message.titles(), ElementsAre("Quay opens", "Quay opens"));
  EXPECT_THAT(message.problems, ElementsAre(HasSubstr("is not well-formed XML")));
  EXPECT_THAT(message.warnings, ElementsAre(HasSubstr("<conceptItem> has neither a title nor a text: it holds no article")));
  const ReadResult nitf = read_text(
      R"(<nitf><head><docdata><doc-id id-string="n1"/><date.issue norm="20250720T100000Z"/></docdata></head><body><body.head><hedline><hl1>Title</hl1></hedline>
<byline>By Ada Lind, <byttl>Reporter</byttl></byline></body.head><body.content><p>Text.</p></body.content></body></nitf>)");
  ASSERT_THAT(nitf.articles, SizeIs(1));
  EXPECT_EQ(nitf.articles[0].id, "n1");
  EXPECT_EQ(nitf.articles[0].title, "Title");
  EXPECT_THAT(nitf.articles[0].authors, ElementsAre("Ada Lind"));
  EXPECT_EQ(format_moment(nitf.articles[0].published), "2025-07-20T10:00:00Z");
}

// What an attacker might send: it must end soon, with an error.
TEST(XmlLimitsTest, HostileDocumentsEnd) {
  const std::string unclosed = "<rss><channel>" + repeated("<item><![CDATA[", 20000);
  const std::string quotes = "<rss><channel>" + repeated("<item a=\"", 20000);
  const std::string wide = "<rss><channel><item><title>x</title>" + repeated("<b/>", 250000);
  EXPECT_THAT(read_text(unclosed).problems, testing::Not(IsEmpty()));
  EXPECT_THAT(read_text(quotes).problems, testing::Not(IsEmpty()));
  EXPECT_THAT(read_text(wide + "</item></channel></rss>").problems, ElementsAre(HasSubstr("has more than")));
  EXPECT_THAT(read_text("<rss>" + repeated("<a>", 100000)).problems, ElementsAre(HasSubstr("nest deeper than")));
  const ReadResult large = read_text("<rss><channel><item><title>" + std::string(17u << 20, 'x') +
                                     "</title></item><item><title>y</title></item></channel></rss>");
  EXPECT_THAT(large.titles(), ElementsAre("y"));
  EXPECT_THAT(large.problems, ElementsAre(HasSubstr("the element is over")));
}

}  // namespace
}  // namespace newshound
