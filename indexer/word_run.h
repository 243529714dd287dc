// The words of a full lexicon on disk, in the order of bytes, until indexer/word_join.h joins those of a segment: what
// indexer/posting_run.h is for postings. One thread.
//
// File `stems`, for each stem (numbers are varints, as in storage/glass_format.h): length, bytes, its number in the lexicon.
// File `forms`, for each form: length, bytes, its number, occurrences, length of what follows:
//   documents, times that it was written as the form, capitalised, in upper case, number of other spellings, for each: length,
//   bytes, times; number of stems, the number of each
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/lexicon.h"
#include "indexer/scratch_file.h"

namespace newshound {

struct WordRun {
  std::filesystem::path forms, stems;
  std::uint32_t form_count = 0, stem_count = 0;
};

// Writes the words of `lexicon` to files whose names begin with `path`. Throws IndexError(kIo).
[[nodiscard]] WordRun write_words(const Lexicon& lexicon, const std::filesystem::path& path);

// Read stem by stem, form by form: cursors of SortedMerge. Throw IndexError(kDamaged).
class StemCursor {
 public:
  explicit StemCursor(const WordRun& run) : file_(run.stems), count_(run.stem_count) {}
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::uint32_t number() const { return number_; }

 private:
  ScratchReader file_;
  std::uint32_t count_;
  std::string_view text_;
  std::uint32_t number_ = 0;
};

class FormCursor {
 public:
  explicit FormCursor(const WordRun& run) : file_(run.forms), count_(run.form_count), stem_count_(run.stem_count) {}
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] std::uint64_t occurrences() const { return occurrences_; }
  // Adds to `counts`, but for the occurrences; stems are numbers of the lexicon.
  void add_to(FormCounts& counts);

 private:
  ScratchReader file_;
  std::uint32_t count_, stem_count_;
  std::string_view text_;
  std::uint32_t number_ = 0;
  std::uint64_t occurrences_ = 0, rest_bytes_ = 0;
};

}  // namespace newshound
