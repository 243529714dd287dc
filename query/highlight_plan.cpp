#include "query/highlight_plan.h"

#include <algorithm>
#include <utility>

#include "query/ranking.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

class Compiler {
 public:
  Compiler(const Segment& segment, HighlightPlan& plan) : segment_(segment), plan_(plan) {}

  void add(const PlanNode& node) {
    switch (node.kind) {
      case PlanKind::kBest: return clause(node.slots, node);
      case PlanKind::kSequence: return clause(node.slots, node);
      case PlanKind::kPrefix: return prefix(node);
      case PlanKind::kAnd:
      case PlanKind::kOr:
        for (const PlanNode& child : node.children) add(child);
        return;
      default: return;
    }
  }

 private:
  void clause(const std::vector<PlanSlot>& slots, const PlanNode& node) {
    HighlightClause made;
    made.window = node.kind == PlanKind::kSequence ? node.window : 1;
    made.ordered = node.ordered;
    made.parts = node.parts;
    made.weight = std::max(0.1, highest_score(node));
    for (const PlanSlot& s : slots) {
      made.slots.push_back(slot(s));
      made.words.push_back(s.form);
    }
    plan_.clauses.push_back(std::move(made));
  }

  std::uint16_t slot(const PlanSlot& slot) {
    const std::uint16_t number = next_++;
    if (!slot.spelling.text.empty()) plan_.spellings.emplace(number, slot.spelling);
    if (slot.exact) {
      plan_.forms[slot.form].push_back(number);
      return number;
    }
    for (const std::string& stem : slot.stems)
      segment_.vocabulary.for_each_form_of(stem, [&](const FormEntry& entry) { fill(entry.form, number); });
    return number;
  }

  void prefix(const PlanNode& node) {
    HighlightClause made;
    made.parts = node.parts;
    made.words.push_back(node.prefix);
    const std::uint16_t number = next_++;
    made.slots.push_back(number);
    if (!node.slots[0].spelling.text.empty()) plan_.spellings.emplace(number, node.slots[0].spelling);
    std::size_t forms = 0;
    segment_.vocabulary.for_each_prefixed(node.prefix, [&](const FormEntry& entry) {
      fill(entry.form, number);
      return ++forms < kMaxWildcardForms;
    });
    plan_.clauses.push_back(std::move(made));
  }

  void fill(const std::string& form, std::uint16_t number) {
    auto& slots = plan_.forms[form];
    if (slots.empty() || slots.back() != number) slots.push_back(number);
  }

  const Segment& segment_;
  HighlightPlan& plan_;
  std::uint16_t next_ = 0;
};

}  // namespace

HighlightPlan highlight_plan(const PlanNode& plan, const Segment& segment) {
  HighlightPlan made;
  Compiler(segment, made).add(plan);
  return made;
}

}  // namespace newshound
