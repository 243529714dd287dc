// Writes the seeds of glass_reader_fuzz.cpp into a folder: small databases, made and compacted by Xapian.
#include <cstdio>
#include <filesystem>
#include <string>

#include <xapian.h>

#include "storage/files.h"
#include "tests/fuzz/storage/glass_blocks.h"

namespace {

struct Shape {
  const char* name;
  unsigned documents, every_b, every_c, terms;  // `terms`: rare ones beside, so that there are branches
};

void write_seed(const std::filesystem::path& folder, const Shape& shape) {
  const std::filesystem::path fresh = folder / "fresh", compacted = folder / "compacted";
  Xapian::WritableDatabase database(fresh.string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS);
  for (unsigned d = 0; d < shape.documents; ++d) {
    Xapian::Document document;
    document.add_term("a", d % 7);
    document.add_term(d % 2 == 0 ? std::string("ab") : std::string("a\0b", 3), d * 50);
    if (d % shape.every_b == 0) document.add_term("b", d % 200);
    if (d % shape.every_c == 0) document.add_boolean_term("c");
    if (d < shape.terms) document.add_term("d" + std::string(100, 'd') + std::to_string(d));
    database.add_document(document);
  }
  database.commit();
  database.compact(compacted.string());
  const std::string packed =
      newshound::pack_glass(newshound::read_file(compacted / "iamglass"), newshound::read_file(compacted / "postlist.glass"));
  newshound::write_file(folder / shape.name, packed);
  database.close();
  std::filesystem::remove_all(fresh);
  std::filesystem::remove_all(compacted);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: make_glass_reader_seeds FOLDER\n", stderr);
    return 2;
  }
  for (const Shape& shape : {Shape{"empty", 0, 1, 1, 0}, Shape{"few", 9, 3, 2, 0}, Shape{"one_leaf", 300, 100, 40, 0},
                             Shape{"chunks", 4000, 300, 2, 0}, Shape{"branch", 120, 20, 30, 120}})
    write_seed(argv[1], shape);
  return 0;
}
