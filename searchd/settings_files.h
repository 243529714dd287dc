// The files that an operator may change while the daemon runs: ranking profile and synonyms. Looks at their times at most once a
// second; a file that can't be read leaves the old settings in force and a line in the log. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>

#include "query/settings.h"

namespace newshound {

class SettingsFiles {
 public:
  // Paths; empty = no such file. Throws std::runtime_error, naming file and line, if one can't be read.
  SettingsFiles(std::string profile, std::string synonyms);

  struct Current {
    SearchSettings settings;
    std::uint64_t version = 0;  // grows with every change
  };
  [[nodiscard]] Current current();

 private:
  using Times = std::pair<std::filesystem::file_time_type, std::filesystem::file_time_type>;
  [[nodiscard]] Times times() const;
  [[nodiscard]] Result<SearchSettings> read() const;

  const std::string profile_, synonyms_;
  std::mutex mutex_;
  Current current_;
  Times times_;
  std::chrono::steady_clock::time_point looked_;
};

}  // namespace newshound
