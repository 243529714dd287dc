// A phrase of surface forms is a string of bytes: codes are end-tagged (storage/token_store.h), so its bytes can only stand where
// its codes stand, if the byte before is the last of a code; they are compared where three of them stand that hardly stand so
// elsewhere. Everything else looks at the places of each slot, on the way if they come in order or are two; else a window holds
// the sequence if each slot can be given a place of its own in it, in order if the sequence is ordered. Test:
// tests/unit/query/verify_test.cpp; oracle: tests/unit/query/oracle_test.cpp.
#include "query/verify.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "storage/token_store.h"

namespace newshound {
namespace {

constexpr std::uint32_t kBorder = 1;  // the scanner's number for it; codes of slots follow

std::vector<std::uint32_t> codes_of(const Segment& segment, const PlanSlot& slot) {
  std::vector<std::uint32_t> codes;
  if (slot.exact) {
    FormEntry entry;
    if (segment.vocabulary.find(slot.form, entry)) codes.push_back(entry.code);
    return codes;
  }
  for (const std::string& stem : slot.stems)
    segment.vocabulary.for_each_form_of(stem, [&](const FormEntry& entry) { codes.push_back(entry.code); });
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

// Up to the first border, or all. The border is one byte, which may also be the last of a longer code (128, 256 …): then the byte
// before it is no code's last.
std::span<const std::uint8_t> first_part(std::span<const std::uint8_t> codes) {
  std::array<std::uint8_t, kMaxCodeBytes> border{};
  encode_code(kBorderCode, border.data());
  for (std::size_t from = 0; from < codes.size();) {
    const void* found = std::memchr(codes.data() + from, border[0], codes.size() - from);
    if (found == nullptr) return codes;
    const auto at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - codes.data());
    if (at == 0 || (codes[at - 1] & 128u) != 0) return codes.first(at);
    from = at + 1;
  }
  return codes;
}

}  // namespace

std::optional<SequenceVerifier> SequenceVerifier::make(const Segment& segment, const PlanNode& sequence) {
  std::vector<std::vector<std::uint32_t>> slots;
  for (const PlanSlot& slot : sequence.slots) {
    slots.push_back(codes_of(segment, slot));
    if (slots.back().empty()) return std::nullopt;
  }
  return of_codes(std::move(slots), sequence);
}

SequenceVerifier SequenceVerifier::of_codes(std::vector<std::vector<std::uint32_t>> slots, const PlanNode& sequence) {
  SequenceVerifier verifier;
  verifier.window_ = sequence.window;
  verifier.ordered_ = sequence.ordered;
  verifier.parts_ = sequence.parts;
  verifier.slots_ = std::move(slots);
  verifier.compile();
  return verifier;
}

SequenceVerifier SequenceVerifier::any_of(std::vector<std::uint32_t> codes, TextParts parts) {
  SequenceVerifier verifier;
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  verifier.slots_.push_back(std::move(codes));
  verifier.parts_ = parts;
  verifier.compile();
  return verifier;
}

// Bytes to look for: the last two of the rarest code and the one behind them, or before them at the end.
void SequenceVerifier::compile_bytes() {
  std::uint32_t rarest = 0;  // codes are given by falling frequency
  std::size_t rarest_end = 0;
  for (const auto& codes : slots_) {
    std::array<std::uint8_t, kMaxCodeBytes> code{};
    const std::size_t size = encode_code(codes[0], code.data());
    bytes_.insert(bytes_.end(), code.begin(), code.begin() + static_cast<std::ptrdiff_t>(size));
    if (codes[0] > rarest || rarest_end == 0) rarest_end = bytes_.size();
    rarest = std::max(rarest, codes[0]);
  }
  row_.size = std::min(row_.bytes.size(), bytes_.size());
  row_at_ = std::min(rarest_end - std::min<std::size_t>(2, rarest_end), bytes_.size() - row_.size);
  std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(row_at_), row_.size, row_.bytes.begin());
}

