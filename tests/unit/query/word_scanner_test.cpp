#include "query/word_scanner.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"

namespace newshound {
namespace {

// The tokenizer's words as the scanner must give them.
void expect_same_words(const std::string& text) {
  Tokenizer tokenizer(text);
  WordScanner scanner(text);
  Token token;
  while (tokenizer.next(token)) {
    ASSERT_TRUE(scanner.next()) << text;
    ASSERT_EQ(scanner.form(), token.form) << text;
    ASSERT_EQ(scanner.begin(), token.begin) << text;
    ASSERT_EQ(scanner.end(), token.end) << text;
    ASSERT_EQ(scanner.size(), token.form.size()) << text;
    if (token.form.empty()) continue;  // a lone mark
    ASSERT_EQ(scanner.first(), static_cast<unsigned char>(token.form.front())) << text;
    ASSERT_EQ(scanner.last(), static_cast<unsigned char>(token.form.back())) << text;
  }
  ASSERT_FALSE(scanner.next()) << text;
}

TEST(WordScannerTest, GivesTheWordsOfTheTokenizer) {
  const std::vector<std::string> pieces = {"a",
                                           "B",
                                           "word",
                                           "Word",
                                           "7",
                                           ".",
                                           ",",
                                           " ",
                                           "'",
                                           "&",
                                           "+",
                                           "#",
                                           "_",
                                           "-",
                                           "\n",
                                           "\u2019",
                                           "\u201d",
                                           "\u20ac",
                                           "\u00e9",
                                           "e\u0301",
                                           "\u5317\u4eac",
                                           "\u304b\u3089",
                                           "\u0e19\u0e49\u0e33",
                                           "\u0434\u0430",
                                           "\u0633\u0644",
                                           "\u200d",
                                           "\ufe0f",
                                           "\U0001F600",
                                           "\u3002",
                                           "x.y",
                                           "longlonglonglonglonglonglonglong"};
  std::mt19937 random(7);
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 9; i > 0; --i) text += pieces[random() % pieces.size()];
    expect_same_words(normalize(text));
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace newshound
