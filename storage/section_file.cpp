#include "storage/section_file.h"

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "storage/index_error.h"

namespace newshound {
namespace {

static_assert(std::endian::native == std::endian::little, "files are little-endian and read in place");

constexpr char kMagic[8] = {'N', 'E', 'W', 'S', 'H', 'N', 'D', '\n'};
constexpr char kEndMagic[8] = {'N', 'E', 'W', 'S', 'H', 'E', 'N', 'D'};
constexpr std::size_t kAlignment = 64, kNameBytes = 24, kBufferBytes = 1u << 18;

struct Header {
  char magic[8];
  char kind[4];
  std::uint32_t version;
  std::uint64_t bytes;
  std::uint64_t sum;  // XXH3-64 of what stands before
};
struct Row {
  char name[kNameBytes];
  std::uint64_t offset, length;
};
struct Footer {
  std::uint64_t table, sections;
  std::uint64_t sum;  // XXH3-64 of the table and the 16 bytes before
  char magic[8];
};
static_assert(sizeof(Header) == 32 && sizeof(Row) == 40 && sizeof(Footer) == 32);

std::uint64_t footer_sum(const Row* rows, const Footer& footer) {
  XXH3_state_t* state = XXH3_createState();
  XXH3_64bits_reset(state);
  XXH3_64bits_update(state, rows, footer.sections * sizeof(Row));
  XXH3_64bits_update(state, &footer, 16);
  const std::uint64_t sum = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  return sum;
}

std::string section_name(const Row& row) { return {row.name, strnlen(row.name, kNameBytes)}; }

// Names the index if the file lies where a segment's files do.
std::string repair_advice(const std::filesystem::path& file) {
  const std::filesystem::path segments = file.parent_path().parent_path();
  const std::string index = segments.filename() == "segments" ? segments.parent_path().string() : "INDEX";
  return fmt::format(
      "run \"newshound-indexer check {0}\", restore a backup, or rebuild with \"newshound-indexer export {0} | "
      "newshound-indexer build NEW -\"",
      index);
}

}  // namespace

struct SectionWriter::State {
  std::filesystem::path path;
  std::array<char, 4> kind{};
  std::uint32_t version = 0;
  int descriptor = -1;
  std::uint64_t written = 0;
  std::string buffer;
  std::vector<Row> rows;

  [[noreturn]] void fail(const char* what) const {
    throw IndexError(IndexError::Kind::kIo,
                     fmt::format("{}: can't be {}: {}; free space or check permissions and try again, the index is as it was",
                                 path.string(), what, std::strerror(errno)));
  }
  [[nodiscard]] std::uint64_t position() const { return written + buffer.size(); }
  void flush() {
    for (std::size_t done = 0; done < buffer.size();) {
      const ssize_t count = ::write(descriptor, buffer.data() + done, buffer.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) fail("written");
      done += static_cast<std::size_t>(count);
    }
    written += buffer.size();
    buffer.clear();
  }
  void put(const void* bytes, std::size_t size) {
    buffer.append(static_cast<const char*>(bytes), size);
    if (buffer.size() >= kBufferBytes) flush();
  }
  void pad(std::size_t at_least) {
    const std::uint64_t to = (position() + at_least + kAlignment - 1) / kAlignment * kAlignment;
    buffer.append(to - position(), '\0');
  }
  void end_section() {
    if (!rows.empty()) rows.back().length = position() - rows.back().offset;
  }
};

SectionWriter::SectionWriter(const std::filesystem::path& path, std::string_view kind, std::uint32_t version)
    : state_(std::make_unique<State>()) {
  state_->path = path;
  kind.copy(state_->kind.data(), state_->kind.size());
  state_->version = version;
  state_->descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (state_->descriptor < 0) state_->fail("made");
  state_->buffer.assign(sizeof(Header), '\0');
}

SectionWriter::~SectionWriter() {
  if (state_->descriptor < 0) return;
  ::close(state_->descriptor);
  ::unlink(state_->path.c_str());
}

void SectionWriter::begin(std::string_view name) {
  if (name.size() > kNameBytes) throw std::logic_error(fmt::format("section name {} is too long", name));
  state_->end_section();
  state_->pad(0);
  Row row{};
  name.copy(row.name, kNameBytes);
  row.offset = state_->position();
  state_->rows.push_back(row);
}

void SectionWriter::append(const void* bytes, std::size_t size) { state_->put(bytes, size); }

void SectionWriter::finish() {
  state_->end_section();
  state_->pad(kAlignment);
  Footer footer{state_->position(), state_->rows.size(), 0, {}};
  std::memcpy(footer.magic, kEndMagic, sizeof(kEndMagic));
  footer.sum = footer_sum(state_->rows.data(), footer);
  state_->put(state_->rows.data(), state_->rows.size() * sizeof(Row));
  state_->put(&footer, sizeof(footer));
  state_->flush();
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  std::memcpy(header.kind, state_->kind.data(), sizeof(header.kind));
  header.version = state_->version;
  header.bytes = state_->written;
  header.sum = XXH3_64bits(&header, offsetof(Header, sum));
  if (::pwrite(state_->descriptor, &header, sizeof(header), 0) != static_cast<ssize_t>(sizeof(header))) state_->fail("written");
  if (::fsync(state_->descriptor) != 0) state_->fail("made durable");
  const int descriptor = std::exchange(state_->descriptor, -1);
  if (::close(descriptor) != 0) state_->fail("closed");
}

struct SectionFile::State {
  std::filesystem::path path;
  const std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  const Row* rows = nullptr;
  std::size_t sections = 0;

