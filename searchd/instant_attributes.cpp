#include "searchd/instant_attributes.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "query/answer_json.h"
#include "query/query_notes.h"
#include "searchd/instant_json.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kMinSnippetBytes = 20, kMaxSnippetBytes = 2000;  // as highlight.length
constexpr std::size_t kBytesOfWord = 6;                                // English, with its blank: snippets are asked for in words
constexpr std::size_t kMaxSnippetWords = 1000;
constexpr std::string_view kTexts[] = {"title", "standfirst", "body"};
// Members of a hit that are of use only where another client marks, scores and links.
constexpr std::string_view kNotByDefault[] = {"body",    "extra", "canonical_url", "embargoed_until",
                                              "expires", "score", "link",          "highlight"};

}  // namespace

std::vector<std::string> default_members() {
  std::vector<std::string> members;
  for (const std::string_view name : hit_field_names())
    if (std::find(std::begin(kNotByDefault), std::end(kNotByDefault), name) == std::end(kNotByDefault))
      members.emplace_back(name);
  return members;
}

Result<void> read_attributes_to_highlight(std::string_view place, const json& value, InstantQuery& query) {
  const auto names = read_names(place, value);
  if (!names) return tl::unexpected(names.error());
  const auto has = [&](std::string_view name) {
    return std::any_of(names->begin(), names->end(), [&](const std::string& n) { return n == name || n == "*"; });
  };
  for (std::size_t i = 0; i < std::size(kTexts); ++i) query.highlights[i] = has(kTexts[i]);
  query.highlights_values = has("outlet") || has("section") || has("authors") || has("topics") || has("places");
  return {};
}

// "body:30": about thirty words of it. Names of other attributes say nothing.
Result<void> read_attributes_to_snippet(std::string_view place, const json& value, InstantQuery& query) {
  const auto names = read_names(place, value);
  if (!names) return tl::unexpected(names.error());
  query.snippets = {};
  for (const std::string& name : *names) {
    const std::size_t colon = std::min(name.find(':'), name.size());
    std::size_t bytes = query.search.highlight.length;
    if (colon < name.size()) {
      const auto words = read_count(place, json(name.substr(colon + 1)), 1, kMaxSnippetWords);
      if (!words)
        return tl::unexpected(
            wrong_at(place, fmt::format("\"{}\" is not attribute:words with 1 to {} words", shown(name), kMaxSnippetWords)));
      bytes = std::clamp(*words * kBytesOfWord, kMinSnippetBytes, kMaxSnippetBytes);
    }
    for (std::size_t i = 0; i < std::size(kTexts); ++i) {
      if (name.compare(0, colon, kTexts[i]) != 0 && name.compare(0, colon, "*") != 0) continue;
      query.snippets[i] = true;
      (*query.search.highlight.attributes)[i].snippet_bytes = bytes;
    }
  }
  return {};
}

Result<void> read_attributes_to_retrieve(std::string_view place, const json& value, InstantQuery& query) {
  const auto names = read_names(place, value);
  if (!names) return tl::unexpected(names.error());
  std::vector<std::string> members;
  for (const std::string& name : *names) {
    if (name == "objectID" || name == kPublishedAttribute) continue;  // always there
    if (name == "*") {
      const auto all = default_members();
      members.insert(members.end(), all.begin(), all.end());
      continue;
    }
    const std::string member = name.starts_with('-') ? name.substr(1) : name;
    if (auto known = check_fields({member}); !known) return tl::unexpected(wrong_at(place, known.error().message));
    if (member.size() == name.size()) members.push_back(member);
    if (member.size() != name.size()) std::erase(members, member);
  }
  if (members.empty()) members.emplace_back("id");
  query.search.fields = std::move(members);
  return {};
}

}  // namespace newshound
