// Sizes: what the shipped offerings sell, and that a need is rounded up and never down.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

#include <array>

using namespace placer;
using namespace placer::test;

namespace {

/// What is said of the sizes of an offering of which none holds the workload; "" where one does.
std::string size_message(std::string_view id, const std::string& rule, const std::string& facts) {
  const WorkloadReport report = judged(builtin("current"), facts);
  for (const Finding& finding : offering(report, id).findings)
    if (finding.rule == rule && finding.outcome == Outcome::fail) return finding.message;
  return {};
}

std::string size_on(std::string_view id, const std::string& facts) {
  const WorkloadReport report = judged(builtin("current"), facts);
  const OfferingReport& one = offering(report, id);
  return one.size ? one.size->text : "none";
}

}  // namespace

TEST_CASE("a need is rounded up to the smallest size that holds it") {
  struct Row {
    std::string_view offering, facts, size;
  };
  static constexpr std::array<Row, 12> rows{{
      {"aws-lambda/zip", "memory: 64MiB, gpu: none", "0.072 vCPU, 128MiB"},
      {"aws-lambda/zip", "memory: 128MiB, cpu: 1, gpu: none", "1 vCPU, 1769MiB"},
      {"aws-lambda/image", "memory: 10GiB, gpu: none", "5.788 vCPU, 10GiB"},
      {"aws-ecs/fargate", "memory: 3GiB, cpu: 0.25, gpu: none", "0.5 vCPU, 3GiB"},
      {"aws-ecs/fargate", "memory: 9GiB, cpu: 1, gpu: none", "2 vCPU, 9GiB"},
      {"aws-ecs/fargate", "memory: 17GiB, cpu: 8, gpu: none", "8 vCPU, 20GiB"},
      {"aws-ecs/fargate", "memory: 130GiB, cpu: 1, gpu: none", "32 vCPU, 244GiB"},
      {"cloud-run/service", "memory: 4097MiB, gpu: none", "2 vCPU, 4097MiB"},
      {"cloud-run/service", "memory: 17GiB, gpu: none", "6 vCPU, 17GiB"},
      {"cloud-run/service", "memory: 256MiB, cpu: 3, gpu: none", "4 vCPU, 2GiB"},
      {"cloud-run/service-gpu", "memory: 20GiB, gpu: l4", "6 vCPU, 20GiB, 1 x nvidia-l4"},
      {"cloud-run/service-gpu", "memory: 1GiB, gpu: {count: 1, memory: 40GiB}",
       "20 vCPU, 80GiB, 1 x nvidia-rtx-pro-6000"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.offering, row.facts);
    CHECK(size_on(row.offering, std::string(row.facts)) == row.size);
  }
}

TEST_CASE("a pod must stay below the nominal memory of its machine") {
  const WorkloadReport report = judged(builtin("current"), "memory: 4GiB, cpu: 2, gpu: none");
  CHECK(offering(report, "kubernetes/generic").size->memory > (std::int64_t{4} << 30U));
}

TEST_CASE("beyond the largest machine the size fails and says what it lacks") {
  const WorkloadReport report =
      judged(builtin("current"), "trigger: batch, timeout: 1h, memory: 64TiB, cpu: 2, gpu: none");
  CHECK(verdict(report, "kubernetes/generic") == "does_not_fit");
  CHECK(outcome(report, "kubernetes/generic", "kubernetes.generic.size") == "fail");
}

TEST_CASE("a size fails at the value that no size holds") {
  const rules::RuleSet& rules = builtin("current");
  const auto is_at = [&](const std::string& facts, rules::Known expected) {
    CAPTURE(facts);
    const Workload need = workload(rules, "trigger: batch, timeout: 1h, gpu: none, " + facts);
    const WorkloadReport report = judged(rules, need);
    for (const Finding& finding : offering(report, "kubernetes/generic").findings)
      if (finding.rule == "kubernetes.generic.size" && finding.outcome == Outcome::fail)
        return !finding.places.empty() && finding.places.front() == need.find(rules.known(expected))->where;
    return false;
  };
  CHECK(is_at("cpu: 2, memory: 64TiB", rules::Known::memory));
  CHECK(is_at("cpu: 20000, memory: 4GiB", rules::Known::cpu));
  CHECK(is_at("cpu: 20000, memory: 64TiB", rules::Known::cpu));
}

TEST_CASE("above a size without a published maximum nothing is certain") {
  const std::string gpu =
      ", gpu: rtx-pro-6000, trigger: http, timeout: 1min, traffic: steady, dependency_size: 1GiB";
  CHECK(verdict(judged(builtin("current"), "memory: 80GiB, cpu: 20" + gpu), "cloud-run/service-gpu") ==
        "fits");
  const WorkloadReport report = judged(builtin("current"), "memory: 81GiB, cpu: 20" + gpu);
  CHECK(verdict(report, "cloud-run/service-gpu") == "unknown");
  CHECK(outcome(report, "cloud-run/service-gpu", "cloud-run.service-gpu.size") == "unknown");
}

TEST_CASE("an unknown number of GPUs rejects nothing") {
  const WorkloadReport report = judged(builtin("current"), "trigger: http, timeout: 1min, memory: 1GiB");
  for (const std::string_view id : {"cloud-run/service-gpu", "cloud-run/service", "kubernetes/generic"})
    CHECK(verdict(report, id) == "unknown");
}

TEST_CASE("the nearest size of a GPU need has the GPU, and says what rules it out") {
  struct Row {
    std::string_view facts, nearest;
  };
  static constexpr std::array<Row, 4> rows{{
      {"gpu: {type: l4, memory: 80GiB}",
       "no card of that type has so much memory: 1 x nvidia-l4 with 80GiB is asked for, the largest has "
       "24GB"},
      {"gpu: {count: 1, memory: 20GiB}, memory: 40TiB, providers: aws", " with "},
      {"gpu: t4, architecture: arm64", "nvidia-t4), x86_64 only"},
      {"gpu: {type: l4, count: 1}, memory: 20TiB", "x nvidia-l4)"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.facts);
    CHECK_THAT(size_message("kubernetes/generic", "kubernetes.generic.size", std::string(row.facts)),
               contains(std::string(row.nearest)));
  }
}

TEST_CASE("of a card that no recorded machine has nothing is known") {
  for (const std::string_view gpu : {"v100", "mi250", "gb200", "tpu-v6e", "trn2"}) {
    CAPTURE(gpu);
    const WorkloadReport report =
        judged(builtin("current"), "trigger: batch, timeout: 5h, memory: 8GiB, gpu: " + std::string(gpu));
    const std::string_view verdict = gpu == "trn2" ? "fits" : "unknown";
    CHECK(test::verdict(report, "kubernetes/generic") == verdict);
    if (gpu == "trn2") CHECK(offering(report, "kubernetes/generic").size->gpu == "aws-trainium2");
  }
}

TEST_CASE("of a card without recorded memory nothing is known of what it holds") {
  struct Row {
    std::string_view offering, gpu, verdict;
  };
  static constexpr std::array<Row, 8> rows{{
      {"aws-ecs/ec2", "{count: 1, type: aws-neuron, memory: 8GB}", "unknown"},
      {"aws-batch/ec2", "{count: 1, type: aws-neuron, memory: 8GB}", "unknown"},
      {"kubernetes/eks", "{count: 1, type: aws-neuron, memory: 8GB}", "unknown"},
      {"kubernetes/generic", "{count: 1, type: aws-neuron, memory: 8GB}", "unknown"},
      {"kubernetes/eks", "{count: 1, type: aws-neuron}", "fits"},
      {"kubernetes/eks", "{count: 13, type: inferentia2, memory: 8GB}", "does_not_fit"},
      {"kubernetes/generic", "{count: 16, type: google-tpu, memory: 8GB}", "unknown"},
      {"kubernetes/gke-standard", "{count: 1, type: google-tpu, memory: 30GB}", "unknown"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.offering, row.gpu);
    const WorkloadReport report =
        judged(builtin("current"), fmt::format("trigger: batch, timeout: 5h, memory: 12GiB, dependency_size: "
                                               "8MiB, traffic: steady, gpu: {}",
                                               row.gpu));
    CHECK(verdict(report, row.offering) == row.verdict);
  }
}

TEST_CASE("what no recorded machine holds may stand in one with a card of which none is recorded") {
  struct Row {
    std::string_view facts, verdict;
  };
  static constexpr std::array<Row, 8> rows{{
      {"gpu: {count: 1, memory: 250GB}", "unknown"},
      {"gpu: {count: 1, type: gb300, memory: 250GB}", "unknown"},
      {"gpu: 1, architecture: arm64", "unknown"},
      // Every card of these types is recorded.
      {"gpu: {count: 16, type: [l4, t4]}", "does_not_fit"},
      {"gpu: t4, architecture: arm64, providers: aws", "does_not_fit"},
      // No machine is larger than those that are recorded.
      {"gpu: {count: 17, type: gb300}", "does_not_fit"},
      {"gpu: 1, memory: 40TiB, architecture: arm64, providers: aws", "does_not_fit"},
      {"gpu: {count: 1, type: gb300}, memory: 40TiB, providers: aws", "does_not_fit"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.facts);
    const std::string_view id = row.facts.ends_with("aws") ? "kubernetes/eks" : "kubernetes/gke-standard";
    const WorkloadReport report = judged(
        builtin("current"), fmt::format("trigger: batch, timeout: 5h, dependency_size: 8MiB, {}", row.facts));
    CHECK(verdict(report, id) == row.verdict);
    for (const Finding& finding : offering(report, id).findings)
      if (finding.rule.ends_with(".size")) CHECK(finding.message.find("0B") == std::string::npos);
  }
}

TEST_CASE("the type of a machine is a name of its accelerator") {
  struct Row {
    std::string_view name, type;
  };
  static constexpr std::array<Row, 3> rows{{
      {"p4d.24xlarge", "nvidia-a100"},
      {"trn1.2xlarge", "aws-neuron"},
      {"ct5lp-hightpu-4t", "google-tpu"},
  }};
  for (const Row& row : rows) {
    const WorkloadReport report = judged(builtin("current"), fmt::format("gpu: {}", row.name));
    for (const FactReport& fact : report.facts)
      if (fact.fact == "gpu.type") CHECK(fact.items == std::vector<std::string>{std::string(row.type)});
  }
}

TEST_CASE("one provider narrows the machines") {
  const WorkloadReport report = judged(builtin("current"), "memory: 4GiB, cpu: 2, gpu: l4, providers: gcp");
  REQUIRE(offering(report, "kubernetes/generic").size);
  CHECK(offering(report, "kubernetes/generic").size->name.starts_with("g2-"));
}

TEST_CASE("what is written for a cluster may run on machines of ones own") {
  struct Row {
    std::string_view facts, target, outcome;
  };
  static constexpr std::array<Row, 11> rows{{
      {"cpu: 216, memory: 1800GiB, gpu: {count: 8, type: h100}", "kubernetes/generic", "unknown"},
      {"cpu: 4, memory: 50GiB, gpu: {count: 10, type: t4}", "kubernetes/generic", "unknown"},
      {"cpu: 96, memory: 1TiB, gpu: {count: 8, type: mi300x}", "kubernetes/generic", "unknown"},
      {"cpu: 4, memory: 50GiB, gpu: {count: 10, type: t4}", "kubernetes/knative", "unknown"},
      // What is written for another platform would rent its machines.
      {"cpu: 4, memory: 50GiB, gpu: {count: 10, type: t4}", "aws-ecs/ec2", "fail"},
      // No machine at all is so large, or is of that kind.
      {"cpu: 5000, memory: 50GiB, gpu: none", "kubernetes/generic", "fail"},
      {"cpu: 4, memory: 16GiB, gpu: {count: 1000, type: t4}", "kubernetes/generic", "fail"},
      {"cpu: 4, memory: 16GiB, gpu: none, operating_system: windows, architecture: arm64",
       "kubernetes/generic", "fail"},
      // Those of a provider are recorded.
      {"cpu: 4, memory: 50GiB, gpu: {count: 10, type: t4}, providers: aws", "kubernetes/generic", "fail"},
      {"cpu: 4, memory: 50GiB, gpu: {count: 12, type: trn1}", "kubernetes/generic", "none"},
      {"cpu: 400, memory: 50GiB, gpu: {count: 16, type: trn1}", "kubernetes/generic", "fail"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.facts, row.target);
    const std::string_view id = row.target == "kubernetes/knative" ? row.target : "kubernetes/generic";
    const WorkloadReport report =
        judged(builtin("current"), fmt::format("{}, target: {}", row.facts, row.target));
    const std::string rule =
        id == "kubernetes/knative" ? "kubernetes.knative.size" : "kubernetes.generic.size";
    CHECK(outcome(report, id, rule) == row.outcome);
    for (const Finding& finding : offering(report, id).findings)
      if (finding.rule == rule && row.outcome == "unknown")
        CHECK_THAT(finding.message, contains("`cluster:` in placer.yaml"));
  }
}

TEST_CASE("a size that nothing has was held against what is known") {
  for (const std::string_view facts :
       {"cpu: 5000, memory: 1GiB, gpu: none", "cpu: 4, memory: 50GiB, gpu: {count: 10, type: t4}"}) {
    CAPTURE(facts);
    const WorkloadReport report =
        judged(builtin("current"), fmt::format("{}, target: kubernetes/generic", facts));
    CHECK(offering(report, "kubernetes/generic").applied == 1);
  }
  const WorkloadReport open = judged(builtin("current"), "cpu: 4, target: kubernetes/generic");
  CHECK(offering(open, "kubernetes/generic").applied == 0);
}

TEST_CASE("each role of a workload finds a size of its own") {
  const rules::RuleSet& rules = builtin("current");
  Workload all = workload(
      rules, "memory: 1000GiB, cpu: 64, gpu: t4, nodes: 3, target: kubernetes/generic, providers: aws");
  const Workload head = workload(rules, "memory: 1000GiB, cpu: 64, gpu: none, providers: aws");
  const Workload worker = workload(rules, "memory: 16GiB, cpu: 4, gpu: t4, providers: aws");
  CHECK(verdict(judged(rules, all), "kubernetes/generic") == "does_not_fit");
  all.roles = {head.facts, worker.facts};
  const WorkloadReport fits = judged(rules, all);
  CHECK(outcome(fits, "kubernetes/generic", "kubernetes.generic.size") == "none");
  CHECK(offering(fits, "kubernetes/generic").size->text.find(" and ") != std::string::npos);

  // What is said is what the one role needs.
  all.roles = {head.facts, workload(rules, "memory: 900GiB, cpu: 4, gpu: t4, providers: aws").facts};
  const WorkloadReport report = judged(rules, all);
  for (const Finding& finding : offering(report, "kubernetes/generic").findings)
    if (finding.rule == "kubernetes.generic.size")
      CHECK(finding.needed.text.starts_with("4 vCPU, 900GiB, 1 x"));
  CHECK(outcome(report, "kubernetes/generic", "kubernetes.generic.size") == "fail");
}

TEST_CASE("what the platform fills in counts beside what is set") {
  const rules::RuleSet& rules = builtin("current");
  const auto service = [&](const std::string& facts) {
    Workload one =
        workload(rules, "trigger: http, timeout: 30s, gpu: none, target: cloud-run/service, " + facts);
    one.facts.push_back(fact(rules, "cpu", {1000, 1000}, Origin::platform_default));
    return verdict(judged(rules, one), "cloud-run/service");
  };
  CHECK(service("memory: 8GiB") == "does_not_fit");
  CHECK(service("memory: 4GiB") != "does_not_fit");
}
