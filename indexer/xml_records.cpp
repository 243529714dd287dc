#include "indexer/xml_records.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kShownBytes = 1000;
constexpr std::size_t kMaxContextBytes = 64u << 10;  // parsed with every record
constexpr std::string_view kSpaces = " \t\r\n";

std::string_view name_of(std::string_view tag) { return tag.substr(0, std::min(tag.find_first_of(" \t\r\n/>"), tag.size())); }

}  // namespace

XmlRecords::XmlRecords(InputStream& in, std::vector<std::string_view> names) : in_(in), names_(std::move(names)) {}

std::string XmlRecords::context() const {
  std::string tags;
  for (const Open& element : open_) tags += element.tag;
  return tags;
}

std::string XmlRecords::context_end() const {
  std::string tags;
  for (auto element = open_.rbegin(); element != open_.rend(); ++element) tags += "</" + element->name + ">";
  return tags;
}

std::string XmlRecords::closing() const { return head_full_ ? std::string() : context_end(); }

void XmlRecords::fail(std::string problem) {
  if (problem_.empty()) problem_ = std::move(problem);
}

// Where `what` begins at or behind `from` of what is held, reading on; npos at the end, or over the limit. What was searched in
// vain isn't searched again: thousands of constructs without an end cost one look.
std::size_t XmlRecords::find(std::string_view what, std::size_t from) {
  Searched& searched = searched_[what.size() == 2 ? 0 : what[0] == ']' ? 1 : 2];
  const std::uint64_t begin = in_.offset() + from;
  std::size_t looked = from;
  if (begin >= searched.begin && begin < searched.end) looked = static_cast<std::size_t>(searched.end - in_.offset());
  while (true) {
    const std::size_t at = looked < in_.held().size() ? in_.held().find(what, looked) : std::string_view::npos;
    if (at != std::string_view::npos) return at;
    looked = std::max(looked, in_.held().size() - std::min(in_.held().size(), what.size() - 1));
    if (in_.held().size() - from > kMaxSourceBytes || !in_.more()) break;
  }
  if (begin < searched.begin || begin > searched.end) searched.begin = begin;
  searched.end = in_.offset() + looked;
  return std::string_view::npos;
}

// Behind "<!DOCTYPE … [ … ] >".
std::size_t XmlRecords::doctype_end(std::size_t at) {
  std::size_t depth = 0;
  char quote = 0;
  for (std::size_t i = at;; ++i) {
    while (i >= in_.held().size())
      if (in_.held().size() - at > kMaxHeadBytes || !in_.more()) return std::string_view::npos;
    const char c = in_.held()[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && depth == 0) {
      quote = c;
    } else if (c == '[') {
      ++depth;
    } else if (c == ']' && depth != 0) {
      --depth;
    } else if (c == '>' && depth == 0) {
      return i + 1;
    }
  }
}

// The input ends inside a tag. An end tag that lacks but its '>' is taken as one: so end the files of careless writers.
XmlRecords::Piece XmlRecords::cut_tag(std::size_t at) const {
  const std::string_view rest = in_.held().substr(at);
  const std::string_view name = rest.starts_with("</") ? name_of(rest.substr(2)) : std::string_view();
  const bool whole = !name.empty() && rest.find_first_not_of(kSpaces, 2 + name.size()) == std::string_view::npos;
  if (whole) return {Kind::kEnd, in_.held().size(), name, true};
  return {Kind::kSkipped, in_.held().size(), {}, false};
}

// A tag whose '<' stands at `at`; a '>' in an attribute's value doesn't end it.
XmlRecords::Piece XmlRecords::tag_at(std::size_t at) {
  char quote = 0;
  std::size_t i = at + 1;
  for (;; ++i) {
    while (i >= in_.held().size())
      if (in_.held().size() - at > kMaxHeadBytes || !in_.more()) return cut_tag(at);
    const char c = in_.held()[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
      if (c == '<') break;  // the value's end is missing: no attribute holds a '<'
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    } else if (c == '<') {
      return {Kind::kText, i, {}, true};  // no tag at all
    }
  }
  if (in_.held()[i] == '<') i = std::min(in_.held().substr(0, i).find('>', at), i - 1);
  const std::string_view tag = in_.held().substr(at + 1, i - at - 1);
  if (tag.starts_with('/')) return {Kind::kEnd, i + 1, name_of(tag.substr(1)), true};
  if (tag.empty() || kSpaces.find(tag[0]) != std::string_view::npos) return {Kind::kText, i + 1, {}, true};
  return {tag.ends_with('/') ? Kind::kEmpty : Kind::kStart, i + 1, name_of(tag), true};
}

