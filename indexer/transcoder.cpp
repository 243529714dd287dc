#include "indexer/transcoder.h"

#include <array>
#include <utility>

#include <unicode/ucnv.h>

#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr std::size_t kUnits = 1u << 14;

// How a label of the web is meant: Latin-1 as its superset, GB2312 as its own.
std::string meant(std::string_view charset) {
  std::string name;
  for (const char c : charset)
    if (c != ' ' && c != '\t') name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  if (name == "iso-8859-1" || name == "latin1" || name == "latin-1" || name == "us-ascii" || name == "ascii" ||
      name == "iso8859-1")
    return "windows-1252";
  if (name == "gb2312" || name == "gbk") return "gb18030";
  if (name == "iso-8859-9") return "windows-1254";
  if (name == "shift_jis" || name == "shift-jis" || name == "sjis") return "ibm-943_P15A-2003";
  if (name == "u16" || name == "utf_16") return "utf-16";
  if (name == "utf_32") return "utf-32";
  return name;
}

}  // namespace

struct Transcoder::State {
  explicit State(UConverter* opened) : from(opened), units(kUnits, u'\0') {}
  ~State() { ucnv_close(from); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  UConverter* from;
  std::u16string units;
  char16_t high = 0;  // first half of a pair that the last piece ended with
};

Transcoder::Transcoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transcoder::~Transcoder() = default;

std::unique_ptr<Transcoder> Transcoder::open(std::string_view charset) {
  const std::string name = meant(charset);
  UErrorCode error = U_ZERO_ERROR;
  if (name.empty() || name.size() > 60) return nullptr;
  UConverter* from = ucnv_open(name.c_str(), &error);
  if (U_FAILURE(error) || from == nullptr) return nullptr;
  return std::unique_ptr<Transcoder>(new Transcoder(std::make_unique<State>(from)));
}

void Transcoder::convert(std::string_view bytes, bool last, std::string& out) {
  State& state = *state_;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    char16_t* to = state.units.data();
    ucnv_toUnicode(state.from, &to, to + state.units.size(), &source, end, nullptr, static_cast<UBool>(last), &error);
    for (const char16_t* unit = state.units.data(); unit != to; ++unit) {
      const bool low = *unit >= 0xDC00 && *unit < 0xE000;
      if (low && state.high != 0) {
        append_utf8(out, 0x10000 + ((static_cast<char32_t>(state.high) - 0xD800) << 10) + (*unit - 0xDC00u));
        state.high = 0;
        continue;
      }
      if (state.high != 0) append_utf8(out, 0xFFFD);
      const bool high = *unit >= 0xD800 && *unit < 0xDC00;
      state.high = high ? *unit : u'\0';
      if (!high) append_utf8(out, low ? 0xFFFD : *unit);
    }
    if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR) {
      append_utf8(out, 0xFFFD);
      ucnv_resetToUnicode(state.from);
      return;
    }
  }
}

std::string_view shown_encoding(std::string_view head) {
  struct Mark {
    std::string_view bytes, name;
  };
  using namespace std::string_view_literals;
  // UTF-32's little-endian mark begins with UTF-16's, so it stands first.
  static constexpr Mark kMarks[] = {{"\xFF\xFE\0\0"sv, "UTF-32"}, {"\0\0\xFE\xFF"sv, "UTF-32"}, {"\xEF\xBB\xBF"sv, "UTF-8"},
                                    {"\xFF\xFE"sv, "UTF-16"},     {"\xFE\xFF"sv, "UTF-16"},     {"<\0\0\0"sv, "UTF-32LE"},
                                    {"\0\0\0<"sv, "UTF-32BE"},    {"<\0"sv, "UTF-16LE"},        {"\0<"sv, "UTF-16BE"},
                                    {"{\0"sv, "UTF-16LE"},        {"\0{"sv, "UTF-16BE"},        {"[\0"sv, "UTF-16LE"},
                                    {"\0["sv, "UTF-16BE"}};
  for (const Mark& mark : kMarks)
    if (head.starts_with(mark.bytes)) return mark.name;
  return {};
}

std::string utf8_or_windows_1252(std::string_view bytes, bool& changed) {
  // Windows-1252's 0x80 to 0x9F; where it has nothing, the web takes the control character.
  static constexpr std::array<char32_t, 32> kHigh{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                  0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  std::string out;
  out.reserve(bytes.size());
  changed = false;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = decode_utf8(bytes, at);
    if (point.valid) {
      out.append(bytes.substr(at, point.size));
      at += point.size;
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    append_utf8(out, byte < 0xA0 ? kHigh[byte - 0x80u] : byte);
    changed = true;
  }
  return out;
}

}  // namespace newshound
