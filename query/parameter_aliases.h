// Names that other news and search APIs give to our parameters, so that their users' scripts need but a new host; each stands for
// one of ours, with its meaning. Only names whose values mean the same are here. Constant data; any thread.
#pragma once

#include <span>
#include <string_view>

namespace newshound {

struct ParameterAlias {
  std::string_view alias, name;
};

// Sorted by alias.
[[nodiscard]] std::span<const ParameterAlias> parameter_aliases();
// The name that `name` stands for: itself if it is no alias.
[[nodiscard]] std::string_view canonical_parameter(std::string_view name);

}  // namespace newshound
