// JSON documents: an array of articles, one article over many lines, several in a row, an array at a path.
#include <utility>

#include <fmt/format.h>

#include "indexer/format_reader.h"
#include "indexer/json_items.h"

namespace newshound {
namespace {

class JsonReader : public FormatReader {
 public:
  JsonReader(std::unique_ptr<RecordParser> parser, std::string path) : parser_(std::move(parser)), path_(std::move(path)) {}

  void read(InputStream& in, Intake& intake) override {
    JsonItems items(in, path_);
    JsonItem item;
    while (items.next(item)) {
      const Place place = intake.record(item.line, item.byte);
      if (item.problem.empty()) {
        intake.give(parser_->parse(item.json), place, item.json);
        continue;
      }
      if (!in.damage().empty()) return;  // what the damage cut is part of its rejection
      intake.reject(place, {ErrorCode::kInvalidArticle, item.problem, {}, std::nullopt}, item.json);
    }
    if (!items.missing().empty() && in.damage().empty())
      intake.reject(intake.file(), unreadable(fmt::format("{} (\"{}\")", items.missing(), path_)));
  }

 private:
  std::unique_ptr<RecordParser> parser_;
  std::string path_;
};

}  // namespace

std::unique_ptr<FormatReader> make_json_reader(std::unique_ptr<RecordParser> parser, std::string items_path) {
  return std::make_unique<JsonReader>(std::move(parser), std::move(items_path));
}

}  // namespace newshound
