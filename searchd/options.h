// What newshound-searchd can be told on its command line. A plain value.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace newshound {

struct ServerOptions {
  std::string index;       // folder
  std::string profile;     // file; empty: the default profile
  std::string synonyms;    // file; empty: none
  std::string web_dir;     // folder with searchd/web's files, read at each use; empty: those compiled in
  std::string public_url;  // where readers reach the pages; empty: as a request's Host says
  std::string address = "127.0.0.1";
  unsigned short port = 8080;                        // 0 = any free one, printed when ready
  unsigned workers = 0;                              // threads that search; 0 = one a core
  std::size_t queue = 128;                           // requests that wait for a worker; more get 503 at once
  std::size_t max_connections = 1024;                // more are told 503 and closed
  std::chrono::milliseconds header_timeout{10000};   // from the first byte of a request to the end of its header
  std::chrono::milliseconds idle_timeout{30000};     // between requests of a connection
  std::chrono::milliseconds write_timeout{30000};    // to take an answer
  std::chrono::milliseconds request_timeout{10000};  // in the queue: work that waited longer isn't begun
  std::chrono::milliseconds drain_timeout{10000};    // after SIGTERM, for requests that run
  std::chrono::milliseconds watch_interval{500};     // between looks for a newer generation
};

}  // namespace newshound
