// Amounts for reading: rounded to what is shown, with commas, and never "nothing" of something.
#include "base/money.hpp"

#include "support/catch.hpp"

using namespace placer;

TEST_CASE("money is rounded to the cent, and what is less is not nothing") {
  struct Row {
    std::int64_t nano;
    const char *text, *in_short;
  };
  static constexpr Row table[] = {
      {0, "$0.00", "$0.00"},
      {1, "<$0.01", "<$0.01"},
      {4'999'999, "<$0.01", "<$0.01"},
      {5'000'000, "$0.01", "$0.01"},
      {2'734'999'999, "$2.73", "$2.73"},
      {9'994'999'999, "$9.99", "$9.99"},
      {9'995'000'000, "$10.00", "$10"},
      {1'704'394'999'999, "$1,704.39", "$1,704"},
      {999'999'500'000'000, "$999,999.50", "$1,000,000"},
      {-400'000'000, "-$0.40", "-$0.40"},
      {unbounded, "$9,223,372,036.85", "$9,223,372,037"},
  };
  for (const Row& row : table) {
    CHECK(money_text(row.nano) == row.text);
    CHECK(short_money_text(row.nano) == row.in_short);
  }
}

TEST_CASE("an interval of money has two ends, or one and no other") {
  constexpr std::int64_t dollar = 1'000'000'000;
  CHECK(money_text(Interval{dollar, dollar}) == "$1.00");
  CHECK(money_text(Interval{dollar, 2 * dollar}) == "$1.00 to $2.00");
  CHECK(money_text(Interval{dollar, dollar + 1}) == "$1.00");
  CHECK(money_text(Interval{dollar, unbounded}) == "$1.00 or more");
  CHECK(money_text(Interval{0, unbounded}) == "not known");
}

TEST_CASE("prices keep all their decimals") {
  CHECK(price_text({16'666'700, 16'666'700}) == "$0.0000166667");
  CHECK(price_text({64'800'000'000, 86'400'000'000}) == "$0.0648 to $0.0864");
  CHECK(price_text({64'800'000'000, unbounded}) == "$0.0648 or more");
  CHECK(price_text({0, unbounded}) == "?");
}

TEST_CASE("micro-dollars become nano-dollars as far as they can be counted") {
  CHECK(nano_of(5'000'000) == 5'000'000'000);
  CHECK(nano_of(unbounded) == unbounded);
  CHECK(nano_of(unbounded / 1000 + 1) == unbounded);
}
