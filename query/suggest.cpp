// One look at the newest visible articles whose titles hold the words typed, the last of them as a beginning: phrases and titles
// come from those; single words from the vocabulary; values from the columns' dictionaries (query/suggest_values.h).
#include "query/suggest.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "analysis/tokenizer.h"
#include "query/function_words.h"
#include "query/highlighter.h"
#include "query/query_words.h"
#include "query/request_reading.h"
#include "query/search_context.h"
#include "query/speller.h"
#include "query/suggest_titles.h"
#include "query/suggest_values.h"

namespace newshound {
namespace {

constexpr std::size_t kCompletedForms = 32;  // of the last word, the most frequent
constexpr std::size_t kReadTitles = 60;      // the newest ones
constexpr std::size_t kShownTitles = 3;
constexpr std::size_t kFollowingWords = 2;  // behind the completed word
constexpr double kLongerIsBetter = 0.25;    // what each of them adds to a phrase's count

struct TitleWord {
  std::string form;
  std::uint32_t begin, end;
};

std::vector<TitleWord> title_words(std::string_view title) {
  std::vector<TitleWord> words;
  Tokenizer tokenizer(title);
  for (Token token; tokenizer.next(token);) words.push_back({std::string(token.form), token.begin, token.end});
  return words;
}

class Suggester {
 public:
  Suggester(SearchContext& context, const SuggestRequest& request) : context_(context), request_(request) {
    alone_.now_utc = request.now_utc;
    alone_.show_hidden = request.show_hidden;
    alone_.highlight.wanted = false;
    if (!context.planner.languages().empty()) language_ = context.planner.languages().front();
  }

  SuggestAnswer answer() {
    SuggestAnswer answer;
    answer.text = request_.q;
    typed_ = query_words(std::string_view(request_.q).substr(0, kMaxSuggestBytes), Exactness::kStem);
    if (typed_.empty()) return answer;
    forms_ = frequent_forms(*context_.snapshot, typed_.back().form, kCompletedForms);
    if (forms_.empty()) {
      forms_ = Speller(*context_.snapshot).completions(typed_.back().form, kCompletedForms);
      answer.corrected = !forms_.empty();
    }
    for (const Correction& form : forms_)
      if (form.form == typed_.back().form || !is_function_word(form.form, language_)) wanted_.insert(form.form);
    read_titles();
    add_queries(answer.suggestions);
    ValueSuggester(context_, alone_).add(typed_, std::max<std::size_t>(2, request_.limit / 3), answer.suggestions);
    add_titles(answer.suggestions);
    if (answer.suggestions.size() > request_.limit) shorten(answer.suggestions);
    return answer;
  }

 private:
  struct Title {
    Article article;
    std::vector<TitleWord> words;
    bool in_a_row = false;  // the typed words stand side by side
  };

  void read_titles() {
    std::vector<std::string> before;
    for (std::size_t i = 0; i + 1 < typed_.size(); ++i) before.push_back(typed_[i].form);
    std::vector<std::string> forms(wanted_.begin(), wanted_.end());
    std::set<std::string> seen;
    for (const TitlePlace& place : newest_titles(context_, before, forms, alone_, kReadTitles)) {
      Title title;
      title.article = context_.reader.read(context_.snapshot->segments()[place.segment].segment->text, place.document);
      title.words = title_words(title.article.title);
      const bool has =
          std::any_of(title.words.begin(), title.words.end(), [&](const TitleWord& w) { return wanted_.contains(w.form); });
      if (!has || !seen.insert(title.article.title).second) continue;
      title.in_a_row = collect_phrases(title);
      titles_.push_back(std::move(title));
    }
  }

  // Phrases of a title that begin with the words typed; whether there is one.
  bool collect_phrases(const Title& title) {
    bool found = false;
    const std::size_t before = typed_.size() - 1;
    for (std::size_t i = before; i < title.words.size(); ++i) {
      if (!wanted_.contains(title.words[i].form)) continue;
      bool row = true;
      for (std::size_t k = 0; k < before; ++k) row = row && title.words[i - before + k].form == typed_[k].form;
      if (!row) continue;
      found = true;
      for (std::size_t more = 0; more <= kFollowingWords && i + more < title.words.size(); ++more) {
        const std::uint32_t begin = title.words[i - before].begin, end = title.words[i + more].end;
        const std::string_view text = std::string_view(title.article.title).substr(begin, end - begin);
        if (more != 0 && (is_function_word(title.words[i + more].form, title.article.language) || breaks(text))) {
          if (breaks(text)) break;
          continue;
        }
        std::string key;
        for (std::size_t k = i - before; k <= i + more; ++k) key += (key.empty() ? "" : " ") + title.words[k].form;
        Phrase& phrase = phrases_[key];
        if (phrase.text.empty()) phrase.text = text;
        phrase.words = before + 1 + more;
        ++phrase.count;
      }
    }
    return found;
  }

