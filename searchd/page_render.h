// A page's model, plain JSON, poured into the templates of searchd/web/templates: mustache, escaping by default. In a template
// {{{three braces}}} stand only around text that the highlighter or this code has escaped. Any thread.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "searchd/page_assets.h"

namespace newshound {

// The document: head, the template of that name, foot. Empty strings, 0-length lists, null and false are false in a section.
// Throws std::runtime_error if a template can't be read.
[[nodiscard]] std::string render_page(const PageAssets& assets, std::string_view name, const nlohmann::json& model);
// A template alone.
[[nodiscard]] std::string render_template(const PageAssets& assets, std::string_view name, const nlohmann::json& model);

}  // namespace newshound
