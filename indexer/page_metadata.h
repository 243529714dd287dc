// What a page says about its article, each fact from the source that is right most often (docs/formats-pages.md has the order of
// trust with figures). Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "indexer/html_document.h"
#include "indexer/html_page.h"
#include "indexer/page_marks.h"
#include "indexer/page_sources.h"
#include "schemas/moment.h"

namespace newshound {

struct PageDates {
  Moment published, modified;
  Moment day;  // of publication, as the page's own clock has it
};

[[nodiscard]] std::string page_title(const HtmlDocument& document, const PageSources& sources);
[[nodiscard]] PageDates page_dates(const HtmlDocument& document, const std::vector<PageMark>& marks, const PageSources& sources,
                                   const PageContext& context);
[[nodiscard]] std::vector<std::string> page_authors(const HtmlDocument& document, const std::vector<PageMark>& marks,
                                                    const PageSources& sources);
// The page's address as it gives it itself; empty if it gives none.
[[nodiscard]] std::string page_address(const PageSources& sources, const PageContext& context);
// "example.org" of "https://www.example.org/news"; empty for what has no host.
[[nodiscard]] std::string host_of(std::string_view url);
// The fields of `article` other than title, dates, authors and text.
void fill_page_fields(const PageSources& sources, const PageContext& context, Article& article);

}  // namespace newshound
