// Dates, and the days between them.
#include "base/date.hpp"

#include "support/catch.hpp"

using namespace placer;

TEST_CASE("what is a date") {
  for (const char* text : {"2026", "2026-11", "2026-11-24", "2024-02-29", "2000-02-29"}) {
    CAPTURE(text);
    CHECK(is_date(text));
  }
  for (const char* text : {"", "26", "2026-13", "2026-00", "2026-1-1", "2026-11-31", "2026-02-29",
                           "1900-02-29", "2026/11/24", "2026-11-24 ", "undated", "2026-11-00"}) {
    CAPTURE(text);
    CHECK_FALSE(is_date(text));
    CHECK_FALSE(day_number(text));
  }
}

TEST_CASE("days are counted from the first of 1970, with leap years") {
  CHECK(day_number("1970-01-01") == 0);
  CHECK(day_number("1970") == 0);
  CHECK(day_number("1971-01") == 365);
  CHECK(day_number("1973-01-01") == 3 * 365 + 1);
  CHECK(day_number("2000-03-01") == 11'017);
  CHECK(day_number("2026-11-28") == 20'785);
  CHECK(*day_number("2024-03-01") - *day_number("2024-02-28") == 2);
  CHECK(*day_number("2100-03-01") - *day_number("2100-02-28") == 1);
}

TEST_CASE("a date lies before a day, and what is undated before none") {
  CHECK(is_before("2026-01-01", *day_number("2026-01-02")));
  CHECK_FALSE(is_before("2026-01-02", *day_number("2026-01-02")));
  CHECK_FALSE(is_before("undated", *day_number("2026-01-02")));
}
