// Words are syllables (onset + vowel) with a closing consonant. All words of one syllable come first, then those of two, and so
// on, so that frequent words are short. Within a length the order is shuffled by a multiplication modulo their number, a
// bijection because the factor shares no prime with it: neighbours in frequency don't look alike.
#include "corpus/invented_language.h"

#include <array>
#include <cctype>

namespace newshound {
namespace {

using namespace std::string_view_literals;

constexpr std::array kOnsets = {"b"sv, "d"sv, "f"sv, "g"sv,  "k"sv,  "l"sv,  "m"sv,  "n"sv,  "p"sv,  "r"sv,  "s"sv,  "t"sv,
                                "v"sv, "w"sv, "z"sv, "br"sv, "dr"sv, "gr"sv, "kl"sv, "pl"sv, "sk"sv, "st"sv, "th"sv, "tr"sv};
constexpr std::array kVowels = {"a"sv, "e"sv, "i"sv, "o"sv};
constexpr std::array kCodas = {"b"sv, "d"sv, "k"sv, "l"sv, "m"sv, "n"sv, "nd"sv, "nk"sv, "p"sv, "r"sv, "rt"sv, "t"sv};
constexpr std::uint64_t kSyllables = kOnsets.size() * kVowels.size();  // 96
constexpr std::uint64_t kShuffle = 199;  // a prime, small enough for 64 bits: words of eight syllables (8.6 × 10^16) × 199
constexpr std::uint64_t kClassSalt = 0x9e3779b97f4a7c15ULL;

constexpr std::array kEnglishSmall = {"the"sv,  "of"sv,   "to"sv,   "a"sv,       "in"sv,      "and"sv,    "that"sv,  "for"sv,
                                      "is"sv,   "on"sv,   "was"sv,  "with"sv,    "as"sv,      "by"sv,     "at"sv,    "it"sv,
                                      "from"sv, "not"sv,  "but"sv,  "have"sv,    "were"sv,    "which"sv,  "after"sv, "they"sv,
                                      "more"sv, "than"sv, "over"sv, "between"sv, "against"sv, "without"sv};
constexpr std::array kEnglishNouns = {""sv, ""sv, "s"sv, "s"sv, "er"sv};
constexpr std::array kEnglishVerbs = {""sv, "s"sv, "ed"sv, "ed"sv, "ing"sv, "ing"sv, "er"sv};

constexpr std::array kGermanSmall = {"der"sv,   "die"sv,  "und"sv,  "in"sv,   "den"sv,  "von"sv, "zu"sv, "das"sv,
                                     "mit"sv,   "sich"sv, "des"sv,  "auf"sv,  "für"sv,  "ist"sv, "im"sv, "dem"sv,
                                     "nicht"sv, "ein"sv,  "eine"sv, "als"sv,  "auch"sv, "es"sv,  "an"sv, "werden"sv,
                                     "aus"sv,   "er"sv,   "hat"sv,  "dass"sv, "nach"sv, "über"sv};
constexpr std::array kGermanNouns = {""sv, ""sv, "en"sv, "er"sv, "es"sv, "ung"sv};
constexpr std::array kGermanVerbs = {"en"sv, "en"sv, "t"sv, "te"sv, "ten"sv, "end"sv};

constexpr std::array kFrenchSmall = {"de"sv,  "la"sv,   "le"sv,   "et"sv,    "les"sv,  "des"sv, "en"sv,   "un"sv,
                                     "du"sv,  "une"sv,  "que"sv,  "est"sv,   "pour"sv, "qui"sv, "dans"sv, "a"sv,
                                     "par"sv, "plus"sv, "pas"sv,  "au"sv,    "sur"sv,  "ne"sv,  "se"sv,   "ce"sv,
                                     "il"sv,  "sont"sv, "avec"sv, "après"sv, "où"sv,   "été"sv};
constexpr std::array kFrenchNouns = {""sv, "e"sv, "s"sv, "es"sv, "ement"sv};
constexpr std::array kFrenchVerbs = {"er"sv, "er"sv, "e"sv, "ent"sv, "é"sv, "ée"sv, "ant"sv};

constexpr std::array kSpanishSmall = {"de"sv,  "la"sv,   "que"sv, "el"sv,      "en"sv,    "y"sv,    "a"sv,   "los"sv,
                                      "se"sv,  "del"sv,  "las"sv, "un"sv,      "por"sv,   "con"sv,  "no"sv,  "una"sv,
                                      "su"sv,  "para"sv, "es"sv,  "al"sv,      "lo"sv,    "como"sv, "más"sv, "pero"sv,
                                      "sus"sv, "le"sv,   "ha"sv,  "también"sv, "según"sv, "sobre"sv};
constexpr std::array kSpanishNouns = {"o"sv, "a"sv, "os"sv, "as"sv, "ación"sv};
constexpr std::array kSpanishVerbs = {"ar"sv, "ar"sv, "a"sv, "an"sv, "ó"sv, "ando"sv, "ado"sv};

constexpr std::array kLanguages = {
    LanguageTraits{"en"sv, kEnglishSmall, kEnglishNouns, kEnglishVerbs, "said"sv, "“"sv, "”"sv},
    LanguageTraits{"de"sv, kGermanSmall, kGermanNouns, kGermanVerbs, "sagte"sv, "„"sv, "“"sv},
    LanguageTraits{"fr"sv, kFrenchSmall, kFrenchNouns, kFrenchVerbs, "a déclaré"sv, "« "sv, " »"sv},
    LanguageTraits{"es"sv, kSpanishSmall, kSpanishNouns, kSpanishVerbs, "dijo"sv, "«"sv, "»"sv},
};

}  // namespace

const LanguageTraits* find_language(std::string_view code) {
  for (const LanguageTraits& language : kLanguages) {
    if (language.code == code) return &language;
  }
  return nullptr;
}

void append_lemma(std::string& out, std::uint64_t rank) {
  std::uint64_t words = kSyllables * kCodas.size();  // of this length
  int syllables = 1;
  for (; rank >= words; ++syllables) {
    rank -= words;
    words *= kSyllables;
  }
  std::uint64_t number = rank * kShuffle % words;
  const std::string_view coda = kCodas[number % kCodas.size()];
  number /= kCodas.size();
  for (; syllables > 0; --syllables) {
    const std::uint64_t syllable = number % kSyllables;
    number /= kSyllables;
    out += kOnsets[syllable / kVowels.size()];
    out += kVowels[syllable % kVowels.size()];
  }
  out += coda;
}

void append_inflected(std::string& out, std::uint64_t rank, const LanguageTraits& language, Random& random) {
  append_lemma(out, rank);
  const bool verb = ((rank * kClassSalt) >> 32) % 3 == 0;  // a word keeps its class for good
  const std::span<const std::string_view> endings = verb ? language.verb_endings : language.noun_endings;
  out += endings[random.below(static_cast<std::uint32_t>(endings.size()))];
}

std::string capitalised_lemma(std::uint64_t rank) {
  std::string word;
  append_lemma(word, rank);
  word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
  return word;
}

}  // namespace newshound
