// Presumed facts: they decide what nobody stated, never reject, and --strict makes them unknown.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <algorithm>

using namespace placer;
using namespace placer::test;

namespace {

const std::string five_words =
    "trigger: http, timeout: 30s, memory: 512MiB, dependency_size: 60MiB, gpu: none, traffic: bursty";

bool presumes(const WorkloadReport& report, std::string_view name) {
  return std::any_of(report.presumed.begin(), report.presumed.end(),
                     [&](const PresumedFact& one) { return one.fact == name; });
}

}  // namespace

TEST_CASE("a fact that nobody stated takes its usual value and a stated one does not") {
  const WorkloadReport report = judged(builtin("current"), five_words);
  CHECK(presumes(report, "operating_system"));
  CHECK(presumes(report, "privileged"));
  CHECK(!presumes(report, "memory"));
  CHECK(!presumes(judged(builtin("current"), five_words + ", privileged: false"), "privileged"));
}

TEST_CASE("strict presumes nothing and asks instead") {
  engine::JudgeOptions strict;
  strict.strict = true;
  const WorkloadReport report = judged(builtin("current"), five_words, strict);
  CHECK(report.presumed.empty());
  CHECK(verdict(report, "aws-lambda/zip") == "unknown");
  const std::vector<std::string> questions = asked(report);
  CHECK(std::find(questions.begin(), questions.end(), "privileged") != questions.end());
}

TEST_CASE("a GPU makes its type or its memory a question until one is known") {
  const std::string base =
      "trigger: http, timeout: 30s, memory: 16GiB, dependency_size: 1GiB, traffic: bursty, ";
  const auto asks = [&](const std::string& gpu, const std::string& name) {
    const std::vector<std::string> questions = asked(judged(builtin("current"), base + gpu));
    return std::find(questions.begin(), questions.end(), name) != questions.end();
  };
  CHECK(asks("gpu: 1", "gpu.type"));
  CHECK(asks("gpu: 1", "gpu.memory"));
  CHECK(!asks("gpu: {count: 1, memory: 20GiB}", "gpu.type"));
  CHECK(!asks("gpu: l4", "gpu.memory"));
  CHECK(!asks("gpu: none", "gpu.type"));
}

TEST_CASE("without a GPU its type and memory are no question, where nothing is presumed either") {
  engine::JudgeOptions strict;
  strict.strict = true;
  const auto is_open = [&](const std::string& gpu, std::string_view name) {
    const std::string rest = "trigger: http, timeout: 30s, memory: 512MiB, dependency_size: 60MiB, gpu: ";
    const WorkloadReport report = judged(builtin("current"), rest + gpu, strict);
    const auto has = [&](const auto& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    bool open = has(asked(report));
    for (const OfferingReport& offering : report.offerings)
      for (const Finding& finding : offering.findings) open = open || has(finding.missing);
    return open;
  };
  for (const std::string_view name : {"gpu.type", "gpu.memory"}) {
    CAPTURE(name);
    CHECK(is_open("1", name));
    CHECK(!is_open("none", name));
  }
}

TEST_CASE("a default of the manifest's own platform does not reject elsewhere") {
  const rules::RuleSet& rules = builtin("current");
  Workload one =
      workload(rules, "trigger: http, memory: 512MiB, dependency_size: 60MiB, gpu: none, traffic: bursty");
  one.facts.push_back(fact(rules, "timeout", {3'600'000, 3'600'000}, Origin::platform_default));
  CHECK(verdict(judged(rules, one), "aws-lambda/zip") == "unknown");
  one.facts.back().origin = Origin::stated;
  CHECK(verdict(judged(rules, one), "aws-lambda/zip") == "does_not_fit");
}

TEST_CASE("an unresolved fact is a question with its place") {
  const WorkloadReport report = judged(
      builtin("current"),
      "trigger: http, timeout: 30s, memory: '${MEMORY}', dependency_size: 60MiB, gpu: none, traffic: bursty");
  const auto found = std::find_if(report.questions.begin(), report.questions.end(),
                                  [](const Question& question) { return question.fact == "memory"; });
  REQUIRE(found != report.questions.end());
  CHECK(found->note.find("${MEMORY}") != std::string::npos);
  CHECK(verdict(report, "aws-lambda/zip") == "unknown");
}

TEST_CASE("what is usual gives way to what is stated of the same thing") {
  const rules::RuleSet& rules = builtin("current");
  const auto presumed = [&](const std::string& facts, std::string_view name) {
    const WorkloadReport report = judged(rules, "trigger: http, " + facts);
    return std::any_of(report.presumed.begin(), report.presumed.end(),
                       [&](const PresumedFact& one) { return one.fact == name; });
  };
  CHECK(presumed("traffic: {average: 100rps}", "traffic.peak"));
  CHECK(presumed("traffic: {pattern: spiky, average: 10rps}", "traffic.peak"));
  CHECK_FALSE(presumed("traffic: {pattern: spiky, average: 11rps}", "traffic.peak"));
  CHECK_FALSE(presumed("traffic: {pattern: bursty, average: 1rps}", "traffic.peak"));
  CHECK_FALSE(presumed("traffic: {average: 2000rps}", "traffic.peak"));
  CHECK_FALSE(presumed("traffic: {monthly: 3000000000}", "traffic.peak"));
  CHECK(presumed("scale: {min: 2}", "scale.max"));
  CHECK_FALSE(presumed("scale: {min: 500}", "scale.max"));
}
