// Configuration: file, environment and bounds; addresses to listen on; API keys, origins and proxies.
#include <cstdlib>
#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "searchd/access.h"
#include "searchd/config.h"
#include "searchd/config_table.h"
#include "searchd/listen_address.h"

namespace newshound {
namespace {

using testing::HasSubstr;

TEST(ConfigTest, ReadsItsOwnDefaultFile) {
  std::string text = default_config();
  ServerOptions options;
  ASSERT_TRUE(read_config(text, "newshound.toml", options));
  // With every comment sign before an option taken away, it states the defaults.
  std::string stated;
  bool in_keys = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    in_keys = in_keys || line.starts_with("#[[keys]]");
    const bool option = line.size() > 1 && line[0] == '#' && line[1] != ' ' && line[1] != '[';
    stated += (option && !in_keys ? line.substr(1) : line) + "\n";
    at = end + 1;
  }
  options.queue = 1;
  options.log_level = "off";
  ASSERT_TRUE(read_config(stated, "newshound.toml", options));
  const ServerOptions defaults;
  for (const OptionRow& row : option_rows()) EXPECT_EQ(show_option(row, options), show_option(row, defaults)) << row.key;
}

TEST(ConfigTest, ReadsValuesOfEveryKind) {
  ServerOptions options;
  const auto read = read_config(R"(
index = "/srv/index"
listen = ["127.0.0.1:1", "unix:/run/x"]
[limits]
queue = 7
body_bytes = "128KB"
request_timeout = 0.25
[access]
bulk_needs_key = true
cors_origins = "https://news.example"
[log]
format = "json"
[[keys]]
name = "desk"
sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
scopes = ["bodies", "limits"]
)",
                                "f", options);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(options.index, "/srv/index");
  EXPECT_EQ(options.listen, (std::vector<std::string>{"127.0.0.1:1", "unix:/run/x"}));
  EXPECT_EQ(options.queue, 7u);
  EXPECT_EQ(options.body_bytes, 131072u);
  EXPECT_EQ(options.request_timeout.count(), 250);
  EXPECT_TRUE(options.bulk_needs_key);
  EXPECT_EQ(options.cors_origins, std::vector<std::string>{"https://news.example"});
  EXPECT_EQ(options.log_format, "json");
  ASSERT_EQ(options.keys.size(), 1u);
  EXPECT_TRUE(options.keys[0].bodies && options.keys[0].limits && !options.keys[0].bulk);
}

TEST(ConfigTest, NamesFileLineOptionAndRemedy) {
  const struct {
    const char* text;
    const char* says;
  } cases[] = {
      {"\nqueue = 5", "f:2: there is no option \"queue\"; the nearest is \"limits.queue\""},
      {"[limits]\nqueue = -1", "f:2: limits.queue: \"-1\" isn't a whole number from 0 to 1000000"},
      {"[limits]\nqueue = \"many\"", "f:2: limits.queue: \"many\" isn't a whole number"},
      {"[limits]\nrequest_timeout = 0", "isn't a number of seconds from 0.001 to 86400"},
      {"[log]\nlevel = \"loud\"", "f:2: log.level: \"loud\" isn't one of debug, info"},
      {"[log]\naccess = \"yes\"", "is neither true nor false"},
      {"listen = [[1]]", "f:1: listen is neither a value nor a list of values"},
      {"index = ", "f:1: "},
      {"[[keys]]\nname = \"a\"", "f:1: keys: the key \"a\" needs sha256"},
      {"[[keys]]\nsha256 = \"a\"", "a key needs a name"},
      {"[keys]\nname = \"a\"", "write each one under a head of its own, [[keys]]"},
  };
  for (const auto& c : cases) {
    ServerOptions options;
    const auto read = read_config(c.text, "f", options);
    ASSERT_FALSE(read) << c.text;
    EXPECT_THAT(read.error().message, HasSubstr(c.says)) << c.text;
  }
}

TEST(ConfigTest, EveryOptionHasAnEnvironmentVariable) {
  ServerOptions options;
  ::setenv("NEWSHOUND_MAX_CONNECTIONS", "12", 1);
  ::setenv("NEWSHOUND_HOSTS", "a.example,b.example", 1);
  ASSERT_TRUE(read_environment(options));
  EXPECT_EQ(options.max_connections, 12u);
  EXPECT_EQ(options.hosts, (std::vector<std::string>{"a.example", "b.example"}));
  ::setenv("NEWSHOUND_MAX_CONNECTIONS", "none", 1);
  const auto bad = read_environment(options);
  ::unsetenv("NEWSHOUND_MAX_CONNECTIONS");
  ::unsetenv("NEWSHOUND_HOSTS");
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().message, HasSubstr("NEWSHOUND_MAX_CONNECTIONS: \"none\""));
}

