// The layout of Xapian's table of postings (backend "glass" of Xapian 1.4, format version 2016-03-14), as far as we write it
// (storage/glass_writer.h) and read it without Xapian (storage/glass_reader.h). Found by reading what Xapian 1.4.22 writes and
// accepts; Xapian's own reader and Database::check() are what the tests hold both against. Pure; any thread.
//
// postlist.glass is a B-tree of blocks of kGlassBlock bytes. Numbers in blocks are big-endian:
//   block:  u32 revision, u8 level (0 = leaf), u16 largest free stretch, u16 free bytes in all, u16 end of directory,
//           directory: u16 position in the block of each item, in the order of keys; then free bytes, then items
//   leaf item:   u16 (size - 3, with the flags kGlass… in its upper byte), u8 length of key, key,
//                u16 number of the part of the tag (absent in the first part), tag
//   branch item: u32 block, u8 length of key, key, u16 number of part; keys of a block below are not less than its item's. The
//                first item of a branch, and the first one of the table, has an empty key.
// Numbers in keys and tags have their own two encodings, below; d is Xapian's number of a document (ours + 1).
//   first chunk of a term:  key = term; tag = varint documents, varint sum of frequencies, varint first d - 1, chunk
//   further chunks:         key = term, 0, sortable first d;                         tag = chunk
//   chunk:                  '1' if it is the term's last, else '0'; varint last d - first d; varint frequency of the first;
//                           then for each further document varint (d - d before - 1), varint frequency
//   document lengths:       the same under the key 0 E0 (with documents and sum 0) and 0 E0, sortable first d
// A NUL in a term is two bytes in its key, 0 FF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newshound {

inline constexpr std::size_t kGlassBlock = 8192;
inline constexpr std::size_t kGlassDirectory = 11;  // where a block's directory begins
inline constexpr std::uint8_t kGlassCompressed = 0x80, kGlassLastPart = 0x40, kGlassFirstPart = 0x20;
inline constexpr std::uint16_t kGlassSizeMask = 0x1fff;
inline constexpr std::size_t kGlassMaxKey = 255;
inline constexpr std::string_view kGlassLengthsKey{"\0\xe0", 2};
// The beginning of the file iamglass: magic and format version.
inline constexpr std::string_view kGlassMagic{"\x0f\x0dXapian Glass\x04\x6e", 16};

// 7 bits a byte, least significant first, the high bit set on all but the last.
inline void put_glass_varint(std::string& bytes, std::uint64_t number) {
  for (; number >= 128; number >>= 7) bytes.push_back(static_cast<char>((number & 127u) | 128u));
  bytes.push_back(static_cast<char>(number));
}

// Numbers whose encodings sort as they do: two bytes big-endian under 2^15; else as many 1 bits as there are bytes less one, a 0
// bit, and the number.
inline void put_glass_sortable(std::string& bytes, std::uint32_t number) {
  std::size_t length = 2;
  while (length < 5 && (std::uint64_t{number} >> (7 * length + 1)) != 0) ++length;
  const std::uint64_t ones = (0xffu << (10 - length)) & 0xffu;
  const std::uint64_t all = number | (ones << (8 * (length - 1)));
  for (std::size_t i = length; i-- > 0;) bytes.push_back(static_cast<char>((all >> (8 * i)) & 0xffu));
}

// The key of a term's first chunk, of a further one with 0 behind it.
inline std::string glass_key(std::string_view term) {
  std::string key;
  for (const char c : term) {
    key.push_back(c);
    if (c == '\0') key.push_back('\xff');
  }
  return key;
}

}  // namespace newshound
