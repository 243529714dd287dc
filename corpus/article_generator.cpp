// Everything is drawn from one stream of random numbers in a fixed order; a change of that order changes every corpus, so tests
// that pin figures of a generated corpus would have to be looked at again. Text is written straight into the JSON line: by
// construction it holds no quotation mark, backslash or control character that JSON would want escaped. Test:
// corpus/generate_test.py.
#include "corpus/article_generator.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "schemas/moment.h"

namespace newshound {
namespace {

using namespace std::string_view_literals;

constexpr std::array kTopicNames = {"politics"sv, "economy"sv,   "football"sv, "weather"sv,     "transport"sv,
                                    "health"sv,   "crime"sv,     "culture"sv,  "education"sv,   "science"sv,
                                    "energy"sv,   "housing"sv,   "labour"sv,   "technology"sv,  "food"sv,
                                    "space"sv,    "elections"sv, "film"sv,     "environment"sv, "chess"sv};
constexpr std::array kOutletNouns = {"Post"sv,    "Courier"sv,  "Times"sv,  "Herald"sv,
                                     "Gazette"sv, "Observer"sv, "Record"sv, "Star"sv};

// How many of the most frequent words are about equally frequent: about 1 % of the content words each, as in English news.
constexpr std::uint32_t kFlatWords = 40;
constexpr std::uint32_t kFlatTopicWords = 8;
constexpr std::uint32_t kFlatPhrases = 60;
constexpr std::uint32_t kFlatPeople = 200;
constexpr std::uint64_t kPhraseSalt = 0x5eed0fa1ca7b0a75ULL;
constexpr std::uint64_t kPeopleRank =
    20'000;  // people and places are words from here on: rare ones, so that a name finds few articles

// Cumulative weights 1, 1/2, 1/3 … of a million, never zero: Zipf's law for a list of fixed length.
std::vector<std::uint64_t> zipf_weights(std::uint32_t count) {
  std::vector<std::uint64_t> cumulative(count);
  std::uint64_t sum = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    sum += 1'000'000 / (i + 1);
    cumulative[i] = sum;
  }
  return cumulative;
}

std::string outlet_name(std::uint32_t number) {
  return fmt::format("{} {}", capitalised_lemma(500 + number), kOutletNouns[number % kOutletNouns.size()]);
}

std::string topic_name(std::uint32_t number) {
  if (number < kTopicNames.size()) return std::string(kTopicNames[number]);
  std::string name;
  append_lemma(name, 3000 + number);
  return name;
}

// "Bantor Klind": the same for the same number.
void append_person(std::string& out, std::uint64_t number) {
  out += capitalised_lemma(number * 13 % 1151);
  out += ' ';
  out += capitalised_lemma(kPeopleRank + number % 1'000'000'000'000);
}

void capitalise_at(std::string& out, std::size_t position) {
  char& letter = out[position];
  if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
}

Error out_of_range(std::string_view option, std::uint64_t value, std::uint64_t least, std::uint64_t most) {
  return {ErrorCode::kInvalidParameter, fmt::format("--{} is {}; it takes {} to {}", option, value, least, most),
          std::string(option)};
}

Result<std::int64_t> parse_day(std::string_view option, const std::string& text) {
  const std::optional<Moment> day = parse_moment(text);
  if (day && day->date_only) return day->seconds_utc;
  return tl::unexpected(Error{ErrorCode::kInvalidParameter,
                              fmt::format("--{} is \"{}\"; it takes a date such as 2025-07-21", option, text),
                              std::string(option)});
}

}  // namespace

