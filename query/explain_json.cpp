#include "query/explain_json.h"

#include <fmt/format.h>

#include "query/adjacency.h"
#include "query/hit_json.h"
#include "query/json_writer.h"

namespace newshound {
namespace {

void write(JsonWriter& out, std::string_view key, double value) {
  out.key(key);
  out.number(value);
}

void write_terms(JsonWriter& out, const std::vector<ExplainedTerm>& terms) {
  out.key("terms");
  out.begin_array();
  for (const ExplainedTerm& term : terms) {
    out.begin_object();
    out.key("stem");
    out.string(term.stem);
    out.key("articles");
    out.number(term.documents);
    write(out, "weight", term.weight);
    write(out, "frequency", term.frequency);
    write(out, "score", term.score);
    out.end_object();
  }
  out.end_array();
}

}  // namespace

std::string explanation_to_json(const Explanation& e, bool pretty) {
  JsonWriter out(pretty);
  out.begin_object();
  out.key("id");
  out.string(e.id);
  out.key("parsed");
  out.string(e.parsed);
  out.key("matches");
  out.boolean(e.matches);
  out.key("rank");
  e.rank == 0 ? out.null() : out.number(e.rank);
  write(out, "score", e.score);
  out.key("parts");
  out.begin_object();
  write(out, "first_pass", e.first_pass);
  write(out, "adjacency", e.adjacency);
  write(out, "recency", e.recency);
  out.end_object();
  out.key("length");
  out.begin_object();
  write(out, "article", e.length);
  write(out, "average", e.average_length);
  out.end_object();
  out.key("needed");
  out.string(e.all_needed ? "all" : "any");
  out.key("clauses");
  out.begin_array();
  for (const ExplainedClause& clause : e.clauses) {
    out.begin_object();
    out.key("query");
    out.string(clause.query);
    out.key("matches");
    out.boolean(clause.matches);
    write(out, "score", clause.score);
    write_terms(out, clause.terms);
    out.end_object();
  }
  out.end_array();
  out.key("filters");
  out.begin_array();
  for (const ExplainedFilter& filter : e.filters) {
    out.begin_object();
    out.key("filter");
    out.string(filter.filter);
    out.key("passes");
    out.boolean(filter.passes);
    out.end_object();
  }
  out.end_array();
  if (!e.hidden_by.empty()) {
    out.key("hidden_by");
    out.string(e.hidden_by);
  }
  out.end_object();
  return out.take();
}

std::string explanation_to_text(const Explanation& e) {
  std::string out;
  if (!e.hidden_by.empty()) out += fmt::format("hidden from everybody else: {}\n", e.hidden_by);
  if (!e.matches) {
    out += "no hit:";
    for (const ExplainedClause& clause : e.clauses)
      if (!clause.matches) out += fmt::format("\n  doesn't match {}", clause.query);
    for (const ExplainedFilter& filter : e.filters)
      if (!filter.passes) out += fmt::format("\n  kept out by the filter {}", filter.filter);
    return out + "\n";
  }
  const std::string place = e.rank == 0 ? fmt::format("behind place {}", kReranked) : fmt::format("place {}", e.rank);
  out += fmt::format("{}: score {:.4f} = {:.4f} words + {:.4f} neighbouring words + {:.4f} freshness\n", place, e.score,
                     e.first_pass, e.adjacency, e.recency);
  out += fmt::format("length {:.1f} words, {:.1f} on average\n", e.length, e.average_length);
  for (const ExplainedClause& clause : e.clauses) {
    out += fmt::format("  {} {:8.4f}  {}\n", clause.matches ? "+" : "-", clause.score, clause.query);
    for (const ExplainedTerm& term : clause.terms)
      out += fmt::format("             {}: in {} articles, weight {:.4f}, frequency {:.1f}, score {:.4f}\n", term.stem,
                         term.documents, term.weight, term.frequency, term.score);
  }
  for (const ExplainedFilter& filter : e.filters) out += fmt::format("  {} {}\n", filter.passes ? "+" : "-", filter.filter);
  return out;
}

std::string similar_to_json(const SimilarAnswer& answer, const JsonOptions& options) {
  JsonWriter out(options.pretty);
  out.begin_object();
  out.key("id");
  out.string(answer.id);
  out.key("terms");
  out.begin_array();
  for (const std::string& term : answer.terms) out.string(term);
  out.end_array();
  out.key("hits");
  out.begin_array();
  for (const Hit& hit : answer.hits) write_hit(out, hit, options);
  out.end_array();
  out.key("took_ms");
  out.number(answer.took_ms);
  out.end_object();
  return out.take();
}

}  // namespace newshound
