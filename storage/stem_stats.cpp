#include "storage/stem_stats.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <xapian.h>

#include "analysis/analyzer.h"
#include "analysis/normalizer.h"
#include "analysis/terms.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

// Primary codes, most articles first.
std::vector<std::string> languages_of(const Snapshot& snapshot) {
  std::map<std::string, std::uint64_t> counts;
  for (const SegmentView& view : snapshot.segments()) {
    const OrdinalColumn& column = view.segment->columns.ordinals(Field::kLanguage);
    for (std::uint32_t d = 0; d < view.segment->documents(); ++d)
      column.for_each(d, [&](std::uint32_t ordinal) { ++counts[primary_language(column.value(ordinal))]; });
  }
  std::vector<std::string> languages;
  for (const auto& [language, count] : counts) languages.push_back(language);
  std::stable_sort(languages.begin(), languages.end(), [&](const auto& a, const auto& b) { return counts[a] > counts[b]; });
  return languages;
}

StemForms& entry_of(std::vector<StemForms>& stems, const std::string& stem) {
  const auto found = std::find_if(stems.begin(), stems.end(), [&](const StemForms& entry) { return entry.stem == stem; });
  if (found != stems.end()) return *found;
  stems.emplace_back().stem = stem;
  return stems.back();
}

void fill(const Snapshot& snapshot, StemForms& entry) {
  std::map<std::string, std::uint64_t> forms;
  for (std::size_t s = 0; s < snapshot.segments().size(); ++s) {
    entry.documents += snapshot.postings(0, s).get_termfreq(stem_term(entry.stem));
    snapshot.segments()[s].segment->vocabulary.for_each_form_of(
        entry.stem, [&](const FormEntry& form) { forms[form.form] += form.documents; });
  }
  entry.forms.assign(forms.begin(), forms.end());
  std::stable_sort(entry.forms.begin(), entry.forms.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (entry.forms.size() <= kMaxStemForms) return;
  entry.more_forms = entry.forms.size() - kMaxStemForms;
  entry.forms.resize(kMaxStemForms);
}

}  // namespace

Result<StemStats> stem_stats(const Snapshot& snapshot, std::string_view word) {
  const std::string text = normalize(word);
  Tokenizer tokenizer(text), ahead(text);
  Token token, next;
  if (!tokenizer.next(token) || (ahead.next(next) && ahead.next(next)))
    return tl::unexpected(Error{ErrorCode::kInvalidParameter,
                                fmt::format("\"{}\" is not one word; give one, such as universities", text), "stems"});
  StemStats stats{std::string(token.form), {}};
  for (const std::string& language : languages_of(snapshot)) {
    std::vector<std::string> stems;
    Analyzer(language, snapshot.stem_exceptions()).stems(token, stems);
    const bool given = snapshot.stem_exceptions().find(language, token.form) != nullptr;
    for (const std::string& stem : stems) entry_of(stats.stems, stem).languages.push_back({language, given});
  }
  FormEntry entry;
  for (const SegmentView& view : snapshot.segments()) {
    if (!view.segment->vocabulary.find(stats.form, entry)) continue;
    for (const std::uint32_t number : entry.stems) (void)entry_of(stats.stems, view.segment->vocabulary.stem(number));
  }
  try {
    for (StemForms& stem : stats.stems) fill(snapshot, stem);
  } catch (const Xapian::Error& error) {
    throw IndexError(
        IndexError::Kind::kDamaged,
        fmt::format("{}: postings can't be read: {}; run \"newshound-indexer check\", then restore a backup or rebuild",
                    snapshot.index().string(), error.get_description()));
  }
  return stats;
}

}  // namespace newshound
