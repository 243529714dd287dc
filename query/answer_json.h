// Answers as JSON: schemas/search-response.schema.json. Output is valid UTF-8 whatever the articles hold. id, url, title, outlet,
// published, topics, authors, language and score are in every hit (null or [] if the article has none); other members only where
// there is something to say. `id` is there whatever `fields` asks for. URLs that are neither http nor https are left out. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/answer.h"
#include "schemas/error.h"

namespace newshound {

// Members of a hit that can be asked for with `fields`; "body" and "extra" only if asked for.
[[nodiscard]] const std::vector<std::string_view>& hit_field_names();
// kInvalidParameter, naming the allowed ones, if a name isn't one of them.
[[nodiscard]] Result<void> check_fields(const std::vector<std::string>& fields);

// Whether such members show marks (highlight, link), for which each text has to be looked through. Of the default ones: yes.
[[nodiscard]] bool shows_marks(const std::vector<std::string>& fields);
// Whether such members come from the stored article, which has to be read for them: all but id, score and published, which lie
// in places of their own.
[[nodiscard]] bool needs_texts(const std::vector<std::string>& fields);

struct JsonOptions {
  std::vector<std::string> fields = {};  // empty = the default ones
  bool highlight_html = true;            // only says how the text was made; nothing is escaped here
  bool full_bodies = false;              // body also of articles that are not free (newshound on the index, API keys)
  bool pretty = false;                   // for terminals
};

[[nodiscard]] std::string answer_to_json(const SearchAnswer& answer, const JsonOptions& options);
// One hit as one line of JSON Lines.
[[nodiscard]] std::string hit_to_json(const Hit& hit, const JsonOptions& options);

// The reason phrase of a status, "Not Found" (RFC 9110, section 15), which RFC 9457 wants beside "about:blank".
[[nodiscard]] std::string_view status_title(unsigned status);
// RFC 9457: {"type", "title", "status", "detail", "code", "parameter", "position"}; members without a value are left out.
[[nodiscard]] std::string problem_json(const Error& error, unsigned status);

}  // namespace newshound
