#include "query/answer_csv.h"

#include <array>

#include <fmt/format.h>

namespace newshound {
namespace {

struct Column {
  std::string_view name;
  bool usual;
  std::string (*cell)(const Hit& hit);
};

std::string joined(const std::vector<std::string>& values) { return fmt::format("{}", fmt::join(values, "; ")); }

constexpr std::array<Column, 23> kColumns = {{
    {"id", true, [](const Hit& hit) { return hit.article.id; }},
    {"score", true, [](const Hit& hit) { return fmt::format("{:.8g}", hit.score); }},
    {"published", true, [](const Hit& hit) { return format_moment(hit.article.published); }},
    {"outlet", true, [](const Hit& hit) { return hit.article.outlet; }},
    {"section", true, [](const Hit& hit) { return hit.article.section; }},
    {"topics", true, [](const Hit& hit) { return joined(hit.article.topics); }},
    {"authors", true, [](const Hit& hit) { return joined(hit.article.authors); }},
    {"language", true, [](const Hit& hit) { return hit.article.language; }},
    {"title", true, [](const Hit& hit) { return hit.article.title; }},
    {"url", true, [](const Hit& hit) { return hit.article.url; }},
    {"canonical_url", false, [](const Hit& hit) { return hit.article.canonical_url; }},
    {"standfirst", false, [](const Hit& hit) { return hit.article.standfirst; }},
    {"body", false, [](const Hit& hit) { return hit.article.body; }},
    {"places", false, [](const Hit& hit) { return joined(hit.article.places); }},
    {"topics_inferred", false, [](const Hit& hit) { return std::string(hit.article.topics_inferred ? "true" : ""); }},
    {"modified", false, [](const Hit& hit) { return format_moment(hit.article.modified); }},
    {"embargoed_until", false, [](const Hit& hit) { return format_moment(hit.article.embargoed_until); }},
    {"expires", false, [](const Hit& hit) { return format_moment(hit.article.expires); }},
    {"status", false, [](const Hit& hit) { return std::string(status_name(hit.article.status)); }},
    {"image", false, [](const Hit& hit) { return hit.article.image; }},
    {"wire_credit", false, [](const Hit& hit) { return hit.article.wire_credit; }},
    {"correction", false, [](const Hit& hit) { return hit.article.correction; }},
    {"is_free", false,
     [](const Hit& hit) { return std::string(!hit.article.is_free.has_value() ? ""
                                             : *hit.article.is_free           ? "true"
                                                                              : "false"); }},
}};

const Column* find_column(std::string_view name) {
  for (const Column& column : kColumns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

void append_cell(std::string& out, std::string_view cell) {
  const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    if (formula) out += '\'';
    out += cell;
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) out += ',';
    append_cell(out, cells[i]);
  }
  return out + "\r\n";
}

std::vector<std::string> csv_columns(const std::vector<std::string>& fields) {
  std::vector<std::string> columns;
  for (const std::string& field : fields) {
    if (find_column(field) != nullptr) columns.push_back(field);
  }
  if (!columns.empty()) return columns;
  for (const Column& column : kColumns) {
    if (column.usual) columns.emplace_back(column.name);
  }
  return columns;
}

std::vector<std::string> csv_cells(const Hit& hit, const std::vector<std::string>& columns) {
  std::vector<std::string> cells;
  for (const std::string& name : columns) {
    const Column* column = find_column(name);
    cells.push_back(column == nullptr ? "" : column->cell(hit));
  }
  return cells;
}

std::string hits_to_csv(const SearchAnswer& answer, const std::vector<std::string>& fields) {
  const std::vector<std::string> columns = csv_columns(fields);
  std::string out = csv_line(columns);
  for (const Hit& hit : answer.hits) out += csv_line(csv_cells(hit, columns));
  return out;
}

std::string facets_to_csv(const SearchAnswer& answer) {
  std::string out = csv_line({"facet", "value", "count"});
  for (const FacetAnswer& facet : answer.facets) {
    const std::string name(field_row(facet.field).parameter);
    for (const FacetBucket& bucket : facet.buckets) out += csv_line({name, bucket.value, std::to_string(bucket.count)});
  }
  return out;
}

std::string timeline_to_csv(const HistogramAnswer& histogram) {
  const bool share = !histogram.buckets.empty() && histogram.buckets[0].share.has_value();
  std::vector<std::string> cells = {"start", "count"};
  if (share) cells.emplace_back("share");
  for (const HistogramSeries& series : histogram.series) cells.push_back(series.value);
  std::string out = csv_line(cells);
  for (std::size_t i = 0; i < histogram.buckets.size(); ++i) {
    const HistogramBucket& bucket = histogram.buckets[i];
    cells = {bucket.start, std::to_string(bucket.count)};
    if (share) cells.push_back(fmt::format("{:.6f}", bucket.share.value_or(0)));
    for (const HistogramSeries& series : histogram.series) cells.push_back(std::to_string(series.counts[i]));
    out += csv_line(cells);
  }
  return out;
}

}  // namespace newshound
