#include "indexer/xml_tree.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include "indexer/xml_repair.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

struct Namespace {
  std::string_view uri, prefix;
};
// By the beginning of the URI, in small letters and without "http(s)://": versions and slashes at its end vary.
constexpr Namespace kNamespaces[] = {{"www.w3.org/2005/atom", "atom"},
                                     {"purl.org/atom/ns", "atom"},
                                     {"purl.org/rss/1.0/modules/content", "content"},
                                     {"purl.org/rss/1.0", ""},
                                     {"my.netscape.com/rdf/simple", ""},
                                     {"channel.netscape.com/rdf/simple", ""},
                                     {"backend.userland.com/rss", ""},
                                     {"blogs.law.harvard.edu/tech/rss", ""},
                                     {"my.netscape.com/publish/formats/rss", ""},
                                     {"purl.org/rss/2.0", ""},
                                     {"purl.org/net/rss", ""},
                                     {"purl.org/dc/elements", "dc"},
                                     {"purl.org/dc/terms", "dcterms"},
                                     {"search.yahoo.com/mrss", "media"},
                                     {"search.yahoo.com/rss", "media"},
                                     {"video.search.yahoo.com/mrss", "media"},
                                     {"www.itunes.com/dtds/podcast", "itunes"},
                                     {"www.w3.org/1999/xhtml", "xhtml"},
                                     {"www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
                                     {"iptc.org/std/nar", ""},
                                     {"iptc.org/std/nitf", "nitf"},
                                     {"www.w3.org/xml/1998/namespace", "xml"}};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string_view view(const xmlChar* text) { return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text); }

std::string full_name(std::string_view uri, std::string_view prefix, std::string_view local) {
  std::string small = lower(uri);
  small.erase(std::remove_if(small.begin(), small.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t'; }), small.end());
  std::string_view rest = small;
  if (rest.starts_with("https://")) rest.remove_prefix(8);
  if (rest.starts_with("http://")) rest.remove_prefix(7);
  std::string known(prefix);
  for (const Namespace& space : kNamespaces) {
    if (rest.empty() || !rest.starts_with(space.uri)) continue;
    known = space.prefix;
    break;
  }
  return lower(known.empty() ? std::string(local) : known + ":" + std::string(local));
}

struct FreeReader {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

// Errors are asked for, never printed.
struct Problem {
  std::string message;
  int line = 0;
  static void take(void* self, xmlErrorPtr error) {
    auto* problem = static_cast<Problem*>(self);
    if (error->level != XML_ERR_FATAL || !problem->message.empty()) return;
    problem->message = error->message == nullptr ? "is not well-formed" : error->message;
    problem->message.erase(std::min(problem->message.find('\n'), problem->message.size()));
    problem->line = error->line;
  }
};

class TreeReader {
 public:
  explicit TreeReader(xmlTextReader* reader) : reader_(reader) {}

  // The whole document. False if it is over a limit.
  bool read(XmlNode& document) {
    stack_.push_back(&document);
    int status = 0;
    while ((status = xmlTextReaderRead(reader_)) == 1) {
      if (++nodes_ > kMaxXmlNodes || static_cast<std::size_t>(xmlTextReaderDepth(reader_)) > kMaxXmlDepth) {
        over_ = true;
        return false;
      }
      take(xmlTextReaderNodeType(reader_));
    }
    return status == 0;
  }
  [[nodiscard]] bool over() const { return over_; }

 private:
  void take(int type) {
    XmlNode& parent = *stack_.back();
    if (type == XML_READER_TYPE_ELEMENT) {
      const bool empty = xmlTextReaderIsEmptyElement(reader_) == 1;
      XmlNode& node = parent.children.emplace_back();
      node.name = full_name(view(xmlTextReaderConstNamespaceUri(reader_)), view(xmlTextReaderConstPrefix(reader_)),
                            view(xmlTextReaderConstLocalName(reader_)));
      read_attributes(node);
      if (!empty) stack_.push_back(&node);
    } else if (type == XML_READER_TYPE_END_ELEMENT) {
      if (stack_.size() > 1) stack_.pop_back();
    } else if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_WHITESPACE ||
               type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) {
      if (parent.children.empty() || !parent.children.back().name.empty()) parent.children.emplace_back();
      parent.children.back().text += view(xmlTextReaderConstValue(reader_));
    }
  }

  void read_attributes(XmlNode& node) {
    while (xmlTextReaderMoveToNextAttribute(reader_) == 1) {
      if (xmlTextReaderIsNamespaceDecl(reader_) == 1) continue;
      node.attributes.emplace_back(lower(view(xmlTextReaderConstName(reader_))), view(xmlTextReaderConstValue(reader_)));
    }
    xmlTextReaderMoveToElement(reader_);
  }

  xmlTextReader* reader_;
  std::vector<XmlNode*> stack_;  // the parents grow their children only while they are last: the pointers stay good
  std::size_t nodes_ = 0;
  bool over_ = false;
};

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out.push_back(c);
    }
  }
}

}  // namespace

