// NewsML-G2 of the IPTC (2.0 and later): a newsItem gives an article, with the NITF, XHTML or plain text inside; NITF by itself
// too. Concept, knowledge, planning and catalog items and packages hold none. docs/formats.md has the table. Pure; any thread.
#pragma once

#include "indexer/article_builder.h"
#include "indexer/xml_tree.h"

namespace newshound {

void read_news_item(const XmlNode& item, ArticleBuilder& builder);
// A NITF document: the element nitf.
void read_nitf(const XmlNode& nitf, ArticleBuilder& builder);

}  // namespace newshound
