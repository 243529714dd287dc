// Verification in the token store: whether a document's words stand where a phrase, NEAR, ADJ, exact word or wildcard wants them.
// Candidates come from postings; this only filters. A verifier is compiled for one segment; const use from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "query/code_kernels.h"
#include "query/code_scanner.h"
#include "query/plan.h"
#include "storage/pair_filter.h"
#include "storage/snapshot.h"

namespace newshound {

// The slots of a sequence (or one slot for a word or wildcard) as codes of a segment.
class SequenceVerifier {
 public:
  // Nothing if some slot can't be filled in this segment: no document matches.
  [[nodiscard]] static std::optional<SequenceVerifier> make(const Segment& segment, const PlanNode& sequence);
  // A verifier for any one of `codes`.
  [[nodiscard]] static SequenceVerifier any_of(std::vector<std::uint32_t> codes, TextParts parts);
  // A verifier for slots of given codes, with the window, order and parts of `sequence`.
  [[nodiscard]] static SequenceVerifier of_codes(std::vector<std::vector<std::uint32_t>> slots, const PlanNode& sequence);

  // Whether the document (TokenStore::document, or codes with kStreamPadding behind them) holds the sequence, in the parts that
  // it is wanted in.
  [[nodiscard]] bool matches(std::span<const std::uint8_t> document) const;
  // A name that no other sequence has in this segment.
  [[nodiscard]] std::string name() const;
  // Pairs of codes that every document with the sequence has side by side; none if it isn't a phrase of forms.
  [[nodiscard]] std::span<const CodePair> pairs() const { return pairs_; }

 private:
  using Places = std::vector<std::vector<std::uint32_t>>;  // by slot, increasing

  static constexpr std::size_t kMostRunning = 16;  // slots

  void compile();
  void compile_bytes();
  [[nodiscard]] bool matches_span(std::span<const std::uint8_t> codes) const;
  [[nodiscard]] bool matches_running(std::span<const std::uint8_t> codes) const;
  [[nodiscard]] bool matches_bytes(std::span<const std::uint8_t> document) const;
  [[nodiscard]] bool matches_places(const Places& places) const;
  [[nodiscard]] bool assign(const Places& places, std::uint32_t first, std::uint32_t last) const;

  std::vector<std::uint8_t> bytes_;                   // a plain phrase: its codes in a row
  std::vector<CodePair> pairs_;                       // likewise: of its neighbours, as far as filters know them
  ByteRow row_;                                       // likewise, of two bytes or more: some of them that are looked for
  std::size_t row_at_ = 0;                            // … and where in bytes_ they stand
  std::vector<std::vector<std::uint32_t>> slots_;     // the codes of each slot, sorted
  std::vector<std::vector<std::uint32_t>> slots_of_;  // by number of the scanner: the slots that the code fills
  std::optional<CodeScanner> scanner_;                // of all codes and the border; a plain phrase: of a single byte only
  std::uint32_t window_ = 1;
  bool ordered_ = true;
  TextParts parts_ = kAllParts;
};

}  // namespace newshound
