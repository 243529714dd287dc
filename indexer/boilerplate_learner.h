// Learns what the pages of an outlet repeat, once all of them lie in the spool and before any is indexed. It looks at an outlet's
// pages in the order of their dates, kWindowPages at a time, and counts exactly; so memory depends neither on the number of pages
// nor on that of outlets (under 20 MB). Each page is read once more for it. Knows no language and no outlet; the rules and their
// reasons for readers: docs/formats-pages.md. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "indexer/boilerplate.h"
#include "schemas/article.h"

namespace newshound {

// Pages that vote: raising it finds what is repeated over a longer time, and takes memory.
inline constexpr std::size_t kWindowPages = 2000;
// Paragraphs and sentences that a window holds at most, and looks at in one page.
inline constexpr std::size_t kWindowPieces = 300000, kPagePieces = 3000;
// Fewer pages of an outlet don't tell what it repeats, and on fewer pages nothing is repeated …
inline constexpr std::uint32_t kMinLearningPages = 8;
// … but for a line that lists of phrases take for a form. It needs a third of what another one needs: the readers of pages know
// those lists too, and may have left it out of most.
inline constexpr std::uint32_t kMinFormPages = 5, kFormShare = 3;
// Days that boilerplate must be on, where the pages are of so many: one story's background is repeated, too, but not for long.
inline constexpr std::uint32_t kMinDays = 3;

// How many of `pages` must have a paragraph: half of them, or 3 √pages if that is less (a fifth of two hundred), but never under
// a tenth. Small numbers of pages may be about one subject; and below a tenth there are sentences that journalists repeat ("… did
// not immediately respond to a request for comment").
[[nodiscard]] std::uint32_t least_repeats(std::uint32_t pages);

// Pages of one outlet, as numbers for `read`, in the order of their dates. Adds what they repeat. `poll` is called between
// windows and may throw.
void learn_boilerplate(std::span<const std::uint32_t> pages, const std::function<Article(std::size_t)>& read,
                       const std::function<void()>& poll, Boilerplate& boilerplate);

}  // namespace newshound
