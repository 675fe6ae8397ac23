// Schedules by table: what cron takes, and what is wrong with the rest.
#include "base/cron.hpp"

#include "support/catch.hpp"

namespace placer::test {

TEST_CASE("schedules of five fields and the words for them are taken") {
  const std::string_view schedule = GENERATE(values<std::string_view>({"* * * * *",
                                                                       "0 3 * * *",
                                                                       "59 23 31 12 6",
                                                                       "*/15 0-23/2 ? * mon-fri",
                                                                       "5,10,20-30/5 * * JAN,Feb sun",
                                                                       "0/5 * * * *",
                                                                       "+5 007 1 1 0",
                                                                       "0  0\t1 * *",
                                                                       "5, * * * *",
                                                                       "*/90 * * * *",
                                                                       "@yearly",
                                                                       "@annually",
                                                                       "@monthly",
                                                                       "@weekly",
                                                                       "@daily",
                                                                       "@midnight",
                                                                       "@hourly",
                                                                       "@every 1h30m",
                                                                       "@every 90s",
                                                                       "CRON_TZ=Europe/Berlin 0 3 * * *",
                                                                       "TZ=UTC @daily"}));
  CAPTURE(schedule);
  CHECK(cron_mistake(schedule) == "");
}

TEST_CASE("what is wrong with a schedule is said") {
  struct Row {
    std::string schedule, mistake;
  };
  const std::string words =
      "it is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and @every with a "
      "duration";
  const std::string five = " instead of five: minute, hour, day of the month, month, day of the week";
  const auto row = GENERATE_COPY(values<Row>({
      {"61 * * * *", "61 is above 59, the last minute"},
      {"0 24 * * *", "24 is above 23, the last hour"},
      {"0 0 0 * *", "0 is below 1, the first day of the month"},
      {"0 0 32 * *", "32 is above 31, the last day of the month"},
      {"0 0 1 13 *", "13 is above 12, the last month"},
      {"0 0 * * 7", "7 is above 6, the last day of the week"},
      {"61/5 * * * *", "61 is above 59, the last minute"},
      {"0 20-4 * * *", "`20-4` ends before it begins"},
      {"0 0 * * fri-mon", "`fri-mon` ends before it begins"},
      {"1-2-3 * * * *", "`2-3` is no minute"},
      {"1- * * * *", "`` is no minute"},
      {"*/0 * * * *", "the step `0` is no number above zero"},
      {"*/-5 * * * *", "the step `-5` is no number above zero"},
      {"*/2/3 * * * *", "the step `2/3` is no number above zero"},
      {"0 0 * janu *", "`janu` is no month"},
      {"0 0 L * *", "`L` is no day of the month"},
      {"99999999999999999999 * * * *", "`99999999999999999999` is no minute"},
      {"hourly", "there is no @ before `hourly`"},
      {"@every 5", "`5` is no duration such as 1h30m"},
      {"@every  5m", "` 5m` is no duration such as 1h30m"},
      {"@every", words},
      {"@reboot", words},
      {"* * * *", "there are 4 fields" + five},
      {"0 0 0 1 * *", "there are 6 fields" + five},
      {"nightly", "there is 1 field" + five},
      {"", "there are 0 fields" + five},
  }));
  CAPTURE(row.schedule);
  CHECK(cron_mistake(row.schedule) == row.mistake);
}

TEST_CASE("a schedule without a day never runs") {
  for (const char* never : {"0 2 31 2 *", "0 2 30,31 feb *", "0 2 31 4,6,9,11 ?"}) {
    CAPTURE(never);
    CHECK(cron_never_runs(never));
  }
  // The day of the week may come in its place, and a leap day comes.
  for (const char* some :
       {"0 2 29 2 *", "0 2 31 2 mon", "0 2 31 2,3 *", "0 2 * 2 *", "@monthly", "0 2 32 2 *"}) {
    CAPTURE(some);
    CHECK(!cron_never_runs(some));
  }
}

}  // namespace placer::test
