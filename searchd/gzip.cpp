#include "searchd/gzip.h"

#include <new>

#include <zlib.h>

#include "searchd/http_message.h"

namespace newshound {
namespace {

constexpr int kWindowBits = 15 + 16;  // with a gzip frame
constexpr int kMemoryLevel = 8;       // zlib's default

// q=0, q=0.0 …: not wanted.
bool is_refused(std::string_view parameters) {
  const std::string_view weight = trimmed_value(parameters);
  return weight.size() > 2 && (weight.starts_with("q=") || weight.starts_with("Q=")) &&
         weight.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

std::string gzip(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);  // into deflateBound() bytes: can't fail
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

bool accepts_gzip(std::string_view accept) {
  bool any = false;
  while (!accept.empty()) {
    const std::size_t comma = accept.find(',');
    const std::string_view item = accept.substr(0, comma);
    accept.remove_prefix(comma == std::string_view::npos ? accept.size() : comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::string_view name = trimmed_value(item.substr(0, semicolon));
    const bool wanted = semicolon == std::string_view::npos || !is_refused(item.substr(semicolon + 1));
    if (same_name(name, "gzip")) return wanted;
    if (name == "*") any = wanted;
  }
  return any;
}

}  // namespace newshound
