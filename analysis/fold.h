// Folding: what makes two spellings the same form. Lower case (Xapian's simple mapping), and Latin and Greek letters lose their
// marks (the base of their canonical decomposition); ß becomes ss, ø o, æ ae, œ oe, ł l, đ and ð d, þ th, ħ h, ŧ t, ı i, ſ s,
// final sigma sigma. Other scripts are only lower-cased: their marks tell words apart. Idempotent. Input is valid UTF-8 in NFC.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

inline constexpr unsigned kFoldVersion = 3;  // part of the analyzer fingerprint: raise it with any change

[[nodiscard]] std::string fold(std::string_view word);
// Replaces `out` by fold(word).
void fold_into(std::string_view word, std::string& out);
// The identity of an outlet, topic, author …: folded, inner white space collapsed to one space, none at the ends.
[[nodiscard]] std::string fold_value(std::string_view value);

}  // namespace newshound
