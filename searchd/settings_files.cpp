#include "searchd/settings_files.h"

#include <stdexcept>
#include <system_error>
#include <utility>

#include <spdlog/spdlog.h>

namespace newshound {
namespace {

constexpr std::chrono::seconds kInterval{1};

std::filesystem::file_time_type time_of(const std::string& file) {
  std::error_code error;  // a file that is gone has no time: reading it will say so
  return file.empty() ? std::filesystem::file_time_type{} : std::filesystem::last_write_time(file, error);
}

}  // namespace

SettingsFiles::SettingsFiles(std::string profile, std::string synonyms)
    : profile_(std::move(profile)), synonyms_(std::move(synonyms)), times_(times()), looked_(std::chrono::steady_clock::now()) {
  auto settings = read();
  if (!settings) throw std::runtime_error(settings.error().message);
  current_.settings = std::move(*settings);
}

SettingsFiles::Times SettingsFiles::times() const { return {time_of(profile_), time_of(synonyms_)}; }

Result<SearchSettings> SettingsFiles::read() const {
  SearchSettings settings;
  if (!profile_.empty()) {
    const auto profile = read_profile(profile_);
    if (!profile) return tl::unexpected(profile.error());
    settings.profile = *profile;
  }
  if (!synonyms_.empty()) {
    const auto synonyms = Synonyms::read(synonyms_);
    if (!synonyms) return tl::unexpected(synonyms.error());
    settings.synonyms = *synonyms;
  }
  return settings;
}

SettingsFiles::Current SettingsFiles::current() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ < kInterval) return current_;
  looked_ = now;
  const Times changed = times();
  if (changed == times_) return current_;
  times_ = changed;
  auto settings = read();
  if (!settings) {
    spdlog::error("the settings stay as they were: {}", settings.error().message);
    return current_;
  }
  current_.settings = std::move(*settings);
  ++current_.version;
  spdlog::info("profile and synonyms were read again");
  return current_;
}

}  // namespace newshound
