#include "searchd/response_head.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "query/answer_json.h"

namespace newshound {

bool is_header_value(std::string_view value) {
  return !value.empty() && value.front() != ' ' && value.back() != ' ' &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void HeadWriter::begin(unsigned status, unsigned version) {
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  if (now != second_) {
    second_ = now;
    date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(static_cast<std::time_t>(now)));
  }
  head_.clear();
  fmt::format_to(std::back_inserter(head_),
                 "HTTP/1.{} {} {}\r\nServer: newshound/" NEWSHOUND_VERSION "\r\nDate: {}\r\nX-Content-Type-Options: nosniff\r\n",
                 version == 10 ? 0 : 1, status, status_title(status), date_);
}

void HeadWriter::field(std::string_view name, std::string_view value) {
  head_.append(name).append(": ").append(value).append("\r\n");
}

void HeadWriter::field(std::string_view name, std::uint64_t value) { field(name, fmt::format_int(value).c_str()); }

const std::string& HeadWriter::end() {
  head_ += "\r\n";
  return head_;
}

}  // namespace newshound
