// Any bytes as judgments and as a run: read or refused with a message; figures lie where figures may lie.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "query/evaluation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::istringstream first(text), second(text);
  const auto judgments = newshound::read_judgments(first, "qrels");
  const auto run = newshound::read_run(second, "run");
  if (!judgments && judgments.error().message.empty()) std::abort();
  if (!judgments) return 0;
  const newshound::Evaluation evaluation = newshound::evaluate(*judgments, run ? *run : newshound::Run{});
  for (const auto& query : evaluation.queries) {
    const newshound::Figures& f = query.figures;
    for (const double figure : {f.map, f.p5, f.p10, f.mrr, f.recall, f.ndcg10})
      if (!(figure >= 0 && figure <= 1.0000001)) std::abort();
  }
  return 0;
}
