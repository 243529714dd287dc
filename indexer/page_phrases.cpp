#include "indexer/page_phrases.h"

#include <algorithm>
#include <array>

#include "analysis/fold.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr int kLabelWords = 14, kShortLabelWords = 5, kMaxCallWords = 60;

// Beginnings of lines that point elsewhere or ask for something. Folded, divided by bars.
constexpr std::string_view kLabels =
    "advertisement|related|read more|read also|also read|read next|see also|see more|watch|watch now|listen|listen to|sign up|"
    "subscribe|click here|follow us|follow @|share this|share on|share|photo|photos|photo by|image|image credit|credit|getty "
    "images|"
    "copyright|all rights reserved|this article originally|recommended|more from|more on this|more stories|more coverage|"
    "most popular|most read|trending|story continues below|article continues|continue reading|scroll to continue|keep "
    "reading|tags|"
    "filed under|topics|posted in|have a news tip|download the|download our|join our|join the conversation|get our|get the "
    "latest|"
    "stay up to date|support our|your email|thank you for|thanks for|loading|skip to|back to top|comments|leave a comment|"
    "view comments|show comments|print this|email this|published|updated|last updated|minute read|min read|editor's picks|up "
    "next|"
    "don't miss|must read|you may also like|you might also like|what to read next|explore more|learn more|view gallery|"
    "view slideshow|more like this|copy link|link copied|save article|newsletter|read the full story|more|"
    "anzeige|werbung|mehr zum thema|lesen sie auch|lesen sie mehr|lesen sie hier|auch interessant|das konnte sie auch "
    "interessieren|"
    "mehr dazu|mehr aus|zum thema|meistgelesen|jetzt lesen|weiterlesen|teilen|drucken|kommentare|kommentar schreiben|foto|fotos|"
    "bild|quelle|stand|aktualisiert|veroffentlicht|schlagworte|themen|zur startseite|hier klicken|jetzt abonnieren|abonnieren|"
    "alle rechte vorbehalten|"
    "publicite|lire aussi|a lire aussi|a lire|lire la suite|lire egalement|voir aussi|a voir|a ecouter|sur le meme sujet|"
    "en savoir plus|partager|imprimer|commentaires|commenter|credit photo|abonnez-vous|inscrivez-vous|tous droits reserves|"
    "publie le|mis a jour le|mots-cles|article reserve|la suite apres|les plus lus|"
    "publicidad|lea tambien|lee tambien|lee mas|leer mas|le puede interesar|te puede interesar|mas informacion|ver tambien|"
    "mira tambien|noticias relacionadas|relacionado|compartir|imprimir|comentarios|suscribete|todos los derechos reservados|"
    "publicado|actualizado|etiquetas|archivado en|sigue leyendo|lo mas leido|"
    "pubblicita|leggi anche|leggi tutto|leggi di piu|vedi anche|condividi|stampa|commenti|iscriviti|tutti i diritti riservati|"
    "pubblicato|aggiornato|potrebbe interessarti|ti potrebbe interessare|continua a leggere|"
    "publicidade|leia tambem|leia mais|veja tambem|veja mais|saiba mais|compartilhe|comentarios|inscreva-se|"
    "todos os direitos reservados|atualizado|"
    "advertentie|lees ook|lees meer|lees verder|bekijk ook|deel dit|reacties|meld je aan|alle rechten voorbehouden";

