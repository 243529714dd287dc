#include <algorithm>

#include "storage/vocabulary.h"
#include "storage/vocabulary_format.h"

namespace newshound {
namespace {

void put_number(std::string& out, std::uint64_t number) {
  for (; number >= 128; number >>= 7) out.push_back(static_cast<char>(number | 128u));
  out.push_back(static_cast<char>(number));
}

// The string of an entry, front-coded against the one before.
void put_string(std::string& out, std::string_view before, std::string_view text, bool block_start) {
  std::size_t shared = 0;
  if (!block_start)
    while (shared < text.size() && shared < before.size() && text[shared] == before[shared]) ++shared;
  put_number(out, shared);
  put_number(out, text.size() - shared);
  out += text.substr(shared);
}

SpellingCode spelling_code(std::string_view form, std::string_view spelling) {
  if (spelling == form || spelling.empty()) return kAsForm;
  if (spelling.size() != form.size()) return kWritten;
  if (spelling[0] == upper_letter(form[0]) && spelling.substr(1) == form.substr(1)) return kCapitalised;
  const bool upper = std::equal(form.begin(), form.end(), spelling.begin(), [](char f, char s) { return upper_letter(f) == s; });
  return upper ? kUpper : kWritten;
}

void put_form(std::string& out, const FormRecord& record) {
  put_number(out, record.code);
  put_number(out, record.documents);
  const SpellingCode code = spelling_code(record.form, record.spelling);
  out.push_back(static_cast<char>(code));
  if (code == kWritten) {
    put_number(out, record.spelling.size());
    out += record.spelling;
  }
  put_number(out, record.stems.size());
  for (const std::uint32_t stem : record.stems) put_number(out, stem);
}

}  // namespace

VocabularyWriter::VocabularyWriter(const std::filesystem::path& path, std::uint64_t forms, std::uint64_t stems)
    : file_(path, kVocabularyKind, kVocabularyVersion) {
  const std::uint64_t counts[2] = {forms, stems};
  file_.begin("counts");
  file_.append_array(std::span<const std::uint64_t>(counts));
  pairs_.reserve(forms + forms / 8);  // most forms have one stem
  begin_entries("forms");
}

void VocabularyWriter::begin_entries(const char* name) {
  file_.begin(name);
  at_.clear();
  section_bytes_ = 0;
  entries_ = 0;
}

void VocabularyWriter::end_entries(const char* offsets_name) {
  file_.append(bytes_);
  bytes_.clear();
  file_.begin(offsets_name);
  file_.append_array(std::span<const std::uint32_t>(at_));
}

// Begins an entry in bytes_, with its string.
void VocabularyWriter::put_entry(std::string_view text) {
  section_bytes_ += bytes_.size();
  file_.append(bytes_);
  bytes_.clear();
  const bool block_start = entries_++ % kVocabularyBlock == 0;
  if (block_start) at_.push_back(static_cast<std::uint32_t>(section_bytes_));
  put_string(bytes_, before_, text, block_start);
  before_ = text;
}

void VocabularyWriter::add_form(const FormRecord& record) {
  const std::uint32_t form = entries_;
  put_entry(record.form);
  put_form(bytes_, record);
  for (const std::uint32_t stem : record.stems) pairs_.push_back(std::uint64_t{stem} << 32 | form);
}

void VocabularyWriter::add_stem(std::string_view stem) {
  if (!stems_begun_) begin_stems();
  const std::uint64_t number = entries_;
  put_entry(stem);
  const std::size_t begin = next_pair_;
  while (next_pair_ < pairs_.size() && pairs_[next_pair_] >> 32 == number) ++next_pair_;
  put_number(bytes_, next_pair_ - begin);
  std::uint32_t before = 0;
  for (std::size_t i = begin; i < next_pair_; ++i) {
    const auto form = static_cast<std::uint32_t>(pairs_[i]);
    put_number(bytes_, form - before);
    before = form;
  }
}

void VocabularyWriter::begin_stems() {
  stems_begun_ = true;
  end_entries("form_at");
  begin_entries("stems");
  std::sort(pairs_.begin(), pairs_.end());
}

void VocabularyWriter::finish() {
  if (!stems_begun_) begin_stems();
  end_entries("stem_at");
  file_.finish();
}

}  // namespace newshound
