// What may stand before a colon in a query: title, the fields of the field table, and the dates. Constant data; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schemas/fields.h"

namespace newshound {

enum class PrefixKind : unsigned char { kTitle, kField, kAfter, kBefore, kWhen, kDate };

struct QueryPrefix {
  std::string_view name;
  PrefixKind kind = PrefixKind::kTitle;
  Field field = Field::kId;  // kField

  [[nodiscard]] bool is_date() const { return kind >= PrefixKind::kAfter; }
  // Values that hold any character but white space and quotes, and brackets in pairs: ids and URLs.
  [[nodiscard]] bool is_verbatim() const { return kind == PrefixKind::kField && field_row(field).match == ValueMatch::kExact; }
};

// The prefix of that name in any case of ASCII letters, or null.
[[nodiscard]] const QueryPrefix* find_prefix(std::string_view name);
// "title:, id:, url:, …": for messages.
[[nodiscard]] std::string prefix_names();
// The prefix that somebody probably meant by `name`; empty if none.
[[nodiscard]] std::string_view nearest_prefix(std::string_view name);

}  // namespace newshound
