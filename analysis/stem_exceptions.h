// Words whose stemmer errs in ways that news readers notice: it makes one of university and universe, of heroin and heroine, of
// department and depart, and two of bus and buses. A listed form has exactly the stem that is stated here. Part of the analyzer's
// fingerprint. Constant data; any thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace newshound {

// form -> stem; empty for a language without exceptions. `language`: primary subtag.
[[nodiscard]] const std::unordered_map<std::string_view, std::string_view>& stem_exceptions(std::string_view language);
// All of them as text, for the fingerprint.
[[nodiscard]] std::string stem_exceptions_text();

}  // namespace newshound
