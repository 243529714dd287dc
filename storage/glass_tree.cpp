#include "storage/glass_tree.h"

#include <utility>

#include <fmt/format.h>

#include "storage/glass_format.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

unsigned number16(const std::uint8_t* at) { return static_cast<unsigned>(at[0]) << 8 | at[1]; }
std::uint32_t number32(const std::uint8_t* at) { return std::uint32_t{number16(at)} << 16 | number16(at + 2); }
std::string_view text(const std::uint8_t* at, std::size_t size) { return {reinterpret_cast<const char*>(at), size}; }

constexpr std::size_t kLeafHead = 3, kBranchHead = 5, kPartBytes = 2;  // before the key; of the number of the part

}  // namespace

GlassTree::GlassTree(std::span<const std::uint8_t> bytes, std::uint32_t root, unsigned level, std::string name)
    : bytes_(bytes),
      root_(root),
      level_(level),
      name_(std::move(name)),
      usable_(root < bytes.size() / kGlassBlock && level < kMostLevels) {}

void GlassTree::damaged(std::string_view what) const {
  throw IndexError(
      IndexError::Kind::kDamaged,
      fmt::format("{}: is damaged ({}); run \"newshound-indexer check\", then restore a backup or rebuild", name_, what));
}

const std::uint8_t* GlassTree::block(std::uint32_t number, unsigned level) const {
  if (number >= bytes_.size() / kGlassBlock) damaged("a block lies outside");
  const std::uint8_t* block = bytes_.data() + std::size_t{number} * kGlassBlock;
  if (block[4] != level) damaged("a block has the wrong level");
  return block;
}

unsigned GlassTree::items(const std::uint8_t* block) const {
  const unsigned end = number16(block + 9);
  if (end < kGlassDirectory || end > kGlassBlock) damaged("a block's directory lies outside");
  return (end - static_cast<unsigned>(kGlassDirectory)) / 2;
}

GlassTree::Item GlassTree::leaf_item(const std::uint8_t* block, unsigned at) const {
  const std::size_t offset = number16(block + kGlassDirectory + 2 * std::size_t{at});
  if (offset + kLeafHead > kGlassBlock) damaged("an item lies outside its block");
  const std::uint8_t* const item = block + offset;
  const std::size_t size = (number16(item) & kGlassSizeMask) + 3u, key = item[2];
  Item made;
  made.first_part = (item[0] & kGlassFirstPart) != 0;
  made.last_part = (item[0] & kGlassLastPart) != 0;
  made.compressed = (item[0] & kGlassCompressed) != 0;
  const std::size_t head = kLeafHead + key + (made.first_part ? 0 : kPartBytes);
  if (offset + size > kGlassBlock || head > size) damaged("an item lies outside its block");
  made.key = text(item + kLeafHead, key);
  if (!made.first_part) made.part = number16(item + kLeafHead + key);
  made.tag = {item + head, size - head};
  return made;
}

std::uint32_t GlassTree::below(const std::uint8_t* block, unsigned at) const {
  const std::size_t offset = number16(block + kGlassDirectory + 2 * std::size_t{at});
  if (offset + kBranchHead > kGlassBlock) damaged("an item lies outside its block");
  return number32(block + offset);
}

// The last item that isn't behind the first part of `key`; the first one's key counts as less than every other.
unsigned GlassTree::find_branch(const std::uint8_t* block, std::string_view key) const {
  unsigned from = 0, to = items(block);
  if (to == 0) damaged("a branch has no items");
  while (to - from > 1) {
    const unsigned middle = from + (to - from) / 2;
    const std::size_t offset = number16(block + kGlassDirectory + 2 * std::size_t{middle});
    if (offset + kBranchHead > kGlassBlock) damaged("an item lies outside its block");
    const std::uint8_t* const item = block + offset;
    const std::size_t size = item[4];
    if (offset + kBranchHead + size + kPartBytes > kGlassBlock) damaged("an item lies outside its block");
    const int order = text(item + kBranchHead, size).compare(key);
    const bool behind = order > 0 || (order == 0 && number16(item + kBranchHead + size) > 1);
    (behind ? to : from) = middle;
  }
  return from;
}

// The first item that isn't before `key`.
unsigned GlassTree::find_leaf(const std::uint8_t* block, std::string_view key) const {
  unsigned from = 0, to = items(block);
  while (from != to) {
    const unsigned middle = from + (to - from) / 2;
    const std::size_t offset = number16(block + kGlassDirectory + 2 * std::size_t{middle});
    if (offset + kLeafHead > kGlassBlock || offset + kLeafHead + block[offset + 2] > kGlassBlock)
      damaged("an item lies outside its block");
    if (text(block + offset + kLeafHead, block[offset + 2]).compare(key) < 0) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

GlassWalk::GlassWalk(const GlassTree& tree, std::string_view key) : tree_(&tree) {
  std::uint32_t number = tree.root_;
  for (unsigned level = tree.level_; level != 0; --level) {
    enter(level, number);
    steps_[level].at = tree.find_branch(steps_[level].block, key);
    number = tree.below(steps_[level].block, steps_[level].at);
  }
  enter(0, number);
  steps_[0].at = tree.find_leaf(steps_[0].block, key);
  settle();
}

void GlassWalk::enter(unsigned level, std::uint32_t block) {
  steps_[level].block = tree_->block(block, level);
  steps_[level].items = tree_->items(steps_[level].block);
  steps_[level].at = 0;
}

void GlassWalk::next() {
  ++steps_[0].at;
  settle();
}

// Where a leaf is at its end, the next one is entered: from the lowest branch that has a further item.
void GlassWalk::settle() {
  if (steps_[0].at == steps_[0].items) {
    unsigned level = 1;
    while (level <= tree_->level_ && steps_[level].at + 1 >= steps_[level].items) ++level;
    if (level > tree_->level_) {
      at_end_ = true;
      return;
    }
    ++steps_[level].at;
    for (; level != 0; --level) {
      enter(level - 1, tree_->below(steps_[level].block, steps_[level].at));
      if (steps_[level - 1].items == 0) tree_->damaged("a block has no items");
    }
  }
  item_ = tree_->leaf_item(steps_[0].block, steps_[0].at);
}

}  // namespace newshound
