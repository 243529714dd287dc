// Joins runs of words (indexer/word_run.h) to a segment's vocabulary, with codes by falling frequency. Memory is 8 bytes for each
// word of each run, and those of the VocabularyWriter; the words themselves pass by in their order. Pure but for files; any
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "indexer/word_run.h"

namespace newshound {

// Writes the vocabulary to `path`; gives for each run, by number of the form in its lexicon, the code. The runs are removed.
// Throws IndexError: kIo if a file can't be read or written, kDamaged if a run isn't what was written (a failing disk).
[[nodiscard]] std::vector<std::vector<std::uint32_t>> join_words(const std::filesystem::path& path,
                                                                 const std::vector<WordRun>& runs);

}  // namespace newshound
