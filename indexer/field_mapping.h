// Whose JSON or CSV it is: a file of --map says which of our fields comes from which of their paths. TOML:
//
//   items = "response.docs"            # JSON: where the articles are; left out: the document, its array, or its lines
//   delimiter = ";"                    # CSV: one of , ; | and "\t"; left out: the one that the first line has most of
//   encoding = "windows-1252"          # left out: UTF-8, or what a byte order mark says
//
//   [fields]                           # our field = their path, or a list of paths, or a table
//   title = "headline.main"
//   body_html = "content.rendered"
//   authors = "byline.person[].name"   # [] all elements, [0] the first
//   topics = ["keywords[].value", "section"]   # of a list of values all; of other fields the first that has one
//   published = { path = "pub_date", format = "%d/%m/%Y %H:%M", zone = "Europe/Berlin" }
//   places = { path = "where", separator = ";" }
//   [extra]                            # kept and returned under this name, not indexed
//   desk = "desk.name"
//   [constants]                        # for every article that has no such value
//   outlet = "The Harbour Post"
//
// A member's name with a dot in it stands in single quotes: "'a.b'.c". A path of CSV is the name of a column. A value; any
// thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/error.h"
#include "schemas/moment.h"

namespace newshound {

struct PathStep {
  enum class Kind { kMember, kElement, kAll };
  Kind kind = Kind::kMember;
  std::string member;
  std::size_t element = 0;

  friend bool operator==(const PathStep&, const PathStep&) = default;
};
// Nothing if `path` is none: an empty member, a bracket that isn't closed.
[[nodiscard]] std::optional<std::vector<PathStep>> parse_path(std::string_view path);

struct MappedSource {
  std::string path;             // as written: the column of CSV
  std::vector<PathStep> steps;  // of JSON
};

struct MappedField {
  std::string name;  // ours
  std::vector<MappedSource> sources;
  std::string format;     // of times: "", "unix", "unix-ms", or strftime's
  std::string zone;       // of times without one; "" is UTC
  std::string separator;  // of values in one text
  bool extra = false;
};

class FieldMapping {
 public:
  // An Error names file, line and remedy.
  [[nodiscard]] static Result<FieldMapping> parse(std::string_view toml, const std::string& file);

  std::string items;
  char delimiter = '\0';
  std::string encoding;
  std::vector<MappedField> fields;
  std::vector<std::pair<std::string, std::string>> constants;
};

// A time in a field's format; nothing if it isn't in it.
[[nodiscard]] std::optional<Moment> read_mapped_date(std::string_view text, const MappedField& field);

}  // namespace newshound
