// Expressions of rule files in words.
#include "rules/describe.hpp"

#include "small.hpp"
#include "support/catch.hpp"

#include <fmt/core.h>

#include <array>

using namespace placer;

TEST_CASE("an expression is said in words") {
  struct Case {
    std::string_view expression, words;
  };
  const std::array<Case, 22> cases{{
      {"privileged == false", "privileged is false"},
      {"privileged != true", "privileged is not true"},
      {"memory <= 2GiB", "memory is at most 2GiB"},
      {"memory < 2GiB", "memory is less than 2GiB"},
      {"memory > 2GiB", "memory is more than 2GiB"},
      {"memory >= 2GiB", "memory is at least 2GiB"},
      {"startup_time > 500ms", "startup_time is more than 500ms"},
      {"startup_time <= 500ms", "startup_time is at most 500ms"},
      {"not (startup_time > 500ms)", "startup_time is at most 500ms"},
      {"not (startup_time <= 500ms)", "startup_time is more than 500ms"},
      {"nodes == 1", "nodes is 1"},
      {"trigger == http", "trigger is http"},
      {"trigger != http", "trigger is not http"},
      {"trigger in [http, grpc]", "trigger is http or grpc"},
      {"not (trigger in [http, grpc])", "trigger is none of http, grpc"},
      {"regions in [eu-west-1, eu-west-2]", "regions has one of eu-west-1, eu-west-2"},
      {"not (regions in [eu-west-1])", "regions has none of eu-west-1"},
      {"known(streaming)", "streaming is known"},
      {"not known(streaming)", "streaming is not known"},
      {"trigger == http and stateful == true and nodes == 1",
       "trigger is http and stateful is true and nodes is 1"},
      {"trigger in [http, grpc] and (stateful == true or nodes == 1)",
       "trigger is http or grpc, and (stateful is true or nodes is 1)"},
      {"not (trigger == http or stateful == true)", "not (trigger is http or stateful is true)"},
  }};
  for (const Case& entry : cases) {
    CAPTURE(entry.expression);
    const rules::RuleSet rules = test::small(fmt::format(
        "advice:\n  - {{id: toy.a, when: \"{}\", message: m, remedy: r, source: page}}\n", entry.expression));
    CHECK(rules::describe(rules, rules.rows(test::rule(rules, "toy.a").when)) == entry.words);
  }
}

TEST_CASE("no expression is said with no words") {
  const rules::RuleSet rules = test::builtin("guide");
  CHECK(rules::describe(rules, {}).empty());
}

TEST_CASE("the comparison of a limit is said as it stands") {
  struct Case {
    std::string_view limit, bound, words;
  };
  const std::array<Case, 9> cases{{
      {"fact: nodes, at_most: 19", "19", "nodes is at most 19"},
      {"fact: nodes, at_least: 11", "11", "nodes is at least 11"},
      {"fact: package.size, at_most: 262144000B", "250MiB", "package.size is at most 250MiB"},
      {"fact: timeout, at_most: 900s", "15min", "timeout is at most 15min"},
      {"fact: architecture, one_of: [arm64]", "arm64", "architecture is arm64"},
      {"fact: regions, one_of: [eu-west-1, eu-west-2]", "eu-west-1, eu-west-2",
       "regions has one of eu-west-1, eu-west-2"},
      {"fact: regions, none_of: [eu-west-1]", "any but eu-west-1", "regions is any but eu-west-1"},
      {"fact: runtime, none_of: [java8, go1.x]", "any but java8, go1.x", "runtime is any but java8, go1.x"},
      {"fact: trigger, none_of: [tcp, udp]", "any but tcp or udp", "trigger is any but tcp or udp"},
  }};
  for (const Case& entry : cases) {
    CAPTURE(entry.limit);
    const rules::RuleSet rules = test::small(fmt::format(
        "limits:\n  - {{id: toy.a, {}, hardness: hard, role: advice, message: m, remedy: r, source: page}}\n",
        entry.limit));
    const rules::Rule& limit = test::rule(rules, "toy.a");
    CHECK(rules::describe_bound(rules, limit) == entry.bound);
    CHECK(rules::describe_comparison(rules, limit) == entry.words);
  }
}
