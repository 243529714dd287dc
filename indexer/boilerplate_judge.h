// Which paragraphs and sentences of some pages are repeated: the rules, on keys alone. Pages that say what an earlier one says
// (an update, an agency's text under a second address) have no vote
// beside it. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "indexer/boilerplate_pieces.h"

namespace newshound {

struct StudiedSentence {
  TextPiece piece;
  std::uint32_t paragraph = 0;  // place in StudiedPage::paragraphs
  bool glued = false;           // not the only sentence of it
};

struct StudiedParagraph {
  TextPiece piece;
  bool like_form = false;  // lists of phrases take it for a form or a notice
};

struct StudiedPage {
  std::vector<StudiedParagraph> paragraphs;
  std::vector<StudiedSentence> sentences;  // of kShortWords words or more
  std::string language;
  std::int64_t published = 0;  // kUndated if unknown
};

struct JudgedPiece {
  std::uint64_t key = 0;            // TextPiece::varied if it varies
  std::uint32_t page = 0;           // one that has it
  std::uint32_t pages = 0, of = 0;  // that have it, of those that voted
  bool sentence = false, varies = false;
};

// What the pages numbered by `some` repeat, the most frequent first.
[[nodiscard]] std::vector<JudgedPiece> judge_pages(std::span<const StudiedPage> pages, std::span<const std::uint32_t> some);

}  // namespace newshound
