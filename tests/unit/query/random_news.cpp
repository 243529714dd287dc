#include "tests/unit/query/random_news.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "analysis/tokenizer.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using Strings = std::vector<std::string>;

const Strings kScripts[] = {
    {"oil",    "oils",     "Oil",     "price", "prices", "priced", "PRICE",  "market",           "markets", "marketing",
     "ship",   "shipping", "shipped", "news",  "new",    "bank",   "banks",  "tariff",           "runs",    "running",
     "AT&T",   "U.S.",     "C++",     "1,880", "2025",   "$500",   "e-mail", "state-of-the-art", "Apple’s", "don’t",
     "O'Brien"},
    {"Zürich", "zurich", "café", "Cafés", "cafe", "résumé", "resume", "naïve", "Straße", "strasse", "Łódź", "Ærø", "élections",
     "élection", "Märkte", "Markt", "señor", "Ångström"},
    {"нефть", "нефти", "рынок", "рынки", "Цена", "цены", "Москва", "йод", "биржа"},
    {"κυβέρνηση", "κυβερνήσεις", "τιμή", "τιμές", "Αθήνα", "αθήνας", "αγορά"},
    {"النفط", "نفط", "السوق", "أسعار", "سعر", "الحكومة", "حكومة"},
    {"mar\u200bket",
     "soft\u00adware",
     "q\u0301uery",
     "İstanbul",
     "ﬁnance",
     "3.14",
     "10:30",
     "C#",
     "1\ufe0f\u20e3",
     "צה״ל",
     "सरकारों",
     "सरकार",
     "ข่าว",
     "ตลาดหุ้น",
     "x²",
     "ǅ",
     "Ⅷ",
     "foo_bar",
     "oil-",
     "l'été",
     "aujourd’hui",
     "ｆｕｌｌ",
     "경제",
     "시장",
     "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselloch"},
    {"北京", "大学", "经济", "市場", "日本", "ニュース", "石油", "価格", "ひらがな"}};
// Function words: a query of many words doesn't mark them (docs/ranking.md), so plain words aren't made of them.
const Strings kFunctionWords = {"the", "of", "and", "The", "in", "don’t"};
// Between words, every third time; else a space.
const Strings kBetween = {", ",   ". ",    "! ",   "  ",     "\n\n",   " – ",           "… ",    " “", "” ", " 😀 ",
                          " <b>", "</b> ", " & ",  " \"",    "\" ",    " 👩‍💻 ", ".\n\n", " (", ") ", " <em>…</em> ",
                          "; ",   " 'n' ", " 🇫🇷 ", "\u00a0", "\u3000", "\u2028",        "。",    "، "};
const Strings kOutlets = {"The Post", "Kurier", "La Gazette", "朝日新聞", "R&D <Daily>"};
const Strings kAuthors = {"Jane Doe", "Łukasz Nowak", "Ольга Петрова", "Jane Ann O'Neil"};
const Strings kTopics = {"Energy", "Trade", "Café culture", "Рынки", "Sport"};

bool is_function_word(const std::string& word) {
  return std::find(kFunctionWords.begin(), kFunctionWords.end(), word) != kFunctionWords.end();
}

std::string joined(const Strings& words, const std::string& between) { return fmt::format("{}", fmt::join(words, between)); }

}  // namespace

std::string RandomNews::text(std::size_t words) {
  const std::size_t own = below(std::size(kScripts));
  std::string out;
  for (std::size_t i = 0; i < words; ++i) {
    const std::size_t script = below(3) == 0 ? own : below(2) == 0 ? 0 : below(std::size(kScripts));
    // Chinese and Japanese have no spaces between words.
    if (i != 0 && (script + 1 != std::size(kScripts) || below(2) == 0)) out += below(3) == 0 ? pick(kBetween) : " ";
    // Rare words make the vocabulary larger than a byte can number.
    const std::size_t kind = below(10);
    out += kind == 0 ? fmt::format("Flight{}", below(700)) : kind < 3 ? pick(kFunctionWords) : pick(kScripts[script]);
  }
  return out;
}

