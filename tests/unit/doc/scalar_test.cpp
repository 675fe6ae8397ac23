// Booleans and whole numbers: what counts, and what to write where it does not.
#include "doc/scalar.hpp"

#include "support/catch.hpp"

#include <cstdint>
#include <limits>
#include <string>

using namespace placer;

TEST_CASE("true and false in three spellings are booleans") {
  for (const char* text : {"true", "True", "TRUE"}) CHECK(doc::read_boolean(text).value == true);
  for (const char* text : {"false", "False", "FALSE"}) CHECK(doc::read_boolean(text).value == false);
}

TEST_CASE("no other word is a boolean") {
  const struct {
    const char *text, *help;
  } cases[] = {
      {"yes", "write true"},  {"Yes", "write true"}, {"on", "write true"},     {"y", "write true"},
      {"tRue", "write true"}, {"1", "write true"},   {"no", "write false"},    {"OFF", "write false"},
      {"n", "write false"},   {"0", "write false"},  {"fAlse", "write false"}, {"", ""},
      {"enabled", ""},        {" true", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const auto reading = doc::read_boolean(c.text);
    CHECK_FALSE(reading.value);
    CHECK(reading.help == c.help);
    CHECK(reading.message == "'" + std::string(c.text) + "' is not true or false");
  }
}

TEST_CASE("whole decimal numbers are integers") {
  const struct {
    const char* text;
    std::int64_t value;
  } cases[] = {
      {"0", 0},
      {"7", 7},
      {"-7", -7},
      {"+7", 7},
      {"-0", 0},
      {"1024", 1024},
      {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(doc::read_integer(c.text).value == c.value);
  }
}

TEST_CASE("what is no whole decimal number says what to write") {
  const struct {
    const char *text, *message, *help;
  } cases[] = {
      {"010", "not a whole number", "write 10, or 8 if it was meant in base 8"},
      {"-010", "not a whole number", "write -10, or -8"},
      {"089", "not a whole number", "write 89 without the leading 0"},
      {"00", "not a whole number", "write 0"},
      {"0x1F", "not a whole number", "write 31"},
      {"-0X1f", "not a whole number", "write -31"},
      {"0o17", "not a whole number", "write 15"},
      {"1_000", "not a whole number", "write 1000"},
      {"1,000", "not a whole number", "write 1000"},
      {"1.0", "not a whole number", ""},
      {"1e3", "not a whole number", ""},
      {"", "not a whole number", ""},
      {"-", "not a whole number", ""},
      {"+-1", "not a whole number", ""},
      {" 1", "not a whole number", ""},
      {"1 ", "not a whole number", ""},
      {"0x", "not a whole number", ""},
      {"_", "not a whole number", ""},
      {"ten", "not a whole number", ""},
      {"9223372036854775808", "beyond what a 64-bit number holds", ""},
      {"-9223372036854775809", "beyond what a 64-bit number holds", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const auto reading = doc::read_integer(c.text);
    CHECK_FALSE(reading.value);
    CHECK_THAT(reading.message, test::contains(c.message));
    CHECK_THAT(reading.help, test::contains(c.help));
    CHECK(reading.help.empty() == std::string(c.help).empty());
  }
}
