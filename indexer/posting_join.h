// Joins runs of postings (indexer/posting_run.h) to a segment's postings: terms of all runs in order, each term's postings run
// after run. Memory is that of one list's chunk, and some 100 KB of each run. Pure but for files; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace newshound {

// `runs`: files in the order of their documents. `lengths`: of all documents. Writes the database into `folder`, which is
// created; not fsynced. The runs are removed. Throws IndexError: kIo if a file can't be read or written, kDamaged if a run isn't
// what a PostingRun wrote (a failing disk).
void join_postings(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& runs,
                   std::span<const std::uint32_t> lengths);

}  // namespace newshound