// Headings of what stands behind an article.
constexpr std::string_view kTails =
    "more from|more on|more stories|more news|more in|related|read next|read more|recommended|popular|most popular|most read|"
    "most viewed|trending|latest|latest news|up next|you may|you might|what to read|editor's picks|editors' picks|don't miss|"
    "also read|see also|explore more|our picks|top stories|discover more|next story|next article|previous article|about the "
    "author|"
    "about author|about the authors|share this|comments|join the conversation|leave a reply|leave a comment|sponsored|promoted|"
    "from our partners|around the web|subscribe|sign up|newsletter|stay connected|follow us|featured|in case you missed|"
    "keep reading|other stories|similar|tags|topics|further reading|people are also|readers also|what others are|"
    "mehr zum thema|mehr aus|mehr von|weitere artikel|weitere themen|weitere nachrichten|weitere meldungen|verwandte|ahnliche|"
    "das konnte|auch interessant|lesen sie auch|meistgelesen|neueste|kommentare|uber den autor|uber die autorin|zur person|"
    "schlagworte|themen|empfehlungen|aus dem ressort|"
    "sur le meme sujet|a lire aussi|lire aussi|articles lies|articles similaires|les plus lus|plus d'articles|dans la meme "
    "rubrique|"
    "a propos de l'auteur|commentaires|vos reactions|nos newsletters|sur le meme theme|voir aussi|"
    "noticias relacionadas|relacionado|relacionados|articulos relacionados|te puede interesar|le puede interesar|mas noticias|"
    "mas informacion|lo mas leido|lo mas visto|ultimas noticias|comentarios|sobre el autor|archivado en|etiquetas|temas|lea "
    "tambien|"
    "leggi anche|articoli correlati|potrebbe interessarti|ti potrebbe interessare|i piu letti|commenti|altri articoli|"
    "leia tambem|veja tambem|noticias relacionadas|mais lidas|ultimas noticias|lees ook|meer over|meest "
    "gelezen|gerelateerd|reacties";

// Sentences about the page: one that holds all parts of a row.
constexpr std::array<std::string_view, 60> kCalls{"sign up for|newsletter",
                                                  "sign up for|inbox",
                                                  "sign up for|email",
                                                  "subscribe to|newsletter",
                                                  "subscribe to|email",
                                                  "subscribe now",
                                                  "newsletter|subscribe",
                                                  "newsletter|inbox",
                                                  "newsletter|delivered",
                                                  "newsletter|sign up",
                                                  "privacy policy|terms",
                                                  "privacy policy|agree",
                                                  "privacy policy|cookie",
                                                  "all rights reserved",
                                                  "may not be published, broadcast",
                                                  "follow | on twitter",
                                                  "follow | on facebook",
                                                  "follow | on instagram",
                                                  "commission|link|we may",
                                                  "commission|link|may earn",
                                                  "commission|purchase|may earn",
                                                  "affiliate|link|earn",
                                                  "receive compensation|link",
                                                  "cookies|we use",
                                                  "cookies|accept|website",
                                                  "enable javascript",
                                                  "browser does not support",
                                                  "ad blocker|disable",
                                                  "already a subscriber",
                                                  "log in to continue",
                                                  "newsletter|abonnieren",
                                                  "newsletter|anmelden",
                                                  "newsletter|kostenlos",
                                                  "datenschutzerklarung",
                                                  "cookies|zustimm",
                                                  "alle rechte vorbehalten",
                                                  "bitte aktivieren|javascript",
                                                  "newsletter|inscrivez",
                                                  "newsletter|recevez",
                                                  "newsletter|abonnez",
                                                  "politique de confidentialite",
                                                  "cookies|acceptez",
                                                  "tous droits reserves",
                                                  "reserve aux abonnes",
                                                  "reservee aux abonnes",
                                                  "boletin|suscrib",
                                                  "newsletter|suscrib",
                                                  "newsletter|recib",
                                                  "politica de privacidad",
                                                  "cookies|aceptar",
                                                  "todos los derechos reservados",
                                                  "newsletter|iscriviti",
                                                  "informativa sulla privacy",
                                                  "tutti i diritti riservati",
                                                  "newsletter|inscreva",
                                                  "politica de privacidade",
                                                  "todos os direitos reservados",
                                                  "nieuwsbrief|schrijf",
                                                  "exklusiv fur abonnenten",
                                                  "exclusivo para suscriptores"};

constexpr std::string_view kCredits =
    "contributing|reporting by|(reporting by|editing by|(editing by|contact the|reach the reporter|this article appeared in|"
    "this article was originally published|a version of this|more information|provided by|citation|with files from|"
    "mit material von|mit material der|quelle|avec afp|con informacion de|con materiales de|con agencias";

