#include "indexer/page_filters.h"

#include <algorithm>

#include <gumbo.h>

#include "indexer/page_phrases.h"
#include "indexer/page_teasers.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

using Lines = std::vector<PageBlock*>;

constexpr double kMaxLinkDensity = 0.6, kMaxSentenceLinkDensity = 0.85;
constexpr std::size_t kMinTitleBytes = 13;  // shorter titles ("Opinion") may be headings too
constexpr std::size_t kTopLines = 4, kBylineLines = 6, kTailLinesLookedAt = 12;
constexpr double kMaxBeforeTitle = 0.1;             // of the article's words
constexpr double kMaxTail = 0.3, kSureTail = 0.12;  // a tail section that is larger needs links in it; much larger ones stay

PageLine line_of(const PageBlock& block) { return {block.text, block.words, block.link_density(), block.sentence}; }

// Words of the lines that are kept and speak for the article.
double prose_words(const Lines& lines, std::size_t begin, std::size_t end) {
  double words = 0;
  for (std::size_t i = begin; i < end; ++i)
    if (lines[i]->kept && lines[i]->value > 0) words += lines[i]->words;
  return words;
}

void drop_single_lines(const std::string& title, Lines& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    PageBlock& block = *lines[i];
    const double density = block.link_density();
    const bool linked_sentence = block.sentence && block.words > 12 && density < kMaxSentenceLinkDensity;
    const bool label = !block.heading && !block.list_item && !block.sentence && block.words <= 4 && block.tag != GUMBO_TAG_P &&
                       block.tag != GUMBO_TAG_TD;
    const bool title_again =
        (block.heading || i < kTopLines) && title.size() >= kMinTitleBytes && letters_key(block.text) == title;
    if (block.words == 0 || label || title_again || block.tag == GUMBO_TAG_H1 ||
        (density > kMaxLinkDensity && !linked_sentence) || is_boilerplate_line(line_of(block)))
      block.kept = false;
  }
}

// The title inside the element: what stands before it isn't the article.
void drop_before_title(const std::string& title, Lines& lines) {
  if (title.size() < kMinTitleBytes) return;
  const double all = prose_words(lines, 0, lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i]->words >= 40 || letters_key(lines[i]->text) != title) continue;
    if (prose_words(lines, 0, i) < kMaxBeforeTitle * all)
      for (std::size_t k = 0; k <= i; ++k) lines[k]->kept = false;
    return;
  }
}

// A heading that is a link (of a product, a place) stays if text follows it.
void keep_linked_headings(Lines& lines) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    PageBlock& heading = *lines[i];
    if (heading.heading && !heading.kept && heading.link_density() > kMaxLinkDensity && lines[i + 1]->kept &&
        lines[i + 1]->value > 28)
      heading.kept = true;
  }
}

void drop_link_lists(Lines& lines) {
  for (std::size_t i = 0; i < lines.size();) {
    if (!lines[i]->list_item) {
      ++i;
      continue;
    }
    std::size_t end = i, sentences = 0;
    int words = 0, links = 0;
    for (; end < lines.size() && lines[end]->list_item; ++end) {
      words += lines[end]->words;
      links += lines[end]->link_words;
      sentences += lines[end]->sentence ? 1 : 0;
    }
    if (links * 2 > words && sentences * 2 < end - i)
      for (std::size_t k = i; k < end; ++k) lines[k]->kept = false;
    i = end;
  }
}

// Whether what follows the heading at `at` looks like links.
bool is_followed_by_links(const Lines& lines, std::size_t at) {
  const std::size_t end = std::min(lines.size(), at + kTailLinesLookedAt);
  std::size_t links = 0;
  for (std::size_t i = at + 1; i < end; ++i) links += lines[i]->link_density() > kMaxLinkDensity || lines[i]->words < 6 ? 1 : 0;
  return end > at + 1 && links * 5 >= (end - at - 1) * 2;
}

void cut_tail(Lines& lines) {
  std::vector<double> rests(lines.size() + 1, 0);
  for (std::size_t i = lines.size(); i-- > 0;) rests[i] = rests[i + 1] + prose_words(lines, i, i + 1);
  const double all = rests[0];
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const PageBlock& block = *lines[i];
    if (block.words > 9 || block.text.ends_with('.') || !(block.heading || block.link_density() < 0.9) || !opens_tail(block.text))
      continue;
    const double rest = rests[i];
    if (rest >= kMaxTail * all || (rest >= kSureTail * all && !is_followed_by_links(lines, i))) continue;
    for (std::size_t k = i; k < lines.size(); ++k) lines[k]->kept = false;
    return;
  }
}

void drop_credits(const std::vector<std::string>& authors, Lines& lines) {
  for (std::size_t i = lines.size(), seen = 0; i-- > 0 && seen < 3;) {
    if (!lines[i]->kept) continue;
    ++seen;
    if (is_closing_credit(line_of(*lines[i]), authors)) lines[i]->kept = false;
  }
}

// Headings with nothing under them, and short lines at the end.
void drop_loose_ends(Lines& lines) {
  bool text_below = false;
  bool any_below = false;
  for (std::size_t i = lines.size(); i-- > 0;) {
    PageBlock& block = *lines[i];
    if (!block.heading) {
      text_below = text_below || block.kept;
      any_below = any_below || block.kept;
      continue;
    }
    const bool next_dropped = i + 1 < lines.size() && !lines[i + 1]->kept;
    if (block.kept && !text_below && (!any_below || next_dropped)) block.kept = false;
    text_below = false;
  }
  for (std::size_t i = lines.size(); i-- > 0;) {
    if (!lines[i]->kept) continue;
    if (lines[i]->sentence || lines[i]->words > 8) return;
    lines[i]->kept = false;
  }
}

}  // namespace

void filter_blocks(const HtmlDocument& document, const FilterContext& context, Lines& lines) {
  const std::string title = letters_key(context.title);
  drop_single_lines(title, lines);
  drop_before_title(title, lines);
  for (std::size_t i = 0; i < std::min(lines.size(), kBylineLines); ++i)
    if (is_byline(line_of(*lines[i]))) lines[i]->kept = false;
  keep_linked_headings(lines);
  drop_teasers(document, context.host, lines);
  drop_link_lists(lines);
  cut_tail(lines);
  drop_credits(context.authors, lines);
  drop_loose_ends(lines);
}

}  // namespace newshound
