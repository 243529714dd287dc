#include "query/ast_builder.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace newshound {
namespace {

// One node over `children`, those of the same kind dissolved in it.
AstNode join(NodeKind kind, std::vector<AstNode> children) {
  AstNode node;
  node.kind = kind;
  for (AstNode& child : children) {
    const bool first = node.children.empty() && node.end == 0;
    node.begin = first ? child.begin : std::min(node.begin, child.begin);
    node.end = std::max(node.end, child.end);
    if (child.kind == kind) {
      std::move(child.children.begin(), child.children.end(), std::back_inserter(node.children));
    } else {
      node.children.push_back(std::move(child));
    }
  }
  return node;
}

}  // namespace

AstNode make_and(std::vector<AstNode> children) {
  if (children.size() == 1) return std::move(children[0]);
  AstNode node = join(NodeKind::kAnd, std::move(children));
  std::erase_if(node.children, [](const AstNode& child) { return child.kind == NodeKind::kAll; });
  const bool only_nots =
      std::all_of(node.children.begin(), node.children.end(), [](const AstNode& child) { return child.kind == NodeKind::kNot; });
  if (only_nots) node.children.insert(node.children.begin(), AstNode{});
  if (node.children.size() == 1) return std::move(node.children[0]);
  return node;
}

AstNode make_or(std::vector<AstNode> children) {
  if (children.size() == 1) return std::move(children[0]);
  for (AstNode& child : children) child = make_root(std::move(child));
  return join(NodeKind::kOr, std::move(children));
}

AstNode make_not(AstNode child) {
  if (child.kind == NodeKind::kNot) return std::move(child.children[0]);
  const bool all_but_one = child.kind == NodeKind::kAnd && child.children.size() == 2 && child.children[0].kind == NodeKind::kAll;
  if (all_but_one) return std::move(child.children[1].children[0]);
  AstNode node;
  node.kind = NodeKind::kNot;
  node.begin = child.begin;
  node.end = child.end;
  node.children.push_back(std::move(child));
  return node;
}

AstNode make_root(AstNode node) {
  if (node.kind != NodeKind::kNot) return node;
  AstNode all_but;
  all_but.kind = NodeKind::kAnd;
  all_but.begin = node.begin;
  all_but.end = node.end;
  all_but.children.emplace_back();
  all_but.children.push_back(std::move(node));
  return all_but;
}

}  // namespace newshound