  // A phrase ends where a clause does.
  static bool breaks(std::string_view text) { return text.find_first_of(",;:.!?<>()[]\"|") != std::string_view::npos; }

  void add_queries(std::vector<Suggestion>& out) {
    std::vector<const Phrase*> order;
    for (const auto& [key, phrase] : phrases_)
      if (phrase.count > 1 || phrase.words <= typed_.size()) order.push_back(&phrase);
    const auto worth = [&](const Phrase* p) {
      return static_cast<double>(p->count) * (1 + kLongerIsBetter * static_cast<double>(p->words - typed_.size()));
    };
    std::stable_sort(order.begin(), order.end(), [&](const Phrase* a, const Phrase* b) { return worth(a) > worth(b); });
    const std::size_t most = std::max<std::size_t>(1, request_.limit / 2);
    for (const Phrase* phrase : order) {
      if (out.size() == most) return;
      add(out, SuggestionKind::kQuery, phrase->text, phrase->count);
    }
    if (typed_.size() > 1) return;
    // Words that stand in no title of late.
    for (const Correction& form : forms_) {
      if (out.size() == most) return;
      if (form.form != typed_.back().form && is_function_word(form.form, language_)) continue;
      if (!phrases_.contains(form.form) && visible(form.form)) add(out, SuggestionKind::kQuery, form.spelling, 0);
    }
  }

  bool visible(const std::string& form) {
    AstNode word;
    word.kind = NodeKind::kWord;
    word.words = {QueryWord{form, form, true}};
    return context_.count(word, alone_, {}) != 0;
  }

  void add_titles(std::vector<Suggestion>& out) {
    std::stable_sort(titles_.begin(), titles_.end(), [](const Title& a, const Title& b) { return a.in_a_row && !b.in_a_row; });
    for (std::size_t i = 0; i < titles_.size() && i < kShownTitles; ++i) {
      add(out, SuggestionKind::kTitle, titles_[i].article.title, 0);
      out.back().article = std::move(titles_[i].article);
      out.back().article.body.clear();
    }
  }

  void add(std::vector<Suggestion>& out, SuggestionKind kind, const std::string& text, std::uint64_t count) {
    out.push_back({kind, text, count, {}, mark_beginnings(text, typed_, wanted_)});
  }

  // Every kind keeps its place; the longest lose.
  void shorten(std::vector<Suggestion>& out) const {
    const auto of = [&](bool title) {
      return static_cast<std::size_t>(std::count_if(
          out.begin(), out.end(), [&](const Suggestion& s) { return (s.kind == SuggestionKind::kTitle) == title; }));
    };
    while (out.size() > request_.limit) {
      if (of(true) > 1 || of(false) == 0) {
        out.pop_back();
      } else {
        out.erase(out.end() - static_cast<std::ptrdiff_t>(of(true)) - 1);
      }
    }
  }

  struct Phrase {
    std::string text;
    std::size_t words = 0;
    std::uint64_t count = 0;
  };

  SearchContext& context_;
  const SuggestRequest& request_;
  SearchRequest alone_;
  std::string language_;  // that most articles are in: whose function words complete nothing
  std::vector<QueryWord> typed_;
  std::vector<Correction> forms_;  // that the last word may become
  std::set<std::string, std::less<>> wanted_;
  std::vector<Title> titles_;
  std::map<std::string, Phrase> phrases_;
};

}  // namespace

std::string_view suggestion_kind_name(SuggestionKind kind) {
  switch (kind) {
    case SuggestionKind::kQuery: return "query";
    case SuggestionKind::kOutlet: return "outlet";
    case SuggestionKind::kTopic: return "topic";
    case SuggestionKind::kAuthor: return "author";
    case SuggestionKind::kPlace: return "place";
    case SuggestionKind::kTitle: return "title";
  }
  return {};
}

SuggestAnswer suggest(SearchContext& context, const SuggestRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  SuggestAnswer answer = Suggester(context, request).answer();
  answer.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return answer;
}

}  // namespace newshound
