#include "query/profile.h"

#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace newshound {
namespace {

constexpr std::size_t kMaxProfileBytes = 64u << 10;  // a profile has ten lines
constexpr double kSecondsPerDay = 86400;

Error bad(std::string_view name, std::size_t line, const std::string& problem) {
  return {ErrorCode::kUnreadableInput, fmt::format("{}:{}: {}", name, line, problem)};
}

// Reads the number at `node` into `target`.
Result<void> take_number(std::string_view name, std::string_view key, const toml::node& node, double least, double most,
                         double& target) {
  const auto value = node.value<double>();
  if (value && *value >= least && *value <= most) {
    target = *value;
    return {};
  }
  return tl::unexpected(bad(name, node.source().begin.line, fmt::format("{} must be a number from {} to {}", key, least, most)));
}

Result<void> take_best(std::string_view name, const toml::table& table, Profile& profile) {
  for (const auto& [key, node] : table) {
    Result<void> taken;
    if (key.str() == "recency_strength") {
      taken = take_number(name, key.str(), node, 0, 1, profile.recency.strength);
    } else if (key.str() == "half_life_days") {
      double days = 0;
      taken = take_number(name, key.str(), node, 0.01, 100000, days);
      profile.recency.half_life_seconds = days * kSecondsPerDay;
    } else {
      taken =
          tl::unexpected(bad(name, key.source().begin.line,
                             fmt::format("unknown key \"best.{}\": known are recency_strength and half_life_days", key.str())));
    }
    if (!taken) return taken;
  }
  return {};
}

}  // namespace

Result<Profile> parse_profile(std::string_view text, std::string_view name) {
  Profile profile;
  try {
    const toml::table root = toml::parse(text, std::string(name));
    for (const auto& [key, node] : root) {
      const toml::table* table = node.as_table();
      if (key.str() != "best" || table == nullptr)
        return tl::unexpected(
            bad(name, key.source().begin.line, fmt::format("unknown key \"{}\": a profile has one table, [best]", key.str())));
      if (auto taken = take_best(name, *table, profile); !taken) return tl::unexpected(taken.error());
    }
  } catch (const toml::parse_error& error) {
    return tl::unexpected(bad(name, error.source().begin.line, std::string(error.description())));
  }
  return profile;
}

Result<Profile> read_profile(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return tl::unexpected(Error{ErrorCode::kUnreadableInput,
                                fmt::format("{}: can't be opened; give a profile, see docs/ranking.md", file.string())});
  std::string text(kMaxProfileBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kMaxProfileBytes)
    return tl::unexpected(Error{ErrorCode::kUnreadableInput,
                                fmt::format("{}: has over {} bytes; this is no profile", file.string(), kMaxProfileBytes)});
  return parse_profile(text, file.string());
}

}  // namespace newshound
