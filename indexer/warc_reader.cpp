// WARC 1.0 and 1.1 (ISO 28500): pages among the responses and resources of a crawl. A record is its headers, Content-Length bytes
// and two line breaks; in a .warc.gz each has a gzip member of its own, which the stream joins. A record that is damaged is
// reported, and reading goes on at the next "WARC/" that begins a line, or at the next gzip member.
#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "indexer/archived_response.h"
#include "indexer/format_reader.h"
#include "indexer/page_article.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kShownBytes = 1000;

struct RecordHead {
  std::string type, target, content_type;
  std::size_t length = 0;
  bool has_length = false;
};

bool is_name(std::string_view name, std::string_view wanted) {
  return name.size() == wanted.size() && std::equal(name.begin(), name.end(), wanted.begin(),
                                                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

RecordHead head_of(std::string_view text) {
  RecordHead head;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = without_blanks(text.substr(at, end - at));
    at = end + 1;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon);
    std::string_view value = without_blanks(line.substr(colon + 1));
    if (is_name(name, "warc-type")) head.type = value;
    if (is_name(name, "content-type")) head.content_type = value;
    if (is_name(name, "warc-target-uri")) {
      if (value.starts_with('<') && value.ends_with('>'))
        value = value.substr(1, value.size() - 2);  // 1.0's grammar, as wget writes it
      head.target = value;
    }
    if (is_name(name, "content-length"))
      head.has_length = std::from_chars(value.data(), value.data() + value.size(), head.length).ec == std::errc{};
  }
  return head;
}

bool is_page(std::string_view type) { return type == "text/html" || type == "application/xhtml+xml"; }

class WarcReader : public FormatReader {
 public:
  void read(InputStream& in, Intake& intake) override {
    while (true) {
      while (to_record(in, intake)) {
        if (!read_record(in, intake)) break;
      }
      if (in.damage().empty()) {
        if (in.held().empty() && !in.more()) return;
        continue;
      }
      // Damage of a gzip member ends its record, not the archive.
      const std::string damage = in.damage();
      if (!in.recover()) return;
      intake.reject(intake.record(0, in.offset()),
                    unreadable(damage + "; reading goes on with the next record that begins a gzip member"));
    }
  }

 private:
  // To "WARC/" at the beginning of what is held. False at the end, or where damage ended the stream.
  bool to_record(InputStream& in, Intake& intake) {
    std::optional<Place> strange;
    while (true) {
      while (in.held().size() < 5 && in.more()) {}
      const std::size_t blank = std::min(in.held().find_first_not_of("\r\n"), in.held().size());
      if (blank != 0) {
        in.skip(blank);
        continue;
      }
      if (in.held().size() < 5) {
        if (!in.held().empty() && !strange) strange = intake.record(0, in.offset());
        in.skip(in.held().size());
        break;
      }
      if (in.held().starts_with("WARC/")) break;
      if (!strange) strange = intake.record(0, in.offset());
      const std::size_t next = in.held().find("\nWARC/");
      if (next != std::string_view::npos) {
        in.skip(next + 1);
        continue;
      }
      in.skip(in.held().size() - 5);
      if (!in.more()) in.skip(in.held().size());
    }
    if (strange && in.damage().empty())
      intake.reject(*strange, unreadable("what stands here is no WARC record: passed over to the next one"));
    return !in.held().empty();
  }

