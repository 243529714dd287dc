// The documents of a segment that are deleted as of a generation. File `deleted-GENERATION`, kind "DELE": "counts" u64 documents,
// u64 deleted; "bits" u64[(documents + 63) / 64], document d is bit d % 64 of word d / 64. A new file for each generation that
// changes it. A plain value; readers share it as const.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace newshound {

class Deletions {
 public:
  Deletions() = default;
  explicit Deletions(std::uint32_t documents) : documents_(documents), bits_((documents + 63u) / 64u, 0) {}

  // Throws IndexError if the file is missing, damaged or for another number of documents.
  [[nodiscard]] static Deletions read(const std::filesystem::path& path, std::uint32_t documents);
  void write(const std::filesystem::path& path) const;  // fsyncs; throws IndexError(kIo)

  [[nodiscard]] std::uint32_t deleted() const { return deleted_; }
  [[nodiscard]] bool any() const { return deleted_ != 0; }
  [[nodiscard]] bool contains(std::uint32_t document) const {
    return deleted_ != 0 && (bits_[document / 64] >> (document % 64) & 1u) != 0;
  }
  // Marks a document; returns whether it wasn't marked before.
  bool insert(std::uint32_t document);

 private:
  std::uint32_t documents_ = 0, deleted_ = 0;
  std::vector<std::uint64_t> bits_;
};

}  // namespace newshound
