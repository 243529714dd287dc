#include "indexer/page_pruning.h"

#include <algorithm>
#include <array>
#include <string>

#include <gumbo.h>

#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr int kMinTextWords = 8;  // shorter texts are labels and links: they don't count as the page's text
// Of the page's text: a subtree with more stays. Measured on 203 pages; only the strong one matters much (docs/formats-pages.md).
constexpr double kMaxTagShare = 0.35, kMaxFigureShare = 0.2, kMaxWeakShare = 0.10, kMaxStrongShare = 0.40,
                 kMaxConsentShare = 0.75;
constexpr int kSmallWords = 40;
constexpr double kMaxSmallShare = 0.30;
// Of the page's text, in all subtrees of one reason.
constexpr double kMaxSoftTotal = 0.30, kMaxStrongTotal = 0.50;

bool is_control(int tag) {
  constexpr std::array kControls{GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,
                                 GUMBO_TAG_IFRAME, GUMBO_TAG_BUTTON, GUMBO_TAG_INPUT,    GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA,
                                 GUMBO_TAG_VIDEO,  GUMBO_TAG_AUDIO,  GUMBO_TAG_OBJECT,   GUMBO_TAG_EMBED,    GUMBO_TAG_CANVAS,
                                 GUMBO_TAG_HEAD,   GUMBO_TAG_MATH,   GUMBO_TAG_LABEL,    GUMBO_TAG_TITLE,    GUMBO_TAG_NOFRAMES};
  return std::find(kControls.begin(), kControls.end(), tag) != kControls.end();
}

// Elements inside a line of text, or one line themselves: a weak word says too little about them.
bool is_line(int tag) {
  return tag == GUMBO_TAG_P || (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6) || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_A ||
         tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG || tag == GUMBO_TAG_EM || tag == GUMBO_TAG_I;
}

class Pruner {
 public:
  Pruner(const HtmlDocument& document, const std::vector<PageMark>& marks)
      : document_(document), marks_(marks), mass_(static_cast<std::size_t>(document.size()), 0), exempt_(mark_reasons(), false) {}

  std::vector<bool> run() {
    weigh();
    prune();
    if (exempt_greedy_reasons()) prune();
    return std::move(dead_);
  }

 private:
  // The words of each subtree that stand in texts of some length outside links.
  void weigh() {
    for (std::int32_t i = 0; i < document_.size();) {
      const HtmlNode& node = document_.node(i);
      if (node.tag != kHtmlText) {
        i = i > 0 && is_control(node.tag) ? node.end : i + 1;
        continue;
      }
      const int words = node.text.size() < 2 * kMinTextWords ? 0 : count_words(node.text);
      if (words >= kMinTextWords && !in_link(node.parent)) mass_[static_cast<std::size_t>(i)] = words;
      ++i;
    }
    for (std::int32_t i = document_.size(); i-- > 1;)
      mass_[static_cast<std::size_t>(document_.node(i).parent)] += mass_[static_cast<std::size_t>(i)];
    total_ = std::max(1, mass_[0]);
  }

  [[nodiscard]] bool in_link(std::int32_t at) const {
    for (; at >= 0 && !is_html_block(document_.node(at).tag); at = document_.node(at).parent)
      if (document_.node(at).tag == GUMBO_TAG_A) return true;
    return false;
  }

  void prune() {
    dead_.assign(mass_.size(), false);
    taken_.assign(exempt_.size(), 0);
    soft_.assign(exempt_.size(), false);
    for (std::int32_t i = 0; i < document_.size();) {
      const HtmlNode& node = document_.node(i);
      bool dead = false;
      if (node.tag != kHtmlText && node.tag != GUMBO_TAG_BODY && node.tag != GUMBO_TAG_HTML)
        dead = is_control(node.tag) || is_left_out(i);
      dead_[static_cast<std::size_t>(i)] = dead;
      i = dead ? node.end : i + 1;
    }
  }

