// Inverts documents: postings are collected as they come, in the order of documents, and left on disk in the order of terms,
// until indexer/posting_join.h joins the runs of a segment. Terms are numbered as they are met, so that inverting is counting and
// placing; only the terms themselves are sorted. One thread.
//
// The file, for each term in the order of bytes (numbers as in storage/glass_format.h, varint):
//   length of the term, term, documents, sum of frequencies, then for each document: its distance to the one before (the first:
//   from 0), frequency
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/document_builder.h"
#include "indexer/string_table.h"

namespace newshound {

// What a posting takes in memory at most: 8 bytes, twice that while the array grows, 4 to be placed.
inline constexpr std::size_t kPostingBytes = 20;
// … and a term: its text, what stands by place, to be sorted.
inline constexpr std::size_t kTermBytes = 80;

class PostingRun {
 public:
  // `lexicon`: the document builder's; outlives the run, and forgets no words between add() and write().
  explicit PostingRun(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // Documents increasing.
  void add(std::uint32_t document, const BuiltDocument& built);
  [[nodiscard]] std::size_t size() const { return postings_.size(); }
  // What they take in memory, and will take to be written.
  [[nodiscard]] std::size_t bytes() const { return postings_.size() * kPostingBytes + terms_.size() * kTermBytes; }
  // Writes what was added and forgets it. Throws IndexError(kIo).
  void write(const std::filesystem::path& path);

 private:
  struct Posting {
    std::uint32_t place;     // of its term in terms_
    std::uint32_t document;  // from the run's first, in 24 bits; below, the frequency in 8
  };
  std::uint32_t stem_place(std::uint32_t stem, bool title);
  std::uint32_t value_place(const std::string& term);
  std::uint32_t new_place(std::string term);
  void post(std::uint32_t place, std::uint32_t document, std::uint32_t frequency);
  // Places in the order of their terms.
  [[nodiscard]] std::vector<std::uint32_t> sorted_places() const;

  const Lexicon& lexicon_;
  std::uint32_t first_document_ = 0;
  std::vector<Posting> postings_;
  std::vector<std::string> terms_;           // by place
  std::vector<std::uint32_t> counts_;        // by place: its postings
  std::vector<std::uint32_t> stem_places_;   // by 2 * stem, + 1 for its title term: place + 1, 0 = not met
  std::unique_ptr<StringTable> values_;      // terms of values
  std::vector<std::uint32_t> value_places_;  // by number in values_
};

}  // namespace newshound
