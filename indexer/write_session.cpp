#include "indexer/write_session.h"

#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "analysis/analyzer.h"
#include "analysis/fold.h"
#include "analysis/terms.h"
#include "indexer/boilerplate_learner.h"
#include "indexer/commit.h"
#include "indexer/segment_builder.h"
#include "indexer/spool.h"
#include "indexer/topic_inferrer.h"
#include "storage/index_error.h"
#include "storage/index_settings.h"
#include "storage/text_store.h"
#include "storage/writer_lock.h"

namespace newshound {
namespace {

std::string command_name(WriteSession::Mode mode) {
  return mode == WriteSession::Mode::kBuild ? "newshound-indexer build" : "newshound-indexer add";
}

// A build may only replace an index, never somebody's folder.
const std::filesystem::path& checked_target(const std::filesystem::path& index, WriteSession::Mode mode) {
  std::error_code ignored;
  if (!std::filesystem::exists(index, ignored)) return index;
  if (!std::filesystem::is_directory(index, ignored))
    throw IndexError(IndexError::Kind::kIo, index.string() + ": is not a folder; name a new or empty one for the index");
  if (is_index(index)) return index;
  for (const auto& entry : std::filesystem::directory_iterator(index)) {
    const std::string name = entry.path().filename().string();
    if (name == "lock" || name == "segments" || is_settings_name(name)) continue;  // left by a first build that was stopped
    throw IndexError(IndexError::Kind::kIo,
                     fmt::format("{}: has files but is not an index ({}); name a new or empty folder to {}", index.string(), name,
                                 mode == WriteSession::Mode::kBuild ? "build" : "add"));
  }
  return index;
}

}  // namespace

struct WriteSession::State {
  std::filesystem::path index;
  Mode mode;
  WriteOptions options;
  WriterLock lock;
  SegmentWorkspace workspace;
  Spool spool;
  std::unordered_map<std::string, std::uint32_t> page_groups;  // by folded outlet; of pages without one by "\n" and folder
  Boilerplate boilerplate;                                     // what is left out of pages

  State(std::filesystem::path path, Mode m, WriteOptions o)
      : index(std::move(path)),
        mode(m),
        options(std::move(o)),
        lock(checked_target(index, mode), options.wait, command_name(mode)),
        workspace(index),
        spool(workspace.path()) {}

