#include "indexer/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kInputBytes = 1u << 17;
constexpr int kWindowLog = 27;      // zstd's default limit: a frame may ask for 128 MB, not more
constexpr int kGzipOnly = 15 + 16;  // inflateInit2: the largest window, a gzip header is required

Error unreadable(std::string message) { return {ErrorCode::kUnreadableInput, std::move(message), {}, std::nullopt}; }

}  // namespace

struct ByteSource::State {
  enum class Kind { kUnknown, kPlain, kMember, kFrame, kBetweenMembers };

  explicit State(int opened) : descriptor(opened), input(kInputBytes) {}
  ~State() {
    ::close(descriptor);
    if (inflating) inflateEnd(&stream);
    ZSTD_freeDStream(frames);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[nodiscard]] std::size_t held() const { return end - begin; }
  [[nodiscard]] bool over() const { return done || !damage.empty(); }

  // More input behind what is held. False if there is none now: the end, damage, or a signal.
  bool fill() {
    if (ended) return false;
    if (begin != 0) {
      std::copy(input.begin() + static_cast<std::ptrdiff_t>(begin), input.begin() + static_cast<std::ptrdiff_t>(end),
                input.begin());
      end -= begin;
      begin = 0;
    }
    const ssize_t count = ::read(descriptor, input.data() + end, input.size() - end);
    if (count > 0) {
      end += static_cast<std::size_t>(count);
      taken += static_cast<std::uint64_t>(count);
      return true;
    }
    if (count < 0 && errno == EINTR) {
      interrupted = true;
      return false;
    }
    if (count < 0) damage = fmt::format("can't be read beyond {} bytes: {}", taken, std::strerror(errno));
    ended = true;
    return false;
  }

  [[nodiscard]] bool at_gzip() const { return held() >= 2 && input[begin] == 0x1F && input[begin + 1] == 0x8B; }

  // A zstd frame, or one to skip.
  [[nodiscard]] bool at_zstd() const {
    if (held() < 4) return false;
    const unsigned char* at = input.data() + begin;
    return (at[0] == 0x28 && at[1] == 0xB5 && at[2] == 0x2F && at[3] == 0xFD) ||
           ((at[0] & 0xF0) == 0x50 && at[1] == 0x2A && at[2] == 0x4D && at[3] == 0x18);
  }

  // What follows: another member, or the end. Zeros are padding, as gzip itself sees them.
  void look() {
    while (held() < 4 && fill()) {}
    if (interrupted || !damage.empty()) return;
    const bool first = kind == Kind::kUnknown;
    if (at_gzip()) return start_member();
    if (at_zstd()) return start_frame();
    if (first) {
      kind = Kind::kPlain;
      return;
    }
    while (held() != 0 && input[begin] == 0) ++begin;
    if (held() >= 4 || (held() != 0 && ended)) {
      damage = fmt::format("what follows the {} data after {} bytes is not {}", packing(), produced, packing());
      return;
    }
    done = held() == 0 && ended;
  }

  void start_member() {
    const int code = inflating ? inflateReset(&stream) : inflateInit2(&stream, kGzipOnly);
    inflating = inflating || code == Z_OK;
    kind = Kind::kMember;
    if (code != Z_OK) damage = "can't be inflated: out of memory";
  }

  void start_frame() {
    if (frames == nullptr) frames = ZSTD_createDStream();
    kind = Kind::kFrame;
    zstd = true;
    if (frames == nullptr || ZSTD_isError(ZSTD_initDStream(frames)) != 0 ||
        ZSTD_isError(ZSTD_DCtx_setParameter(frames, ZSTD_d_windowLogMax, kWindowLog)) != 0)
      damage = "can't be unpacked: out of memory";
  }

  [[nodiscard]] const char* packing() const { return zstd ? "zstd" : "gzip"; }

  std::size_t copy(char* out, std::size_t size) {
    if (held() == 0 && !fill()) {
      done = ended;
      return 0;
    }
    const std::size_t count = std::min(size, held());
    std::memcpy(out, input.data() + begin, count);
    begin += count;
    return count;
  }

