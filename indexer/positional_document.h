// A document of an index with positions (--positions), for Xapian's own matcher: what the document builder made of an article, as
// a Xapian document with surface forms, their positions and value slots. Pure; any thread.
#pragma once

#include <string>

#include <xapian.h>

#include "indexer/document_builder.h"
#include "schemas/article.h"

namespace newshound {

// Between title, standfirst and body, wider than any window of a query.
inline constexpr Xapian::termpos kPositionGap = 2000;

// `built`: of `article`, by a builder with this lexicon.
[[nodiscard]] Xapian::Document positional_document(const BuiltDocument& built, const Article& article, const Lexicon& lexicon);

// The content of the kSlotVisibility value, empty for an article that is always visible: status ('0' + status), then embargo and
// expiry as Xapian::sortable_serialise values of their seconds behind a length byte each (0 = none).
[[nodiscard]] std::string visibility_value(const Article& article);

}  // namespace newshound
