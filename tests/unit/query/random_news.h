// Random articles in several scripts, and random queries about one of them, most of which it matches. The same seed gives the
// same.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "schemas/article.h"

namespace newshound {

inline constexpr std::int64_t kNewsNow = 1760000000;  // 2025-10-09

struct RandomQuery {
  std::string text;
  std::map<std::string, std::size_t> operators;  // how often each is in it
};

class RandomNews {
 public:
  explicit RandomNews(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return random_() % n; }  // std distributions differ between libraries
  Article article(std::size_t number, const std::vector<std::string>& languages);
  RandomQuery query(const Article& about);

 private:
  struct Spot {  // where words of the article stand
    std::string_view text;
    std::vector<std::pair<std::size_t, std::size_t>> words;  // bytes
    std::size_t at = 0;
    bool title = false;
  };

  const std::string& pick(const std::vector<std::string>& list) { return list[below(list.size())]; }
  std::string text(std::size_t words);
  std::string foreign();
  Spot spot();
  static std::string word_at(const Spot& spot, std::size_t word);
  static std::string quoted(const Spot& spot, std::size_t words);
  std::string content_word();
  std::string plain();
  std::string phrase();
  std::string single();
  std::string near_by();
  std::string slop();
  std::string wildcard();
  std::string in_title();
  std::string field();
  std::string date();
  std::string leaf();
  std::string clause();
  std::string counted(const std::string& name, std::string text);

  std::mt19937 random_;
  const Article* about_ = nullptr;
  std::map<std::string, std::size_t> operators_;
};

}  // namespace newshound
