#include "indexer/archived_response.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include <fmt/format.h>
#include <zlib.h>

namespace newshound {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

Error broken(std::string message) { return {ErrorCode::kInvalidArticle, std::move(message), {}, std::nullopt}; }

// The chunks joined; nothing if the body isn't chunked. A last chunk that is cut is kept as far as it goes, `cut` then says so.
std::optional<std::string> without_chunks(std::string_view body, bool& cut) {
  std::string out;
  bool any = false;
  while (true) {
    const std::size_t end = body.find('\n');
    const std::string_view size_line = without_blanks(body.substr(0, end == std::string_view::npos ? body.size() : end));
    const std::string_view digits = size_line.substr(0, size_line.find_first_of("; "));
    std::size_t size = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    const bool good =
        !digits.empty() && read.ec == std::errc{} && read.ptr == digits.data() + digits.size() && end != std::string_view::npos;
    if (!good) {
      if (!any) return std::nullopt;
      cut = true;
      return out;
    }
    any = true;
    body.remove_prefix(end + 1);
    if (size == 0) return out;
    cut = size > body.size();
    out.append(body.substr(0, size));
    if (cut) return out;
    body.remove_prefix(size);
    if (body.starts_with("\r\n"))
      body.remove_prefix(2);
    else if (body.starts_with("\n"))
      body.remove_prefix(1);
  }
}

// zlib's inflate over gzip, zlib or raw deflate data. Nothing if there is no such data; `cut` if it ends early.
std::optional<Result<std::string>> unpacked(std::string_view body, int window, std::size_t most, bool& cut) {
  z_stream stream{};
  if (inflateInit2(&stream, window) != Z_OK) return std::nullopt;
  std::string out;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  int code = Z_OK;
  while (code == Z_OK && out.size() <= most) {
    const std::size_t before = out.size();
    out.resize(before + (1u << 16));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = 1u << 16;
    code = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (code == Z_BUF_ERROR || (code == Z_OK && stream.avail_in == 0 && stream.avail_out != 0)) break;
  }
  inflateEnd(&stream);
  if (out.size() > most)
    return tl::unexpected(Error{ErrorCode::kTooLarge, fmt::format("the body unpacks to over {} bytes", most), {}, std::nullopt});
  if (out.empty() && code != Z_STREAM_END) return std::nullopt;
  cut = code != Z_STREAM_END;
  return out;
}

struct Headers {
  std::string type, transfer, encoding;
};

void note(ArchivedResponse& response, std::string_view what) {
  response.repaired.append(response.repaired.empty() ? "" : "; ").append(what);
}

// Undoes the content encoding of the body.
std::optional<Error> unpack(ArchivedResponse& response, const std::string& encoding, std::size_t most) {
  if (encoding.empty() || encoding == "identity" || response.body.empty()) return std::nullopt;
  const bool gzip = encoding == "gzip" || encoding == "x-gzip";
  if (!gzip && encoding != "deflate")
    return broken(fmt::format("the body is encoded with \"{}\", which isn't read: gzip and deflate are", encoding));
  bool cut = false;
  auto result = unpacked(response.body, gzip ? 15 + 16 : 15, most, cut);
  if (!result && !gzip) result = unpacked(response.body, -15, most, cut);  // some servers send deflate without zlib's header
  if (!result) {
    note(response, fmt::format("says that its body is {}, which it isn't: taken as it is", encoding));
    return std::nullopt;
  }
  if (!*result) return result->error();
  response.body = std::move(**result);
  if (cut) note(response, "the packed body is cut: read as far as it goes");
  return std::nullopt;
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void set_content_type(ArchivedResponse& response, std::string_view header) {
  response.type = lower(without_blanks(header.substr(0, header.find(';'))));
  const std::string all = lower(header);
  const std::size_t at = all.find("charset=");
  if (at == std::string::npos) return;
  std::string_view charset = std::string_view(all).substr(at + 8);
  charset = charset.substr(0, charset.find(';'));
  charset = without_blanks(charset);
  if (charset.size() >= 2 && (charset[0] == '"' || charset[0] == '\'')) charset = charset.substr(1, charset.size() - 2);
  response.charset = charset;
}

Result<ArchivedResponse> parse_archived_response(std::string_view message, std::size_t most) {
  ArchivedResponse response;
  Headers headers;
  std::size_t line_end = message.find('\n');
  const std::string_view status_line = without_blanks(message.substr(0, line_end));
  if (!status_line.starts_with("HTTP/") || line_end == std::string_view::npos)
    return tl::unexpected(broken("is no HTTP response"));
  const std::size_t blank = status_line.find(' ');
  const std::string_view code = blank == std::string_view::npos ? std::string_view() : without_blanks(status_line.substr(blank));
  if (std::from_chars(code.data(), code.data() + code.size(), response.status).ec != std::errc{})
    return tl::unexpected(broken("is an HTTP response without a status"));
  std::size_t at = line_end + 1;
  while (true) {
    line_end = message.find('\n', at);
    if (line_end == std::string_view::npos) return tl::unexpected(broken("is an HTTP response whose headers have no end"));
    const std::string_view line = without_blanks(message.substr(at, line_end - at));
    at = line_end + 1;
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = lower(without_blanks(line.substr(0, colon)));
    const std::string_view value = without_blanks(line.substr(colon + 1));
    if (name == "content-type") set_content_type(response, value);
    if (name == "transfer-encoding") headers.transfer = lower(value);
    if (name == "content-encoding") headers.encoding = lower(value);
  }
  response.body = message.substr(at);
  if (headers.transfer.find("chunked") != std::string::npos) {
    bool cut = false;
    auto joined = without_chunks(response.body, cut);
    if (joined) response.body = std::move(*joined);
    if (!joined) note(response, "says that its body is chunked, which it isn't: taken as it is");
    if (cut) note(response, "the chunks of the body are cut or damaged: read as far as they go");
  }
  if (auto error = unpack(response, headers.encoding, most)) return tl::unexpected(std::move(*error));
  return response;
}

}  // namespace newshound
