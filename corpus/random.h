// A stream of pseudo-random numbers that is the same on every machine and with every standard library: xoshiro256** of Blackman
// and Vigna, seeded by splitmix64 (both described at https://prng.di.unimi.it). For made-up text, never for secrets. One object
// per thread. The distributions of <random> are not used: their results differ between libraries.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace newshound {

class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) word = splitmix(seed);
  }

  [[nodiscard]] std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // 0 … bound − 1. The bias of scaling 32 bits is below bound / 2^32, far less than any count here could show.
  [[nodiscard]] std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32); }

  // True `percent` times in a hundred.
  [[nodiscard]] bool chance(std::uint32_t percent) { return below(100) < percent; }

  // A rank from 0 on, by a power law without an end: P(rank ≥ r) = (1 + r / flat)^(−1/2), so the frequency of rank r falls as
  // r^(−3/2) and n draws meet about n^(2/3) different ranks: Zipf's and Heaps' laws from one formula, with no memory of what was
  // drawn. The exponent is 1/2 because its inverse needs only a product and a quotient, which IEEE 754 fixes to the last bit;
  // pow() is not fixed. `flat`: how many first ranks are about equally frequent. At most flat × 2^44.
  [[nodiscard]] std::uint64_t zipf_rank(std::uint32_t flat) {
    const double u = static_cast<double>((next() >> 42) + 1) / kUnit;  // (0, 1], 22 bits
    const double stretch = 1.0 / (u * u);
    const double jitter = static_cast<double>(below(kJitter)) / kJitter;  // fills the gaps that 22 bits leave between high ranks
    const double width = stretch * (2.0 / kUnit) / u;
    const auto base = static_cast<std::uint64_t>((stretch - 1.0) * flat);
    return base + static_cast<std::uint64_t>(width * jitter * flat);
  }

 private:
  static constexpr double kUnit = 4194304.0;  // 2^22
  static constexpr std::uint32_t kJitter = 1U << 30;

  static std::uint64_t splitmix(std::uint64_t& seed) {
    seed += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = seed;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
  }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace newshound