std::string_view XmlNode::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes)
    if (key == wanted) return value;
  return {};
}

const XmlNode* XmlNode::child(std::string_view wanted) const {
  const auto found = std::find_if(children.begin(), children.end(), [&](const XmlNode& node) { return node.name == wanted; });
  return found == children.end() ? nullptr : &*found;
}

std::string XmlNode::all_text() const {
  std::string all = text;
  for (const XmlNode& node : children) all += node.all_text();
  return all;
}

std::string XmlNode::child_text(std::string_view wanted) const {
  const XmlNode* found = child(wanted);
  return found == nullptr ? std::string() : found->all_text();
}

void XmlNode::each(std::string_view wanted, const std::function<void(const XmlNode&)>& use) const {
  for (const XmlNode& node : children)
    if (node.name == wanted) use(node);
}

std::string inner_html(const XmlNode& element) {
  std::string html;
  for (const XmlNode& node : element.children) {
    if (node.name.empty()) {
      append_escaped(node.text, html);
      continue;
    }
    const std::string name = node.name.substr(node.name.find(':') == std::string::npos ? 0 : node.name.find(':') + 1);
    html += "<" + name + ">" + inner_html(node) + (name == "br" || name == "hr" || name == "img" ? "" : "</" + name + ">");
  }
  return html;
}

Result<XmlNode> parse_xml(std::string_view open, std::string_view xml, std::string_view close, bool& repaired) {
  const std::string document = repair_xml(fmt::format("{}{}{}", open, xml, close), repaired);
  Problem problem;
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  const std::unique_ptr<xmlTextReader, FreeReader> reader(
      xmlReaderForMemory(document.data(), static_cast<int>(document.size()), nullptr, "UTF-8", kOptions));
  if (reader == nullptr) return tl::unexpected(Error{ErrorCode::kTooLarge, "can't be parsed: out of memory", {}, std::nullopt});
  xmlTextReaderSetStructuredErrorHandler(reader.get(), Problem::take, &problem);
  XmlNode root;
  TreeReader tree(reader.get());
  if (!tree.read(root)) {
    if (tree.over())
      return tl::unexpected(Error{ErrorCode::kTooLarge,
                                  fmt::format("nests deeper than {} elements or has more than {}", kMaxXmlDepth, kMaxXmlNodes),
                                  {},
                                  std::nullopt});
    const auto context_lines = std::count(open.begin(), open.end(), '\n');
    return tl::unexpected(Error{ErrorCode::kInvalidArticle,
                                fmt::format("is not well-formed XML: {} (in its line {})",
                                            problem.message.empty() ? "it ends too early" : problem.message,
                                            std::max<std::ptrdiff_t>(1, problem.line - context_lines)),
                                {},
                                std::nullopt});
  }
  // Down through what stands around it.
  auto depth = static_cast<std::size_t>(std::count(close.begin(), close.end(), '>'));
  XmlNode* node = &root;
  for (++depth; depth != 0; --depth) {
    const auto element =
        std::find_if(node->children.begin(), node->children.end(), [](const XmlNode& child) { return !child.name.empty(); });
    if (element == node->children.end())
      return tl::unexpected(Error{ErrorCode::kInvalidArticle, "has no element", {}, std::nullopt});
    node = &*element;
  }
  XmlNode found = std::move(*node);
  return found;
}

}  // namespace newshound
