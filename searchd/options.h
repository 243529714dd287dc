// What newshound-searchd can be told: by its configuration file, the environment and its command line (searchd/config_table.h has
// the names and their meaning). A plain value; the parts marked live may be replaced while the daemon runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "schemas/limits.h"

namespace newshound {

// What the bearer of an API key may do that others may not.
struct ApiKey {
  std::string name;    // for the log
  std::string sha256;  // of the key, hex: the key itself is nowhere
  bool bodies = false, limits = false, bulk = false;

  friend bool operator==(const ApiKey&, const ApiKey&) = default;
};

struct ServerOptions {
  std::string index;                                     // folder
  std::vector<std::string> listen = {"127.0.0.1:8080"};  // ADDRESS:PORT or unix:PATH; port 0 = any free one, printed when ready
  std::string metrics_listen;                            // likewise; empty: /metrics on the other listeners, to loopback alone
  std::string public_url;                                // live; scheme and authority of our links; empty: those of the request
  std::vector<std::string> hosts;                        // live; names that Host may have; empty: any
  std::string profile;                                   // file; empty: the default profile
  std::string synonyms;                                  // file; empty: none
  std::string web_dir;                                   // folder with the pages' files; empty: those compiled in
  std::size_t workers = 0;                               // threads that search; 0 = one a core
  std::chrono::milliseconds watch_interval{500};         // between looks for a newer generation

  // Limits; all live.
  std::size_t queue = 128;                             // requests that wait for a worker; more get 503 at once
  std::size_t max_connections = 4096;                  // more are told 503 and closed
  std::size_t max_connections_per_address = 1024;      // likewise
  std::size_t body_bytes = kMaxRequestBodyBytes;       // of a request
  std::chrono::milliseconds header_timeout{10000};     // from the first byte of a request to the end of its header
  std::chrono::milliseconds body_timeout{10000};       // from there to the end of its body
  std::chrono::milliseconds idle_timeout{60000};       // between requests of a connection
  std::chrono::milliseconds write_timeout{30000};      // to take an answer, or a part of a stream
  std::chrono::milliseconds request_timeout{10000};    // from the queue to the answer: work past it stops
  std::chrono::milliseconds drain_timeout{10000};      // after SIGTERM, for requests that run
  std::size_t memory_bytes = 0;                        // of both caches together; 0: as the next two say
  std::size_t cache_bytes = 64u << 20;                 // of answers; 0: none are kept
  std::size_t posting_bytes = 128u << 20;              // of decoded postings, which all workers share; 0: none are
  std::chrono::milliseconds max_age{10000};            // that clients may keep an answer without asking
  std::chrono::milliseconds hold_generations{300000};  // that a generation lives on for the cursors that name it

  // Who may what; all live.
  std::vector<std::string> cors_origins;     // "*" or origins, such as https://news.example
  std::vector<std::string> trusted_proxies;  // addresses whose X-Forwarded-For is believed; "unix" for Unix sockets
  bool bulk_needs_key = false;               // jsonl, csv and ids only with a key that has the scope
  std::vector<ApiKey> keys;

  // The log; all live.
  std::string log_level = "info";
  std::string log_format = "text";           // or json
  bool log_access = false;                   // a line for each request; a proxy in front has one already
  bool log_queries = true;                   // with their text
  bool log_addresses = true;                 // with clients' addresses
  std::chrono::milliseconds log_slow{1000};  // requests that took longer are logged with their query as parsed; 0: none

  // What the caches may take, of answers and of decoded postings.
  [[nodiscard]] std::size_t answer_cache_bytes() const { return memory_bytes == 0 ? cache_bytes : memory_bytes / 3; }
  [[nodiscard]] std::size_t posting_cache_bytes() const {
    return memory_bytes == 0 ? posting_bytes : memory_bytes - memory_bytes / 3;
  }
};

}  // namespace newshound
