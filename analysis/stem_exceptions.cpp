#include "analysis/stem_exceptions.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

// Words of the news that Porter's second English algorithm gives the stem of another word, each in the forms it occurs in. Only
// what it really joins is here: policy and police, army and arm, news and new, generate and general have stems of their own.
// Test: StemExceptionsTest.EachGroupIsApartFromWhatXapianJoinsItWith.
constexpr std::string_view kEnglish =
    "accession\n"
    "according accordingly\n"
    "additive additives\n"
    "animal animals\n"
    "apartment apartments\n"
    "authority authorities\n"
    "authorize authorizes authorized authorizing authorization authorizations\n"
    "civilization civilizations\n"
    "collective collectives collectively\n"
    "competent competence\n"
    "conservative conservatives\n"
    "consistent consistently consistency\n"
    "contraction contractions\n"
    "conversion conversions\n"
    "cooperate cooperates cooperated cooperating cooperation cooperative cooperatives\n"
    "corporal corporals\n"
    "critical critically\n"
    "customer customers\n"
    "customs\n"
    "defendant defendants\n"
    "department departments\n"
    "designate designates designated designating designation designations\n"
    "emergency emergencies\n"
    "engineer engineers engineered engineering\n"
    "executive executives\n"
    "experiment experiments experimented experimenting\n"
    "hospitality\n"
    "important importance importantly\n"
    "informal informally\n"
    "internal internally\n"
    "international internationals internationally\n"
    "majority majorities\n"
    "mineral minerals\n"
    "minority minorities\n"
    "mobilize mobilizes mobilized mobilizing mobilization\n"
    "morale\n"
    "mortality\n"
    "nationalize nationalizes nationalized nationalizing nationalization\n"
    "negligible\n"
    "numerous\n"
    "objection objections\n"
    "objective objectives objectively\n"
    "opposition\n"
    "organ organs\n"
    "organic organically\n"
    "organism organisms\n"
    "organize organizes organized organizing organizer organizers organization organizations organizational\n"
    "personality personalities\n"
    "physics\n"
    "polite politely politeness\n"
    "positive positives positively\n"
    "privatize privatizes privatized privatizing privatization privatizations\n"
    "procession processions\n"
    "productivity\n"
    "protestant protestants\n"
    "rational rationally\n"
    "relative relatives relatively\n"
    "respective respectively\n"
    "several\n"
    "severance\n"
    "severe severely severity\n"
    "succession successions\n"
    "suite suites\n"
    "terminal terminals\n"
    "transition transitions\n"
    "unite unites united uniting\n"
    "universal universally\n"
    "universe universes\n"
    "university universities\n"
    "vacation vacations\n";

constexpr std::string_view kPossessive = "'s";

// Calls f for each piece of `text` between `separator`s, empty ones included, until f returns false.
template <class Function>
void split(std::string_view text, char separator, Function f) {
  while (true) {
    const std::size_t end = text.find(separator);
    if (!f(text.substr(0, end)) || end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

// The words of a line up to a comment.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  split(line, ' ', [&](std::string_view word) {
    if (word.starts_with('#')) return false;
    if (!word.empty()) words.emplace_back(word);
    return true;
  });
  return words;
}

bool is_language(std::string_view text) {
  return (text.size() == 2 || text.size() == 3) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The folded form of what the tokenizer takes as one word; empty if it is none, or more.
std::string form_of(const std::string& word) {
  Tokenizer tokenizer(word);
  Token token;
  if (!tokenizer.next(token) || token.begin != 0 || token.end != word.size()) return {};
  return std::string(token.form);
}

struct Line {
  std::string language, form, stem;
};

// Empty `language`: nothing but a comment. Errors without the place.
Result<Line> read_line(std::string_view bytes) {
  const auto bad = [](std::string message) { return tl::unexpected(Error{ErrorCode::kUnreadableInput, std::move(message)}); };
  if (!is_valid_utf8(bytes)) return bad("is not valid UTF-8; save the file as UTF-8");
  std::string line = normalize(bytes);
  std::replace(line.begin(), line.end(), '\n', ' ');  // a carriage return
  const std::vector<std::string> words = words_of(line);
  if (words.empty()) return Line{};
  if (words.size() != 3)
    return bad(fmt::format("has {} word{}; a line is a language, a word and its stem, as in \"en universities university\"",
                           words.size(), words.size() == 1 ? "" : "s"));
  if (!is_language(words[0]))
    return bad(fmt::format("\"{}\" is not a language; give its code of two or three small letters, such as en", words[0]));
  Line read{words[0], form_of(words[1]), form_of(words[2])};
  if (read.form.empty() || read.stem.empty())
    return bad(
        fmt::format("\"{}\" is not one word of at most {} bytes; give a word as it is searched for, without spaces, "
                    "hyphens and punctuation",
                    read.form.empty() ? words[1] : words[2], kMaxWordBytes));
  return read;
}

}  // namespace

std::string_view StemExceptions::built_in_groups() { return kEnglish; }

const StemExceptions& StemExceptions::built_in() {
  static const StemExceptions list = [] {
    StemExceptions made;
    Words& words = made.languages_["en"];
    split(kEnglish, '\n', [&](std::string_view group) {
      const std::string stem(group.substr(0, group.find(' ')));
      split(group, ' ', [&](std::string_view form) {
        if (!form.empty()) words.emplace(form, stem);
        return true;
      });
      return true;
    });
    return made;
  }();
  return list;
}

Result<StemExceptions> StemExceptions::parse(std::string_view text, std::string_view where) {
  const auto bad = [&](ErrorCode code, std::size_t line, const std::string& what) {
    return tl::unexpected(Error{code, fmt::format("{}:{}: {}", where, line, what)});
  };
  if (text.size() > kMaxStemExceptionBytes)
    return bad(ErrorCode::kTooLarge, 1, fmt::format("the file has more than {} bytes; shorten it", kMaxStemExceptionBytes));
  StemExceptions exceptions = built_in();
  exceptions.text_ = text;
  std::map<std::pair<std::string, std::string>, std::size_t> lines;  // (language, form) -> the line that gave it
  std::size_t number = 0;
  tl::expected<void, Error> done;
  split(text, '\n', [&](std::string_view bytes) {
    ++number;
    if (number > kMaxStemExceptionLines && !bytes.empty()) {
      done = bad(ErrorCode::kTooLarge, number,
                 fmt::format("is beyond the {} lines that a file may have; shorten it", kMaxStemExceptionLines));
      return false;
    }
    const Result<Line> line = read_line(bytes);
    if (!line) {
      done = bad(line.error().code, number, line.error().message);
      return false;
    }
    if (line->language.empty()) return true;
    const auto [given, fresh] = lines.emplace(std::pair(line->language, line->form), number);
    std::string& stem = exceptions.languages_[line->language][line->form];
    if (!fresh && stem != line->stem) {
      done =
          bad(ErrorCode::kUnreadableInput, number,
              fmt::format("\"{}\" has the stem \"{}\" by line {}; remove one of the two lines", line->form, stem, given->second));
      return false;
    }
    stem = line->stem;
    return true;
  });
  if (!done) return tl::unexpected(done.error());
  return exceptions;
}

const std::string* StemExceptions::find(std::string_view language, std::string_view form) const {
  const auto words = languages_.find(language);
  if (words == languages_.end()) return nullptr;
  auto found = words->second.find(form);
  if (found == words->second.end() && language == "en" && form.ends_with(kPossessive))
    found = words->second.find(form.substr(0, form.size() - kPossessive.size()));
  return found == words->second.end() ? nullptr : &found->second;
}

}  // namespace newshound
