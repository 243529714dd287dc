#include "indexer/posting_run.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "analysis/terms.h"
#include "indexer/scratch_file.h"
#include "indexer/sorted_merge.h"
#include "storage/glass_format.h"

namespace newshound {
namespace {

constexpr std::size_t kFlushBytes = 1u << 20;

}  // namespace

void PostingRun::add(std::uint32_t document, const BuiltDocument& built) {
  if (postings_.empty()) {
    first_document_ = document;
    values_ = std::make_unique<StringTable>();
  }
  for (const StemFrequency& of : built.stems) {
    post(stem_place(of.stem, false), document, of.frequency);
    if (of.title) post(stem_place(of.stem, true), document, 0);
  }
  for (const std::string& term : built.value_terms) post(value_place(term), document, 0);
}

std::uint32_t PostingRun::stem_place(std::uint32_t stem, bool title) {
  const std::size_t number = 2 * std::size_t{stem} + (title ? 1 : 0);
  if (number >= stem_places_.size()) stem_places_.resize(2 * std::size_t{lexicon_.stems().size()}, 0);
  std::uint32_t& place = stem_places_[number];
  if (place == 0) {
    const std::string_view text = lexicon_.stems().at(stem);
    place = new_place(title ? title_stem_term(text) : stem_term(text)) + 1;
  }
  return place - 1;
}

std::uint32_t PostingRun::value_place(const std::string& term) {
  bool fresh = false;
  const std::uint32_t number = values_->intern(term, fresh);
  if (fresh) value_places_.push_back(new_place(term));
  return value_places_[number];
}

std::uint32_t PostingRun::new_place(std::string term) {
  terms_.push_back(std::move(term));
  counts_.push_back(0);
  return static_cast<std::uint32_t>(terms_.size() - 1);
}

void PostingRun::post(std::uint32_t place, std::uint32_t document, std::uint32_t frequency) {
  postings_.push_back({place, (document - first_document_) << 8 | frequency});
  ++counts_[place];
}

std::vector<std::uint32_t> PostingRun::sorted_places() const {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(terms_.size());
  for (std::uint32_t place = 0; place < keys.size(); ++place) keys[place] = {leading_bytes(terms_[place]), place};
  std::sort(keys.begin(), keys.end(), [this](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : terms_[a.second] < terms_[b.second];
  });
  std::vector<std::uint32_t> places(keys.size());
  std::transform(keys.begin(), keys.end(), places.begin(), [](const auto& key) { return key.second; });
  return places;
}

void PostingRun::write(const std::filesystem::path& path) {
  std::vector<std::uint32_t> begins(counts_.size() + 1, 0);
  std::partial_sum(counts_.begin(), counts_.end(), begins.begin() + 1);
  std::vector<std::uint32_t> placed(postings_.size());
  std::vector<std::uint32_t> next(begins.begin(), begins.end() - 1);
  for (const Posting& posting : postings_) placed[next[posting.place]++] = posting.document;

  ScratchFile file(path);
  std::string bytes;
  for (const std::uint32_t place : sorted_places()) {
    put_glass_varint(bytes, terms_[place].size());
    bytes += terms_[place];
    put_glass_varint(bytes, counts_[place]);
    std::uint64_t sum = 0;
    for (std::uint32_t i = begins[place]; i < begins[place + 1]; ++i) sum += placed[i] & 0xffu;
    put_glass_varint(bytes, sum);
    std::uint32_t before = 0;
    for (std::uint32_t i = begins[place]; i < begins[place + 1]; ++i) {
      const std::uint32_t document = first_document_ + (placed[i] >> 8);
      put_glass_varint(bytes, document - before);
      put_glass_varint(bytes, placed[i] & 0xffu);
      before = document;
    }
    if (bytes.size() < kFlushBytes) continue;
    file.append(bytes.data(), bytes.size());
    bytes.clear();
  }
  file.append(bytes.data(), bytes.size());
  file.close();
  postings_.clear();
  terms_.clear();
  counts_.clear();
  value_places_.clear();
  std::fill(stem_places_.begin(), stem_places_.end(), 0u);
}

}  // namespace newshound
