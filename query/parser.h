// Reads the query language of DESIGN section 6 (docs/query-syntax.md): text to tree.
// Lenient by default: never fails; what can't be read as an operator is searched as words, and `notes` says so.
// Text is normalised first (analysis/normalizer.h): valid UTF-8, NFC, no control characters. Positions of nodes and errors are
// bytes of the normalised text, which is the text as given unless it had any of those.
// Pure; any thread may call it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.h"
#include "query/query_words.h"
#include "schemas/error.h"

namespace newshound {

struct ParseOptions {
  bool match_any = false;                  // match=any: plain text, one word is enough, no operators
  bool strict = false;                     // strict=1: an error with position and remedy instead of a note
  Exactness exactness = Exactness::kStem;  // kForm: every word as if quoted; kSpelling: quoted words as written, too
  std::int64_t now_utc = 0;                // for when:7d
  std::string time_zone = {};              // IANA name in which bare dates are days; empty = UTC
};

struct ParsedQuery {
  AstNode root;                    // kAll for an empty query
  std::vector<std::string> notes;  // what was not understood, cut or reread; for people
  std::string text;                // normalised: what the positions of nodes belong to
};

// Fails only if options.strict, or with kTooLarge if `text` is over kMaxQueryBytes.
[[nodiscard]] Result<ParsedQuery> parse_query(std::string_view text, const ParseOptions& options);

}  // namespace newshound
