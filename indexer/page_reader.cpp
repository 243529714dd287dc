// A file that is one page: text saved from a browser, or HTML.
#include <utility>

#include <fmt/format.h>

#include "indexer/format_reader.h"
#include "indexer/page_article.h"
#include "indexer/text_page.h"
#include "indexer/transcoder.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kShownBytes = 1000;

class PageReader : public FormatReader {
 public:
  explicit PageReader(bool html) : html_(html) {}

  void read(InputStream& in, Intake& intake) override {
    const std::size_t most = html_ ? kMaxPageBytes : kMaxBodyBytes;
    if (in.hold(most + 1)) {
      const std::string message = fmt::format("the {} is over {} bytes", html_ ? "page" : "text", most);
      return intake.reject(intake.file(), {ErrorCode::kTooLarge, message, {}, std::nullopt}, in.held().substr(0, kShownBytes));
    }
    if (!in.damage().empty()) return;  // half an article is none
    const std::string_view shown = in.held().substr(0, kShownBytes);
    // What was decoded on the way is UTF-8, whatever the page says of itself.
    const std::string_view charset = in.decoding() ? "utf-8" : "";
    if (html_) return intake.give(read_page_article(in.held(), {}, charset, intake.rules()), intake.file(), shown);
    bool changed = false;
    const std::string text = utf8_or_windows_1252(in.held(), changed);
    if (changed) intake.warn(intake.file(), "is not UTF-8: such bytes were read as windows-1252");
    ParsedArticle parsed = ArticleParser(intake.rules()).finish(read_text_page(text));
    parsed.page = true;
    intake.give(std::move(parsed), intake.file(), shown);
  }

 private:
  bool html_;
};

}  // namespace

std::unique_ptr<FormatReader> make_page_reader(bool html) { return std::make_unique<PageReader>(html); }

}  // namespace newshound
