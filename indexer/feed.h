// Feeds: RSS 0.9x and 2.0, RSS 0.90 and 1.0 (RDF), Atom 0.3 and 1.0, and CDF. An item or entry with what the feed says of itself
// gives an article; content:encoded, dc:, dcterms:, media:, itunes: and enclosures are heard. docs/formats.md has the table.
// Pure; any thread.
#pragma once

#include <string>

#include "indexer/article_builder.h"
#include "indexer/xml_tree.h"

namespace newshound {

// What a feed says that its items don't say again.
struct FeedHead {
  std::string outlet, language, link;
};
// `document`: the outermost element, without its items.
[[nodiscard]] FeedHead read_feed_head(const XmlNode& document);

void read_rss_item(const XmlNode& item, const FeedHead& head, ArticleBuilder& builder);
void read_atom_entry(const XmlNode& entry, const FeedHead& head, ArticleBuilder& builder);
void read_cdf_item(const XmlNode& item, const FeedHead& head, ArticleBuilder& builder);

}  // namespace newshound
