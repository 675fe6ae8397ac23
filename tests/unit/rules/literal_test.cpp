// Values as rule files and manifests write them, read with the type of a fact, and printed again.
#include "rules/literal.hpp"

#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

#include <string>

using namespace placer;
using placer::test::RuleFiles;

namespace {

/// "low..high", or "message @offset+length" and " | help" where there is one.
std::string parsed(const rules::RuleSet& rules, std::string_view fact, std::string_view text) {
  QuantityError error;
  const auto value =
      rules::parse_literal(rules::Vocabulary(rules), rules.fact(test::fact_id(rules, fact)), text, error);
  if (value)
    return fmt::format("{}..{}", value->low, value->high == unbounded ? "" : std::to_string(value->high));
  return fmt::format("{} @{}+{}{}{}", error.message, error.offset, error.length,
                     error.help.empty() ? "" : " | ", error.help);
}

struct Row {
  const char* fact;
  const char* text;
  const char* result;
};

}  // namespace

TEST_CASE("literals of each type") {
  const rules::RuleSet rules = RuleFiles().load();
  static constexpr Row table[] = {
      {"timeout", "30s", "30000..30000"},   {"timeout", "10s..1min", "10000..60000"},
      {"timeout", "none", "1.."},           {"timeout", "None", "1.."},
      {"timeout", " 30s ", "30000..30000"}, {"memory", "1MiB..", "1048576.."},
      {"cpu", "0.25", "250..250"},          {"gpu.count", "none", "0..0"},
      {"gpu.count", "2", "2..2"},           {"idle", "70%", "700000..700000"},
      {"privileged", "true", "1..1"},       {"privileged", "False", "0..0"},
      {"trigger", "http", "1..1"},          {"trigger", "HTTPS", "1..1"},
      {"trigger", "udp", "4..4"},           {"architecture", "any", "3..3"},
      {"gpu.type", "nvidia-l4", "1..1"},    {"gpu.type", "A100", "2..2"},
      {"gpu.type", "a100-80gb", "2..2"},    {"gpu.type", "any", "7..7"},
      {"start_time", "1s", "1000..1000"},
  };
  for (const Row& row : table) {
    CAPTURE(row.fact, row.text);
    CHECK(parsed(rules, row.fact, row.text) == row.result);
  }
}

TEST_CASE("what is no literal of the type says what would be one") {
  const rules::RuleSet rules = RuleFiles().load();
  static constexpr Row table[] = {
      {"privileged", "yes", "expected true or false, got `yes` @0+3 | write true"},
      {"privileged", "on", "expected true or false, got `on` @0+2 | write true"},
      {"privileged", "no", "expected true or false, got `no` @0+2 | write false"},
      {"privileged", "none", "expected true or false, got `none` @0+4 | write false"},
      {"privileged", "1", "expected true or false, got `1` @0+1 | write true"},
      {"privileged", "0", "expected true or false, got `0` @0+1 | write false"},
      {"privileged", "tRue", "expected true or false, got `tRue` @0+4 | write true"},
      {"trigger", "htp", "expected http, queue, udp, got `htp` @0+3 | did you mean `http`?"},
      {"trigger", "", "expected http, queue, udp, got `` @0+0"},
      {"trigger", "any", "expected http, queue, udp, got `any` @0+3"},
      {"regions", "north", "this fact has no value that could be compared @0+5"},
      {"target", "alpha/one", "this fact has no value that could be compared @0+9"},
  };
  for (const Row& row : table) {
    CAPTURE(row.fact, row.text);
    CHECK(parsed(rules, row.fact, row.text) == row.result);
  }
  CHECK_THAT(parsed(rules, "memory", "512Mi"), test::contains("MiB"));
  CHECK_THAT(parsed(rules, "timeout", "512MB"), test::contains("@3+2"));
}

TEST_CASE("values are printed so that they can be read again") {
  const rules::RuleSet rules = RuleFiles().load();
  static constexpr Row table[] = {
      {"timeout", "90s", "90s"},       {"timeout", "900s", "15min"},
      {"timeout", "1s..2s", "1s..2s"}, {"memory", "262144000B", "250MiB"},
      {"privileged", "true", "true"},  {"privileged", "false", "false"},
      {"trigger", "https", "http"},    {"architecture", "any", "x86_64 or arm64"},
      {"gpu.type", "l4", "nvidia-l4"}, {"gpu.type", "any", "nvidia-l4 or nvidia-a100 or google-tpu"},
  };
  for (const Row& row : table) {
    CAPTURE(row.fact, row.text);
    const rules::Vocabulary vocabulary(rules);
    const rules::FactRow& fact = rules.fact(test::fact_id(rules, row.fact));
    QuantityError error;
    const auto value = rules::parse_literal(vocabulary, fact, row.text, error);
    REQUIRE(value);
    CHECK(rules::format_value(vocabulary, fact, *value) == row.result);
  }
  const rules::Vocabulary vocabulary(rules);
  CHECK(rules::format_value(vocabulary, rules.fact(test::fact_id(rules, "privileged")), {0, 1}) ==
        "true or false");
}

TEST_CASE("all of many names are any of them") {
  const rules::RuleSet& rules = test::builtin("current");
  const rules::Vocabulary vocabulary(rules);
  const rules::FactRow& fact = rules.fact(test::fact_id(rules, "gpu.type"));
  QuantityError error;
  const auto any = rules::parse_literal(vocabulary, fact, "any", error);
  REQUIRE(any);
  CHECK(rules::format_value(vocabulary, fact, *any) == "any");
}

TEST_CASE("every symbol of the shipped vocabulary is read by its name and printed as it") {
  const rules::RuleSet& rules = test::builtin("current");
  const rules::Vocabulary vocabulary(rules);
  std::size_t symbols = 0;
  for (const rules::FactRow& fact : rules.rows<rules::FactRow>())
    for (const rules::Symbol& symbol : rules.rows(fact.symbols)) {
      const std::string name(rules.text(symbol.name));
      CAPTURE(name);
      ++symbols;
      QuantityError error;
      const auto value = rules::parse_literal(vocabulary, fact, name, error);
      REQUIRE(value);
      CHECK(value->low == std::int64_t{1} << symbol.bit);
      CHECK(rules::format_value(vocabulary, fact, *value) == name);
    }
  CHECK(symbols > 60);
}
