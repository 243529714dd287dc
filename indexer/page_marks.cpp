#include "indexer/page_marks.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include <gumbo.h>

namespace newshound {
namespace {

constexpr std::size_t kMaxDataBytes = 60;  // longer data attributes hold data, no names
constexpr std::size_t kMaxWordBytes = 24;

enum Word : std::uint16_t {
  kWeakWord = 1,
  kStrongWord = 2,
  kConsentWord = 4,
  kLockedWord = 8,
  kDateWord = 16,
  kBylineWord = 32,
  kStandfirstWord = 64,
  kArticleWord = 128,  // "article" in "article-body"
  kBodyWord = 256,     // "body" in it
  kJoinedWord = 512,   // both: "articlebody"
};

struct WordClass {
  std::uint16_t bits;
  std::string_view words;
};
// English words are what most templates use, whatever the language of the page; the others are what templates of other languages
// do.
constexpr WordClass kWords[] = {
    {kConsentWord,
     "cookie cookies consent onetrust optanon gdpr ccpa didomi usercentrics cookiebar cookiebanner comments disqus "
     "kommentare commentaires comentarios commenti"},
    {kLockedWord, "subscriber paywalled locked"},
    {kStrongWord,
     "related recirc recirculation newsletter newsletters promos promotion sharing sharebar shares sociable socials comment "
     "sidebar "
     "breadcrumb breadcrumbs caption captions credits advert adverts advertisement advertising ads adsense outbrain taboola "
     "subscribe signup taglist menu nav navbar navigation footer popup toolbar carousel slider trending recommended "
     "recommendation "
     "recommendations teaser teasers noprint login register pagination pager widgets rating ratings skip masthead tooltip bio "
     "readmore keywords addtoany sharedaddy donate donation poll feedback screenreader visuallyhidden offscreen regwall adslot "
     "adunit dfp gpt mostread onward upnext nextup suggested suggestions attribution followus byauthor avatar lightbox zergnet "
     "revcontent mgid nativo youtube tiktok playlist thumbnail livefyre livechat viafoura jwplayer brightcove subnav eyebrow "
     "categories cta ticker marketing inread midarticle thumbnails crosspromo interstitial relatedarticles relatedposts "
     "relatedstories readnext alsoread morefrom sharetools sharebuttons socialshare authorbio authorbox aboutauthor backtotop "
     "werbung anzeige anzeigen reklame kommentar teilen bildunterschrift bildnachweis meistgelesen brotkrumen publicite "
     "publicites "
     "commentaire partager partage legende ariane infolettre publicidad anuncio anuncios comentario compartir relacionados "
     "relacionadas relacionado relacionada migas leyenda boletin correlati condividi pubblicita didascalia compartilhar "
     "publicidade gerelateerd advertentie"},
    {kStrongWord | kBylineWord, "byline bylines authors"},
    {kStrongWord | kDateWord, "timestamp pubdate"},
    {kWeakWord,
     "video player gallery premium paywall embed app contents category meta gate jp podcast audio print banner promo widget "
     "twitter "
     "facebook hidden overlay tags topics subscription sponsored sponsor toc follow credit copyright infobox factbox callout ad "
     "metadata announcement quiz tweet instagram social download share disclaimer modal kicker popular"},
    {kWeakWord | kBylineWord, "author autor autoren auteur auteurs autore autores"},
    {kWeakWord | kDateWord, "posted dateline"},
    {kBylineWord, "byl verfasser"},
    {kDateWord,
     "date published time datum fecha data publication veroffentlicht publie publicado publishdate postdate entrydate"},
    {kStandfirstWord,
     "dek deck subtitle standfirst subhead subheadline subheading subhed lede lead summary strapline excerpt intro "
     "description tagline chapo chapeau vorspann teasertext entradilla bajada sottotitolo occhiello sommario"},
    {kArticleWord,
     "article story post entry news rich single caas wysiwyg field page artikel beitrag articulo articolo noticia nota "
     "artigo materia"},
    {kArticleWord | kBodyWord, "body content text main"},
    {kBodyWord, "copy inhalt contenu cuerpo texto corpo contenido"},
    {kJoinedWord,
     "articlebody articlecontent articletext articlecopy storybody storytext storycontent entrycontent postcontent "
     "postbody posttext newsbody newscontent newstext bodycopy bodytext bodycontent contentbody contenttext richtext "
     "maincontent wysiwyg artikeltext artikelinhalt artikelbody articulocuerpo cuerponoticia textonoticia"}};

struct KnownWord {
  std::uint16_t bits = 0;
  std::uint16_t number = 0;
};

const std::unordered_map<std::string_view, KnownWord>& known_words() {
  static const auto kKnown = [] {
    std::unordered_map<std::string_view, KnownWord> known;
    for (const WordClass& kind : kWords) {
      std::string_view words = kind.words;
      while (!words.empty()) {
        const std::size_t space = std::min(words.find(' '), words.size());
        KnownWord& word = known[words.substr(0, space)];
        word.bits |= kind.bits;
        if (word.number == 0) word.number = static_cast<std::uint16_t>(kFirstWordReason + known.size());
        words.remove_prefix(std::min(space + 1, words.size()));
      }
    }
    return known;
  }();
  return kKnown;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The words of the attributes of one element.
class MarkReader {
 public:
  explicit MarkReader(PageMark& mark) : mark_(mark) {}

  void read(std::string_view value) {
    previous_bits_ = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const char c = value[i];
      const bool upper = is_upper(c);
      if (!upper && !is_lower(c)) {
        finish();
        if (c == ' ') previous_bits_ = 0;  // the next class
        continue;
      }
      if (upper && i > 0 && is_lower(value[i - 1])) finish();
      if (size_ < kMaxWordBytes) word_[size_] = upper ? static_cast<char>(c + 32) : c;
      ++size_;
    }
    finish();
  }

  [[nodiscard]] bool names_body() const { return names_body_; }

 private:
  void finish() {
    if (size_ == 0) return;
    const std::string_view word(word_.data(), std::min(size_, kMaxWordBytes));
    const bool whole = size_ <= kMaxWordBytes && size_ >= 2;
    size_ = 0;
    const auto& known = known_words();
    const auto found = whole ? known.find(word) : known.end();
    const std::uint16_t bits = found == known.end() ? 0 : found->second.bits;
    names_body_ = names_body_ || (bits & kJoinedWord) != 0 || ((previous_bits_ & kArticleWord) != 0 && (bits & kBodyWord) != 0);
    previous_bits_ = bits;
    if (bits == 0) return;
    mark_.locked = mark_.locked || (bits & kLockedWord) != 0;
    mark_.date = mark_.date || (bits & kDateWord) != 0;
    mark_.byline = mark_.byline || (bits & kBylineWord) != 0;
    mark_.standfirst = mark_.standfirst || (bits & kStandfirstWord) != 0;
    const MarkStrength strength = (bits & kConsentWord) != 0  ? MarkStrength::kConsent
                                  : (bits & kStrongWord) != 0 ? MarkStrength::kStrong
                                  : (bits & kWeakWord) != 0   ? MarkStrength::kWeak
                                                              : MarkStrength::kNone;
    if (strength <= mark_.strength) return;
    mark_.strength = strength;
    mark_.reason = found->second.number;
  }

  PageMark& mark_;
  std::array<char, kMaxWordBytes> word_{};
  std::size_t size_ = 0;
  std::uint16_t previous_bits_ = 0;
  bool names_body_ = false;
};

bool may_hold_body(int tag) {
  return tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN ||
         tag == GUMBO_TAG_TD || tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_UNKNOWN;
}

constexpr std::array<std::string_view, 9> kNamingAttributes{
    "class", "id", "data-testid", "data-component", "data-module", "data-type", "data-qa", "data-name", "aria-label"};

void mark_element(const GumboElement& element, PageMark& mark) {
  MarkReader reader(mark);
  bool item = false, role = false;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name = attribute->name, value = attribute->value;
    const auto* at = std::find(kNamingAttributes.begin(), kNamingAttributes.end(), name);
    if (at != kNamingAttributes.end() && (at < kNamingAttributes.begin() + 2 || value.size() < kMaxDataBytes)) reader.read(value);
    if (name == "itemprop") {
      item = value.find("articleBody") != std::string_view::npos;
      mark.standfirst = mark.standfirst || value == "alternativeHeadline";
    }
    if (name == "role") role = value == "article" || value == "main";
  }
  if (item) {
    mark.hint = BodyHint::kItemprop;
  } else if (may_hold_body(element.tag)) {
    const bool element_says = role || element.tag == GUMBO_TAG_ARTICLE || element.tag == GUMBO_TAG_MAIN;
    mark.hint = reader.names_body() ? BodyHint::kNamed : element_says ? BodyHint::kElement : BodyHint::kNone;
  }
}

}  // namespace

std::size_t mark_reasons() { return kFirstWordReason + known_words().size() + 1; }

std::vector<PageMark> mark_page(const HtmlDocument& document) {
  std::vector<PageMark> marks(static_cast<std::size_t>(document.size()));
  for (std::int32_t i = 0; i < document.size(); ++i) {
    const HtmlNode& node = document.node(i);
    if (node.element != nullptr)
      mark_element(*static_cast<const GumboElement*>(node.element), marks[static_cast<std::size_t>(i)]);
  }
  return marks;
}

}  // namespace newshound
