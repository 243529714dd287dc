#include "indexer/media_topics.h"

#include <algorithm>
#include <iterator>

namespace newshound {
namespace {

struct Row {
  std::string_view code, name;
};

// Sorted by code.
constexpr Row kTopics[] = {
    {"01000000", "arts, culture, entertainment and media"},
    {"02000000", "crime, law and justice"},
    {"03000000", "disaster, accident and emergency incident"},
    {"04000000", "economy, business and finance"},
    {"05000000", "education"},
    {"06000000", "environment"},
    {"07000000", "health"},
    {"08000000", "human interest"},
    {"09000000", "labour"},
    {"10000000", "lifestyle and leisure"},
    {"11000000", "politics and government"},
    {"12000000", "religion"},
    {"13000000", "science and technology"},
    {"14000000", "society"},
    {"15000000", "sport"},
    {"16000000", "conflict, war and peace"},
    {"17000000", "weather"},
    {"20000002", "arts and entertainment"},
    {"20000038", "culture"},
    {"20000045", "mass media"},
    {"20000053", "act of terror"},
    {"20000056", "armed conflict"},
    {"20000065", "civil unrest"},
    {"20000070", "coup d'etat"},
    {"20000071", "massacre"},
    {"20000073", "peace process"},
    {"20000077", "post-war reconstruction"},
    {"20000082", "crime"},
    {"20000106", "judiciary"},
    {"20000121", "law"},
    {"20000129", "law enforcement"},
    {"20000139", "accident and emergency incident"},
    {"20000148", "disaster"},
    {"20000168", "emergency response"},
    {"20000170", "business information"},
    {"20000209", "products and services"},
    {"20000344", "economy"},
    {"20000349", "business enterprise"},
    {"20000385", "market and exchange"},
    {"20000398", "parents group"},
    {"20000399", "religious education"},
    {"20000400", "school"},
    {"20000410", "social learning"},
    {"20000412", "curriculum"},
    {"20000413", "educational testing and examinations"},
    {"20000414", "entrance examination"},
    {"20000415", "students"},
    {"20000416", "teachers"},
    {"20000418", "climate change"},
    {"20000420", "conservation"},
    {"20000424", "environmental pollution"},
    {"20000430", "natural resource"},
    {"20000441", "nature"},
    {"20000446", "disease and condition"},
    {"20000461", "health facility"},
    {"20000463", "health organisation"},
    {"20000464", "health treatment and procedure"},
    {"20000480", "government health care"},
    {"20000483", "health insurance"},
    {"20000484", "private health care"},
    {"20000485", "medical profession"},
    {"20000498", "award and prize"},
    {"20000499", "record and achievement"},
    {"20000501", "ceremony"},
    {"20000503", "human mishap"},
    {"20000504", "high society"},
    {"20000505", "celebrity"},
    {"20000509", "employment"},
    {"20000521", "employment legislation"},
    {"20000523", "labour market"},
    {"20000524", "labour relations"},
    {"20000531", "retirement"},
    {"20000533", "unemployment"},
    {"20000536", "unions"},
    {"20000538", "leisure"},
    {"20000565", "lifestyle"},
    {"20000574", "election"},
    {"20000587", "fundamental rights"},
    {"20000593", "government"},
    {"20000621", "government policy"},
    {"20000638", "international relations"},
    {"20000646", "non-governmental organisation (NGO)"},
    {"20000648", "political prisoners and dissenters"},
    {"20000657", "belief systems"},
    {"20000688", "religious conflict"},
    {"20000690", "religious festival and holiday"},
    {"20000696", "religious ritual"},
    {"20000697", "religious facility"},
    {"20000702", "relations between religion and government"},
    {"20000703", "religious leader"},
    {"20000705", "religious text"},
    {"20000710", "biomedical science"},
    {"20000715", "mathematics"},
    {"20000717", "natural science"},
    {"20000735", "scientific research"},
    {"20000741", "scientific institution"},
    {"20000742", "social sciences"},
    {"20000755", "scientific standards"},
    {"20000756", "technology and engineering"},
    {"20000768", "communities"},
    {"20000770", "demographics"},
    {"20000771", "immigration"},
    {"20000772", "emigration"},
    {"20000775", "discrimination"},
    {"20000780", "family"},
    {"20000788", "demographic group"},
    {"20000799", "social condition"},
    {"20000802", "social problem"},
    {"20000808", "values"},
    {"20000817", "welfare"},
    {"20000822", "competition discipline"},
    {"20001103", "disciplinary action in sport"},
    {"20001104", "drug use in sport"},
    {"20001108", "sport event"},
    {"20001124", "sport industry"},
    {"20001125", "sport organisation"},
    {"20001126", "sport venue"},
    {"20001128", "weather forecast"},
    {"20001129", "weather phenomena"},
    {"20001130", "weather statistic"},
    {"20001131", "weather warning"},
    {"20001148", "sports transaction"},
    {"20001216", "vocational education"},
    {"20001217", "educational grading"},
    {"20001237", "anniversary"},
    {"20001238", "birthday"},
    {"20001301", "sport achievement"},
    {"20001323", "sports coaching"},
    {"20001324", "sports management and ownership"},
    {"20001325", "sports officiating"},
    {"20001337", "online and remote learning"},
    {"20001339", "wellness"},
    {"20001358", "public health"},
    {"20001361", "cyber warfare"},
    {"20001373", "diversity, equity and inclusion"},
    {"20001374", "sustainability"},
    {"20001377", "war victims"},
};

constexpr std::string_view kPrefixes[] = {"medtop:",
                                          "subj:",
                                          "http://cv.iptc.org/newscodes/mediatopic/",
                                          "https://cv.iptc.org/newscodes/mediatopic/",
                                          "http://cv.iptc.org/newscodes/subjectcode/",
                                          "https://cv.iptc.org/newscodes/subjectcode/"};

std::string_view digits_of(std::string_view code) {
  for (const std::string_view prefix : kPrefixes)
    if (code.starts_with(prefix)) code.remove_prefix(prefix.size());
  return code.size() == 8 && code.find_first_not_of("0123456789") == std::string_view::npos ? code : std::string_view();
}

}  // namespace

std::string_view media_topic_name(std::string_view code) {
  const std::string_view digits = digits_of(code);
  const auto* found = std::lower_bound(std::begin(kTopics), std::end(kTopics), digits,
                                       [](const Row& row, std::string_view wanted) { return row.code < wanted; });
  return found != std::end(kTopics) && found->code == digits ? found->name : std::string_view();
}

bool is_media_topic_code(std::string_view code) { return !digits_of(code).empty(); }

}  // namespace newshound
