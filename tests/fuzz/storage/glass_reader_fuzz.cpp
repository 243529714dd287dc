// Any bytes as a database of Xapian (tests/fuzz/storage/glass_blocks.h): the terms of the seeds (glass_reader_seeds.cpp) have
// statistics and increasing documents within bounds, or an IndexError says that they haven't.
#include <cstdlib>
#include <filesystem>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "storage/glass_reader.h"
#include "storage/index_error.h"
#include "tests/fuzz/storage/glass_blocks.h"

namespace {

constexpr std::uint32_t kDocuments = 5000;

// A folder whose two files are in memory: no disk for millions of them.
struct Folder {
  std::string path = (std::filesystem::temp_directory_path() / "newshound-fuzz-XXXXXX").string();
  int root = memfd_create("iamglass", 0), table = memfd_create("postlist", 0);
  Folder() {
    if (mkdtemp(path.data()) == nullptr) std::abort();
    std::filesystem::create_symlink("/proc/self/fd/" + std::to_string(root), path + "/iamglass");
    std::filesystem::create_symlink("/proc/self/fd/" + std::to_string(table), path + "/postlist.glass");
  }
  ~Folder() { std::filesystem::remove_all(path); }
  static void put(int file, const std::string& bytes) {
    if (ftruncate(file, 0) != 0 || pwrite(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
      std::abort();
  }
};

void ask(const newshound::GlassReader& reader, const std::string& term) {
  try {
    (void)reader.statistics(term);
    const auto list = reader.list(term, kDocuments);
    std::int64_t before = -1;
    if (list)
      list->for_each([&](std::uint32_t document, std::size_t place) {
        if (document <= before || document >= kDocuments || place >= list->size()) std::abort();
        before = document;
      });
  } catch (const newshound::IndexError&) {}
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  const newshound::GlassFiles files = newshound::unpack_glass({reinterpret_cast<const char*>(data), size});
  Folder::put(folder.root, files.iamglass);
  Folder::put(folder.table, files.table);
  const newshound::GlassReader reader(folder.path);
  for (const auto& term : {std::string("a"), std::string("a\0b", 3), std::string("ab"), std::string("b"), std::string("c")})
    ask(reader, term);
  return 0;
}
