#include "query/similar.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <unordered_set>
#include <utility>

#include "analysis/tokenizer.h"
#include "query/function_words.h"
#include "query/search_context.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxWords = 2000;       // of a text that are looked at: what an article is about stands early
constexpr std::size_t kMinLetters = 3;        // of a word that may set an article apart
constexpr double kMaxShare = 0.2;             // of the articles that may have it
constexpr std::size_t kSparesForCopies = 40;  // hits beyond those wanted: wires run the same text many times
constexpr std::uint32_t kTitleTimes = 3;      // what a word of the title counts
constexpr std::int64_t kDay = 86400;

struct Word {
  QueryWord query;
  std::uint32_t times = 0;
};

struct Term {
  std::string word;
  double worth = 0;
  PlanNode plan;
};

void count_words(std::string_view text, std::uint32_t times, const std::string& language, std::map<std::string, Word>& words) {
  Tokenizer tokenizer(text);
  std::size_t seen = 0;
  for (Token token; seen < kMaxWords && tokenizer.next(token); ++seen) {
    if (token.form.size() < kMinLetters || (token.form[0] >= '0' && token.form[0] <= '9')) continue;
    if (is_function_word(token.form, language)) continue;
    Word& word = words[std::string(token.form)];
    if (word.times == 0) word.query = {std::string(token.word), std::string(token.form), false};
    word.times += times;
  }
}

std::vector<std::size_t> sequences(std::string_view text) {
  std::vector<std::size_t> hashes, last;
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    last.push_back(std::hash<std::string_view>{}(token.form));
    if (last.size() < 4) continue;
    std::size_t hash = 0;
    for (std::size_t i = last.size() - 4; i < last.size(); ++i) hash = hash * 1099511628211u + last[i];
    hashes.push_back(hash);
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

double shared(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  if (a.empty() || b.empty()) return 0;
  std::vector<std::size_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(std::min(a.size(), b.size()));
}

// The words that set the article apart, the weightiest first.
std::vector<Term> telling_terms(SearchContext& context, const Article& article) {
  std::map<std::string, Word> words;
  count_words(article.title, kTitleTimes, article.language, words);
  count_words(article.standfirst, 1, article.language, words);
  count_words(article.body, 1, article.language, words);
  const auto most = static_cast<std::uint64_t>(kMaxShare * static_cast<double>(context.snapshot->documents()) + 2);
  std::vector<std::string> notes;
  std::vector<Term> terms;
  std::unordered_set<std::string> stems;  // each once: "mine" and "mines" are one term
  for (const auto& [form, word] : words) {
    AstNode node;
    node.kind = NodeKind::kWord;
    node.words = {word.query};
    PlanNode plan = context.planner.plan(node, {.languages = {article.language}}, notes);
    if (plan.kind != PlanKind::kBest || plan.estimate < 2 || plan.estimate > most) continue;
    if (!stems.insert(plan.terms[0].stem).second) continue;
    // A word counts by what the article makes of it, when its own words are chosen and when others are found: else a name that is
    // dropped once would outweigh what it is all about.
    const double t = word.times;
    for (PlanTerm& term : plan.terms) term.weight *= t / (t + 4);
    const double worth = highest_score(plan);
    terms.push_back({word.query.word, worth, std::move(plan)});
  }
  const auto better = [](const Term& a, const Term& b) { return a.worth != b.worth ? a.worth > b.worth : a.word < b.word; };
  std::sort(terms.begin(), terms.end(), better);
  if (terms.size() > kSimilarTerms) terms.resize(kSimilarTerms);
  return terms;
}

std::string whole_text(const Article& article) { return article.title + "\n" + article.standfirst + "\n" + article.body; }

}  // namespace

double shared_sequences(std::string_view a, std::string_view b) { return shared(sequences(a), sequences(b)); }

std::optional<SimilarAnswer> similar(SearchContext& context, const SimilarRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  const std::optional<Article> article = context.article(request.id, request.now_utc, request.show_hidden);
  if (!article) return std::nullopt;
  SimilarAnswer answer;
  answer.id = article->id;
  PlanNode any;
  any.kind = PlanKind::kOr;
  for (Term& term : telling_terms(context, *article)) {
    answer.terms.push_back(term.word);
    any.estimate += term.plan.estimate;
    any.children.push_back(std::move(term.plan));
  }
  if (any.children.empty()) return answer;
  SearchRequest alone;
  alone.now_utc = request.now_utc;
  alone.show_hidden = request.show_hidden;
  if (request.within_days != 0 && article->published.seconds_utc != kUndated) {
    alone.from_utc = article->published.seconds_utc - kDay * request.within_days;
    alone.to_utc = article->published.seconds_utc + kDay * request.within_days + 1;
  }
  const RankOptions options{Sort::kRelevance, request.limit + kSparesForCopies, {}};
  const MatchResult found = context.matcher->match(any, alone, options);
  std::vector<std::vector<std::size_t>> given = {sequences(whole_text(*article))};
  for (const RankedDocument& ranked : found.ranked) {
    if (answer.hits.size() == request.limit) break;
    Hit hit;
    hit.article = context.reader.read(context.snapshot->segments()[ranked.segment].segment->text, ranked.document);
    hit.score = ranked.score;
    if (hit.article.id == article->id) continue;
    std::vector<std::size_t> text = sequences(whole_text(hit.article));
    // Of several copies of another article the best one is given.
    const bool copy =
        std::any_of(given.begin(), given.end(), [&](const auto& other) { return shared(other, text) >= kCopyShare; });
    if (copy) continue;
    given.push_back(std::move(text));
    answer.hits.push_back(std::move(hit));
  }
  answer.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return answer;
}

}  // namespace newshound
