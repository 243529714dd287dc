// Reads every byte of an index and compares it with the catalog: what `newshound-indexer check` prints.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace newshound {

// One line for each finding (damaged, missing or unreadable files; counts that disagree), each naming file and remedy; empty =
// sound. Throws IndexError only if there is no index at all.
[[nodiscard]] std::vector<std::string> check_index(const std::filesystem::path& index);

}  // namespace newshound
