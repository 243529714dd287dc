#include "indexer/html_document.h"

#include <array>
#include <string>
#include <utility>

#include <gumbo.h>

#include "indexer/html_guard.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr std::array kBlockTags{
    GUMBO_TAG_P,      GUMBO_TAG_DIV,        GUMBO_TAG_SECTION,    GUMBO_TAG_ARTICLE,  GUMBO_TAG_MAIN,    GUMBO_TAG_HEADER,
    GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,      GUMBO_TAG_NAV,        GUMBO_TAG_UL,       GUMBO_TAG_OL,      GUMBO_TAG_LI,
    GUMBO_TAG_DL,     GUMBO_TAG_DT,         GUMBO_TAG_DD,         GUMBO_TAG_TABLE,    GUMBO_TAG_TR,      GUMBO_TAG_TBODY,
    GUMBO_TAG_TD,     GUMBO_TAG_TH,         GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,      GUMBO_TAG_H1,      GUMBO_TAG_H2,
    GUMBO_TAG_H3,     GUMBO_TAG_H4,         GUMBO_TAG_H5,         GUMBO_TAG_H6,       GUMBO_TAG_FIGURE,  GUMBO_TAG_HR,
    GUMBO_TAG_FORM,   GUMBO_TAG_FIGCAPTION, GUMBO_TAG_BODY,       GUMBO_TAG_FIELDSET, GUMBO_TAG_ADDRESS, GUMBO_TAG_DETAILS,
    GUMBO_TAG_CENTER, GUMBO_TAG_SUMMARY,    GUMBO_TAG_THEAD,      GUMBO_TAG_HTML,     GUMBO_TAG_CAPTION, GUMBO_TAG_TFOOT};

constexpr std::array<bool, GUMBO_TAG_LAST + 1> make_block_table() {
  std::array<bool, GUMBO_TAG_LAST + 1> table{};
  for (const GumboTag tag : kBlockTags) table[tag] = true;
  return table;
}
constexpr auto kIsBlock = make_block_table();

const GumboAttribute* find_attribute(const HtmlNode& node, std::string_view name) {
  if (node.element == nullptr) return nullptr;
  const GumboVector& attributes = static_cast<const GumboElement*>(node.element)->attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
    if (name == attribute->name) return attribute;  // gumbo writes names in lower case
  }
  return nullptr;
}

}  // namespace

bool is_html_block(int tag) { return tag >= 0 && kIsBlock[static_cast<std::size_t>(tag)]; }

void HtmlDocument::FreeTree::operator()(void* output) const {
  gumbo_destroy_output(&kGumboDefaultOptions, static_cast<GumboOutput*>(output));
}

Result<HtmlDocument> HtmlDocument::parse(std::string_view html) {
  if (auto problem = check_html_nesting(html)) return tl::unexpected(std::move(*problem));
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // nobody reads its list of errors
  HtmlDocument document;
  GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  document.tree_.reset(output);
  document.flatten(output->root);
  return document;
}

// Without recursion: the tree may be somewhat deeper than the guard counts, where formatting elements are opened anew.
void HtmlDocument::flatten(const void* root) {
  struct Level {
    const GumboVector* children;
    unsigned next;
    std::int32_t node;
    std::int32_t last_child;
  };
  std::vector<Level> levels;
  const auto append = [&](const GumboNode* from, Level* parent) {
    const auto index = static_cast<std::int32_t>(nodes_.size());
    HtmlNode& node = nodes_.emplace_back();
    node.end = index + 1;
    if (parent != nullptr) {
      node.parent = parent->node;
      (parent->last_child < 0 ? nodes_[static_cast<std::size_t>(parent->node)].first_child
                              : nodes_[static_cast<std::size_t>(parent->last_child)].next_sibling) = index;
      parent->last_child = index;
    }
    if (from->type != GUMBO_NODE_ELEMENT && from->type != GUMBO_NODE_TEMPLATE) {
      node.text = from->v.text.text;
      return;
    }
    node.tag = from->v.element.tag;
    node.element = &from->v.element;
    levels.push_back({&from->v.element.children, 0, index, -1});
  };
  append(static_cast<const GumboNode*>(root), nullptr);
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.children->length) {
      nodes_[static_cast<std::size_t>(level.node)].end = static_cast<std::int32_t>(nodes_.size());
      levels.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(level.children->data[level.next++]);
    if (child->type != GUMBO_NODE_COMMENT) append(child, &level);
  }
}

std::string_view HtmlDocument::attribute(std::int32_t index, std::string_view name) const {
  const GumboAttribute* found = find_attribute(node(index), name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool HtmlDocument::has_attribute(std::int32_t index, std::string_view name) const {
  return find_attribute(node(index), name) != nullptr;
}

std::string HtmlDocument::text_of(std::int32_t index, std::size_t limit) const {
  std::string text;
  for (std::int32_t i = index; i < node(index).end && text.size() < limit;) {
    const HtmlNode& at = node(i);
    if (at.tag == GUMBO_TAG_SCRIPT || at.tag == GUMBO_TAG_STYLE || at.tag == GUMBO_TAG_SVG) {
      i = at.end;
      continue;
    }
    if (at.tag == kHtmlText) {
      text += at.text.substr(0, limit);
    } else if (at.tag == GUMBO_TAG_BR || is_html_block(at.tag)) {
      text += ' ';
    }
    ++i;
  }
  return squeezed(text);
}

}  // namespace newshound
