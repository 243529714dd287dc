// Answers requests on one snapshot. One Searcher per thread (worker); a snapshot may serve many. Never writes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "query/answer.h"
#include "query/explain.h"
#include "query/marked_article.h"
#include "query/request.h"
#include "query/settings.h"
#include "query/similar.h"
#include "query/suggest.h"
#include "schemas/error.h"
#include "storage/snapshot.h"

namespace newshound {

// Which matcher runs: ours, or Xapian's own over an index built with --positions (the tests' oracle, and the door to remote
// backends).
enum class Engine : unsigned char { kOnePass, kXapian };

class Searcher {
 public:
  // `worker` < snapshot->workers(): the Xapian handles it uses. kXapian on an index without positions throws
  // IndexError(kIncompatible).
  Searcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker, Engine engine = Engine::kOnePass,
           SearchSettings settings = {});
  ~Searcher();
  Searcher(const Searcher&) = delete;
  Searcher& operator=(const Searcher&) = delete;

  // The answer. An Error only for a bad query or parameter (kInvalidQuery, kTooLarge); throws IndexError for damage.
  [[nodiscard]] Result<SearchAnswer> search(const SearchRequest& request);
  // The article with that id, if it is there and visible at `now_utc` (or `show_hidden`).
  [[nodiscard]] std::optional<Article> article(std::string_view id, std::int64_t now_utc, bool show_hidden = false);

  // What somebody may be typing; throws IndexError for damage.
  [[nodiscard]] SuggestAnswer suggest(const SuggestRequest& request);

  // Articles on the same subject; nothing if there is no such article that may be seen.
  [[nodiscard]] std::optional<SimilarAnswer> similar(const SimilarRequest& request);
  // Why the article is a hit of the request or not; nothing if there is no such article that may be seen.
  [[nodiscard]] Result<std::optional<Explanation>> explain(const SearchRequest& request, const std::string& id);
  // The article with the marks of the request's query; nothing if there is no such article that may be seen.
  [[nodiscard]] Result<std::optional<MarkedArticle>> marked(const SearchRequest& request, const std::string& id);

  [[nodiscard]] const Snapshot& snapshot() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newshound
