#include "indexer/mapped_record.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "indexer/article_check.h"
#include "indexer/json_document.h"

namespace newshound {
namespace {

using Element = simdjson::dom::element;

void set_field(const MappedField& field, std::string_view text, ArticleBuilder& builder) {
  if (field.extra) return builder.keep_text(field.name, text);
  const FieldKind kind = field_kind(field.name);
  if (kind == FieldKind::kMoment && !text.empty()) {
    const auto moment = read_mapped_date(one_line(text), field);
    if (moment) return builder.set_moment(field.name, *moment);
    return builder.bad_moment(
        field.name, fmt::format("\"{}\" is not {}", shown_value(text),
                                field.format.empty() ? std::string("a time that is known; give its format in the mapping")
                                                     : fmt::format("in the format \"{}\" of the mapping", field.format)));
  }
  if (kind != FieldKind::kValues || field.separator.empty()) return (void)builder.set(field.name, text);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(field.separator, at), text.size());
    if (!builder.add_value(field.name, text.substr(at, end - at))) return;
    at = end + field.separator.size();
  }
}

// Values at a path, depth first. False when no more are wanted.
bool walk(Element at, const std::vector<PathStep>& steps, std::size_t step, const std::function<bool(std::string_view)>& use) {
  simdjson::dom::array array;
  if (step == steps.size()) {
    std::string_view text;
    if (at.is_null()) return true;
    if (at.get(text) == simdjson::SUCCESS) return use(text);
    if (at.get(array) != simdjson::SUCCESS) return use(std::string(simdjson::minify(at)));
    for (const Element item : array)
      if (!walk(item, steps, step, use)) return false;
    return true;
  }
  const PathStep& next = steps[step];
  if (next.kind == PathStep::Kind::kMember) {
    Element member;
    simdjson::dom::object object;
    if (at.get(object) != simdjson::SUCCESS || object.at_key(next.member).get(member) != simdjson::SUCCESS) return true;
    return walk(member, steps, step + 1, use);
  }
  if (at.get(array) != simdjson::SUCCESS) return true;
  std::size_t number = 0;
  for (const Element item : array) {
    const bool wanted = next.kind == PathStep::Kind::kAll || number == next.element;
    ++number;
    if (wanted && !walk(item, steps, step + 1, use)) return false;
  }
  return true;
}

class MappedParser : public RecordParser {
 public:
  MappedParser(ArticleRules rules, std::shared_ptr<const FieldMapping> mapping)
      : rules_(std::move(rules)), mapping_(std::move(mapping)) {}

  ParsedArticle parse(std::string_view json) override {
    ArticleBuilder builder;
    ParsedArticle failed;
    const auto root = document_.parse(json, [&](std::string message) { builder.warn("", std::move(message)); });
    if (!root) {
      failed.error = root.error();
      return failed;
    }
    read_mapped(
        *mapping_, [&](const MappedSource& source, const auto& use) { (void)walk(*root, source.steps, 0, use); }, builder);
    return builder.finish(rules_);
  }

 private:
  ArticleRules rules_;
  std::shared_ptr<const FieldMapping> mapping_;
  JsonDocument document_;
};

}  // namespace

void read_mapped(const FieldMapping& mapping, const MappedValues& values, ArticleBuilder& builder) {
  std::vector<std::string_view> filled;
  for (const MappedField& field : mapping.fields) {
    const bool many = !field.extra && field_kind(field.name) == FieldKind::kValues;
    bool found = false;
    for (const MappedSource& source : field.sources) {
      if (found && !many) break;
      values(source, [&](std::string_view text) {
        if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return true;
        set_field(field, text, builder);
        found = true;
        return many;
      });
    }
    if (found && !field.extra) filled.push_back(field.name);
  }
  for (const auto& [name, text] : mapping.constants)
    if (std::find(filled.begin(), filled.end(), name) == filled.end()) (void)builder.set(name, text);
}

std::unique_ptr<RecordParser> make_mapped_parser(const ArticleRules& rules, std::shared_ptr<const FieldMapping> mapping) {
  return std::make_unique<MappedParser>(rules, std::move(mapping));
}

}  // namespace newshound
