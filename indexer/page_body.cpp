#include "indexer/page_body.h"

#include <algorithm>
#include <unordered_set>

#include <gumbo.h>

#include "indexer/page_blocks.h"
#include "indexer/page_container.h"
#include "indexer/page_pruning.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr int kMinStandfirstWords = 6, kMaxStandfirstWords = 80;
constexpr std::size_t kMaxLinesToStandfirst = 12;  // below the title
constexpr int kStandfirstLevels = 4;               // elements around the line that may be called so
constexpr int kMinRepeatWords = 6;                 // a longer line that occurs twice is shown twice, not said twice

bool is_called_standfirst(const HtmlDocument& document, const std::vector<PageMark>& marks, std::int32_t at) {
  for (int level = 0; at >= 0 && level < kStandfirstLevels; at = document.node(at).parent, ++level)
    if (marks[static_cast<std::size_t>(at)].standfirst) return true;
  return false;
}

}  // namespace

PageBody read_page_body(const HtmlDocument& document, const std::vector<PageMark>& marks, const FilterContext& context) {
  const std::vector<bool> dead = prune_page(document, marks);
  std::vector<PageBlock> blocks = page_blocks(document, dead);
  const std::vector<std::int32_t> elements = find_article_elements(document, marks, dead, blocks);
  std::vector<PageBlock*> lines;
  std::size_t first = blocks.size();
  std::vector<bool> inside(static_cast<std::size_t>(document.size()), false);
  for (const std::int32_t element : elements)
    std::fill(inside.begin() + element, inside.begin() + document.node(element).end, true);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!inside[static_cast<std::size_t>(blocks[i].node)]) continue;
    first = std::min(first, i);
    lines.push_back(&blocks[i]);
  }
  PageBody body;
  if (lines.empty()) return body;
  filter_blocks(document, context, lines);

  std::unordered_set<std::string> seen;
  std::size_t title = blocks.size();
  for (std::size_t i = 0; i < first; ++i)
    if (blocks[i].tag == GUMBO_TAG_H1) title = i;
  const std::string title_key = letters_key(context.title);
  const std::size_t begin = title == blocks.size() ? 0 : title;
  const std::size_t end = title == blocks.size() ? first : std::min(first, title + kMaxLinesToStandfirst + 1);
  for (std::size_t i = begin; i < end; ++i) {
    const PageBlock& block = blocks[i];
    if (block.words < kMinStandfirstWords || block.words >= kMaxStandfirstWords || block.link_density() >= 0.3) continue;
    if (!is_called_standfirst(document, marks, block.node)) continue;
    std::string key = letters_key(block.text);
    if (key == title_key || !seen.insert(std::move(key)).second) continue;
    body.standfirst += (body.standfirst.empty() ? "" : "\n\n") + block.text;
  }
  for (const PageBlock* line : lines) {
    if (!line->kept || (line->words >= kMinRepeatWords && !seen.insert(letters_key(line->text)).second)) continue;
    body.text += (body.text.empty() ? "" : "\n\n") + line->text;
    body.words += line->words;
  }
  return body;
}

}  // namespace newshound
