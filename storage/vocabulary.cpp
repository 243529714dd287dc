#include "storage/vocabulary.h"

#include <algorithm>

#include "storage/vocabulary_format.h"

namespace newshound {

// Reads entries one after the other; every byte is checked against the section's end.
struct Vocabulary::Cursor {
  const SectionFile& file;
  std::span<const std::uint8_t> bytes;
  std::size_t at = 0;
  std::string text;  // of the entry read last

  std::uint32_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (at >= bytes.size()) break;
      const std::uint8_t byte = bytes[at++];
      value |= std::uint64_t{byte & 127u} << shift;
      if (byte < 128 && value <= 0xFFFFFFFFu) return static_cast<std::uint32_t>(value);
      if (byte < 128) break;
    }
    file.damaged("a number is impossible");
  }
  std::string_view take(std::size_t size) {
    if (size > bytes.size() - at) file.damaged("an entry runs over the end");
    const std::string_view taken(reinterpret_cast<const char*>(bytes.data()) + at, size);
    at += size;
    return taken;
  }
  void string() {
    const std::uint32_t shared = number(), rest = number();
    if (shared > text.size()) file.damaged("an entry shares more than there is");
    text.resize(shared);
    text += take(rest);
  }
  void begin(std::uint32_t offset) {
    if (offset >= bytes.size()) file.damaged("a block lies outside");
    at = offset;
    text.clear();
  }
  // The string that the block there begins with.
  std::string_view first_string(std::uint32_t offset) {
    begin(offset);
    if (number() != 0) file.damaged("an entry shares more than there is");
    return take(number());
  }
  // Before entry `i` of a reading from the first: a block begins where the one before ended.
  void check_block(std::span<const std::uint32_t> block_at, std::uint32_t i) {
    if (i % kVocabularyBlock != 0) return;
    if (block_at[i / kVocabularyBlock] != at) file.damaged("a block lies elsewhere than stated");
    begin(block_at[i / kVocabularyBlock]);
  }
  // Fills what follows the string of a form's entry.
  void form(FormEntry& entry) {
    entry.form = text;
    entry.code = number();
    entry.documents = number();
    const std::uint8_t spelling = static_cast<std::uint8_t>(take(1)[0]);
    entry.spelling = text;
    if (spelling == kCapitalised && !text.empty()) entry.spelling[0] = upper_letter(text[0]);
    if (spelling == kUpper) std::transform(text.begin(), text.end(), entry.spelling.begin(), upper_letter);
    if (spelling == kWritten) entry.spelling = take(number());
    if (spelling > kWritten) file.damaged("a spelling is of no known kind");
    const std::uint32_t count = number();
    if (count > bytes.size()) file.damaged("a form has an impossible number of stems");
    entry.stems.clear();
    for (std::uint32_t i = 0; i < count; ++i) entry.stems.push_back(number());
  }
};

namespace {

std::size_t blocks(std::uint32_t entries) { return (entries + kVocabularyBlock - 1) / kVocabularyBlock; }

}  // namespace

Vocabulary::Vocabulary(const std::filesystem::path& path) : file_(path, kVocabularyKind, kVocabularyVersion) {
  const auto counts = file_.array<std::uint64_t>("counts", 2);
  if (counts[0] > 0xFFFFFFFEu || counts[1] > 0xFFFFFFFEu) file_.damaged("it has an impossible number of entries");
  forms_ = static_cast<std::uint32_t>(counts[0]);
  stems_ = static_cast<std::uint32_t>(counts[1]);
  form_bytes_ = file_.section("forms");
  stem_bytes_ = file_.section("stems");
  form_at_ = file_.array<std::uint32_t>("form_at", blocks(forms_));
  stem_at_ = file_.array<std::uint32_t>("stem_at", blocks(stems_));
}

