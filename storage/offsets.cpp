#include "storage/offsets.h"

#include <limits>

#include <fmt/format.h>

namespace newshound {

void write_offsets(SectionWriter& writer, std::string_view name, std::span<const std::uint64_t> offsets) {
  writer.begin(name);
  if (offsets.back() > std::numeric_limits<std::uint32_t>::max()) {
    writer.append_array(offsets);
    return;
  }
  const std::vector<std::uint32_t> narrow(offsets.begin(), offsets.end());
  writer.append_array(std::span<const std::uint32_t>(narrow));
}

Offsets::Offsets(const SectionFile& file, std::string_view name, std::size_t entries, std::uint64_t data_bytes)
    : file_(&file), entries_(entries), data_bytes_(data_bytes) {
  if (data_bytes > std::numeric_limits<std::uint32_t>::max()) {
    wide_ = file.array<std::uint64_t>(name, entries + 1).data();
  } else {
    narrow_ = file.array<std::uint32_t>(name, entries + 1).data();
  }
  if (at(0) != 0 || at(entries) != data_bytes) file.damaged("offsets don't fit their data");
}

namespace {

std::size_t entries_in(const SectionFile& file, std::string_view name, std::uint64_t data_bytes) {
  const std::size_t entry = data_bytes > std::numeric_limits<std::uint32_t>::max() ? 8 : 4, bytes = file.section(name).size();
  if (bytes < entry || bytes % entry != 0) file.damaged("offsets have an impossible size");
  return bytes / entry - 1;
}

}  // namespace

Offsets::Offsets(const SectionFile& file, std::string_view name, std::uint64_t data_bytes)
    : Offsets(file, name, entries_in(file, name, data_bytes), data_bytes) {}

void Offsets::out_of_order(std::size_t i) const { file_->damaged(fmt::format("the offset of entry {} is out of order", i)); }

}  // namespace newshound