  // False if the stream ended inside of it.
  bool read_record(InputStream& in, Intake& intake) {
    const Place place = intake.record(0, in.offset());
    const std::size_t head_end = end_of_head(in);
    if (head_end == 0) return broken(in, intake, place, "has headers without an end, or over the limit");
    const RecordHead head = head_of(in.held().substr(0, head_end));
    if (!in.held().starts_with("WARC/1."))
      return broken(in, intake, place, "is a record of a WARC version that isn't known; 1.0 and 1.1 are");
    if (!head.has_length) return broken(in, intake, place, "is a record without Content-Length");
    const bool response = head.type == "response" && head.content_type.starts_with("application/http");
    const bool resource = head.type == "resource" && head.content_type.starts_with("text/html");
    in.skip(head_end);
    if (!response && !resource) return pass(in, intake, place, head.length);
    if (head.length > kMaxSourceBytes) {
      intake.reject(place,
                    {ErrorCode::kTooLarge,
                     fmt::format("the record of {} has {} bytes, {} are allowed", head.target, head.length, kMaxSourceBytes),
                     {},
                     std::nullopt});
      return pass(in, intake, place, head.length);
    }
    if (!in.hold(head.length)) return cut(in, intake, place, head.target);
    const std::string_view block = in.held().substr(0, head.length);
    if (!ends_well(in, head.length)) {
      intake.reject(
          place,
          unreadable(fmt::format("the record of {} is not followed by another one where its Content-Length says", head.target)),
          block.substr(0, kShownBytes));
      return true;  // to_record() finds the next
    }
    read_block(block, response, head, intake, place);
    in.skip(head.length);
    return true;
  }

  // Behind the blank line that ends a record's headers; 0 if there is none.
  static std::size_t end_of_head(InputStream& in) {
    for (std::size_t looked = 0;;) {
      const std::string_view held = in.held();
      const std::size_t crlf = held.find("\r\n\r\n", looked), lf = held.find("\n\n", looked);
      if (crlf != std::string_view::npos && crlf < lf) return crlf + 4;
      if (lf != std::string_view::npos) return lf + 2;
      if (held.size() > kMaxWarcHeaderBytes) return 0;
      looked = held.size() < 3 ? 0 : held.size() - 3;
      if (!in.more()) return 0;
    }
  }

  // Whether line breaks or the end stand behind the block.
  static bool ends_well(InputStream& in, std::size_t length) {
    (void)in.hold(length + 2);
    const std::string_view behind = in.held().substr(length, 2);
    return behind.empty() || behind[0] == '\r' || behind[0] == '\n';
  }

  static bool pass(InputStream& in, Intake& intake, const Place& place, std::size_t length) {
    while (length != 0) {
      if (in.held().empty() && !in.more()) return cut(in, intake, place, "");
      const std::size_t step = std::min(length, in.held().size());
      in.skip(step);
      length -= step;
    }
    return true;
  }

  static bool cut(InputStream& in, Intake& intake, const Place& place, std::string_view target) {
    if (in.damage().empty())
      intake.reject(place, unreadable(fmt::format("the record{}{} is cut: the file ends before its Content-Length",
                                                  target.empty() ? "" : " of ", target)));
    in.skip(in.held().size());
    return false;
  }

  // The next record is looked for behind "WARC/".
  static bool broken(InputStream& in, Intake& intake, const Place& place, std::string message) {
    if (in.damage().empty()) intake.reject(place, unreadable(std::move(message)), in.held().substr(0, kShownBytes));
    const std::size_t next = in.held().find("\nWARC/");
    in.skip(next == std::string_view::npos ? in.held().size() : next + 1);
    return true;
  }

  static void read_block(std::string_view block, bool response, const RecordHead& head, Intake& intake, const Place& place) {
    ArchivedResponse page;
    if (response) {
      auto parsed = parse_archived_response(block, kMaxSourceBytes);
      if (!parsed) {
        parsed.error().message = fmt::format("{}: {}", head.target, parsed.error().message);
        return intake.reject(place, parsed.error(), block.substr(0, kShownBytes));
      }
      page = std::move(*parsed);
      if (page.status != 200 || !is_page(page.type)) return;
    } else {
      set_content_type(page, head.content_type);
      page.body = block;
    }
    if (page.body.find_first_not_of(" \t\r\n") == std::string::npos) return;
    if (!page.repaired.empty()) intake.warn(place, fmt::format("{}: {}", head.target, page.repaired));
    intake.give(read_page_article(page.body, head.target, page.charset, intake.rules()), place,
                std::string_view(page.body).substr(0, kShownBytes));
  }
};

}  // namespace

std::unique_ptr<FormatReader> make_warc_reader() { return std::make_unique<WarcReader>(); }

}  // namespace newshound
