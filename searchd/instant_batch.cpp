#include "searchd/instant_batch.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "analysis/utf8.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

// Which hits are shown, and how, doesn't change what matches.
SearchRequest matching_part(const SearchRequest& request) {
  SearchRequest part = request;
  part.limit = 0;
  part.page = 1;
  part.fields.clear();
  part.highlight = {};
  return part;
}

// Whether `query` only counts a facet or the times of what `leader` finds, without the filters on just that.
bool follows(const InstantQuery& leader, const InstantQuery& query) {
  if (leader.searches_facet || query.searches_facet || query.search.limit != 0) return false;
  if (query.facets.size() + (query.published_stats ? 1 : 0) != 1 || leader.prefix_last != query.prefix_last) return false;
  SearchRequest expected = matching_part(leader.search);
  if (query.published_stats) {
    expected.from_utc = expected.to_utc = kUndated;
  } else {
    std::erase_if(expected.filters, [&](const ValueFilter& filter) { return filter.field == query.facets[0].field; });
  }
  return expected == matching_part(query.search);
}

// Places in a list of fields, which has each once.
std::size_t place_of(std::vector<Field>& fields, Field field) {
  const auto found = std::find(fields.begin(), fields.end(), field);
  const auto place = static_cast<std::size_t>(found - fields.begin());
  if (found == fields.end()) fields.push_back(field);
  return place;
}

// Whether the query finds anything at all, whatever the filters.
Result<bool> finds_anything(const SearchRequest& request, Searcher& searcher) {
  SearchRequest alone;
  alone.q = request.q;
  alone.now_utc = request.now_utc;
  alone.limit = 0;
  alone.highlight.wanted = alone.relax = alone.fuzzy = false;
  const auto answer = searcher.search(alone);
  if (!answer) return tl::unexpected(answer.error());
  return answer->total != 0;
}

Result<SearchAnswer> search(const SearchRequest& request, bool prefix_last, Searcher& searcher, std::size_t& passes) {
  const auto typed = prefix_last ? with_open_end(request.q) : std::nullopt;
  if (typed) {
    SearchRequest open = request;
    open.q = *typed;
    open.relax = open.fuzzy = false;  // the query as it was written is read more loosely if this finds nothing
    ++passes;
    auto answer = searcher.search(open);
    if (!answer || answer->total != 0) return answer;
    ++passes;
    const auto any = finds_anything(open, searcher);
    if (!any) return tl::unexpected(any.error());
    if (*any) return answer;
  }
  ++passes;
  return searcher.search(request);
}

// One pass, and the answers that come from it.
class Pass {
 public:
  Pass(std::span<const InstantQuery> queries, std::size_t leader)
      : queries_(queries), leader_(leader), request_(queries[leader].search) {
    const InstantQuery& query = queries[leader];
    for (const InstantFacet& facet : query.facets) place_of(request_.facets, facet.field);
    request_.published_stats = query.published_stats;
    if (!query.searches_facet) request_.facet_limit = query.max_values;
  }

  void add(std::size_t follower) {
    const InstantQuery& query = queries_[follower];
    followers_.push_back(follower);
    request_.facet_limit = std::max(request_.facet_limit, query.max_values);
    if (query.published_stats) request_.open_published_stats = true;
    if (!query.published_stats) place_of(request_.open_facets, query.facets[0].field);
  }

  Result<void> run(Searcher& searcher, InstantBatch& batch) {
    auto found = search(request_, queries_[leader_].prefix_last, searcher, batch.passes);
    if (!found) return tl::unexpected(found.error());
    for (const std::size_t follower : followers_) {
      const InstantQuery& query = queries_[follower];
      InstantAnswer& answer = batch.answers[follower];
      take_words(*found, answer);
      if (query.published_stats) {
        answer.published_stats = found->open_published_stats;
        answer.total = answer.published_stats->all;
        continue;
      }
      answer.facets = {found->open_facets[place_of(request_.open_facets, query.facets[0].field)]};
      answer.total = answer.facets[0].articles;
    }
    InstantAnswer& answer = batch.answers[leader_];
    take_words(*found, answer);
    answer.total = found->total;
    answer.published_stats = found->published_stats;
    for (const InstantFacet& facet : queries_[leader_].facets)
      answer.facets.push_back(found->facets[place_of(request_.facets, facet.field)]);
    answer.hits = std::move(found->hits);
    return {};
  }

 private:
  static void take_words(const SearchAnswer& found, InstantAnswer& answer) {
    answer.did_you_mean = found.did_you_mean;
    answer.relaxed = relaxation_name(found.relaxed);
    answer.notes = found.notes;
    answer.took_ms = found.took_ms;
  }

  std::span<const InstantQuery> queries_;
  std::size_t leader_;
  std::vector<std::size_t> followers_;
  SearchRequest request_;
};

}  // namespace

Result<InstantBatch> answer_instant_batch(std::span<const InstantQuery> queries, Searcher& searcher) {
  InstantBatch batch;
  batch.answers.resize(queries.size());
  std::vector<bool> taken(queries.size(), false);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (taken[i]) continue;
    Pass pass(queries, i);
    for (std::size_t j = i + 1; j < queries.size(); ++j) {
      if (taken[j] || !follows(queries[i], queries[j])) continue;
      pass.add(j);
      taken[j] = true;
    }
    if (auto run = pass.run(searcher, batch); !run) return tl::unexpected(run.error());
  }
  return batch;
}

std::optional<std::string> with_open_end(const std::string& query) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::size_t begin = query.size(), characters = 0;
  while (begin > 0 && (static_cast<unsigned char>(query[begin - 1]) >= 0x80 || kPlain.find(query[begin - 1]) != kPlain.npos))
    --begin;
  const std::string word = query.substr(begin);
  for (std::size_t at = 0; at < word.size(); ++characters) at += std::max<std::size_t>(decode_utf8(word, at).size, 1);
  const std::string head = query.substr(0, begin);
  const bool row = head.empty() || head.ends_with(' ');
  const bool plain = head.find_first_of("\"“”()*:~") == std::string::npos;
  const bool operation = word == "AND" || word == "NOT" || word == "NEAR" || word == "ADJ";
  if (characters < kMinWildcardLetters || !row || !plain || operation) return std::nullopt;
  auto open = fmt::format("{}({} OR {}*)", head, word, word);
  if (open.size() > kMaxQueryBytes) return std::nullopt;
  return open;
}

}  // namespace newshound
