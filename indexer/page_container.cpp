#include "indexer/page_container.h"

#include <algorithm>
#include <string_view>

#include <gumbo.h>

namespace newshound {
namespace {

constexpr double kMinPartValue = 20;  // a part of a split body has a sentence or two

// Of the best element's value: how much of it an element that is called the body must hold.
double needed_share(BodyHint hint) {
  if (hint == BodyHint::kItemprop) return 0.5;
  return hint == BodyHint::kNamed ? 0.4 : 0.7;
}

class ContainerSearch {
 public:
  ContainerSearch(const HtmlDocument& document, const std::vector<PageMark>& marks, const std::vector<bool>& dead,
                  const std::vector<PageBlock>& blocks)
      : document_(document), marks_(marks), dead_(dead), values_(static_cast<std::size_t>(document.size()), 0) {
    for (const PageBlock& block : blocks) values_[static_cast<std::size_t>(block.node)] += block.value;
    for (std::int32_t i = document.size(); i-- > 1;)
      values_[static_cast<std::size_t>(document.node(i).parent)] += values_[static_cast<std::size_t>(i)];
  }

  std::vector<std::int32_t> run() const {
    const std::int32_t best = best_element();
    if (best < 0) return {};
    const std::int32_t chosen = hinted_element(value(best), best);
    std::vector<std::int32_t> elements{chosen};
    add_parts(elements);
    return elements;
  }

 private:
  [[nodiscard]] double value(std::int32_t i) const { return values_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] const PageMark& mark(std::int32_t i) const { return marks_[static_cast<std::size_t>(i)]; }

  template <class Visit>
  void for_each_live(std::int32_t begin, std::int32_t end, Visit visit) const {
    for (std::int32_t i = begin; i < end;) {
      if (dead_[static_cast<std::size_t>(i)]) {
        i = document_.node(i).end;
        continue;
      }
      if (document_.node(i).tag != kHtmlText) visit(i);
      ++i;
    }
  }

  // The largest sum; of equal ones the innermost.
  [[nodiscard]] std::int32_t best_element() const {
    std::int32_t best = -1;
    double most = 0;
    for_each_live(0, document_.size(), [&](std::int32_t i) {
      const int tag = document_.node(i).tag;
      const bool holds = (is_html_block(tag) && tag != GUMBO_TAG_P) || tag == GUMBO_TAG_UNKNOWN || tag == GUMBO_TAG_SPAN;
      if (!holds || value(i) < most || value(i) <= 0) return;
      most = value(i);
      best = i;
    });
    return best;
  }

  // The strongest hint, then the largest sum, then the outermost.
  [[nodiscard]] std::int32_t hinted_element(double most, std::int32_t otherwise) const {
    std::int32_t found = otherwise;
    BodyHint strongest = BodyHint::kNone;
    double sum = 0;
    for_each_live(0, document_.size(), [&](std::int32_t i) {
      const BodyHint hint = mark(i).hint;
      if (hint == BodyHint::kNone || value(i) < needed_share(hint) * most) return;
      if (hint < strongest || (hint == strongest && value(i) <= sum)) return;
      strongest = hint;
      sum = value(i);
      found = i;
    });
    return found;
  }

  [[nodiscard]] bool is_like(std::int32_t a, std::int32_t b) const {
    if (document_.node(a).tag != document_.node(b).tag) return false;
    if (mark(a).hint >= BodyHint::kNamed && mark(b).hint >= BodyHint::kNamed) return true;
    const std::string_view name = document_.attribute(a, "class");
    return !name.empty() && name == document_.attribute(b, "class");
  }

  void add_parts(std::vector<std::int32_t>& elements) const {
    const std::int32_t chosen = elements[0];
    const HtmlNode& node = document_.node(chosen);
    if (node.parent < 0 || node.tag == GUMBO_TAG_ARTICLE || node.tag == GUMBO_TAG_BODY) return;
    std::int32_t around = node.parent;
    const std::int32_t above = document_.node(around).parent;
    if (above >= 0 && document_.node(above).tag != GUMBO_TAG_BODY) around = above;
    std::vector<std::int32_t> parts;
    bool other_article = false;
    for_each_live(around + 1, document_.node(around).end, [&](std::int32_t i) {
      const bool inside = i >= chosen && i < node.end, holds_chosen = chosen >= i && chosen < document_.node(i).end;
      const bool nested = !parts.empty() && i < document_.node(parts.back()).end;
      if (inside || holds_chosen || nested || value(i) <= kMinPartValue || !is_like(chosen, i)) return;
      parts.push_back(i);
    });
    for (const std::int32_t part : parts)
      for (std::int32_t i = part; i < document_.node(part).end; ++i)
        other_article = other_article || document_.node(i).tag == GUMBO_TAG_H1;
    if (!other_article) elements.insert(elements.end(), parts.begin(), parts.end());
  }

  const HtmlDocument& document_;
  const std::vector<PageMark>& marks_;
  const std::vector<bool>& dead_;
  std::vector<double> values_;
};

}  // namespace

std::vector<std::int32_t> find_article_elements(const HtmlDocument& document, const std::vector<PageMark>& marks,
                                                const std::vector<bool>& dead, const std::vector<PageBlock>& blocks) {
  return ContainerSearch(document, marks, dead, blocks).run();
}

}  // namespace newshound
