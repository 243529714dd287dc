// XML: feeds, NewsML-G2 and NITF, told apart by their outermost element.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "indexer/feed.h"
#include "indexer/format_reader.h"
#include "indexer/newsml.h"
#include "indexer/xml_records.h"
#include "indexer/xml_tree.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kDeclarationBytes = 512;
constexpr int kMaxHeadReads = 16;  // what stands between items is heard so often, lest each item parse it anew

// The encoding of an XML declaration at the beginning; "" if there is none.
std::string declared_encoding(std::string_view head) {
  head = head.substr(0, std::min(head.find("?>"), kDeclarationBytes));
  const std::size_t at = head.find("encoding");
  if (!head.starts_with("<?xml") || at == std::string_view::npos) return {};
  const std::size_t open = head.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  return std::string(head.substr(open + 1, head.find(head[open], open + 1) - open - 1));
}

class XmlReader : public FormatReader {
 public:
  void read(InputStream& in, Intake& intake) override {
    decode(in, intake);
    XmlRecords records(
        in, {"item", "entry", "newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem", "nitf"});
    XmlRecord record;
    while (records.next(record)) {
      const Place place = intake.record(record.line, record.byte);
      if (!in.damage().empty() && !record.problem.empty()) return;  // what the damage cut is part of its rejection
      if (!record.problem.empty()) {
        intake.reject(place, {ErrorCode::kInvalidArticle, record.problem, {}, std::nullopt}, record.xml);
      } else {
        intake.give(parse(records, record, intake.rules()), place, record.xml);
      }
      any_ = true;
    }
    if (!in.damage().empty()) return;
    if (!records.problem().empty())
      return intake.reject(intake.file(), unreadable("is not well-formed XML: " + records.problem()));
    if (records.root().empty()) return intake.reject(intake.file(), unreadable("is XML without an element"));
    const std::string root = local(records.root());
    constexpr std::string_view kKnown[] = {"rss", "rdf", "feed", "channel", "newsmessage", "newsitem", "nitf"};
    if (!any_ && std::find(std::begin(kKnown), std::end(kKnown), root) == std::end(kKnown))
      intake.reject(intake.file(), unreadable(fmt::format(
                                       "is XML of <{}>, which is none of the formats that are read: RSS, Atom, NewsML-G2, NITF",
                                       records.root())));
  }

 private:
  static std::string local(std::string_view name) {
    std::string small(name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1));
    for (char& c : small)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return small;
  }

  static void decode(InputStream& in, Intake& intake) {
    (void)in.hold(kDeclarationBytes);
    const std::string charset = declared_encoding(in.held());
    const std::string name = local(charset);
    // A byte order mark has decided already, and what can be read as ASCII is no UTF-16, whatever it says.
    if (in.decoding() || name.empty() || name == "utf-8" || name == "utf8" || name.find("16") == 3 || name.find("16") == 4 ||
        name.find("32") == 4 || name.find("32") == 3 || name == "u16")
      return;
    if (!in.decode(charset)) intake.warn(intake.file(), fmt::format("the encoding \"{}\" isn't known: read as UTF-8", charset));
  }

  ParsedArticle parse(const XmlRecords& records, const XmlRecord& record, const ArticleRules& rules) {
    ArticleBuilder builder;
    ParsedArticle failed;
    bool repaired = false;
    const auto tree = parse_xml(records.context(), record.xml, records.context_end(), repaired);
    if (!tree) {
      failed.error = tree.error();
      return failed;
    }
    if (repaired)
      builder.warn("", "was not well-formed XML: stray ampersands, control characters or bytes that are no UTF-8 were mended");
    const std::string kind = local(record.name);
    if (kind == "item" || kind == "entry") {
      if (head_size_ != records.head().size() && head_reads_ < kMaxHeadReads) read_head(records);
      const bool cdf = local(records.root()) == "channel";
      const bool atom = tree->name == "atom:entry" || tree->name == "entry";
      if (cdf) read_cdf_item(*tree, head_, builder);
      if (!cdf && atom) read_atom_entry(*tree, head_, builder);
      if (!cdf && !atom) read_rss_item(*tree, head_, builder);
    } else if (kind == "newsitem") {
      read_news_item(*tree, builder);
    } else if (kind == "nitf") {
      read_nitf(*tree, builder);
    }
    if (builder.article().title.empty() && builder.article().body.empty())
      return builder.no_article(fmt::format("<{}> has neither a title nor a text: it holds no article", record.name));
    return builder.finish(rules);
  }

  // What the feed has said of itself so far: RSS 1.0 says it before its items, others among them.
  void read_head(const XmlRecords& records) {
    head_size_ = records.head().size();
    ++head_reads_;
    bool ignored = false;
    const auto document = parse_xml({}, records.head() + records.closing(), {}, ignored);
    if (document) head_ = read_feed_head(*document);
  }

  FeedHead head_;
  std::size_t head_size_ = 0;
  int head_reads_ = 0;
  bool any_ = false;
};

}  // namespace

std::unique_ptr<FormatReader> make_xml_reader() { return std::make_unique<XmlReader>(); }

}  // namespace newshound
