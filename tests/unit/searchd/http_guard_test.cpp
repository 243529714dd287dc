#include "searchd/http_guard.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "schemas/limits.h"

namespace newshound {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

HttpRequest request_with(Headers headers, std::string target = "/v1/search?q=x", unsigned version = 11) {
  HttpRequest request;
  request.method = "GET";
  request.target = std::move(target);
  request.version = version;
  request.headers = std::move(headers);
  return request;
}

TEST(HttpGuardTest, LetsHonestRequestsPass) {
  const std::vector<HttpRequest> cases = {
      request_with({{"Host", "news.example"}}),
      request_with({{"host", ""}}),  // RFC 9112, 3.2: empty where the target has no authority
      request_with({{"HOST", "[::1]:8080"}, {"Accept", "*/*"}, {"User-Agent", "x"}}),
      request_with({{"Host", "a"}, {"Content-Length", "0"}}),
      request_with({{"Host", "a"}, {"content-length", "000"}}),
      request_with({{"Host", "a"}, {"Expect", "100-Continue"}}),
      request_with({}, "/v1/search?q=x", 10),
      request_with({{"Host", "a"}}, "/v1/search?q=" + std::string(kMaxTargetBytes - 13, 'x')),
      request_with({{"Host", "a"}, {"X-Transfer-Encoding", "chunked"}, {"Hostx", "b"}}),
  };
  for (std::size_t i = 0; i < cases.size(); ++i) EXPECT_FALSE(check_framing(cases[i]).has_value()) << "case " << i;
}

TEST(HttpGuardTest, LetsBodiesPassWhereTheyAreRead) {
  const struct {
    const char* method;
    const char* target;
    std::string length;
    unsigned status;  // 0: passes
  } cases[] = {
      {"POST", "/1/indexes/*/queries", "5", 0},
      {"POST", "/1/indexes/%2A/queries?x-algolia-agent=a", "262144", 0},
      {"POST", "/1/indexes/*/queries", "0", 0},
      {"POST", "/1/indexes/*/queries", "262145", 413},
      {"POST", "/1/indexes/*/queries", "99999999999999999999999", 413},
      {"GET", "/1/indexes/*/queries", "5", 413},
      {"post", "/1/indexes/*/queries", "5", 413},
      {"POST", "/v1/search", "5", 413},
      {"POST", "/1/indexesx", "5", 413},
  };
  for (const auto& c : cases) {
    HttpRequest request = request_with({{"Host", "a"}, {"Content-Length", c.length}}, c.target);
    request.method = c.method;
    const auto refusal = check_framing(request);
    EXPECT_EQ(refusal ? refusal->status : 0, c.status) << c.method << " " << c.target << " " << c.length;
    EXPECT_TRUE(refusal || body_bytes(request) == std::stoul(c.length)) << c.length;
  }
  EXPECT_EQ(kMaxRequestBodyBytes, 262144u);  // which the message states
}

TEST(HttpGuardTest, RefusesWhatCouldBeReadInTwoWays) {
  const struct {
    HttpRequest request;
    unsigned status;
  } cases[] = {
      {request_with({{"Host", "a"}, {"Transfer-Encoding", "chunked"}}), 501},
      {request_with({{"Host", "a"}, {"Transfer-Encoding", "xchunked"}}), 501},
      {request_with({{"Host", "a"}, {"tRANSFER-eNCODING", "gzip"}, {"Content-Length", "5"}}), 501},
      {request_with({{"Host", "a"}, {"Transfer-Encoding", ""}}), 501},
      {request_with({{"Transfer-Encoding", "chunked"}}, "/", 10), 501},
      {request_with({{"Host", "a"}, {"Content-Length", "0"}, {"Content-Length", "0"}}), 400},
      {request_with({{"Host", "a"}, {"Content-Length", "5"}, {"content-length", "5"}}), 400},
      {request_with({{"Host", "a"}, {"Content-Length", "5, 5"}}), 400},
      {request_with({{"Host", "a"}, {"Content-Length", "0,0"}}), 400},
      {request_with({{"Host", "a"}, {"Content-Length", ""}}), 400},
      {request_with({{"Host", "a"}, {"Content-Length", "+0"}}), 400},
      {request_with({{"Host", "a"}, {"Content-Length", "-1"}}), 400},
      {request_with({{"Host", "a"}, {"Content-Length", "0x0"}}), 400},
      {request_with({{"Host", "a"}, {"Content-Length", "1"}}), 413},
      {request_with({{"Host", "a"}, {"Content-Length", "99999999999999999999999"}}), 413},
      {request_with({}), 400},
      {request_with({{"Host", "a"}, {"Host", "a"}}), 400},
      {request_with({{"Host", "a"}, {"hOST", "b"}}, "/", 10), 400},
      {request_with({{"Host", "a"}, {"Expect", "a miracle"}}), 417},
      {request_with({{"Host", "a"}}, "/v1/search?q=" + std::string(kMaxTargetBytes, 'x')), 414},
      {request_with({{"Host", "a"}}, "/v1/search?q=caf\xC3\xA9"), 400},
      {request_with({{"Host", "a"}}, std::string("/a\tb")), 400},
      {request_with({{"Host", "a"}}, std::string("/a\0b", 4)), 400},
      {request_with({{"Host", "a"}}, "/\x7F"), 400},
      {request_with({{"Host", "a"}}, "/", 12), 505},
      {request_with({{"Host", "a"}}, "/", 20), 505},
      {request_with({{"Host", "a"}}, "/", 9), 505},
  };
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    const auto refusal = check_framing(cases[i].request);
    ASSERT_TRUE(refusal.has_value()) << "case " << i;
    EXPECT_EQ(refusal->status, cases[i].status) << "case " << i;
    EXPECT_TRUE(refusal->close) << "case " << i;
    EXPECT_EQ(refusal->content_type, "application/problem+json") << "case " << i;
    EXPECT_EQ(nlohmann::json::parse(refusal->body).at("status"), cases[i].status) << "case " << i;
  }
}

}  // namespace
}  // namespace newshound
