// UTF-8 that was read as Windows-1252 (or Latin-1) and written as UTF-8 again, as in "Â£600m" for "£600m": undone where it is
// certain. Certain are "Â" and "Ã" before a sign that no word has there (£, ©, §, …), "â€" with what follows or with what was
// lost behind it ("yesâ€." for "yes”."), "â‚¬", and two or more wrong pairs in a row; once a text has such a place, its doubtful
// places (a letter before a quotation mark or a blank) are undone too. "MAÇÔ is left alone: so ends a Portuguese word in
// quotation marks. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

// `text` may be any bytes; those that aren't mojibake stay as they are. Repeated where it was done twice ("Ã‚Â£").
[[nodiscard]] std::string repair_mojibake(std::string_view text);

}  // namespace newshound
