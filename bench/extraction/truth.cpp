#include "bench/extraction/truth.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "indexer/page_text.h"

namespace newshound {
namespace {

std::string text_at(const nlohmann::json& page, const char* key) {
  const auto found = page.find(key);
  return found != page.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> names_in(const nlohmann::json& authors) {
  std::vector<std::string> names;
  if (authors.is_array())
    for (const auto& name : authors) names.push_back(squeezed(name.get<std::string>()));
  if (!authors.is_string()) return names;
  const std::string list = authors.get<std::string>();
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (std::string name = squeezed(std::string_view(list).substr(begin, end - begin)); !name.empty()) names.push_back(name);
    begin = end + 1;
  }
  return names;
}

}  // namespace

std::string read_whole_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file + ": can't be opened");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, PageTruth> read_truth(const std::string& file) {
  const nlohmann::json json = nlohmann::json::parse(read_whole_file(file), nullptr, false);
  if (!json.is_object()) throw std::runtime_error(file + ": isn't a JSON object of pages");
  std::map<std::string, PageTruth> pages;
  for (const auto& [name, page] : json.items()) {
    PageTruth& truth = pages[name];
    truth.title = text_at(page, "title");
    truth.date = text_at(page, "date").substr(0, 10);
    truth.body = text_at(page, "articleBody");
    truth.url = text_at(page, "url");
    truth.has_body = page.contains("articleBody");
    truth.has_authors = page.contains("authors");
    if (truth.has_authors) truth.authors = names_in(page.at("authors"));
  }
  return pages;
}

}  // namespace newshound
