// The examples that `placer explain` gives of a rule are what they are said to be.
#include "reference/rule_examples.hpp"

#include "engine/situation.hpp"
#include "rules/evaluate.hpp"
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <bit>

using namespace placer;
using namespace placer::test;

namespace {

/// Whether advice is said, or a requirement that applies holds, with these facts.
rules::Truth truth_with(const rules::RuleSet& rules, const rules::Rule& rule, const std::string& facts) {
  const Workload one = workload(rules, facts);
  engine::Situation situation(rules, one, true);
  const auto offering = static_cast<unsigned>(std::countr_zero(rule.offerings));
  if (rule.offerings != 0) {
    rules::set_properties(rules, offering, situation.slots());
    rules::derive(rules, offering, situation.slots());
  }
  const auto truth = [&](rules::Range<rules::Node> nodes) {
    return rules::evaluate(rules, rules.rows(nodes), situation.slots()).truth;
  };
  if (rule.kind == rules::RuleKind::advice) return truth(rule.when);
  CHECK(truth(rule.when) == rules::Truth::yes);
  return truth(rule.require);
}

}  // namespace

TEST_CASE("with one example a shipped rule certainly holds, with the other it certainly does not") {
  const rules::RuleSet& rules = builtin("current");
  std::size_t checked = 0, all = 0;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    if (rule.kind != rules::RuleKind::requirement && rule.kind != rules::RuleKind::advice) continue;
    const reference::RuleExamples examples = reference::examples_of(rules, rule);
    CAPTURE(rules.text(rule.id), examples.holds, examples.fails);
    ++all;
    if (!examples.holds.empty()) {
      ++checked;
      CHECK(truth_with(rules, rule, examples.holds) == rules::Truth::yes);
    }
    if (!examples.fails.empty()) CHECK(truth_with(rules, rule, examples.fails) == rules::Truth::no);
  }
  CHECK(checked * 2 > all);  // the others ask for what an offering is, or for what no manifest states
}

TEST_CASE("a shipped rule has an example that passes and one that fails, or a silence that does") {
  const rules::RuleSet& rules = builtin("current");
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    if (rule.kind != rules::RuleKind::requirement && rule.kind != rules::RuleKind::advice) continue;
    const reference::RuleExamples examples = reference::examples_of(rules, rule);
    CAPTURE(rules.text(rule.id));
    // What compares two facts that are themselves made of derived ones has only the example that fails.
    const bool is_of_two_derived = rules.text(rule.id).ends_with(".max-below-peak");
    CHECK(examples.holds.empty() == is_of_two_derived);
    CHECK(examples.fails.empty() != examples.unsaid.empty());
  }
}

TEST_CASE("an example names an offering and a region of the rule's own, and turns a derived fact round") {
  const rules::RuleSet& rules = builtin("current");
  struct Case {
    std::string_view rule, holds, fails, unsaid;
  };
  for (const Case& one :
       {Case{"kubernetes.gke-autopilot.unset", "target: kubernetes/gke-autopilot", "cpu: 2, memory: 512MiB",
             ""},
        Case{"kubernetes.knative.default-concurrency", "concurrency: 80", "target: kubernetes/knative", ""},
        Case{"kubernetes.eks-fargate.sizes", "memory: 512MiB", "", "memory"},
        Case{"aws-ecs.fargate.rolling-deployment", "cpu: 2, scale.max: 2", "cpu: 2, scale.max: 1", ""},
        Case{"cloud-run.gpu.invitation", "regions: asia-south1", "regions: africa-south1", ""},
        Case{"cloud-run.gpu.l4-us-central1", "gpu.type: nvidia-l4, gpu.memory: 24GB, regions: us-central1",
             "gpu.memory: 24000000001B", ""},
        Case{"aws-lambda.init-within-timeout", "timeout: 10001ms, startup_time: 10001ms",
             "timeout: 10s, startup_time: 10001ms, snapstart: false, scale.min: 0", ""}}) {
    CAPTURE(one.rule);
    const rules::Rule* rule = rules.find_rule(one.rule);
    REQUIRE(rule != nullptr);
    const reference::RuleExamples examples = reference::examples_of(rules, *rule);
    CHECK(examples.holds == one.holds);
    CHECK(examples.fails == one.fails);
    CHECK(examples.unsaid == one.unsaid);
  }
}

TEST_CASE(
    "advice has an example, though it asks for a range, for two names, for another region or for silence") {
  const rules::RuleSet& rules = builtin("current");
  for (const std::string_view id :
       {"aws-lambda.shutdown-internal-extension", "aws-lambda.way-in.long", "aws-lambda.way-in.large",
        "aws-lambda.streaming-runtime", "aws-lambda.snapstart.excludes", "aws-ecs.gpu-region",
        "aws-batch.ec2.gpu-region", "aws-app-runner.closed"}) {
    CAPTURE(id);
    const rules::Rule* rule = rules.find_rule(id);
    REQUIRE(rule != nullptr);
    CHECK_FALSE(reference::examples_of(rules, *rule).holds.empty());
  }
}

TEST_CASE("the least size holds one example, and no size the other") {
  const rules::RuleSet& rules = builtin("current");
  std::size_t checked = 0;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    if (rule.kind != rules::RuleKind::size) continue;
    const reference::RuleExamples examples = reference::examples_of(rules, rule);
    CAPTURE(rules.text(rule.id), examples.holds, examples.fails);
    if (examples.holds.empty()) continue;
    ++checked;
    for (const OfferingReport& offering : judged(rules, examples.holds).offerings)
      for (const Finding& finding : offering.findings) CHECK(finding.rule != rules.text(rule.id));
    if (examples.fails.empty()) continue;
    const std::string_view id = rules.text(rule.id);
    const WorkloadReport without = judged(rules, examples.fails);
    for (const OfferingReport& offering : without.offerings)
      if (id.starts_with(std::string(offering.platform) + "." + std::string(offering.offering) + "."))
        CHECK(offering.verdict != Verdict::fits);
  }
  CHECK(checked > 20);
}
