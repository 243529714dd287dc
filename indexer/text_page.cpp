// Forms are told from news by counting: words of forms (newsletter, subscribe, unlock, privacy policy …), the reader spoken to
// (you, your), an imperative at the beginning; quotation marks, reported speech and length speak for news. A paragraph with a
// high count goes, and one with a lower count that lies beside such a one. Tests: tests/unit/indexer/text_page_test.cpp.
#include "indexer/text_page.h"

#include <algorithm>
#include <array>
#include <optional>

#include "analysis/fold.h"
#include "analysis/normalizer.h"
#include "indexer/written_date.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxOutletBytes = 60, kMaxHeadlineBytes = 300, kMaxDateLineBytes = 120, kLongParagraph = 600;
constexpr int kFormScore = 3, kNeighbourScore = 2;

// Folded. One point each, however often they occur.
constexpr std::array<std::string_view, 82> kFormWords{"newsletter",
                                                      "keep reading",
                                                      "continue reading",
                                                      "form below",
                                                      "rest of this story",
                                                      "rest of this article",
                                                      "card required",
                                                      "credit card",
                                                      "by email",
                                                      "unsubscribe",
                                                      "you consent",
                                                      "marketing messages",
                                                      "respect your privacy",
                                                      "submitting this form",
                                                      "read on",
                                                      "contact you about",
                                                      "accept the",
                                                      "subscribe",
                                                      "subscription",
                                                      "unlock",
                                                      "complete the form",
                                                      "this form",
                                                      "full story",
                                                      "logins required",
                                                      "log in",
                                                      "login",
                                                      "sign in",
                                                      "sign up",
                                                      "register now",
                                                      "free access",
                                                      "unlimited access",
                                                      "unlimited free",
                                                      "marketing communications",
                                                      "privacy policy",
                                                      "terms and conditions",
                                                      "terms of use",
                                                      "terms of service",
                                                      "cookie",
                                                      "your email",
                                                      "e-mail address",
                                                      "email address",
                                                      "our sponsor",
                                                      "already a subscriber",
                                                      "create an account",
                                                      "start your trial",
                                                      "per month",
                                                      "abonnieren",
                                                      "abonnent",
                                                      "abo abschliessen",
                                                      "weiterlesen",
                                                      "anmelden",
                                                      "registrieren",
                                                      "datenschutzerklarung",
                                                      "nutzungsbedingungen",
                                                      "e-mail-adresse",
                                                      "kostenlos testen",
                                                      "jetzt testen",
                                                      "abonnez",
                                                      "abonne",
                                                      "inscrivez",
                                                      "infolettre",
                                                      "connectez-vous",
                                                      "politique de confidentialite",
                                                      "conditions generales",
                                                      "adresse e-mail",
                                                      "en accedant",
                                                      "suscribete",
                                                      "suscriptor",
                                                      "registrate",
                                                      "boletin",
                                                      "politica de privacidad",
                                                      "terminos y condiciones",
                                                      "correo electronico",
                                                      "iniciar sesion",
                                                      "iscriviti",
                                                      "abbonati",
                                                      "informativa sulla privacy",
                                                      "termini e condizioni",
                                                      "indirizzo email",
                                                      "assine",
                                                      "inscreva-se",
                                                      "politica de privacidade"};
constexpr std::array<std::string_view, 38> kImperatives{
    "get ",          "fill in ",      "fill out ",  "send me ",    "we respect ",    "complete ", "enter ",     "subscribe",
    "sign ",         "register",      "unlock",     "join ",       "click",          "log ",      "create ",    "start ",
    "by completing", "by submitting", "by signing", "by clicking", "by subscribing", "yes, ",     "jetzt ",     "melden ",
    "lesen ",        "mit dem",       "abonnez",    "inscrivez",   "recevez",        "en vous",   "suscribete", "registrate",
    "recibe",        "al completar",  "iscriviti",  "ricevi",      "compilando",     "want "};
