// The values of a JSON document one by one, without ever holding the whole: the elements of an array (the document itself, or
// what lies at a path in it), or values in a row. Finds where a value ends by its brackets and strings; parsing it is somebody
// else's work. A value that never ends is given as broken, and reading goes on where the next one seems to begin. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input_stream.h"

namespace newshound {

struct JsonItem {
  std::string_view json;  // valid until the next call; of a broken one its beginning
  std::uint64_t line = 0, byte = 0;
  std::string problem;  // what is broken; empty if the value is whole
};

class JsonItems {
 public:
  // `path`: members divided by dots that lead to the array, "" for the document itself. The stream stands at the first character.
  JsonItems(InputStream& in, std::string_view path);

  // False at the end.
  bool next(JsonItem& item);
  // With a path: the members that stood before it, as a JSON object; at most kMaxHeadBytes.
  [[nodiscard]] std::string head() const { return "{" + head_ + "}"; }
  // Why nothing was found at the path; empty if something was.
  [[nodiscard]] const std::string& missing() const { return missing_; }

 private:
  struct Scan {
    std::size_t at = 0, depth = 0;
    bool string = false, escape = false, scalar = false, done = false, broken = false;
  };
  bool peek(char& c);
  void scan(Scan& state, std::string_view text) const;
  std::size_t value_end(std::size_t from, bool& broken);
  void skip_long(Scan state);
  void enter();
  bool enter_member(const std::string& name);
  void skip_value(std::string_view key);
  void resume_behind(JsonItem& item, std::string problem);
  bool to_item();

  InputStream& in_;
  std::vector<std::string> path_;
  std::string head_, missing_;
  std::size_t used_ = 0;  // of the stream, by the item given last
  int unclosed_ = 0;
  bool entered_ = false, array_ = false, closed_ = false, lenient_ = false;
};

}  // namespace newshound
