// IPTC's Media Topics by code: the seventeen at the top and those below them, with the names that IPTC gives in British English
// (cv.iptc.org/newscodes/mediatopic, CC BY 4.0), and the older Subject Codes at the top. Deeper codes have no name here. Pure;
// any thread.
#pragma once

#include <string_view>

namespace newshound {

// "medtop:04000000", "subj:04000000", "http://cv.iptc.org/newscodes/mediatopic/20000344" or the eight digits: the name. Empty if
// it isn't known.
[[nodiscard]] std::string_view media_topic_name(std::string_view code);
// Whether the text is such a code, known or not: one without a name is no topic for people.
[[nodiscard]] bool is_media_topic_code(std::string_view code);

}  // namespace newshound
