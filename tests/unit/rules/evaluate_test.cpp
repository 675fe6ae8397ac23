// Three-valued judging: the tables of strong Kleene logic, and what is still needed where the outcome is
// open.
#include "rules/evaluate.hpp"

#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/rules/compiling.hpp"

#include <string>

using namespace placer;
using placer::test::Expression;
using placer::test::RuleFiles;

namespace {

struct Row {
  char a, b;  // y, n or ? for a fact that makes its comparison true or false, or is unknown
  const char* outcome;
};

/// Facts that give `timeout > 1s` and `memory > 1B` the wanted truths.
std::string facts(char a, char b) {
  std::string text;
  if (a != '?') text += a == 'y' ? "timeout: 2s, " : "timeout: 1s, ";
  if (b != '?') text += b == 'y' ? "memory: 2B" : "memory: 1B";
  return text;
}

/// "applies/holds (needs)" of a rule `when` implies `require` over facts.
std::string judge(const std::string& when, const std::string& require, const std::string& facts) {
  RuleFiles files;
  files.add_platform("beta", "1%",
                     "requirements:\n  - {id: beta.rule, when: '" + when + "', require: '" + require +
                         "', hardness: hard, source: page, message: m, remedy: r}");
  const rules::RuleSet rules = files.load();
  std::deque<std::vector<std::string>> texts;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    if (rules.text(rule.id) != "beta.rule") continue;
    const auto slots = test::slots_of(rules, facts, texts);
    const rules::RuleResult result = rules::evaluate(rules, rule, slots);
    const auto word = [](rules::Truth truth) {
      return std::string(truth == rules::Truth::yes ? "yes" : truth == rules::Truth::no ? "no" : "unknown");
    };
    return word(result.applies) + "/" + word(result.holds) +
           (result.needs.empty() ? "" : " (" + test::names_of(rules, result.needs) + ")");
  }
  return "no rule";
}

}  // namespace

TEST_CASE("and is no as soon as one part is") {
  static constexpr Row table[] = {
      {'y', 'y', "yes"},
      {'y', 'n', "no"},
      {'y', '?', "unknown (memory)"},
      {'n', 'y', "no"},
      {'n', 'n', "no"},
      {'n', '?', "no"},
      {'?', 'y', "unknown (timeout)"},
      {'?', 'n', "no"},
      {'?', '?', "unknown (timeout, memory)"},
  };
  for (const Row& row : table) {
    CAPTURE(row.a, row.b);
    CHECK(Expression("timeout > 1s and memory > 1B").judge(facts(row.a, row.b)) == row.outcome);
  }
}

TEST_CASE("or is yes as soon as one part is") {
  static constexpr Row table[] = {
      {'y', 'y', "yes"},
      {'y', 'n', "yes"},
      {'y', '?', "yes"},
      {'n', 'y', "yes"},
      {'n', 'n', "no"},
      {'n', '?', "unknown (memory)"},
      {'?', 'y', "yes"},
      {'?', 'n', "unknown (timeout)"},
      {'?', '?', "unknown (timeout, memory)"},
  };
  for (const Row& row : table) {
    CAPTURE(row.a, row.b);
    CHECK(Expression("timeout > 1s or memory > 1B").judge(facts(row.a, row.b)) == row.outcome);
  }
}

TEST_CASE("not turns what is known around and leaves what is not") {
  CHECK(Expression("not timeout > 1s").judge("timeout: 2s") == "no");
  CHECK(Expression("not timeout > 1s").judge("timeout: 1s") == "yes");
  CHECK(Expression("not timeout > 1s").judge("") == "unknown (timeout)");
  CHECK(Expression("not (timeout > 1s and memory > 1B)").judge("memory: 1B") == "yes");
  CHECK(Expression("not (timeout > 1s and memory > 1B)").judge("memory: 2B") == "unknown (timeout)");
}

TEST_CASE("needs are merged over levels and dropped with what absorbs them") {
  const Expression nested("(timeout > 1s or memory > 1B) and (cpu > 1 or trigger == http)");
  CHECK(nested.judge("") == "unknown (trigger, timeout, memory, cpu)");
  CHECK(nested.judge("timeout: 2s") == "unknown (trigger, cpu)");
  CHECK(nested.judge("timeout: 2s, cpu: 2") == "yes");
  CHECK(nested.judge("timeout: 1s, memory: 1B") == "no");
  CHECK(nested.judge("timeout: 1s, cpu: 2") == "unknown (memory)");
}

TEST_CASE("a rule holds where its condition implies what it requires") {
  static constexpr Row table[] = {
      {'y', 'y', "yes/yes"},
      {'y', 'n', "yes/no"},
      {'y', '?', "yes/unknown (memory)"},
      {'n', 'y', "no/yes"},
      {'n', 'n', "no/yes"},
      {'n', '?', "no/yes"},
      {'?', 'y', "unknown/yes"},
      {'?', 'n', "unknown/unknown (timeout)"},
      {'?', '?', "unknown/unknown (timeout)"},
  };
  for (const Row& row : table) {
    CAPTURE(row.a, row.b);
    CHECK(judge("timeout > 1s", "memory > 1B", facts(row.a, row.b)) == row.outcome);
  }
}

TEST_CASE("an interval on both sides of a bound is open") {
  struct Straddle {
    const char* text;
    const char* facts;
    const char* outcome;
  };
  static constexpr Straddle table[] = {
      {"timeout <= 15min", "timeout: 10min..15min", "yes"},
      {"timeout <= 15min", "timeout: 10min..900001ms", "unknown (timeout)"},
      {"timeout <= 15min", "timeout: 900001ms..1h", "no"},
      {"timeout <= 15min", "timeout: 1min..", "unknown (timeout)"},
      {"timeout <= 15min", "timeout: 20min..", "no"},
      {"timeout <= 15min", "timeout: none", "unknown (timeout)"},
      {"timeout >= 15min", "timeout: 15min..1h", "yes"},
      {"timeout >= 15min", "timeout: 14min..1h", "unknown (timeout)"},
      {"timeout >= 15min", "timeout: 1min..14min", "no"},
      {"timeout == 15min", "timeout: 15min..15min", "yes"},
      {"timeout == 15min", "timeout: 14min..16min", "unknown (timeout)"},
      {"timeout == 15min", "timeout: 16min..17min", "no"},
      {"timeout != 15min", "timeout: 14min..16min", "unknown (timeout)"},
      {"not timeout <= 15min", "timeout: 10min..20min", "unknown (timeout)"},
      // A fact has a range even while it is unknown: no workload has less than 1 ms.
      {"timeout >= 1ms", "", "yes"},
      {"timeout > 3650d", "", "no"},
      {"timeout >= 2ms", "", "unknown (timeout)"},
  };
  for (const Straddle& row : table) {
    CAPTURE(row.text, row.facts);
    CHECK(Expression(row.text).judge(row.facts) == row.outcome);
  }
}

TEST_CASE("of names nothing is certain while they are unknown") {
  CHECK(Expression("trigger in [http, queue, udp]").judge("") == "unknown (trigger)");
  CHECK(Expression("not (trigger in [http])").judge("") == "unknown (trigger)");
  CHECK(Expression("regions in [north]").judge("") == "unknown (regions)");
  CHECK(Expression("privileged == false").judge("") == "unknown (privileged)");
}