namespace {

// The last block whose first string isn't after `text`; 0 if all are.
template <class Cursor>
std::size_t find_block(Cursor& cursor, std::span<const std::uint32_t> block_at, std::string_view text) {
  std::size_t low = 0, high = block_at.size();
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    // Fetched ahead, whichever of the two is looked at next: in a large vocabulary each step waits for memory.
    __builtin_prefetch(cursor.bytes.data() + block_at[low + (middle - low) / 2]);
    __builtin_prefetch(cursor.bytes.data() + block_at[middle + (high - middle) / 2]);
    if (cursor.first_string(block_at[middle]) <= text) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

std::uint32_t entries_in(std::uint32_t all, std::size_t block) {
  return std::min<std::uint32_t>(kVocabularyBlock, all - static_cast<std::uint32_t>(block) * kVocabularyBlock);
}

}  // namespace

bool Vocabulary::find(std::string_view form, FormEntry& entry) const {
  if (forms_ == 0) return false;
  Cursor cursor{file_, form_bytes_, 0, {}};
  const std::size_t block = find_block(cursor, form_at_, form);
  cursor.begin(form_at_[block]);
  for (std::uint32_t i = 0; i < entries_in(forms_, block); ++i) {
    cursor.string();
    if (cursor.text > form) return false;
    cursor.form(entry);
    if (entry.form == form) return true;
  }
  return false;
}

void Vocabulary::form(std::uint32_t number, FormEntry& entry) const {
  if (number >= forms_) file_.damaged("a form is asked for that isn't there");
  Cursor cursor{file_, form_bytes_, 0, {}};
  cursor.begin(form_at_[number / kVocabularyBlock]);
  for (std::uint32_t i = 0; i <= number % kVocabularyBlock; ++i) {
    cursor.string();
    cursor.form(entry);
  }
}

// How many forms come before `text`.
std::uint32_t Vocabulary::lower_bound(std::string_view text) const {
  if (forms_ == 0) return 0;
  Cursor cursor{file_, form_bytes_, 0, {}};
  FormEntry entry;
  const std::size_t block = find_block(cursor, form_at_, text);
  auto number = static_cast<std::uint32_t>(block * kVocabularyBlock);
  cursor.begin(form_at_[block]);
  for (std::uint32_t i = 0; i < entries_in(forms_, block); ++i, ++number) {
    cursor.string();
    if (cursor.text >= text) return number;
    cursor.form(entry);
  }
  return number;
}

std::pair<std::uint32_t, std::uint32_t> Vocabulary::prefix_range(std::string_view prefix) const {
  std::string behind(prefix);  // the first text behind all that begin with `prefix`; UTF-8 has no byte 0xFF
  if (behind.empty()) return {0, forms_};
  behind.back() = static_cast<char>(static_cast<unsigned char>(behind.back()) + 1);
  return {lower_bound(prefix), lower_bound(behind)};
}

void Vocabulary::for_each_prefixed(std::string_view prefix, const std::function<bool(const FormEntry&)>& f) const {
  if (forms_ == 0) return;
  Cursor cursor{file_, form_bytes_, 0, {}};
  FormEntry entry;
  for (std::size_t block = find_block(cursor, form_at_, prefix); block < form_at_.size(); ++block) {
    cursor.begin(form_at_[block]);
    for (std::uint32_t i = 0; i < entries_in(forms_, block); ++i) {
      cursor.string();
      cursor.form(entry);
      const std::string_view beginning = std::string_view(entry.form).substr(0, prefix.size());
      if (beginning > prefix) return;
      if (beginning == prefix && !f(entry)) return;
    }
  }
}

void Vocabulary::for_each_form_of(std::string_view stem, const std::function<void(const FormEntry&)>& f) const {
  if (stems_ == 0) return;
  Cursor stems{file_, stem_bytes_, 0, {}};
  FormEntry entry;
  const std::size_t block = find_block(stems, stem_at_, stem);
  stems.begin(stem_at_[block]);
  for (std::uint32_t i = 0; i < entries_in(stems_, block); ++i) {
    stems.string();
    const std::uint32_t count = stems.number();
    const bool wanted = stems.text == stem;
    std::uint64_t number = 0;
    for (std::uint32_t k = 0; k < count; ++k) {
      number += stems.number();
      if (!wanted) continue;
      if (number >= forms_) file_.damaged("a stem names a form that isn't there");
      form(static_cast<std::uint32_t>(number), entry);
      f(entry);
    }
    if (wanted || stems.text > stem) return;
  }
}

std::uint32_t Vocabulary::forms_of(std::string_view stem) const {
  if (stems_ == 0) return 0;
  Cursor cursor{file_, stem_bytes_, 0, {}};
  const std::size_t block = find_block(cursor, stem_at_, stem);
  cursor.begin(stem_at_[block]);
  for (std::uint32_t i = 0; i < entries_in(stems_, block); ++i) {
    cursor.string();
    const std::uint32_t count = cursor.number();
    if (cursor.text == stem) return count;
    if (cursor.text > stem) return 0;
    for (std::uint32_t k = 0; k < count; ++k) (void)cursor.number();
  }
  return 0;
}

std::string Vocabulary::stem(std::uint32_t number) const {
  if (number >= stems_) file_.damaged("a form names a stem that isn't there");
  Cursor cursor{file_, stem_bytes_, 0, {}};
  cursor.begin(stem_at_[number / kVocabularyBlock]);
  for (std::uint32_t i = 0;; ++i) {
    cursor.string();
    if (i == number % kVocabularyBlock) return cursor.text;
    const std::uint32_t count = cursor.number();
    for (std::uint32_t k = 0; k < count; ++k) (void)cursor.number();
  }
}

// Both lists pair the same forms with the same stems, so as many pairs: that one is the other's inverse then follows but for
// what a whole-file checksum finds.
void Vocabulary::verify() const {
  std::uint64_t pairs = 0;
  FormEntry entry;
  std::string before;
  std::vector<bool> has_code;
  Cursor forms{file_, form_bytes_, 0, {}}, stems{file_, stem_bytes_, 0, {}};
  for (std::uint32_t i = 0; i < forms_; ++i) {
    forms.check_block(form_at_, i);
    forms.string();
    forms.form(entry);
    if (i != 0 && entry.form <= before) file_.damaged("forms are out of order");
    if (entry.code == 0 || entry.code > forms_) file_.damaged("a form has an impossible code");
    has_code.resize(std::max<std::size_t>(has_code.size(), entry.code + 1u));
    if (has_code[entry.code]) file_.damaged("two forms have the same code");
    has_code[entry.code] = true;
    for (const std::uint32_t stem : entry.stems)
      if (stem >= stems_) file_.damaged("a form names a stem that isn't there");
    pairs += entry.stems.size();
    before = entry.form;
  }
  for (std::uint32_t i = 0; i < stems_; ++i) {
    stems.check_block(stem_at_, i);
    stems.string();
    if (i != 0 && stems.text <= before) file_.damaged("stems are out of order");
    before = stems.text;
    const std::uint32_t count = stems.number();
    std::uint64_t number = 0;
    for (std::uint32_t k = 0; k < count; ++k) number += stems.number();
    if (number >= forms_) file_.damaged("a stem names a form that isn't there");
    pairs -= count;
  }
  if (forms.at != form_bytes_.size() || stems.at != stem_bytes_.size()) file_.damaged("bytes follow the last entry");
  if (pairs != 0) file_.damaged("its stems have other forms than its forms have stems");
}

}  // namespace newshound