TEST(ListenAddressTest, IsAPortOrASocket) {
  EXPECT_EQ(parse_listen_address("[::1]:80")->host, "::1");
  EXPECT_EQ(parse_listen_address("127.0.0.1:0")->port, 0);
  EXPECT_EQ(parse_listen_address("unix:/run/a")->path, "/run/a");
  for (const char* bad : {"", ":80", "localhost", "a:65536", "a:-1", "a:", "unix:", "a:1x"}) {
    const auto parsed = parse_listen_address(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_THAT(parsed.error().message, HasSubstr(bad)) << bad;
  }
}

HttpRequest request(std::vector<std::pair<std::string, std::string>> headers) {
  static std::deque<std::string> kept;
  HttpRequest made;
  made.method = "GET";
  for (auto& [name, value] : headers) made.headers.emplace_back(kept.emplace_back(name), kept.emplace_back(value));
  return made;
}

TEST(AccessTest, KeysHaveScopes) {
  ServerOptions options;
  options.bulk_needs_key = true;
  options.keys = {{"desk", sha256_hex("a long enough key"), true, false, true},
                  {"box", sha256_hex("another long key"), false, true, false}};
  const Access access(options);
  const auto none = access.rights(request({}));
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->bodies || none->limits || none->bulk);
  const auto desk = access.rights(request({{"x-api-key", "a long enough key"}}));
  ASSERT_TRUE(desk);
  EXPECT_EQ(desk->key_name, "desk");
  EXPECT_TRUE(desk->bodies && !desk->limits && desk->bulk);
  const auto box = access.rights(request({{"Authorization", "bearer another long key"}}));
  ASSERT_TRUE(box);
  EXPECT_TRUE(!box->bodies && box->limits && !box->bulk);
  EXPECT_FALSE(access.rights(request({{"X-Api-Key", "a wrong key"}})));
  EXPECT_FALSE(access.rights(request({{"X-Api-Key", std::string(100000, 'x')}})));
  EXPECT_TRUE(access.rights(request({{"Authorization", "Basic YTpi"}})));  // a proxy's business
  EXPECT_TRUE(Access(ServerOptions{}).rights(request({{"X-Api-Key", "anything"}}))->bulk);
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(AccessTest, BelievesProxiesThatAreTrusted) {
  ServerOptions options;
  options.trusted_proxies = {"10.0.0.1", "10.0.0.2"};
  const Access access(options);
  const HttpRequest forwarded = request({{"X-Forwarded-For", "6.6.6.6, 1.2.3.4, 10.0.0.2"}});
  EXPECT_EQ(access.client("10.0.0.1", forwarded), "1.2.3.4");
  EXPECT_EQ(access.client("9.9.9.9", forwarded), "9.9.9.9");
  EXPECT_EQ(access.client("10.0.0.1", request({})), "10.0.0.1");
  EXPECT_EQ(access.client("10.0.0.1", request({{"X-Forwarded-For", "<script>"}})), "10.0.0.1");
}

TEST(AccessTest, AllowsOriginsAndHostsThatAreListed) {
  ServerOptions options;
  options.cors_origins = {"https://news.example"};
  options.hosts = {"search.example"};
  const Access access(options);
  EXPECT_EQ(access.allowed_origin("https://news.example"), "https://news.example");
  EXPECT_EQ(access.allowed_origin("https://news.example.evil"), "");
  EXPECT_EQ(access.allowed_origin("null"), "");
  EXPECT_TRUE(access.varies_by_origin());
  EXPECT_TRUE(access.is_allowed_host("SEARCH.example:8080"));
  EXPECT_FALSE(access.is_allowed_host("evil.example"));
  EXPECT_FALSE(access.is_allowed_host(""));
  EXPECT_TRUE(Access(ServerOptions{}).is_allowed_host("anything"));
  options.cors_origins = {"*"};
  EXPECT_EQ(Access(options).allowed_origin("https://any.example"), "*");
  EXPECT_FALSE(Access(options).varies_by_origin());
}

}  // namespace
}  // namespace newshound
