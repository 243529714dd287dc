#include "indexer/article_reader.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "indexer/byte_source.h"
#include "indexer/field_mapping.h"
#include "indexer/format_reader.h"
#include "indexer/format_sniffer.h"
#include "indexer/mapped_record.h"
#include "indexer/ninjs.h"
#include "indexer/transcoder.h"

namespace newshound {
namespace {

constexpr std::size_t kShownBytes = 1000;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What a JSON object is: theirs by a mapping, or ours.
std::unique_ptr<RecordParser> object_parser(const ReadOptions& options, const ArticleRules& rules) {
  if (options.mapping != nullptr) return make_mapped_parser(rules, options.mapping);
  return std::make_unique<ArticleParser>(rules);
}

std::unique_ptr<FormatReader> reader_of(Format format, const Intake& intake) {
  const ReadOptions& options = intake.options();
  const ArticleRules rules = intake.rules();
  switch (format) {
    case Format::kJsonLines:
      if (options.mapping != nullptr && !options.mapping->items.empty()) break;  // a path leads into a document, not into a line
      return make_lines_reader(object_parser(options, rules));
    case Format::kJson: break;
    case Format::kNinjs: return make_json_reader(make_ninjs_parser(rules), {});
    case Format::kNinjsLines: return make_lines_reader(make_ninjs_parser(rules));
    case Format::kJsonFeed: return make_json_feed_reader(rules);
    case Format::kXml: return make_xml_reader();
    case Format::kCsv: return make_csv_reader(options);
    case Format::kWarc: return make_warc_reader();
    case Format::kHtml: return make_page_reader(true);
    case Format::kText: return make_page_reader(false);
    case Format::kNone: return nullptr;
  }
  return make_json_reader(object_parser(options, rules), options.mapping == nullptr ? std::string() : options.mapping->items);
}

// Up to the first character that isn't white space, however far that is; a file without one has nothing to say.
void skip_blank(InputStream& in) {
  do {
    const std::size_t blank = std::min(in.held().find_first_not_of(" \t\r\n"), in.held().size());
    in.skip(blank);
    if (!in.held().empty()) return;
  } while (in.more());
}

// The encoding that the first bytes show, or the mapping names: from here on, the stream is UTF-8.
void decode(InputStream& in, Intake& intake) {
  (void)in.hold(4);
  const std::string_view shown = shown_encoding(in.held());
  const FieldMapping* mapping = intake.options().mapping.get();
  if (shown == "UTF-8") {
    in.skip(kByteOrderMark.size());
  } else if (!shown.empty()) {
    (void)in.decode(shown);
  } else if (mapping != nullptr && !mapping->encoding.empty() && !in.decode(mapping->encoding)) {
    intake.warn(intake.file(), "the encoding \"" + mapping->encoding + "\" of the mapping isn't known: read as UTF-8");
  }
}

void read_file(const std::string& file, const ReadOptions& options, std::uint64_t bytes_before, ArticleSink& sink) {
  Intake intake(file, options, sink);
  auto source = ByteSource::open(file);
  if (!source) return intake.reject(intake.file(), source.error());
  InputStream in(std::move(*source), [&sink, bytes_before](std::uint64_t bytes) { sink.progress(bytes_before + bytes); });
  decode(in, intake);
  skip_blank(in);
  (void)in.hold(kSniffBytes);
  const std::string_view head = in.held().substr(0, kSniffBytes);
  Sniffed sniffed{options.format.empty() ? Format::kNone : format_of(options.format, head), {}};
  if (options.format.empty()) sniffed = sniff_format(head, options.mapping != nullptr);
  const auto reader = in.held().empty() ? nullptr : reader_of(sniffed.format, intake);
  if (reader != nullptr) {
    reader->read(in, intake);
  } else if (!sniffed.problem.empty()) {
    intake.reject(intake.file(), unreadable(sniffed.problem));
  }
  if (!in.damage().empty()) intake.reject(intake.line(in.line()), unreadable(in.damage()), in.held().substr(0, kShownBytes));
}

}  // namespace

Error unreadable(std::string message) { return {ErrorCode::kUnreadableInput, std::move(message), {}, std::nullopt}; }

void Intake::give(ParsedArticle parsed, Place place, std::string_view source) {
  for (const Error& warning : parsed.warnings) sink_.warn(place, warning);
  if (parsed.article && parsed.page) return sink_.accept_page(std::move(*parsed.article), place);
  if (parsed.article) return sink_.accept(std::move(*parsed.article), place);
  if (parsed.other_kind) return sink_.warn(place, parsed.error);
  sink_.reject(place, parsed.error, source);
}

void Intake::warn(Place place, std::string message) {
  sink_.warn(place, {ErrorCode::kInvalidField, std::move(message), {}, std::nullopt});
}

void Intake::reject(Place place, Error error, std::string_view source) { sink_.reject(place, error, source); }

ArticleRules Intake::rules() const { return {options_.language, options_.now_utc, options_.outlets}; }

void read_files(std::span<const std::string> files, const ReadOptions& options, ArticleSink& sink) {
  std::uint64_t before = 0;
  for (const std::string& file : files) {
    read_file(file, options, before, sink);
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error)) before += std::filesystem::file_size(file, error);
  }
}

}  // namespace newshound
