// CSV: by a mapping, or with our own names of fields in its first line.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "indexer/csv_rows.h"
#include "indexer/format_reader.h"
#include "indexer/mapped_record.h"
#include "indexer/transcoder.h"

namespace newshound {
namespace {

class CsvReader : public FormatReader {
 public:
  explicit CsvReader(std::shared_ptr<const FieldMapping> mapping) : mapping_(std::move(mapping)) {}

  void read(InputStream& in, Intake& intake) override {
    (void)in.hold(1u << 16);
    const bool given = mapping_ != nullptr && mapping_->delimiter != '\0';
    CsvRows rows(in, given ? mapping_->delimiter : likely_delimiter(in.held()));
    CsvRow row;
    if (!rows.next(row)) return;
    if (!row.problem.empty()) return intake.reject(intake.line(row.line), unreadable(row.problem), row.source);
    bool ignored = false;
    for (const std::string& name : row.cells) columns_.push_back(trimmed(utf8_or_windows_1252(name, ignored)));
    const FieldMapping mapping = mapping_ != nullptr ? *mapping_ : own_mapping();
    for (const MappedField& field : mapping.fields)
      for (const MappedSource& source : field.sources)
        if (column(source.path) == columns_.size())
          intake.warn(intake.line(row.line),
                      fmt::format("there is no column \"{}\", which the mapping names for {}", source.path, field.name));
    while (rows.next(row)) {
      if (!in.damage().empty() && in.held().empty()) return;  // the row that damage cut
      const Place place = intake.record(row.line, row.byte);
      if (!row.problem.empty()) {
        intake.reject(place, {ErrorCode::kInvalidArticle, row.problem, {}, std::nullopt}, row.source);
      } else {
        intake.give(parse(mapping, row, intake.rules()), place, row.source);
      }
    }
  }

 private:
  static std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
  }

  [[nodiscard]] std::size_t column(std::string_view name) const {
    return static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), name) - columns_.begin());
  }

  // Columns that bear the names of fields are read into them, the others are kept.
  [[nodiscard]] FieldMapping own_mapping() const {
    FieldMapping mapping;
    for (const std::string& name : columns_) {
      if (name.empty()) continue;
      MappedField field;
      field.name = name;
      field.sources.push_back({name, {}});
      field.extra = field_kind(name) == FieldKind::kUnknown;
      if (field_kind(name) == FieldKind::kValues) field.separator = ";";
      mapping.fields.push_back(std::move(field));
    }
    return mapping;
  }

  ParsedArticle parse(const FieldMapping& mapping, const CsvRow& row, const ArticleRules& rules) const {
    ArticleBuilder builder;
    if (row.cells.size() > columns_.size())
      builder.warn("", fmt::format("the row has {} cells, the first line names {}: the others were dropped", row.cells.size(),
                                   columns_.size()));
    bool repaired = false;
    read_mapped(
        mapping,
        [&](const MappedSource& source, const auto& use) {
          const std::size_t at = column(source.path);
          if (at >= row.cells.size()) return;
          bool changed = false;
          (void)use(utf8_or_windows_1252(row.cells[at], changed));
          repaired = repaired || changed;
        },
        builder);
    if (repaired)
      builder.warn("", "is not UTF-8: such bytes were read as windows-1252; name the encoding in the mapping if it is another");
    return builder.finish(rules);
  }

  std::shared_ptr<const FieldMapping> mapping_;
  std::vector<std::string> columns_;
};

}  // namespace

std::unique_ptr<FormatReader> make_csv_reader(const ReadOptions& options) { return std::make_unique<CsvReader>(options.mapping); }

}  // namespace newshound
