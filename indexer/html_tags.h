// The tags of an HTML page in the order in which they are written, without a tree: comments, declarations and the text of
// scripts, styles and the like are skipped. Each byte is looked at once. A scanner belongs to one thread; the page outlives it.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace newshound {

struct HtmlTag {
  std::string_view name;  // in lower case, at most kMaxTagName bytes of it; until the next call
  std::size_t offset = 0;
  std::string_view written;  // from < to >
  std::size_t attributes = 0;
  bool end = false;           // </p>
  bool self_closing = false;  // <path/>
};

class HtmlTagScanner {
 public:
  explicit HtmlTagScanner(std::string_view html) : html_(html) {}
  // False at the end of the page.
  [[nodiscard]] bool next(HtmlTag& tag);

 private:
  static constexpr std::size_t kMaxTagName = 32;

  bool skip_declaration();
  void read_name();
  void read_attributes(HtmlTag& tag);
  void skip_value();
  void skip_raw_text(std::string_view name);

  std::string_view html_;
  std::size_t at_ = 0;
  std::array<char, kMaxTagName> name_{};
  std::size_t name_size_ = 0;
};

// What the HTML standard says of an element, one bit each.
enum HtmlTraits : unsigned {
  kHtmlVoid = 1,         // has no end: <br>
  kHtmlDocument = 2,     // html, head, body: there is one of each
  kHtmlRawText = 4,      // its content is no markup
  kHtmlClosesP = 8,      // its start ends an open paragraph
  kHtmlSpecial = 16,     // ends of ordinary elements don't reach beyond it
  kHtmlScope = 32,       // nor do ends of blocks
  kHtmlFormatting = 64,  // opened anew in the next block if its end is missing
  kHtmlMarker = 128,     // formatting from outside isn't opened anew in it
  kHtmlTablePart = 256,  // its end reaches to the table
};
[[nodiscard]] unsigned html_traits(std::string_view name);

}  // namespace newshound
