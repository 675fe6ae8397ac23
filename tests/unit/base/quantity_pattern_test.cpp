// The expressions for editors and the parser take the same texts.
#include "base/quantity_pattern.hpp"

#include "base/units.hpp"
#include "support/catch.hpp"

#include <regex>
#include <string>
#include <vector>

using namespace placer;

namespace {

constexpr Unit all[] = {Unit::count, Unit::bytes,   Unit::duration, Unit::vcpu,
                        Unit::rate,  Unit::percent, Unit::money,    Unit::bandwidth};

bool parses(const std::string& text, Unit unit) {
  QuantityError error;
  return parse_quantity(text, unit, error).has_value();
}

std::regex expression(Unit unit) { return std::regex(pattern_of(unit)); }

/// Numbers in front of every unit of every kind, alone and as the ends of intervals.
std::vector<std::string> written_amounts() {
  std::vector<std::string> amounts{
      "",      "1h30min", "1h 30m",     "30min1h",           "1h30",      "1.5h30m",      "$0.06", "$ 2",
      "$2USD", "5kps",    "2k req/min", "3M requests/month", "3 M/month", "5 request /s", "lots"};
  for (const std::string number :
       {"0", "1", "10", "1.5", "0.001", "2.50", "007", "1.", ".5", "1e3", "-1", "1,5"}) {
    amounts.push_back(number);
    for (const Unit unit : all)
      for (const UnitName& name : kind_of(unit).names)
        for (const std::string between : {"", " "})
          amounts.push_back(number + between + std::string(name.text));
    for (const std::string wrong : {"Mi", "mb", "x", "MIB", "S"}) amounts.push_back(number + wrong);
  }
  return amounts;
}

}  // namespace

TEST_CASE("the expression of a unit matches whatever the parser takes") {
  const std::vector<std::string> amounts = written_amounts();
  for (const Unit unit : all) {
    const std::regex matches = expression(unit);
    std::string refused;
    const auto check = [&](const std::string& text) {
      if (parses(text, unit) && !std::regex_match(text, matches)) refused += " '" + text + "'";
    };
    for (const std::string& amount : amounts) {
      for (const std::string& text : {amount, amount + "..", ".." + amount, " " + amount + " "}) check(text);
      for (const std::string high :
           {"90%", "20GiB", "2 h", "1h30min", "9", "900m", "9 vCPU", "5k/s", "$9", "9USD", "9Gbps"})
        for (const std::string dots : {"..", " .. "}) check(amount + dots + high);
    }
    CAPTURE(to_string(unit));
    CHECK(refused.empty());
  }
}

TEST_CASE("the expression of a unit matches nothing that the parser refuses for how it is written") {
  const std::vector<std::string> amounts = written_amounts();
  for (const Unit unit : all) {
    const std::regex matches = expression(unit);
    std::string taken;
    for (const std::string& amount : amounts)
      for (const std::string& text :
           {amount, amount + "..", ".." + amount, amount + "...", amount + ".." + amount}) {
        QuantityError error;
        if (parse_quantity(text, unit, error) || !std::regex_match(text, matches)) continue;
        // What the value is does not count: a fraction may be too fine all the same.
        if (error.message.find("smallest step") == std::string::npos)
          taken += " '" + text + "' " + error.message;
      }
    CAPTURE(to_string(unit));
    CHECK(taken == "");
  }
}

TEST_CASE("texts of each unit, taken and refused alike") {
  struct Row {
    Unit unit;
    std::vector<std::string> taken, refused;
  };
  const Row rows[] = {
      {Unit::count,
       {"0", "3", "1..", "..5", "1..5", "3000000"},
       {"", "..", "1.0", "1.5", "03", "1k", "1...5", "1-5", "+1"}},
      {Unit::bytes,
       {"512MiB", "1.5GiB", "250 MB", "1kB", "1KB", "0B", "1.0B", "512MiB..2GiB", "1..2GiB", "1GiB..",
        "0.125kB"},
       {"512", "512m", "512Mi", "512mb", "1..2", "1.5B", "0.0001kB", "1GiB 2MiB", "1 GiB..2"}},
      {Unit::duration,
       {"250ms", "30s", "15min", "15m", "1h30m", "1d 12h", "2w", "1.5h", "1h0.5m", "1..5s", "1h30m..2h",
        "0.001s"},
       {"30", "30S", "30m1h", "1.5h30m", "1h1h", "0.0001s", "1..", "1..1h30m", "30sec."}},
      {Unit::vcpu,
       {"2", "0.5", "500m", "2 vCPU", "0.001", "1..2", "500m..2", "0..500m", "1vCPU..2500m", "2.."},
       {"1..2500m", "0.0001", "2cpu", "0.5m", "2 VCPU", ".5"}},
      {Unit::rate,
       {"5rps", "0.4/s", "120/min", "3M/month", "2k req/min", "2 k requests/min", "1request/h",
        "0.00001/day"},
       {"5", "5/sek", "5m/s", "2K/s", "5 req", "5 requests /s"}},
      {Unit::percent,
       {"70%", "0.5%", "100%", "100.0%", "0%..100%", "10..20%", "0.0001%"},
       {"70", "0.7", "101%", "100.5%", "0.00001%", "1000%", "07%"}},
      {Unit::money,
       {"0.06USD", "$0.06", "$ 2", "1..2USD", "$1..$2", "2 USD"},
       {"2", "2EUR", "$2USD", "USD2", "0.0000001USD"}},
      {Unit::bandwidth,
       {"625Mbps", "2Gbps", "2MB/s", "2 MiB/s", "8kBps", "1..2Gbps", "0.001kbps"},
       {"625", "2MBPS", "2Mb", "0.5bps"}},
  };
  for (const Row& row : rows) {
    const std::regex matches = expression(row.unit);
    for (const std::string& text : row.taken) {
      CAPTURE(text);
      CHECK(parses(text, row.unit));
      CHECK(std::regex_match(text, matches));
    }
    for (const std::string& text : row.refused) {
      CAPTURE(text);
      CHECK_FALSE(parses(text, row.unit));
      CHECK_FALSE(std::regex_match(text, matches));
    }
  }
}

TEST_CASE("a word in any letter case, and a text taken as it is") {
  CHECK(std::regex_match("NoNe", std::regex(in_any_case("none"))));
  CHECK_FALSE(std::regex_match("nones", std::regex(in_any_case("none"))));
  CHECK(in_any_case("a1-b") == "[aA]1-[bB]");
  CHECK(escaped("${a.b}") == "\\$\\{a\\.b\\}");
}