  ~State() {
    if (bytes != nullptr) ::munmap(const_cast<std::uint8_t*>(bytes), size);
  }
  [[noreturn]] void damaged(std::string_view what) const {
    throw IndexError(IndexError::Kind::kDamaged,
                     fmt::format("{}: is damaged ({}); {}", path.string(), what, repair_advice(path)));
  }
  void map() {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
      const auto kind = errno == ENOENT ? IndexError::Kind::kMissing : IndexError::Kind::kIo;
      throw IndexError(kind,
                       fmt::format("{}: can't be opened: {}; {}", path.string(), std::strerror(errno), repair_advice(path)));
    }
    struct stat status {};
    const bool known = ::fstat(descriptor, &status) == 0;
    size = known ? static_cast<std::size_t>(status.st_size) : 0;
    const bool too_short = known && size < sizeof(Header) + sizeof(Footer);
    void* mapped = known && !too_short ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
    const int reason = errno;
    ::close(descriptor);
    if (too_short) damaged(fmt::format("{} bytes can't be such a file", size));
    if (mapped == MAP_FAILED)
      throw IndexError(IndexError::Kind::kIo, fmt::format("{}: can't be mapped: {}; check memory and limits (ulimit -v)",
                                                          path.string(), std::strerror(reason)));
    bytes = static_cast<const std::uint8_t*>(mapped);
  }
  void check_header(std::string_view kind, std::uint32_t version) const {
    Header header{};
    std::memcpy(&header, bytes, sizeof(header));
    if (std::memcmp(header.magic, kMagic, sizeof(kMagic)) != 0) damaged("its first bytes are not those of an index file");
    if (header.sum != XXH3_64bits(&header, offsetof(Header, sum))) damaged("header checksum differs");
    if (std::string_view(header.kind, sizeof(header.kind)) != kind) damaged("it is of another kind");
    if (header.version != version)
      throw IndexError(
          IndexError::Kind::kIncompatible,
          fmt::format(
              "{}: has format version {}, this program reads {}; rebuild with \"newshound-indexer export\" of the version "
              "that wrote it, piped into \"newshound-indexer build NEW -\"",
              path.string(), header.version, version));
    if (header.bytes != size) damaged(fmt::format("it has {} bytes instead of {}", size, header.bytes));
  }
  void check_footer() {
    Footer footer{};
    std::memcpy(&footer, bytes + size - sizeof(footer), sizeof(footer));
    const std::uint64_t room = size - sizeof(Header) - sizeof(Footer);
    if (std::memcmp(footer.magic, kEndMagic, sizeof(kEndMagic)) != 0) damaged("its end is missing");
    if (footer.sections > room / sizeof(Row) || footer.table != size - sizeof(Footer) - footer.sections * sizeof(Row) ||
        footer.table % alignof(Row) != 0)
      damaged("its table of sections is impossible");
    rows = reinterpret_cast<const Row*>(bytes + footer.table);
    sections = footer.sections;
    if (footer.sum != footer_sum(rows, footer)) damaged("footer checksum differs");
    for (std::size_t i = 0; i < sections; ++i) {
      const Row& row = rows[i];
      // At least one unit of zeros lies between the last section and the table.
      if (row.offset % kAlignment != 0 || row.offset < sizeof(Header) || row.offset > footer.table ||
          row.length > footer.table - row.offset || footer.table - row.offset - row.length < kAlignment)
        damaged("a section lies outside");
    }
  }
  [[nodiscard]] const Row* find(std::string_view name) const {
    for (std::size_t i = 0; i < sections; ++i)
      if (section_name(rows[i]) == name) return &rows[i];
    return nullptr;
  }
};

SectionFile::SectionFile(const std::filesystem::path& path, std::string_view kind, std::uint32_t version)
    : state_(std::make_unique<State>()) {
  state_->path = path;
  state_->map();
  state_->check_header(kind, version);
  state_->check_footer();
}

SectionFile::~SectionFile() = default;

const std::filesystem::path& SectionFile::path() const { return state_->path; }
std::uint64_t SectionFile::size_bytes() const { return state_->size; }
bool SectionFile::has(std::string_view name) const { return state_->find(name) != nullptr; }

std::span<const std::uint8_t> SectionFile::section(std::string_view name) const {
  const Row* row = state_->find(name);
  if (row == nullptr) state_->damaged(fmt::format("section \"{}\" is missing", name));
  return {state_->bytes + row->offset, row->length};
}

void SectionFile::forget() const { (void)::madvise(const_cast<std::uint8_t*>(state_->bytes), state_->size, MADV_DONTNEED); }

void SectionFile::damaged(std::string_view what) const { state_->damaged(what); }

void SectionFile::wrong_length(std::string_view name) const {
  state_->damaged(fmt::format("section \"{}\" has the wrong length", name));
}

}  // namespace newshound
