#include "storage/stored_article.h"

#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "storage/index_error.h"

namespace newshound {
namespace {

// Numbers are stored: never reuse one.
enum Member : unsigned char {
  kId = 1,
  kUrl,
  kCanonicalUrl,
  kTitle,
  kStandfirst,
  kBody,
  kAuthor,
  kOutlet,
  kSection,
  kTopic,
  kPlace,
  kLanguage,
  kPublished,
  kModified,
  kEmbargoedUntil,
  kExpires,
  kStatus,
  kImage,
  kCorrection,
  kWireCredit,
  kIsFree,
  kExtra,
  kTopicsInferred
};

void put(std::string& out, Member member, std::string_view bytes) {
  out.push_back(static_cast<char>(member));
  std::size_t size = bytes.size();
  for (; size >= 128; size >>= 7) out.push_back(static_cast<char>(size | 128u));
  out.push_back(static_cast<char>(size));
  out += bytes;
}

void put_text(std::string& out, Member member, const std::string& text) {
  if (!text.empty()) put(out, member, text);
}

void put_moment(std::string& out, Member member, const Moment& moment) {
  if (moment.seconds_utc == kUndated) return;
  char bytes[9];
  std::memcpy(bytes, &moment.seconds_utc, 8);
  bytes[8] = moment.date_only ? 1 : 0;
  put(out, member, {bytes, sizeof(bytes)});
}

bool read_moment(std::string_view bytes, Moment& moment) {
  if (bytes.size() != 9) return false;
  std::memcpy(&moment.seconds_utc, bytes.data(), 8);
  moment.date_only = bytes[8] != 0;
  return true;
}

// Takes one member into the article; false if its bytes are impossible.
bool take(Article& article, unsigned member, std::string_view bytes) {
  switch (member) {
    case kId: article.id = bytes; return true;
    case kUrl: article.url = bytes; return true;
    case kCanonicalUrl: article.canonical_url = bytes; return true;
    case kTitle: article.title = bytes; return true;
    case kStandfirst: article.standfirst = bytes; return true;
    case kBody: article.body = bytes; return true;
    case kAuthor: article.authors.emplace_back(bytes); return true;
    case kOutlet: article.outlet = bytes; return true;
    case kSection: article.section = bytes; return true;
    case kTopic: article.topics.emplace_back(bytes); return true;
    case kPlace: article.places.emplace_back(bytes); return true;
    case kLanguage: article.language = bytes; return true;
    case kPublished: return read_moment(bytes, article.published);
    case kModified: return read_moment(bytes, article.modified);
    case kEmbargoedUntil: return read_moment(bytes, article.embargoed_until);
    case kExpires: return read_moment(bytes, article.expires);
    case kStatus:
      if (bytes.size() != 1 || static_cast<unsigned char>(bytes[0]) > 2) return false;
      article.status = static_cast<Status>(bytes[0]);
      return true;
    case kImage: article.image = bytes; return true;
    case kCorrection: article.correction = bytes; return true;
    case kWireCredit: article.wire_credit = bytes; return true;
    case kIsFree:
      if (bytes.size() != 1) return false;
      article.is_free = bytes[0] != 0;
      return true;
    case kExtra: article.extra = bytes; return true;
    case kTopicsInferred: article.topics_inferred = true; return bytes.empty();
    default: return member != 0;  // of a later version: skipped
  }
}

}  // namespace

void encode_article(const Article& article, std::string& out) {
  put_text(out, kId, article.id);
  encode_record(article, out);
}

void encode_record(const Article& article, std::string& out) {
  out.reserve(out.size() + article.body.size() + article.title.size() + 256);
  put_text(out, kUrl, article.url);
  put_text(out, kCanonicalUrl, article.canonical_url);
  put_text(out, kTitle, article.title);
  put_text(out, kStandfirst, article.standfirst);
  put_text(out, kBody, article.body);
  for (const std::string& author : article.authors) put(out, kAuthor, author);
  put_text(out, kOutlet, article.outlet);
  put_text(out, kSection, article.section);
  for (const std::string& topic : article.topics) put(out, kTopic, topic);
  for (const std::string& place : article.places) put(out, kPlace, place);
  put_text(out, kLanguage, article.language);
  put_moment(out, kPublished, article.published);
  put_moment(out, kModified, article.modified);
  put_moment(out, kEmbargoedUntil, article.embargoed_until);
  put_moment(out, kExpires, article.expires);
  if (article.status != Status::kUsable) put(out, kStatus, std::string(1, static_cast<char>(article.status)));
  put_text(out, kImage, article.image);
  put_text(out, kCorrection, article.correction);
  put_text(out, kWireCredit, article.wire_credit);
  if (article.is_free) put(out, kIsFree, *article.is_free ? std::string_view("\1", 1) : std::string_view("\0", 1));
  put_text(out, kExtra, article.extra);
  if (article.topics_inferred) put(out, kTopicsInferred, {});
}

Article decode_article(std::string_view bytes, std::string_view where, std::optional<std::uint32_t> document) {
  Article article;
  const auto damaged = [&] {
    return IndexError(
        IndexError::Kind::kDamaged,
        fmt::format("{}{}: a stored article is damaged; run \"newshound-indexer check\", restore a backup or rebuild", where,
                    document ? fmt::format(": document {}", *document) : ""));
  };
  for (std::size_t at = 0; at < bytes.size();) {
    const unsigned member = static_cast<unsigned char>(bytes[at++]);
    std::size_t size = 0;
    unsigned shift = 0;
    while (true) {
      if (at >= bytes.size() || shift > 28) throw damaged();
      const unsigned byte = static_cast<unsigned char>(bytes[at++]);
      size |= std::size_t{byte & 127u} << shift;
      if (byte < 128) break;
      shift += 7;
    }
    if (size > bytes.size() - at || !take(article, member, bytes.substr(at, size))) throw damaged();
    at += size;
  }
  return article;
}

}  // namespace newshound
