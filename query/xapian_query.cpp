#include "query/xapian_query.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/terms.h"
#include "query/ranking.h"
#include "schemas/fields.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using Query = Xapian::Query;

// Beyond any date: where a range is open. An open range of Xapian's would also match documents without a value.
constexpr double kLongAgo = -1e15, kFarOff = 1e15;

Query unscored(const Query& query) { return Query(0.0, query); }  // OP_SCALE_WEIGHT

Query combine(Query::op op, std::vector<Query> parts) {
  if (parts.size() == 1) return parts[0];
  return Query(op, parts.begin(), parts.end());
}

Query best_of(const PlanNode& node) {
  std::vector<Query> terms;
  for (const PlanTerm& term : node.terms) terms.emplace_back(term.term);
  return combine(Query::OP_MAX, std::move(terms));
}

// Every surface form that may stand in a slot; positions are those of forms.
Query slot_query(const PlanSlot& slot, bool title, const Snapshot& snapshot) {
  const std::string prefix = title ? std::string(kTitleFormPrefix) : "";
  if (slot.exact) return Query(prefix + slot.form);
  std::vector<std::string> forms;
  for (const SegmentView& view : snapshot.segments())
    for (const std::string& stem : slot.stems)
      view.segment->vocabulary.for_each_form_of(stem, [&](const FormEntry& entry) { forms.push_back(entry.form); });
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  std::vector<Query> queries;
  for (const std::string& form : forms) queries.emplace_back(prefix + form);
  return queries.empty() ? Query::MatchNothing : combine(Query::OP_OR, std::move(queries));
}

Query sequence_query(const PlanNode& node, const Snapshot& snapshot) {
  std::vector<Query> words, places;
  for (const PlanNode& child : node.children) words.push_back(best_of(child));
  for (const PlanSlot& slot : node.slots) places.push_back(slot_query(slot, node.parts == kTitleOnly, snapshot));
  const Query where = places.size() == 1
                          ? places[0]
                          : Query(node.ordered ? Query::OP_PHRASE : Query::OP_NEAR, places.begin(), places.end(), node.window);
  return Query(Query::OP_FILTER, combine(Query::OP_AND, std::move(words)), where);
}

Query and_query(const PlanNode& node, const Snapshot& snapshot) {
  std::vector<Query> wanted, unwanted;
  for (const PlanNode& child : node.children) {
    if (child.kind == PlanKind::kNot) {
      unwanted.push_back(xapian_query(child.children[0], snapshot));
    } else {
      wanted.push_back(xapian_query(child, snapshot));
    }
  }
  const Query base = wanted.empty() ? unscored(Query::MatchAll) : combine(Query::OP_AND, std::move(wanted));
  if (unwanted.empty()) return base;
  return Query(Query::OP_AND_NOT, base, combine(Query::OP_OR, std::move(unwanted)));
}

Query date_range(std::int64_t from_utc, std::int64_t to_utc) {
  const double from = from_utc == kUndated ? kLongAgo : static_cast<double>(from_utc);
  const double last = to_utc == kUndated ? kFarOff : static_cast<double>(to_utc) - 1;
  return unscored(
      Query(Query::OP_VALUE_RANGE, kSlotPublished, Xapian::sortable_serialise(from), Xapian::sortable_serialise(last)));
}

}  // namespace

NewsWeight::NewsWeight() {
  for (const auto stat : {COLLECTION_SIZE, TERMFREQ, COLLECTION_FREQ, WDF, DOC_LENGTH, AVERAGE_LENGTH}) need_stat(stat);
}
std::string NewsWeight::name() const { return "NewsWeight"; }
NewsWeight* NewsWeight::clone() const { return new NewsWeight; }
void NewsWeight::init(double factor) {
  weight_ = factor * term_weight(get_collection_size(), get_termfreq(), static_cast<double>(get_collection_freq()));
  const LengthNorm norm(get_average_length());
  a_ = norm.a;
  b_ = norm.b;
}
double NewsWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const {
  const auto frequency = static_cast<double>(wdf);
  return weight_ * frequency / (frequency + a_ + b_ * static_cast<double>(length));
}
double NewsWeight::get_maxpart() const { return weight_; }
double NewsWeight::get_sumextra(Xapian::termcount, Xapian::termcount) const { return 0; }
double NewsWeight::get_maxextra() const { return 0; }

LiveDocuments::LiveDocuments(std::shared_ptr<const Snapshot> snapshot, unsigned worker, std::int64_t now_utc, bool show_hidden)
    : snapshot_(std::move(snapshot)), worker_(worker), now_utc_(now_utc), show_hidden_(show_hidden) {
  set_maxweight(0);
}
Xapian::doccount LiveDocuments::get_termfreq_min() const { return 0; }
Xapian::doccount LiveDocuments::get_termfreq_est() const { return last_; }
Xapian::doccount LiveDocuments::get_termfreq_max() const { return last_; }
void LiveDocuments::next(double) {
  ++at_;
  settle();
}
void LiveDocuments::skip_to(Xapian::docid document, double) {
  at_ = std::max(at_, document);
  settle();
}
bool LiveDocuments::at_end() const { return at_ > last_; }
Xapian::docid LiveDocuments::get_docid() const { return at_; }
LiveDocuments* LiveDocuments::clone() const { return new LiveDocuments(snapshot_, worker_, now_utc_, show_hidden_); }