  [[nodiscard]] Article read(std::size_t i) const;
  [[nodiscard]] ArticleSupply supply();
  void learn(const BuildProgress& progress);
  WriteReport build(const BuildProgress& progress);
  WriteReport add(const BuildProgress& progress);
  void drop_unchanged(Commit& commit, WriteReport& report);
  WriteReport publish(Commit& commit, WriteReport report, const BuildProgress& progress);
};

// As it is indexed: a page without what its outlet repeats.
Article WriteSession::State::read(std::size_t i) const {
  Article article = spool.read(i);
  if (spool.page_group(i) != 0) boilerplate.strip(article);
  return article;
}

ArticleSupply WriteSession::State::supply() {
  return {spool.size(), [this] { return [this](std::size_t i) { return read(i); }; }};
}

void WriteSession::State::learn(const BuildProgress& progress) {
  boilerplate = std::move(options.boilerplate);
  if (page_groups.empty()) return;
  std::vector<std::vector<std::uint32_t>> groups(page_groups.size());
  for (std::size_t i = 0; i < spool.size(); ++i)
    if (const std::uint32_t group = spool.page_group(i); group != 0) groups[group - 1].push_back(static_cast<std::uint32_t>(i));
  const auto poll = [&] {
    if (progress) progress(0, spool.size());
  };
  for (const auto& pages : groups)
    learn_boilerplate(
        pages, [this](std::size_t i) { return spool.read(i); }, poll, boilerplate);
}

WriteReport WriteSession::State::build(const BuildProgress& progress) {
  // An index that can't be read any more is what a build replaces: only its generation and numbers go on.
  Catalog old;
  if (is_index(index)) {
    try {
      old = read_catalog(index, false);
    } catch (const IndexError& error) {
      if (error.kind() != IndexError::Kind::kDamaged && error.kind() != IndexError::Kind::kIncompatible) throw;
      old.generation = newest_generation(index);
      old.next_segment = old.generation * 1000000 + 1;  // above any number in use: a generation adds one segment
    }
  }
  WriteReport report;
  report.added = spool.arrange();
  Catalog next;
  next.analyzer = analyzer_fingerprint();
  next.positions = options.positions;
  next.generation = old.generation + 1;
  next.next_segment = old.next_segment;
  learn(progress);
  if (report.added != 0) {
    SegmentEntry entry = build_segment(
        workspace.path(), supply(),
        {options.positions, options.threads, options.memory_bytes, options.exceptions, options.topics.get()}, progress);
    entry.number = next.next_segment++;
    workspace.publish(entry.number);
    next.segments.push_back(std::move(entry));
  }
  write_settings(index, options.exceptions, boilerplate.text(), next);
  if (old.stem_exceptions && !next.stem_exceptions) report.dropped_settings = old.stem_exceptions->name;
  if (old.boilerplate && !next.boilerplate && page_groups.empty()) report.dropped_boilerplate = old.boilerplate->name;
  report.repeated = boilerplate.size();
  publish_catalog(index, next);
  remove_unreferenced(index, kUnlinkGrace);
  report.documents = report.added;
  report.generation = next.generation;
  return report;
}

// Articles that are in the index word for word need no new document: an add may be repeated for nothing.
void WriteSession::State::drop_unchanged(Commit& commit, WriteReport& report) {
  std::vector<bool> keep(spool.size(), true);
  TextReader reader;
  const StemExceptions exceptions = read_stem_exceptions(index, commit.catalog());
  std::optional<TopicInferrer> inferrer;
  if (options.topics) inferrer.emplace(*options.topics, exceptions);
  for (std::size_t i = 0; i < keep.size(); ++i) {
    Article article = read(i);
    const auto found = commit.find(value_term(field_row(Field::kId), article.id));
    if (!found) continue;
    const Segment& segment = *commit.snapshot()->segments()[found->segment].segment;
    if (inferrer) inferrer->infer(article);
    if (reader.read(segment.text, found->document) == article) {
      keep[i] = false;
      ++report.unchanged;
      continue;
    }
    commit.erase(found->segment, found->document);
    ++report.updated;
  }
  spool.select(keep);
}

WriteReport WriteSession::State::publish(Commit& commit, WriteReport report, const BuildProgress& progress) {
  report.added = spool.size() - report.updated;
  if (spool.size() != 0) {
    const StemExceptions exceptions = read_stem_exceptions(index, commit.catalog());
    SegmentEntry entry = build_segment(
        workspace.path(), supply(),
        {commit.catalog().positions, options.threads, options.memory_bytes, exceptions, options.topics.get()}, progress);
    commit.add_segment(workspace, std::move(entry), Deletions());
  }
  report.generation = commit.changed() ? commit.publish() : commit.catalog().generation;
  report.documents = commit.live_documents();
  return report;
}

WriteReport WriteSession::State::add(const BuildProgress& progress) {
  Commit commit(index, options.positions);
  WriteReport report;
  spool.arrange();
  drop_unchanged(commit, report);
  return publish(commit, report, progress);
}

WriteSession::WriteSession(std::filesystem::path index, Mode mode, WriteOptions options)
    : state_(std::make_unique<State>(std::move(index), mode, std::move(options))) {
  // Refuse what add can't read now, not after an hour of reading articles.
  if (mode != Mode::kAdd || !is_index(state_->index)) return;
  const Catalog catalog = read_catalog(state_->index);
  (void)read_stem_exceptions(state_->index, catalog);
  if (!catalog.boilerplate) return;
  const std::string where = (state_->index / catalog.boilerplate->name).string();
  auto boilerplate = Boilerplate::parse(read_boilerplate(state_->index, catalog), where);
  if (!boilerplate)
    throw IndexError(IndexError::Kind::kDamaged, boilerplate.error().message + "; restore a backup of the index, or rebuild it");
  state_->boilerplate = std::move(*boilerplate);
}

WriteSession::~WriteSession() = default;

void WriteSession::add(Article&& article) { state_->spool.add(article); }

void WriteSession::add_page(Article&& article, std::string_view folder) {
  std::string group = article.outlet.empty() ? "\n" + std::string(folder) : fold_value(article.outlet);
  const auto next = static_cast<std::uint32_t>(state_->page_groups.size() + 1);
  state_->spool.add(article, state_->page_groups.try_emplace(std::move(group), next).first->second);
}

WriteReport WriteSession::commit(const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const auto state = std::move(state_);
  if (state->mode == Mode::kBuild) return state->build(progress);
  return state->add(progress);
}

WriteReport delete_documents(const std::filesystem::path& index, const DeleteKeys& keys, const WriteOptions& options) {
  if (!is_index(index)) (void)read_catalog(index);  // throws: there is none
  const WriterLock lock(index, options.wait, "newshound-indexer delete");
  Commit commit(index, false);
  WriteReport report;
  for (const std::string& id : keys.ids) report.deleted += commit.erase_term(value_term(field_row(Field::kId), id));
  for (const std::string& url : keys.urls) report.deleted += commit.erase_term(value_term(field_row(Field::kUrl), url));
  report.generation = commit.changed() ? commit.publish() : commit.catalog().generation;
  report.documents = commit.live_documents();
  return report;
}

}  // namespace newshound
