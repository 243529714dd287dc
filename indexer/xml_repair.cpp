#include "indexer/xml_repair.h"

#include <algorithm>
#include <array>

#include "indexer/html_text.h"
#include "indexer/transcoder.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxReference = 32;  // letters of the longest name that HTML has

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// Whether "&#…;" is a character that XML 1.0 allows.
bool is_allowed_number(std::string_view digits) {
  const bool hex = digits.starts_with('x');
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 7) return false;
  unsigned value = 0;
  for (const char c : digits) {
    const char small = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
    const bool digit = small >= '0' && small <= '9';
    if (!digit && (!hex || small < 'a' || small > 'f')) return false;
    value = value * (hex ? 16 : 10) + static_cast<unsigned>(digit ? small - '0' : small - 'a' + 10);
  }
  return value == 9 || value == 10 || value == 13 || (value >= 0x20 && value < 0xD800) || (value >= 0xE000 && value < 0xFFFE) ||
         (value >= 0x10000 && value <= 0x10FFFF);
}

// Copies the reference at `at` or what it stands for; returns where it ends.
std::size_t copy_reference(std::string_view xml, std::size_t at, std::string& out, bool& repaired) {
  const std::size_t end = xml.substr(0, std::min(xml.size(), at + kMaxReference + 2)).find(';', at);
  const std::string_view name = end == std::string_view::npos ? std::string_view() : xml.substr(at + 1, end - at - 1);
  constexpr std::array<std::string_view, 5> kXml{"amp", "lt", "gt", "quot", "apos"};
  const bool known = std::find(kXml.begin(), kXml.end(), name) != kXml.end();
  if (known || (name.starts_with('#') && is_allowed_number(name.substr(1)))) {
    out.append(xml.substr(at, end + 1 - at));
    return end + 1;
  }
  const bool word = !name.empty() && std::all_of(name.begin(), name.end(), is_letter);
  const std::string character = word ? html_to_text(xml.substr(at, end + 1 - at)) : std::string();
  if (word && !character.starts_with('&')) {
    out.append(character);
    return end + 1;
  }
  out.append("&amp;");
  repaired = true;
  return at + 1;
}

}  // namespace

std::string repair_xml(std::string_view given, bool& repaired) {
  const std::string xml = utf8_or_windows_1252(given, repaired);
  std::string out;
  out.reserve(xml.size());
  for (std::size_t at = 0; at < xml.size();) {
    const std::string_view rest = std::string_view(xml).substr(at);
    const char c = rest[0];
    const bool cdata = rest.starts_with("<![CDATA[");
    if (cdata || rest.starts_with("<!--")) {
      const std::string_view close = cdata ? "]]>" : "-->";
      const std::size_t end = xml.find(close, at);
      const std::size_t stop = end == std::string::npos ? xml.size() : end + close.size();
      for (; at < stop; ++at) {
        const auto byte = static_cast<unsigned char>(xml[at]);
        const bool control = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
        repaired = repaired || control;
        out.push_back(control ? ' ' : xml[at]);
      }
      continue;
    }
    if (c == '&') {
      at = copy_reference(xml, at, out, repaired);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const bool control = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    repaired = repaired || control;
    out.push_back(control ? ' ' : c);
    ++at;
  }
  return out;
}

}  // namespace newshound