constexpr std::array<std::string_view, 16> kReader{" you ",   " your ",   " our ",    " us ",    " sie ", " ihre ",
                                                   " unsere", " vous ",   " votre ",  " notre ", " nos ", " tu ",
                                                   " tus ",   " nuestro", " nostra ", " tua "};
constexpr std::array<std::string_view, 10> kReported{" said",  " told ", " sagte",  " erklarte", " a declare",
                                                     " a dit", " dijo",  " afirmo", " ha detto", " according to"};
constexpr std::array<std::string_view, 14> kLinks{"read more",    "read also",   "also read",      "see also",       "related",
                                                  "more on this", "more from",   "mehr zum thema", "lesen sie auch", "lire aussi",
                                                  "a lire aussi", "lea tambien", "leggi anche",    "leia tambem"};

template <class List>
int count_of(std::string_view text, const List& list) {
  return static_cast<int>(
      std::count_if(list.begin(), list.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; }));
}

template <class List>
bool starts_with_any(std::string_view text, const List& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view word) { return text.starts_with(word); });
}

bool has_quotation(std::string_view text) {
  constexpr std::array<std::string_view, 6> kMarks{"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB", "\""};
  return count_of(text, kMarks) > 0;
}

// The hidden label of a box to tick, run into the text behind it: "yesSubscribe to …"; "Yesterday" is none.
bool has_glued_label(std::string_view paragraph) {
  constexpr std::array<std::string_view, 5> kLabels{"yes", "Yes", "ja", "oui", "no"};
  return std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view label) {
    return paragraph.starts_with(label) && paragraph.size() > label.size() && paragraph[label.size()] >= 'A' &&
           paragraph[label.size()] <= 'Z';
  });
}

int form_score(const std::string& paragraph) {
  const std::string text = " " + fold(paragraph) + " ";
  const std::string_view inside = std::string_view(text).substr(1);
  const bool asks = starts_with_any(inside, kImperatives) || has_glued_label(paragraph);
  int score = count_of(inside, kFormWords) + (asks ? 1 : 0) + std::min(1, count_of(text, kReader));
  if (has_quotation(paragraph)) score -= 2;
  if (count_of(text, kReported) > 0) score -= 2;
  if (paragraph.size() > kLongParagraph) score -= 1;
  return score;
}

// "Read more: …", "Lesen Sie auch: …": a pointer to another article.
bool is_link_line(const std::string& paragraph) {
  if (paragraph.size() > 200) return false;
  const std::string text = fold(paragraph);
  return starts_with_any(text, kLinks) && (text.find(':') != std::string::npos || text.size() < 24);
}

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(' ') - first + 1);
}

// Blocks of lines between blank lines; the lines of a block are joined.
std::vector<std::string> blocks_of(std::string_view text) {
  std::vector<std::string> blocks;
  bool open = false;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trimmed(text.substr(begin, end - begin));
    if (line.empty()) {
      open = false;
    } else if (open) {
      blocks.back().append(" ").append(line);
    } else {
      blocks.emplace_back(line);
      open = true;
    }
    begin = end + 1;
  }
  return blocks;
}

// "A PYMNTS Company" -> PYMNTS; empty if the line says nothing like it.
std::string owner_named_by(std::string_view line) {
  constexpr std::array<std::string_view, 3> kArticles{"A ", "An ", "The "};
  constexpr std::array<std::string_view, 6> kKinds{" Company",       " Publication", " Website",
                                                   " Group Company", " Title",       " Network Site"};
  if (line.size() > kMaxOutletBytes) return {};
  for (const std::string_view article : kArticles)
    for (const std::string_view kind : kKinds)
      if (line.starts_with(article) && line.ends_with(kind) && line.size() > article.size() + kind.size())
        return std::string(line.substr(article.size(), line.size() - article.size() - kind.size()));
  return {};
}

bool ends_sentence(std::string_view block) {
  constexpr std::array<std::string_view, 4> kEnds{".", ".\u201D", ".\"", ".\u00BB"};
  constexpr std::array<std::string_view, 2> kClock{"a.m.", "p.m."};
  const auto ends = [&](std::string_view end) { return block.ends_with(end); };
  return std::any_of(kEnds.begin(), kEnds.end(), ends) && std::none_of(kClock.begin(), kClock.end(), ends);
}

