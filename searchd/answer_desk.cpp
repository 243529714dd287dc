#include "searchd/answer_desk.h"

#include <chrono>
#include <exception>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <xxhash.h>

#include "query/deadline.h"
#include "searchd/clock.h"
#include "searchd/gzip.h"

namespace newshound {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

struct Work {
  const RouteRow* row = nullptr;
  RouteRequest request;
  AnswerKey key;
  Clock::time_point queued, deadline;
  std::uint64_t configuration = 0;
  std::chrono::milliseconds hold{};
};

// The answer as bytes, with the part of its head that never changes.
std::shared_ptr<const StoredAnswer> store(RouteAnswer& answer, const Work& work, const Validity& validity, std::int64_t minute) {
  auto stored = std::make_shared<StoredAnswer>();
  stored->validity = validity;
  stored->any_origin = answer.any_origin;
  stored->by_language = answer.by_language;
  stored->cache_control = answer.cache_control;
  stored->minute = answer.by_clock ? minute : kNoMinute;
  stored->tag = entity_tag(validity, stored->minute, work.key.hash);
  stored->body = std::move(answer.body);
  const bool compressed = work.key.gzip && stored->body.size() >= kMinGzipBytes && !answer.rest;
  if (compressed) stored->body = gzip(stored->body);
  stored->lines = fmt::format("Content-Type: {}\r\n", answer.content_type);
  if (compressed) stored->lines += "Content-Encoding: gzip\r\n";
  if (!answer.rest) stored->lines += fmt::format("Content-Length: {}\r\n", stored->body.size());
  if (!answer.rest && answer.keep) stored->lines += fmt::format("ETag: {}\r\n", stored->tag);
  for (const auto& [name, value] : answer.headers) stored->lines += fmt::format("{}: {}\r\n", name, value);
  return stored;
}

// The generation that the request is about: the present one, or that of its cursor. Null if that is gone.
std::shared_ptr<const ServedIndex> index_of(ServerState& server, const RouteRequest& request) {
  const auto named = named_generation(request);
  if (!named) return server.watcher.current();
  auto held = server.watcher.find(*named);
  return held ? held : server.watcher.current();  // the searcher then says that the cursor is too old
}

void work_on(ServerState& server, Work& work, unsigned worker, WorkResult& result) {
  const std::int64_t now = now_utc();
  result.index = index_of(server, work.request);
  const SettingsFiles::Current settings = server.settings.current();
  const Validity validity{result.index->snapshot->generation(), result.index->epoch(now), settings.version + work.configuration};
  Searcher& searcher = server.searchers[worker].get(result.index->snapshot, worker, settings);
  const DeadlineScope deadline(work.deadline);
  work.request.epoch = validity.epoch;
  auto answer = work.row->answer(work.request, searcher, now);
  if (!answer) {
    result.response = from_error(answer.error());
    return;
  }
  if (answer->status != 200) {
    result.response = {answer->status, std::move(answer->content_type), std::move(answer->body), std::move(answer->headers)};
    return;
  }
  if (answer->names_generation) server.watcher.hold(result.index->snapshot->generation(), work.hold);
  result.stored = store(*answer, work, validity, now / 60);
  result.keep = answer->keep;
  result.partial = answer->rest != nullptr;
  result.rest = std::move(answer->rest);
  result.parsed = std::move(answer->parsed);
  result.parse_ms = answer->parse_ms;
  result.match_ms = answer->match_ms;
  result.hits_ms = answer->hits_ms;
}

// On a worker: the result, whatever happens.
std::shared_ptr<WorkResult> run(ServerState& server, Work& work, unsigned worker) {
  auto result = std::make_shared<WorkResult>();
  result->wait_ms = milliseconds_since(work.queued);
  server.metrics.observe_wait(result->wait_ms / 1000);
  if (Clock::now() > work.deadline) {
    server.metrics.count_deadline();
    result->response = busy_response("the request waited too long for a worker");
    return result;
  }
  try {
    work_on(server, work, worker, *result);
  } catch (const DeadlinePassed&) {
    server.metrics.count_deadline();
    result->stored = nullptr;
    result->response = busy_response("the search took too long and was stopped; make it narrower");
  } catch (const std::exception& error) {  // a damaged index, memory: the client isn't to blame
    result->stored = nullptr;
    result->response = internal_error(error.what());
  } catch (...) {  // Xapian's errors have a root of their own, which this folder doesn't know
    result->stored = nullptr;
    result->response = internal_error("an error of the search library: a file of the index is damaged");
  }
  return result;
}

// Gives the result to all who wait for it.
void deliver(ServerState& server, const std::string& key, const std::shared_ptr<WorkResult>& result) {
  const auto found = server.in_flight.find(key);
  if (found == server.in_flight.end()) return;
  const std::shared_ptr<InFlight> flight = found->second;
  server.in_flight.erase(found);
  for (auto& give : flight->waiting) give(result);
}

// Begins the work; its result is delivered on the I/O thread. False if the queue is full.
bool submit(ServerState& server, Work work, std::string flight_key) {
  auto shared = std::make_shared<Work>(std::move(work));
  return server.pool.submit([&server, shared, flight_key = std::move(flight_key)](unsigned worker) {
    auto result = run(server, *shared, worker);
    asio::post(server.io, [&server, shared, flight_key, result = std::move(result)] {
      const bool keep = result->stored && result->keep && !result->partial && server.options.answer_cache_bytes() != 0;
      if (keep) server.cache.add(shared->key.text, result->stored);
      deliver(server, flight_key, result);
    });
  });
}

// Suspends until the flight lands.
asio::awaitable<std::shared_ptr<WorkResult>> wait_for(InFlight& flight) {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(std::shared_ptr<WorkResult>)>(
      [&flight](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        flight.waiting.push_back([shared](std::shared_ptr<WorkResult> result) { std::move (*shared)(std::move(result)); });
      },
      asio::use_awaitable);
}

}  // namespace

