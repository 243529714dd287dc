// Any bytes are a file of rules for topics: an error that says something, or rules of which a table is made that meets words.
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/topic_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rules = newshound::TopicRules::parse(text, "topics.toml");
  if (!rules) {
    if (rules.error().message.empty()) std::abort();
    return 0;
  }
  const newshound::TopicTable table(*rules, "en", newshound::StemExceptions::built_in());
  newshound::TopicScorer scorer;
  scorer.begin();
  std::uint32_t position = 0;
  for (const newshound::TopicRules::Term& term : rules->terms("en")) {
    for (const std::string& form : term.forms) {
      const std::string stems[] = {form};
      const std::uint16_t cue = table.cue(form, stems);
      if (cue != 0) scorer.see(cue, position, false);
      ++position;
    }
  }
  if (scorer.topics(table, position + 1).size() > rules->settings().most) std::abort();
  return 0;
}
