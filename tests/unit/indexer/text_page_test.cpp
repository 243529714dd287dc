#include "indexer/text_page.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <gmock/gmock.h>

#include "indexer/written_date.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPage =
    "A HARBOURLIGHT Company\n\n"
    "Ferry Operator May Be Told to Reopen the Night Crossing to the Islands\n\n"
    " |  March 4, 2025\n\n"
    "The ferry operator may be told to reopen its night crossing, two people at the ministry said on Tuesday.\n\n"
    "    Get the Full Story\n\n"
    "    Complete the form to unlock this article and enjoy unlimited free access to everything we publish.\n\n"
    "    yesSubscribe to our daily newsletter, HARBOURLIGHT Tonight.\n\n"
    "    By completing this form, you agree to receive marketing communications from us and our sponsor, in accordance with our "
    "Privacy Policy.\n\n"
    "    “Your form of words is not the issue,” said Ms Okafor, who signed the complaint. “The islands need a boat.”\n\n"
    "    Read more: Islanders Appeal €5 Million Harbour Fee\n\n"
    "    The privacy policy of the operator is the subject of a second inquiry, the regulator said.\n";

TEST(TextPageTest, ReadsTheParts) {
  const Article article = read_text_page(kPage);
  EXPECT_EQ(article.outlet, "HARBOURLIGHT");
  EXPECT_EQ(article.title, "Ferry Operator May Be Told to Reopen the Night Crossing to the Islands");
  EXPECT_EQ(format_moment(article.published), "2025-03-04");
}

TEST(TextPageTest, TheFormGoesAndTheNewsStays) {
  const std::string body = read_text_page(kPage).body;
  for (const char* gone : {"Full Story", "Complete the form", "newsletter", "marketing", "yesSubscribe"})
    EXPECT_THAT(body, Not(HasSubstr(gone)));
  for (const char* stays :
       {"two people at the ministry", "Your form of words", "Read more: Islanders Appeal €5 Million", "second inquiry"})
    EXPECT_THAT(body, HasSubstr(stays));
}

TEST(TextPageTest, BlocksOfLinksGoASingleOneStays) {
  EXPECT_THAT(clean_paragraphs({"News.", "Read more: One", "More news."}), ElementsAre("News.", "Read more: One", "More news."));
  EXPECT_THAT(clean_paragraphs({"News.", "Read more: One", "See also: Two", "Related: Three", "More news."}),
              ElementsAre("News.", "More news."));
}

TEST(TextPageTest, FormsInOtherLanguagesGo) {
  for (const char* form :
       {"Jetzt Newsletter abonnieren und mit Ihrer E-Mail-Adresse anmelden. Es gilt unsere Datenschutzerklärung.",
        "Abonnez-vous à notre infolettre : votre adresse e-mail et notre politique de confidentialité.",
        "Suscríbete a nuestro boletín con tu correo electrónico. Política de privacidad.",
        "Iscriviti alla nostra newsletter: il tuo indirizzo email e la nostra informativa sulla privacy."})
    EXPECT_THAT(clean_paragraphs({"First.", form, "Last."}), ElementsAre("First.", "Last.")) << form;
}

TEST(TextPageTest, PagesWithoutOutletDateOrTextAreStillRead) {
  EXPECT_EQ(read_text_page("Only a title").title, "Only a title");
  EXPECT_EQ(read_text_page("A title that stands first\n\n21 July 2025\n\nText.").title, "A title that stands first");
  EXPECT_EQ(read_text_page("A title that stands first\n\n21 July 2025\n\nText.").body, "Text.");
  EXPECT_EQ(read_text_page("").title, "");
  EXPECT_EQ(read_text_page("\xFF\xFE\n\n").body, "");
}

