// What a request means beyond its single parameters: lists of values, whose stemmers, whether it names a date. Pure but for the
// snapshot's dictionaries; any thread.
#pragma once

#include <string>
#include <vector>

#include "query/ast.h"
#include "query/request.h"
#include "storage/snapshot.h"

namespace newshound {

// "Reuters,AFP" is two values unless some article has exactly that one: splits the values of all filters.
void split_lists(const Snapshot& snapshot, SearchRequest& request);

// The languages whose stemmers a request asks for: those it filters by. Empty: it doesn't say.
[[nodiscard]] std::vector<std::string> asked_languages(const SearchRequest& request, const AstNode& root);

// Whether it says which time it is about, so that freshness has no say: a date, or a word that is a year.
[[nodiscard]] bool asks_for_date(const SearchRequest& request, const AstNode& root);

// The request by its query alone: without filters and dates beside it, facets and hits.
[[nodiscard]] SearchRequest without_filters(const SearchRequest& request);

}  // namespace newshound
