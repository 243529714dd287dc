#include "schemas/error.h"

namespace newshound {

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArticle: return "invalid-article";
    case ErrorCode::kInvalidField: return "invalid-field";
    case ErrorCode::kUnreadableInput: return "unreadable-input";
    case ErrorCode::kInvalidParameter: return "invalid-parameter";
    case ErrorCode::kUnknownParameter: return "unknown-parameter";
    case ErrorCode::kInvalidQuery: return "invalid-query";
    case ErrorCode::kTooLarge: return "too-large";
    case ErrorCode::kCursorExpired: return "cursor-expired";
    case ErrorCode::kNotFound: return "not-found";
    case ErrorCode::kBadRequest: return "bad-request";
    case ErrorCode::kMethodNotAllowed: return "method-not-allowed";
    case ErrorCode::kForbidden: return "forbidden";
    case ErrorCode::kUnavailable: return "unavailable";
    case ErrorCode::kInternal: return "internal-error";
  }
  return "unknown";
}

}  // namespace newshound
