// An HTML page as a flat array of nodes in document order: gumbo's tree, after html_guard.h has let it pass. Comments are left
// out. Nodes hold views of the parser's memory: they live as long as the document. Reading is const; threads may share a
// document.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "schemas/error.h"

namespace newshound {

inline constexpr int kHtmlText = -1;  // the tag of a text node

struct HtmlNode {
  int tag = kHtmlText;       // a GumboTag of <gumbo.h>, or kHtmlText
  std::int32_t parent = -1;  // indexes of nodes; -1 = none
  std::int32_t first_child = -1;
  std::int32_t next_sibling = -1;
  std::int32_t end = 0;           // the subtree is [its own index, end)
  std::string_view text;          // of a text node
  const void* element = nullptr;  // gumbo's
};

class HtmlDocument {
 public:
  // `html` is UTF-8 (other bytes become U+FFFD) and outlives the document. An Error names what is nested too deeply, and where.
  [[nodiscard]] static Result<HtmlDocument> parse(std::string_view html);

  [[nodiscard]] std::span<const HtmlNode> nodes() const { return nodes_; }
  [[nodiscard]] const HtmlNode& node(std::int32_t index) const { return nodes_[static_cast<std::size_t>(index)]; }
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(nodes_.size()); }
  // An attribute's value, `name` in lower case; empty if there is none. A node of text has none.
  [[nodiscard]] std::string_view attribute(std::int32_t index, std::string_view name) const;
  [[nodiscard]] bool has_attribute(std::int32_t index, std::string_view name) const;
  // The text of a subtree: white space squeezed, block elements divided by a space. At most about `limit` bytes.
  [[nodiscard]] std::string text_of(std::int32_t index, std::size_t limit = 4096) const;

 private:
  struct FreeTree {
    void operator()(void* output) const;
  };
  HtmlDocument() = default;
  void flatten(const void* root);

  std::unique_ptr<void, FreeTree> tree_;
  std::vector<HtmlNode> nodes_;
};

// Whether the element stands in a line of its own: div, p, li, td, h1 …
[[nodiscard]] bool is_html_block(int tag);

}  // namespace newshound
