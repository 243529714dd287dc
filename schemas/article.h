// An article: what comes in, and what a hit gives back. The fields are those of schemas/article.schema.json.
// A plain value: complete without an index or a server. Text is UTF-8 in NFC once it has passed analysis/normalizer.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/moment.h"

namespace newshound {

enum class Status : unsigned char { kUsable = 0, kWithheld = 1, kCanceled = 2 };  // ninjs pubStatus

struct Article {
  std::string id;             // at most kMaxIdBytes; unique in an index
  std::string url;            // http or https, or empty
  std::string canonical_url;  // as given; empty if none was
  std::string title;
  std::string standfirst;
  std::string body;  // plain text, paragraphs divided by blank lines
  std::vector<std::string> authors;
  std::string outlet;
  std::string section;
  std::vector<std::string> topics;
  bool topics_inferred = false;  // the topics are the indexer's, made from the words; the article named none
  std::vector<std::string> places;
  std::string language;  // BCP 47, e.g. "en" or "pt-BR"
  Moment published;      // kUndated if unknown, as the other three
  Moment modified;
  Moment embargoed_until;
  Moment expires;
  Status status = Status::kUsable;
  std::string image;  // http or https URL
  std::string correction;
  std::string wire_credit;
  std::optional<bool> is_free;
  std::string extra;  // unknown fields, kept and returned: one JSON object as text, or empty

  friend bool operator==(const Article&, const Article&) = default;
};

// "usable", "withheld", "canceled".
[[nodiscard]] std::string_view status_name(Status status);
// The status of that name, or nothing.
[[nodiscard]] std::optional<Status> parse_status(std::string_view name);

// Whether a reader may see the article at `now` (seconds UTC): usable, embargo passed, not expired.
[[nodiscard]] bool is_visible(const Article& article, std::int64_t now_utc);

}  // namespace newshound
