// Which encoding a page is in, and its bytes as UTF-8. Order: byte order mark; bytes that are UTF-8, but for one bad
// sequence in ten, are UTF-8 whatever a label says; the label from outside (HTTP); the page's own (<meta charset>, http-equiv,
// XML declaration, in the first 4096 bytes); ICU's guess; Windows-1252. Labels mean what browsers make of them (WHATWG Encoding
// Standard): iso-8859-1 is Windows-1252, gb2312 is GB18030. NUL bytes go; what can't be decoded becomes U+FFFD. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

// `declared`: the label from outside, or empty.
[[nodiscard]] std::string page_to_utf8(std::string_view bytes, std::string_view declared);
// The label that the page gives itself, in lower case; empty if it gives none.
[[nodiscard]] std::string declared_charset(std::string_view page);

}  // namespace newshound
