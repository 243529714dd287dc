// Joins the runs of a segment: one vocabulary with codes by falling frequency, then tokens, text and columns in document order,
// and the postings. The run files are removed as they are used.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "indexer/run.h"

namespace newshound {

// Writes columns, text, tokens, vocabulary and postings/ into `folder` from `runs` (in document order) and their workers'
// lexicons. `positions`: the runs' postings are Xapian databases, which its compaction joins.
void seal_segment(const std::filesystem::path& folder, std::vector<RunOutput>& runs, const std::vector<const Lexicon*>& lexicons,
                  std::string_view dictionary, bool positions);

// Writes the vocabulary of `lexicons` together; gives for each lexicon and form the code. Exposed for its test.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> seal_vocabulary(const std::filesystem::path& path,
                                                                      const std::vector<const Lexicon*>& lexicons);

}  // namespace newshound
