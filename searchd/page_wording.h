// The words of the pages in the reader's language: searchd/web/strings/LANGUAGE.json, with what English has where a translation
// lacks something. A text is a string with places such as {n}; a counted one has a form for each plural category of CLDR.
// Immutable once made; any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/reader_locale.h"

namespace newshound {

// The languages that the pages speak, English first: "en", "de", "fr", "es", "ar".
[[nodiscard]] const std::vector<std::string>& page_languages();

using WordingPlaces = std::initializer_list<std::pair<std::string_view, std::string_view>>;

class Wording {
 public:
  // `own`: the language's file, `english`: what fills its gaps; both are JSON. Throws std::runtime_error if one isn't.
  Wording(std::string_view own, std::string_view english);

  // The text of that key, its places filled; the key itself if no file has it.
  [[nodiscard]] std::string text(std::string_view key, WordingPlaces places = {}) const;
  // The form for `n`, with {n} as the locale writes it.
  [[nodiscard]] std::string count(std::string_view key, std::uint64_t n, const ReaderLocale& locale,
                                  WordingPlaces places = {}) const;
  // Every text without plural forms, by key.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& texts() const { return texts_; }

 private:
  void read(std::string_view json);

  std::map<std::string, std::string, std::less<>> texts_;  // "key", or "key/category"
};

}  // namespace newshound
