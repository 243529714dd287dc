// A window of pages is judged as a whole and, where it has several languages, language by language: a form in German may be on
// every German page and on few of all. Judging (boilerplate_judge.h) works on keys; the texts behind those that it names are then
// read from the pages again. Test: tests/unit/indexer/boilerplate_test.cpp.
#include "indexer/boilerplate_learner.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "indexer/boilerplate_judge.h"
#include "indexer/boilerplate_pieces.h"
#include "indexer/page_phrases.h"
#include "indexer/text_page.h"

namespace newshound {
namespace {

struct Window {
  std::vector<StudiedPage> pages;
  std::vector<std::uint32_t> numbers;  // of the pages, for reading them again
  std::size_t pieces = 0;
};

StudiedPage study(const Article& article) {
  StudiedPage page;
  page.published = article.published.seconds_utc;
  page.language = article.language.substr(0, article.language.find('-'));
  for (const std::string* text : {&article.standfirst, &article.body}) {
    for (const std::string_view paragraph : paragraphs_of(*text)) {
      if (page.paragraphs.size() + page.sentences.size() >= kPagePieces) return page;
      const TextPiece whole = text_piece(paragraph, PieceKind::kParagraph, article);
      if (whole.key == 0) continue;
      const std::vector<std::string_view> sentences = sentences_of(paragraph);
      for (const std::string_view sentence : sentences) {
        const TextPiece piece = text_piece(sentence, PieceKind::kSentence, article);
        if (piece.key == 0 || piece.words < kShortWords) continue;
        page.sentences.push_back({piece, static_cast<std::uint32_t>(page.paragraphs.size()), sentences.size() > 1});
      }
      page.paragraphs.push_back(
          {whole, is_like_form(std::string(paragraph)) || is_boilerplate_line({paragraph, whole.words, 0, whole.sentence})});
    }
  }
  return page;
}

// The text of a page behind a key.
std::string text_behind(const Article& article, const JudgedPiece& judged) {
  const PieceKind kind = judged.sentence ? PieceKind::kSentence : PieceKind::kParagraph;
  for (const std::string* text : {&article.standfirst, &article.body}) {
    for (const std::string_view paragraph : paragraphs_of(*text)) {
      const std::vector<std::string_view> parts =
          judged.sentence ? sentences_of(paragraph) : std::vector<std::string_view>{paragraph};
      for (const std::string_view part : parts) {
        const TextPiece piece = text_piece(part, kind, article);
        if ((judged.varies ? piece.varied : piece.key) != judged.key) continue;
        const std::size_t first = part.find_first_not_of(" \n");
        const std::string_view shown = part.substr(first, part.find_last_not_of(" \n") - first + 1);
        return judged.varies ? with_placeholders(shown, article) : std::string(shown);
      }
    }
  }
  return {};
}

void judge_window(const Window& window, const std::function<Article(std::size_t)>& read, Boilerplate& boilerplate) {
  std::map<std::string, std::vector<std::uint32_t>> languages;
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < window.pages.size(); ++i) {
    all.push_back(i);
    languages[window.pages[i].language].push_back(i);
  }
  std::vector<JudgedPiece> judged = judge_pages(window.pages, all);
  if (languages.size() > 1) {
    for (const auto& [language, pages] : languages) {
      const std::vector<JudgedPiece> more = judge_pages(window.pages, pages);
      judged.insert(judged.end(), more.begin(), more.end());
    }
  }
  std::stable_sort(judged.begin(), judged.end(), [](const auto& a, const auto& b) { return a.page < b.page; });
  Article article;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (i == 0 || judged[i].page != judged[i - 1].page) article = read(window.numbers[judged[i].page]);
    const JudgedPiece& piece = judged[i];
    boilerplate.add({article.outlet, text_behind(article, piece), piece.pages, piece.of, piece.sentence, piece.varies});
  }
}

}  // namespace

void learn_boilerplate(std::span<const std::uint32_t> pages, const std::function<Article(std::size_t)>& read,
                       const std::function<void()>& poll, Boilerplate& boilerplate) {
  if (pages.size() < kMinLearningPages) return;
  Window window;
  const auto close = [&] {
    poll();
    judge_window(window, read, boilerplate);
    window = {};
  };
  for (const std::uint32_t number : pages) {
    window.pages.push_back(study(read(number)));
    window.numbers.push_back(number);
    window.pieces += window.pages.back().paragraphs.size() + window.pages.back().sentences.size();
    if (window.pages.size() >= kWindowPages || window.pieces >= kWindowPieces) close();
  }
  close();
}

}  // namespace newshound
