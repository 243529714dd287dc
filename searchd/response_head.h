// The status line and header fields of a response as bytes. Written here and not by the HTTP library because a cached answer's
// head is most of what it costs. Header values come from our own code or have passed is_header_value(). Pure but for the clock
// of Date; one HeadWriter per thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "searchd/http_message.h"

namespace newshound {

// Whether it may stand in a header: visible ASCII and blanks inside.
[[nodiscard]] bool is_header_value(std::string_view value);

class HeadWriter {
 public:
  // Begins a head: status line, Server, Date and what every response has. What was written before is void.
  void begin(unsigned status, unsigned version);
  void field(std::string_view name, std::string_view value);
  void field(std::string_view name, std::uint64_t value);
  // Lines that end in CR LF already.
  void lines(std::string_view lines) { head_ += lines; }
  [[nodiscard]] const std::string& end();

 private:
  std::string head_;
  std::int64_t second_ = 0;
  std::string date_;
};

}  // namespace newshound
