// The text of an article's HTML body: tags gone, block elements as paragraphs, scripts and styles left out, character references
// decoded once. For fragments from a content system, not for pages. Linear in the input, whatever it is. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

// `html`: valid UTF-8; so is the text.
[[nodiscard]] std::string html_to_text(std::string_view html);

}  // namespace newshound
