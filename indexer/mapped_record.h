// A record of somebody else's shape (a JSON object, a row of a table) to an article, by a mapping. One thread.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "indexer/article_builder.h"
#include "indexer/article_parser.h"
#include "indexer/field_mapping.h"

namespace newshound {

// The values of a path in a record go to the function that is given; it returns false when it wants no more.
using MappedValues = std::function<void(const MappedSource&, const std::function<bool(std::string_view)>&)>;

// Fills the builder with every field of the mapping, then with the constants that are missing.
void read_mapped(const FieldMapping& mapping, const MappedValues& values, ArticleBuilder& builder);

// JSON objects. The mapping is kept.
[[nodiscard]] std::unique_ptr<RecordParser> make_mapped_parser(const ArticleRules& rules,
                                                               std::shared_ptr<const FieldMapping> mapping);

}  // namespace newshound
