// Bytes in another encoding to UTF-8, piece by piece: declared by a name (XML's encoding, a mapping file), or known by a byte
// order mark. ICU has the tables. What can't be decoded becomes U+FFFD. One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace newshound {

class Transcoder {
 public:
  // Nothing if no such encoding is known. "latin1" and its kin are read as windows-1252, as the web does (WHATWG Encoding
  // Standard).
  [[nodiscard]] static std::unique_ptr<Transcoder> open(std::string_view charset);
  ~Transcoder();
  Transcoder(const Transcoder&) = delete;
  Transcoder& operator=(const Transcoder&) = delete;

  // Appends the UTF-8 of `bytes` to `out`. Half a character waits for the next call; `last` ends it.
  void convert(std::string_view bytes, bool last, std::string& out);

 private:
  struct State;
  explicit Transcoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The encoding that the first bytes of a file show: a byte order mark, UTF-16 or UTF-32 by the zeros beside '<', '{' or '['.
// "UTF-8" if it has that mark; "" if nothing shows.
[[nodiscard]] std::string_view shown_encoding(std::string_view head);
// Valid UTF-8 in any case: bytes that aren't are read as windows-1252, one by one. `changed` becomes whether there were any.
[[nodiscard]] std::string utf8_or_windows_1252(std::string_view bytes, bool& changed);

}  // namespace newshound
