// Which format an input is in, by its first bytes, never by its name. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newshound {

enum class Format { kNone, kJsonLines, kJson, kNinjs, kNinjsLines, kJsonFeed, kXml, kCsv, kWarc, kHtml, kText };

struct Sniffed {
  Format format = Format::kNone;
  std::string problem;  // why it is none; empty for an input without content
};

inline constexpr std::size_t kSniffBytes = 1u << 16;

// `head`: the first bytes in UTF-8, behind white space. `mapped`: there is a mapping, so that text without another shape is CSV.
[[nodiscard]] Sniffed sniff_format(std::string_view head, bool mapped);
// The names of --format, and what each means.
[[nodiscard]] const std::vector<std::string>& format_names();
[[nodiscard]] Format format_of(std::string_view name, std::string_view head);

}  // namespace newshound
