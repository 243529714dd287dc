// Each character that Windows-1252 has is a byte; a run of such bytes that is a whole UTF-8 sequence is a candidate. Tests:
// tests/unit/indexer/text_repair_test.cpp.
#include "indexer/mojibake.h"

#include <array>
#include <cstddef>

#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr int kMaxPasses = 3;  // text that was broken three times is seen, more isn't

// What Windows-1252 has at 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char32_t, 32> kHigh{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                         0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                         0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte that a character was; 0 if it was none above 0x7F.
unsigned byte_of(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) return static_cast<unsigned>(c);
  for (std::size_t i = 0; i < kHigh.size(); ++i)
    if (c != 0 && kHigh[i] == c) return static_cast<unsigned>(0x80 + i);
  return 0;
}

struct Candidate {
  std::string bytes;     // what the characters were: one UTF-8 sequence; empty if they were none
  std::size_t size = 0;  // of the characters, in bytes
  bool certain = false;
};

// Signs that stand behind a letter in good text: quotation marks, dashes, ellipses, blanks, ordinals, degrees.
bool is_common_behind_letters(char32_t c) {
  return c == 0xA0 || c == 0xAB || c == 0xBB || c == 0xAA || c == 0xBA || c == 0xB7 || c == 0xB0 || c == 0xAD || c == 0xAE ||
         c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2010 && c <= 0x203A) || c == 0x2122 || c == 0x20AC;
}

// The certain ones among single sequences.
bool is_certain(char32_t lead, char32_t second, std::size_t length) {
  if (length == 4) return lead == 0xF0 && (second == 0x178 || second == 0x9F);  // emoji
  if (length == 3)
    return (lead == 0xE2 && (second == 0x20AC || second == 0x201A || second == 0x80 || second == 0x82)) ||
           (lead == 0xEF && second == 0xBB);
  return (lead == 0xC2 || lead == 0xC3) && second < 0xC0 && !is_common_behind_letters(second);
}

// "â€" and nothing, or U+FFFD, in place of the third character: a closing quotation mark whose byte 0x9D Windows-1252 doesn't
// have, and somebody lost.
Candidate lost_quotation_mark(std::string_view text, std::size_t at) {
  constexpr std::string_view kBegin = "\u00E2\u20AC", kLost = "\uFFFD", kEnds = " \t\r\n.,;:!?)]<\"'";
  if (!text.substr(at).starts_with(kBegin)) return {};
  const std::string_view rest = text.substr(at + kBegin.size());
  const bool lost = rest.starts_with(kLost);
  if (!lost && !rest.empty() && kEnds.find(rest.front()) == std::string_view::npos) return {};
  return {"\u201D", kBegin.size() + (lost ? kLost.size() : 0), true};
}

Candidate candidate_at(std::string_view text, std::size_t at) {
  if (Candidate lost = lost_quotation_mark(text, at); lost.certain) return lost;
  Candidate found;
  const CodePoint first = decode_utf8(text, at);
  if (!first.valid || first.value < 0xC2 || first.value > 0xF4) return found;
  const std::size_t length = first.value < 0xE0 ? 2 : first.value < 0xF0 ? 3 : 4;
  found.bytes.push_back(static_cast<char>(first.value));
  found.size = first.size;
  char32_t second = 0;
  while (found.bytes.size() < length && at + found.size < text.size()) {
    const CodePoint next = decode_utf8(text, at + found.size);
    const unsigned byte = next.valid ? byte_of(next.value) : 0;
    if (byte < 0x80 || byte > 0xBF) return {};
    if (second == 0) second = next.value;
    found.bytes.push_back(static_cast<char>(byte));
    found.size += next.size;
  }
  if (found.bytes.size() != length) return {};
  const CodePoint was = decode_utf8(found.bytes, 0);
  if (!was.valid || was.size != length) return {};
  found.certain = is_certain(first.value, second, length);
  return found;
}

// Both lead and sign of a run of pairs, as Cyrillic or Greek leaves them: no word of two letters repeated looks so.
bool begins_run(std::string_view text, std::size_t at, const Candidate& first) {
  return !candidate_at(text, at + first.size).bytes.empty();
}

std::string repaired_once(std::string_view text, bool doubtful_too, bool& certain_seen) {
  std::string out;
  std::size_t copied = 0, run_end = std::string_view::npos;
  // Every lead (U+00C2 to U+00F4) is 0xC3 and another byte in UTF-8.
  for (std::size_t at = text.find('\xC3'); at != std::string_view::npos;) {
    const Candidate found = candidate_at(text, at);
    if (found.bytes.empty()) {
      at = text.find('\xC3', at + 1);
      continue;
    }
    const std::size_t end = at + found.size;
    const bool certain = found.certain || run_end == at || begins_run(text, at, found);
    certain_seen = certain_seen || certain;
    if (certain) run_end = end;
    if (certain || doubtful_too) {
      out.append(text.substr(copied, at - copied)).append(found.bytes);
      copied = end;
    }
    at = text.find('\xC3', end);
  }
  return out.append(text.substr(copied));
}

}  // namespace

std::string repair_mojibake(std::string_view text) {
  std::string now(text);
  for (int pass = 0; pass < kMaxPasses; ++pass) {
    if (now.find('\xC3') == std::string::npos) return now;
    bool certain = false;
    std::string next = repaired_once(now, false, certain);
    if (!certain) return now;
    bool ignored = false;
    now = repaired_once(now, true, ignored);
  }
  return now;
}

}  // namespace newshound
