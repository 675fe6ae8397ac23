// Questions: what to declare, in which order, and what each would decide.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

using namespace placer;
using namespace placer::test;

namespace {

std::string limit(const std::string& id, const std::string& fact, const std::string& bound) {
  return "  - {id: " + id + ", fact: " + fact + ", at_most: " + bound +
         ", hardness: hard, source: page, message: m, remedy: r}\n";
}

/// Alpha depends on timeout, beta on timeout and memory, gamma on memory and the package, delta on nothing.
rules::RuleSet rules_with_limits() {
  return RuleFiles()
      .add_platform(
          "beta", "40%",
          "limits:\n" + limit("beta.timeout", "timeout", "1h") + limit("beta.memory", "memory", "1GiB"))
      .add_platform(
          "gamma", "30%",
          "limits:\n" + limit("gamma.memory", "memory", "2GiB") + limit("gamma.size", "package.size", "1GiB"))
      .add_platform("delta", "20%")
      .load();
}

std::string decides(const WorkloadReport& report, std::string_view fact) {
  for (const Question& question : report.questions) {
    if (question.fact != fact) continue;
    std::string ids;
    for (const std::string_view id : question.decides) ids.append(id) += " ";
    return ids;
  }
  return "not asked";
}

}  // namespace

TEST_CASE("questions that decide more come first and the order of the vocabulary breaks ties") {
  const rules::RuleSet rules = rules_with_limits();
  const WorkloadReport report = judged(rules, "");
  CHECK(asked(report) == std::vector<std::string>{"timeout", "memory", "package.size", "trigger", "gpu.count",
                                                  "traffic.pattern"});
  CHECK(decides(report, "timeout") == "alpha/one beta/one ");
  CHECK(decides(report, "memory") == "beta/one gamma/one ");
  CHECK(decides(report, "package.size") == "gamma/one ");
  CHECK(decides(report, "trigger") == "");
  CHECK(decides(report, "privileged") == "not asked");
}

TEST_CASE("what is settled is not asked about") {
  const rules::RuleSet rules = rules_with_limits();
  CHECK(decides(judged(rules, "memory: 3GiB"), "timeout") == "alpha/one ");  // beta is out already
  CHECK(decides(judged(rules, "memory: 3GiB"), "package.size") == "");       // and so is gamma
  CHECK(decides(judged(rules, "timeout: 1s"), "timeout") == "not asked");
  CHECK(
      asked(judged(rules,
                   "trigger: http, timeout: 1s, memory: 1GiB, package.size: 1MiB, gpu: none, traffic: rare"))
          .empty());
}

TEST_CASE("an interval on both sides of a bound is asked about again") {
  const rules::RuleSet rules = rules_with_limits();
  CHECK(decides(judged(rules, "timeout: 1min..2h"), "timeout") == "alpha/one beta/one ");
  CHECK(decides(judged(rules, "timeout: 1min..30min"), "timeout") == "alpha/one ");
}

TEST_CASE("a question says how to declare the fact and points at the workload or the value") {
  const rules::RuleSet rules = rules_with_limits();
  const WorkloadReport report = judged(rules, "memory: \"${M}\"");
  for (const Question& question : report.questions) {
    CAPTURE(question.fact);
    CHECK_FALSE(question.how.empty());
    CHECK_FALSE(question.summary.empty());
    CHECK(question.where);
    if (question.fact == "memory") {
      CHECK(question.note == "`${M}` is filled in elsewhere");
      CHECK(question.where != report.where);
    } else {
      CHECK(question.note.empty());
      CHECK(question.where == report.where);
    }
  }
  CHECK(decides(report, "memory") == "beta/one gamma/one ");
}

TEST_CASE("core facts come before special ones of the same weight") {
  RuleFiles files;
  files.add_platform(
      "beta", "40%",
      "limits:\n" + limit("beta.rate", "rate", "1000rps") + limit("beta.memory", "memory", "1GiB"));
  const rules::RuleSet rules = files.load();
  engine::JudgeOptions strict;
  strict.strict = true;
  const std::vector<std::string> facts = asked(judged(rules, "timeout: 1s", strict));
  REQUIRE(facts.size() >= 2);
  CHECK(facts[0] == "memory");
  CHECK(facts[1] == "rate");
}
