// The files of the pages (searchd/web/), compiled into the daemon: embed_assets.py writes page_assets_data.cpp into the build
// folder. With a folder (--web-dir) they are read from there at each use, so that a page can be designed without compiling; only
// the names that are compiled in are read. Immutable; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace newshound {

struct EmbeddedAsset {
  std::string_view path;  // below searchd/web/: "page.css"
  std::string_view content;
  std::string_view version;  // of the content: eight hexadecimal digits
};

// Sorted by path.
[[nodiscard]] std::span<const EmbeddedAsset> embedded_assets();

class PageAssets {
 public:
  explicit PageAssets(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] bool uses_folder() const { return !folder_.empty(); }
  [[nodiscard]] bool has(std::string_view path) const;
  // The content. Throws std::runtime_error if there is no such asset, or the folder lacks it.
  [[nodiscard]] std::string read(std::string_view path) const;
  // Changes with the content; empty while a folder is used, whose files may change at any time.
  [[nodiscard]] std::string_view version(std::string_view path) const;

 private:
  std::string folder_;
};

// "text/css; charset=utf-8" by the ending of the name.
[[nodiscard]] std::string_view asset_content_type(std::string_view path);

}  // namespace newshound