TEST(TextPageTest, TheFirstLineIsAnOutletOnlyIfThePageSaysSo) {
  const struct {
    const char *page, *outlet, *title, *body;
  } cases[] = {
      {"A TIDELINE Company\n\nPort Shut\n\nText.", "TIDELINE", "Port Shut", "Text."},
      {"Harbour Post\n\nStorm closes the port for a day\n\nMarch 4, 2025\n\nText.", "Harbour Post",
       "Storm closes the port for a day", "Text."},
      {"Harbour Post\n\nStorm closes the port for a day\n\nBy Ada Kerr\n\nMarch 4, 2025\n\nText.", "Harbour Post",
       "Storm closes the port for a day", "By Ada Kerr\n\nText."},
      // A title and the article's first paragraphs.
      {"Storm closes port\n\nA storm closed the port on Monday, the harbour master said.\n\nShips waited.", "",
       "Storm closes port", "A storm closed the port on Monday, the harbour master said.\n\nShips waited."},
      {"Storm Closes Port\n\nHarbour master says that ships must wait\n\nText of it.", "", "Storm Closes Port",
       "Harbour master says that ships must wait\n\nText of it."},
  };
  for (const auto& c : cases) {
    const Article article = read_text_page(c.page);
    EXPECT_EQ(article.outlet, c.outlet) << c.page;
    EXPECT_EQ(article.title, c.title) << c.page;
    EXPECT_EQ(article.body, c.body) << c.page;
  }
}

TEST(TextPageTest, ASentenceThatTellsOfADayIsNoDateLine) {
  const Article article = read_text_page("Court rules on fees\n\nOn July 21, 2025 the court ruled for the islanders.\n\nMore.");
  EXPECT_EQ(article.body, "On July 21, 2025 the court ruled for the islanders.\n\nMore.");
  EXPECT_EQ(format_moment(article.published), "");
  EXPECT_EQ(format_moment(read_text_page("A title\n\nJuly 21, 2025, 10:15 a.m.\n\nText.").published), "2025-07-21");
}

TEST(TextPageTest, AGluedLabelIsAFormAndYesterdayIsNone) {
  const std::string news = "Yesterday the paper opened your subscription desk for good, near the quay.";
  EXPECT_THAT(clean_paragraphs({"News.", news, "More."}), ElementsAre("News.", news, "More."));
  EXPECT_THAT(clean_paragraphs({"News.", "yesSend me the newsletter by email.", "More."}), ElementsAre("News.", "More."));
}

// What the pages of one outlet share is its form: none of it may be left, and the news around it must be.
TEST(TextPageTest, TheSamplesFormsGo) {
  std::map<std::string, int> pages_with;
  std::vector<std::string> pages;
  for (const auto& entry : std::filesystem::directory_iterator(NEWSHOUND_SOURCE_DIR "/corpus/sample/pages")) {
    std::ifstream in(entry.path());
    pages.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    std::set<std::string> paragraphs;
    std::istringstream lines(pages.back());
    for (std::string line; std::getline(lines, line);) {
      const std::size_t first = line.find_first_not_of(' ');
      if (first != std::string::npos) paragraphs.insert(line.substr(first));
    }
    for (const std::string& paragraph : paragraphs) ++pages_with[paragraph];
  }
  ASSERT_GE(pages.size(), 14u);
  int forms = 0;
  for (const auto& [paragraph, count] : pages_with) {
    if (count < 3 || paragraph.starts_with("A ")) continue;  // the outlet's line
    ++forms;
    for (const std::string& page : pages) EXPECT_THAT(read_text_page(page).body, Not(HasSubstr(paragraph)));
  }
  EXPECT_GE(forms, 6);
  for (const std::string& page : pages) EXPECT_GT(read_text_page(page).body.size() * 10, page.size() * 5) << page.substr(0, 100);
}

TEST(WrittenDateTest, SixLanguages) {
  const struct {
    const char *line, *date;
  } cases[] = {
      {" |  July 21, 2025", "2025-07-21"},
      {"21 July 2025", "2025-07-21"},
      {"Mon, 3rd of March 2025", "2025-03-03"},
      {"Montag, 21. Juli 2025", "2025-07-21"},
      {"1. März 2025", "2025-03-01"},
      {"le 1er août 2025", "2025-08-01"},
      {"21 de julio de 2025", "2025-07-21"},
      {"21 luglio 2025", "2025-07-21"},
      {"21 de março de 2025", "2025-03-21"},
      {"Updated 2025-07-21 at noon", "2025-07-21"},
      {"February 30, 2025", ""},
      {"In 2025 may 300 come", ""},
      {"no date", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    const auto date = find_written_date(c.line);
    EXPECT_EQ(date ? format_moment(*date) : "", c.date) << c.line;
  }
}

}  // namespace
}  // namespace newshound
