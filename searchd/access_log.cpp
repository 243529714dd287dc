#include "searchd/access_log.h"

#include <memory>

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "query/json_writer.h"

namespace newshound {
namespace {

// %* in a pattern: the message as the inside of a JSON string. A message that is an object's members already, behind kMembers,
// stays as it is.
constexpr char kMembers = '\x1f';

class JsonMessage : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
    std::string text;
    const std::string_view payload(message.payload.data(), message.payload.size());
    if (!payload.empty() && payload.front() == kMembers) {
      text = payload.substr(1);
    } else {
      text = "\"message\":\"";
      append_json_escaped(text, payload);
      text += '"';
    }
    out.append(text.data(), text.data() + text.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<JsonMessage>(); }
};

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

void member(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += fmt::format(",\"{}\":\"", name);
  append_json_escaped(out, value);
  out += '"';
}

std::string json_line(const ServerOptions& options, const RequestLogEntry& entry, std::string_view kind) {
  std::string out(1, kMembers);
  out += fmt::format("\"message\":\"{}\",\"status\":{},\"bytes\":{},\"ms\":{:.3f}", kind, entry.status, entry.bytes,
                     entry.milliseconds);
  member(out, "method", entry.method);
  member(out, "target", options.log_queries ? entry.target : path_of(entry.target));
  if (options.log_addresses) member(out, "address", entry.address);
  member(out, "key", entry.key_name);
  member(out, "cache", entry.cache);
  if (options.log_queries) member(out, "parsed", entry.parsed);
  member(out, "request_id", entry.request_id);
  return out;
}

std::string text_line(const ServerOptions& options, const RequestLogEntry& entry, std::string_view kind) {
  std::string out =
      fmt::format("{}: {} {} {} {} bytes {:.3f} ms", kind, entry.method,
                  options.log_queries ? entry.target : path_of(entry.target), entry.status, entry.bytes, entry.milliseconds);
  if (options.log_addresses && !entry.address.empty()) out += fmt::format(" address={}", entry.address);
  if (!entry.key_name.empty()) out += fmt::format(" key=\"{}\"", entry.key_name);
  if (!entry.cache.empty()) out += fmt::format(" cache={}", entry.cache);
  if (options.log_queries && !entry.parsed.empty()) out += fmt::format(" parsed=\"{}\"", entry.parsed);
  return out + fmt::format(" id={}", entry.request_id);
}

}  // namespace

void set_up_log(const ServerOptions& options) {
  // Made once and changed in place: threads may be logging.
  static const auto logger = [] {
    auto made = spdlog::stderr_logger_mt("newshound-searchd");
    spdlog::set_default_logger(made);
    return made;
  }();
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<JsonMessage>('*');
  formatter->set_pattern(options.log_format == "json" ? R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%*})"
                                                      : "[%Y-%m-%d %H:%M:%S.%e] [%l] %v");
  logger->set_formatter(std::move(formatter));
  logger->set_level(spdlog::level::from_str(options.log_level));
}

void log_request(const ServerOptions& options, const RequestLogEntry& entry) {
  const bool json = options.log_format == "json";
  const auto line = [&](const RequestLogEntry& of, std::string_view kind) {
    return json ? json_line(options, of, kind) : text_line(options, of, kind);
  };
  if (options.log_access) {
    RequestLogEntry plain = entry;
    plain.parsed = {};
    spdlog::info(line(plain, "request"));
  }
  const bool slow = options.log_slow.count() > 0 && entry.milliseconds > static_cast<double>(options.log_slow.count());
  if (slow) spdlog::warn(line(entry, "slow request"));
}

}  // namespace newshound
