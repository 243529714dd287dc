#include "searchd/page_assets.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace newshound {
namespace {

const EmbeddedAsset* find(std::string_view path) {
  const auto all = embedded_assets();
  const auto found =
      std::lower_bound(all.begin(), all.end(), path, [](const EmbeddedAsset& a, std::string_view p) { return a.path < p; });
  return found != all.end() && found->path == path ? &*found : nullptr;
}

}  // namespace

bool PageAssets::has(std::string_view path) const { return find(path) != nullptr; }

std::string PageAssets::read(std::string_view path) const {
  const EmbeddedAsset* asset = find(path);
  if (asset == nullptr) throw std::runtime_error("the pages have no file " + std::string(path));
  if (folder_.empty()) return std::string(asset->content);
  const std::string name = folder_ + "/" + std::string(path);
  std::ifstream file(name, std::ios::binary);
  if (!file) throw std::runtime_error("--web-dir: " + name + " can't be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string_view PageAssets::version(std::string_view path) const {
  const EmbeddedAsset* asset = find(path);
  return asset == nullptr || !folder_.empty() ? std::string_view() : asset->version;
}

std::string_view asset_content_type(std::string_view path) {
  if (path.ends_with(".css")) return "text/css; charset=utf-8";
  if (path.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (path.ends_with(".json")) return "application/json";
  if (path.ends_with(".svg")) return "image/svg+xml";
  return "text/plain; charset=utf-8";
}

}  // namespace newshound