AnswerKey answer_key(const HttpRequest& request, const Rights& rights, const std::string& base_url) {
  AnswerKey key;
  key.gzip = accepts_gzip(request.header("Accept-Encoding"));
  const char flags[] = {
      rights.bodies ? 'b' : '-', rights.limits ? 'l' : '-', rights.bulk ? 'k' : '-', key.gzip ? 'z' : '-', '\n', '\0'};
  key.text.reserve(request.target.size() + request.body.size() + base_url.size() + sizeof flags + 2);
  key.text += flags;
  key.text += request.target;
  key.text += '\n';
  key.text += base_url;
  const bool api = request.target.starts_with("/v1/") || request.target.starts_with("/1/");
  if (!api) {  // pages
    key.text += '\n';
    key.text += request.header("Accept-Language");
  }
  if (request.method == "POST") {
    key.text += '\n';
    key.text += request.body;
  }
  // An ETag is weak: the same with and without compression.
  const std::string_view tagged = std::string_view(key.text);
  key.hash = XXH3_64bits_withSeed(tagged.data() + 5, tagged.size() - 5, static_cast<XXH64_hash_t>(flags[0] + 2 * flags[1]));
  return key;
}

Validity present_validity(ServerState& server, std::int64_t now) {
  const auto index = server.watcher.current();
  return {index->snapshot->generation(), index->epoch(now), server.settings.current().version + server.configuration};
}

asio::awaitable<Served> answer(ServerState& server, const RouteRow& row, RouteRequest request, AnswerKey key) {
  const Validity validity = present_validity(server, now_utc());
  const std::string flight_key =
      fmt::format("{:x}.{:x}.{:x}.{}", validity.generation, validity.epoch, validity.settings, key.text);
  const auto flying = server.in_flight.find(flight_key);
  if (flying != server.in_flight.end()) {
    const std::shared_ptr<InFlight> flight = flying->second;
    std::shared_ptr<WorkResult> result = co_await wait_for(*flight);
    if (!result->partial) co_return Served{std::move(result), CacheResult::kShared};
    // A stream belongs to one client: this one gets its own below.
  }
  const auto now = Clock::now();
  Work work{&row,
            std::move(request),
            std::move(key),
            now,
            now + server.options.request_timeout,
            server.configuration,
            server.options.hold_generations};
  auto flight = std::make_shared<InFlight>();
  std::string own_key = flight_key;
  if (server.in_flight.contains(own_key)) own_key += fmt::format("\n{}", ++server.request_number);
  server.in_flight.emplace(own_key, flight);
  if (!submit(server, std::move(work), own_key)) {
    server.in_flight.erase(own_key);
    server.metrics.count_overload();
    auto refused = std::make_shared<WorkResult>();
    refused->response = busy_response("too many requests are waiting");
    co_return Served{std::move(refused), CacheResult::kMiss};
  }
  std::shared_ptr<WorkResult> result = co_await wait_for(*flight);
  co_return Served{std::move(result), CacheResult::kMiss};
}

asio::awaitable<NextPart> next_part(ServerState& server, std::unique_ptr<HitExport> rest,
                                    std::shared_ptr<const ServedIndex> index) {
  struct Stream {
    std::unique_ptr<HitExport> rest;
    std::shared_ptr<const ServedIndex> index;
  };
  auto stream = std::make_shared<Stream>(Stream{std::move(rest), std::move(index)});
  // References alone: g++ 12 destroys what a temporary in a co_await holds twice. This frame lives until the part is there.
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(NextPart)>(
      [&server, &stream](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        const auto give = [shared, &server](std::shared_ptr<NextPart> part) {
          asio::post(server.io, [shared, part = std::move(part)]() mutable { std::move (*shared)(std::move(*part)); });
        };
        const auto deadline = Clock::now() + server.options.request_timeout;
        const bool queued = server.pool.submit([give, stream = stream, deadline, &server](unsigned worker) {
          auto part = std::make_shared<NextPart>();
          try {
            Searcher& searcher = server.searchers[worker].get(stream->index->snapshot, worker, server.settings.current());
            const DeadlineScope scope(deadline);
            const auto more = stream->rest->next(searcher, part->bytes);
            part->failed = !more;
            part->more = more && *more;
            part->rest = std::move(stream->rest);
          } catch (...) {  // the stream is cut, which its client sees
            part->failed = true;
          }
          give(std::move(part));
        });
        if (queued) return;
        auto refused = std::make_shared<NextPart>();
        refused->failed = true;
        give(std::move(refused));
      },
      asio::use_awaitable);
}

}  // namespace newshound