// What begins at `at` of what is held: text up to the next '<', or what the '<' begins.
XmlRecords::Piece XmlRecords::piece_at(std::size_t at) {
  while (in_.held().size() < at + 9 && in_.more()) {}
  const std::string_view rest = in_.held().substr(std::min(at, in_.held().size()));
  if (rest.empty()) return {};
  if (rest[0] != '<') {
    const std::size_t end = rest.find('<');
    return {Kind::kText, at + (end == std::string_view::npos ? rest.size() : end), {}, true};
  }
  const auto to = [&](std::string_view what) -> Piece {
    const std::size_t end = find(what, at);
    if (end == std::string_view::npos) return {Kind::kSkipped, in_.held().size(), {}, false};
    return {Kind::kSkipped, end + what.size(), {}, true};
  };
  if (rest.starts_with("<!--")) return to("-->");
  if (rest.starts_with("<![CDATA[")) {
    Piece piece = to("]]>");
    piece.kind = Kind::kText;
    return piece;
  }
  if (rest.starts_with("<?")) return to("?>");
  if (rest.starts_with("<!")) {
    if (!open_.empty() || at != 0) return {Kind::kText, at + 2, {}, true};  // a document type stands before the root
    const std::size_t end = doctype_end(at);
    return {Kind::kSkipped, std::min(end, in_.held().size()), {}, end != std::string_view::npos};
  }
  return tag_at(at);
}

bool XmlRecords::is_record(std::string_view name) const {
  name = name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
  std::string small(name);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return std::find(names_.begin(), names_.end(), small) != names_.end();
}

void XmlRecords::close(const Piece& piece) {
  const auto match = std::find_if(open_.rbegin(), open_.rend(), [&](const Open& element) { return element.name == piece.name; });
  if (match == open_.rend()) return fail(fmt::format("line {}: </{}> closes nothing", in_.line(), piece.name));
  const auto inner = match.base() - 1;
  if (inner + 1 != open_.end()) fail(fmt::format("line {}: </{}> comes before </{}>", in_.line(), piece.name, open_.back().name));
  for (auto element = open_.end() - 1; element != inner && !head_full_; --element) head_ += "</" + element->name + ">";
  open_.erase(inner, open_.end());
  root_closed_ = open_.empty();
}

// A piece between records: kept, and followed by what it opens or closes.
void XmlRecords::outside(const Piece& piece) {
  const std::string_view text = in_.held().substr(0, piece.end);
  const bool blank = text.find_first_not_of(kSpaces) == std::string_view::npos;
  if (blank && piece.whole) return;
  if (!piece.whole) fail(fmt::format("line {}: what begins with \"{}\" has no end", in_.line(), text.substr(0, 9)));
  if (piece.kind == Kind::kSkipped || open_.size() > kMaxXmlDepth) {
    if (piece.kind != Kind::kSkipped) fail(fmt::format("line {}: elements nest deeper than {}", in_.line(), kMaxXmlDepth));
    return;
  }
  const bool inside = !open_.empty() || piece.kind == Kind::kStart || piece.kind == Kind::kEmpty;
  if (!inside) fail(fmt::format("line {}: \"{}\" stands outside of every element", in_.line(), text.substr(0, 20)));
  if (piece.kind == Kind::kEnd) close(piece);  // before its tag, so that what it closes is closed in the head too
  if (inside && (root_.empty() || !root_closed_ || piece.kind == Kind::kEnd)) {
    head_full_ = head_full_ || head_.size() + text.size() > kMaxHeadBytes;
    if (!head_full_ && (piece.kind != Kind::kEnd || problem_.empty())) head_.append(text);
  }
  if ((piece.kind == Kind::kStart || piece.kind == Kind::kEmpty) && root_.empty()) root_ = piece.name;
  if (piece.kind == Kind::kEmpty && open_.empty()) root_closed_ = true;
  if (piece.kind != Kind::kStart) return;
  open_.push_back({std::string(piece.name), std::string(text)});
  if (context().size() <= kMaxContextBytes) return;
  fail(fmt::format("line {}: the start tags around have over {} bytes", in_.line(), kMaxContextBytes));
  open_.back().tag = "<" + open_.back().name + ">";
}

