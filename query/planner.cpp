#include "query/planner.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "analysis/fold.h"
#include "analysis/terms.h"
#include "analysis/tokenizer.h"
#include "query/function_words.h"
#include "query/ranking.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxLanguages = 5;
constexpr double kLanguageShare = 0.01;

void add_unique(std::vector<std::string>& list, const std::string& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

// The languages that the index is in, most articles first.
std::vector<std::string> languages_of(const Snapshot& snapshot) {
  std::map<std::string, std::uint64_t> counts;
  std::uint64_t all = 0;
  for (const SegmentView& view : snapshot.segments()) {
    const OrdinalColumn& column = view.segment->columns.ordinals(Field::kLanguage);
    std::vector<std::uint64_t> by_ordinal(column.values() + 1, 0);
    for (std::uint32_t d = 0; d < view.segment->documents(); ++d)
      column.for_each(d, [&](std::uint32_t ordinal) { ++by_ordinal[ordinal]; });
    for (std::uint32_t o = 1; o <= column.values(); ++o) counts[primary_language(column.value(o))] += by_ordinal[o];
    all += view.segment->documents();
  }
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [language, count] : counts)
    if (static_cast<double>(count) >= kLanguageShare * static_cast<double>(all)) order.emplace_back(count, language);
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  if (order.size() > kMaxLanguages) order.resize(kMaxLanguages);
  std::vector<std::string> languages;
  for (const auto& [count, language] : order) languages.push_back(language);
  return languages;
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  Tokenizer tokenizer(text);
  Token token;
  while (tokenizer.next(token)) words.emplace_back(token.form);
  return words;
}

}  // namespace

Planner::Planner(std::shared_ptr<const Snapshot> snapshot, unsigned worker)
    : snapshot_(std::move(snapshot)), worker_(worker), index_languages_(languages_of(*snapshot_)) {}

PlanNode Planner::plan(const AstNode& ast, const PlanOptions& options, std::vector<std::string>& notes) {
  time_zone_ = options.time_zone;
  languages_ = options.languages.empty() ? index_languages_ : options.languages;
  notes_ = &notes;
  match_any_ = options.match_any;
  parts_ = options.parts;
  function_words_ = find_function_words(ast, options.text, languages_);
  return options.synonyms ? node(expanded(ast, options)) : node(ast);
}

AstNode Planner::expanded(const AstNode& ast, const PlanOptions& options) const {
  if (!options.synonyms) return ast;
  return options.synonyms->expand(ast, options.languages.empty() ? index_languages_ : options.languages);
}

Analyzer& Planner::analyzer(const std::string& language) {
  auto& slot = analyzers_[language];
  if (!slot) slot = std::make_unique<Analyzer>(language, snapshot_->stem_exceptions());
  return *slot;
}

std::uint64_t Planner::documents_with(const std::string& term) {
  std::uint64_t count = 0;
  for (std::size_t s = 0; s < snapshot_->segments().size(); ++s) count += snapshot_->statistics(worker_, s, term).documents;
  return count;
}

PlanTerm Planner::stem(const std::string& stem) {
  PlanTerm term{stem_term(stem), stem, 0, 0};
  double frequency = 0;
  for (std::size_t s = 0; s < snapshot_->segments().size(); ++s) {
    const TermStatistics here = snapshot_->statistics(worker_, s, term.term);
    term.documents += here.documents;
    frequency += static_cast<double>(here.frequency);
  }
  term.weight = term_weight(snapshot_->documents(), term.documents, frequency);
  return term;
}

PlanTerm Planner::filter_term(std::string term) {
  const std::uint64_t documents = documents_with(term);
  return {std::move(term), {}, documents, 0};
}

std::vector<std::string> Planner::stems_of(const QueryWord& word) {
  std::vector<std::string> stems, scratch;
  for (const std::string& language : languages_) {
    scratch.clear();
    analyzer(language).stems(word.word, word.form, scratch);
    for (const std::string& stem : scratch) add_unique(stems, stem);
  }
  FormEntry entry;
  for (const SegmentView& view : snapshot_->segments()) {
    if (!view.segment->vocabulary.find(word.form, entry)) continue;
    for (const std::uint32_t number : entry.stems) add_unique(stems, view.segment->vocabulary.stem(number));
  }
  return stems;
}

PlanNode Planner::word(const QueryWord& word) {
  PlanNode best;
  best.kind = PlanKind::kBest;
  PlanSlot slot{word.form, word.exact, {}, {word.spelling, false}};
  for (const std::string& s : stems_of(word)) {
    PlanTerm term = stem(s);
    if (term.documents == 0) continue;
    best.estimate += term.documents;
    slot.stems.push_back(s);
    best.terms.push_back(std::move(term));
  }
  if (best.terms.empty()) best.kind = PlanKind::kNothing;
  best.slots.push_back(std::move(slot));
  return best;
}

bool Planner::is_function_word(const AstNode& ast) const {
  return ast.kind == NodeKind::kWord && !ast.title && function_words_.contains(ast.begin);
}

PlanNode Planner::plain_word(const AstNode& ast) {
  PlanNode best = word(ast.words[0]);
  if (best.kind == PlanKind::kNothing) return best;
  const TextParts parts = parts_of(ast);
  if (is_function_word(ast)) {
    best.kind = PlanKind::kFilter;
    for (PlanTerm& term : best.terms) term.weight = 0;
  }
  if (parts == kAllParts) return best;
  if (parts != kTitleOnly) {  // whether it stands there is for the token store to say
    PlanNode verified;
    verified.kind = PlanKind::kSequence;
    verified.slots = best.slots;
    verified.parts = parts;
    verified.estimate = best.estimate;
    verified.children.push_back(std::move(best));
    return verified;
  }
  // title:w scores as w, filtered by its title stems.
  PlanNode filter;
  filter.kind = PlanKind::kFilter;
  for (const PlanTerm& term : best.terms) filter.terms.push_back(filter_term(title_stem_term(term.stem)));
  for (const PlanTerm& term : filter.terms) filter.estimate += term.documents;
  best.parts = kTitleOnly;
  PlanNode both;
  both.kind = PlanKind::kAnd;
  both.estimate = filter.estimate;
  both.children.push_back(std::move(best));
  both.children.push_back(std::move(filter));
  return both;
}

