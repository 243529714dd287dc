// Bytes as an input in a given format, for the fuzz targets of formats: reading ends, no problem comes without a message, no
// article without an id and something to index.
#pragma once

#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "analysis/normalizer.h"
#include "indexer/article_reader.h"

namespace newshound {

struct CheckingSink : ArticleSink {
  void accept(Article&& article, const Place&) override {
    if (article.id.empty() || (article.title.empty() && article.body.empty())) std::abort();
    if (!is_valid_utf8(article.title) || !is_valid_utf8(article.body) || !is_valid_utf8(article.outlet)) std::abort();
  }
  void warn(const Place&, const Error& error) override { check(error); }
  void reject(const Place&, const Error& error, std::string_view) override { check(error); }
  void progress(std::uint64_t) override {}
  static void check(const Error& error) {
    if (error.message.empty()) std::abort();
  }
};

inline void read_bytes(const std::uint8_t* data, std::size_t size, ReadOptions options) {
  const int file = ::memfd_create("input", MFD_CLOEXEC);
  if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  CheckingSink sink;
  options.now_utc = 1753100000;
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  read_files({&path, 1}, options, sink);
  ::close(file);
}

inline void read_bytes(const std::uint8_t* data, std::size_t size, const std::string& format) {
  ReadOptions options;
  options.format = format;
  read_bytes(data, size, options);
}

}  // namespace newshound
