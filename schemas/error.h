// What everybody says when input is bad: an Error is a value, returned in a Result, never thrown.
// A broken environment (unreadable index, full disk) is an exception instead: storage/index_error.h.
// Plain values; threads may share them as they may any value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace newshound {

// The machine-readable codes; error_code_name() gives the spelling of schemas/problem.schema.json.
enum class ErrorCode {
  kInvalidArticle,    // an article that can't be indexed
  kInvalidField,      // an optional field of an article that was dropped
  kUnreadableInput,   // a file, folder or stream that can't be read or isn't in a known format
  kInvalidParameter,  // a known parameter with a bad value
  kUnknownParameter,  // a parameter that doesn't exist
  kInvalidQuery,      // strict=1 only: the query can't be read
  kTooLarge,          // over a stated limit
  kCursorExpired,     // a cursor whose generation is gone: begin with the first page
  kNotFound,          // no such route, article or file
  kBadRequest,        // HTTP that can't be answered safely
  kMethodNotAllowed,  // a route that knows other methods
  kForbidden,         // needs an API key that allows it
  kUnavailable,       // too much to do, or stopping: try again
  kInternal,          // the server's fault: a damaged index, memory
};

struct Error {
  ErrorCode code = ErrorCode::kInvalidParameter;
  std::string message;                                 // names the thing, the place and the remedy; for people
  std::string name = {};                               // the field or parameter that is wrong, if one is
  std::optional<std::size_t> position = std::nullopt;  // byte in the query or the line, if known
};

template <class T>
using Result = tl::expected<T, Error>;

// "invalid-article", "unknown-parameter", …: the `code` of a problem document.
[[nodiscard]] std::string_view error_code_name(ErrorCode code);

}  // namespace newshound
