#include "searchd/page_wording.h"

#include <stdexcept>

#include <nlohmann/json.hpp>

namespace newshound {
namespace {

std::string filled(std::string_view pattern, WordingPlaces places) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = pattern.find('{', at), close = pattern.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return out.append(pattern.substr(at));
    out += pattern.substr(at, open - at);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    for (const auto& [place, value] : places)
      if (place == name) out += value;
    at = close + 1;
  }
  return out;
}

}  // namespace

const std::vector<std::string>& page_languages() {
  static const std::vector<std::string> languages{"en", "de", "fr", "es", "ar"};
  return languages;
}

Wording::Wording(std::string_view own, std::string_view english) {
  read(english);
  read(own);
}

void Wording::read(std::string_view json) {
  const auto file = nlohmann::json::parse(json, nullptr, false);
  if (!file.is_object() || !file.contains("page") || !file["page"].is_object())
    throw std::runtime_error("a file of the pages' words (web/strings) is no JSON object with a member \"page\"");
  for (const auto& [key, value] : file["page"].items()) {
    if (value.is_string()) texts_[key] = value.get<std::string>();
    if (!value.is_object()) continue;
    std::erase_if(texts_, [&, start = key + "/"](const auto& entry) { return entry.first.starts_with(start); });
    for (const auto& [category, form] : value.items())
      if (form.is_string()) texts_[key + "/" + category] = form.get<std::string>();
  }
}

std::string Wording::text(std::string_view key, WordingPlaces places) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? std::string(key) : filled(found->second, places);
}

std::string Wording::count(std::string_view key, std::uint64_t n, const ReaderLocale& locale, WordingPlaces places) const {
  auto form = texts_.find(std::string(key) + "/" + locale.plural(n));
  if (form == texts_.end()) form = texts_.find(std::string(key) + "/other");
  if (form == texts_.end()) return std::string(key);
  std::string pattern = form->second;
  const std::string number = locale.number(n);
  for (std::size_t at = pattern.find("{n}"); at != std::string::npos; at = pattern.find("{n}", at + number.size()))
    pattern.replace(at, 3, number);
  return filled(pattern, places);
}

}  // namespace newshound