Article RandomNews::article(std::size_t number, const Strings& languages) {
  Article made = make_article(fmt::format("a{}", number), text(1 + below(8)), text(below(70)),
                              below(12) == 0 ? "" : fmt::format("2025-{:02}-{:02}", 1 + below(9), 1 + below(28)));
  if (below(2) == 0) made.standfirst = text(below(20));
  made.outlet = pick(kOutlets);
  made.topics = {pick(kTopics)};
  if (below(3) != 0) made.authors = {pick(kAuthors)};
  made.language = pick(languages);
  return made;
}

std::string RandomNews::counted(const std::string& name, std::string text) {
  ++operators_[name];
  return text;
}

RandomNews::Spot RandomNews::spot() {
  const std::size_t part = below(4);
  Spot spot;
  spot.text = part == 0 ? about_->title : part == 1 && !about_->standfirst.empty() ? about_->standfirst : about_->body;
  if (spot.text.empty()) spot.text = about_->title;
  spot.title = spot.text.data() == about_->title.data();
  Tokenizer tokenizer(spot.text);
  for (Token token; tokenizer.next(token);) spot.words.emplace_back(token.begin, token.end);
  if (!spot.words.empty()) spot.at = below(spot.words.size());
  return spot;
}

std::string RandomNews::word_at(const Spot& spot, std::size_t word) {
  if (spot.words.empty()) return "oil";
  const auto [begin, end] = spot.words[std::min(word, spot.words.size() - 1)];
  return std::string(spot.text.substr(begin, end - begin));
}

// So many words from the spot on, as they stand there if they can stand between quotes.
std::string RandomNews::quoted(const Spot& spot, std::size_t words) {
  if (spot.words.empty()) return "\"oil\"";
  const std::size_t last = std::min(spot.at + words, spot.words.size()) - 1;
  std::string raw(spot.text.substr(spot.words[spot.at].first, spot.words[last].second - spot.words[spot.at].first));
  const bool breaks = raw.find('"') != std::string::npos || raw.find("“") != std::string::npos ||
                      raw.find("”") != std::string::npos || raw.find('\n') != std::string::npos;
  if (!breaks) return "\"" + raw + "\"";
  Strings list;
  for (std::size_t w = spot.at; w <= last; ++w) list.push_back(word_at(spot, w));
  return "\"" + joined(list, " ") + "\"";
}

// A word of the article that says what it is about.
std::string RandomNews::content_word() {
  for (int tries = 0; tries < 20; ++tries) {
    const Spot here = spot();
    std::string word = word_at(here, here.at);
    if (!is_function_word(word)) return word;
  }
  return "oil";
}

// A word that may be in the article, but needn't.
std::string RandomNews::foreign() { return pick(kScripts[below(std::size(kScripts))]); }

std::string RandomNews::plain() { return below(12) == 0 ? foreign() : content_word(); }

std::string RandomNews::phrase() {
  const Spot here = spot();
  if (here.words.size() < 2) return plain();
  std::string made = quoted(here, 2 + below(3));
  if (below(10) == 0) made = "\"" + word_at(here, here.at) + " " + foreign() + "\"";
  return counted("phrase", made);
}

std::string RandomNews::single() { return counted("quoted word", "\"" + plain() + "\""); }

// The word at a spot and one or two that stand near it.
std::string RandomNews::near_by() {
  const Spot here = spot();
  const bool ordered = below(2) == 0;
  const std::size_t distance = 1 + below(7);
  const std::string sign = fmt::format(" {}/{} ", ordered ? "ADJ" : "NEAR", distance);
  Strings words = {word_at(here, here.at), word_at(here, here.at + 1 + below(distance))};
  if (below(5) == 0) words.push_back(word_at(here, here.at + 1 + below(4)));
  if (!ordered && below(2) == 0) std::reverse(words.begin(), words.end());
  if (below(6) == 0) words[0] = "\"" + words[0] + "\"";
  return counted(ordered ? "ADJ" : "NEAR", "(" + joined(words, sign) + ")");
}

std::string RandomNews::slop() {
  const Spot here = spot();
  Strings words = {word_at(here, here.at), word_at(here, here.at + 1 + below(4))};
  if (below(3) == 0) words.push_back(word_at(here, here.at + 1 + below(4)));
  return counted("slop", fmt::format("\"{}\"~{}", joined(words, " "), 1 + below(5)));
}

