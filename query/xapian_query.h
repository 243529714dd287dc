// A plan as a Xapian query over an index built with --positions, and the weight that scores it as query/ranking.h says.
#pragma once

#include <cstdint>
#include <memory>

#include <xapian.h>

#include "query/plan.h"
#include "query/request.h"
#include "storage/snapshot.h"

namespace newshound {

// W · wdf / (wdf + a + b · length), by Xapian's own statistics.
class NewsWeight : public Xapian::Weight {
 public:
  NewsWeight();
  std::string name() const override;
  NewsWeight* clone() const override;
  void init(double factor) override;
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount unique_terms) const override;
  double get_maxpart() const override;
  double get_sumextra(Xapian::termcount length, Xapian::termcount unique_terms) const override;
  double get_maxextra() const override;

 private:
  double weight_ = 0, a_ = 0, b_ = 0;
};

// The documents of a snapshot that are not deleted and, unless `show_hidden`, visible at `now_utc`. Knows its segment by the
// database's UUID.
class LiveDocuments : public Xapian::PostingSource {
 public:
  LiveDocuments(std::shared_ptr<const Snapshot> snapshot, unsigned worker, std::int64_t now_utc, bool show_hidden);
  Xapian::doccount get_termfreq_min() const override;
  Xapian::doccount get_termfreq_est() const override;
  Xapian::doccount get_termfreq_max() const override;
  void next(double min_weight) override;
  void skip_to(Xapian::docid document, double min_weight) override;
  bool at_end() const override;
  Xapian::docid get_docid() const override;
  LiveDocuments* clone() const override;
  void init(const Xapian::Database& database) override;

 private:
  void settle();
  [[nodiscard]] bool live(Xapian::docid document);

  std::shared_ptr<const Snapshot> snapshot_;
  unsigned worker_;
  std::int64_t now_utc_;
  bool show_hidden_;
  const Deletions* deletions_ = nullptr;
  Xapian::ValueIterator visibility_, visibility_end_;
  Xapian::docid at_ = 0, last_ = 0;
};

[[nodiscard]] Xapian::Query xapian_query(const PlanNode& plan, const Snapshot& snapshot);
// The request's filters but the one of `except` (null: all), as a query; match-all if there are none.
[[nodiscard]] Xapian::Query xapian_filters(const SearchRequest& request, const Field* except);

}  // namespace newshound
