#include "query/function_words.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/stop_words.h"
#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr std::string_view kEnglish =
    "a about above after again against all am an and any are as at be because been before being below between both but by can "
    "cannot could did do does doing down during each few for from further had has have having he her here hers herself him "
    "himself his how i if in into is it its itself may me might more most must my myself no nor not of off on once only or other "
    "ought our ours ourselves out over own same shall she should so some such than that the their theirs them themselves then "
    "there these they this those through to too under until up us very was we were what when where which while who whom why will "
    "with would you your yours yourself yourselves "
    "i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll "
    "she'll we'll they'll isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't shan't shouldn't "
    "can't couldn't mustn't let's that's who's what's here's there's when's where's why's how's";

using WordSet = std::unordered_set<std::string_view>;

WordSet split(std::string_view list) {
  WordSet words;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(' ', begin), list.size());
    words.insert(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

const WordSet& words_of(const std::string& language) {
  static const std::map<std::string, WordSet, std::less<>> lists = [] {
    std::map<std::string, WordSet, std::less<>> made;
    for (const std::string_view name : stop_word_languages()) made.emplace(name, split(stop_words(name)));
    made["en"] = split(kEnglish);
    return made;
  }();
  static const WordSet none;
  const auto found = lists.find(language);
  return found == lists.end() ? none : found->second;
}

// Plain words in the order of the text.
void collect(const AstNode& node, std::vector<const AstNode*>& words) {
  if (node.kind == NodeKind::kWord && !node.title && !node.words[0].exact) words.push_back(&node);
  if (node.kind != NodeKind::kAnd && node.kind != NodeKind::kOr) return;
  for (const AstNode& child : node.children) collect(child, words);
}

struct Letters {
  bool first_upper = false, all_upper = false;  // all: two or more of them
};

// Of ASCII letters: English is the language with names among its function words.
Letters letters(std::string_view written) {
  Letters found;
  std::size_t upper = 0, lower = 0;
  for (const char c : written) {
    if (c >= 'A' && c <= 'Z') ++upper;
    if (c >= 'a' && c <= 'z') ++lower;
    if (upper + lower == 1 && upper == 1) found.first_upper = true;
  }
  found.all_upper = upper > 1 && lower == 0;
  return found;
}

std::string_view written(const AstNode& word, std::string_view text) {
  const std::size_t begin = std::min(word.begin, text.size());
  return text.substr(begin, std::min(word.end, text.size()) - begin);
}

class Chooser {
 public:
  Chooser(std::vector<const AstNode*> words, std::string_view text, const WordSet& list)
      : words_(std::move(words)), text_(text), list_(list) {
    for (const AstNode* word : words_) {
      const Letters seen = letters(written(*word, text_));
      if (!listed(*word)) some_lower_ = some_lower_ || !seen.first_upper;
    }
  }

  std::unordered_set<std::size_t> choose(std::size_t few) const {
    std::unordered_set<std::size_t> chosen;
    std::size_t left = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (listed(*words_[i]) && !demanded(*words_[i]) && !may_be_name(i)) {
        chosen.insert(words_[i]->begin);
      } else {
        ++left;
      }
    }
    if (left <= few) chosen.clear();
    return chosen;
  }

 private:
  [[nodiscard]] bool listed(const AstNode& word) const { return list_.contains(word.words[0].form); }
  [[nodiscard]] bool demanded(const AstNode& word) const {
    return word.begin < text_.size() && (text_[word.begin] == '+' || (word.begin > 0 && text_[word.begin - 1] == '+'));
  }
  // US, WHO; Theresa May: a capital in the middle of a query that isn't in capitals altogether.
  [[nodiscard]] bool may_be_name(std::size_t i) const {
    if (!some_lower_) return false;
    const Letters seen = letters(written(*words_[i], text_));
    return seen.all_upper || (seen.first_upper && i != 0);
  }

  std::vector<const AstNode*> words_;
  std::string_view text_;
  const WordSet& list_;
  bool some_lower_ = false;
};

}  // namespace

bool is_function_word(std::string_view form, std::string_view language) {
  return words_of(primary_language(language)).contains(form);
}

std::unordered_set<std::size_t> find_function_words(const AstNode& root, std::string_view text,
                                                    std::span<const std::string> languages, std::size_t few) {
  std::vector<const AstNode*> words;
  collect(root, words);
  if (words.size() <= few) return {};
  const WordSet* list = nullptr;
  std::size_t most = 0;
  for (const std::string& language : languages) {
    const WordSet& candidate = words_of(language);
    const auto has = static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [&](const AstNode* word) { return candidate.contains(word->words[0].form); }));
    if (has > most) {
      most = has;
      list = &candidate;
    }
  }
  return list == nullptr ? std::unordered_set<std::size_t>{} : Chooser(std::move(words), text, *list).choose(few);
}

}  // namespace newshound
