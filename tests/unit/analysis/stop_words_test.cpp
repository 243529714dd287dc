#include "analysis/stop_words.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/analyzer.h"
#include "analysis/fold.h"
#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"

namespace newshound {
namespace {

std::vector<std::string> list(std::string_view language) {
  std::istringstream in{std::string(stop_words(language))};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

TEST(StopWordsTest, EnglishHasThe33OfTheClassicList) {
  const Analyzer english("en-US");
  EXPECT_EQ(list("en").size(), 33u);
  for (const char* word : {"a", "the", "of", "such", "will", "with", "into"}) EXPECT_TRUE(english.is_stop_word(word)) << word;
  for (const char* word : {"who", "have", "he", "can", "The", "", "a an"}) EXPECT_FALSE(english.is_stop_word(word)) << word;
}

TEST(StopWordsTest, EveryListHoldsFoldedSingleWordsOnce) {
  for (const std::string_view language : stop_word_languages()) {
    const std::vector<std::string> words = list(language);
    EXPECT_EQ(std::set<std::string>(words.begin(), words.end()).size(), words.size()) << language;
    EXPECT_GE(words.size(), 15u) << language;
    EXPECT_LE(words.size(), 60u) << language;
    for (const std::string& word : words) {
      EXPECT_EQ(fold(normalize(word)), word) << language;
      Tokenizer tokenizer(word);
      Token token;
      ASSERT_TRUE(tokenizer.next(token)) << language << ": " << word;
      EXPECT_EQ(token.form, word) << language;
      EXPECT_TRUE(Analyzer(language).is_stop_word(word)) << language << ": " << word;
    }
  }
}

TEST(StopWordsTest, EveryStemmedLanguageHasOne) {
  for (const std::string& language : stemmer_languages()) EXPECT_FALSE(stop_words(language).empty()) << language;
  EXPECT_TRUE(stop_words("xx").empty());
  EXPECT_FALSE(Analyzer("xx").is_stop_word("the"));
}

TEST(StopWordsTest, AreLookedUpByForm) {
  EXPECT_TRUE(Analyzer("de").is_stop_word(fold("für")));
  EXPECT_TRUE(Analyzer("fr").is_stop_word(fold("à")));
  EXPECT_TRUE(Analyzer("ru").is_stop_word(fold("Это")));
}

}  // namespace
}  // namespace newshound
