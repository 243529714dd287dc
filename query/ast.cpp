// Printing a tree. Brackets stand around every AND in OR, OR in AND and NEAR, so that nobody needs to know what binds tighter;
// only where that would nest deeper than the parser reads are those left out that precedence makes needless.
#include "query/ast.h"

#include <algorithm>

#include <fmt/format.h>

#include "query/date_range.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

class Printer {
 public:
  explicit Printer(bool all_brackets) : all_brackets_(all_brackets) {}

  void print(const AstNode& node, const AstNode* parent) {
    const bool bracket = parent != nullptr && needs_bracket(node, *parent);
    if (bracket) open();
    print_inside(node);
    if (bracket) close();
  }

  [[nodiscard]] std::size_t deepest() const { return deepest_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  // Words joined by NEAR or ADJ: neither quotes nor a hyphen say it shorter.
  static bool uses_operator(const AstNode& node) {
    if (node.kind != NodeKind::kSequence) return false;
    const bool near_together = node.window == node.words.size();
    const auto exact = static_cast<std::size_t>(
        std::count_if(node.words.begin(), node.words.end(), [](const QueryWord& word) { return word.exact; }));
    if (exact == node.words.size()) return node.ordered && !near_together;
    return exact > 0 || !node.ordered || !near_together;
  }

  [[nodiscard]] bool needs_bracket(const AstNode& node, const AstNode& parent) const {
    const bool sequence = uses_operator(node) && !node.title;  // title:(a NEAR/5 b) has its own
    if (node.kind == NodeKind::kOr) return true;
    if (parent.kind == NodeKind::kNot) return node.kind == NodeKind::kAnd || sequence;
    const bool all_but = node.kind == NodeKind::kAnd && node.children.size() == 2 && node.children[0].kind == NodeKind::kAll;
    return all_brackets_ && ((node.kind == NodeKind::kAnd && !all_but) || sequence);
  }

  void open() {
    out_ += '(';
    deepest_ = std::max(deepest_, ++depth_);
  }
  void close() {
    out_ += ')';
    --depth_;
  }

  void print_inside(const AstNode& node) {
    if (node.title) out_ += "title:";
    switch (node.kind) {
      case NodeKind::kAll: return;
      case NodeKind::kWord: return print_word(node.words[0]);
      case NodeKind::kPrefix: out_ += text_of(node.words[0]) + '*'; return;
      case NodeKind::kSequence: return print_sequence(node);
      case NodeKind::kField: return print_field(node);
      case NodeKind::kDates: out_ += "date:" + format_date_range(node.from_utc, node.to_utc); return;
      case NodeKind::kNot: out_ += "NOT "; return print(node.children[0], &node);
      case NodeKind::kAnd: return print_children(node, " AND ");
      case NodeKind::kOr: return print_children(node, " OR ");
    }
  }

  static const std::string& text_of(const QueryWord& word) { return word.spelling.empty() ? word.word : word.spelling; }

  void print_word(const QueryWord& word) { out_ += word.exact ? '"' + text_of(word) + '"' : text_of(word); }

  void print_sequence(const AstNode& node) {
    const std::size_t distance = node.window + 1 - node.words.size();
    if (!uses_operator(node)) {
      const bool quotes = node.words[0].exact;
      if (quotes) out_ += '"';
      for (std::size_t i = 0; i < node.words.size(); ++i) {
        if (i > 0) out_ += quotes ? ' ' : '-';
        out_ += text_of(node.words[i]);
      }
      if (quotes) out_ += '"';
      if (!node.ordered) out_ += fmt::format("~{}", distance);
      return;
    }
    if (node.title) open();
    for (std::size_t i = 0; i < node.words.size(); ++i) {
      if (i > 0) out_ += fmt::format(" {}/{} ", node.ordered ? "ADJ" : "NEAR", distance);
      print_word(node.words[i]);
    }
    if (node.title) close();
  }

  void print_field(const AstNode& node) {
    out_ += field_row(node.field).parameter;
    out_ += ':';
    if (node.quoted) {
      out_ += '"' + node.value + '"';
      return;
    }
    const bool words = node.value.find(' ') != std::string::npos;
    if (words) open();
    out_ += node.value;
    if (words) close();
  }

  void print_children(const AstNode& node, std::string_view between) {
    bool first = true;
    for (const AstNode& child : node.children) {
      if (child.kind == NodeKind::kAll) continue;  // NOT a stands for every article but those with a
      if (!first) out_ += between;
      first = false;
      print(child, &node);
    }
  }

  bool all_brackets_;
  std::string out_;
  std::size_t depth_ = 0, deepest_ = 0;
};

}  // namespace

std::string print_ast(const AstNode& node) {
  Printer bracketed(true);
  bracketed.print(node, nullptr);
  if (bracketed.deepest() <= kMaxQueryNesting) return bracketed.take();
  Printer plain(false);
  plain.print(node, nullptr);
  return plain.take();
}

std::size_t print_nesting(const AstNode& node) {
  Printer plain(false);
  plain.print(node, nullptr);
  return plain.deepest();
}

}  // namespace newshound
