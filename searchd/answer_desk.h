// Where answers come from: the cache, an equal request that is being worked on, or a worker. I/O thread only, but for the work.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "searchd/metrics.h"
#include "searchd/response_cache.h"
#include "searchd/router.h"
#include "searchd/server_state.h"

namespace newshound {

// What a worker made of a request.
struct WorkResult {
  std::shared_ptr<const StoredAnswer> stored;  // a 200; else `response` is the answer
  HttpResponse response;
  bool keep = true;                          // in the cache
  bool partial = false;                      // `stored` is the first part, and more is to come
  std::unique_ptr<HitExport> rest;           // what makes it; the one who asked first takes it
  std::shared_ptr<const ServedIndex> index;  // that it was found in
  std::string parsed;
  double wait_ms = 0, parse_ms = 0, match_ms = 0, hits_ms = 0;
};

// Requests that wait for one result.
struct InFlight {
  std::vector<std::function<void(std::shared_ptr<WorkResult>)>> waiting;
};

struct Served {
  std::shared_ptr<WorkResult> result;
  CacheResult cache = CacheResult::kMiss;
};

// What an answer depends on beside the index: its key in the cache.
struct AnswerKey {
  std::string text;
  bool gzip = false;
  std::uint64_t hash = 0;  // of `text`, for ETags
};
[[nodiscard]] AnswerKey answer_key(const HttpRequest& request, const Rights& rights, const std::string& base_url);

// The generation, epoch and settings of now.
[[nodiscard]] Validity present_validity(ServerState& server, std::int64_t now_utc);

// Never fails: an error is a response.
[[nodiscard]] boost::asio::awaitable<Served> answer(ServerState& server, const RouteRow& row, RouteRequest request,
                                                    AnswerKey key);
// The next part of a stream; nothing if it can't be made. `more`: another one follows.
struct NextPart {
  bool failed = false, more = false;
  std::string bytes;
  std::unique_ptr<HitExport> rest;
};
[[nodiscard]] boost::asio::awaitable<NextPart> next_part(ServerState& server, std::unique_ptr<HitExport> rest,
                                                         std::shared_ptr<const ServedIndex> index);

}  // namespace newshound
