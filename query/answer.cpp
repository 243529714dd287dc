#include "query/answer.h"

namespace newshound {

std::string_view sort_name(Sort sort) {
  switch (sort) {
    case Sort::kBest: return "best";
    case Sort::kRelevance: return "relevance";
    case Sort::kNewest: return "newest";
    case Sort::kOldest: return "oldest";
  }
  return "best";
}

std::string_view interval_name(Interval interval) {
  switch (interval) {
    case Interval::kDay: return "day";
    case Interval::kWeek: return "week";
    case Interval::kMonth: return "month";
    case Interval::kQuarter: return "quarter";
    case Interval::kYear: return "year";
  }
  return "month";
}

std::string_view relaxation_name(Relaxation relaxation) {
  switch (relaxation) {
    case Relaxation::kSpelling: return "spelling";
    case Relaxation::kStopWords: return "stopwords";
    case Relaxation::kAny: return "any";
    case Relaxation::kNone: break;
  }
  return {};
}

}  // namespace newshound
