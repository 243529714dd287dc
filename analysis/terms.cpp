#include "analysis/terms.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "analysis/fold.h"
#include "schemas/limits.h"

namespace newshound {

std::string term_for(std::string_view prefix, std::string_view text) {
  std::string term(prefix);
  if (prefix.size() + text.size() <= kMaxTermBytes && text.find('\0') == std::string_view::npos) {
    term += text;
    return term;
  }
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  const std::string hex = fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  for (const char c : text.substr(0, kMaxTermBytes - prefix.size() - hex.size())) term.push_back(c == '\0' ? ' ' : c);
  return term + hex;
}

std::string stem_term(std::string_view stem) { return term_for(kStemPrefix, stem); }

std::string title_stem_term(std::string_view stem) { return term_for(kTitleStemPrefix, stem); }

std::string value_term(const FieldRow& row, std::string_view value) {
  return term_for(row.prefix, row.match == ValueMatch::kExact ? std::string(value) : fold_value(value));
}

}  // namespace newshound
