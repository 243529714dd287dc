// Writes JSON straight into a string, member by member: answers are on the hot path, and a tree of values would cost more than
// the search. Output is valid UTF-8 whatever the strings hold: invalid bytes become U+FFFD. Commas and, if pretty, indentation by
// two spaces are the writer's business; that keys and values alternate is the caller's. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newshound {

class JsonWriter {
 public:
  explicit JsonWriter(bool pretty = false) : pretty_(pretty) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  void string(std::string_view text);
  void number(std::uint64_t value);
  void number(double value);  // eight significant digits; not a number or infinite: null
  void boolean(bool value);
  void null();
  void raw(std::string_view json);  // as it is: must be one valid JSON value

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void before_value();
  void new_line();

  std::string out_;
  bool pretty_;
  bool first_ = true;  // in the innermost object or array
  bool after_key_ = false;
  unsigned depth_ = 0;
};

// `text` as the inside of a JSON string, escaped and valid.
void append_json_escaped(std::string& out, std::string_view text);

}  // namespace newshound
