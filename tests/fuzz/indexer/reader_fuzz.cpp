// Any bytes are a file: read as JSON Lines, a page or gzip, it ends, and no problem comes without a message.
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "indexer/article_reader.h"

namespace {

struct Sink : newshound::ArticleSink {
  void accept(newshound::Article&& article, const newshound::Place&) override {
    if (article.id.empty() || (article.title.empty() && article.body.empty())) std::abort();
  }
  void warn(const newshound::Place&, const newshound::Error& error) override { check(error); }
  void reject(const newshound::Place&, const newshound::Error& error, std::string_view) override { check(error); }
  void progress(std::uint64_t) override {}
  static void check(const newshound::Error& error) {
    if (error.message.empty()) std::abort();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = ::memfd_create("input", MFD_CLOEXEC);
  if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  Sink sink;
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  newshound::read_files({&path, 1}, {"", "en", 1753100000}, sink);
  ::close(file);
  return 0;
}