constexpr std::string_view kBylines =
    "by|by:|written by|posted|published|updated|von|veroffentlicht|stand|par|publie|mis a jour|por|publicado|actualizado|di|"
    "pubblicato|door|gepubliceerd";

bool is_boundary(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const char c = text[at];
  return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80);
}

// The length of the beginning of `text` that is an entry of the list; 0 if none is.
std::size_t beginning_in(std::string_view text, std::string_view list) {
  std::size_t longest = 0;
  while (!list.empty()) {
    const std::size_t bar = std::min(list.find('|'), list.size());
    const std::string_view entry = list.substr(0, bar);
    if (entry.size() > longest && text.starts_with(entry) && is_boundary(text, entry.size())) longest = entry.size();
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
  return longest;
}

bool contains(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

bool holds_all(std::string_view text, std::string_view row) {
  while (!row.empty()) {
    const std::size_t bar = std::min(row.find('|'), row.size());
    if (!contains(text, row.substr(0, bar))) return false;
    row.remove_prefix(std::min(bar + 1, row.size()));
  }
  return true;
}

// Folded, curly apostrophes straight.
std::string comparable(std::string_view text) {
  std::string folded = fold(text);
  for (std::size_t at = 0; (at = folded.find("\u2019", at)) != std::string::npos;) folded.replace(at, 3, "'");
  return folded;
}

bool is_label(std::string_view folded, const PageLine& line) {
  if (line.words > kLabelWords) return false;
  if (folded.starts_with("\u00A9") || folded.starts_with("(c) ")) return true;
  const std::size_t size = beginning_in(folded, kLabels);
  if (size == 0) return false;
  const bool colon = size < folded.size() && folded[size] == ':';
  const bool whole = size == folded.size();
  return whole || colon || line.link_density > 0.4 || !line.sentence || (line.words <= kShortLabelWords && folded.back() != '.');
}

}  // namespace

bool is_boilerplate_line(const PageLine& line) {
  if (line.words > kMaxCallWords) return false;
  const std::string folded = comparable(line.text);
  if (is_label(folded, line)) return true;
  return std::any_of(kCalls.begin(), kCalls.end(), [&](std::string_view row) { return holds_all(folded, row); });
}

bool opens_tail(std::string_view text) { return beginning_in(comparable(text), kTails) > 0; }

bool is_byline(const PageLine& line) {
  return line.words <= 12 && !line.sentence && beginning_in(comparable(line.text), kBylines) > 0;
}

bool is_closing_credit(const PageLine& line, const std::vector<std::string>& authors) {
  constexpr std::array<std::string_view, 14> kIs{" is ",   " are ", " has ", " was ", ", a ",      ", the ",         "covers",
                                                 "writes", " ist ", " est ", " es ",  " schreibt", " e giornalista", " ecrit "};
  const std::string folded = comparable(line.text);
  if (beginning_in(folded, kCredits) > 0 && line.words < 60) return true;
  const std::size_t begin = std::min(folded.find_first_not_of(" -*(\"'"), folded.size());
  const std::string_view inside = std::string_view(folded).substr(begin);
  for (const std::string& author : authors) {
    const std::string name = comparable(author);
    if (name.size() < 6 || line.words >= 90 || !inside.starts_with(name)) continue;
    const std::string_view behind = inside.substr(name.size()).substr(0, 60);
    if (std::any_of(kIs.begin(), kIs.end(), [&](std::string_view word) { return contains(behind, word); })) return true;
  }
  if (line.words >= 45) return false;
  if (contains(folded, "distributed by ") && line.words < 20) return true;
  if (contains(folded, "@") && (contains(folded, "reached at") || contains(folded, "email ") || contains(folded, "contact ") ||
                                contains(folded, "follow") || contains(folded, "twitter")))
    return true;
  return contains(folded, "on twitter") && contains(folded, "follow");
}

}  // namespace newshound
