#include "analysis/stem_exceptions.h"

#include <algorithm>
#include <array>

namespace newshound {
namespace {

struct Family {
  std::string_view stem, forms;  // forms divided by single spaces
};

// Each was tried against Porter 2: the comment says what it is kept apart from, or joined with.
constexpr std::array kEnglish{
    Family{"universe", "universe universes"},           // university, universal
    Family{"university", "university universities"},    //
    Family{"universal", "universal universally"},       //
    Family{"organic", "organic organics organically"},  // organ
    Family{"organiz",                                   // organ; both spellings are one
           "organization organizations organizational organize organizes organized organizing organizer organizers organisation "
           "organisations organisational organise organises organised organising organiser organisers"},
    Family{"international", "international internationally"},     // intern, internal
    Family{"internal", "internal internally"},                    // intern, international
    Family{"important", "important importantly importance"},      // import
    Family{"authority", "authority authorities"},                 // author
    Family{"animal", "animal animals"},                           // animation
    Family{"capitalism", "capitalism capitalist capitalists"},    // capital
    Family{"customs", "customs"},                                 // custom
    Family{"customer", "customer customers"},                     // custom
    Family{"executive", "executive executives"},                  // execute, execution
    Family{"experience", "experience experiences experienced"},   // experiment
    Family{"paste", "paste pastes pasted"},                       // past
    Family{"several", "several"},                                 // severe
    Family{"heroine", "heroine heroines"},                        // heroin
    Family{"marinate", "marinate marinated marinates"},           // marine
    Family{"minority", "minority minorities"},                    // minor
    Family{"objective", "objective objectives"},                  // object
    Family{"physics", "physics physicist physicists"},            // physical
    Family{"probate", "probate"},                                 // probation
    Family{"nationality", "nationality nationalities"},           // nation
    Family{"rational", "rational rationally rationality"},        // ration
    Family{"humane", "humane humanely"},                          // human
    Family{"morale", "morale"},                                   // moral
    Family{"positive", "positive positively positives"},          // position
    Family{"patently", "patently"},                               // patent
    Family{"dye", "dye dyes dyed"},                               // die
    Family{"apartment", "apartment apartments"},                  // apart
    Family{"department", "department departments departmental"},  // depart
    Family{"competent", "competent competently competence"},      // compete
    Family{"conservative", "conservative conservatives"},         // conserve
    Family{"negative", "negative negatively negatives"},          // negate
    Family{"emergency", "emergency emergencies"},                 // emerge
    Family{"informal", "informal informally"},                    // inform
    Family{"bus", "bus buses busses"},                            // two stems otherwise
    Family{"gas", "gas gases gasses"},                            // likewise
};

using Exceptions = std::unordered_map<std::string_view, std::string_view>;

}  // namespace

const Exceptions& stem_exceptions(std::string_view language) {
  static const Exceptions none;
  static const Exceptions english = [] {
    Exceptions made;
    for (const Family& family : kEnglish) {
      for (std::size_t begin = 0; begin < family.forms.size();) {
        const std::size_t end = std::min(family.forms.find(' ', begin), family.forms.size());
        made.emplace(family.forms.substr(begin, end - begin), family.stem);
        begin = end + 1;
      }
    }
    return made;
  }();
  return language == "en" ? english : none;
}

std::string stem_exceptions_text() {
  std::string text;
  for (const Family& family : kEnglish) text.append("en ").append(family.stem).append(": ").append(family.forms).append("\n");
  return text;
}

}  // namespace newshound
