#include "storage/pair_filter.h"

#include <random>
#include <vector>

#include <gmock/gmock.h>

#include "storage/index_error.h"
#include "storage/token_store.h"
#include "tests/unit/storage/damaged_copies.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;
using Documents = std::vector<std::vector<std::uint32_t>>;

class PairFilterTest : public FolderFixture {
 protected:
  void write(const Documents& documents) const {
    PairFilterWriter writer(path());
    for (const auto& codes : documents) writer.append(codes);
    writer.finish();
  }
  [[nodiscard]] std::filesystem::path path() const { return folder / kPairFilterName; }
};

TEST_F(PairFilterTest, APairHasTheBitsOfTheFormat) {
  // Computed apart from this program.
  struct Case {
    std::uint32_t before, behind, place;
    std::uint64_t bits;
  };
  for (const Case& c : std::vector<Case>{{1, 2, 0xC2559BABu, 0x1000080000000100u},
                                         {2, 1, 0x4FF93DB2u, 0x8001000000020000u},
                                         {300, 2113664, 0x84C3CAE0u, 0x0004408000000000u}}) {
    EXPECT_EQ(code_pair(c.before, c.behind).place, c.place) << c.before;
    EXPECT_EQ(code_pair(c.before, c.behind).bits, c.bits) << c.before;
  }
}

TEST_F(PairFilterTest, NoPairOfADocumentIsMissedAndFewOthersAreTakenForOne) {
  std::mt19937 random(3);
  Documents documents(300);
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (std::size_t i = 0; i < d * 5 % 700; ++i)
      documents[d].push_back(static_cast<std::uint32_t>(random()) % (kMaxCode + 1) >> random() % 28);
  write(documents);
  const PairFilter filter(path(), 300);
  std::size_t asked = 0, taken = 0, held = 0;
  for (std::uint32_t d = 0; d < 300; ++d) {
    for (std::size_t i = 0; i + 1 < documents[d].size(); ++i) {
      if (!is_filtered(documents[d][i], documents[d][i + 1])) continue;
      EXPECT_TRUE(filter.may_hold(d, code_pair(documents[d][i], documents[d][i + 1]))) << d;
      ++held;
    }
    for (std::uint32_t k = 0; k < 50 && documents[d].size() > 50; ++k, ++asked)
      taken += filter.may_hold(d, code_pair(k + 300'000'000, 7)) ? 1 : 0;  // no document has such a code
  }
  EXPECT_LT(taken, asked / 7);
  EXPECT_GT(held, 10000u);
}

TEST_F(PairFilterTest, KnowsPairsOfFrequentCodesAlone) {
  EXPECT_TRUE(is_filtered(1, kFirstUnfiltered - 1));
  for (const auto& [before, behind] : {std::pair{kBorderCode, 1u}, {1u, kBorderCode}, {kFirstUnfiltered, 1u}, {1u, kMaxCode}})
    EXPECT_FALSE(is_filtered(before, behind)) << before << " " << behind;
  write({{kFirstUnfiltered, 1, kMaxCode, 2, kFirstUnfiltered}});
  EXPECT_EQ(SectionFile(path(), "PAIR", 1).section("bits").size(), 0u);
}

TEST_F(PairFilterTest, NothingStandsBesideABorder) {
  write({{5, kBorderCode, 6}, {}, {7}, {kBorderCode, kBorderCode, 8, 9}});
  const PairFilter filter(path(), 4);
  struct Case {
    std::uint32_t document, before, behind;
    bool expected;
  };
  for (const Case& c :
       std::vector<Case>{{0, 5, kBorderCode, false}, {0, 5, 6, false}, {1, 1, 2, false}, {2, 7, 7, false}, {3, 8, 9, true}})
    EXPECT_EQ(filter.may_hold(c.document, code_pair(c.before, c.behind)), c.expected) << c.document;
}

TEST_F(PairFilterTest, ADamagedFileIsReadInBoundsOrIsAnErrorThatNamesIt) {
  write({{1, 2, 300, 0, 70'000}, {}, {kMaxCode, 0, 9, 9}});
  int errors = 0;
  with_damaged_copies(path(), 1, [&] {
    try {
      const PairFilter filter(path(), 3);
      for (std::uint32_t d = 0; d < 3; ++d) (void)filter.may_hold(d, code_pair(d, 9));
    } catch (const IndexError& error) {
      EXPECT_THAT(error.what(), HasSubstr(path().string()));
      ++errors;
    }
  });
  EXPECT_GT(errors, 200);
}

TEST_F(PairFilterTest, AnotherNumberOfDocumentsIsAnError) {
  write({});
  EXPECT_NO_THROW(PairFilter(path(), 0));
  EXPECT_THROW(PairFilter(path(), 3), IndexError);
}

}  // namespace
}  // namespace newshound
