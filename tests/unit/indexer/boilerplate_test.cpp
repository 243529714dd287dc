// What an outlet repeats on its pages, and what only looks like it: both sides of each rule of docs/formats-pages.md.
#include "indexer/boilerplate.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "indexer/boilerplate_learner.h"
#include "tests/unit/indexer/made_up_pages.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Boilerplate learned_from(const std::vector<Article>& pages) {
  std::vector<std::uint32_t> numbers(pages.size());
  for (std::uint32_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
  Boilerplate boilerplate;
  learn_boilerplate(
      numbers, [&](std::size_t i) { return pages[i]; }, [] {}, boilerplate);
  return boilerplate;
}

std::vector<std::string> texts(const Boilerplate& boilerplate) {
  std::vector<std::string> all;
  for (const BoilerplateEntry& entry : boilerplate.entries()) all.push_back(entry.text);
  return all;
}

TEST(BoilerplateTest, TheNumberOfPagesThatItTakes) {
  for (const auto& [pages, least] : std::vector<std::pair<std::uint32_t, std::uint32_t>>{{1, 8},
                                                                                         {8, 8},
                                                                                         {16, 8},
                                                                                         {17, 9},
                                                                                         {30, 15},
                                                                                         {50, 22},
                                                                                         {100, 30},
                                                                                         {200, 43},
                                                                                         {400, 60},
                                                                                         {900, 90},
                                                                                         {1000, 100},
                                                                                         {2000, 200}})
    EXPECT_EQ(least_repeats(pages), least) << pages;
}

struct Case {
  const char* what;
  int count;
  MakePage paragraphs;
  std::vector<std::string> learned;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases{
      {"a form on every page", 50, every(1, kForm), {kForm}},
      {"on every other page", 50, every(2, kForm), {kForm}},
      {"a series: every third of fifty", 50, every(3, kForm), {}},
      {"every third of a hundred", 100, every(3, kForm), {kForm}},
      {"a tenth of a thousand", 1000, every(10, kForm), {kForm}},
      {"less than that", 1000, every(11, kForm), {}},
      {"eight pages, all", 8, every(1, kForm), {kForm}},
      {"seven pages are too few", 7, every(1, kForm), {}},
      {"a plain line on a sixth of the pages", 60, every(6, "The valley has its own calendar of feasts."), {}},
      {"a line like a form",
       60,
       every(6, "Subscribe to our newsletter, and sign up with your email address."),
       {"Subscribe to our newsletter, and sign up with your email address."}},
      {"an answer of interviews", 50, every(1, "Yes."), {}},
      {"a label", 50, every(1, "Advertisement"), {"Advertisement"}},
      {"a sub-heading that many pages have", 50, every(2, "The background"), {}},
      {"a button beside a form",
       50,
       [](int i) {
         return std::vector<std::string>{news(i), "Sign up.", kForm, "Read on.", news(i, "inquiry")};
       },
       {kForm, "Read on.", "Sign up."}},
      {"a reader's count varies",
       50,
       [](int i) { return every(1, fmt::format("You have {} free articles left.", i % 5))(i); },
       {"You have 0 free articles left."}},
      {"a year varies",
       60,
       [](int i) {
         return std::vector<std::string>{news(i), news(i, "inquiry"),
                                         fmt::format("© {} The Post, all rights belong to us", 2023 + i % 3)};
       },
       {"© 2023 The Post, all rights belong to us"}},
      {"numbers that a report gives",
       50,
       [](int i) {
         return std::vector<std::string>{news(i), fmt::format("The shares closed at {} points that day.", 1000 + i)};
       },
       {}},
      {"sentences with nothing but a number of their own",
       50,
       [](int i) {
         return std::vector<std::string>{fmt::format("Sentence 1 of the report with number {} says so.", i),
                                         fmt::format("Sentence 2 of the report with number {} says so.", i), news(i)};
       },
       {}},
      {"the page's title in a template",
       50,
       [](int i) {
         return std::vector<std::string>{news(i), news(i, "inquiry"),
                                         fmt::format("You were reading {} on our pages.", page_of(i, {}).title)};
       },
       {"You were reading {title} on our pages."}},
      {"its author",
       50,
       [](int i) {
         return std::vector<std::string>{news(i), news(i, "inquiry"),
                                         fmt::format("{} writes for The Post.", page_of(i, {}).authors[0])};
       },
       {"{author} writes for The Post."}},
      {"glued to the end of a paragraph",
       50,
       [](int i) {
         return std::vector<std::string>{news(i) + " " + kForm, news(i, "inquiry")};
       },
       {kForm}},
      {"a sentence that a third of the pages have inside of paragraphs",
       60,
       [](int i) {
         return std::vector<std::string>{news(i) + (i % 3 == 0 ? " The company did not respond to a request." : ""),
                                         news(i, "inquiry")};
       },
       {}},
  };
  return kCases;
}

