#include "storage/text_store.h"

#include <algorithm>
#include <new>
#include <stdexcept>

#include <fmt/format.h>
#include <zdict.h>
#include <zstd.h>

#include "storage/columns.h"
#include "storage/index_error.h"
#include "storage/offsets.h"
#include "storage/section_file.h"
#include "storage/stored_article.h"

namespace newshound {
namespace {

constexpr std::uint32_t kVersion = 2;  // 1 had the ids in the frames
constexpr std::string_view kKind = "TEXT";
constexpr int kLevel = 3;
constexpr std::uint64_t kPrefetchedBytes = 1024;  // of a frame: the processor sees by itself that the rest follows
constexpr std::size_t kMinSamples = 50, kMinSampleBytes = 256u << 10;  // below, a dictionary costs more than it saves

constexpr std::size_t kHashBytes = 16;
constexpr unsigned char kHash = 255;  // instead of a number of shared bytes
constexpr std::size_t kMostShared = 254;
constexpr std::string_view kHexDigits = "0123456789abcdef";

bool is_hash(std::string_view id) {
  return id.size() == 2 * kHashBytes && id.find_first_not_of(kHexDigits) == std::string_view::npos;
}

// An id as it is stored; `first`: what it may share bytes with.
std::string pack_id(std::string_view id, std::string_view first) {
  std::string packed;
  if (is_hash(id)) {
    packed += static_cast<char>(kHash);
    for (std::size_t i = 0; i < id.size(); i += 2)
      packed += static_cast<char>(kHexDigits.find(id[i]) << 4 | kHexDigits.find(id[i + 1]));
    return packed;
  }
  const std::string_view begin = id.substr(0, kMostShared);
  const auto shared = std::mismatch(begin.begin(), begin.end(), first.begin(), first.end()).first - begin.begin();
  packed += static_cast<char>(shared);
  packed += id.substr(static_cast<std::size_t>(shared));
  return packed;
}

// False if the bytes are impossible.
bool unpack_id(std::string_view bytes, std::string_view first, std::string& id) {
  if (bytes.empty()) return false;
  const auto shared = static_cast<unsigned char>(bytes[0]);
  bytes.remove_prefix(1);
  if (shared != kHash) {
    if (shared > first.size()) return false;
    id.reserve(shared + bytes.size());
    id.append(first.substr(0, shared)).append(bytes);
    return true;
  }
  id.reserve(2 * bytes.size());
  for (const char c : bytes) {
    id += kHexDigits[static_cast<unsigned char>(c) >> 4];
    id += kHexDigits[static_cast<unsigned char>(c) & 15u];
  }
  return true;
}

// What zstd makes, or std::bad_alloc.
template <class T>
T* made(T* object) {
  if (object == nullptr) throw std::bad_alloc();
  return object;
}

struct FreeCompressor {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
struct FreeDictionary {
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};

}  // namespace

std::string train_text_dictionary(const std::vector<std::string>& samples) {
  std::string joined;
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    joined += sample;
    sizes.push_back(sample.size());
  }
  if (samples.size() < kMinSamples || joined.size() < kMinSampleBytes) return {};
  std::string dictionary(std::min(kTextDictionaryBytes, joined.size() / 10), '\0');
  const std::size_t size = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), joined.data(), sizes.data(),
                                                 static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size)) return {};  // samples without anything in common: compressing without one is as good
  dictionary.resize(size);
  return dictionary;
}

struct FrameCompressor::State {
  std::unique_ptr<ZSTD_CCtx, FreeCompressor> context{made(ZSTD_createCCtx())};
};

FrameCompressor::FrameCompressor(std::string_view dictionary) : state_(std::make_unique<State>()) {
  ZSTD_CCtx* const context = state_->context.get();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1);
  ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0);
  if (!dictionary.empty() && ZSTD_isError(ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size())))
    throw std::bad_alloc();
}

FrameCompressor::~FrameCompressor() = default;

std::size_t FrameCompressor::compress(std::string_view record, std::string& out) {
  if (record.size() > kMaxRecordBytes)
    throw IndexError(IndexError::Kind::kIo, fmt::format("a stored article of {} bytes is over the limit of {}; leave it out",
                                                        record.size(), kMaxRecordBytes));
  const std::size_t begin = out.size();
  out.resize(begin + ZSTD_compressBound(record.size()));
  const std::size_t size =
      ZSTD_compress2(state_->context.get(), out.data() + begin, out.size() - begin, record.data(), record.size());
  if (ZSTD_isError(size))
    throw IndexError(IndexError::Kind::kIo, fmt::format("an article can't be compressed: {}", ZSTD_getErrorName(size)));
  out.resize(begin + size);
  return size;
}

struct TextStoreWriter::State {
  SectionWriter file;
  std::vector<std::uint64_t> ends{0};  // of the frames, then of the ids
  std::size_t frames = 0;
  std::string first_id;  // empty if it is a hash
  bool ids_begun = false;
  explicit State(const std::filesystem::path& path) : file(path, kKind, kVersion) {}

