#include "schemas/moment.h"

#include <string>

#include <gtest/gtest.h>

namespace newshound {
namespace {

TEST(MomentTest, ReadsAndPrints) {
  const struct {
    std::string text, printed;  // printed is empty where the text isn't a moment
  } cases[] = {
      {"2025-07-21", "2025-07-21"},
      {"2025-07-21T16:05:00Z", "2025-07-21T16:05:00Z"},
      {"2025-07-21T16:05Z", "2025-07-21T16:05:00Z"},
      {"2025-07-21 16:05:09.25z", "2025-07-21T16:05:09Z"},
      {"2025-07-21T01:05:00+02:00", "2025-07-20T23:05:00Z"},
      {"2025-12-31T23:00:00-0530", "2026-01-01T04:30:00Z"},
      {"1936-02-29", "1936-02-29"},
      {"1969-12-31T23:59:58Z", "1969-12-31T23:59:58Z"},
      {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
      {"2025-02-29", ""},
      {"2025-13-01", ""},
      {"2025-7-21", ""},
      {"20250721", ""},
      {"2025-07-21T24:00:00Z", ""},
      {"2025-07-21T16:05:00", ""},
      {"2025-07-21T16:05:00.Z", ""},
      {"2025-07-21T16:05:00+2", ""},
      {"", ""},
      {"yesterday", ""},
      {"2025-07-21T16:05:", ""},
      {"2025-07-21T16", ""},
  };
  for (const auto& c : cases) {
    const auto moment = parse_moment(c.text);
    EXPECT_EQ(moment ? format_moment(*moment) : "", c.printed) << c.text;
  }
}

TEST(MomentTest, DateSortsAsMidnightUtc) {
  EXPECT_EQ(parse_moment("2025-07-21")->seconds_utc, parse_moment("2025-07-21T00:00:00Z")->seconds_utc);
  EXPECT_TRUE(parse_moment("2025-07-21")->date_only);
  EXPECT_EQ(format_moment(Moment{}), "");
}

}  // namespace
}  // namespace newshound
