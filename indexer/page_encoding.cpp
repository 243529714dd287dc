#include "indexer/page_encoding.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr std::size_t kDeclarationBytes = 4096;  // browsers look at 1024; pages put it later
constexpr std::size_t kSniffedBytes = 1u << 16;
constexpr std::size_t kMaxLabelBytes = 40;
constexpr int kMinConfidence = 10;  // of 100: below it ICU itself says that it doesn't know
constexpr std::string_view kUtf8 = "utf-8";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

// The value behind `key`, its "=", and quotes: charset="utf-8" -> utf-8.
std::string value_after(std::string_view head, std::string_view key) {
  for (std::size_t at = head.find(key); at != std::string_view::npos; at = head.find(key, at + 1)) {
    std::size_t begin = head.find_first_not_of(" \t\r\n", at + key.size());
    if (begin == std::string_view::npos || head[begin] != '=') continue;
    begin = head.find_first_not_of(" \t\r\n\"'", begin + 1);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = std::min(head.find_first_of(" \t\r\n\"';/>?", begin), head.size());
    return std::string(head.substr(begin, std::min(end - begin, kMaxLabelBytes)));
  }
  return {};
}

// What browsers understand by a label, in ICU's words, where the two differ.
std::string converter_name(std::string_view label) {
  constexpr std::pair<std::string_view, std::string_view> kMeant[] = {
      {"iso-8859-1", "windows-1252"}, {"iso8859-1", "windows-1252"},  {"latin1", "windows-1252"},
      {"latin-1", "windows-1252"},    {"us-ascii", "windows-1252"},   {"ascii", "windows-1252"},
      {"iso_8859-1", "windows-1252"}, {"gb2312", "gb18030"},          {"gbk", "gb18030"},
      {"x-gbk", "gb18030"},           {"iso-8859-9", "windows-1254"}, {"iso-8859-11", "windows-874"},
      {"tis-620", "windows-874"},     {"euc-kr", "windows-949"},      {"ks_c_5601-1987", "windows-949"},
      {"shift_jis", "windows-31j"},   {"shift-jis", "windows-31j"},   {"x-sjis", "windows-31j"},
      {"sjis", "windows-31j"},        {"big5", "big5-hkscs"},         {"iso-8859-8-i", "iso-8859-8"},
      {"unicode", "utf-16le"},        {"utf-16", "utf-16le"}};
  const auto* found = std::find_if(std::begin(kMeant), std::end(kMeant), [&](const auto& pair) { return pair.first == label; });
  return std::string(found == std::end(kMeant) ? label : found->second);
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// Empty if ICU doesn't know the label.
std::string convert(std::string_view bytes, std::string_view label) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(converter_name(label).c_str(), &status));
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("utf-8", &status));
  if (U_FAILURE(status)) return {};
  std::string out(bytes.size() * 3 + 16, '\0');  // no encoding's byte becomes more than three of UTF-8
  char* target = out.data();
  const char* source = bytes.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, bytes.data() + bytes.size(), nullptr, nullptr,
                 nullptr, nullptr, true, true, &status);
  if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return {};
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

std::string sniffed_charset(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return {};
  ucsdet_enableInputFilter(detector.get(), true);  // tags say nothing
  // The first byte that isn't ASCII decides where to look: a long head of scripts is all ASCII.
  const auto high = std::find_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto at = static_cast<std::size_t>(high - bytes.begin());
  const std::string_view sample = bytes.substr(at > 512 ? at - 512 : 0).substr(0, kSniffedBytes);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr || ucsdet_getConfidence(match, &status) < kMinConfidence) return {};
  const char* name = ucsdet_getName(match, &status);
  return U_FAILURE(status) || name == nullptr ? std::string() : lower(std::string_view(name));
}

// Text with a bad byte here and there is UTF-8 still; text of another encoding has few sequences that happen to be well-formed.
bool is_mostly_utf8(std::string_view bytes) {
  constexpr std::size_t kGoodForEachBad = 10;
  std::size_t good = 0, bad = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(bytes, at);
    ++(point.valid ? good : bad);
    at += point.size;
  }
  return good >= bad * kGoodForEachBad;
}

std::string without_nul(std::string text) {
  if (text.find('\0') != std::string::npos) text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
  return text;
}

std::string decode(std::string_view bytes, std::string_view declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return convert(bytes.substr(2), "utf-16le");
  if (bytes.starts_with("\xFE\xFF")) return convert(bytes.substr(2), "utf-16be");
  const std::string outside = lower(declared), own = declared_charset(bytes);
  // Encodings of seven bits are the only ones that look like ASCII and aren't.
  const bool seven_bits = outside.starts_with("iso-2022") || own.starts_with("iso-2022") || outside.starts_with("utf-16");
  if (!seven_bits && is_mostly_utf8(bytes)) return std::string(bytes);
  for (const std::string& label : {outside, own, sniffed_charset(bytes), std::string("windows-1252")}) {
    if (label.empty() || label == kUtf8 || label == "utf8") continue;  // a label that the bytes belie
    std::string text = convert(bytes, label);
    if (!text.empty()) return text;
  }
  return std::string(bytes);
}

}  // namespace

std::string declared_charset(std::string_view page) {
  const std::string head = lower(page.substr(0, kDeclarationBytes));
  std::string label = value_after(head, "charset");
  if (label.empty() && head.starts_with("<?xml"))
    label = value_after(std::string_view(head).substr(0, head.find('>')), "encoding");
  // A declaration that could be read byte by byte isn't UTF-16.
  return label.starts_with("utf-16") ? std::string(kUtf8) : label;
}

std::string page_to_utf8(std::string_view bytes, std::string_view declared) { return without_nul(decode(bytes, declared)); }

}  // namespace newshound
