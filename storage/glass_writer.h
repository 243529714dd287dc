// Writes a segment's postings as a Xapian database (backend glass, no positions, values, document data or term lists): the same
// that Xapian would write document by document and compact, from postings that are in the order of terms already. With it a whole
// build takes about a third of the time (docs/measurements.md), and less disk: a term's postings are in one piece, not one for
// each run of documents. Test: tests/unit/storage/glass_writer_test.cpp, against Xapian's reader and Database::check(). Format:
// storage/glass_format.h.
// One thread. Throws IndexError(kIo) if a file can't be written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "storage/glass_table_writer.h"

namespace newshound {

class GlassWriter {
 public:
  // Creates `folder` with the database's files. `lengths`: of every document, sums of its terms' frequencies; the document with
  // index d is Xapian's d + 1.
  GlassWriter(const std::filesystem::path& folder, std::span<const std::uint32_t> lengths);

  // The next term in the order of bytes, 1 to 245 of them (a NUL counts twice); the number of its documents, and the sum of its
  // frequencies in them.
  void begin(std::string_view term, std::uint32_t documents, std::uint64_t frequency);
  // As often as begin() said, documents increasing.
  void add(std::uint32_t document, std::uint32_t frequency);
  // Writes the rest and closes the files; they are not fsynced.
  void finish();

 private:
  // A chunk's tag has no more bytes than this, as Xapian's own: what lies before a document in its chunk must be read through.
  static constexpr std::size_t kChunk = 2000;
  // A leaf's rest of fewer bytes stays empty rather than begin a chunk.
  static constexpr std::size_t kSmallRest = 64;

  void begin_list(std::string key, std::uint32_t documents, std::uint64_t frequency);
  void begin_chunk(std::uint32_t document);
  void write_chunk(bool last);

  std::filesystem::path folder_;
  GlassTableWriter table_;
  std::string key_, head_, chunk_, tag_;
  bool first_chunk_ = true;
  std::uint32_t left_ = 0;  // postings of the list still to come
  std::uint32_t first_ = 0, last_ = 0;
  std::size_t room_ = 0;  // for chunk_
  std::uint32_t documents_ = 0, shortest_ = 0, longest_ = 0, most_frequent_ = 0;
  std::uint64_t total_length_ = 0;
};

}  // namespace newshound
