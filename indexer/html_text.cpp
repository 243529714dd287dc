#include "indexer/html_text.h"

#include <algorithm>
#include <array>

#include <libxml/HTMLparser.h>

#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr std::array<std::string_view, 27> kBlocks{
    "address", "article", "aside", "blockquote", "br",     "dd", "div", "dl", "dt", "figcaption", "figure",  "footer", "h1", "h2",
    "h3",      "h4",      "h5",    "h6",         "header", "hr", "li",  "ol", "p",  "pre",        "section", "table",  "ul"};
constexpr std::size_t kMaxReference = 10;  // letters or digits

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string tag_name(std::string_view tag) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  std::string name;
  for (const char c : tag) {
    const char small = lower(c);
    if ((small < 'a' || small > 'z') && (small < '0' || small > '9')) break;
    name.push_back(small);
    if (name.size() > 16) break;
  }
  return name;
}

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) {}

  std::string run() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<') {
        tag();
      } else if (c == '&') {
        reference();
      } else {
        character(c);
        ++at_;
      }
    }
    return std::move(text_);
  }

 private:
  void character(char c) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && (text_.empty() || text_.back() == ' ' || text_.back() == '\n')) return;
    text_.push_back(space ? ' ' : c);
  }

  void paragraph() {
    while (text_.ends_with(' ')) text_.pop_back();
    if (!text_.empty() && !text_.ends_with("\n\n")) text_ += "\n\n";
  }

  void tag() {
    const bool opens = at_ + 1 < html_.size() && (html_[at_ + 1] == '/' || html_[at_ + 1] == '!' ||
                                                  (lower(html_[at_ + 1]) >= 'a' && lower(html_[at_ + 1]) <= 'z'));
    if (!opens) {
      character('<');
      ++at_;
      return;
    }
    if (html_.substr(at_).starts_with("<!--")) return skip_to("-->", 4);
    const std::size_t end = html_.find('>', at_);
    const std::string_view inside = html_.substr(at_ + 1, end == std::string_view::npos ? end : end - at_ - 1);
    const std::string name = tag_name(inside);
    at_ = end == std::string_view::npos ? html_.size() : end + 1;
    if (std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end()) paragraph();
    if (!inside.starts_with('/') && (name == "script" || name == "style")) skip_element(name);
  }

  void skip_to(std::string_view what, std::size_t from) {
    const std::size_t end = html_.find(what, at_ + from);
    at_ = end == std::string_view::npos ? html_.size() : end + what.size();
  }

  void skip_element(const std::string& name) {
    while (at_ < html_.size()) {
      const std::size_t close = html_.find("</", at_);
      if (close == std::string_view::npos) break;
      at_ = close + 2;
      if (tag_name(html_.substr(at_, name.size() + 1)) == name) return skip_to(">", 0);
    }
    at_ = html_.size();
  }

  void reference() {
    const std::size_t end = html_.find(';', at_);
    const std::string_view name = html_.substr(at_ + 1, end == std::string_view::npos ? 0 : end - at_ - 1);
    const char32_t value = name.empty() || name.size() > kMaxReference ? 0 : decode(name);
    if (value == 0) {
      character('&');
      ++at_;
      return;
    }
    append_utf8(text_, value);
    at_ = end + 1;
  }

  static char32_t decode(std::string_view name) {
    if (name[0] != '#') {
      if (name == "apos") return '\'';  // XML's, and HTML's since HTML 5
      const std::string terminated(name);
      const htmlEntityDesc* found = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
      return found == nullptr ? 0 : static_cast<char32_t>(found->value);
    }
    name.remove_prefix(1);
    const bool hex = !name.empty() && lower(name[0]) == 'x';
    if (hex) name.remove_prefix(1);
    char32_t value = 0;
    for (const char c : name) {
      const char small = lower(c);
      const char32_t digit = small >= '0' && small <= '9'          ? static_cast<char32_t>(small - '0')
                             : hex && small >= 'a' && small <= 'f' ? static_cast<char32_t>(small - 'a' + 10)
                                                                   : 99;
      if (digit == 99) return 0;
      value = value * (hex ? 16 : 10) + digit;
      if (value > 0x10FFFF) return 0;
    }
    return value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0xD800 && value <= 0xDFFF) ? 0 : value;
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::string text_;
};

}  // namespace

std::string html_to_text(std::string_view html) { return Scanner(html).run(); }

}  // namespace newshound