  void begin_ids() {
    write_offsets(file, "frame_at", ends);
    frames = ends.size() - 1;
    ends.assign(1, 0);
    file.begin("ids");
    ids_begun = true;
  }
};

TextStoreWriter::TextStoreWriter(const std::filesystem::path& path, std::string_view dictionary)
    : state_(std::make_unique<State>(path)) {
  state_->file.begin("dictionary");
  state_->file.append(dictionary);
  state_->file.begin("frames");
}

TextStoreWriter::~TextStoreWriter() = default;

void TextStoreWriter::append(std::string_view frames, std::span<const std::uint32_t> sizes) {
  state_->file.append(frames);
  for (const std::uint32_t size : sizes) state_->ends.push_back(state_->ends.back() + size);
}

void TextStoreWriter::append_ids(std::string_view ids, std::span<const std::uint32_t> sizes) {
  if (!state_->ids_begun) state_->begin_ids();
  for (const std::uint32_t size : sizes) {
    const std::string_view id = ids.substr(0, size);
    const std::string packed = pack_id(id, state_->first_id);
    if (state_->ends.size() == 1 && !is_hash(id)) state_->first_id = id;
    ids.remove_prefix(size);
    state_->file.append(packed);
    state_->ends.push_back(state_->ends.back() + packed.size());
  }
}

void TextStoreWriter::finish() {
  if (!state_->ids_begun) state_->begin_ids();
  if (state_->ends.size() != state_->frames + 1) throw std::logic_error("text store: not as many ids as frames");
  write_offsets(state_->file, "id_at", state_->ends);
  state_->file.finish();
}

struct TextStore::State {
  SectionFile file;
  std::span<const std::uint8_t> frames;
  Offsets frame_at;
  std::span<const std::uint8_t> ids;
  Offsets id_at;
  std::span<const std::uint64_t> id_hashes;
  std::unique_ptr<ZSTD_DDict, FreeDictionary> dictionary;

  State(const std::filesystem::path& path, std::span<const std::uint64_t> hashes)
      : file(path, kKind, kVersion),
        frames(file.section("frames")),
        frame_at(file, "frame_at", hashes.size(), frames.size()),
        ids(file.section("ids")),
        id_at(file, "id_at", hashes.size(), ids.size()),
        id_hashes(hashes) {
    const auto bytes = file.section("dictionary");
    if (bytes.empty()) return;
    dictionary.reset(ZSTD_createDDict(bytes.data(), bytes.size()));
    if (!dictionary) file.damaged("its dictionary can't be read");
  }
};

TextStore::TextStore(const std::filesystem::path& path, std::span<const std::uint64_t> id_hashes)
    : state_(std::make_unique<State>(path, id_hashes)) {}
TextStore::~TextStore() = default;

std::string TextStore::id(std::uint32_t document) const {
  const auto stored = [this](std::uint32_t number) {
    const auto [begin, end] = state_->id_at.range(number);
    return std::string_view(reinterpret_cast<const char*>(state_->ids.data()) + begin, end - begin);
  };
  const std::string_view first = stored(0);
  const bool shares = document != 0 && !first.empty() && first[0] == 0;
  std::string id;
  if (!unpack_id(stored(document), shares ? first.substr(1) : std::string_view(), id) ||
      id_hash(id) != state_->id_hashes[document])
    state_->file.damaged(fmt::format("document {} differs from the columns: it has another id", document));
  return id;
}

void TextStore::prefetch(std::span<const std::uint32_t> documents) const {
  for (const std::uint32_t document : documents) state_->frame_at.prefetch(document);
  for (const std::uint32_t document : documents) {
    const auto [begin, end] = state_->frame_at.range(document);
    for (std::uint64_t at = begin; at < std::min(end, begin + kPrefetchedBytes); at += 64)
      __builtin_prefetch(state_->frames.data() + at);
  }
}

void TextStore::forget() const { state_->file.forget(); }

struct TextReader::State {
  std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context{made(ZSTD_createDCtx())};
  std::string record;
};

TextReader::TextReader() : state_(std::make_unique<State>()) {}
TextReader::~TextReader() = default;

Article TextReader::read(const TextStore& store, std::uint32_t document) {
  const TextStore::State& text = *store.state_;
  const auto [begin, end] = text.frame_at.range(document);
  const std::uint8_t* const frame = text.frames.data() + begin;
  const auto damaged = [&](std::string_view what) { text.file.damaged(fmt::format("document {}: {}", document, what)); };
  const unsigned long long size = ZSTD_getFrameContentSize(frame, end - begin);
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMaxRecordBytes)
    damaged("its frame has no sound size");
  state_->record.resize(size);
  const std::size_t got =
      ZSTD_decompress_usingDDict(state_->context.get(), state_->record.data(), size, frame, end - begin, text.dictionary.get());
  if (ZSTD_isError(got)) damaged(ZSTD_getErrorName(got));
  if (got != size) damaged("its frame is cut short");
  Article article = decode_article(state_->record, text.file.path().native(), document);
  article.id = store.id(document);
  return article;
}

}  // namespace newshound
