// A temporary folder for a test, removed at its end, and the check that something throws an IndexError of a kind that says why.
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "storage/index_error.h"

namespace newshound {

class FolderFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "newshound-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  // As write_file(), without the fsync that makes a thousand of them slow.
  static void overwrite(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  // Makes a file or folder look as if it had been changed `ago` before now.
  static void age(const std::filesystem::path& path, std::chrono::seconds ago) {
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - ago);
  }
  // Names in a folder, sorted.
  static std::vector<std::string> names(const std::filesystem::path& path) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(path)) found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }

  std::filesystem::path folder;
};

// The message of the IndexError that `act` throws, which must be of `kind`.
inline std::string refusal(IndexError::Kind kind, const std::function<void()>& act) {
  try {
    act();
  } catch (const IndexError& error) {
    EXPECT_EQ(static_cast<int>(error.kind()), static_cast<int>(kind)) << error.what();
    return error.what();
  }
  ADD_FAILURE() << "nothing was refused";
  return "";
}

}  // namespace newshound
