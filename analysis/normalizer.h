// Makes any bytes into text that everything behind it may trust: valid UTF-8, NFC, no control characters.
// Ill-formed sequences become U+FFFD, one for each maximal subpart (Unicode 15, section 3.9). Control characters (C0 but line
// feed, C1, DEL), noncharacters, byte order marks and U+FFF9-FFFB go: a tab becomes a space, CR LF and CR a line feed, a NUL or
// other control a space. Pure functions; any thread. Clean ASCII costs one look at each byte.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

struct NormalizeNotes {
  bool invalid_utf8 = false;
  bool control_characters = false;  // other than tab and CR
};

[[nodiscard]] std::string normalize(std::string_view bytes, NormalizeNotes* notes = nullptr);
[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

}  // namespace newshound