void SequenceVerifier::compile() {
  const bool plain = ordered_ && window_ == slots_.size() &&
                     std::all_of(slots_.begin(), slots_.end(), [](const auto& codes) { return codes.size() == 1; });
  if (plain) {
    compile_bytes();
    if (bytes_.size() == 1) scanner_.emplace(std::vector<std::pair<std::uint32_t, std::uint32_t>>{{slots_[0][0], 1}});
    for (std::size_t s = 0; s + 1 < slots_.size(); ++s)
      if (is_filtered(slots_[s][0], slots_[s + 1][0])) pairs_.push_back(code_pair(slots_[s][0], slots_[s + 1][0]));
    return;
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> slots_of_code;
  for (std::uint32_t s = 0; s < slots_.size(); ++s)
    for (const std::uint32_t code : slots_[s]) slots_of_code[code].push_back(s);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> codes;
  slots_of_.resize(kBorder + 1);
  if (slots_.size() > 1) codes.emplace_back(kBorderCode, kBorder);
  for (auto& [code, of_code] : slots_of_code) {
    codes.emplace_back(code, static_cast<std::uint32_t>(slots_of_.size()));
    slots_of_.push_back(std::move(of_code));
  }
  scanner_.emplace(codes);
}

std::string SequenceVerifier::name() const {
  std::string name = fmt::format("\"{}:{}{}", static_cast<unsigned>(parts_), window_, ordered_ ? 'o' : 'u');
  for (const auto& codes : slots_) name += fmt::format(":{}", fmt::join(codes, ","));
  return name;
}

bool SequenceVerifier::matches(std::span<const std::uint8_t> document) const {
  if (parts_ == kAllParts) return matches_span(document);
  for (const auto& [name, part] : kTextParts) {
    const std::span<const std::uint8_t> here = part == TextPart::kBody ? document : first_part(document);
    if (holds(parts_, part) && matches_span(here)) return true;
    if (here.size() == document.size()) return false;
    document = document.subspan(here.size() + 1);
  }
  return false;
}

bool SequenceVerifier::matches_span(std::span<const std::uint8_t> codes) const {
  if (!bytes_.empty()) return matches_bytes(codes);
  bool found = false;
  if (slots_.size() == 1) {  // any of its codes will do
    scanner_->find(codes, [&](std::uint32_t, const std::uint8_t*) {
      found = true;
      return false;
    });
    return found;
  }
  if (slots_.size() <= kMostRunning && (ordered_ || slots_.size() == 2)) return matches_running(codes);
  Places places(slots_.size());
  scanner_->scan(codes, [&](std::uint32_t number, std::uint32_t place, const std::uint8_t*) {
    if (number == kBorder) {  // nothing reaches over it
      found = matches_places(places);
      for (auto& of_slot : places) of_slot.clear();
      return !found;
    }
    for (const std::uint32_t slot : slots_of_[number]) places[slot].push_back(place);
    return true;
  });
  return found || matches_places(places);
}

// One pass that ends at the first hit and keeps a place (plus one) for each slot: in order, the latest at which a sequence that
// has come up to this slot can have begun, for what begins later ends no later; of two in any order, where each was last.
bool SequenceVerifier::matches_running(std::span<const std::uint8_t> codes) const {
  std::array<std::uint32_t, kMostRunning> begun{};
  bool found = false;
  const auto in_order = [&](std::uint32_t slot, std::uint32_t here) {
    const std::uint32_t begin = slot == 0 ? here : begun[slot - 1];
    begun[slot] = begin;
    return slot + 1 == slots_.size() && begin != 0 && here - begin < window_;
  };
  scanner_->scan(codes, [&](std::uint32_t number, std::uint32_t place, const std::uint8_t*) {
    if (number == kBorder) {  // nothing reaches over it
      begun.fill(0);
      return true;
    }
    const std::vector<std::uint32_t>& here = slots_of_[number];
    if (ordered_) {  // the last slot first: a place fills one of them
      for (std::size_t i = here.size(); i-- > 0 && !found;) found = in_order(here[i], place + 1);
      return !found;
    }
    for (const std::uint32_t slot : here) found = found || (begun[1 - slot] != 0 && place + 1 - begun[1 - slot] < window_);
    for (const std::uint32_t slot : here) begun[slot] = place + 1;
    return !found;
  });
  return found;
}

bool SequenceVerifier::matches_bytes(std::span<const std::uint8_t> document) const {
  if (document.size() < bytes_.size()) return false;
  if (scanner_) {
    bool found = false;
    scanner_->find(document, [&](std::uint32_t, const std::uint8_t*) {
      found = true;
      return false;
    });
    return found;
  }
  static const LookForBytes look = look_for_bytes(vectors_here());
  const std::uint8_t* at = document.data() + row_at_;
  const std::uint8_t* const end = at + (document.size() - bytes_.size() + 1);
  for (; (at = look(row_, at, end)) != end; ++at) {
    const std::uint8_t* const begin = at - row_at_;
    if (std::memcmp(begin, bytes_.data(), bytes_.size()) == 0 && (begin == document.data() || (begin[-1] & 128u) != 0))
      return true;
  }
  return false;
}

bool SequenceVerifier::matches_places(const Places& places) const {
  // A window that holds the sequence can be moved right until it begins with one of its words.
  std::vector<std::uint32_t> starts;
  for (std::size_t s = 0; s < (ordered_ ? 1 : places.size()); ++s) {
    if (places[s].empty()) return false;
    starts.insert(starts.end(), places[s].begin(), places[s].end());
  }
  std::sort(starts.begin(), starts.end());
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::uint32_t start) { return assign(places, start, start + window_ - 1); });
}

// Whether each slot can have a place of its own in [first, last]. Ordered: the earliest place after the slot before is the best
// choice. Unordered: bipartite matching by augmenting paths (Kuhn), slots to places; sequences are short, so this is a handful of
// steps.
bool SequenceVerifier::assign(const Places& places, std::uint32_t first, std::uint32_t last) const {
  if (ordered_) {
    std::uint32_t from = first;
    for (const auto& of_slot : places) {
      const auto place = std::lower_bound(of_slot.begin(), of_slot.end(), from);
      if (place == of_slot.end() || *place > last) return false;
      from = *place + 1;
    }
    return true;
  }
  constexpr std::size_t kFree = ~std::size_t{0};
  std::vector<std::size_t> taken(last - first + 1, kFree);  // by place: the slot that has it
  std::vector<bool> visited;
  const std::function<bool(std::size_t)> find_place = [&](std::size_t slot) {
    const auto& of_slot = places[slot];
    for (auto p = std::lower_bound(of_slot.begin(), of_slot.end(), first); p != of_slot.end() && *p <= last; ++p) {
      const std::size_t place = *p - first;
      if (visited[place]) continue;
      visited[place] = true;
      if (taken[place] != kFree && !find_place(taken[place])) continue;
      taken[place] = slot;
      return true;
    }
    return false;
  };
  for (std::size_t slot = 0; slot < places.size(); ++slot) {
    visited.assign(taken.size(), false);
    if (!find_place(slot)) return false;
  }
  return true;
}

}  // namespace newshound
