// What reading a query could not take as written: a note each in lenient reading, the first one an error in strict reading.
// One thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schemas/error.h"

namespace newshound {

struct QueryComplaint {
  std::size_t position = 0;  // byte of the normalised query
  std::string problem;       // "\"AND\" has nothing behind it"
  std::string outcome;       // what lenient reading does: "left out"
  std::string remedy;        // for strict reading: "write a word behind it"
};

class QueryNotes {
 public:
  // Equal notes are kept once, and at most kMaxNotes of them.
  void complain(const QueryComplaint& complaint);

  [[nodiscard]] const std::optional<Error>& first_error() const { return first_error_; }
  [[nodiscard]] std::vector<std::string> take() { return std::move(notes_); }

 private:
  static constexpr std::size_t kMaxNotes = 16;  // more help nobody, and 4,096 brackets would make as many

  std::vector<std::string> notes_;
  std::optional<Error> first_error_;
};

// `text` for a message: cut to some 60 bytes.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace newshound
