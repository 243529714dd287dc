// JSON Lines: an object a line. A line that isn't one is reported, the next begins anew.
#include <utility>

#include <fmt/format.h>

#include "indexer/format_reader.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kShownBytes = 1000;  // of a line that is too long to keep, for --rejects

class LinesReader : public FormatReader {
 public:
  explicit LinesReader(std::unique_ptr<RecordParser> parser) : parser_(std::move(parser)) {}

  void read(InputStream& in, Intake& intake) override {
    bool skipping = false;  // the rest of a line that was too long
    std::size_t looked = 0;
    do {
      for (std::size_t end; (end = in.held().find('\n', looked)) != std::string_view::npos; looked = 0) {
        if (!skipping) take(in.held().substr(0, end), in.line(), intake);
        skipping = false;
        in.skip(end + 1);
      }
      if (in.held().size() > kMaxLineBytes) {
        if (!skipping) too_long(in.held(), in.line(), intake);
        skipping = true;
      }
      if (skipping) in.skip(in.held().size());
      looked = in.held().size();
    } while (in.more());
    if (skipping || in.held().empty()) return;
    if (in.damage().empty()) return take(in.held(), in.line(), intake);
    // The line that damage cut short is part of that one rejection, unless it was whole.
    ParsedArticle last = parser_->parse(in.held());
    if (last.article) intake.give(std::move(last), intake.line(in.line()), in.held());
  }

 private:
  void take(std::string_view line, std::uint64_t number, Intake& intake) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    if (line.size() > kMaxLineBytes) return too_long(line, number, intake);
    intake.give(parser_->parse(line), intake.line(number), line);
  }

  static void too_long(std::string_view line, std::uint64_t number, Intake& intake) {
    const std::string message = fmt::format("the line is over {} bytes; an article takes one line", kMaxLineBytes);
    intake.reject(intake.line(number), {ErrorCode::kTooLarge, message, {}, std::nullopt}, line.substr(0, kShownBytes));
  }

  std::unique_ptr<RecordParser> parser_;
};

}  // namespace

std::unique_ptr<FormatReader> make_lines_reader(std::unique_ptr<RecordParser> parser) {
  return std::make_unique<LinesReader>(std::move(parser));
}

}  // namespace newshound
