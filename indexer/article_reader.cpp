#include "indexer/article_reader.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <glob.h>

#include "analysis/normalizer.h"
#include "indexer/article_check.h"
#include "indexer/article_parser.h"
#include "indexer/byte_source.h"
#include "indexer/html_page.h"
#include "indexer/text_page.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunkBytes = 1u << 18;
constexpr std::size_t kSniffBytes = 4096;
constexpr std::size_t kTextBytesAControl = 100;  // text may have a stray control character, binary data has many
constexpr std::size_t kShownBytes = 1000;        // of a line that is too long to keep, for --rejects
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error unreadable(std::string message) { return {ErrorCode::kUnreadableInput, std::move(message), {}, std::nullopt}; }

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

void add_folder(const fs::path& folder, std::vector<std::string>& files) {
  std::vector<std::string> found;
  for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied);
       entry != fs::recursive_directory_iterator(); ++entry) {
    if (is_hidden(entry->path())) {
      if (entry->is_directory()) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file()) found.push_back(entry->path().string());
  }
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
}

std::vector<std::string> expand_glob(const std::string& pattern) {
  std::vector<std::string> files;
  glob_t found{};
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
  ::globfree(&found);
  return files;
}

// One file: its content decides how it is read.
class FileReader {
 public:
  FileReader(std::string file, const ReadOptions& options, std::uint64_t bytes_before, ArticleSink& sink)
      : file_(std::move(file)),
        options_(options),
        bytes_before_(bytes_before),
        sink_(sink),
        parser_({options.language, options.now_utc}) {}

  void run() {
    auto source = ByteSource::open(file_);
    if (!source) return sink_.reject({file_, 0}, source.error(), {});
    source_ = std::move(*source);
    skip_blank();
    const std::string format = options_.format.empty() ? sniff() : options_.format;
    if (format == "jsonl") {
      read_lines();
    } else if (format == "html") {
      read_html();
    } else if (format == "text") {
      read_page();
    } else if (!buffer_.empty()) {
      sink_.reject({file_, 0}, unreadable(format), {});
    }
    if (!source_->damage().empty())
      sink_.reject({file_, line_}, unreadable(source_->damage()), std::string_view(buffer_).substr(0, kShownBytes));
  }

 private:
  bool more() {
    const bool any = source_->read(buffer_, kChunkBytes);
    sink_.progress(bytes_before_ + source_->position());
    return any;
  }

  // Up to the first character that isn't white space, however far that is; a file without one has nothing to say.
  void skip_blank() {
    bool first = true;
    while (more()) {
      if (first && buffer_.starts_with(kByteOrderMark)) buffer_.erase(0, kByteOrderMark.size());
      first = first && buffer_.empty();
      const std::size_t blank = std::min(buffer_.find_first_not_of(" \t\r\n"), buffer_.size());
      lines_skipped_ +=
          static_cast<std::uint64_t>(std::count(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(blank), '\n'));
      buffer_.erase(0, blank);
      if (!buffer_.empty()) return;
    }
  }

  // "jsonl", "html", "text", or what is wrong with the content.
  [[nodiscard]] std::string sniff() const {
    const std::string_view head = std::string_view(buffer_).substr(0, kSniffBytes);
    if (head.empty()) return {};
    if (head[0] == '{') return "jsonl";
    if (head[0] == '[') return "is a JSON array; write one article a line, for example with: jq -c '.[]'";
    if (looks_like_html(head)) return "html";
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
      return "is UTF-16; make it UTF-8, for example with: iconv -f UTF-16 -t UTF-8";
    const auto controls = static_cast<std::size_t>(std::count_if(
        head.begin(), head.end(), [](char c) { return static_cast<unsigned char>(c) < 9 || (c > 13 && c < 32 && c != 27); }));
    if (head.find('\0') != std::string_view::npos || controls > 1 + head.size() / kTextBytesAControl)
      return "is neither JSON Lines nor HTML nor text (it has binary data); name its format with --format if it is";
    return "text";
  }

