#include "storage/form_sketches.h"

#include <algorithm>

namespace newshound {

std::uint32_t letters_of(std::string_view form) {
  std::uint32_t letters = 0;
  for (std::size_t i = 0; i < form.size();) {
    const auto byte = static_cast<unsigned char>(form[i]);
    if (byte >= 'a' && byte <= 'z') {
      letters |= 1u << (byte - 'a');
      ++i;
      continue;
    }
    unsigned character = byte;  // all bytes of a character together choose its bit
    for (++i; i < form.size() && (static_cast<unsigned char>(form[i]) & 0xC0u) == 0x80u; ++i)
      character = character * 31 + static_cast<unsigned char>(form[i]);
    letters |= 1u << (26 + character % 6);
  }
  return letters;
}

std::size_t length_of(std::string_view form) {
  return static_cast<std::size_t>(std::count_if(form.begin(), form.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

FormSketches::FormSketches(const Vocabulary& vocabulary) {
  letters_.reserve(vocabulary.forms());
  documents_.reserve(vocabulary.forms());
  lengths_.reserve(vocabulary.forms());
  vocabulary.for_each_prefixed("", [&](const FormEntry& entry) {
    letters_.push_back(letters_of(entry.form));
    documents_.push_back(entry.documents);
    lengths_.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(length_of(entry.form), 255)));
    return true;
  });
}

}  // namespace newshound
