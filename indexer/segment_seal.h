// Joins the runs of a segment: one vocabulary with codes by falling frequency, then tokens, text and columns in document order,
// and the postings. The run files are removed as they are used.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "indexer/run.h"

namespace newshound {

// Writes columns, text, tokens, vocabulary and postings/ into `folder` from `runs` (in document order) and the words of each
// worker. `positions`: the runs' postings are Xapian databases, which its compaction joins.
void seal_segment(const std::filesystem::path& folder, std::vector<RunOutput>& runs,
                  const std::vector<std::vector<WordRun>>& words, std::string_view dictionary, bool positions);

}  // namespace newshound
