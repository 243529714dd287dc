// Any bytes as a query: lenient reading never fails below the limit of bytes, strict reading never throws, and a print reads as
// the same tree. The first byte chooses the options.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/parser.h"
#include "schemas/limits.h"

namespace {

using newshound::AstNode;
using newshound::ParsedQuery;
using newshound::ParseOptions;

// Words without spaces between them may be cut differently once they stand alone (query/ast.h).
bool is_spaced_script(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0xE0) return false;
  return true;
}

void forget_positions(AstNode& node) {
  node.begin = node.end = 0;
  for (AstNode& child : node.children) forget_positions(child);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view query(reinterpret_cast<const char*>(data) + 1, size - 1);
  ParseOptions options;
  options.exactness = static_cast<newshound::Exactness>((data[0] >> 3) % 3);
  options.match_any = (data[0] & 2) != 0;
  options.now_utc = 1753099200;
  if ((data[0] & 4) != 0) options.time_zone = "America/New_York";
  const auto parsed = newshound::parse_query(query, options);
  if (parsed.has_value() != (query.size() <= newshound::kMaxQueryBytes)) std::abort();
  options.strict = true;
  if (newshound::parse_query(query, options) && !parsed->notes.empty()) std::abort();
  if (!parsed) return 0;
  ParsedQuery first = *parsed;
  const std::string printed = newshound::print_ast(first.root);
  const bool too_many = options.match_any && first.root.children.size() > newshound::kMaxQueryOperators;
  if (too_many || printed.size() > newshound::kMaxQueryBytes || !is_spaced_script(printed)) return 0;
  if (options.exactness != newshound::Exactness::kSpelling) options.exactness = newshound::Exactness::kStem;
  ParsedQuery again = newshound::parse_query(printed, {.exactness = options.exactness}).value();
  forget_positions(first.root);
  forget_positions(again.root);
  if (!(first.root == again.root)) std::abort();
  return 0;
}
