#include "indexer/report.h"

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace newshound {
namespace {

constexpr std::chrono::milliseconds kRedraw{100};
constexpr int kBarWidth = 30;

volatile std::sig_atomic_t interrupted = 0;  // set by the handler, read by the reading thread: all that a handler may do

void on_signal(int) { interrupted = 1; }

std::string line_of(const Place& place, const Error& error) {
  std::string line = place.file;
  if (place.line != 0) line += fmt::format(":{}", place.line);
  if (place.byte) line += fmt::format(" (byte {})", *place.byte);
  if (!error.name.empty()) line += ": " + error.name;
  return line + ": " + error.message;
}

}  // namespace

void watch_for_interrupts() {
  // Not std::signal: with its SA_RESTART a read that waits for standard input would wait on.
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void throw_if_interrupted() {
  if (interrupted != 0) throw std::runtime_error("interrupted; the index is as it was");
}

Report::Report(const std::string& rejects, std::uint64_t total_bytes, Take take)
    : total_bytes_(total_bytes),
      take_(std::move(take)),
      terminal_(::isatty(STDERR_FILENO) == 1),
      begin_(std::chrono::steady_clock::now()),
      phase_(begin_),
      last_(begin_) {
  if (rejects.empty()) return;
  rejects_.open(rejects, std::ios::trunc);
  if (!rejects_) throw std::runtime_error(rejects + ": can't be written; name another file with --rejects");
}

Report::~Report() { end_progress(); }

void Report::accept(Article&& article, const Place&) {
  throw_if_interrupted();
  ++accepted_;
  take_(std::move(article), nullptr);
}

void Report::accept_page(Article&& article, const Place& place) {
  throw_if_interrupted();
  ++accepted_;
  take_(std::move(article), &place);
}

void Report::warn(const Place& place, const Error& error) {
  end_progress();
  fmt::print(stderr, "{}\n", line_of(place, error));
}

void Report::reject(const Place& place, const Error& error, std::string_view source) {
  throw_if_interrupted();
  ++rejected_;
  end_progress();
  fmt::print(stderr, "{}: not indexed\n", line_of(place, error));
  if (!rejects_.is_open()) return;
  nlohmann::ordered_json json = {{"file", place.file},
                                 {"line", place.line},
                                 {"field", error.name},
                                 {"error", error.message},
                                 {"source", std::string(source)}};
  if (place.byte) json["byte"] = *place.byte;
  rejects_ << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n' << std::flush;
  if (!rejects_)
    throw std::runtime_error("the file of --rejects can't be written; free space and try again, the index is as it was");
}

void Report::progress(std::uint64_t bytes) {
  throw_if_interrupted();
  bar("reading", static_cast<double>(bytes), static_cast<double>(total_bytes_), accepted_);
}

void Report::indexing(std::uint64_t done, std::uint64_t total) {
  throw_if_interrupted();
  bar("indexing", static_cast<double>(done), static_cast<double>(total), done);
}

void Report::bar(const char* what, double done, double total, std::uint64_t articles) {
  const auto now = std::chrono::steady_clock::now();
  if (what != phase_name_) {
    phase_name_ = what;
    phase_ = now;
  }
  if (!terminal_ || now - last_ < kRedraw) return;
  last_ = now;
  const double seconds = std::max(0.001, std::chrono::duration<double>(now - phase_).count());
  const double rate = static_cast<double>(articles) / seconds;
  shown_ = true;
  if (total <= 0) {
    fmt::print(stderr, "\r\x1b[K{} {} articles, {:.0f} a second", what, articles, rate);
    return;
  }
  const double share = std::min(1.0, done / total);
  const int full = static_cast<int>(share * kBarWidth);
  const double left = share > 0 ? seconds * (1 - share) / share : 0;
  fmt::print(stderr, "\r\x1b[K{} [{}{}] {:3.0f} % {:.0f} articles a second, {:.0f} s left", what,
             std::string(static_cast<std::size_t>(full), '='), std::string(static_cast<std::size_t>(kBarWidth - full), ' '),
             share * 100, rate, left);
}

void Report::end_progress() {
  if (!shown_) return;
  shown_ = false;
  fmt::print(stderr, "\r\x1b[K");
}

}  // namespace newshound
