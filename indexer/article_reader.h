// Inputs to articles: files, folders, globs and standard input, each in whatever format its content shows (format_sniffer.h),
// streamed with flat memory. What can't become an article is reported with its place and never stops a run. One thread. Throws
// nothing for bad input; read errors of the device are rejections too.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schemas/article.h"
#include "schemas/error.h"

namespace newshound {

class FieldMapping;
class OutletNames;

struct Place {
  std::string file;                        // as given; "-" is standard input
  std::uint64_t line = 0;                  // from 1; 0 = the whole file
  std::optional<std::uint64_t> byte = {};  // where the record begins in the unpacked file, for formats without lines
};

struct ReadOptions {
  std::string format = {};                           // a name of format_names(); "" looks at the content
  std::string language = "en";                       // where neither the article nor its text says
  std::int64_t now_utc = 0;                          // for dates that lie ahead
  std::shared_ptr<const FieldMapping> mapping = {};  // --map: whose JSON or CSV this is
  std::shared_ptr<const OutletNames> outlets = {};   // --outlet-aliases
};

class ArticleSink {
 public:
  virtual ~ArticleSink() = default;
  virtual void accept(Article&& article, const Place& place) = 0;
  // An article read from a page (HTML or text), not from a record that has a field for its text.
  virtual void accept_page(Article&& article, const Place& place) { accept(std::move(article), place); }
  // A field was dropped or repaired and the article goes in, or a record holds no article by its nature.
  virtual void warn(const Place& place, const Error& error) = 0;
  // An article, or a file, that doesn't go in. `source`: the record, or its beginning.
  virtual void reject(const Place& place, const Error& error, std::string_view source) = 0;
  // Bytes read so far of what total_bytes() counted.
  virtual void progress(std::uint64_t bytes) = 0;
};

// The files behind inputs: folders recursively and in order, without hidden files; globs. An Error (kUnreadableInput) names an
// input that doesn't exist: nothing is read then.
[[nodiscard]] Result<std::vector<std::string>> expand_inputs(std::span<const std::string> inputs);
// Bytes of the files; 0 if one is standard input or a pipe.
[[nodiscard]] std::uint64_t total_bytes(std::span<const std::string> files);
// Reads the files (of expand_inputs) in order.
void read_files(std::span<const std::string> files, const ReadOptions& options, ArticleSink& sink);

}  // namespace newshound
