// A paragraph goes if it is an entry; else the sentences at its beginning and its end go that are. A short line that ends as a
// sentence ("Yes.") goes only beside something that went: inside an interview it is an answer. Test:
// tests/unit/indexer/boilerplate_test.cpp.
#include "indexer/boilerplate.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/fold.h"
#include "analysis/normalizer.h"
#include "indexer/boilerplate_pieces.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using Json = nlohmann::ordered_json;

struct Cut {
  std::string_view text;   // what is left of a paragraph
  bool touched = false;    // something of it went
  bool uncertain = false;  // goes if its neighbour is touched
};

std::string line_of(const BoilerplateEntry& entry) {
  Json json = {{"outlet", entry.outlet}, {"text", entry.text}, {"pages", entry.pages}, {"of", entry.of}};
  if (entry.sentence) json["sentence"] = true;
  if (entry.varies) json["varies"] = true;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// The entry of a line; an empty message of an error is a message still to be written.
Result<BoilerplateEntry> entry_of(std::string_view line) {
  const auto bad = [](std::string message) {
    return tl::unexpected(Error{ErrorCode::kUnreadableInput, std::move(message), {}, std::nullopt});
  };
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return bad("is no JSON object");
  BoilerplateEntry entry;
  for (const auto& [name, value] : json.items()) {
    if ((name == "outlet" || name == "text") && value.is_string()) {
      (name == "text" ? entry.text : entry.outlet) = normalize(value.get<std::string>());
    } else if ((name == "pages" || name == "of") && value.is_number_unsigned() && value.get<std::uint64_t>() <= UINT32_MAX) {
      (name == "of" ? entry.of : entry.pages) = value.get<std::uint32_t>();
    } else if ((name == "sentence" || name == "varies") && value.is_boolean()) {
      (name == "varies" ? entry.varies : entry.sentence) = value.get<bool>();
    } else {
      return bad(fmt::format("\"{}\" is no member of such a line, or of another type", name));
    }
  }
  if (!json.contains("outlet") || entry.text.empty()) return bad("needs \"outlet\" and \"text\"");
  return entry;
}

// From both sides to the middle, so that a run of them goes.
void settle(std::vector<Cut>& cuts) {
  const auto follow = [](Cut& cut, const Cut& neighbour) {
    if (!cut.uncertain || !neighbour.touched) return;
    cut = {{}, true, false};
  };
  for (std::size_t i = 1; i < cuts.size(); ++i) follow(cuts[i], cuts[i - 1]);
  for (std::size_t i = cuts.size(); i-- > 1;) follow(cuts[i - 1], cuts[i]);
}

}  // namespace

Result<Boilerplate> Boilerplate::parse(std::string_view text, std::string_view where) {
  Boilerplate boilerplate;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto entry = entry_of(line);
    if (!entry)
      return tl::unexpected(
          Error{entry.error().code,
                fmt::format("{}:{}: {}; a line is like {{\"outlet\":\"Harbour Post\",\"text\":\"Sign up now.\"}}", where, number,
                            entry.error().message),
                {},
                std::nullopt});
    boilerplate.add(std::move(*entry));
  }
  return boilerplate;
}

void Boilerplate::add(BoilerplateEntry entry) {
  const PieceKind kind = entry.sentence ? PieceKind::kSentence : PieceKind::kParagraph;
  const std::uint64_t key = kept_key(entry.text, kind, entry.varies);
  if (key == 0) return;
  auto& entries = outlets_[fold_value(entry.outlet)].entries;
  const auto [found, fresh] = entries.try_emplace(key, entry);
  if (!fresh && entry.pages > found->second.pages) found->second = std::move(entry);
}

std::size_t Boilerplate::size() const {
  std::size_t size = 0;
  for (const auto& [name, outlet] : outlets_) size += outlet.entries.size();
  return size;
}

std::vector<BoilerplateEntry> Boilerplate::entries() const {
  std::vector<std::pair<std::string_view, const BoilerplateEntry*>> sorted;
  for (const auto& [name, outlet] : outlets_)
    for (const auto& [key, entry] : outlet.entries) sorted.emplace_back(name, &entry);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    if (a.second->pages != b.second->pages) return a.second->pages > b.second->pages;
    return a.second->text != b.second->text ? a.second->text < b.second->text : a.second->sentence < b.second->sentence;
  });
  std::vector<BoilerplateEntry> entries;
  entries.reserve(sorted.size());
  for (const auto& [name, entry] : sorted) entries.push_back(*entry);
  return entries;
}

std::string Boilerplate::text() const {
  std::vector<BoilerplateEntry> all = entries();
  std::string text;
  for (const BoilerplateEntry& entry : all) text += line_of(entry);
  if (text.size() <= kMaxBoilerplateBytes) return text;
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.pages > b.pages; });
  text.clear();
  for (const BoilerplateEntry& entry : all) {
    const std::string line = line_of(entry);
    if (text.size() + line.size() > kMaxBoilerplateBytes) break;
    text += line;
  }
  return text;
}

bool Boilerplate::strip(Article& page) const {
  const auto outlet = outlets_.find(fold_value(page.outlet));
  if (outlet == outlets_.end()) return false;
  const auto& entries = outlet->second.entries;
  const auto known = [&](const TextPiece& piece) {
    return piece.key != 0 && (entries.contains(piece.key) || (piece.varied != 0 && entries.contains(piece.varied)));
  };
  const auto cut_of = [&](std::string_view paragraph) -> Cut {
    const TextPiece whole = text_piece(paragraph, PieceKind::kParagraph, page);
    if (known(whole)) {
      const bool uncertain = whole.words < kShortWords && whole.sentence;
      return uncertain ? Cut{paragraph, false, true} : Cut{{}, true, false};
    }
    const std::vector<std::string_view> sentences = sentences_of(paragraph);
    const auto goes = [&](std::string_view sentence) { return known(text_piece(sentence, PieceKind::kSentence, page)); };
    const auto first = std::find_if_not(sentences.begin(), sentences.end(), goes);
    const auto last = std::find_if_not(sentences.rbegin(), std::make_reverse_iterator(first), goes).base();
    if (first == sentences.begin() && last == sentences.end()) return {paragraph, false, false};
    if (first == last) return {{}, true, false};
    const std::size_t begin = static_cast<std::size_t>(first->data() - paragraph.data());
    const std::string_view end = *(last - 1);
    std::string_view left = paragraph.substr(begin, static_cast<std::size_t>(end.data() + end.size() - paragraph.data()) - begin);
    left.remove_prefix(std::min(left.find_first_not_of(" \n"), left.size()));
    return {left, true, false};
  };
  bool any = false;
  for (std::string* text : {&page.standfirst, &page.body}) {
    std::vector<Cut> cuts;
    for (const std::string_view paragraph : paragraphs_of(*text)) cuts.push_back(cut_of(paragraph));
    if (std::none_of(cuts.begin(), cuts.end(), [](const Cut& cut) { return cut.touched; })) continue;
    settle(cuts);
    std::string kept;
    for (const Cut& cut : cuts)
      if (!cut.text.empty()) kept.append(kept.empty() ? "" : "\n\n").append(cut.text);
    *text = std::move(kept);
    any = true;
  }
  return any;
}

}  // namespace newshound
