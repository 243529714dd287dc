// The ranking profile: what an operator may set of `best`, read from a TOML file (--profile). A plain value; pure reading.
//   [best]
//   recency_strength = 0.3       # what a brand-new article gains, as a share of the query's highest possible score; 0 to 1
//   half_life_days = 30          # at this age an article gains half of that; 0.01 to 100000
#pragma once

#include <filesystem>
#include <string_view>

#include "query/ranking.h"
#include "schemas/error.h"

namespace newshound {

struct Profile {
  Recency recency;

  friend bool operator==(const Profile&, const Profile&) = default;
};

// kUnreadableInput, naming file, line and remedy, if the file can't be read, holds an unknown key or a value out of range.
[[nodiscard]] Result<Profile> read_profile(const std::filesystem::path& file);
// The same of text; `name` stands for the file in messages.
[[nodiscard]] Result<Profile> parse_profile(std::string_view text, std::string_view name);

}  // namespace newshound
