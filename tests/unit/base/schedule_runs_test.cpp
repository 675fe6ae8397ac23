// How often schedules run, by table.
#include "base/schedule_runs.hpp"

#include "support/catch.hpp"

namespace placer::test {

TEST_CASE("the runs of a month follow from a schedule") {
  struct Row {
    std::string_view schedule;
    Interval runs;
  };
  static constexpr Row table[] = {
      {"*/5 * * * *", {8760, 8760}},
      {"0 3 * * *", {30, 30}},
      {"0 0 1 * *", {1, 1}},
      {"0 0 31 * *", {0, 1}},
      {"0 0 1 1 *", {0, 1}},
      {"0 9-17 * * mon-fri", {180, 207}},
      {"30 6 * * 1", {4, 5}},
      {"0 0 * * 0-6", {30, 30}},
      {"0 0 1,15 * *", {2, 2}},
      {"0 0 1 * mon", {4, 6}},
      {"0 0 */2 * mon", {0, 5}},
      {"0,30 */6 * * *", {243, 243}},
      {"0 0 1 */3 *", {0, 1}},
      {"CRON_TZ=Europe/Berlin 0 3 * * *", {30, 30}},
      {"@hourly", {730, 730}},
      {"@weekly", {4, 5}},
      {"@every 1h30m", {487, 487}},
      {"@every 7h", {104, 104}},
      {"rate(5 minutes)", {8760, 8760}},
      {"rate(1 day)", {30, 30}},
      {"rate(7 days)", {4, 5}},
      {"rate(9000000 days)", {0, 1}},
      {"cron(0 10 * * ? *)", {30, 30}},
      {"cron(0/15 * * * ? *)", {2920, 2920}},
      {"cron(0 18 ? * MON-FRI *)", {20, 23}},
      {"cron(0 9 ? * 7 *)", {4, 5}},
      {"cron(0 20-2 * * ? *)", {213, 213}},
      {"cron(0 20-2/3 * * ? *)", {91, 91}},
      {"cron(0 9 ? * SAT-SUN *)", {8, 10}},
      {"cron(0 9 * NOV-FEB ? *)", {10, 11}},
      {"cron(0 9 L * ? *)", {1, 1}},
      {"cron(0 9 3W * ? *)", {1, 1}},
      {"cron(0 9 ? * L *)", {4, 5}},
      {"cron(0 9 ? * 2#1 *)", {0, 5}},
      {"rate(1 day); cron(0 9 1 * ? *)", {31, 31}},
  };
  for (const Row& row : table) {
    CAPTURE(row.schedule);
    const auto runs = runs_a_month(row.schedule);
    REQUIRE(runs.has_value());
    CHECK(runs->low == row.runs.low);
    CHECK(runs->high == row.runs.high);
  }
}

TEST_CASE("the time between runs is one number only where all are the same") {
  struct Row {
    std::string_view schedule;
    std::int64_t shortest, longest;  // minutes; 0: without an end
  };
  static constexpr Row table[] = {
      {"*/5 * * * *", 5, 5},
      {"rate(1 minute)", 1, 1},
      {"rate(2 hours)", 120, 120},
      {"@every 1h30m", 90, 90},
      {"@hourly", 60, 60},
      {"CRON_TZ=Europe/Berlin 0 3 * * *", 1440, 1440},
      {"*/7 * * * *", 4, 7},
      {"0,30 */6 * * *", 30, 330},
      {"*/5 8-17 * * mon-fri", 5, 0},
      {"*/5 * * 3 *", 5, 0},
      {"0 0 1 * *", 1440, 0},
      {"cron(0/15 * * * ? *)", 15, 15},
      {"cron(0/15 8-17 ? * MON-FRI *)", 15, 0},
      {"rate(1 day); cron(0 9 1 * ? *)", 0, 1440},
  };
  constexpr std::int64_t minute = 60'000;
  for (const Row& row : table) {
    CAPTURE(row.schedule);
    const auto gap = gap_between_runs(row.schedule);
    REQUIRE(gap.has_value());
    CHECK(gap->low == row.shortest * minute);
    CHECK(gap->high == (row.longest == 0 ? unbounded : row.longest * minute));
  }
  CHECK(!gap_between_runs("at(2026-12-01T00:00:00)").has_value());
}

TEST_CASE("where a schedule does not say how often it runs nothing follows") {
  const std::string_view schedule = GENERATE(values<std::string_view>(
      {"", "every night", "61 * * * *", "rate(5 weeks)", "@every -1h", "@every 0s", "at(2026-12-01T03:00:00)",
       "cron(0 9 3 JAN ? 2026)", "0 3 * * *; every night", "0 3 * * *;"}));
  CAPTURE(schedule);
  CHECK(!runs_a_month(schedule).has_value());
}

}  // namespace placer::test
