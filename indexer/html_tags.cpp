#include "indexer/html_tags.h"

#include <algorithm>
#include <unordered_map>

namespace newshound {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

void add(std::unordered_map<std::string_view, unsigned>& table, unsigned traits, std::string_view names) {
  while (!names.empty()) {
    const std::size_t space = std::min(names.find(' '), names.size());
    table[names.substr(0, space)] |= traits;
    names.remove_prefix(std::min(space + 1, names.size()));
  }
}

std::unordered_map<std::string_view, unsigned> make_table() {
  std::unordered_map<std::string_view, unsigned> table;
  add(table, kHtmlVoid, "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr");
  add(table, kHtmlDocument, "html head body frameset");
  add(table, kHtmlRawText, "script style textarea title xmp iframe noembed noframes");
  add(table, kHtmlClosesP | kHtmlSpecial,
      "address article aside blockquote center details dir div dl fieldset figcaption figure footer header hgroup main menu nav "
      "ol p "
      "section summary ul h1 h2 h3 h4 h5 h6 pre listing form li dd dt plaintext hr table");
  add(table, kHtmlSpecial, "applet button caption marquee object select template tbody td tfoot th thead tr colgroup noscript");
  add(table, kHtmlScope, "applet caption marquee object table td template th");
  add(table, kHtmlFormatting, "a b big code em font i nobr s small strike strong tt u");
  add(table, kHtmlMarker, "applet caption marquee object td template th");
  add(table, kHtmlTablePart, "caption colgroup table tbody td tfoot th thead tr");
  return table;
}

}  // namespace

unsigned html_traits(std::string_view name) {
  static const std::unordered_map<std::string_view, unsigned> kTable = make_table();
  const auto found = kTable.find(name);
  return found == kTable.end() ? 0 : found->second;
}

bool HtmlTagScanner::next(HtmlTag& tag) {
  while (true) {
    at_ = html_.find('<', at_);
    if (at_ == std::string_view::npos || at_ + 1 >= html_.size()) return false;
    tag = {};
    tag.offset = at_;
    if (skip_declaration()) continue;
    tag.end = html_[at_ + 1] == '/';
    const std::size_t begin = at_ + (tag.end ? 2 : 1);
    if (begin >= html_.size() || !is_letter(html_[begin])) {
      ++at_;
      continue;
    }
    at_ = begin;
    read_name();
    tag.name = {name_.data(), name_size_};
    read_attributes(tag);
    tag.written = html_.substr(tag.offset, at_ - tag.offset);
    if (!tag.end && (html_traits(tag.name) & kHtmlRawText) != 0) skip_raw_text(tag.name);
    return true;
  }
}

// Comments, doctypes, CDATA, processing instructions.
bool HtmlTagScanner::skip_declaration() {
  const char c = html_[at_ + 1];
  if (c != '!' && c != '?') return false;
  const bool comment = html_.substr(at_).starts_with("<!--");
  // "<!-->" and "<!--->" are whole comments.
  const std::size_t end = comment ? html_.find("-->", at_ + 2) : html_.find('>', at_);
  at_ = end == std::string_view::npos ? html_.size() : end + (comment ? 3 : 1);
  return true;
}

void HtmlTagScanner::read_name() {
  name_size_ = 0;
  while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>' && html_[at_] != '/') {
    if (name_size_ < kMaxTagName) name_[name_size_++] = lower(html_[at_]);
    ++at_;
  }
}

void HtmlTagScanner::read_attributes(HtmlTag& tag) {
  bool in_name = false;
  for (; at_ < html_.size(); ++at_) {
    const char c = html_[at_];
    if (c == '>') {
      tag.self_closing = html_[at_ - 1] == '/';
      ++at_;
      return;
    }
    if (is_space(c) || c == '/') {
      in_name = false;
    } else if (c == '=' && tag.attributes > 0) {
      skip_value();
      in_name = false;
    } else if (!in_name) {
      in_name = true;
      ++tag.attributes;
    }
  }
}

// From the = to the last byte of the value.
void HtmlTagScanner::skip_value() {
  std::size_t at = at_ + 1;
  while (at < html_.size() && is_space(html_[at])) ++at;
  if (at < html_.size() && (html_[at] == '"' || html_[at] == '\'')) {
    const std::size_t end = html_.find(html_[at], at + 1);
    at_ = end == std::string_view::npos ? html_.size() - 1 : end;
    return;
  }
  while (at < html_.size() && !is_space(html_[at]) && html_[at] != '>') ++at;
  at_ = at - 1;
}

// To the end tag of that name, which is read next.
void HtmlTagScanner::skip_raw_text(std::string_view name) {
  for (; at_ < html_.size(); ++at_) {
    at_ = std::min(html_.find("</", at_), html_.size());
    if (html_.size() - at_ < name.size() + 2) break;
    const std::string_view written = html_.substr(at_ + 2, name.size());
    if (std::equal(written.begin(), written.end(), name.begin(), [](char a, char b) { return lower(a) == b; })) return;
  }
  at_ = html_.size();
}

}  // namespace newshound
