// Stored articles by document, each a zstd frame of its own made with a dictionary trained on the segment. File `text`, kind
// "TEXT".
//   "dictionary"   zstd dictionary, empty if the segment is too small to train one
//   "frames"       one frame a document (level 3, with content checksum and size): the stored article without its id
//   "frame_at"     Offsets into "frames"
//   "ids"          the ids in a row, each a number of bytes that it shares with the first one (u8, at most 254), then its others;
//                  one of 32 hexadecimal digits in lower case, as they are made for articles without, is 255, then 16 bytes, and
//                  none shares bytes with it
//   "id_at"        Offsets into "ids"
// Ids stand apart so that an answer of ids alone reads no frame. A frame whose checksum is wrong or whose size is over
// kMaxRecordBytes, and an id that hasn't the hash that the columns have, is damage.
// FrameCompressor, TextReader: one thread each. TextStore: immutable, any number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/article.h"

namespace newshound {

inline constexpr std::size_t kMaxRecordBytes = 64u << 20;  // a stored article; bounds what a damaged size can ask for
inline constexpr std::size_t kTextDictionaryBytes = 64u << 10;

// A dictionary trained on `samples` (about 1,500 stored articles do); empty if there are too few to gain anything.
[[nodiscard]] std::string train_text_dictionary(const std::vector<std::string>& samples);

class FrameCompressor {
 public:
  explicit FrameCompressor(std::string_view dictionary);
  ~FrameCompressor();
  FrameCompressor(const FrameCompressor&) = delete;
  FrameCompressor& operator=(const FrameCompressor&) = delete;

  // Appends the frame of `record` to `out`; returns its size.
  std::size_t compress(std::string_view record, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Writes the file from frames already made, in document order: all frames, then all ids.
class TextStoreWriter {
 public:
  TextStoreWriter(const std::filesystem::path& path, std::string_view dictionary);
  ~TextStoreWriter();
  TextStoreWriter(const TextStoreWriter&) = delete;
  TextStoreWriter& operator=(const TextStoreWriter&) = delete;

  // `frames` holds one after the other the frames whose sizes are given.
  void append(std::string_view frames, std::span<const std::uint32_t> sizes);
  // The same for `ids`; there must be as many of them as of frames in the end.
  void append_ids(std::string_view ids, std::span<const std::uint32_t> sizes);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class TextStore {
 public:
  // `id_hashes`: of the columns, one a document; must outlive the store.
  TextStore(const std::filesystem::path& path, std::span<const std::uint64_t> id_hashes);
  ~TextStore();
  TextStore(const TextStore&) = delete;
  TextStore& operator=(const TextStore&) = delete;
  // The document's id; throws IndexError(kDamaged).
  [[nodiscard]] std::string id(std::uint32_t document) const;
  // Tells the processor that these will be read soon: they lie far apart, and one after the other each would be waited for.
  void prefetch(std::span<const std::uint32_t> documents) const;
  // For who reads every text once: gives back the memory of those that were read.
  void forget() const;

 private:
  friend class TextReader;
  struct State;
  std::unique_ptr<State> state_;
};

// Reads from any number of stores; holds the decompression context.
class TextReader {
 public:
  TextReader();
  ~TextReader();
  TextReader(const TextReader&) = delete;
  TextReader& operator=(const TextReader&) = delete;

  // The stored article of a document, with its id; throws IndexError(kDamaged).
  [[nodiscard]] Article read(const TextStore& store, std::uint32_t document);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newshound
