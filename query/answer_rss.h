// An answer as a feed: RSS 2.0 (https://www.rssboard.org/rss-specification) with dc:creator for authors and atom:link for the
// feed's own address. What is marked elsewhere is plain text here. Output is valid XML whatever the articles hold. Pure; any
// thread.
#pragma once

#include <string>

#include "query/answer.h"

namespace newshound {

struct FeedOptions {
  std::string page_url;  // the results page for people
  std::string feed_url;  // this feed
};

// `answer`: hits with highlight.encoder=none and empty marks.
[[nodiscard]] std::string answer_to_rss(const SearchAnswer& answer, const FeedOptions& options);

// "Mon, 21 Jul 2025 16:05:00 +0000" (RFC 822 with a four-digit year); of a bare date its midnight in UTC.
[[nodiscard]] std::string rfc822_date(const Moment& moment);

}  // namespace newshound
