#include "indexer/feed_text.h"

#include <algorithm>
#include <array>

#include "indexer/article_check.h"
#include "indexer/html_text.h"

namespace newshound {
namespace {

// Elements that stand in the HTML of articles; a name like <GE> in a wire text isn't among them.
constexpr std::array<std::string_view, 58> kTags{
    "a",   "abbr", "acronym", "article", "aside",  "b",      "big",     "blockquote", "br",     "center", "cite",   "code",
    "dd",  "del",  "div",     "dl",      "dt",     "em",     "figure",  "font",       "footer", "h1",     "h2",     "h3",
    "h4",  "h5",   "h6",      "hr",      "header", "i",      "iframe",  "img",        "ins",    "li",     "mark",   "object",
    "ol",  "p",    "pre",     "q",       "s",      "script", "section", "small",      "span",   "strike", "strong", "style",
    "sub", "sup",  "table",   "tbody",   "td",     "th",     "tr",      "tt",         "u",      "ul"};

bool has_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    std::size_t begin = at + 1;
    if (text.substr(begin).starts_with("!--")) return true;
    if (begin < text.size() && text[begin] == '/') ++begin;
    std::string name;
    std::size_t end = begin;
    for (; end < text.size() && name.size() < 12; ++end) {
      const char c = text[end];
      const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      if ((small < 'a' || small > 'z') && (small < '0' || small > '9')) break;
      name.push_back(small);
    }
    const bool ends = end < text.size() && (text[end] == '>' || text[end] == ' ' || text[end] == '/' || text[end] == '\n');
    // "<A>" and "<S>" are ticker symbols; tags of the web are in small letters, or long enough to be sure.
    const bool sure = name.size() > 1 || (begin < text.size() && text[begin] >= 'a');
    if (ends && sure && std::find(kTags.begin(), kTags.end(), name) != kTags.end()) return true;
  }
  return false;
}

// References decoded, nothing else.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t amp = std::min(text.find('&', at), text.size());
    out.append(text.substr(at, amp - at));
    if (amp == text.size()) break;
    const std::size_t end = text.substr(0, std::min(text.size(), amp + 12)).find(';', amp);
    if (end == std::string_view::npos) {
      out.push_back('&');
      at = amp + 1;
      continue;
    }
    out.append(html_to_text(text.substr(amp, end + 1 - amp)));
    at = end + 1;
  }
  return out;
}

bool is_markup(const XmlNode& element) {
  return std::any_of(element.children.begin(), element.children.end(), [](const XmlNode& node) { return !node.name.empty(); });
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) continue;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFFFFu;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<char>(bits >> count & 0xFF));
  }
  return out;
}

}  // namespace

std::string feed_text(std::string_view text) { return has_tag(text) ? html_to_text(text) : decoded(text); }

std::string element_text(const XmlNode& element) {
  return is_markup(element) ? html_to_text(inner_html(element)) : feed_text(element.all_text());
}

std::string atom_text(const XmlNode& element) {
  const std::string_view type = element.attribute("type"), mode = element.attribute("mode");
  const bool media = type.find('/') != std::string_view::npos;
  if (mode == "base64" || (media && !type.starts_with("text/") && type.find("xml") == std::string_view::npos && mode.empty())) {
    if (media && !type.starts_with("text/") && type != "application/octet-stream") return {};
    return feed_text(from_base64(element.all_text()));
  }
  if (is_markup(element)) return html_to_text(inner_html(element));
  // Text is text: what looks like a tag in it is none. But many write HTML and say nothing, or "text/plain".
  if (type == "text" && mode.empty()) return element.all_text();
  return feed_text(element.all_text());
}

std::string person_name(std::string_view given) {
  const std::string text = one_line(given);
  if (text.find('@') == std::string::npos) return text;
  const std::size_t open = text.find('('), close = text.rfind(')');
  if (open != std::string::npos && close != std::string::npos && close > open + 1)
    return one_line(text.substr(open + 1, close - open - 1));
  const std::size_t address = text.find('<');
  if (address != std::string::npos && address != 0) {
    std::string name = one_line(text.substr(0, address));
    name.erase(std::remove(name.begin(), name.end(), '"'), name.end());
    return name;
  }
  return text;
}

}  // namespace newshound
