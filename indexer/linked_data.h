// What a page's JSON-LD (schema.org) says of its article: the object of type NewsArticle or its kin, else Article or BlogPosting,
// else WebPage; found in arrays, in @graph and in what other objects hold; authors and publisher that are given by @id are looked
// up. JSON with the mistakes that pages make (raw line breaks in strings, a comma too many, comments around it) is read; what is
// no JSON then is left out. Nesting beyond 64 levels is left out. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newshound {

struct LinkedArticle {
  std::string headline, description, body;   // body may have tags
  std::string published, created, modified;  // as written
  std::string section, language, url, image, publisher;
  std::vector<std::string> authors, keywords;  // as written; a keyword may be a list of them
  std::optional<bool> is_free;
};

// `scripts`: the contents of <script type="application/ld+json">.
[[nodiscard]] LinkedArticle read_linked_data(std::span<const std::string> scripts);

}  // namespace newshound
