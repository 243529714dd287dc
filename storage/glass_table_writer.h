// Writes a table of Xapian's glass backend in one go, from keys in their order: leaves filled one after the other, the branches
// above them as they fill up, every block written once. (Xapian's own writer finds its place for each item from the root.)
// Format: storage/glass_format.h. One thread. Throws IndexError(kIo) if the file can't be written.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace newshound {

// What iamglass says of a table.
struct GlassTable {
  std::uint32_t root = 0;    // its block
  std::uint32_t level = 0;   // of the root; 0: it is a leaf
  std::uint32_t blocks = 0;  // 0: an empty table, without a file's block
  std::uint64_t items = 0;
  std::array<std::uint8_t, 16> sum{};  // XXH3-128 of the blocks
};

class GlassTableWriter {
 public:
  // Creates `file`.
  explicit GlassTableWriter(const std::filesystem::path& file);
  ~GlassTableWriter();
  GlassTableWriter(const GlassTableWriter&) = delete;
  GlassTableWriter& operator=(const GlassTableWriter&) = delete;

  // Bytes that a tag may have to go into the leaf begun, behind a key of `key_bytes`; 0 if not even the key fits.
  [[nodiscard]] std::size_t room(std::size_t key_bytes) const;
  // … and into a leaf of its own.
  [[nodiscard]] static std::size_t room_of_leaf(std::size_t key_bytes);
  // Keys in order of their bytes, at most kGlassMaxKey each; the tag at most room_of_leaf().
  void append(std::string_view key, std::string_view tag);
  // Writes what is left and closes the file (not fsynced: seal_folder() does that for a segment).
  [[nodiscard]] GlassTable finish();

 private:
  struct Block;
  struct Output;
  [[nodiscard]] Block& level(std::size_t number);
  void write_leaf();
  // Puts a written block under its branch; `separator`: not over its keys, over all before.
  void add_child(std::size_t level, std::uint32_t block, std::string_view separator);

  std::unique_ptr<Output> output_;
  std::vector<std::unique_ptr<Block>> levels_;  // being filled; 0 is the leaf
  std::string last_key_;
  std::uint64_t items_ = 0;
};

}  // namespace newshound
