#include "storage/glass_table_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <xxhash.h>

#include "storage/glass_format.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

constexpr std::uint32_t kRevision = 1;
constexpr std::size_t kItemHead = 3;  // size and length of the key, of a leaf's item
constexpr std::size_t kEntry = 2;     // of the directory

void put_u16(std::uint8_t* at, std::size_t number) {
  at[0] = static_cast<std::uint8_t>(number >> 8);
  at[1] = static_cast<std::uint8_t>(number);
}

void put_u32(std::uint8_t* at, std::uint32_t number) {
  put_u16(at, number >> 16);
  put_u16(at + 2, number & 0xffffu);
}

// The shortest beginning of `key` that sorts after `before`.
std::string_view separator_of(std::string_view before, std::string_view key) {
  const auto differs = std::mismatch(before.begin(), before.end(), key.begin(), key.end()).second;
  const auto same = static_cast<std::size_t>(differs - key.begin());
  return key.substr(0, same + 1);
}

}  // namespace

struct GlassTableWriter::Block {
  std::array<std::uint8_t, kGlassBlock> bytes{};
  std::size_t directory_end = kGlassDirectory, items_begin = kGlassBlock;
  std::string separator;  // from the block before; empty in a level's first

  [[nodiscard]] bool empty() const { return directory_end == kGlassDirectory; }
  [[nodiscard]] std::size_t free() const { return items_begin - directory_end; }
  // Room for an item of `size` bytes, and its directory entry.
  std::uint8_t* add(std::size_t size) {
    items_begin -= size;
    put_u16(&bytes[directory_end], items_begin);
    directory_end += kEntry;
    return &bytes[items_begin];
  }
  void add_leaf_item(std::string_view key, std::string_view tag) {
    const std::size_t size = kItemHead + key.size() + tag.size();
    std::uint8_t* at = add(size);
    put_u16(at, (size - kItemHead) | static_cast<std::size_t>(kGlassFirstPart | kGlassLastPart) << 8);
    at[2] = static_cast<std::uint8_t>(key.size());
    std::copy(tag.begin(), tag.end(), std::copy(key.begin(), key.end(), at + kItemHead));
  }
  static std::size_t branch_item_size(std::string_view key) { return 4 + 1 + key.size() + 2; }
  void add_branch_item(std::string_view key, std::uint32_t block) {
    std::uint8_t* at = add(branch_item_size(key));
    put_u32(at, block);
    at[4] = static_cast<std::uint8_t>(key.size());
    std::copy(key.begin(), key.end(), at + 5);
    put_u16(at + 5 + key.size(), key.empty() ? 0 : 1);
  }
  void clear() {
    bytes.fill(0);
    directory_end = kGlassDirectory;
    items_begin = kGlassBlock;
  }
};

struct GlassTableWriter::Output {
  std::filesystem::path path;
  std::vector<char> buffer = std::vector<char>(std::size_t{1} << 18);
  std::ofstream file;
  std::uint32_t blocks = 0;
  XXH3_state_t* sum = XXH3_createState();

  explicit Output(const std::filesystem::path& where) : path(where) {
    file.rdbuf()->pubsetbuf(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    file.open(path, std::ios::binary | std::ios::trunc);
    if (!file) fail("made");
    XXH3_128bits_reset(sum);
  }
  ~Output() { XXH3_freeState(sum); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  [[noreturn]] void fail(const char* what) const {
    throw IndexError(IndexError::Kind::kIo,
                     fmt::format("{}: can't be {}: {}; free space or check permissions and try again, the index is as it was",
                                 path.string(), what, std::strerror(errno)));
  }
  // Gives the block's number.
  std::uint32_t write(Block& block, std::size_t level) {
    std::uint8_t* bytes = block.bytes.data();
    put_u32(bytes, kRevision);
    bytes[4] = static_cast<std::uint8_t>(level);
    put_u16(bytes + 5, block.free());
    put_u16(bytes + 7, block.free());
    put_u16(bytes + 9, block.directory_end);
    XXH3_128bits_update(sum, bytes, kGlassBlock);
    file.write(reinterpret_cast<const char*>(bytes), kGlassBlock);
    if (!file) fail("written");
    return blocks++;
  }
};

GlassTableWriter::GlassTableWriter(const std::filesystem::path& file) : output_(std::make_unique<Output>(file)) {
  level(0).add_leaf_item({}, {});
}

GlassTableWriter::~GlassTableWriter() = default;

GlassTableWriter::Block& GlassTableWriter::level(std::size_t number) {
  while (levels_.size() <= number) levels_.push_back(std::make_unique<Block>());
  return *levels_[number];
}

std::size_t GlassTableWriter::room(std::size_t key_bytes) const {
  const std::size_t others = kEntry + kItemHead + key_bytes, free = levels_[0]->free();
  return free > others ? free - others : 0;
}

std::size_t GlassTableWriter::room_of_leaf(std::size_t key_bytes) {
  return kGlassBlock - kGlassDirectory - kEntry - kItemHead - key_bytes;
}

void GlassTableWriter::append(std::string_view key, std::string_view tag) {
  if (key.size() > kGlassMaxKey || tag.size() > room_of_leaf(key.size()) || (items_ != 0 && key <= last_key_))
    throw std::logic_error("glass table: a key out of order, or an item that is too long");
  Block* leaf = &level(0);
  if (leaf->free() < kEntry + kItemHead + key.size() + tag.size()) {
    write_leaf();
    leaf->separator = separator_of(last_key_, key);
  }
  leaf->add_leaf_item(key, tag);
  last_key_ = key;
  ++items_;
}

void GlassTableWriter::write_leaf() {
  Block& leaf = level(0);
  const std::uint32_t number = output_->write(leaf, 0);
  add_child(1, number, leaf.separator);
  leaf.clear();
}

void GlassTableWriter::add_child(std::size_t at, std::uint32_t block, std::string_view separator) {
  Block& branch = level(at);
  if (branch.free() < kEntry + Block::branch_item_size(separator)) {
    const std::uint32_t number = output_->write(branch, at);
    add_child(at + 1, number, branch.separator);
    branch.clear();
    branch.separator = separator;
  }
  // A branch's first key is never compared: what it would say stands in the level above.
  branch.add_branch_item(branch.empty() ? std::string_view{} : separator, block);
}

GlassTable GlassTableWriter::finish() {
  GlassTable table;
  table.items = items_;
  if (items_ != 0) {
    // Blocks of one level are complete before the one above, so that the last to be written is the root.
    for (std::size_t at = 0; at < levels_.size(); ++at) {
      table.root = output_->write(*levels_[at], at);
      table.level = static_cast<std::uint32_t>(at);
      if (at + 1 < levels_.size()) add_child(at + 1, table.root, levels_[at]->separator);
    }
  }
  table.blocks = output_->blocks;
  XXH128_canonical_t sum;
  XXH128_canonicalFromHash(&sum, XXH3_128bits_digest(output_->sum));
  std::copy(std::begin(sum.digest), std::end(sum.digest), table.sum.begin());
  output_->file.close();
  if (!output_->file) output_->fail("written");
  return table;
}

}  // namespace newshound
