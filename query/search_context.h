// What answering needs, for one worker on one snapshot: shared by search, suggestions, similar articles and explanations. Part of
// query/searcher.h's inside. One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/matcher.h"
#include "query/planner.h"
#include "query/searcher.h"
#include "storage/text_store.h"

namespace newshound {

struct DocumentPlace {
  std::uint32_t segment = 0, document = 0;
};

struct LocatedArticle {
  DocumentPlace place;
  Article article;
};

struct SearchContext {
  SearchContext(std::shared_ptr<const Snapshot> snapshot, unsigned worker, Engine engine, SearchSettings settings);

  std::shared_ptr<const Snapshot> snapshot;
  unsigned worker;
  Planner planner;
  std::unique_ptr<Matcher> matcher;
  TextReader reader;
  SearchSettings settings;

  [[nodiscard]] PlanOptions plan_options(const SearchRequest& request, const AstNode& root, const std::string& text) const;
  // Both passes: matching, then neighbouring words. `ranked` reaches to the end of the request's page.
  [[nodiscard]] MatchResult match(const PlanNode& plan, const SearchRequest& request, Sort sort, bool dated);
  // The article with that id and where it lies, hidden or not; none if it isn't there or deleted.
  [[nodiscard]] std::optional<LocatedArticle> locate(std::string_view id);
  // The article with that id, if it is there and visible at `now_utc` (or `show_hidden`).
  [[nodiscard]] std::optional<Article> article(std::string_view id, std::int64_t now_utc, bool show_hidden);
  // Articles that match, whatever the filters of `alone` (query/request_reading.h: without_filters).
  [[nodiscard]] std::uint64_t count(const AstNode& root, const SearchRequest& alone, const PlanOptions& options);
  // The hits of the request's page.
  [[nodiscard]] std::vector<Hit> hits(const MatchResult& result, const SearchRequest& request, const PlanNode& plan);

 private:
  // What is left of a hit without its stored article.
  [[nodiscard]] Hit bare_hit(const RankedDocument& ranked) const;
};

}  // namespace newshound
