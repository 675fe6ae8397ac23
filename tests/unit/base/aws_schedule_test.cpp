// Schedules of EventBridge by table: what its rules and its scheduler take, and what is wrong with the rest.
#include "base/aws_schedule.hpp"

#include "support/catch.hpp"

namespace placer::test {

TEST_CASE("schedules of EventBridge are taken") {
  const std::string_view schedule =
      GENERATE(values<std::string_view>({"rate(1 minute)",
                                         "rate(5 minutes)",
                                         "rate(1 hour)",
                                         "rate(7 days)",
                                         "cron(0 10 * * ? *)",
                                         "cron(15 12 * * ? *)",
                                         "cron(0 18 ? * MON-FRI *)",
                                         "cron(0 8 1 * ? *)",
                                         "cron(0/15 * * * ? *)",
                                         "cron(0/5 8-17 ? * MON-FRI *)",
                                         "cron(0 9 ? * 2#1 *)",
                                         "cron(0 9 ? * 5L *)",
                                         "cron(0 9 ? * L *)",
                                         "cron(0 9 L * ? *)",
                                         "cron(0 9 LW * ? *)",
                                         "cron(0 9 3W JAN ? 2026)",
                                         "cron(0 9 ? JAN,FEB WED,FRI 2026-2030)",
                                         "cron(0  9 ? * 7 *)",
                                         "cron(0 20-2 * * ? *)",
                                         "cron(0 9 ? NOV-FEB SAT-SUN *)"}));
  CAPTURE(schedule);
  CHECK(aws_schedule_mistake(schedule, true) == "");
  CHECK(aws_schedule_mistake(schedule, false) == "");
}

TEST_CASE("what is wrong with a schedule of EventBridge is said") {
  struct Row {
    std::string_view schedule, mistake;
  };
  static constexpr Row table[] = {
      {"rate(0 minutes)", "`0` is no number above zero"},
      {"rate(-5 minutes)", "`-5` is no number above zero"},
      {"rate(five minutes)", "`five` is no number above zero"},
      {"rate(5)", "a rate is a number and a unit"},
      {"rate(5 weeks)", "`weeks` is none of minutes, hours and days"},
      {"rate(1 minutes)", "it is 1 minute"},
      {"rate(5 minute)", "it is 5 minutes"},
      {"cron(0 25 * * ? *)", "25 is above 23, the last hour"},
      {"cron(60 5 * * ? *)", "60 is above 59, the last minute"},
      {"cron(0 5 * * * *)", "of the day of the month and the day of the week, one and only one is `?`"},
      {"cron(0 5 ? * ? *)", "of the day of the month and the day of the week, one and only one is `?`"},
      {"cron(0 5 1 * 2 *)", "of the day of the month and the day of the week, one and only one is `?`"},
      {"cron(0 5 * * ?)",
       "there are 5 fields instead of six: minute, hour, day of the month, month, day of the week, year"},
      {"cron(? 5 * * ? *)", "`?` is no minute"},
      {"cron(0 5 0 * ? *)", "0 is below 1, the first day of the month"},
      {"cron(0 5 ? * 0 *)", "0 is below 1, the first day of the week"},
      {"cron(0 5 ? * 8#1 *)", "8 is above 7, the last day of the week"},
      {"cron(0 5 40W * ? *)", "40 is above 31, the last day of the month"},
      {"cron(0 5 * 13 ? *)", "13 is above 12, the last month"},
      {"cron(0 5 * * ? 1900)", "1900 is below 1970, the first year"},
      {"cron(0 5 * * ? 2030-2026)", "`2030-2026` ends before it begins"},
      {"0 5 * * *", "it is neither cron(...) nor rate(...)"},
      {"", "it is neither cron(...) nor rate(...)"},
      {"every(5 minutes)", "it is neither cron(...) nor rate(...)"},
      {"rate(5 minutes", "it is neither cron(...) nor rate(...)"},
  };
  for (const Row& row : table) {
    CAPTURE(row.schedule);
    CHECK(aws_schedule_mistake(row.schedule, true) == row.mistake);
  }
}

TEST_CASE("the scheduler of EventBridge takes a single time too") {
  CHECK(aws_schedule_mistake("at(2026-12-01T03:00:00)", false) == "");
  CHECK(aws_schedule_mistake("at(2026-12-01T03:00:00)", true) == "it is neither cron(...) nor rate(...)");
  CHECK(aws_schedule_mistake("at(2024-02-29T23:59:59)", false) == "");
  CHECK(aws_schedule_mistake("at(2030-13-01T00:00:00)", false) == "there is no day 2030-13-01");
  CHECK(aws_schedule_mistake("at(2030-02-29T00:00:00)", false) == "there is no day 2030-02-29");
  CHECK(aws_schedule_mistake("at(2030-01-01T24:00:00)", false) == "there is no time 24:00:00");
  for (const char* text :
       {"", "2030-01-01", "2030-01-01 00:00:00", "2030-01-01T00:00:00Z", "2030-1-1T00:00:00"})
    CHECK(aws_schedule_mistake("at(" + std::string(text) + ")", false) ==
          "`" + std::string(text) + "` is no moment like 2026-12-01T03:00:00");
  CHECK(aws_schedule_mistake("rate(1 minutes)", false) == "");
}

}  // namespace placer::test
