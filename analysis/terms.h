// How text becomes a Xapian term: prefix and text, hashed where it would be too long. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "schemas/fields.h"

namespace newshound {

// prefix + text; over kMaxTermBytes, or with a NUL (which Xapian stores as two bytes): prefix + beginning of text, cut between
// two characters, + XXH3-128 of text in hex. At most kMaxTermBytes if the prefix leaves room for the hash.
[[nodiscard]] std::string term_for(std::string_view prefix, std::string_view text);
[[nodiscard]] std::string stem_term(std::string_view stem);
[[nodiscard]] std::string title_stem_term(std::string_view stem);
// The term of a field's value: folded, unless the field is matched byte for byte (ids, URLs).
[[nodiscard]] std::string value_term(const FieldRow& row, std::string_view value);

}  // namespace newshound
