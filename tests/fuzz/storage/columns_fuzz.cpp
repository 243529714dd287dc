// Any bytes as a file of columns: as they stand, and with magics and sums made right, so that what is behind them is reached.
// Every value that can be asked for is asked for.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

#include "storage/columns.h"
#include "storage/columns_format.h"
#include "storage/index_error.h"

namespace {

constexpr std::size_t kHeader = 32, kRow = 40, kFooter = 32;

template <class T>
void put(std::string& bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof(value));
}

// Makes header and footer right for the number of sections that the footer states.
void repair(std::string& bytes) {
  const std::size_t footer = bytes.size() - kFooter;
  std::uint64_t sections = 0;
  std::memcpy(&sections, bytes.data() + footer + 8, 8);
  sections %= (footer - kHeader) / kRow + 1;
  const std::size_t table = footer - sections * kRow;
  bytes.replace(0, 12, "NEWSHND\nCOLS");
  put(bytes, 12, newshound::kColumnsVersion);
  put(bytes, 16, std::uint64_t{bytes.size()});
  put(bytes, 24, XXH3_64bits(bytes.data(), 24));
  put(bytes, footer, std::uint64_t{table});
  put(bytes, footer + 8, sections);
  put(bytes, footer + 16, XXH3_64bits(bytes.data() + table, sections * kRow + 16));
  bytes.replace(footer + 24, 8, "NEWSHEND");
}

void read_all(const newshound::Columns& columns) {
  std::size_t sum = 0;
  std::vector<std::uint32_t> documents(columns.documents());
  std::iota(documents.begin(), documents.end(), 0u);
  for (std::uint32_t d = 0; d < columns.documents(); ++d)
    sum += columns.is_visible(d, 0) + columns.length()[d] + columns.id_hash()[d] + (columns.published()[d] == 0);
  for (const newshound::FieldRow& row : newshound::field_table()) {
    if (row.column == newshound::ColumnKind::kNone) continue;
    const newshound::OrdinalColumn& column = columns.ordinals(row.field);
    for (std::uint32_t d = 0; d < columns.documents(); ++d)
      column.for_each(d,
                      [&](std::uint32_t ordinal) { sum += column.find(column.folded(ordinal)) + column.value(ordinal).size(); });
    std::vector<std::uint32_t> counts(std::size_t{column.values()} + 1, 0);
    sum += column.count(documents, counts);
    for (const std::uint32_t document : documents)
      if (column.group(document) >= column.groups()) std::abort();
  }
  [[maybe_unused]] const volatile std::size_t kept = sum;  // so that the reads stay
}

void open(const std::string& bytes) {
  const int file = memfd_create("columns", MFD_CLOEXEC);
  const bool written = file >= 0 && write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  try {
    if (written) read_all(newshound::Columns(fmt::format("/proc/self/fd/{}", file)));
  } catch (const newshound::IndexError&) {}
  if (file >= 0) close(file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  open(bytes);
  if (size < kHeader + kFooter) return 0;
  repair(bytes);
  open(bytes);
  return 0;
}
