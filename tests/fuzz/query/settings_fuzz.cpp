// Any bytes as a profile and as a file of synonyms: read or refused with a message, and a query is expanded to a tree whose every
// group begins with what was asked for.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "query/parser.h"
#include "query/profile.h"
#include "query/synonyms.h"
#include "schemas/limits.h"

namespace {

using newshound::AstNode;

void check(const AstNode& node) {
  if (node.synonyms && (node.kind != newshound::NodeKind::kOr || node.children.empty())) std::abort();
  if (node.kind == newshound::NodeKind::kSequence && node.window < node.words.size()) std::abort();
  for (const AstNode& child : node.children) check(child);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto profile = newshound::parse_profile(text, "profile"); !profile && profile.error().message.empty()) std::abort();
  const auto synonyms = newshound::Synonyms::parse(text, "synonyms");
  if (!synonyms) {
    if (synonyms.error().message.empty()) std::abort();
    return 0;
  }
  const std::vector<std::string> languages = {"en"};
  // The file's own words make the likeliest query.
  const auto query = newshound::parse_query(text.substr(0, newshound::kMaxQueryBytes), {});
  if (query) check((*synonyms)->expand(query->root, languages));
  return 0;
}
