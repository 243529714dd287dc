// One table of members, in the order in which they are written.
#include "query/hit_json.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "query/answer_json.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxFragmentBytes = 200;  // a longer mark makes a link that few programs take

bool is_web_url(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

// A member of a hit: writes its key and value, or nothing.
struct Member {
  std::string_view name;
  bool by_default;
  void (*write)(JsonWriter& out, const Hit& hit, const JsonOptions& options);
};

void write_or_null(JsonWriter& out, std::string_view key, std::string_view value) {
  out.key(key);
  if (value.empty()) return out.null();
  out.string(value);
}

void write_if_any(JsonWriter& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  out.key(key);
  out.string(value);
}

void write_list(JsonWriter& out, std::string_view key, const std::vector<std::string>& values) {
  out.key(key);
  out.begin_array();
  for (const std::string& value : values) out.string(value);
  out.end_array();
}

void write_list_if_any(JsonWriter& out, std::string_view key, const std::vector<std::string>& values) {
  if (!values.empty()) write_list(out, key, values);
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

// The article's URL, to the place of the first mark: a text fragment (https://wicg.github.io/scroll-to-text-fragment/).
void write_link(JsonWriter& out, const Hit& hit, const JsonOptions& /*options*/) {
  const std::string& url = hit.article.url;
  const std::string& mark = hit.highlight.first_mark;
  if (!is_web_url(url) || mark.empty() || mark.size() > kMaxFragmentBytes) return;
  out.key("link");
  out.string(url + (url.find('#') == std::string::npos ? "#:~:text=" : ":~:text=") + percent_encoded(mark));
}

std::string_view part_name(TextPart part) { return kTextParts[static_cast<std::size_t>(part)].first; }

void write_pair(JsonWriter& out, const MarkOffsets::Place& place) {
  out.begin_array();
  out.number(std::uint64_t{place.begin});
  out.number(std::uint64_t{place.end});
  out.end_array();
}

// {"title": [[0, 5]], "standfirst": [], "body": [[120, 128]], "snippets": [{"in": "body", "place": [96, 270]}]}
void write_offsets(JsonWriter& out, const MarkOffsets& offsets) {
  out.key("offsets");
  out.begin_object();
  for (const auto& [name, part] : kTextParts) {
    out.key(name);
    out.begin_array();
    for (const MarkOffsets::Place& mark : offsets.marks)
      if (mark.part == part) write_pair(out, mark);
    out.end_array();
  }
  out.key("snippets");
  out.begin_array();
  for (const MarkOffsets::Place& snippet : offsets.snippets) {
    out.begin_object();
    out.key("in");
    out.string(part_name(snippet.part));
    out.key("place");
    write_pair(out, snippet);
    out.end_object();
  }
  out.end_array();
  out.key("cut");
  out.boolean(offsets.cut);
  out.end_object();
}

void write_highlight(JsonWriter& out, const Hit& hit, const JsonOptions& /*options*/) {
  if (hit.highlight.title.empty() && hit.highlight.snippets.empty()) return;
  out.key("highlight");
  out.begin_object();
  out.key("title");
  out.string(hit.highlight.title);
  write_list(out, "snippets", hit.highlight.snippets);
  if (hit.highlight.offsets) write_offsets(out, *hit.highlight.offsets);
  out.end_object();
}

void write_body(JsonWriter& out, const Hit& hit, const JsonOptions& options) {
  if (!options.full_bodies && !hit.article.is_free.value_or(true)) return;
  write_if_any(out, "body", hit.article.body);
}

// Unknown fields are one object as text; parsed again, so that nothing but JSON in valid UTF-8 gets out.
void write_extra(JsonWriter& out, const Hit& hit, const JsonOptions& /*options*/) {
  if (hit.article.extra.empty()) return;
  const auto parsed = nlohmann::ordered_json::parse(hit.article.extra, nullptr, false);
  if (!parsed.is_object()) return;
  out.key("extra");
  out.raw(parsed.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void write_url_if_any(JsonWriter& out, std::string_view key, std::string_view url) {
  if (is_web_url(url)) write_if_any(out, key, url);
}

using Options = const JsonOptions&;
constexpr std::array<Member, 26> kMembers = {{
    {"id", true, [](JsonWriter& out, const Hit& hit, Options) { write_or_null(out, "id", hit.article.id); }},
    {"url", true,
     [](JsonWriter& out, const Hit& hit, Options) {
       write_or_null(out, "url", is_web_url(hit.article.url) ? hit.article.url : "");
     }},
    {"title", true, [](JsonWriter& out, const Hit& hit, Options) { write_or_null(out, "title", hit.article.title); }},
    {"standfirst", true,
     [](JsonWriter& out, const Hit& hit, Options) { write_if_any(out, "standfirst", hit.article.standfirst); }},
    {"outlet", true, [](JsonWriter& out, const Hit& hit, Options) { write_or_null(out, "outlet", hit.article.outlet); }},
    {"section", true, [](JsonWriter& out, const Hit& hit, Options) { write_if_any(out, "section", hit.article.section); }},
    {"published", true,
     [](JsonWriter& out, const Hit& hit, Options) { write_or_null(out, "published", format_moment(hit.article.published)); }},
    {"modified", true,
     [](JsonWriter& out, const Hit& hit, Options) { write_if_any(out, "modified", format_moment(hit.article.modified)); }},
    {"topics", true, [](JsonWriter& out, const Hit& hit, Options) { write_list(out, "topics", hit.article.topics); }},
    {"topics_inferred", true,
     [](JsonWriter& out, const Hit& hit, Options) {
       if (!hit.article.topics_inferred) return;
       out.key("topics_inferred");
       out.boolean(true);
     }},
    {"authors", true, [](JsonWriter& out, const Hit& hit, Options) { write_list(out, "authors", hit.article.authors); }},
    {"places", true, [](JsonWriter& out, const Hit& hit, Options) { write_list_if_any(out, "places", hit.article.places); }},
    {"language", true, [](JsonWriter& out, const Hit& hit, Options) { write_or_null(out, "language", hit.article.language); }},
    {"image", true, [](JsonWriter& out, const Hit& hit, Options) { write_url_if_any(out, "image", hit.article.image); }},
    {"status", true,
     [](JsonWriter& out, const Hit& hit, Options) {
       if (hit.article.status != Status::kUsable) write_if_any(out, "status", status_name(hit.article.status));
     }},
    {"wire_credit", true,
     [](JsonWriter& out, const Hit& hit, Options) { write_if_any(out, "wire_credit", hit.article.wire_credit); }},
    {"correction", true,
     [](JsonWriter& out, const Hit& hit, Options) { write_if_any(out, "correction", hit.article.correction); }},
    {"is_free", true,
     [](JsonWriter& out, const Hit& hit, Options) {
       if (!hit.article.is_free.has_value()) return;
       out.key("is_free");
       out.boolean(*hit.article.is_free);
     }},
    {"canonical_url", false,
     [](JsonWriter& out, const Hit& hit, Options) { write_url_if_any(out, "canonical_url", hit.article.canonical_url); }},
    {"embargoed_until", false,
     [](JsonWriter& out, const Hit& hit, Options) {
       write_if_any(out, "embargoed_until", format_moment(hit.article.embargoed_until));
     }},
    {"expires", false,
     [](JsonWriter& out, const Hit& hit, Options) { write_if_any(out, "expires", format_moment(hit.article.expires)); }},
    {"body", false, write_body},
    {"extra", false, write_extra},
    {"score", true,
     [](JsonWriter& out, const Hit& hit, Options) {
       out.key("score");
       out.number(hit.score);
     }},
    {"link", true, write_link},
    {"highlight", true, write_highlight},
}};

}  // namespace

void write_hit(JsonWriter& out, const Hit& hit, const JsonOptions& options) {
  out.begin_object();
  write_hit_members(out, hit, options);
  out.end_object();
}

void write_hit_members(JsonWriter& out, const Hit& hit, const JsonOptions& options) {
  for (const Member& member : kMembers) {
    const bool asked = options.fields.empty()
                           ? member.by_default
                           : std::find(options.fields.begin(), options.fields.end(), member.name) != options.fields.end();
    if (asked || member.name == "id") member.write(out, hit, options);
  }
  if (!hit.explanation.empty()) {
    out.key("explanation");
    out.raw(hit.explanation);
  }
}

const std::vector<std::string_view>& hit_field_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Member& member : kMembers) all.push_back(member.name);
    return all;
  }();
  return names;
}

Result<void> check_fields(const std::vector<std::string>& fields) {
  const std::vector<std::string_view>& known = hit_field_names();
  for (const std::string& field : fields) {
    if (std::find(known.begin(), known.end(), field) != known.end()) continue;
    const std::string message =
        fmt::format("fields: \"{}\" is not a member of a hit; there are {}", field, fmt::join(known, ", "));
    return tl::unexpected(Error{ErrorCode::kInvalidParameter, message, "fields"});
  }
  return {};
}

bool shows_marks(const std::vector<std::string>& fields) {
  return fields.empty() || std::any_of(fields.begin(), fields.end(),
                                       [](const std::string& field) { return field == "highlight" || field == "link"; });
}

bool needs_texts(const std::vector<std::string>& fields) {
  constexpr std::array kApart = {std::string_view("id"), std::string_view("score"), std::string_view("published")};
  return fields.empty() || std::any_of(fields.begin(), fields.end(), [&](const std::string& field) {
           return std::find(kApart.begin(), kApart.end(), field) == kApart.end();
         });
}

std::string hit_to_json(const Hit& hit, const JsonOptions& options) {
  JsonWriter out(false);
  write_hit(out, hit, options);
  return out.take();
}

}  // namespace newshound