  std::size_t inflate_into(char* out, std::size_t size) {
    if (held() == 0 && !fill()) {
      if (ended && damage.empty()) damage = fmt::format("truncated gzip data after {} bytes", produced);
      return 0;
    }
    stream.next_in = input.data() + begin;
    stream.avail_in = static_cast<uInt>(held());
    stream.next_out = reinterpret_cast<Bytef*>(out);
    stream.avail_out = static_cast<uInt>(size);
    const int code = ::inflate(&stream, Z_NO_FLUSH);
    begin = end - stream.avail_in;
    const std::size_t count = size - stream.avail_out;
    if (code == Z_STREAM_END) {
      kind = Kind::kBetweenMembers;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      damage = fmt::format("damaged gzip data after {} bytes ({})", produced + count,
                           stream.msg != nullptr ? stream.msg : "it needs a dictionary or memory");
    }
    return count;
  }

  std::size_t unpack_frame(char* out, std::size_t size) {
    if (held() == 0 && !fill()) {
      if (ended && damage.empty()) damage = fmt::format("truncated zstd data after {} bytes", produced);
      return 0;
    }
    ZSTD_inBuffer in{input.data() + begin, held(), 0};
    ZSTD_outBuffer to{out, size, 0};
    const std::size_t code = ZSTD_decompressStream(frames, &to, &in);
    begin += in.pos;
    if (ZSTD_isError(code) != 0) {
      damage = fmt::format("damaged zstd data after {} bytes ({})", produced + to.pos, ZSTD_getErrorName(code));
    } else if (code == 0) {
      kind = Kind::kBetweenMembers;
    }
    return to.pos;
  }

  std::size_t take(char* out, std::size_t size) {
    if (kind == Kind::kPlain) return copy(out, size);
    const std::size_t count = kind == Kind::kMember ? inflate_into(out, size) : unpack_frame(out, size);
    if (produced + count > kMaxExpansionFree && (produced + count) / kMaxExpansion > taken)
      damage = fmt::format("the {} data unpacks to more than {} times its size: refused after {} bytes", packing(), kMaxExpansion,
                           produced + count);
    return count;
  }

  // To the next bytes that look like a member or frame.
  bool find_member() {
    while (true) {
      for (; held() >= 4; ++begin) {
        const unsigned char* at = input.data() + begin;
        const bool gzip = at[0] == 0x1F && at[1] == 0x8B && at[2] == 8 && (at[3] & 0xE0) == 0;
        if (gzip || at_zstd()) return true;
      }
      if (!fill() && !interrupted) return false;
      interrupted = false;
    }
  }

  int descriptor;
  std::vector<unsigned char> input;
  std::size_t begin = 0, end = 0;  // of what is held in `input`
  bool ended = false;              // the file is
  bool done = false;               // so are its bytes
  bool interrupted = false;
  bool inflating = false, zstd = false;
  ZSTD_DStream* frames = nullptr;
  z_stream stream{};
  Kind kind = Kind::kUnknown;
  std::uint64_t taken = 0, produced = 0;
  std::string damage;
};

ByteSource::ByteSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
ByteSource::~ByteSource() = default;

Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::string& file) {
  const int descriptor = file == "-" ? ::dup(STDIN_FILENO) : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected(unreadable(fmt::format("can't be opened: {}", std::strerror(errno))));
  return std::unique_ptr<ByteSource>(new ByteSource(std::make_unique<State>(descriptor)));
}

bool ByteSource::read(std::string& out, std::size_t size) {
  State& state = *state_;
  const std::size_t before = out.size();
  out.resize(before + size);
  std::size_t count = 0;
  state.interrupted = false;
  while (count < size && !state.over() && !state.interrupted) {
    if (state.kind == State::Kind::kUnknown || state.kind == State::Kind::kBetweenMembers) {
      state.look();
      continue;
    }
    const std::size_t got = state.take(out.data() + before + count, size - count);
    count += got;
    state.produced += got;
  }
  out.resize(before + count);
  return count > 0 || !state.over();
}

bool ByteSource::recover() {
  State& state = *state_;
  if (state.damage.empty() || state.kind == State::Kind::kPlain || !state.find_member()) return false;
  state.damage.clear();
  state.kind = State::Kind::kBetweenMembers;
  state.produced = 0;  // so that what was refused for its size isn't refused for ever
  return true;
}

const std::string& ByteSource::damage() const { return state_->damage; }
std::uint64_t ByteSource::position() const { return state_->taken; }

}  // namespace newshound