// A sentence that tells of a day is news and stays.
std::optional<Moment> date_line(const std::string& block) {
  if (block.size() > kMaxDateLineBytes || ends_sentence(block)) return std::nullopt;
  return find_written_date(block);
}

// A name and no headline: at most five words, none of them in small letters but those that names have.
bool looks_like_name(std::string_view line) {
  constexpr std::array<std::string_view, 12> kSmall{"of",  "the", "and", "de", "del", "della",
                                                    "der", "du",  "la",  "le", "el",  "für"};
  if (line.size() > kMaxOutletBytes || ends_sentence(line)) return false;
  std::size_t words = 0;
  for (std::size_t at = 0; at < line.size(); ++words) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = line.substr(at, end - at);
    const bool small = !word.empty() && word[0] >= 'a' && word[0] <= 'z';
    if (small && std::find(kSmall.begin(), kSmall.end(), word) == kSmall.end()) return false;
    at = end + 1;
  }
  return words <= 5;
}

// The outlet's line, if the page begins with one: one that says whose page it is, or a bare name with a headline and a date line
// behind it. Without a date line nothing tells such a page from one that begins with its title.
std::string outlet_of(const std::vector<std::string>& blocks) {
  if (blocks.size() < 2) return {};
  std::string owner = owner_named_by(blocks[0]);
  if (!owner.empty()) return owner;
  const bool headline = blocks[1].size() > blocks[0].size() && blocks[1].size() <= kMaxHeadlineBytes && !ends_sentence(blocks[1]);
  if (!looks_like_name(blocks[0]) || !headline || date_line(blocks[1])) return {};
  for (std::size_t i = 2; i < blocks.size() && i < 4; ++i)
    if (date_line(blocks[i])) return blocks[0];
  return {};
}

}  // namespace

bool is_like_form(const std::string& paragraph) { return form_score(paragraph) >= kNeighbourScore; }

std::vector<std::string> clean_paragraphs(std::vector<std::string> paragraphs) {
  std::vector<int> scores;
  for (const std::string& paragraph : paragraphs) scores.push_back(form_score(paragraph));
  std::vector<bool> drop(paragraphs.size(), false);
  for (std::size_t i = 0; i < paragraphs.size(); ++i) drop[i] = scores[i] >= kFormScore;
  // A form's own heading or button stands beside it. Both directions, so that a run of them goes.
  for (std::size_t i = 1; i < paragraphs.size(); ++i) drop[i] = drop[i] || (drop[i - 1] && scores[i] >= kNeighbourScore);
  for (std::size_t i = paragraphs.size(); i-- > 1;) drop[i - 1] = drop[i - 1] || (drop[i] && scores[i - 1] >= kNeighbourScore);
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (!is_link_line(paragraphs[i])) continue;
    const bool beside =
        (i > 0 && is_link_line(paragraphs[i - 1])) || (i + 1 < paragraphs.size() && is_link_line(paragraphs[i + 1]));
    if (beside) drop[i] = true;
  }
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < paragraphs.size(); ++i)
    if (!drop[i]) kept.push_back(std::move(paragraphs[i]));
  return kept;
}

Article read_text_page(std::string_view page) {
  Article article;
  std::vector<std::string> blocks = blocks_of(normalize(page));
  std::size_t at = 0;
  article.outlet = outlet_of(blocks);
  if (!article.outlet.empty()) ++at;
  if (at < blocks.size()) article.title = blocks[at++];
  for (std::size_t i = at; i < blocks.size() && i < at + 3; ++i) {
    const auto date = date_line(blocks[i]);
    if (!date) continue;
    article.published = *date;
    blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  blocks.erase(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(at));
  for (const std::string& paragraph : clean_paragraphs(std::move(blocks)))
    article.body += (article.body.empty() ? "" : "\n\n") + paragraph;
  return article;
}

}  // namespace newshound
