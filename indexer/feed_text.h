// The texts of feeds, whose authors disagree on what is markup: RSS says nothing of titles, and "description" is HTML in one feed
// and plain text in the next. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "indexer/xml_tree.h"

namespace newshound {

// Plain text, or HTML if it holds a tag of HTML: tags go, character references are decoded once, "<GE>" and "a < b" stay.
[[nodiscard]] std::string feed_text(std::string_view text);
// An element whose content is text, escaped HTML, or markup written into the document (XHTML, or without saying so).
[[nodiscard]] std::string element_text(const XmlNode& element);
// An Atom text construct, by its type (text, html, xhtml, a media type) and Atom 0.3's mode (escaped, base64, xml). "" if it is
// neither text nor markup.
[[nodiscard]] std::string atom_text(const XmlNode& element);
// "jane@example.org (Jane Doe)" and "Jane Doe <jane@example.org>" -> "Jane Doe"; an address alone stays.
[[nodiscard]] std::string person_name(std::string_view text);

}  // namespace newshound
