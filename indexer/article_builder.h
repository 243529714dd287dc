// An article put together field by field, whatever format the fields come from: the rules of DESIGN section 4 in one place. Text
// is normalised, certain mojibake repaired, a bad optional field dropped with a warning, what is unknown kept. One thread an
// article.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/article_parser.h"
#include "schemas/moment.h"

namespace newshound {

enum class FieldKind { kUnknown, kText, kValues, kMoment, kBody, kBodyHtml, kId, kStatus, kFlag };
// What a field of an article takes; kUnknown for a name that is none.
[[nodiscard]] FieldKind field_kind(std::string_view name);
// The names of all fields, in the order of schemas/article.schema.json.
[[nodiscard]] const std::vector<std::string_view>& article_field_names();

class ArticleBuilder {
 public:
  ArticleBuilder() { parsed_.article.emplace(); }

  // A field's text, whatever its kind: a value of a list is added, any other field set anew, "" makes it absent. Times in the
  // forms of wire_date.h. False for a name that is no field.
  bool set(std::string_view name, std::string_view text);
  // A time that its reader has understood already.
  void set_moment(std::string_view name, const Moment& moment);
  // A field of kMoment that can't be read; an embargo then withholds the article.
  void bad_moment(std::string_view name, std::string message);
  // All fields of an article that another reader has put together.
  void take(const Article& article);
  void clear_values(std::string_view name);
  // False if the field has no room for more.
  bool add_value(std::string_view name, std::string_view text);
  // A field of kFlag.
  void set_flag(std::string_view name, bool flag);
  void clear(std::string_view name);
  // An unknown field, as JSON; "" forgets it.
  void keep(std::string_view name, std::string json);
  void keep_text(std::string_view name, std::string_view text);
  // Something was dropped or repaired. At most kMaxWarnings, for a hostile record could give millions.
  void warn(std::string_view name, std::string message);

  [[nodiscard]] const Article& article() const { return *parsed_.article; }
  // There is no article in the record, by its nature; the warnings are kept. The builder is spent.
  [[nodiscard]] ParsedArticle no_article(std::string message);
  // The article by the rules, or why there is none. The builder is spent.
  [[nodiscard]] ParsedArticle finish(const ArticleRules& rules);

 private:
  void set_status(std::string_view text);
  void read_flag(std::string_view name, std::string_view text);
  void set_id(std::string_view text);

  ParsedArticle parsed_;
  bool bad_embargo_ = false;
  std::string html_;
  std::vector<std::pair<std::string, std::string>> extra_;  // name and JSON, in the order of first mention
  std::unordered_map<std::string, std::size_t> extra_at_;
};

}  // namespace newshound
