// Words that the stemmer would join or part wrongly. Each exception changes what the stemmer alone would do, or it isn't needed.
#include "analysis/stem_exceptions.h"

#include <map>
#include <set>

#include <gtest/gtest.h>
#include <xapian.h>

#include "analysis/analyzer.h"

namespace newshound {
namespace {

std::string stem_of(const std::string& word, const char* language = "en") {
  const Analyzer analyzer(language);
  std::vector<std::string> stems;
  analyzer.stems(word, word, stems);
  EXPECT_EQ(stems.size(), 1u);
  return stems.at(0);
}

TEST(StemExceptions, PartWhatIsNotTheSame) {
  const std::pair<const char*, const char*> pairs[] = {{"university", "universe"},  {"organization", "organic"},
                                                       {"organ", "organic"},        {"news", "new"},
                                                       {"international", "intern"}, {"international", "internal"},
                                                       {"important", "import"},     {"authority", "author"},
                                                       {"heroin", "heroine"},       {"customer", "customs"},
                                                       {"executive", "execution"},  {"minority", "minor"},
                                                       {"department", "depart"},    {"past", "paste"},
                                                       {"physics", "physical"},     {"conservative", "conserve"},
                                                       {"emergency", "emerge"},     {"experience", "experiment"},
                                                       {"apartment", "apart"},      {"dye", "die"}};
  for (const auto& [a, b] : pairs) EXPECT_NE(stem_of(a), stem_of(b)) << a << " " << b;
}

TEST(StemExceptions, JoinWhatIsTheSame) {
  const std::pair<const char*, const char*> pairs[] = {
      {"university", "universities"}, {"organisation", "organizations"}, {"bus", "buses"}, {"gas", "gases"},
      {"department", "departments"},  {"minority", "minorities"}};
  for (const auto& [a, b] : pairs) EXPECT_EQ(stem_of(a), stem_of(b)) << a << " " << b;
}

TEST(StemExceptions, EachFamilyIsNeeded) {
  const Xapian::Stem porter("en");
  std::map<std::string_view, std::set<std::string_view>> families;
  for (const auto& [form, stem] : stem_exceptions("en")) families[stem].insert(form);
  // What the stemmer alone would give all words that begin so.
  for (const auto& [stem, forms] : families) {
    std::set<std::string> alone;
    for (const std::string_view form : forms) alone.insert(porter(std::string(form)));
    const bool joined = alone.size() > 1;
    const bool parted = *alone.begin() != stem;
    EXPECT_TRUE(joined || parted) << stem;
  }
}

TEST(StemExceptions, HoldInTheirLanguageAlone) {
  EXPECT_TRUE(stem_exceptions("de").empty());
  EXPECT_NE(stem_of("university", "de"), "");
  EXPECT_NE(analyzer_fingerprint().find("nh1-"), std::string::npos);
  EXPECT_NE(stem_exceptions_text().find("en university: university universities"), std::string::npos);
}

}  // namespace
}  // namespace newshound