TEST(BoilerplateTest, WhatGoesAndWhatStays) {
  for (const Case& test : cases()) {
    const std::vector<Article> pages = pages_of(test.count, test.paragraphs);
    const Boilerplate boilerplate = learned_from(pages);
    EXPECT_THAT(texts(boilerplate), ::testing::UnorderedElementsAreArray(test.learned)) << test.what;
    for (int i = 0; i < test.count; ++i) {
      Article page = pages[static_cast<std::size_t>(i)];
      const std::string& before = pages[static_cast<std::size_t>(i)].body;
      const bool went = boilerplate.strip(page);
      EXPECT_EQ(went, page.body != before) << test.what;
      for (const char* what : {"report", "inquiry"}) {
        if (before.find(news(i, what)) == std::string::npos) continue;
        EXPECT_THAT(page.body, HasSubstr(news(i, what))) << test.what;
      }
      EXPECT_EQ(page.title, pages[static_cast<std::size_t>(i)].title);
      if (test.learned.empty()) {
        EXPECT_EQ(page.body, before) << test.what;
      }
    }
  }
}

TEST(BoilerplateTest, StripsExactlyWhatWasLearned) {
  const Boilerplate boilerplate = learned_from(pages_of(50, [](int i) {
    return std::vector<std::string>{news(i) + " " + kForm, "Sign up.", kForm, news(i, "inquiry"),
                                    fmt::format("You have {} free articles left.", i % 4)};
  }));
  struct Strip {
    std::vector<std::string> body, left;
  };
  const std::vector<Strip> strips{
      {{"News.", kForm, "More."}, {"News.", "More."}},
      {{"News.", "our LANTERNS burn: because of patrons — who enrol with us", "More."}, {"News.", "More."}},
      {{"News. Our lanterns burn because of patrons who enrol with us."}, {"News."}},
      {{"Our lanterns burn because of patrons who enrol with us. News."}, {"News."}},
      {{"News. Our lanterns burn because of patrons who enrol with us. More."},
       {"News. Our lanterns burn because of patrons who enrol with us. More."}},
      {{"News.", "Sign up.", "More."}, {"News.", "Sign up.", "More."}},
      {{"News.", kForm, "Sign up.", "More."}, {"News.", "More."}},
      {{"News.", "You have 1,250 free articles left.", "More."}, {"News.", "More."}},
      {{"News.", "You have no free articles left.", "More."}, {"News.", "You have no free articles left.", "More."}},
      {{kForm}, {}},
  };
  for (const Strip& strip : strips) {
    Article page = page_of(1, strip.body);
    EXPECT_EQ(boilerplate.strip(page), strip.body != strip.left);
    EXPECT_EQ(page.body, join(strip.left));
  }
  Article other = page_of(1, {"News.", kForm});
  other.outlet = "The Other Post";
  EXPECT_FALSE(boilerplate.strip(other)) << "what one outlet repeats another may say";
  Article same = page_of(1, {"News.", kForm});
  same.outlet = "THE  POST";
  same.standfirst = kForm;
  EXPECT_TRUE(boilerplate.strip(same));
  EXPECT_EQ(same.standfirst, "");
}

TEST(BoilerplateTest, CopiesHaveNoVote) {
  // One article under thirty addresses among forty others: its paragraphs are on 30 of 70 pages, least_repeats(70) is 26.
  std::vector<Article> pages = pages_of(40, every(1, kForm));
  for (int i = 0; i < 30; ++i) pages.push_back(page_of(100 + i, {news(90), kForm, news(91), news(92)}));
  EXPECT_THAT(texts(learned_from(pages)), ElementsAre(kForm));
  // Its own line in each doesn't make them articles of their own.
  for (int i = 0; i < 30; ++i)
    pages[40u + static_cast<unsigned>(i)].body += fmt::format("\n\nSeen at {}.", news(i).substr(11, 6));
  EXPECT_THAT(texts(learned_from(pages)), ElementsAre(kForm));
  // Versions of a story: each has one new paragraph, and leaves out one that was there.
  std::vector<Article> versions = pages_of(40, every(1, kForm));
  for (int i = 0; i < 30; ++i) {
    std::vector<std::string> paragraphs{news(200 + i)};
    for (int j = 1; j < 8 && i - j >= 0; ++j) paragraphs.push_back(news(200 + i - j));
    paragraphs.push_back("The dam broke on Sunday and nobody knows why it did.");
    versions.push_back(page_of(200 + i, paragraphs));
  }
  EXPECT_THAT(texts(learned_from(versions)), ElementsAre(kForm));
}

