#include "query/answer_text.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace newshound {
namespace {

// Start and end of a mark between highlighter and terminal: the normaliser takes them out of every article.
constexpr char kMarkBegin = '\x02', kMarkEnd = '\x03';
constexpr std::size_t kBarCells = 50;    // of the highest bar of a timeline
constexpr std::size_t kCaretBytes = 64;  // of the query shown on each side of the caret

struct Colours {
  std::string_view mark, mark_end, title, dim, end;
};
constexpr Colours kAnsi{"\x1b[33m", "\x1b[39m", "\x1b[1m", "\x1b[2m", "\x1b[0m"};
constexpr Colours kPlain{"*", "*", "", "", ""};

const Colours& colours(const TextStyle& style) { return style.colour ? kAnsi : kPlain; }

// Bytes of a control character or bidirectional override at the start of `text`: C0, DEL, C1 (U+0080 - U+009F), U+202A - U+202E,
// U+2066 - U+2069. 0 if there is none.
std::size_t harmful(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return 2;
  if (byte(0) == 0xE2 && byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE) return 3;
  if (byte(0) == 0xE2 && byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9) return 3;
  return 0;
}

std::string joined(const std::vector<std::string>& values) { return fmt::format("{}", fmt::join(values, ", ")); }

// The parts that aren't empty with dots between them.
std::string details(const Article& article, const TextStyle& style) {
  std::string line;
  for (const std::string& part : {article.outlet, format_moment(article.published), joined(article.topics)}) {
    if (part.empty()) continue;
    if (!line.empty()) line += " \u00b7 ";
    line += terminal_text(part, style);
  }
  return line;
}

void append_hit(std::string& out, const Hit& hit, std::size_t number, const TextStyle& style) {
  const Colours& colour = colours(style);
  const std::string& title = hit.highlight.title.empty() ? hit.article.title : hit.highlight.title;
  const std::string label = fmt::format("{}. ", number);
  const std::string indent(label.size(), ' ');
  out += label;
  out += fmt::format("{}{}{}\n", colour.title, title.empty() ? "(no title)" : terminal_text(title, style), colour.end);
  if (const std::string line = details(hit.article, style); !line.empty()) {
    out += fmt::format("{}{}{}{}\n", indent, colour.dim, line, colour.end);
  }
  for (const std::string& snippet : hit.highlight.snippets) out += fmt::format("{}{}\n", indent, terminal_text(snippet, style));
  const std::string& place = hit.article.url.empty() ? hit.article.id : hit.article.url;
  out += fmt::format("{}{}{}{}\n", indent, colour.dim, terminal_text(place, style), colour.end);
}

// "2025-07-01" as people call the interval that begins there: 2025-07, 2025-Q3, 2025.
std::string bucket_label(const HistogramBucket& bucket, Interval interval) {
  if (bucket.start.size() != 10) return bucket.start;
  switch (interval) {
    case Interval::kDay:
    case Interval::kWeek: return bucket.start;
    case Interval::kMonth: return bucket.start.substr(0, 7);
    case Interval::kQuarter:
      return fmt::format("{}-Q{}", bucket.start.substr(0, 4), (std::stoi(bucket.start.substr(5, 2)) + 2) / 3);
    case Interval::kYear: return bucket.start.substr(0, 4);
  }
  return bucket.start;
}

std::string_view order_name(Sort sort) {
  switch (sort) {
    case Sort::kBest: return "best first";
    case Sort::kRelevance: return "most relevant first";
    case Sort::kNewest: return "newest first";
    case Sort::kOldest: return "oldest first";
  }
  return "";
}

void append_field(std::string& out, std::string_view name, const std::string& value, const TextStyle& style) {
  if (!value.empty()) out += fmt::format("{}: {}\n", name, terminal_text(value, style));
}

}  // namespace

void use_text_marks(HighlightOptions& options) {
  options.html = false;
  options.pre.assign(1, kMarkBegin);
  options.post.assign(1, kMarkEnd);
}

