// Addresses of the pages and of the articles they show. A page's state is its list of search parameters; a link is that list with
// something changed, from its first page on. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "query/answer.h"
#include "query/parameters.h"

namespace newshound {

// "q=apple+pie&outlet=AP"; empty for none.
[[nodiscard]] std::string query_string(const Parameters& parameters);
// "/search?q=apple".
[[nodiscard]] std::string path_with(std::string_view path, const Parameters& parameters);
// "/article/ID?q=apple".
[[nodiscard]] std::string article_path(std::string_view id, const Parameters& parameters);

// `state` without these parameters, and without `page`.
[[nodiscard]] Parameters without(const Parameters& state, std::initializer_list<std::string_view> names);
// `state` with that parameter once; `page` goes.
[[nodiscard]] Parameters with(const Parameters& state, std::string_view name, std::string_view value);
// `state` with one value more, or less, of a parameter; `page` goes.
[[nodiscard]] Parameters with_value(const Parameters& state, std::string_view name, std::string_view value);
[[nodiscard]] Parameters without_value(const Parameters& state, std::string_view name, std::string_view value);

// The article where it was published, at the first mark (a text fragment, https://wicg.github.io/scroll-to-text-fragment/);
// empty if its URL is neither http nor https.
[[nodiscard]] std::string source_link(const Article& article, std::string_view first_mark);
// "meridianwire.example"; empty if there is none.
[[nodiscard]] std::string url_host(std::string_view url);

}  // namespace newshound
