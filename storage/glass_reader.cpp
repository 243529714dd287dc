#include "storage/glass_reader.h"

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "storage/glass_chunk.h"
#include "storage/glass_format.h"
#include "storage/glass_tree.h"
#include "storage/mapped_file.h"

namespace newshound {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kUuidBytes = 16;
constexpr std::size_t kMostTag = 1u << 16;  // of a tag in parts; Xapian's chunks have 2000 bytes and a few

struct Root {
  std::uint32_t block = 0;
  unsigned level = 0;
  bool empty = false;  // the table has no blocks
};

// The file iamglass: magic and version, the database's UUID, varint revision; then for each table, that of postings first,
// varints: root block, level · 4 + …1 if there is no root yet, entries, size of a block / 2048, smallest compressed tag, …
std::optional<Root> read_root(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!file.starts_with(kGlassMagic) || file.size() < kGlassMagic.size() + kUuidBytes) return std::nullopt;
  const auto* at = reinterpret_cast<const std::uint8_t*>(file.data());
  const std::uint8_t* const end = at + file.size();
  at += kGlassMagic.size() + kUuidBytes;
  std::uint64_t revision = 0, block = 0, level = 0, entries = 0, size = 0;
  for (std::uint64_t* number : {&revision, &block, &level, &entries, &size})
    if (!read_glass_varint(at, end, *number)) return std::nullopt;
  if (size != kGlassBlock / 2048 || block > UINT32_MAX || level / 4 >= GlassTree::kMostLevels) return std::nullopt;
  return Root{static_cast<std::uint32_t>(block), static_cast<unsigned>(level / 4), (level & 1) != 0};
}

// Reads the tag where `walk` stands, put together in `buffer` if it has several parts; `walk` stands at its last part then.
// Nothing if it is compressed, or longer than any of ours.
std::optional<Bytes> read_tag(const GlassTree& tree, GlassWalk& walk, std::string& buffer) {
  if (!walk.item().first_part) tree.damaged("a tag begins with another part than its first");
  if (walk.item().compressed) return std::nullopt;
  if (walk.item().last_part) return walk.item().tag;
  const std::string_view key = walk.item().key;
  buffer.clear();
  for (unsigned part = 1;; ++part) {
    const GlassTree::Item& item = walk.item();
    if (item.key != key || item.part != part || item.first_part != (part == 1)) tree.damaged("a part of a tag is missing");
    if (item.compressed || buffer.size() + item.tag.size() > kMostTag) return std::nullopt;
    buffer.append(reinterpret_cast<const char*>(item.tag.data()), item.tag.size());
    if (item.last_part) break;
    walk.next();
    if (walk.at_end()) tree.damaged("a part of a tag is missing");
  }
  return Bytes{reinterpret_cast<const std::uint8_t*>(buffer.data()), buffer.size()};
}

// What the first chunk of a term begins with.
struct Head {
  TermStatistics statistics;
  std::uint64_t first = 0;  // document, ours
  Bytes chunk;
};

Head read_head(const GlassTree& tree, Bytes tag) {
  Head head;
  const std::uint8_t* at = tag.data();
  const std::uint8_t* const end = at + tag.size();
  for (std::uint64_t* number : {&head.statistics.documents, &head.statistics.frequency, &head.first})
    if (!read_glass_varint(at, end, *number)) tree.damaged("a term's statistics are cut");
  if (head.statistics.documents > UINT32_MAX) tree.damaged("a term has more documents than there can be");
  head.chunk = {at, end};
  return head;
}

// The first document, ours, of a further chunk, from what stands behind the term and a NUL in its key; nothing if it is none.
std::optional<std::uint64_t> read_first(std::string_view sortable) {
  if (sortable.size() < 2) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(sortable[i]); };
  std::size_t ones = 0;
  while (ones < 4 && ((byte(0) >> (7 - ones)) & 1) != 0) ++ones;
  if (ones == 4 || sortable.size() != ones + 2) return std::nullopt;
  std::uint64_t number = byte(0) & (0x7fu >> ones);
  for (std::size_t i = 1; i < sortable.size(); ++i) number = number << 8 | byte(i);
  if (number == 0 || number > UINT32_MAX) return std::nullopt;
  return number - 1;
}

std::string_view key_of(std::string_view term, std::string& buffer) {
  if (term.find('\0') == std::string_view::npos) return term;
  buffer = glass_key(term);
  return buffer;
}

}  // namespace

struct GlassReader::State {
  std::optional<Root> root;
  std::optional<MappedFile> table;
  GlassTree tree;

  explicit State(const std::filesystem::path& postings)
      : root(read_root(postings / "iamglass")),
        table(MappedFile::open(postings / "postlist.glass")),
        tree(table ? table->bytes() : Bytes{}, root ? root->block : 0, root ? root->level : 0,
             (postings / "postlist.glass").string()) {}
  [[nodiscard]] bool empty() const { return root->empty; }
};

GlassReader::GlassReader(const std::filesystem::path& postings) : state_(std::make_unique<const State>(postings)) {}
GlassReader::~GlassReader() = default;

bool GlassReader::readable() const { return state_->root && (state_->root->empty || state_->tree.usable()); }

std::optional<TermStatistics> GlassReader::statistics(std::string_view term) const {
  if (!readable() || term.empty()) return std::nullopt;
  std::string escaped, buffer;
  const std::string_view key = key_of(term, escaped);
  if (state_->empty()) return TermStatistics{};
  GlassWalk walk(state_->tree, key);
  if (walk.at_end() || walk.item().key != key) return TermStatistics{};
  const std::optional<Bytes> tag = read_tag(state_->tree, walk, buffer);
  if (!tag) return std::nullopt;
  return read_head(state_->tree, *tag).statistics;
}

std::optional<PostingList> GlassReader::list(std::string_view term, std::uint32_t all) const {
  if (!readable() || term.empty()) return std::nullopt;
  std::string escaped, buffer;
  const std::string_view key = key_of(term, escaped);
  if (state_->empty()) return PostingList({}, {}, all);
  const GlassTree& tree = state_->tree;
  GlassWalk walk(tree, key);
  if (walk.at_end() || walk.item().key != key) return PostingList({}, {}, all);
  std::optional<Bytes> tag = read_tag(tree, walk, buffer);
  if (!tag) return std::nullopt;
  const Head head = read_head(tree, *tag);
  PostingListBuilder list(head.statistics.documents, all);
  PostingBatch batch;
  std::uint64_t postings = 0;
  for (GlassChunk chunk(head.chunk.data(), head.chunk.data() + head.chunk.size(), head.first);;) {
    for (; chunk.next(batch); postings += batch.size) list.append(batch);
    if (chunk.damaged()) tree.damaged("a chunk of postings can't be read");
    if (chunk.last_of_term()) break;
    walk.next();
    const bool follows = !walk.at_end() && walk.item().key.size() > key.size() && walk.item().key.starts_with(key) &&
                         walk.item().key[key.size()] == '\0';
    const auto first = follows ? read_first(walk.item().key.substr(key.size() + 1)) : std::nullopt;
    if (!first || *first <= chunk.document()) tree.damaged("the next chunk of a term is missing");
    tag = read_tag(tree, walk, buffer);
    if (!tag) return std::nullopt;
    chunk = GlassChunk(tag->data(), tag->data() + tag->size(), *first);
  }
  if (postings != head.statistics.documents) tree.damaged("a term has another number of documents than it says");
  return list.take();
}

}  // namespace newshound
