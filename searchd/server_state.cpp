#include "searchd/server_state.h"

#include <chrono>
#include <utility>

namespace newshound {
namespace {

constexpr std::size_t kSearchersOfWorker = 4;  // the present generation and some that cursors name

}  // namespace

Searcher& WorkerSearchers::get(const std::shared_ptr<const Snapshot>& snapshot, unsigned worker,
                               SettingsFiles::Current settings) {
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->snapshot != snapshot || entry->settings != settings.version) continue;
    entries_.splice(entries_.begin(), entries_, entry);
    return *entries_.front().searcher;
  }
  auto searcher = std::make_unique<Searcher>(snapshot, worker, Engine::kOnePass, std::move(settings.settings));
  entries_.push_front({snapshot, settings.version, std::move(searcher)});
  if (entries_.size() > kSearchersOfWorker) entries_.pop_back();
  return *entries_.front().searcher;
}

ServerState::ServerState(ServerOptions o)
    : options(std::move(o)),
      access(options),
      web(std::make_shared<const WebRoutes>(options.web_dir, options.public_url)),
      watcher(options.index, static_cast<unsigned>(options.workers), options.watch_interval),
      settings(options.profile, options.synonyms),
      cache(options.answer_cache_bytes()),
      searchers(options.workers),
      started(static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()) & 0xFFFFFFFFFFU),
      pool(static_cast<unsigned>(options.workers), options.queue) {
  watcher.current()->snapshot->posting_cache().set_limit(options.posting_cache_bytes());  // later generations take it over
}

}  // namespace newshound
