#include "indexer/html_guard.h"

#include <algorithm>
#include <functional>
#include <vector>

#include <fmt/format.h>

#include "indexer/html_tags.h"

namespace newshound {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kAlike = 3;  // formatting elements written alike that stay open, at most

std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

class NestingScan {
 public:
  // Why the page is refused at this tag; empty if it isn't.
  std::string take(const HtmlTag& tag) {
    if (tag.attributes > kMaxHtmlAttributes) return fmt::format("a tag has over {} attributes", kMaxHtmlAttributes);
    const unsigned traits = html_traits(tag.name);
    if ((traits & kHtmlDocument) != 0) return {};
    if (tag.end) {
      close(tag.name, traits);
      return {};
    }
    if (foreign_ == 0) imply_ends(tag.name, traits);
    if ((traits & kHtmlVoid) != 0 || (tag.self_closing && foreign_ > 0)) return {};
    if (foreign_ == 0) imply_starts(tag.name);
    if ((traits & kHtmlMarker) != 0) active_.push_back({0, 0});
    if ((traits & kHtmlFormatting) != 0) remember(tag);
    const bool foreign = tag.name == "svg" || tag.name == "math";
    if (foreign) ++foreign_;
    push(tag.name, foreign);
    if (open_.size() > kMaxHtmlDepth) return fmt::format("elements are nested over {} levels deep", kMaxHtmlDepth);
    if (formatting_ > kMaxOpenFormatting) return fmt::format("over {} formatting elements are open", kMaxOpenFormatting);
    return {};
  }

 private:
  struct Open {
    std::size_t name;
    unsigned traits;
    bool foreign;
  };
  struct Formatting {
    std::size_t name;  // 0: a marker
    std::size_t written;
  };

  // The innermost open element of that name, not beyond one with a trait of `stops`.
  [[nodiscard]] std::size_t find(std::string_view name, unsigned stops) const {
    const std::size_t hash = hash_of(name);
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == hash) return i;
      if ((open_[i].traits & stops) != 0) return kNone;
    }
    return kNone;
  }

  void pop_to(std::size_t depth) {
    for (; open_.size() > depth; open_.pop_back()) {
      if (open_.back().foreign) --foreign_;
      if ((open_.back().traits & kHtmlMarker) != 0) clear_to_marker();
    }
  }

  void clear_to_marker() {
    while (!active_.empty()) {
      const bool marker = active_.back().name == 0;
      active_.pop_back();
      if (marker) return;
      --formatting_;
    }
  }

  void close_open(std::string_view name, unsigned stops) {
    const std::size_t at = find(name, stops);
    if (at != kNone) pop_to(at);
  }

  // A list item or cell ends the one before it, but not beyond the list or table.
  void close_sibling(std::string_view name, std::string_view container, std::string_view other) {
    const std::size_t names[] = {hash_of(name), hash_of(container), hash_of(other)};
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == names[0]) return pop_to(i);
      if (open_[i].name == names[1] || open_[i].name == names[2] || (open_[i].traits & kHtmlScope) != 0) return;
    }
  }

  void push(std::string_view name, bool foreign) { open_.push_back({hash_of(name), html_traits(name), foreign}); }

  // <table><td> is <table><tbody><tr><td>.
  void imply_starts(std::string_view name) {
    const bool cell = name == "td" || name == "th";
    if (!cell && name != "tr") return;
    if (!open_.empty() && open_.back().name == hash_of("table")) push("tbody", false);
    const auto is_group = [&](std::string_view group) { return open_.back().name == hash_of(group); };
    if (cell && !open_.empty() && (is_group("tbody") || is_group("thead") || is_group("tfoot"))) push("tr", false);
  }

  void imply_ends(std::string_view name, unsigned traits) {
    const auto table_part = [&](std::initializer_list<std::string_view> parts) {
      for (const std::string_view part : parts) {
        const std::size_t at = find(part, 0), table = find("table", 0);
        if (at != kNone && (table == kNone || at > table)) pop_to(at);
      }
    };
    if ((traits & kHtmlClosesP) != 0) close_open("p", kHtmlScope);
    if (name == "li") close_sibling("li", "ul", "ol");
    if (name == "dt" || name == "dd") {
      close_sibling("dt", "dl", "");
      close_sibling("dd", "dl", "");
    }
    if (name == "option" || name == "optgroup") close_sibling("option", "select", "");
    if (name == "button") close_open("button", kHtmlScope);
    if (name == "a" || name == "nobr") close_formatting(name);
    if (name == "td" || name == "th" || name == "tr" || name == "tbody" || name == "thead" || name == "tfoot")
      table_part({"td", "th", "caption"});
    if (name == "tr" || name == "tbody" || name == "thead" || name == "tfoot") table_part({"tr"});
    if (name == "tbody" || name == "thead" || name == "tfoot") table_part({"tbody", "thead", "tfoot"});
  }

  void close(std::string_view name, unsigned traits) {
    if ((traits & kHtmlFormatting) != 0) return close_formatting(name);
    if ((traits & kHtmlTablePart) != 0) {
      const std::size_t at = find(name, 0), table = find("table", 0);
      if (at != kNone && (table == kNone || at >= table)) pop_to(at);
      return;
    }
    close_open(name, (traits & kHtmlSpecial) != 0 ? kHtmlScope : kHtmlSpecial);
  }

  // The standard's adoption agency: a block inside stays open, the formatting element around it goes.
  void close_formatting(std::string_view name) {
    const std::size_t hash = hash_of(name);
    for (std::size_t i = active_.size(); i-- > 0 && active_[i].name != 0;) {
      if (active_[i].name != hash) continue;
      active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(i));
      --formatting_;
      break;
    }
    const std::size_t at = find(name, kHtmlScope);
    if (at == kNone) return;
    const auto inside = open_.begin() + static_cast<std::ptrdiff_t>(at);
    const bool block = std::any_of(inside, open_.end(), [](const Open& open) { return (open.traits & kHtmlSpecial) != 0; });
    if (!block) return pop_to(at);
    open_.erase(inside);
  }

  void remember(const HtmlTag& tag) {
    const Formatting formatting{hash_of(tag.name), hash_of(tag.written)};
    std::size_t alike = 0;
    for (std::size_t i = active_.size(); i-- > 0 && active_[i].name != 0;) {
      if (active_[i].name != formatting.name || active_[i].written != formatting.written || ++alike < kAlike) continue;
      active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(i));
      --formatting_;
      break;
    }
    active_.push_back(formatting);
    ++formatting_;
  }

  std::vector<Open> open_;
  std::vector<Formatting> active_;
  std::size_t formatting_ = 0;  // of active_, without markers
  int foreign_ = 0;             // open svg and math elements: only there does "/>" end one
};

}  // namespace

std::optional<Error> check_html_nesting(std::string_view html) {
  HtmlTagScanner scanner(html);
  NestingScan scan;
  HtmlTag tag;
  while (scanner.next(tag)) {
    const std::string problem = scan.take(tag);
    if (problem.empty()) continue;
    return Error{
        ErrorCode::kTooLarge,
        fmt::format("at byte {} {}: no such page is an article; save the page anew without that part", tag.offset, problem),
        {},
        tag.offset};
  }
  return std::nullopt;
}

}  // namespace newshound
