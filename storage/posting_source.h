// Where a segment's postings come from: its GlassReader, and Xapian's API for what that leaves to it. As thread-safe as the
// handle in it: one thread.
#pragma once

#include <string>

#include "storage/glass_reader.h"
#include "storage/posting_list.h"

namespace Xapian {
class Database;
}

namespace newshound {

struct PostingSource {
  const GlassReader& reader;
  Xapian::Database& xapian;  // of the same database
};

// Throw IndexError(kDamaged), or Xapian::Error where Xapian was asked.
[[nodiscard]] TermStatistics read_statistics(const PostingSource& source, const std::string& term);
// Document numbers at or over `documents`, or not above the one before, are left out (a damaged list).
[[nodiscard]] PostingList read_postings(const PostingSource& source, const std::string& term, std::uint32_t documents);
// The same through Xapian alone: what the reader is held against.
[[nodiscard]] PostingList read_xapian_postings(Xapian::Database& xapian, const std::string& term, std::uint32_t documents);

}  // namespace newshound
