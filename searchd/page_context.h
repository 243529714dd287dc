// What making one page needs: the reader's words and locale, what was asked, and the searcher that answers. Lives for one
// request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "query/searcher.h"
#include "searchd/archive_summary.h"
#include "searchd/page_assets.h"
#include "searchd/page_request.h"
#include "searchd/page_wording.h"
#include "searchd/reader_locale.h"

namespace newshound {

struct PageContext {
  const PageAssets& assets;
  ReaderLanguage language;
  Wording wording;
  ReaderLocale locale;
  PageRequest request;
  std::string path;  // of the page: "/search"
  std::int64_t now_utc = 0;
  ArchiveSummary archive = {};

  PageContext(const PageAssets& page_assets, const ReaderLanguage& reader, PageRequest asked, std::string page_path);

  [[nodiscard]] std::string articles(std::uint64_t n) const { return wording.count("articles", n, locale); }
  // A field's value as it is shown: a language by its own name.
  [[nodiscard]] static std::string shown_value(Field field, const std::string& value);
  // A search for one value of a field, with nothing else but the language of the page.
  [[nodiscard]] std::string value_link(Field field, const std::string& value) const;
};

// What every page shows: words, title, box, languages, addresses of scripts and styles.
[[nodiscard]] nlohmann::json frame_model(const PageContext& page, const std::string& title);
// The archive as a whole, below every page: how many articles, from how many outlets, how new.
void add_archive(const PageContext& page, nlohmann::json& model);

// A dateline: outlet (a link), date, how long ago.
[[nodiscard]] nlohmann::json dateline_model(const PageContext& page, const Article& article);
// Text in an article's language: {"lang", "dir"}, each empty where it is the page's own.
void add_language(const PageContext& page, const Article& article, nlohmann::json& model);

}  // namespace newshound
