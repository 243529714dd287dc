#include "storage/pair_filter.h"

#include <algorithm>

namespace newshound {
namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kKind = "PAIR";

std::uint64_t mix(std::uint64_t x) {
  x *= 0x9E3779B97F4A7C15u;
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93u;
  return x ^ (x >> 32);
}

}  // namespace

CodePair code_pair(std::uint32_t before, std::uint32_t behind) {
  const std::uint64_t h = mix(std::uint64_t{before} << 32 | behind);
  const auto bit = [&](unsigned shift) { return std::uint64_t{1} << (h >> shift & 63); };
  return {static_cast<std::uint32_t>(h >> 32), bit(0) | bit(6) | bit(12)};
}

PairFilterWriter::PairFilterWriter(const std::filesystem::path& path) : file_(path, kKind, kVersion), ends_{0} {
  file_.begin("bits");
}

void PairFilterWriter::append(std::span<const std::uint32_t> codes) {
  std::size_t pairs = 0;
  const auto is_pair = [&](std::size_t i) { return is_filtered(codes[i], codes[i + 1]); };
  for (std::size_t i = 0; i + 1 < codes.size(); ++i) pairs += is_pair(i) ? 1 : 0;
  words_.assign(pairs == 0 ? 0 : std::max<std::size_t>(1, (pairs + kPairsInWord / 2) / kPairsInWord), 0);
  for (std::size_t i = 0; i + 1 < codes.size(); ++i) {
    if (!is_pair(i)) continue;
    const CodePair pair = code_pair(codes[i], codes[i + 1]);
    words_[words_.size() * pair.place >> 32] |= pair.bits;
  }
  file_.append_array(std::span<const std::uint64_t>(words_));
  ends_.push_back(ends_.back() + words_.size() * sizeof(std::uint64_t));
}

void PairFilterWriter::finish() {
  write_offsets(file_, "bits_at", ends_);
  file_.finish();
}

PairFilter::PairFilter(const std::filesystem::path& path, std::uint32_t documents) : file_(path, kKind, kVersion) {
  const auto bits = file_.section("bits");
  bits_ = bits.data();
  offsets_ = Offsets(file_, "bits_at", documents, bits.size());
}

}  // namespace newshound
