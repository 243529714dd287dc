// One article from one JSON object, by the rules of DESIGN section 4 (schemas/article.schema.json): text normalised, a bad
// optional field dropped with a warning, unknown fields kept; only what has nothing to index or is over a limit is rejected. One
// thread (it keeps simdjson's buffers).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/article.h"
#include "schemas/error.h"

namespace newshound {

class OutletNames;

struct ParsedArticle {
  std::optional<Article> article;
  Error error;                  // why there is none
  bool other_kind = false;      // there is none because the record holds something else: a concept, a picture without a word
  bool page = false;            // it was read from a page, whose lines may be the outlet's
  std::vector<Error> warnings;  // `name` is the field
};

struct ArticleRules {
  std::string language = "en";                      // where neither the article nor its text says
  std::int64_t now_utc = 0;                         // published dates more than two days ahead of it are dropped
  std::shared_ptr<const OutletNames> outlets = {};  // canonical names; nothing: names stay as they are
};

// Records of one kind (JSON objects, elements, rows) to articles.
class RecordParser {
 public:
  virtual ~RecordParser() = default;
  [[nodiscard]] virtual ParsedArticle parse(std::string_view record) = 0;
};

class ArticleParser : public RecordParser {
 public:
  explicit ArticleParser(ArticleRules rules);
  ~ArticleParser() override;
  ArticleParser(const ArticleParser&) = delete;
  ArticleParser& operator=(const ArticleParser&) = delete;

  // `line`: a JSON object in UTF-8; other bytes are repaired, with a warning.
  [[nodiscard]] ParsedArticle parse(std::string_view line) override;
  // The rules for articles that come from other formats: normalises, checks, and fills id and language.
  [[nodiscard]] ParsedArticle finish(const Article& article) const;

 private:
  ArticleRules rules_;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newshound
