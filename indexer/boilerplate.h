// What the pages of an outlet repeat: paywall forms, legal lines, newsletter calls. Learned by `build` (boilerplate_learner.h),
// kept with the index, left out of every page that comes in; never of a structured article. Pages without an outlet share the
// name "". Its file has a JSON object a line, by outlet, the most frequent first:
//   {"outlet":"Harbour Post","text":"Complete the form to unlock this article.","pages":48,"of":50}
//   {"outlet":"Harbour Post","text":"You have 3 free articles left.","pages":41,"of":50,"varies":true}
// A person may write one too: "outlet" and "text" are enough. A plain value; threads may share it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "schemas/article.h"
#include "schemas/error.h"

namespace newshound {

struct BoilerplateEntry {
  std::string outlet;       // as shown
  std::string text;         // a paragraph; {title} and {author} stand for those of the page
  std::uint32_t pages = 0;  // that have it,
  std::uint32_t of = 0;     // of those that were looked at
  bool sentence = false;    // a sentence, which goes from the beginning or the end of a paragraph too
  bool varies = false;      // goes with any numbers, title and authors

  friend bool operator==(const BoilerplateEntry&, const BoilerplateEntry&) = default;
};

class Boilerplate {
 public:
  // The error is "WHERE:LINE: what is wrong; remedy".
  [[nodiscard]] static Result<Boilerplate> parse(std::string_view text, std::string_view where);
  // Of entries that say the same of one outlet the one with more pages stays. One that has no letters is ignored.
  void add(BoilerplateEntry entry);
  // The file; empty if there is no entry. At most kMaxBoilerplateBytes: the rarest entries would be left out.
  [[nodiscard]] std::string text() const;
  // By outlet, the most frequent first.
  [[nodiscard]] std::vector<BoilerplateEntry> entries() const;
  [[nodiscard]] std::size_t size() const;

  // Leaves out of standfirst and body of an article read from a page what its outlet repeats. Returns whether anything went.
  bool strip(Article& page) const;

 private:
  struct Outlet {
    std::unordered_map<std::uint64_t, BoilerplateEntry> entries;  // by key
  };
  std::unordered_map<std::string, Outlet> outlets_;  // by folded name
};

}  // namespace newshound
