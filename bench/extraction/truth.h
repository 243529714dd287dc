// The truth file of a folder of pages:
//   {"NAME": {"title": "…", "authors": "A, B", "date": "2025-07-21", "articleBody": "…", "url": "…"}, …}
// for pages html/NAME.html. Fields that are missing aren't measured.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace newshound {

struct PageTruth {
  std::string title, date, body, url;
  std::vector<std::string> authors;
  bool has_body = false, has_authors = false;
};

// Throws std::runtime_error that names the file.
[[nodiscard]] std::map<std::string, PageTruth> read_truth(const std::string& file);
[[nodiscard]] std::string read_whole_file(const std::string& file);

}  // namespace newshound
