#include "query/hit_export.h"

#include <utility>

#include "query/answer_csv.h"
#include "query/answer_json.h"

namespace newshound {
namespace {

constexpr std::size_t kPart = 1000;  // hits

}  // namespace

HitExport::HitExport(SearchRequest request, ExportFormat format, bool full_bodies)
    : request_(std::move(request)), format_(format), full_bodies_(full_bodies) {
  request_.limit = kPart;
  request_.page = 1;
  if (request_.sort != Sort::kOldest) request_.sort = Sort::kNewest;
  request_.facets.clear();
  request_.histogram.reset();
  request_.relax = request_.fuzzy = false;  // what is counted elsewhere is what is exported
  request_.highlight.wanted = format_ == ExportFormat::kJsonLines && !request_.fields.empty() && shows_marks(request_.fields);
  if (format_ == ExportFormat::kCsv) columns_ = csv_columns(request_.fields);
  request_.texts = format_ != ExportFormat::kIds && needs_texts(format_ == ExportFormat::kCsv ? columns_ : request_.fields);
}

Result<bool> HitExport::next(Searcher& searcher, std::string& out) {
  auto answer = searcher.search(request_);
  if (!answer) return tl::unexpected(answer.error());
  if (!begun_) {
    total_ = answer->total;
    if (format_ == ExportFormat::kCsv) out += csv_line(columns_);
    begun_ = true;
  }
  for (Hit& hit : answer->hits) append(hit, out);
  request_.cursor = answer->next;
  return answer->next.has_value();
}

void HitExport::append(Hit& hit, std::string& out) const {
  if (!full_bodies_ && !hit.article.is_free.value_or(true)) hit.article.body.clear();
  switch (format_) {
    case ExportFormat::kJsonLines:
      out += hit_to_json(hit, {.fields = request_.fields, .full_bodies = full_bodies_});
      out += '\n';
      return;
    case ExportFormat::kCsv: out += csv_line(csv_cells(hit, columns_)); return;
    case ExportFormat::kIds: out += hit.article.id + '\n'; return;
  }
}

}  // namespace newshound
