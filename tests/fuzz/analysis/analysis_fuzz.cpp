// Any bytes: normalised they are valid UTF-8 and stay as they are; words lie inside the text, one behind the other; folding is
// done at the first time.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "analysis/fold.h"
#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"

using namespace newshound;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto check = [](bool holds) { holds ? void() : std::abort(); };
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  NormalizeNotes notes;
  const std::string text = normalize(bytes, &notes);
  check(is_valid_utf8(text) && normalize(text) == text && notes.invalid_utf8 == !is_valid_utf8(bytes));
  Tokenizer tokenizer(text);
  Token token;
  for (std::uint32_t end = 0; tokenizer.next(token); end = token.end) {
    check(end <= token.begin && token.begin < token.end && token.end <= text.size());
    check(!token.word.empty() && token.word.size() <= kMaxWordBytes && is_valid_utf8(token.word));
    check(fold(token.word) == token.form && fold(token.form) == token.form && is_valid_utf8(token.form));
  }
  const std::string value = fold_value(text);
  check(fold_value(value) == value && fold(fold(text)) == fold(text));
  return 0;
}
