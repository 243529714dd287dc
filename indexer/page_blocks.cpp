#include "indexer/page_blocks.h"

#include <algorithm>

#include <gumbo.h>

#include "indexer/page_phrases.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr int kProseWords = 12, kSentenceWords = 5;  // a line of so many words, or a sentence of so many, is prose
constexpr double kLinkLine = 0.6;                    // a line with a higher link density is links
constexpr double kPhraseValue = -5, kOtherLineValue = -4, kShortParagraphValue = -1;
constexpr double kOutsideParagraphs = 0.8, kInList = 0.7;

double value_of(const PageBlock& block) {
  const double density = block.link_density();
  if (block.heading) return 0;
  if (density > kLinkLine) return -2 - 0.3 * std::min(block.words, 30);
  const bool in_text_element = block.tag == GUMBO_TAG_P || block.tag == GUMBO_TAG_LI || block.tag == GUMBO_TAG_TD;
  if (block.words < kProseWords && !(block.sentence && block.words >= kSentenceWords))
    return in_text_element && density < 0.3 ? kShortParagraphValue : kOtherLineValue;
  if (is_boilerplate_line({block.text, block.words, density, block.sentence})) return kPhraseValue;
  const double value = block.words * (1 - density) + (block.sentence ? 2 : 0);
  if (block.tag == GUMBO_TAG_LI) return value * kInList;
  return block.tag == GUMBO_TAG_P || block.tag == GUMBO_TAG_BLOCKQUOTE ? value : value * kOutsideParagraphs;
}

class BlockReader {
 public:
  BlockReader(const HtmlDocument& document, const std::vector<bool>& dead) : document_(document), dead_(dead) {}

  std::vector<PageBlock> run() {
    for (std::int32_t i = 0; i < document_.size();) {
      close_until(i);
      if (dead_[static_cast<std::size_t>(i)]) {
        i = document_.node(i).end;
        continue;
      }
      enter(i++);
    }
    close_until(document_.size());
    finish();
    return std::move(blocks_);
  }

 private:
  struct Open {
    std::int32_t end;
    int tag;
    bool block;
  };

  void close_until(std::int32_t index) {
    for (; !open_.empty() && open_.back().end <= index; open_.pop_back()) {
      if (open_.back().block) finish();
      if (open_.back().tag == GUMBO_TAG_A) --links_;
    }
  }

  void enter(std::int32_t index) {
    const HtmlNode& node = document_.node(index);
    if (node.tag == kHtmlText) return add_text(node);
    if (node.tag == GUMBO_TAG_BR) {
      text_ += ' ';
      link_text_ += ' ';
      if (++breaks_ == 2) finish();
      return;
    }
    const bool block = is_html_block(node.tag);
    if (block) finish();
    if (node.tag == GUMBO_TAG_UNKNOWN || node.tag == GUMBO_TAG_IMG) text_ += ' ';
    if (node.first_child < 0) return;
    open_.push_back({node.end, node.tag, block});
    if (node.tag == GUMBO_TAG_A) ++links_;
  }

  void add_text(const HtmlNode& node) {
    const bool blank = is_blank(node.text);
    if (!blank) breaks_ = 0;
    if (!blank && first_ < 0) first_ = node.parent;
    text_ += node.text;
    if (links_ > 0) {
      link_text_ += node.text;
    } else {
      link_text_ += ' ';
    }
  }

  void finish() {
    std::string text = first_ < 0 ? std::string() : squeezed(text_);
    if (!text.empty()) add_block(std::move(text));
    text_.clear();
    link_text_.clear();
    breaks_ = 0;
    first_ = -1;
  }

  void add_block(std::string text) {
    PageBlock block;
    block.words = count_words(text);
    if (block.words == 0 && text.size() <= 2) return;
    block.link_words = std::min(block.words, is_blank(link_text_) ? 0 : count_words(link_text_));
    block.text = std::move(text);
    block.node = first_;
    std::int32_t at = first_;
    while (at >= 0 && !is_html_block(document_.node(at).tag)) at = document_.node(at).parent;
    block.tag = at < 0 ? 0 : document_.node(at).tag;
    block.heading = block.tag >= GUMBO_TAG_H1 && block.tag <= GUMBO_TAG_H6;
    block.sentence = ends_sentence(block.text);
    for (const Open& open : open_) {
      block.list_item = block.list_item || open.tag == GUMBO_TAG_LI;
      block.quotation = block.quotation || open.tag == GUMBO_TAG_BLOCKQUOTE;
    }
    block.value = value_of(block);
    blocks_.push_back(std::move(block));
  }

  const HtmlDocument& document_;
  const std::vector<bool>& dead_;
  std::vector<Open> open_;
  std::vector<PageBlock> blocks_;
  std::string text_, link_text_;
  std::int32_t first_ = -1;  // element of the line's first text
  int links_ = 0, breaks_ = 0;
};

}  // namespace

std::vector<PageBlock> page_blocks(const HtmlDocument& document, const std::vector<bool>& dead) {
  return BlockReader(document, dead).run();
}

}  // namespace newshound
