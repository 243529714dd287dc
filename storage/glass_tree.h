// The B-tree of storage/glass_format.h over bytes in memory: items looked up by their key, and walked in the order of keys. Every
// number that it reads is held against the block that it lies in and against the number of blocks, levels fall by one on the way
// down and never rise, so that a damaged tree is an IndexError and never a loop. Immutable; any number of threads, each with its
// own GlassWalk.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace newshound {

class GlassTree {
 public:
  static constexpr unsigned kMostLevels = 10;  // Xapian has no more either

  struct Item {
    std::string_view key;
    std::span<const std::uint8_t> tag;  // or this part of it
    unsigned part = 1;
    bool first_part = true, last_part = true, compressed = false;
  };

  // `bytes`: the blocks; `root`: number of the root's block, on `level`; `name`: of the file, for errors. None at all if `root`
  // is at or over the number of blocks or `level` at or over kMostLevels.
  GlassTree(std::span<const std::uint8_t> bytes, std::uint32_t root, unsigned level, std::string name);

  [[nodiscard]] bool usable() const { return usable_; }
  // Throws IndexError(kDamaged): names the file, says `what`, and how to repair.
  [[noreturn]] void damaged(std::string_view what) const;

 private:
  friend class GlassWalk;
  [[nodiscard]] const std::uint8_t* block(std::uint32_t number, unsigned level) const;
  [[nodiscard]] unsigned items(const std::uint8_t* block) const;
  [[nodiscard]] Item leaf_item(const std::uint8_t* block, unsigned at) const;
  [[nodiscard]] std::uint32_t below(const std::uint8_t* block, unsigned at) const;
  [[nodiscard]] unsigned find_branch(const std::uint8_t* block, std::string_view key) const;
  [[nodiscard]] unsigned find_leaf(const std::uint8_t* block, std::string_view key) const;

  std::span<const std::uint8_t> bytes_;
  std::uint32_t root_;
  unsigned level_;
  std::string name_;
  bool usable_;
};

// A place among the items of a tree that is usable(). Throws IndexError(kDamaged).
class GlassWalk {
 public:
  // At the item with that key, or else at the first one behind it.
  GlassWalk(const GlassTree& tree, std::string_view key);
  [[nodiscard]] bool at_end() const { return at_end_; }
  // Not at the end: where it stands.
  [[nodiscard]] const GlassTree::Item& item() const { return item_; }
  void next();

 private:
  struct Step {
    const std::uint8_t* block = nullptr;
    unsigned at = 0, items = 0;
  };
  void enter(unsigned level, std::uint32_t block);
  void settle();

  const GlassTree* tree_;
  std::array<Step, GlassTree::kMostLevels> steps_;  // by level
  GlassTree::Item item_;
  bool at_end_ = false;
};

}  // namespace newshound
