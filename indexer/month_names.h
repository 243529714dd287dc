// Names of months in the languages that we stem, from ICU. The table is built at the first call; threads may share it.
#pragma once

#include <string_view>

namespace newshound {

// 1 to 12 for a folded name, whole or short ("juillet", "juil", "dez"); 0 if it is none.
[[nodiscard]] unsigned month_of_name(std::string_view folded);

}  // namespace newshound
