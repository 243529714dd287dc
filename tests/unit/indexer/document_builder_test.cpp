#include "indexer/document_builder.h"

#include <map>
#include <string_view>

#include <gtest/gtest.h>

#include "analysis/terms.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

std::map<std::string, unsigned> frequencies(const DocumentBuilder& builder, const BuiltDocument& built) {
  std::map<std::string, unsigned> terms;
  for (const StemFrequency& of : built.stems) {
    const std::string_view stem = builder.lexicon().stems().at(of.stem);
    terms[stem_term(stem)] = of.frequency;
    if (of.title) terms[title_stem_term(stem)] = 0;
  }
  for (const std::string& term : built.value_terms) terms[term] = 0;
  return terms;
}

TEST(DocumentBuilderTest, FrequenciesFollowTheirPlace) {
  Article article = make_article("a", "Oil prices", "The oil price rose.");
  for (int i = 0; i < 40; ++i) article.body += " filler";
  article.body += " price";
  DocumentBuilder builder;
  const BuiltDocument& built = builder.build(article);
  const auto terms = frequencies(builder, built);
  EXPECT_EQ(terms.at("Zoil"), kTitleFrequency + kLeadFrequency);
  EXPECT_EQ(terms.at("Zprice"), kTitleFrequency + kLeadFrequency + kBodyFrequency);
  EXPECT_EQ(terms.at("Zthe"), 0u) << "a stop word is found but doesn't count";
  EXPECT_EQ(terms.at("ZSoil"), 0u);
  EXPECT_FALSE(terms.contains("ZSrose"));
  EXPECT_EQ(terms.at("XO:the post"), 0u);
  EXPECT_EQ(terms.at("XT:energy"), 0u);
  EXPECT_EQ(terms.at("Qa"), 0u);
  unsigned sum = 0;
  for (const auto& [term, frequency] : terms) sum += frequency;
  EXPECT_EQ(built.length, sum);
}

TEST(DocumentBuilderTest, FrequenciesAreCapped) {
  Article article = make_article("a", "", "");
  for (int i = 0; i < 500; ++i) article.body += "gold ";
  DocumentBuilder builder;
  EXPECT_EQ(frequencies(builder, builder.build(article)).at("Zgold"), kMaxFrequency);
  EXPECT_EQ(builder.build(article).length, kMaxFrequency);
}

TEST(DocumentBuilderTest, CodesHaveTwoBordersAndOneNumberAForm) {
  DocumentBuilder builder;
  Article article = make_article("a", "Gold GOLD", "gold résumé resume");
  article.standfirst = "silver";
  const auto codes = builder.build(article).codes;
  ASSERT_EQ(codes.size(), 8u);
  EXPECT_EQ(codes[0], codes[1]);
  EXPECT_EQ(codes[2], 0u);
  EXPECT_EQ(codes[4], 0u);
  EXPECT_EQ(codes[5], codes[0]);
  EXPECT_EQ(codes[6], codes[7]) << "marks are folded";
  EXPECT_EQ(builder.lexicon().forms().at(codes[6] - 1), "resume");
}

}  // namespace
}  // namespace newshound