Result<ArticleGenerator> ArticleGenerator::create(const GeneratorOptions& options) {
  const std::array<std::tuple<std::string_view, std::uint64_t, std::uint64_t, std::uint64_t>, 4> ranges = {{
      {"articles", options.articles, 0, kMaxGeneratedArticles},
      {"words", options.words, 2, kMaxGeneratedWords},
      {"outlets", options.outlets, 1, kMaxGeneratedOutlets},
      {"topics", options.topics, 1, kMaxGeneratedTopics},
  }};
  for (const auto& [name, value, least, most] : ranges) {
    if (value < least || value > most) return tl::unexpected(out_of_range(name, value, least, most));
  }
  const LanguageTraits* language = find_language(options.language);
  if (language == nullptr) {
    return tl::unexpected(Error{ErrorCode::kInvalidParameter,
                                fmt::format("--language is \"{}\"; it takes en, de, fr or es", options.language), "language"});
  }
  const Result<std::int64_t> first = parse_day("from", options.from);
  if (!first) return tl::unexpected(first.error());
  const Result<std::int64_t> last = parse_day("to", options.to);
  if (!last) return tl::unexpected(last.error());
  if (*last < *first) {
    return tl::unexpected(Error{ErrorCode::kInvalidParameter,
                                fmt::format("--to {} is before --from {}; exchange them", options.to, options.from), "to"});
  }
  const auto days = static_cast<std::uint32_t>((*last - *first) / kSecondsPerDay + 1);
  return ArticleGenerator(options, *language, *first, days);
}

ArticleGenerator::ArticleGenerator(const GeneratorOptions& options, const LanguageTraits& language, std::int64_t first_day_utc,
                                   std::uint32_t days)
    : seed_(options.seed),
      mean_words_(options.words),
      first_day_utc_(first_day_utc),
      days_(days),
      language_(&language),
      outlet_weights_(zipf_weights(options.outlets)),
      topic_weights_(zipf_weights(options.topics)),
      random_(options.seed) {
  for (std::uint32_t i = 0; i < options.outlets; ++i) outlets_.push_back(outlet_name(i));
  for (std::uint32_t i = 0; i < options.topics; ++i) topics_.push_back(topic_name(i));
}

