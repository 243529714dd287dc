// What an item of ninjs has that its schemas (1.0 to 3.1) forbid, as warnings with the member's path ("associations[0].type"):
// the item is read all the same. Names, types, dates and lists of allowed words of its members, and of those of its associations;
// of rights, places and events what can contradict itself. A member that any version knows is allowed in all of them, for items
// don't say which they follow. Included by ninjs.cpp only.
#pragma once

#include "indexer/article_builder.h"
#include "indexer/json_document.h"

namespace newshound {

void check_ninjs(simdjson::dom::element item, ArticleBuilder& builder);

}  // namespace newshound