PlanNode Planner::sequence(const AstNode& ast) {
  PlanNode sequence;
  sequence.kind = PlanKind::kSequence;
  sequence.window = std::max<std::uint32_t>(ast.window, static_cast<std::uint32_t>(ast.words.size()));
  sequence.ordered = ast.ordered;
  sequence.parts = parts_of(ast);
  sequence.estimate = snapshot_->documents();
  std::vector<QueryWord> distinct;
  for (const QueryWord& w : ast.words) {
    const auto same = [&](const QueryWord& other) { return other.form == w.form && other.word == w.word; };
    PlanNode best = word(w);
    sequence.slots.push_back(best.slots[0]);
    if (best.kind == PlanKind::kNothing) sequence.kind = PlanKind::kNothing;
    sequence.estimate = std::min(sequence.estimate, best.estimate);
    if (std::any_of(distinct.begin(), distinct.end(), same)) continue;
    distinct.push_back(w);
    sequence.children.push_back(std::move(best));
  }
  return sequence;
}

PlanNode Planner::prefix(const AstNode& ast) {
  PlanNode prefix;
  prefix.kind = PlanKind::kPrefix;
  prefix.prefix = ast.words[0].form;
  prefix.parts = parts_of(ast);
  prefix.slots.push_back({prefix.prefix, true, {}, {ast.words[0].spelling, true}});
  std::size_t most = 0;
  for (const SegmentView& view : snapshot_->segments()) {
    std::size_t forms = 0;
    view.segment->vocabulary.for_each_prefixed(prefix.prefix, [&](const FormEntry& entry) {
      prefix.estimate += entry.documents;
      return ++forms <= kMaxWildcardForms;
    });
    most = std::max(most, forms);
  }
  if (most > kMaxWildcardForms)
    notes_->push_back(fmt::format("{}* stands for more than {} words: only the first of them in alphabetical order are searched",
                                  prefix.prefix, kMaxWildcardForms));
  return prefix;
}

std::vector<std::string> Planner::values_with_words(Field field, const std::string& value) const {
  const std::vector<std::string> wanted = folded_words(value);
  std::vector<std::string> values;
  for (const SegmentView& view : snapshot_->segments()) {
    const OrdinalColumn& column = view.segment->columns.ordinals(field);
    for (std::uint32_t ordinal = 1; ordinal <= column.values(); ++ordinal) {
      const std::vector<std::string> has = folded_words(column.folded(ordinal));
      const bool all = std::all_of(wanted.begin(), wanted.end(),
                                   [&](const std::string& w) { return std::find(has.begin(), has.end(), w) != has.end(); });
      if (all && !wanted.empty()) add_unique(values, std::string(column.folded(ordinal)));
    }
  }
  return values;
}

PlanNode Planner::field(const AstNode& ast) {
  const FieldRow& row = field_row(ast.field);
  PlanNode filter;
  filter.kind = PlanKind::kFilter;
  if (row.match == ValueMatch::kWords && !ast.quoted) {
    for (const std::string& value : values_with_words(ast.field, ast.value))
      filter.terms.push_back(filter_term(value_term(row, value)));
  } else {
    filter.terms.push_back(filter_term(value_term(row, ast.value)));
  }
  for (const PlanTerm& term : filter.terms) filter.estimate += term.documents;
  if (filter.estimate == 0) filter.kind = PlanKind::kNothing;
  return filter;
}

PlanNode Planner::group(const AstNode& ast, PlanKind kind) {
  PlanNode group;
  group.kind = kind;
  group.estimate = kind == PlanKind::kAnd ? snapshot_->documents() : 0;
  group.running_text = kind == PlanKind::kOr && match_any_ && !ast.synonyms;
  group.best_only = ast.synonyms;
  for (const AstNode& child : ast.children) {
    PlanNode made = node(child);
    if (group.running_text && is_function_word(child)) continue;
    if (kind == PlanKind::kOr) group.estimate += made.estimate;
    if (kind == PlanKind::kAnd && made.kind != PlanKind::kNot) group.estimate = std::min(group.estimate, made.estimate);
    group.children.push_back(std::move(made));
  }
  return group;
}

PlanNode Planner::node(const AstNode& ast) {
  switch (ast.kind) {
    case NodeKind::kAll: break;
    case NodeKind::kWord: return ast.words[0].exact ? sequence(ast) : plain_word(ast);
    case NodeKind::kSequence: return sequence(ast);
    case NodeKind::kPrefix: return prefix(ast);
    case NodeKind::kField: return field(ast);
    case NodeKind::kDates: {
      PlanNode dates;
      dates.kind = PlanKind::kDates;
      dates.dates = PublishedRange(ast.from_utc, ast.to_utc, time_zone_);
      dates.estimate = snapshot_->documents();
      return dates;
    }
    case NodeKind::kAnd: return group(ast, PlanKind::kAnd);
    case NodeKind::kOr: return group(ast, PlanKind::kOr);
    case NodeKind::kNot: {
      PlanNode none = group(ast, PlanKind::kNot);
      none.estimate = snapshot_->documents();
      return none;
    }
  }
  PlanNode all;
  all.estimate = snapshot_->documents();
  return all;
}

}  // namespace newshound
