#include "searchd/page_render.h"

#include <stdexcept>

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

namespace newshound {
namespace {

namespace mustache = kainjow::mustache;

mustache::data to_data(const nlohmann::json& value) {
  if (value.is_object()) {
    mustache::data object(mustache::data::type::object);
    for (const auto& [key, member] : value.items()) object.set(key, to_data(member));
    return object;
  }
  if (value.is_array()) {
    mustache::data list(mustache::data::type::list);
    for (const auto& item : value) list.push_back(to_data(item));
    return list;
  }
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    // Mustache takes an empty string for true; here it means that there is nothing.
    return text.empty() ? mustache::data(false) : mustache::data(text);
  }
  if (value.is_boolean()) return mustache::data(value.get<bool>());
  return value.is_number() ? mustache::data(value.dump()) : mustache::data(false);
}

std::string template_text(const PageAssets& assets, std::string_view name) {
  return assets.read("templates/" + std::string(name) + ".mustache");
}

std::string rendered(const std::string& text, std::string_view name, const nlohmann::json& model) {
  mustache::mustache parsed(text);
  if (!parsed.is_valid()) throw std::runtime_error("template " + std::string(name) + ": " + parsed.error_message());
  return parsed.render(to_data(model));
}

}  // namespace

std::string render_page(const PageAssets& assets, std::string_view name, const nlohmann::json& model) {
  return rendered(template_text(assets, "head") + template_text(assets, name) + template_text(assets, "foot"), name, model);
}

std::string render_template(const PageAssets& assets, std::string_view name, const nlohmann::json& model) {
  return rendered(template_text(assets, name), name, model);
}

}  // namespace newshound
