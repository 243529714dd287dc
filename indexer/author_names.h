// Names of authors out of what pages write beside "author": "By Ann Lee and Bo Chen, Staff Writers". Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newshound {

// The names, each once, in order; without "by", roles, agencies, addresses, and the site's own name (`site`, may be empty).
[[nodiscard]] std::vector<std::string> author_names(std::span<const std::string> values, std::string_view site);

}  // namespace newshound