std::string RandomNews::wildcard() {
  for (int tries = 0; tries < 20; ++tries) {
    const std::string word = content_word();
    std::size_t letters = 0, end = 0;
    const std::size_t wanted = 3 + below(3);
    for (; end < word.size() && letters < wanted; ++letters)
      for (++end; end < word.size() && (word[end] & 0xC0) == 0x80;) ++end;
    const std::string head = word.substr(0, end);
    const bool plain_letters = head.find_first_of("'&.,+-$") == std::string::npos && head.find("’") == std::string::npos;
    if (letters >= 3 && plain_letters) return counted("wildcard", head + "*");
  }
  return counted("wildcard", "oil*");
}

std::string RandomNews::in_title() {
  Spot here = spot();
  for (int tries = 0; tries < 8 && !here.title; ++tries) here = spot();
  ++operators_["title"];
  const std::string word = word_at(here, here.at);
  switch (below(4)) {
    case 0: return "title:" + quoted(here, 1 + below(3));
    case 1: return fmt::format("title:({} NEAR/3 {})", word, word_at(here, here.at + 1));
    default: return "title:" + (is_function_word(word) ? "\"" + word + "\"" : word);
  }
}

std::string RandomNews::field() {
  if (below(4) == 0) {
    const std::string name = about_->authors.empty() ? pick(kAuthors) : about_->authors[0];
    const std::size_t space = name.rfind(' ');
    switch (below(3)) {
      case 0: return counted("author", "author:\"" + name + "\"");
      case 1: return counted("author", "author:" + name.substr(space + 1));
      default: return counted("author", "author:(" + name.substr(space + 1) + " " + name.substr(0, space) + ")");
    }
  }
  if (below(2) == 0) return counted("outlet", "outlet:\"" + (below(10) == 0 ? pick(kOutlets) : about_->outlet) + "\"");
  return counted("topic", "topic:\"" + (below(10) == 0 ? pick(kTopics) : about_->topics[0]) + "\"");
}

std::string RandomNews::date() {
  const std::string day = format_moment(about_->published);
  if (day.empty()) return counted("date", "date:2025");
  switch (below(4)) {
    case 0: return counted("date", "after:" + day.substr(0, 7));
    case 1: return counted("date", "before:2025-12");
    case 2: return counted("date", "date:" + day + "..");
    default: return counted("date", "date:" + day);
  }
}

std::string RandomNews::leaf() {
  switch (below(16)) {
    case 0:
    case 1: return phrase();
    case 2: return single();
    case 3:
    case 4: return near_by();
    case 5: return slop();
    case 6: return wildcard();
    case 7: return in_title();
    case 8:
    case 9: return field();
    case 10: return date();
    case 11: return counted("plus", "+" + plain());
    default: return counted("word", plain());
  }
}

// A clause that the article is likely to match.
std::string RandomNews::clause() {
  switch (below(9)) {
    case 0: return counted("OR", counted("brackets", "(" + leaf() + " OR " + leaf() + ")"));
    case 1: return counted("AND", counted("brackets", "(" + leaf() + " AND " + leaf() + ")"));
    case 2: return counted("NOT", counted("brackets", "(" + leaf() + " NOT " + foreign() + ")"));
    default: return leaf();
  }
}

RandomQuery RandomNews::query(const Article& about) {
  about_ = &about;
  operators_.clear();
  std::string text = clause();
  for (std::size_t more = below(3); more > 0; --more) {
    const bool joins = below(3) == 0;
    text += joins ? counted("AND", " AND ") + clause() : " " + clause();
  }
  switch (below(8)) {
    case 0: text += counted("minus", " -" + foreign()); break;
    case 1: text += counted("NOT", " NOT \"" + foreign() + " " + foreign() + "\""); break;
    case 2: text += counted("minus", " -outlet:\"" + pick(kOutlets) + "\""); break;
    case 3: text += counted("OR", " OR " + clause()); break;
    default: break;
  }
  return {text, operators_};
}

}  // namespace newshound
