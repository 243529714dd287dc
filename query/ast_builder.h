// Puts nodes of a syntax tree together so that equal meanings get equal trees: AND in AND and OR in OR are one node, NOT stands
// below AND only, and an AND of nothing but NOTs begins with every article. Pure; any thread.
#pragma once

#include <vector>

#include "query/ast.h"

namespace newshound {

// Of one child: the child. Of none: every article.
[[nodiscard]] AstNode make_and(std::vector<AstNode> children);
[[nodiscard]] AstNode make_or(std::vector<AstNode> children);
// NOT NOT a is a.
[[nodiscard]] AstNode make_not(AstNode child);
// A tree to stand alone: a NOT becomes "every article but".
[[nodiscard]] AstNode make_root(AstNode node);

}  // namespace newshound
