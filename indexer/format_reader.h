// One format of inputs: what every reader gets and what it does. A reader pulls bytes from the stream and gives articles,
// warnings and rejections with their places to the intake. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/article_parser.h"
#include "indexer/article_reader.h"
#include "indexer/input_stream.h"

namespace newshound {

// Takes what a reader found to the sink. A record that holds no article by its nature is a warning, not a rejection.
class Intake {
 public:
  Intake(std::string file, const ReadOptions& options, ArticleSink& sink)
      : file_(std::move(file)), options_(options), sink_(sink) {}

  // `source`: the record, for --rejects.
  void give(ParsedArticle parsed, Place place, std::string_view source);
  void warn(Place place, std::string message);
  void reject(Place place, Error error, std::string_view source = {});
  // A line, or a line and the byte where a record begins.
  [[nodiscard]] Place line(std::uint64_t number) const { return {file_, number, std::nullopt}; }
  [[nodiscard]] Place record(std::uint64_t number, std::uint64_t byte) const { return {file_, number, byte}; }
  [[nodiscard]] Place file() const { return {file_, 0, std::nullopt}; }
  [[nodiscard]] const ReadOptions& options() const { return options_; }
  [[nodiscard]] ArticleRules rules() const;

 private:
  std::string file_;
  const ReadOptions& options_;
  ArticleSink& sink_;
};

class FormatReader {
 public:
  virtual ~FormatReader() = default;
  // Reads to the end of the stream; damage of the stream itself is told by the caller, once.
  virtual void read(InputStream& in, Intake& intake) = 0;
};

// The readers, one a file. `parser` decides what a JSON object is.
[[nodiscard]] std::unique_ptr<FormatReader> make_lines_reader(std::unique_ptr<RecordParser> parser);  // json_lines_reader.cpp
[[nodiscard]] std::unique_ptr<FormatReader> make_json_reader(std::unique_ptr<RecordParser> parser,    // json_reader.cpp
                                                             std::string items_path);
[[nodiscard]] std::unique_ptr<FormatReader> make_json_feed_reader(const ArticleRules& rules);  // json_feed.cpp
[[nodiscard]] std::unique_ptr<FormatReader> make_csv_reader(const ReadOptions& options);       // csv_reader.cpp
[[nodiscard]] std::unique_ptr<FormatReader> make_xml_reader();                                 // xml_reader.cpp
[[nodiscard]] std::unique_ptr<FormatReader> make_warc_reader();                                // warc_reader.cpp
[[nodiscard]] std::unique_ptr<FormatReader> make_page_reader(bool html);                       // page_reader.cpp

// A message that an input, or a part of it, can't be read.
[[nodiscard]] Error unreadable(std::string message);

}  // namespace newshound
