#include "searchd/archive_summary.h"

namespace newshound {
namespace {

ArchiveSummary summarize(Searcher& searcher, std::int64_t now_utc) {
  SearchRequest everything;
  everything.now_utc = now_utc;
  everything.sort = Sort::kNewest;
  everything.limit = 1;
  everything.highlight.wanted = false;
  everything.facets = {Field::kOutlet};
  everything.facet_limit = 1;
  const auto answer = searcher.search(everything);
  if (!answer || answer->total == 0) return {};
  return {answer->total, answer->facets[0].values, answer->hits[0].article.published};
}

}  // namespace

ArchiveSummary ArchiveSummaries::of(Searcher& searcher, std::int64_t now_utc, std::uint64_t epoch) {
  const std::uint64_t generation = searcher.snapshot().generation();
  {
    const std::lock_guard lock(mutex_);
    if (kept_ && kept_->generation == generation && kept_->epoch == epoch) return kept_->summary;
  }
  // Two threads may do it at once; the second does no harm.
  const ArchiveSummary made = summarize(searcher, now_utc);
  const std::lock_guard lock(mutex_);
  if (!kept_ || kept_->generation <= generation) kept_ = Kept{generation, epoch, made};
  return made;
}

}  // namespace newshound