// The start tag of the next record at or behind `from` of what is held, whatever construct it seems to stand in; npos if there is
// none.
std::size_t XmlRecords::next_start(std::size_t from) {
  const std::string tag = "<" + name_;
  for (std::size_t at = in_.held().find(tag, from); at != std::string_view::npos; at = in_.held().find(tag, at + 1)) {
    const std::size_t behind = at + tag.size();
    if (behind < in_.held().size() && (kSpaces.find(in_.held()[behind]) != std::string_view::npos || in_.held()[behind] == '>'))
      return at;
  }
  return std::string_view::npos;
}

void XmlRecords::broken(XmlRecord& record, std::string problem, std::size_t end) {
  record.problem = std::move(problem);
  used_ = std::min(end, in_.held().size());
  record.xml = in_.held().substr(0, std::min(used_, kShownBytes));
}

// Over the rest of the record, to its end tag or to the next one's start.
void XmlRecords::too_long(XmlRecord& record) {
  record.problem = fmt::format("the element is over {} bytes", kMaxSourceBytes);
  shown_ = in_.held().substr(0, kShownBytes);
  record.xml = shown_;
  const std::string end_tag = "</" + name_;
  in_.skip(1);
  while (true) {
    const std::size_t end = in_.held().find(end_tag), next = next_start(0);
    if (next < end) return in_.skip(next);
    if (end != std::string_view::npos) {
      in_.skip(end);
      while (in_.held().find('>') == std::string_view::npos && in_.held().size() < kMaxHeadBytes && in_.more()) {}
      return in_.skip(std::min(in_.held().find('>'), in_.held().size() - 1) + 1);
    }
    in_.skip(in_.held().size() - std::min(in_.held().size(), end_tag.size()));
    if (!in_.more()) return in_.skip(in_.held().size());
  }
}

// From a record's start tag to its end tag. Inside, only elements of its own name count: the others are the parser's business.
void XmlRecords::read_record(const Piece& start, XmlRecord& record) {
  name_ = start.name;
  record.name = name_;
  if (root_.empty()) root_ = name_;
  if (start.kind == Kind::kEmpty) {
    used_ = start.end;
    record.xml = in_.held().substr(0, start.end);
    return;
  }
  for (std::size_t at = start.end;;) {
    const Piece piece = piece_at(at);
    if (at > kMaxSourceBytes || (!piece.whole && in_.held().size() > kMaxSourceBytes)) return too_long(record);
    if (piece.kind == Kind::kNone || !piece.whole) {
      const std::size_t next = next_start(start.end);
      return broken(record,
                    fmt::format("<{}> is not closed: the file ends before, or a comment or CDATA in it has no end", name_), next);
    }
    if (piece.kind == Kind::kStart && piece.name == name_)
      return broken(record, fmt::format("<{}> is not closed before the next one begins", name_), at);
    if (piece.kind == Kind::kEnd && piece.name == name_) {
      used_ = piece.end;
      record.xml = in_.held().substr(0, piece.end);
      return;
    }
    // The end of what stands around it: its own end tag is missing.
    const bool around = piece.kind == Kind::kEnd && !open_.empty() && piece.name == open_.back().name;
    if (around) return broken(record, fmt::format("<{}> is not closed", name_), at);
    at = piece.end;
  }
}

bool XmlRecords::next(XmlRecord& record) {
  in_.skip(used_);
  used_ = 0;
  while (true) {
    const Piece piece = piece_at(0);
    if (piece.kind == Kind::kNone) break;
    if ((piece.kind == Kind::kStart || piece.kind == Kind::kEmpty) && is_record(piece.name)) {
      record = {{}, {}, in_.line(), in_.offset(), {}};
      read_record(piece, record);
      return true;
    }
    outside(piece);
    in_.skip(piece.end);
  }
  if (!open_.empty()) fail(fmt::format("line {}: the file ends inside <{}>", in_.line(), open_.back().name));
  return false;
}

}  // namespace newshound
