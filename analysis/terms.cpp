#include "analysis/terms.h"

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

#include "analysis/fold.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80; }

}  // namespace

std::string term_for(std::string_view prefix, std::string_view text) {
  std::string term(prefix);
  if (prefix.size() + text.size() <= kMaxTermBytes && text.find('\0') == std::string_view::npos) {
    term += text;
    return term;
  }
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  const std::string hex = fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  std::size_t room = prefix.size() + hex.size() < kMaxTermBytes ? kMaxTermBytes - prefix.size() - hex.size() : 0;
  room = std::min(room, text.size());
  while (room > 0 && room < text.size() && is_continuation(text[room])) --room;  // not inside a character
  for (const char c : text.substr(0, room)) term.push_back(c == '\0' ? ' ' : c);
  return term + hex;
}

std::string stem_term(std::string_view stem) { return term_for(kStemPrefix, stem); }

std::string title_stem_term(std::string_view stem) { return term_for(kTitleStemPrefix, stem); }

std::string value_term(const FieldRow& row, std::string_view value) {
  return term_for(row.prefix, row.match == ValueMatch::kExact ? std::string(value) : fold_value(value));
}

}  // namespace newshound
