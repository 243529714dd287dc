#include "indexer/format_sniffer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "indexer/article_builder.h"
#include "indexer/csv_rows.h"
#include "indexer/ninjs.h"

namespace newshound {
namespace {

constexpr std::size_t kTextBytesAControl = 100;  // text may have a stray control character, binary data has many

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

struct JsonShape {
  std::vector<std::string> members;  // of the first object, as far as the head goes
  std::string version;               // its member "version", if that is a string
  bool array = false;                // the object stands in an array
  bool one_line = false;             // it ends on the line where it began, or its line is broken
};

// Walks the first object: its members at depth 1, and where it ends.
JsonShape shape_of(std::string_view head) {
  JsonShape shape;
  std::size_t at = 0, depth = 0;
  shape.array = head[0] == '[';
  if (shape.array) {
    at = std::min(head.find('{'), head.size());
    if (at == head.size()) return shape;
  }
  std::string text, last;
  bool string = false, expects_value = false;
  for (; at < head.size(); ++at) {
    const char c = head[at];
    if (string) {
      if (c == '\\' && at + 1 < head.size()) {
        text.push_back(head[++at]);
      } else if (c == '"') {
        string = false;
        if (depth == 1 && expects_value && last == "version") shape.version = text;
        if (depth == 1 && !expects_value) shape.members.push_back(last = text);
      } else if (c == '\n') {
        shape.one_line = true;  // no string has a line break: a broken line
        return shape;
      } else {
        text.push_back(c);
      }
      continue;
    }
    if (c == '"') {
      string = true;
      text.clear();
    } else if (c == '{' || c == '[') {
      // A line that is cut, and an object in the next one: where a member's name should stand, none does.
      if (c == '{' && depth == 1 && !expects_value) {
        shape.one_line = true;
        return shape;
      }
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0 || --depth == 0) {
        shape.one_line = head.substr(0, at).find('\n') == std::string_view::npos;
        return shape;
      }
    } else if (depth == 1 && c == ':') {
      expects_value = true;
    } else if (depth == 1 && c == ',') {
      expects_value = false;
    }
  }
  shape.one_line = head.find('\n') == std::string_view::npos;  // a long line
  return shape;
}

Sniffed sniff_json(std::string_view head, bool mapped) {
  const JsonShape shape = shape_of(head);
  const bool lines = !shape.array && shape.one_line;
  const auto has = [&](std::string_view name) {
    return std::find(shape.members.begin(), shape.members.end(), name) != shape.members.end();
  };
  if (mapped) return {lines ? Format::kJsonLines : Format::kJson, {}};
  // JSON Feed 1.x says so in "version"; some write the number alone, or nothing, but have items.
  const bool says = shape.version.find("jsonfeed.org") != std::string::npos;
  const bool looks =
      has("items") && (shape.version == "1.0" || shape.version == "1.1" || has("home_page_url") || has("feed_url"));
  if (!shape.array && (says || looks)) return {Format::kJsonFeed, {}};
  if (is_ninjs(shape.members)) return {lines ? Format::kNinjsLines : Format::kNinjs, {}};
  return {lines ? Format::kJsonLines : Format::kJson, {}};
}

// The name of the first element, behind declarations and comments; "" if the head ends before.
std::string first_element(std::string_view head) {
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at)) {
    const std::string_view rest = head.substr(at);
    std::size_t end = 0;
    if (rest.starts_with("<!--")) {
      end = rest.find("-->");
    } else if (rest.starts_with("<?")) {
      end = rest.find("?>");
    } else if (rest.starts_with("<!")) {
      if (lower(rest.substr(0, 14)) == "<!doctype html") return "html";
      end = rest.find('>');
      const std::size_t subset = rest.substr(0, end).find('[');
      if (subset != std::string_view::npos) end = rest.find("]>", subset);
    } else {
      return std::string(rest.substr(1, std::min(rest.find_first_of(" \t\r\n/>"), rest.size()) - 1));
    }
    if (end == std::string_view::npos) return {};
    at += end + 1;
  }
  return {};
}

Sniffed sniff_markup(std::string_view head) {
  constexpr std::array<std::string_view, 22> kHtml{"html", "head",  "body",    "title", "meta", "link",   "script", "style",
                                                   "div",  "p",     "article", "main",  "h1",   "h2",     "span",   "center",
                                                   "font", "table", "a",       "b",     "img",  "section"};
  const std::string name = first_element(head);
  if (std::find(kHtml.begin(), kHtml.end(), lower(name)) != kHtml.end()) return {Format::kHtml, {}};
  return {Format::kXml, {}};  // the reader names what it can't read
}

// A first line that names at least two of our fields, a text among them.
bool is_own_csv(std::string_view head) {
  if (head.find('\n') == std::string_view::npos) return false;
  std::size_t known = 0;
  bool text = false;
  for (const std::string& name : first_row(head)) {
    known += field_kind(name) != FieldKind::kUnknown ? 1 : 0;
    text = text || name == "title" || name == "body";
  }
  return text && known >= 2;
}

}  // namespace

Sniffed sniff_format(std::string_view head, bool mapped) {
  if (head.empty()) return {};
  if (head[0] == '{' || head[0] == '[') return sniff_json(head, mapped);
  if (head.starts_with("WARC/")) return {Format::kWarc, {}};
  if (head.starts_with("filedesc://"))
    return {Format::kNone, "is an ARC file, which isn't read; make it a WARC file, for example with: warcio recompress"};
  if (head[0] == '<') return sniff_markup(head);
  const std::string_view begin = head.substr(0, 4096);
  const auto controls = static_cast<std::size_t>(std::count_if(
      begin.begin(), begin.end(), [](char c) { return static_cast<unsigned char>(c) < 9 || (c > 13 && c < 32 && c != 27); }));
  if (begin.find('\0') != std::string_view::npos || controls > 1 + begin.size() / kTextBytesAControl)
    return {Format::kNone,
            "is in none of the formats that are read (it has binary data); name its format with --format if it is"};
  if (mapped || is_own_csv(head)) return {Format::kCsv, {}};
  if (lower(begin).find("<html") != std::string::npos) return {Format::kHtml, {}};
  return {Format::kText, {}};
}

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> kNames{"jsonl",  "json", "ninjs", "jsonfeed", "feed",
                                               "newsml", "csv",  "warc",  "html",     "text"};
  return kNames;
}

Format format_of(std::string_view name, std::string_view head) {
  const bool lines = !head.empty() && head[0] == '{' && shape_of(head).one_line;
  if (name == "jsonl") return Format::kJsonLines;
  if (name == "json") return Format::kJson;
  if (name == "ninjs") return lines ? Format::kNinjsLines : Format::kNinjs;
  if (name == "jsonfeed") return Format::kJsonFeed;
  if (name == "feed" || name == "newsml") return Format::kXml;
  if (name == "csv") return Format::kCsv;
  if (name == "warc") return Format::kWarc;
  return name == "html" ? Format::kHtml : Format::kText;
}

}  // namespace newshound
