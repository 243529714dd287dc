// The small questions that are asked of every line of a page: its words, whether it is a sentence, whether two lines say the
// same. Text is UTF-8. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

// White space (U+00A0 too) squeezed to single spaces, none at the ends; soft hyphens, zero-width spaces, direction marks and byte
// order marks left out.
[[nodiscard]] std::string squeezed(std::string_view text);
// Words between white space that hold a letter or digit; of scripts that write without spaces (Han, Kana, Hangul's Chinese
// neighbours, Thai, Lao, Khmer, Burmese) every second character counts as one.
[[nodiscard]] int count_words(std::string_view text);
// Whether it ends as a sentence does: . ! ? : ; … and the marks of other scripts, quotation marks and brackets behind them.
[[nodiscard]] bool ends_sentence(std::string_view text);
// Letters and digits alone, A-Z in lower case: equal where two lines say the same.
[[nodiscard]] std::string letters_key(std::string_view text);
// A-Z in lower case.
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool is_blank(std::string_view text);

}  // namespace newshound
