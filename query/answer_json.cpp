#include "query/answer_json.h"

#include "query/hit_json.h"
#include "query/json_writer.h"

namespace newshound {
namespace {

void write_if_any(JsonWriter& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  out.key(key);
  out.string(value);
}

void write_strings(JsonWriter& out, std::string_view key, const std::vector<std::string>& values) {
  out.key(key);
  out.begin_array();
  for (const std::string& value : values) out.string(value);
  out.end_array();
}

void write_query(JsonWriter& out, const SearchAnswer& answer) {
  out.key("query");
  out.begin_object();
  out.key("text");
  out.string(answer.text);
  out.key("parsed");
  out.string(answer.parsed);
  out.key("sort");
  out.string(sort_name(answer.sort));
  out.key("relaxed");
  answer.relaxed == Relaxation::kNone ? out.null() : out.string(relaxation_name(answer.relaxed));
  write_strings(out, "notes", answer.notes);
  out.end_object();
}

void write_facet(JsonWriter& out, const FacetAnswer& facet) {
  out.key(field_row(facet.field).parameter);
  out.begin_object();
  out.key("buckets");
  out.begin_array();
  for (const FacetBucket& bucket : facet.buckets) {
    out.begin_object();
    out.key("value");
    out.string(bucket.value);
    out.key("count");
    out.number(bucket.count);
    out.end_object();
  }
  out.end_array();
  out.key("other");
  facet.other.has_value() ? out.number(*facet.other) : out.null();
  out.key("missing");
  out.number(facet.missing);
  out.key("values");
  out.number(facet.values);
  out.key("exact");
  out.boolean(true);
  out.end_object();
}

void write_series(JsonWriter& out, const HistogramAnswer& histogram) {
  out.key("by");
  out.string(field_row(*histogram.by).parameter);
  out.key("series");
  out.begin_array();
  for (const HistogramSeries& series : histogram.series) {
    out.begin_object();
    out.key("value");
    out.string(series.value);
    out.key("counts");
    out.begin_array();
    for (const std::uint64_t count : series.counts) out.number(count);
    out.end_array();
    out.end_object();
  }
  out.end_array();
}

void write_histogram(JsonWriter& out, const std::optional<HistogramAnswer>& histogram) {
  out.key("histogram");
  if (!histogram.has_value()) return out.null();
  out.begin_object();
  out.key("interval");
  out.string(interval_name(histogram->interval));
  out.key("buckets");
  out.begin_array();
  for (const HistogramBucket& bucket : histogram->buckets) {
    out.begin_object();
    out.key("start");
    out.string(bucket.start);
    out.key("count");
    out.number(bucket.count);
    if (bucket.share) {
      out.key("share");
      out.number(*bucket.share);
    }
    out.end_object();
  }
  out.end_array();
  out.key("missing");
  out.number(histogram->missing);
  if (histogram->by) write_series(out, *histogram);
  out.end_object();
}

void write_page(JsonWriter& out, const SearchAnswer& answer) {
  out.key("page");
  out.begin_object();
  out.key("limit");
  out.number(std::uint64_t{answer.limit});
  out.key("number");
  answer.page == 0 ? out.null() : out.number(std::uint64_t{answer.page});
  out.key("next_cursor");
  answer.next ? out.string(encode_cursor(*answer.next)) : out.null();
  out.end_object();
  out.key("index");
  out.begin_object();
  out.key("generation");
  out.number(answer.generation);
  out.key("articles");
  out.number(answer.articles);
  out.end_object();
}

}  // namespace

std::string answer_to_json(const SearchAnswer& answer, const JsonOptions& options) {
  JsonWriter out(options.pretty);
  out.begin_object();
  write_query(out, answer);
  out.key("total");
  out.begin_object();
  out.key("value");
  out.number(answer.total);
  out.key("exact");
  out.boolean(true);
  out.end_object();
  out.key("took_ms");
  out.number(answer.took_ms);
  out.key("hits");
  out.begin_array();
  for (const Hit& hit : answer.hits) write_hit(out, hit, options);
  out.end_array();
  out.key("facets");
  out.begin_object();
  for (const FacetAnswer& facet : answer.facets) write_facet(out, facet);
  out.end_object();
  write_histogram(out, answer.histogram);
  out.key("did_you_mean");
  answer.did_you_mean.empty() ? out.null() : out.string(answer.did_you_mean);
  write_page(out, answer);
  out.end_object();
  return out.take();
}

std::string_view status_title(unsigned status) {
  switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Error";
  }
}

std::string problem_json(const Error& error, unsigned status) {
  JsonWriter out;
  out.begin_object();
  out.key("type");
  out.string("about:blank");
  out.key("title");
  out.string(status_title(status));
  out.key("status");
  out.number(std::uint64_t{status});
  out.key("detail");
  out.string(error.message);
  out.key("code");
  out.string(error_code_name(error.code));
  write_if_any(out, "parameter", error.name);
  if (error.position.has_value()) {
    out.key("position");
    out.number(std::uint64_t{*error.position});
  }
  out.end_object();
  return out.take();
}

}  // namespace newshound
