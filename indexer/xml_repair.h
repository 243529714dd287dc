// XML of the wild made acceptable before it is parsed: references to HTML's characters become characters, references that nobody
// defined and stray ampersands become text, control characters blanks, bytes that aren't UTF-8 windows-1252. CDATA and comments
// keep their ampersands. Linear; pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

// `repaired` becomes whether anything but a reference to a character of HTML changed.
[[nodiscard]] std::string repair_xml(std::string_view xml, bool& repaired);

}  // namespace newshound
