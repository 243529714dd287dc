// An HTTP response as an archive keeps it: status, headers, and the body without its transfer and content encodings. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "schemas/error.h"

namespace newshound {

struct ArchivedResponse {
  int status = 0;
  std::string type;     // of the content, in small letters, without parameters: "text/html"
  std::string charset;  // its parameter; "" if there is none
  std::string body;
  std::string repaired;  // what had to be mended on the way; "" if nothing
};

// `message`: the whole response. Chunked and content-encoded (gzip, deflate) bodies are unpacked, up to `most` bytes; a body that
// says it is chunked or packed and isn't, as crawlers leave them, is taken as it is, and `repaired` says so. An Error says what
// is broken.
[[nodiscard]] Result<ArchivedResponse> parse_archived_response(std::string_view message, std::size_t most);
// The body of a response without headers, by a media type like "text/html; charset=utf-8".
void set_content_type(ArchivedResponse& response, std::string_view header);

// Without blanks, tabs and carriage returns at its ends, as header values stand.
[[nodiscard]] std::string_view without_blanks(std::string_view text);

}  // namespace newshound