void ArticleGenerator::append_article(std::string& out) {
  const Theme theme = draw_theme();
  const std::uint32_t outlet = draw_by_weight(outlet_weights_);
  const std::int64_t day = random_.below(days_);  // one draw a statement: compilers order the operands of + as they like
  const std::int64_t published = first_day_utc_ + day * kSecondsPerDay + random_.below(kSecondsPerDay);
  ++written_;

  fmt::format_to(std::back_inserter(out), R"({{"id":"made-{}-{}","url":"https://outlet-{}.example/{}/{}","title":")", seed_,
                 written_, outlet + 1, seed_, written_);
  append_title(out, theme);
  out += R"(","body":")";
  append_body(out, theme);
  out += R"(","authors":[")";
  append_person(out, outlet * 100 + random_.below(1 + random_.below(100)));  // each outlet's own staff, a few of whom write most
  fmt::format_to(std::back_inserter(out), R"("],"outlet":"{}","topics":["{}")", outlets_[outlet], topics_[theme.topic]);
  if (random_.chance(40)) {
    const std::uint32_t second = draw_by_weight(topic_weights_);
    if (second != theme.topic) fmt::format_to(std::back_inserter(out), R"(,"{}")", topics_[second]);
  }
  fmt::format_to(std::back_inserter(out), R"(],"places":["{}"],"language":"{}","published":"{}"}})",
                 capitalised_lemma(kPeopleRank + random_.zipf_rank(kFlatPeople)), language_->code,
                 format_moment({published, false}));
  out += '\n';
}

ArticleGenerator::Theme ArticleGenerator::draw_theme() {
  Theme theme;
  theme.topic = draw_by_weight(topic_weights_);
  for (int i = 0; i < 4; ++i) theme.key_words.push_back(random_.zipf_rank(kFlatTopicWords) * topics_.size() + theme.topic);
  for (int i = 0; i < 4; ++i) theme.key_words.push_back(random_.zipf_rank(kFlatWords * 20));
  for (int i = 0; i < 3; ++i) theme.people.push_back(random_.zipf_rank(kFlatPeople));
  return theme;
}

std::uint32_t ArticleGenerator::draw_by_weight(const std::vector<std::uint64_t>& cumulative) {
  const std::uint64_t target = random_.below(static_cast<std::uint32_t>(cumulative.back()));
  return static_cast<std::uint32_t>(std::upper_bound(cumulative.begin(), cumulative.end(), target) - cumulative.begin());
}

void ArticleGenerator::append_title(std::string& out, const Theme& theme) {
  const std::size_t start = out.size();
  const std::uint32_t words = 3 + random_.below(3);
  for (std::uint32_t i = 0; i < words; ++i) {
    if (i > 0) out += ' ';
    if (i > 0 && random_.chance(40)) {
      out += language_->small_words[random_.below(8)];
      out += ' ';
    }
    append_inflected(out, theme.key_words[(i * 3 + written_) % theme.key_words.size()], *language_, random_);
  }
  capitalise_at(out, start);
}

void ArticleGenerator::append_body(std::string& out, const Theme& theme) {
  const std::uint32_t wanted = mean_words_ / 2 + random_.below(mean_words_ + 1);
  std::uint32_t words = 0;
  while (words < wanted) {
    if (words > 0) out += R"(\n\n)";
    const std::uint32_t sentences = 2 + random_.below(4);
    for (std::uint32_t i = 0; i < sentences && words < wanted; ++i) {
      if (i > 0) out += ' ';
      words += append_sentence(out, theme);
    }
  }
}

std::uint32_t ArticleGenerator::append_sentence(std::string& out, const Theme& theme) {
  const bool quotation = random_.chance(12);
  if (quotation) out += language_->opening_quote;
  const std::size_t start = out.size();
  const std::uint32_t wanted = 6 + random_.below(19);
  std::uint32_t words = append_piece(out, theme);
  while (words < wanted) {
    out += random_.chance(6) ? ", " : " ";
    words += append_piece(out, theme);
  }
  capitalise_at(out, start);
  if (quotation) {
    fmt::format_to(std::back_inserter(out), ",{} {} ", language_->closing_quote, language_->said);
    append_person(out, theme.people[random_.below(static_cast<std::uint32_t>(theme.people.size()))]);
    words += 3;
  }
  out += '.';
  return words;
}

std::uint32_t ArticleGenerator::append_piece(std::string& out, const Theme& theme) {
  const std::uint32_t kind = random_.below(100);
  if (kind < 42) {  // the inner draw makes the front of the list likelier
    out += language_->small_words[random_.below(1 + random_.below(static_cast<std::uint32_t>(language_->small_words.size())))];
    return 1;
  }
  if (kind < 52) {
    append_inflected(out, theme.key_words[random_.below(static_cast<std::uint32_t>(theme.key_words.size()))], *language_,
                     random_);
    return 1;
  }
  if (kind < 58) {
    append_inflected(out, random_.zipf_rank(kFlatTopicWords) * topics_.size() + theme.topic, *language_, random_);
    return 1;
  }
  if (kind < 61) return append_phrase(out);
  if (kind < 63) {
    append_person(out, theme.people[random_.below(static_cast<std::uint32_t>(theme.people.size()))]);
    return 2;
  }
  if (kind < 65) {
    append_number(out);
    return 1;
  }
  if (kind < 66) {
    append_lemma(out, random_.zipf_rank(kFlatWords));
    out += '-';
  }
  append_inflected(out, random_.zipf_rank(kFlatWords), *language_, random_);
  return 1;
}

// A phrase is drawn by number; its words follow from the number, the same in every corpus.
std::uint32_t ArticleGenerator::append_phrase(std::string& out) {
  Random words(kPhraseSalt + random_.zipf_rank(kFlatPhrases));
  const std::uint32_t count = 2 + words.below(3);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i > 0) out += ' ';
    append_inflected(out, words.zipf_rank(kFlatWords * 10), *language_, words);
  }
  return count;
}

void ArticleGenerator::append_number(std::string& out) {
  const std::uint32_t kind = random_.below(4);
  const std::uint32_t number = 1 + random_.below(1 + random_.below(3000));
  const std::uint32_t fraction = random_.below(1000);
  const auto end = std::back_inserter(out);
  switch (kind) {
    case 0: fmt::format_to(end, "€{}", number); return;
    case 1: fmt::format_to(end, "{}.{}", number, fraction % 10); return;
    case 2: fmt::format_to(end, "{},{:03}", 1 + number % 900, fraction); return;
    default: fmt::format_to(end, "{}", number);
  }
}

}  // namespace newshound