std::string terminal_text(std::string_view text, const TextStyle& style, bool keep_lines) {
  const Colours& colour = colours(style);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = harmful(text);
    if (length == 0) {
      out += text.front();
    } else if (text.front() == kMarkBegin) {
      out += colour.mark;
    } else if (text.front() == kMarkEnd) {
      out += colour.mark_end;
    } else if (text.front() == '\n' || text.front() == '\t') {
      out += keep_lines ? text.front() : ' ';
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string answer_to_text(const SearchAnswer& answer, const TextStyle& style) {
  std::string out;
  std::size_t number = (answer.page - 1) * answer.limit;
  for (const Hit& hit : answer.hits) {
    if (!out.empty()) out += '\n';
    append_hit(out, hit, ++number, style);
  }
  if (!answer.facets.empty()) out += (out.empty() ? "" : "\n") + facets_to_text(answer, style);
  if (answer.histogram) out += (out.empty() ? "" : "\n") + timeline_to_text(*answer.histogram);
  return out;
}

std::string facets_to_text(const SearchAnswer& answer, const TextStyle& style) {
  const Colours& colour = colours(style);
  std::string out;
  for (const FacetAnswer& facet : answer.facets) {
    if (!out.empty()) out += '\n';
    out += fmt::format("{}{}{} ({} of {} values)\n", colour.title, field_row(facet.field).parameter, colour.end,
                       facet.buckets.size(), facet.values);
    for (const FacetBucket& bucket : facet.buckets)
      out += fmt::format("{:>9}  {}\n", bucket.count, terminal_text(bucket.value, style));
    if (facet.other.value_or(0) != 0) out += fmt::format("{:>9}  {}other values{}\n", *facet.other, colour.dim, colour.end);
    if (facet.missing != 0) out += fmt::format("{:>9}  {}no value{}\n", facet.missing, colour.dim, colour.end);
  }
  return out;
}

std::string timeline_to_text(const HistogramAnswer& histogram) {
  std::uint64_t highest = 1;
  std::size_t width = 0;
  for (const HistogramBucket& bucket : histogram.buckets) {
    highest = std::max(highest, bucket.count);
    width = std::max(width, bucket_label(bucket, histogram.interval).size());
  }
  std::string out;
  for (const HistogramBucket& bucket : histogram.buckets) {
    const auto cells = static_cast<std::size_t>((bucket.count * kBarCells + highest - 1) / highest);
    out += fmt::format("{:<{}} {:>7} ", bucket_label(bucket, histogram.interval), width, bucket.count);
    for (std::size_t i = 0; i < cells; ++i) out += "\u2588";
    if (bucket.share) out += fmt::format(" {:.2f} %", 100 * *bucket.share);
    while (out.ends_with(' ')) out.pop_back();
    out += '\n';
  }
  if (histogram.missing != 0) out += fmt::format("{:<{}} {:>7}\n", "undated", width, histogram.missing);
  for (const HistogramSeries& series : histogram.series) {
    out += fmt::format("\n{}\n", terminal_text(series.value, {}));
    for (std::size_t i = 0; i < series.counts.size(); ++i) {
      if (series.counts[i] != 0)
        out += fmt::format("{:<{}} {:>7}\n", bucket_label(histogram.buckets[i], histogram.interval), width, series.counts[i]);
    }
  }
  return out;
}

std::string article_to_text(const Article& article, const TextStyle& style) {
  const Colours& colour = colours(style);
  std::string out = fmt::format("{}{}{}\n\n", colour.title, terminal_text(article.title, style), colour.end);
  if (article.title.empty()) out.clear();
  append_field(out, "id", article.id, style);
  append_field(out, "url", article.url, style);
  append_field(out, "outlet", article.outlet, style);
  append_field(out, "section", article.section, style);
  append_field(out, "authors", joined(article.authors), style);
  append_field(out, "published", format_moment(article.published), style);
  append_field(out, "modified", format_moment(article.modified), style);
  append_field(out, "topics", joined(article.topics), style);
  append_field(out, "places", joined(article.places), style);
  append_field(out, "language", article.language, style);
  append_field(out, "credit", article.wire_credit, style);
  append_field(out, "correction", article.correction, style);
  if (article.status != Status::kUsable) append_field(out, "status", std::string(status_name(article.status)), style);
  append_field(out, "embargoed until", format_moment(article.embargoed_until), style);
  append_field(out, "expires", format_moment(article.expires), style);
  if (!article.standfirst.empty()) out += '\n' + terminal_text(article.standfirst, style, true) + '\n';
  if (!article.body.empty()) out += '\n' + terminal_text(article.body, style, true) + '\n';
  return out;
}

std::string total_line(const SearchAnswer& answer) {
  std::string line = fmt::format("{} {}", answer.total, answer.total == 1 ? "article" : "articles");
  if (answer.total != 0 && answer.limit != 0) {
    const std::size_t from = (answer.page - 1) * answer.limit;
    line += fmt::format(", {}", order_name(answer.sort));
    if (answer.hits.empty()) {
      line += fmt::format("; page {} is behind the last one", answer.page);
    } else if (answer.hits.size() < answer.total) {
      line += fmt::format("; {} to {} shown", from + 1, from + answer.hits.size());
    }
  }
  return line + fmt::format(" ({:.3g} ms)", answer.took_ms);
}

std::string caret_lines(std::string_view query, std::size_t position) {
  position = std::min(position, query.size());
  const auto continues = [&](std::size_t at) {
    return at < query.size() && (static_cast<unsigned char>(query[at]) & 0xC0U) == 0x80U;
  };
  std::size_t begin = position > kCaretBytes ? position - kCaretBytes : 0;
  std::size_t end = std::min(query.size(), position + kCaretBytes);
  while (continues(begin)) ++begin;
  while (continues(end)) ++end;
  const std::string before = terminal_text(query.substr(begin, position - begin), {});
  const auto columns =
      std::count_if(before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return fmt::format("  {}{}\n  {}^\n", before, terminal_text(query.substr(position, end - position), {}),
                     std::string(static_cast<std::size_t>(columns), ' '));
}

}  // namespace newshound
