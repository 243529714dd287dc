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

void write_blocks(SectionWriter& writer, const char* name, const char* offsets_name, const std::string& bytes,
                  const std::vector<std::uint32_t>& at) {
  writer.begin(name);
  writer.append(bytes);
  writer.begin(offsets_name);
  writer.append_array(std::span<const std::uint32_t>(at));
}

}  // namespace

void write_vocabulary(const std::filesystem::path& path, std::span<const FormRecord> forms,
                      std::span<const std::string_view> stems) {
  SectionWriter writer(path, kVocabularyKind, kVocabularyVersion);
  const std::uint64_t counts[2] = {forms.size(), stems.size()};
  writer.begin("counts");
  writer.append_array(std::span<const std::uint64_t>(counts));

  std::string bytes;
  std::vector<std::uint32_t> at;
  std::vector<std::vector<std::uint32_t>> forms_of(stems.size());
  for (std::uint32_t f = 0; f < forms.size(); ++f) {
    const bool block_start = f % kVocabularyBlock == 0;
    if (block_start) at.push_back(static_cast<std::uint32_t>(bytes.size()));
    put_string(bytes, f == 0 ? std::string_view{} : forms[f - 1].form, forms[f].form, block_start);
    put_form(bytes, forms[f]);
    for (const std::uint32_t stem : forms[f].stems) forms_of[stem].push_back(f);
  }
  write_blocks(writer, "forms", "form_at", bytes, at);

  bytes.clear();
  at.clear();
  for (std::uint32_t s = 0; s < stems.size(); ++s) {
    const bool block_start = s % kVocabularyBlock == 0;
    if (block_start) at.push_back(static_cast<std::uint32_t>(bytes.size()));
    put_string(bytes, s == 0 ? std::string_view{} : stems[s - 1], stems[s], block_start);
    put_number(bytes, forms_of[s].size());
    std::uint32_t before = 0;
    for (const std::uint32_t form : forms_of[s]) {
      put_number(bytes, form - before);
      before = form;
    }
  }
  write_blocks(writer, "stems", "stem_at", bytes, at);
  writer.finish();
}

}  // namespace newshound
