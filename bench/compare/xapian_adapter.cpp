// xapian_adapter index CORPUS DIR | serve DIR QUERIES.jsonl: a plain Xapian program in the comparison (adapter.h), written as
// Xapian's documentation teaches it: TermGenerator with stems and positions, one database with its defaults, QueryParser,
// MSet::snippet, ValueCountMatchSpy.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

#include "bench/compare/adapter.h"

namespace newshound::comparison {
namespace {

enum Slot : Xapian::valueno { kDay, kOutlet, kTopics, kMonth };
constexpr std::size_t kSnippetBytes = 200, kMostTermBytes = 200, kBuckets = 10;

std::string filter_term(const char* prefix, const std::string& value) { return (prefix + value).substr(0, kMostTermBytes); }

void index_corpus(const std::string& corpus, const std::string& folder) {
  std::filesystem::remove_all(folder);
  Xapian::WritableDatabase database(folder, Xapian::DB_CREATE);
  Xapian::TermGenerator terms;
  terms.set_stemmer(Xapian::Stem("en"));
  for_each_article(corpus, [&](const BenchArticle& article) {
    Xapian::Document document;
    terms.set_document(document);
    terms.index_text(article.title);
    terms.increase_termpos();
    terms.index_text(article.body);
    document.add_boolean_term(filter_term("Q", article.id));
    document.add_boolean_term(filter_term("XO", article.outlet));
    for (const std::string& topic : article.topics) document.add_boolean_term(filter_term("XT", topic));
    document.add_value(kDay, article.published.substr(0, 10));
    document.add_value(kMonth, article.published.substr(0, 7));
    document.add_value(kOutlet, article.outlet);
    document.add_value(kTopics, fmt::format("{}", fmt::join(article.topics, "\n")));
    document.set_data(fmt::format("{}\n{}\n{}\n{}", article.id, article.url, article.title, article.body));
    database.add_document(document);
  });
  database.commit();
}

// Counts each value of a slot that holds several; the library's own spy knows slots of one value.
class ListSpy : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override {
    const std::string values = document.get_value(kTopics);
    for (std::size_t begin = 0; begin < values.size();) {
      const std::size_t end = std::min(values.find('\n', begin), values.size());
      ++counts[values.substr(begin, end - begin)];
      begin = end + 1;
    }
  }
  std::map<std::string, std::size_t> counts;
};

class XapianThread : public EngineThread {
 public:
  XapianThread(const std::vector<BenchQuery>& queries, const std::string& folder)
      : queries_(queries), database_(folder), stem_("en") {
    parser_.set_database(database_);
    parser_.set_stemmer(stem_);
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  }

  std::size_t answer(std::size_t number, std::string_view mode) override {
    Xapian::Enquire enquire(database_);
    enquire.set_query(parse(queries_[number]));
    const bool page = mode == "page", counts = page || mode == "facets";
    Xapian::ValueCountMatchSpy outlets(kOutlet), months(kMonth);
    ListSpy topics;
    if (mode == "newest" || mode == "facets") enquire.set_weighting_scheme(Xapian::BoolWeight());
    if (mode == "newest") enquire.set_sort_by_value(kDay, true);
    if (counts) {
      enquire.add_matchspy(&outlets);
      enquire.add_matchspy(&topics);
      enquire.add_matchspy(&months);
    }
    const Xapian::MSet hits = enquire.get_mset(0, mode == "facets" ? 0 : 10, counts ? database_.get_doccount() : 0);
    std::size_t bytes = 0;
    if (counts)
      for (const auto* spy : {&outlets, &months})
        for (auto value = spy->top_values_begin(kBuckets); value != spy->top_values_end(kBuckets); ++value)
          bytes += (*value).size();
    if (page || mode == "snippets")
      for (auto hit = hits.begin(); hit != hits.end(); ++hit)
        bytes += hits.snippet(hit.get_document().get_data(), kSnippetBytes, stem_).size();
    read_bytes_ += bytes;
    return mode == "facets" ? hits.get_matches_estimated() : hits.size();
  }
  std::uint64_t total(std::size_t number) override {
    Xapian::Enquire enquire(database_);
    enquire.set_query(parse(queries_[number]));
    return enquire.get_mset(0, 0, database_.get_doccount()).get_matches_estimated();
  }

 private:
  Xapian::Query parse(const BenchQuery& query) {
    using Xapian::QueryParser;
    parser_.set_default_op(query.any_term ? Xapian::Query::OP_OR : Xapian::Query::OP_AND);
    std::vector<std::string> parts = query.terms;
    unsigned flags = QueryParser::FLAG_PHRASE;
    for (const std::string& word : query.must) parts.push_back(parts.empty() ? word : "AND " + word);
    if (!query.any.empty()) parts.push_back(fmt::format("AND ({})", fmt::join(query.any, " OR ")));
    for (const std::string& word : query.none) parts.push_back("NOT " + word);
    if (query.kind == "boolean") flags |= QueryParser::FLAG_BOOLEAN;
    if (!query.phrase.empty()) parts.push_back(fmt::format("\"{}\"", fmt::join(query.phrase, " ")));
    if (!query.prefix.empty()) {
      parts.push_back(query.prefix + "*");
      flags |= QueryParser::FLAG_WILDCARD;
    }
    const Xapian::Query words = parser_.parse_query(fmt::format("{}", fmt::join(parts, " ")), flags);
    std::vector<Xapian::Query> filters;
    if (!query.outlet.empty()) filters.emplace_back(filter_term("XO", query.outlet));
    if (!query.topic.empty()) filters.emplace_back(filter_term("XT", query.topic));
    if (!query.from.empty()) filters.emplace_back(Xapian::Query::OP_VALUE_RANGE, kDay, query.from, query.to);
    if (filters.empty()) return words;
    return {Xapian::Query::OP_FILTER, words, Xapian::Query(Xapian::Query::OP_AND, filters.begin(), filters.end())};
  }

  const std::vector<BenchQuery>& queries_;
  Xapian::Database database_;
  Xapian::Stem stem_;
  Xapian::QueryParser parser_;
  std::size_t read_bytes_ = 0;  // so that nothing is left out as unused
};

}  // namespace
}  // namespace newshound::comparison

int main(int argc, char** argv) {
  using namespace newshound::comparison;  // NOLINT(google-build-using-namespace): a program of its own
  const OwnIndexEngine engine{"xapian_adapter", index_corpus,
                              [](const std::vector<BenchQuery>& queries, const std::string& folder) {
                                return std::make_unique<XapianThread>(queries, folder);
                              }};
  try {
    return run_adapter(engine, argc, argv);
  } catch (const Xapian::Error& error) {
    fmt::print(stderr, "xapian_adapter: {}\n", error.get_description());
    return 2;
  }
}
