// Counting a column for many documents at once against asking for each document's values.
#include <string>
#include <vector>

#include "storage/columns.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ColumnCountTest = FolderFixture;

TEST_F(ColumnCountTest, CountsManyDocumentsAsOneByOne) {
  for (const unsigned different : {5u, 300u}) {  // ordinals of one byte and of two
    std::vector<Article> articles;
    for (unsigned i = 0; i < 2000; ++i) {
      const unsigned mixed = i * 2654435761u >> 16;
      std::vector<std::string> topics;
      for (unsigned t = 0; t < mixed % 4; ++t) topics.push_back("t" + std::to_string((mixed / 4 + t) % different));
      Article& made = articles.emplace_back();
      made.id = "a" + std::to_string(i);
      made.topics = topics;
      if (mixed % 7 != 0) made.outlet = "o" + std::to_string(mixed % different);
    }
    ColumnsBuilder builder;
    for (const Article& each : articles) builder.add(each, 10);
    builder.write(folder / "columns");
    const Columns columns(folder / "columns");
    for (const Field field : {Field::kOutlet, Field::kTopic}) {
      const OrdinalColumn& column = columns.ordinals(field);
      for (const std::uint32_t step : {1u, 3u, 90u}) {
        std::vector<std::uint32_t> documents, counts(column.values() + 1, 0), expected(column.values() + 1, 0);
        std::size_t missing = 0;
        for (std::uint32_t d = 0; d < 2000; d += step) {
          documents.push_back(d);
          bool has = false;
          column.for_each(d, [&](std::uint32_t ordinal) {
            ++expected[ordinal];
            has = true;
          });
          missing += has ? 0 : 1;
        }
        EXPECT_EQ(column.count(documents, counts), missing);
        counts[0] = 0;
        EXPECT_EQ(counts, expected) << different << " " << step;
      }
    }
  }
}

}  // namespace
}  // namespace newshound
