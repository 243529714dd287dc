#include "storage/deletions.h"

#include <span>

#include "storage/bits.h"
#include "storage/index_error.h"
#include "storage/section_file.h"

namespace newshound {
namespace {

constexpr std::uint32_t kVersion = 1;

}  // namespace

Deletions Deletions::read(const std::filesystem::path& path, std::uint32_t documents) {
  const SectionFile file(path, "DELE", kVersion);
  const auto counts = file.array<std::uint64_t>("counts", 2);
  if (counts[0] != documents) file.damaged("it is for another number of documents");
  Deletions deletions(documents);
  const auto bits = file.array<std::uint64_t>("bits", deletions.bits_.size());
  std::uint64_t count = 0;
  for (const std::uint64_t word : bits) count += count_bits(word);
  const unsigned tail = documents % 64;
  if (tail != 0 && bits.back() >> tail != 0) file.damaged("it marks documents that there are none of");
  if (count != counts[1]) file.damaged("its count differs from its bits");
  deletions.bits_.assign(bits.begin(), bits.end());
  deletions.deleted_ = static_cast<std::uint32_t>(count);
  return deletions;
}

void Deletions::write(const std::filesystem::path& path) const {
  SectionWriter writer(path, "DELE", kVersion);
  const std::uint64_t counts[2] = {documents_, deleted_};
  writer.begin("counts");
  writer.append_array(std::span<const std::uint64_t>(counts));
  writer.begin("bits");
  writer.append_array(std::span<const std::uint64_t>(bits_));
  writer.finish();
}

bool Deletions::insert(std::uint32_t document) {
  std::uint64_t& word = bits_[document / 64];
  const std::uint64_t bit = std::uint64_t{1} << (document % 64);
  if ((word & bit) != 0) return false;
  word |= bit;
  ++deleted_;
  return true;
}

}  // namespace newshound