TEST(BoilerplateTest, OneStorysDaysAreFew) {
  // Half of sixty pages in two days with the same background: news. The form is on all days.
  std::vector<Article> pages = pages_of(60, every(1, kForm));
  for (int i = 0; i < 30; ++i) {
    pages[static_cast<std::size_t>(i)].body += "\n\nThe dam broke on Sunday and nobody knows why it did.";
    pages[static_cast<std::size_t>(i)].published = *parse_moment(i % 2 == 0 ? "2025-07-01T10:00:00Z" : "2025-07-02T10:00:00Z");
  }
  EXPECT_THAT(texts(learned_from(pages)), ElementsAre(kForm));
  for (Article& page : pages) page.published = {};
  EXPECT_EQ(learned_from(pages).size(), 2u) << "without dates, days can't tell";
}

TEST(BoilerplateTest, ALanguageOfAnOutletHasItsOwnForms) {
  std::vector<Article> pages = pages_of(60, every(1, kForm));
  for (int i = 0; i < 16; ++i) {
    Article& page = pages[static_cast<std::size_t>(i)];
    page.body = join({news(i), "Füllen Sie das Formular aus, um weiter zu lesen.", news(i, "inquiry")});
    page.language = i % 2 == 0 ? "de" : "de-AT";
  }
  EXPECT_THAT(texts(learned_from(pages)), ElementsAre(kForm, "Füllen Sie das Formular aus, um weiter zu lesen."));
}

TEST(BoilerplateTest, EveryWindowIsLearnedFrom) {
  // The form of older pages is another one; the newest 2,000 don't show it.
  constexpr int kOld = 100;
  std::vector<Article> pages;
  for (int i = 0; i < static_cast<int>(kWindowPages) + kOld; ++i) {
    Article page = page_of(i, {fmt::format("{} {} {}", news(i), i % 97, i),
                               i < static_cast<int>(kWindowPages) ? kForm : "An older form that was on every page."});
    page.body +=
        fmt::format("\n\nIt was the {}{}th one of all that were told in those days.", static_cast<char>('a' + i % 26), i);
    pages.push_back(std::move(page));
  }
  EXPECT_THAT(texts(learned_from(pages)), ElementsAre(kForm, "An older form that was on every page."));
}

TEST(BoilerplateTest, ItsFileIsReadAndWritten) {
  const Boilerplate boilerplate = learned_from(pages_of(50, [](int i) {
    return std::vector<std::string>{news(i) + " " + kForm, fmt::format("“You” have {} \\ left on these pages.", i % 4)};
  }));
  const std::string text = boilerplate.text();
  const auto read = Boilerplate::parse(text, "f");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->entries(), boilerplate.entries());
  EXPECT_EQ(read->text(), text);
  EXPECT_EQ(boilerplate.size(), 2u);
  EXPECT_EQ(Boilerplate{}.text(), "");
  const auto written = Boilerplate::parse("\n{\"outlet\":\"The Post\",\"text\":\"Sign up for the letter now.\"}\r\n", "f");
  ASSERT_TRUE(written);
  Article page = page_of(1, {"News.", "Sign up for the letter now!"});
  EXPECT_TRUE(written->strip(page));
  EXPECT_EQ(page.body, "News.");
}

TEST(BoilerplateTest, ABadLineIsNamed) {
  const std::string good = "{\"outlet\":\"The Post\",\"text\":\"Sign up.\"}\n";
  for (const char* bad :
       {"{", "[]", "{}", "x", "{\"outlet\":\"The Post\"}", "{\"outlet\":\"The Post\",\"text\":\"\"}", "{\"text\":\"Sign up.\"}",
        "{\"outlet\":\"The Post\",\"text\":7}", "{\"outlet\":\"The Post\",\"text\":\"x\",\"pages\":-1}",
        "{\"outlet\":\"The Post\",\"text\":\"x\",\"varies\":\"no\"}", "{\"outlet\":\"The Post\",\"text\":\"x\",\"colour\":1}"}) {
    const auto refused = Boilerplate::parse(good + bad + "\n" + good, "list");
    ASSERT_FALSE(refused) << bad;
    EXPECT_THAT(refused.error().message, HasSubstr("list:2: ")) << bad;
  }
}

}  // namespace
}  // namespace newshound
