// Reads terms and postings of a compacted Xapian database without Xapian (layout: storage/glass_format.h), for its cost: a
// posting takes a sixth to a sixteenth of what Xapian's iterator needs, a look-up of a term a third (bench/storage). A segment's
// database never changes, so its table is mapped once, of which opening reads the root's place alone. Immutable, shared by all
// threads.
// What it can't read it says, and Xapian's API is asked (storage/posting_source.h): another format or size of blocks, tags that
// are compressed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "storage/posting_list.h"

namespace newshound {

class GlassReader {
 public:
  // `postings`: the folder of the database. Whatever is wrong with its files is left to Xapian to say; throws IndexError(kIo) if
  // there is no memory to map them.
  explicit GlassReader(const std::filesystem::path& postings);
  ~GlassReader();
  GlassReader(const GlassReader&) = delete;
  GlassReader& operator=(const GlassReader&) = delete;

  // False: a database that it can't read anything of.
  [[nodiscard]] bool readable() const;
  // Of a term that isn't empty; of one that no document has, zeros. Nothing: ask Xapian. Throws IndexError(kDamaged).
  [[nodiscard]] std::optional<TermStatistics> statistics(std::string_view term) const;
  // Its postings under document `all`, empty if there are none. Nothing: ask Xapian. Throws IndexError(kDamaged).
  [[nodiscard]] std::optional<PostingList> list(std::string_view term, std::uint32_t all) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace newshound
