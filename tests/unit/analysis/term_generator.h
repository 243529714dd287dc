// What Xapian's TermGenerator makes of a text: the oracle of the tokenizer and the stemmers. Tests only.
#pragma once

#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace newshound {

struct GeneratedTerms {
  std::vector<std::string> words;  // unstemmed terms in the order of their positions
  std::vector<std::string> stems;  // Z terms without the Z, sorted
};

// `language` is a name that Xapian::Stem knows, or "none".
inline GeneratedTerms generate_terms(std::string_view text, const std::string& language = "none") {
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem(language));
  Xapian::Document document;
  generator.set_document(document);
  generator.index_text(std::string(text));
  GeneratedTerms made;
  std::map<Xapian::termpos, std::string> by_position;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string name = *term;
    if (term.positionlist_begin() == term.positionlist_end()) {
      made.stems.push_back(name.substr(1));
      continue;
    }
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) by_position[*at] = name;
  }
  for (auto& [position, word] : by_position) made.words.push_back(std::move(word));
  return made;
}

}  // namespace newshound