  void read_lines() {
    bool skipping = false;  // the rest of a line that was too long
    line_ = lines_skipped_ + 1;
    while (true) {
      std::size_t begin = 0;
      for (std::size_t end; (end = buffer_.find('\n', begin)) != std::string::npos; begin = end + 1, ++line_) {
        if (!skipping) take_line(std::string_view(buffer_).substr(begin, end - begin));
        skipping = false;
      }
      buffer_.erase(0, begin);
      if (buffer_.size() > kMaxLineBytes) {
        if (!skipping) too_long(buffer_);
        skipping = true;
      }
      if (skipping) buffer_.clear();
      if (!more()) break;
    }
    if (skipping) buffer_.clear();
    if (buffer_.empty()) return;
    if (source_->damage().empty()) return take_line(buffer_);
    // The line that damage cut short is part of that one rejection, unless it was whole.
    ParsedArticle last = parser_.parse(buffer_);
    if (last.article) give(std::move(last), buffer_);
  }

  void too_long(std::string_view line) {
    sink_.reject({file_, line_},
                 {ErrorCode::kTooLarge,
                  fmt::format("the line is over {} bytes; an article takes one line", kMaxLineBytes),
                  {},
                  std::nullopt},
                 line.substr(0, kShownBytes));
  }

  void take_line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    if (line.size() > kMaxLineBytes) return too_long(line);
    give(parser_.parse(line), line);
  }

  void read_page() {
    while (buffer_.size() <= kMaxBodyBytes && more()) {}
    if (buffer_.size() > kMaxBodyBytes)
      return sink_.reject({file_, 0},
                          {ErrorCode::kTooLarge, fmt::format("the text is over {} bytes", kMaxBodyBytes), {}, std::nullopt},
                          std::string_view(buffer_).substr(0, kShownBytes));
    if (!source_->damage().empty()) return;  // half an article is none
    if (!is_valid_utf8(buffer_)) sink_.warn({file_, 0}, repaired_warning());
    give(parser_.finish(read_text_page(buffer_)), std::string_view(buffer_).substr(0, kShownBytes));
  }

  void read_html() {
    while (buffer_.size() <= kMaxPageBytes && more()) {}
    if (!source_->damage().empty()) return;  // half an article is none
    const std::string_view shown = std::string_view(buffer_).substr(0, kShownBytes);
    Result<Article> article = read_html_page(buffer_, {{}, {}, options_.now_utc});
    if (!article) return sink_.reject({file_, 0}, article.error(), shown);
    give(parser_.finish(std::move(*article)), shown);
  }

  void give(ParsedArticle parsed, std::string_view source) {
    const Place place{file_, line_};
    for (const Error& warning : parsed.warnings) sink_.warn(place, warning);
    if (parsed.article) {
      sink_.accept(std::move(*parsed.article), place);
    } else {
      sink_.reject(place, parsed.error, source);
    }
  }

  std::string file_;
  const ReadOptions& options_;
  std::uint64_t bytes_before_;
  ArticleSink& sink_;
  ArticleParser parser_;
  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  std::uint64_t line_ = 0, lines_skipped_ = 0;
};

}  // namespace

Result<std::vector<std::string>> expand_inputs(std::span<const std::string> inputs) {
  std::vector<std::string> files;
  for (const std::string& input : inputs) {
    std::error_code error;
    if (input == "-" || (fs::exists(input, error) && !fs::is_directory(input, error))) {
      files.push_back(input);
      continue;
    }
    if (fs::is_directory(input, error)) {
      add_folder(input, files);
      continue;
    }
    const std::vector<std::string> matches = expand_glob(input);
    if (matches.empty()) return tl::unexpected(unreadable(fmt::format("{}: no such file, folder or pattern of files", input)));
    for (const std::string& match : matches) {
      if (fs::is_directory(match, error)) {
        add_folder(match, files);
      } else {
        files.push_back(match);
      }
    }
  }
  return files;
}

std::uint64_t total_bytes(std::span<const std::string> files) {
  std::uint64_t total = 0;
  for (const std::string& file : files) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return 0;
    total += fs::file_size(file, error);
  }
  return total;
}

void read_files(std::span<const std::string> files, const ReadOptions& options, ArticleSink& sink) {
  std::uint64_t before = 0;
  for (const std::string& file : files) {
    FileReader(file, options, before, sink).run();
    std::error_code error;
    if (fs::is_regular_file(file, error)) before += fs::file_size(file, error);
  }
}

}  // namespace newshound
