// One canonical name and slug for each outlet, whatever its articles call it: a file of --outlet-aliases names them. TOML, by
// name:
//
//   ["Northern Courier"]
//   slug = "northern-courier"                  # optional; made from the name
//   aliases = ["The Northern Courier", "N. Courier"]
//   domains = ["northern-courier.example"]     # with all that lies below them
//
// Names are compared as slugs, so that case, accents and punctuation don't count. A value; any thread reads it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "schemas/article.h"
#include "schemas/error.h"

namespace newshound {

struct OutletName {
  std::string name, slug;
};

class OutletNames {
 public:
  // An Error names file, line and remedy. `file`: for messages.
  [[nodiscard]] static Result<OutletNames> parse(std::string_view toml, const std::string& file);

  // The outlet that goes by this name, or publishes at this URL; nothing if none is known.
  [[nodiscard]] const OutletName* by_name(std::string_view name) const;
  [[nodiscard]] const OutletName* by_url(std::string_view url) const;

 private:
  std::map<std::string, OutletName, std::less<>> names_, domains_;
};

// Gives an article its outlet's canonical name, by the name that it has or by where it was published, and returns the slug: of
// the outlet that is known, else one made from the name. "" for an article without an outlet.
[[nodiscard]] std::string name_outlet(Article& article, const OutletNames& names);

// "Der Spiegel – Online" -> "der-spiegel-online": folded letters and digits, a hyphen for anything between. Empty if there is
// none.
[[nodiscard]] std::string outlet_slug(std::string_view name);
// The host of a URL without "www.", in lower case; empty if it is no web URL.
[[nodiscard]] std::string domain_of(std::string_view url);

}  // namespace newshound