  bool is_left_out(std::int32_t index) {
    const HtmlNode& node = document_.node(index);
    const double share = static_cast<double>(mass_[static_cast<std::size_t>(index)]) / total_;
    if (node.tag == GUMBO_TAG_NAV && share <= kMaxTagShare) return leave_out(index, kReasonNav, false);
    if (node.tag == GUMBO_TAG_FOOTER && share <= kMaxTagShare) return leave_out(index, kReasonFooter, false);
    if (node.tag == GUMBO_TAG_ASIDE && share <= kMaxTagShare && leave_out(index, kReasonAside, true)) return true;
    if ((node.tag == GUMBO_TAG_FIGURE || node.tag == GUMBO_TAG_FIGCAPTION) && share < kMaxFigureShare &&
        leave_out(index, kReasonFigure, true))
      return true;
    if (node.tag == GUMBO_TAG_FORM && share <= kMaxTagShare && leave_out(index, kReasonForm, true)) return true;
    if (share <= kMaxTagShare && is_hidden(index) && leave_out(index, kReasonHidden, true)) return true;
    if (share <= kMaxTagShare && has_other_role(index) && leave_out(index, kReasonRole, false)) return true;
    return is_named_out(index, share);
  }

  bool is_named_out(std::int32_t index, double share) {
    const HtmlNode& node = document_.node(index);
    const PageMark& mark = marks_[static_cast<std::size_t>(index)];
    if (mark.strength == MarkStrength::kNone || mark.locked || mark.hint >= BodyHint::kNamed) return false;
    if (node.tag == GUMBO_TAG_ARTICLE || node.tag == GUMBO_TAG_MAIN) return false;
    const bool weak = mark.strength == MarkStrength::kWeak;
    if (weak && is_line(node.tag)) return false;
    // In a short article a line or two are a large share: what is that small needs less proof.
    const bool small = mass_[static_cast<std::size_t>(index)] < kSmallWords;
    const double limit = weak                                     ? (small ? kMaxSmallShare : kMaxWeakShare)
                         : mark.strength == MarkStrength::kStrong ? kMaxStrongShare
                                                                  : kMaxConsentShare;
    return share < limit && leave_out(index, mark.reason, weak);
  }

  bool leave_out(std::int32_t index, std::uint16_t reason, bool soft) {
    if (exempt_[reason]) return false;
    taken_[reason] += mass_[static_cast<std::size_t>(index)];
    soft_[reason] = soft;
    if (marks_[static_cast<std::size_t>(index)].strength == MarkStrength::kConsent || reason == kReasonNav ||
        reason == kReasonFooter)
      taken_[reason] = 0;  // these may take as much as they find
    return true;
  }

  bool exempt_greedy_reasons() {
    bool any = false;
    for (std::size_t reason = 0; reason < taken_.size(); ++reason) {
      if (static_cast<double>(taken_[reason]) / total_ <= (soft_[reason] ? kMaxSoftTotal : kMaxStrongTotal)) continue;
      exempt_[reason] = true;
      any = true;
    }
    return any;
  }

  [[nodiscard]] bool is_hidden(std::int32_t index) const {
    if (document_.has_attribute(index, "hidden") || document_.attribute(index, "aria-hidden") == "true") return true;
    std::string style = ascii_lower(document_.attribute(index, "style"));
    style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
    return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
  }

  [[nodiscard]] bool has_other_role(std::int32_t index) const {
    constexpr std::array<std::string_view, 10> kRoles{"navigation", "complementary", "contentinfo", "dialog", "alertdialog",
                                                      "alert",      "search",        "banner",      "menu",   "tooltip"};
    const std::string_view role = document_.attribute(index, "role");
    return !role.empty() && std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
  }

  const HtmlDocument& document_;
  const std::vector<PageMark>& marks_;
  std::vector<int> mass_;
  int total_ = 1;
  std::vector<bool> dead_, exempt_, soft_;
  std::vector<int> taken_;
};

}  // namespace

std::vector<bool> prune_page(const HtmlDocument& document, const std::vector<PageMark>& marks) {
  return Pruner(document, marks).run();
}

}  // namespace newshound