void LiveDocuments::init(const Xapian::Database& database) {
  deletions_ = nullptr;
  for (std::size_t s = 0; s < snapshot_->segments().size(); ++s)
    if (snapshot_->postings(worker_, s).get_uuid() == database.get_uuid()) deletions_ = snapshot_->segments()[s].deletions.get();
  visibility_ = database.valuestream_begin(kSlotVisibility);
  visibility_end_ = database.valuestream_end(kSlotVisibility);
  at_ = 0;
  last_ = database.get_lastdocid();
}

void LiveDocuments::settle() {
  while (at_ <= last_ && !live(at_)) ++at_;
}

bool LiveDocuments::live(Xapian::docid document) {
  if (deletions_ != nullptr && deletions_->contains(document - 1)) return false;
  if (show_hidden_ || visibility_ == visibility_end_) return true;
  visibility_.skip_to(document);
  if (visibility_ == visibility_end_ || visibility_.get_docid() != document) return true;
  const std::string value = *visibility_;  // indexer/positional_document.h: visibility_value()
  if (value.empty() || value[0] != '0') return false;
  double times[2] = {kLongAgo, kFarOff};
  std::size_t at = 1;
  for (double& time : times) {
    if (at >= value.size()) return false;
    const auto size = static_cast<std::size_t>(static_cast<unsigned char>(value[at]));
    if (size != 0) time = Xapian::sortable_unserialise(value.substr(at + 1, size));
    at += 1 + size;
  }
  const auto now = static_cast<double>(now_utc_);
  return times[0] <= now && times[1] > now;
}

Xapian::Query xapian_query(const PlanNode& node, const Snapshot& snapshot) {
  switch (node.kind) {
    case PlanKind::kAll: return unscored(Query::MatchAll);
    case PlanKind::kNothing: return Query::MatchNothing;
    case PlanKind::kBest: return best_of(node);
    case PlanKind::kFilter: {
      std::vector<Query> terms;
      for (const PlanTerm& term : node.terms) terms.emplace_back(term.term);
      // Behind OP_FILTER, not scaled to 0: see kPrefix.
      return Query(Query::OP_FILTER, unscored(Query::MatchAll), combine(Query::OP_OR, std::move(terms)));
    }
    case PlanKind::kSequence: return sequence_query(node, snapshot);
    case PlanKind::kPrefix:
      // Behind OP_FILTER, not scaled to 0: beside other wildcards in an OR, Xapian 1.4.22 gives a scaled one a score all the
      // same.
      return Query(Query::OP_FILTER, unscored(Query::MatchAll),
                   Query(Query::OP_WILDCARD, (node.parts == kTitleOnly ? std::string(kTitleFormPrefix) : "") + node.prefix, 0,
                         Query::WILDCARD_LIMIT_FIRST, Query::OP_OR));
    case PlanKind::kDates: return date_range(node.dates.from_utc(), node.dates.to_utc());
    case PlanKind::kAnd: return and_query(node, snapshot);
    case PlanKind::kOr: {
      std::vector<Query> parts;
      for (const PlanNode& child : node.children) parts.push_back(xapian_query(child, snapshot));
      return combine(node.best_only ? Query::OP_MAX : Query::OP_OR, std::move(parts));
    }
    case PlanKind::kNot: return Query(Query::OP_AND_NOT, unscored(Query::MatchAll), xapian_query(node.children[0], snapshot));
  }
  return Query::MatchNothing;
}

Xapian::Query xapian_filters(const SearchRequest& request, const Field* except) {
  Query filters = Query::MatchAll;
  for (const ValueFilter& filter : request.filters) {
    if (except != nullptr && filter.field == *except && filter.all.empty()) continue;
    const auto terms = [&](const std::vector<std::string>& values) {
      std::vector<Query> queries;
      for (const std::string& value : values) queries.emplace_back(value_term(field_row(filter.field), value));
      return combine(Query::OP_OR, std::move(queries));
    };
    if (!filter.any.empty()) filters = Query(Query::OP_FILTER, filters, terms(filter.any));
    if (!filter.all.empty()) {
      std::vector<Query> queries;
      for (const std::string& value : filter.all) queries.emplace_back(value_term(field_row(filter.field), value));
      filters = Query(Query::OP_FILTER, filters, combine(Query::OP_AND, std::move(queries)));
    }
    if (!filter.none.empty()) filters = Query(Query::OP_AND_NOT, filters, terms(filter.none));
  }
  if (request.from_utc == kUndated && request.to_utc == kUndated) return filters;
  return Query(Query::OP_FILTER, filters, date_range(request.from_utc, request.to_utc));
}

}  // namespace newshound
