#include "storage/deletions.h"

#include "storage/section_file.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;
using Kind = IndexError::Kind;

class DeletionsTest : public FolderFixture {
 protected:
  // A file with any content.
  void forge(std::uint64_t documents, std::uint64_t deleted, const std::vector<std::uint64_t>& bits) const {
    SectionWriter writer(folder / "deleted-000002", "DELE", 1);
    const std::uint64_t counts[] = {documents, deleted};
    writer.begin("counts");
    writer.append_array(std::span<const std::uint64_t>(counts));
    writer.begin("bits");
    writer.append_array(std::span<const std::uint64_t>(bits));
    writer.finish();
  }
};

TEST_F(DeletionsTest, MarksAndComesBack) {
  for (const std::uint32_t documents : {1u, 63u, 64u, 65u, 1000u}) {
    Deletions deletions(documents);
    EXPECT_FALSE(deletions.any());
    EXPECT_FALSE(deletions.contains(0));
    EXPECT_TRUE(deletions.insert(0));
    EXPECT_FALSE(deletions.insert(0));
    deletions.insert(documents - 1);
    deletions.insert(documents / 2);
    deletions.write(folder / "deleted-000002");
    const Deletions read = Deletions::read(folder / "deleted-000002", documents);
    EXPECT_EQ(read.deleted(), deletions.deleted());
    for (std::uint32_t d = 0; d < documents; ++d)
      EXPECT_EQ(read.contains(d), d == 0 || d == documents - 1 || d == documents / 2) << d << " of " << documents;
  }
}

TEST_F(DeletionsTest, NoneIsWrittenToo) {
  Deletions(0).write(folder / "deleted-000002");
  EXPECT_FALSE(Deletions::read(folder / "deleted-000002", 0).any());
}

TEST_F(DeletionsTest, RefusesWhatDoesNotAddUp) {
  const struct {
    std::uint64_t documents, deleted;
    std::vector<std::uint64_t> bits;
  } cases[] = {
      {71, 1, {1, 0}},        // for another number of documents
      {70, 2, {1, 0}},        // says more than it marks
      {70, 1, {1}},           // a word short
      {70, 1, {1, 0, 0}},     // a word long
      {70, 1, {0, 1u << 6}},  // document 70 of 70
      {~std::uint64_t{0}, 1, {1, 0}},
  };
  for (const auto& c : cases) {
    forge(c.documents, c.deleted, c.bits);
    EXPECT_THAT(refusal(Kind::kDamaged, [&] { (void)Deletions::read(folder / "deleted-000002", 70); }),
                HasSubstr("deleted-000002"));
  }
  refusal(Kind::kMissing, [&] { (void)Deletions::read(folder / "deleted-000003", 70); });
}

}  // namespace
}  // namespace newshound
