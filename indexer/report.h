// What the indexer says while it reads: warnings and rejections on stderr as `file:line: field: what is wrong`, rejections with
// their source to a file as JSON Lines, a progress bar on a terminal. Feeds accepted articles on. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <fstream>
#include <functional>
#include <string>

#include "indexer/article_reader.h"

namespace newshound {

class Report : public ArticleSink {
 public:
  // `page`: it was read from a page of that place; null: from a record.
  using Take = std::function<void(Article&&, const Place* page)>;
  // `rejects`: a file's path, or empty. Throws std::runtime_error if it can't be written.
  Report(const std::string& rejects, std::uint64_t total_bytes, Take take);
  ~Report() override;
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  void accept(Article&& article, const Place& place) override;
  void accept_page(Article&& article, const Place& place) override;
  void warn(const Place& place, const Error& error) override;
  void reject(const Place& place, const Error& error, std::string_view source) override;
  void progress(std::uint64_t bytes) override;
  // The second phase: articles indexed.
  void indexing(std::uint64_t done, std::uint64_t total);
  // Removes the bar, so that something else can be printed.
  void end_progress();

  [[nodiscard]] std::uint64_t accepted() const { return accepted_; }
  [[nodiscard]] std::uint64_t rejected() const { return rejected_; }

 private:
  void bar(const char* what, double done, double total, std::uint64_t articles);

  std::ofstream rejects_;
  std::uint64_t total_bytes_;
  Take take_;
  std::uint64_t accepted_ = 0, rejected_ = 0;
  bool terminal_ = false, shown_ = false;
  std::chrono::steady_clock::time_point begin_, phase_, last_;
  const char* phase_name_ = "";
};

// Throws std::runtime_error("interrupted…") once SIGINT or SIGTERM has come; handlers are set by watch_for_interrupts().
void watch_for_interrupts();
void throw_if_interrupted();

}  // namespace newshound
