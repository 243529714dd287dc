// The container of every side file of a segment: named sections in one file, written once, then mapped and only read.
//
//   0   8  magic "NEWSHND\n"
//   8   4  kind: "COLS", "TEXT", "TOKN", "VOCA", "DELE"
//  12   4  format version of that kind
//  16   8  bytes of the file
//  24   8  XXH3-64 of the 24 bytes before
//  32   …  sections, each beginning at a multiple of 64, zeros between
//   …   …  table: for each section name (24 bytes, zero-padded), offset (8), length (8)
//   …  32  footer: offset of the table (8), number of sections (8), XXH3-64 of table and the 16 bytes before (8), magic
//   "NEWSHEND"
// All numbers are little-endian. Sums of whole files stand in the catalog (storage/catalog.h); `check` compares them.
// After the last section at least 64 zero bytes follow, so that vector code may read past a section's end.
//
// SectionWriter: one thread. SectionFile: any number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace newshound {

class SectionWriter {
 public:
  // Creates `path`; throws IndexError(kIo) if that, or any write, fails.
  SectionWriter(const std::filesystem::path& path, std::string_view kind, std::uint32_t version);
  ~SectionWriter();  // an unfinished file is removed
  SectionWriter(const SectionWriter&) = delete;
  SectionWriter& operator=(const SectionWriter&) = delete;

  void begin(std::string_view name);  // ends the section before; at most 24 bytes, unique
  void append(const void* bytes, std::size_t size);
  void append(std::string_view bytes) { append(bytes.data(), bytes.size()); }
  template <class T>
  void append_array(std::span<const T> values) {
    append(values.data(), values.size_bytes());
  }
  void finish();  // writes table and footer, fsyncs and closes

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class SectionFile {
 public:
  // Maps `path`. Checks magic, kind, version, size and footer; throws IndexError: kMissing (ENOENT), kIncompatible, kDamaged
  // (names file).
  SectionFile(const std::filesystem::path& path, std::string_view kind, std::uint32_t version);
  ~SectionFile();
  SectionFile(const SectionFile&) = delete;
  SectionFile& operator=(const SectionFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const;
  [[nodiscard]] std::uint64_t size_bytes() const;
  [[nodiscard]] bool has(std::string_view name) const;
  // The section; throws IndexError(kDamaged) if there is none of that name.
  [[nodiscard]] std::span<const std::uint8_t> section(std::string_view name) const;
  // The section as an array of exactly `count` T; throws IndexError(kDamaged) if its length differs.
  template <class T>
  [[nodiscard]] std::span<const T> array(std::string_view name, std::size_t count) const {
    const auto bytes = section(name);
    if (bytes.size() != count * sizeof(T)) wrong_length(name);
    return {reinterpret_cast<const T*>(bytes.data()), count};
  }
  // Gives back the memory of what has been read: who asks for it again waits for the file.
  void forget() const;
  // Throws IndexError(kDamaged): names the file, says `what`, and how to rebuild. For readers that find a bad offset.
  [[noreturn]] void damaged(std::string_view what) const;

 private:
  [[noreturn]] void wrong_length(std::string_view name) const;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newshound
