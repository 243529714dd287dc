// The segment's forms (folded words) with code, frequency, spelling and stems, and its stems with their forms. File `vocabulary`,
// kind "VOCA".
//   "counts"      u64 number of forms, u64 number of stems
//   "forms"       the forms in byte order, in blocks of 16. An entry: LEB128 bytes shared with the form before (0 in a block's
//   first),
//                 LEB128 bytes that follow, those bytes; LEB128 code; LEB128 documents; spelling (1 byte: 0 as the form, 1 its
//                 first letter in upper case, 2 all in upper case, 3 LEB128 length and bytes follow); LEB128 number of stems,
//                 LEB128 number of each
//   "form_at"     u32 for each block: where it begins
//   "stems"       the stems in byte order, the same way; an entry: shared, rest, bytes; LEB128 number of forms,
//                 LEB128 number of the first form, LEB128 differences of the others (forms are numbered in byte order)
//   "stem_at"     u32 for each block
// Stems are the terms without prefix that some document of the segment has because of that form, in any of its languages.
// Frequencies count deleted documents. Immutable, any number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/section_file.h"

namespace newshound {

// What the writer takes for each form.
struct FormRecord {
  std::string_view form;
  std::uint32_t code = 0;
  std::uint32_t documents = 0;
  std::string spelling;              // the most frequent one as it stood in a text
  std::vector<std::uint32_t> stems;  // by their places in the order of bytes, increasing
};

// Writes the file as forms and stems come; of them it keeps 8 bytes for each pair of a form and a stem. One thread. Throws
// IndexError(kIo).
class VocabularyWriter {
 public:
  VocabularyWriter(const std::filesystem::path& path, std::uint64_t forms, std::uint64_t stems);
  // All forms in byte order, then all stems.
  void add_form(const FormRecord& record);
  void add_stem(std::string_view stem);
  void finish();

 private:
  void put_entry(std::string_view text);
  void begin_entries(const char* name);
  void end_entries(const char* offsets_name);
  void begin_stems();

  SectionWriter file_;
  std::string bytes_, before_;
  std::vector<std::uint32_t> at_;  // where the blocks of the section begin
  std::uint64_t section_bytes_ = 0;
  std::uint32_t entries_ = 0;  // of the section so far
  bool stems_begun_ = false;
  std::vector<std::uint64_t> pairs_;  // stem in the upper half, form
  std::size_t next_pair_ = 0;
};

struct FormEntry {
  std::string form;
  std::uint32_t code = 0;
  std::uint32_t documents = 0;
  std::string spelling;
  std::vector<std::uint32_t> stems;  // stem numbers: see stem()
};

class Vocabulary {
 public:
  explicit Vocabulary(const std::filesystem::path& path);

  [[nodiscard]] std::uint32_t forms() const { return forms_; }
  [[nodiscard]] std::uint32_t stems() const { return stems_; }

  // Fills `entry` and returns true if the segment has the form.
  [[nodiscard]] bool find(std::string_view form, FormEntry& entry) const;
  // The form of that number, in byte order; throws IndexError(kDamaged) if there is none.
  void form(std::uint32_t number, FormEntry& entry) const;
  // The numbers [first, last) of the forms that begin with `prefix`.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> prefix_range(std::string_view prefix) const;
  // Calls f for each form that begins with `prefix`, in byte order, until f returns false.
  void for_each_prefixed(std::string_view prefix, const std::function<bool(const FormEntry&)>& f) const;
  // Calls f for each form that has the stem, in byte order. Nothing if the stem is unknown.
  void for_each_form_of(std::string_view stem, const std::function<void(const FormEntry&)>& f) const;
  // How many forms the stem has; 0 if it is unknown.
  [[nodiscard]] std::uint32_t forms_of(std::string_view stem) const;
  // The stem of that number.
  [[nodiscard]] std::string stem(std::uint32_t number) const;
  // Reads every entry; throws IndexError(kDamaged) at the first that isn't sound. For `check`.
  void verify() const;

 private:
  struct Cursor;
  [[nodiscard]] std::uint32_t lower_bound(std::string_view text) const;
  SectionFile file_;
  std::uint32_t forms_ = 0, stems_ = 0;
  std::span<const std::uint8_t> form_bytes_, stem_bytes_;
  std::span<const std::uint32_t> form_at_, stem_at_;
};

}  // namespace newshound
