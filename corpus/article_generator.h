// Writes any number of made-up articles as JSON Lines, for measuring and for tests of size. Equal options give equal bytes on
// every machine. Memory doesn't grow with the number of articles. What the text has: Zipf frequencies with new words for ever
// (corpus/random.h), endings, phrases that recur, topics with words of their own, titles made of their body's key words,
// quotations, numbers, names, paragraphs. Never reads the clock or a file. One object per thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "corpus/invented_language.h"
#include "corpus/random.h"
#include "schemas/error.h"

namespace newshound {

inline constexpr std::uint64_t kMaxGeneratedArticles = 1'000'000'000;
inline constexpr std::uint32_t kMaxGeneratedWords = 200'000;  // a body then stays under the 4 MB that an article may have
inline constexpr std::uint32_t kMaxGeneratedOutlets = 100'000;
inline constexpr std::uint32_t kMaxGeneratedTopics =
    150;  // a topic's own words are every n-th word of the language, n being the number of topics

struct GeneratorOptions {
  std::uint64_t articles = 1000;  // for the program; the generator itself has no end
  std::uint64_t seed = 1;
  std::uint32_t words = 300;        // mean of a body; a body has half to one and a half times as many
  std::uint32_t outlets = 20;       // the first is the most productive, by Zipf's law
  std::uint32_t topics = 40;        // likewise; an article has one to three
  std::string from = "2023-01-01";  // first and last day of publication, both included
  std::string to = "2025-12-31";
  std::string language = "en";  // en, de, fr, es
};

class ArticleGenerator {
 public:
  // The generator, or what is wrong with the options and where its limits are.
  [[nodiscard]] static Result<ArticleGenerator> create(const GeneratorOptions& options);

  // Appends the next article as one line of JSON with its line break.
  void append_article(std::string& out);

 private:
  struct Theme {  // what one article is about
    std::uint32_t topic = 0;
    std::vector<std::uint64_t> key_words;
    std::vector<std::uint64_t> people;
  };

  ArticleGenerator(const GeneratorOptions& options, const LanguageTraits& language, std::int64_t first_day_utc,
                   std::uint32_t days);

  [[nodiscard]] Theme draw_theme();
  [[nodiscard]] std::uint32_t draw_by_weight(const std::vector<std::uint64_t>& cumulative);
  void append_title(std::string& out, const Theme& theme);
  void append_body(std::string& out, const Theme& theme);
  [[nodiscard]] std::uint32_t append_sentence(std::string& out, const Theme& theme);
  [[nodiscard]] std::uint32_t append_piece(std::string& out, const Theme& theme);
  [[nodiscard]] std::uint32_t append_phrase(std::string& out);
  void append_number(std::string& out);

  std::uint64_t written_ = 0;
  std::uint64_t seed_;
  std::uint32_t mean_words_;
  std::int64_t first_day_utc_;  // its 00:00, in seconds since 1970
  std::uint32_t days_;
  const LanguageTraits* language_;
  std::vector<std::string> outlets_;
  std::vector<std::string> topics_;
  std::vector<std::uint64_t> outlet_weights_;  // cumulative
  std::vector<std::uint64_t> topic_weights_;
  Random random_;
};

}  // namespace newshound
