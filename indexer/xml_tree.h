// One XML record as a small tree, read by libxml2's reader: no network, no document type, so no entities beyond the five of XML;
// the names of HTML's are understood, other references and stray ampersands stay text. Depth and size are bounded. Pure; any
// thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schemas/error.h"

namespace newshound {

// An element, or a piece of text (its name is empty). Names are in small letters, with the prefix that we know the namespace by
// ("content:encoded", "media:thumbnail"), whatever prefix the document uses; those of feeds and of NewsML-G2 itself have none.
struct XmlNode {
  std::string name, text;
  std::vector<std::pair<std::string, std::string>> attributes;  // "xml:lang", "href"
  std::vector<XmlNode> children;

  [[nodiscard]] std::string_view attribute(std::string_view wanted) const;
  // The first child of that name; nothing if there is none.
  [[nodiscard]] const XmlNode* child(std::string_view wanted) const;
  // All text below, as it stands.
  [[nodiscard]] std::string all_text() const;
  // The text of that child; "" if there is none.
  [[nodiscard]] std::string child_text(std::string_view wanted) const;
  void each(std::string_view wanted, const std::function<void(const XmlNode&)>& use) const;
};

// `xml`: one element. `open` and `close`: the tags around it. The tree of the element; an Error says what is wrong and in which
// of its lines. `repaired` becomes whether bytes, references or characters had to be mended first.
[[nodiscard]] Result<XmlNode> parse_xml(std::string_view open, std::string_view xml, std::string_view close, bool& repaired);

// The children of an element as HTML: XHTML without its prefixes, text escaped.
[[nodiscard]] std::string inner_html(const XmlNode& element);

}  // namespace newshound
