// News in JSON of the IPTC, versions 1.0 to 3.x: one item. Texts are members body_text, body_xhtml, headline, … in 1.x and arrays
// bodies, headlines, descriptions with roles in 2.x and 3.x; names are in small letters up to 2.x, in camel case from 3.0 on.
// Items inside `associations` (pictures, related items) aren't articles of their own. docs/formats.md says what is read into
// which field. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/article_parser.h"

namespace newshound {

[[nodiscard]] std::unique_ptr<RecordParser> make_ninjs_parser(const ArticleRules& rules);

// Whether an object with these members is ninjs: it has `uri` and none of our own names for an id, an address, a text or a date.
[[nodiscard]] bool is_ninjs(const std::vector<std::string>& members);

}  // namespace newshound
