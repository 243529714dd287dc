// What an item of ninjs has that its schemas (1.0 to 3.1) forbid, as warnings with the member's name: the item is read all the
// same. Types, dates and lists of allowed words of the members at the top; what lies deeper isn't looked at. Included by
// ninjs.cpp only.
#pragma once

#include "indexer/article_builder.h"
#include "indexer/json_document.h"

namespace newshound {

void check_ninjs(simdjson::dom::element item, ArticleBuilder& builder);

}  // namespace newshound
