// What the attributes of an element say about its part in a page: class, id, a few data attributes, itemprop and role, split into
// words ("related-links", "relatedLinks" -> related, links) and looked up whole, never as parts of words: "ad" isn't in "header".
// The words are those that pages of many sites and languages use; no site is named. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/html_document.h"

namespace newshound {

// How sure a word is that its element isn't the article's text.
enum class MarkStrength : std::uint8_t { kNone, kWeak, kStrong, kConsent };
// How sure an element is to hold the article's text.
enum class BodyHint : std::uint8_t { kNone = 0, kElement = 1, kNamed = 2, kItemprop = 3 };

// Reasons to leave out a subtree that come from elsewhere than words; words have numbers behind them.
enum MarkReason : std::uint16_t {
  kNoReason,
  kReasonNav,
  kReasonFooter,
  kReasonAside,
  kReasonFigure,
  kReasonForm,
  kReasonHidden,
  kReasonRole,
  kReasonCards,
  kFirstWordReason
};

struct PageMark {
  BodyHint hint = BodyHint::kNone;
  MarkStrength strength = MarkStrength::kNone;
  std::uint16_t reason = kNoReason;  // the word behind `strength`
  bool locked = false;               // text for subscribers, hidden until they pay: never left out
  bool date = false, byline = false, standfirst = false;
};

// One for each node.
[[nodiscard]] std::vector<PageMark> mark_page(const HtmlDocument& document);
// Above every reason.
[[nodiscard]] std::size_t mark_reasons();

}  // namespace newshound
