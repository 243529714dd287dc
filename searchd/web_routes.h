// The routes for people: pages, their scripts and styles, and the description for browsers' search bars. Every page carries a
// strict Content-Security-Policy and asks search engines not to list it. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "query/searcher.h"
#include "searchd/archive_summary.h"
#include "searchd/http_message.h"
#include "searchd/page_assets.h"
#include "searchd/target.h"

namespace newshound {

class WebRoutes {
 public:
  // `web_dir`: folder of searchd/web's files, empty = those compiled in. `public_url`: where readers reach the daemon, e.g.
  // "https://search.example"; empty = as the request's Host says.
  explicit WebRoutes(std::string web_dir = {}, std::string public_url = {});

  // Whether its files may change at any time.
  [[nodiscard]] bool uses_folder() const { return assets_.uses_folder(); }
  // Whether answer() serves it.
  [[nodiscard]] bool is_page(const Target& target) const;
  // Files and opensearch.xml; nothing if it is none of them.
  [[nodiscard]] std::optional<HttpResponse> respond_at_once(const Target& target) const;
  // A page; for a bad query or an article that isn't there a page that says so. `epoch`: ServedIndex::epoch() at that time.
  // Throws what the layers below throw.
  [[nodiscard]] HttpResponse answer(const Target& target, Searcher& searcher, std::int64_t now_utc, std::uint64_t epoch) const;
  // A problem document that answers a page's request becomes a page; other responses stay as they are.
  void dress(const Target& target, HttpResponse& response, std::int64_t now_utc) const;

 private:
  [[nodiscard]] HttpResponse opensearch(const Target& target) const;

  PageAssets assets_;
  mutable ArchiveSummaries archives_;  // locks by itself
  std::string public_url_;
};

}  // namespace newshound
