// Sizing over rows made here: steps, ranges without an end, kinds of rows, needs that are open or enormous.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

using namespace placer;
using namespace placer::test;

namespace {

/// "verdict: size" on an offering with these rows; "verdict: none" without a size.
std::string sized(const std::string& rows, const std::string& facts, bool strict = false) {
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform("beta", "50%", "sizes:\n  - {offerings: [one], source: page" + rows + "}\n")
          .load();
  engine::JudgeOptions options;
  options.strict = strict;
  const WorkloadReport report = judged(rules, facts, options);
  const OfferingReport& one = offering(report, "beta/one");
  return fmt::format("{}: {}", to_string(one.verdict), one.size ? one.size->text : "none");
}

const std::string pairs =
    ", rows: [{cpu: 0.25, memory: 512MiB}, {cpu: 1, memory: 2GiB..8GiB, memory_step: 1GiB}, {cpu: 2..4, "
    "cpu_step: 1, memory: 4GiB..16GiB}]";
const std::string by_memory =
    ", memory_per_vcpu: 1769MiB, rows: [{memory: 128MiB..10240MiB, memory_step: 1MiB}]";
const std::string open_end =
    ", rows: [{cpu: 4, memory: 16GiB, gpu: nvidia-l4, gpu_count: 1}, {cpu: 20.., memory: 80GiB.., gpu: "
    "nvidia-a100-80gb, gpu_count: 1}]";

struct Row {
  const char* facts;
  const char* size;
};

}  // namespace

TEST_CASE("needs are rounded up to pairs that are sold") {
  static constexpr Row table[] = {
      {"memory: 512MiB, gpu: none", "fits: 0.25 vCPU, 512MiB"},
      {"memory: 513MiB, gpu: none", "fits: 1 vCPU, 2GiB"},
      {"memory: 2GiB, cpu: 0.25, gpu: none", "fits: 1 vCPU, 2GiB"},
      {"memory: 2049MiB, gpu: none", "fits: 1 vCPU, 3GiB"},
      {"memory: 8GiB, cpu: 1, gpu: none", "fits: 1 vCPU, 8GiB"},
      {"memory: 8193MiB, cpu: 1, gpu: none", "fits: 2 vCPU, 8193MiB"},
      {"memory: 1GiB, cpu: 2.5, gpu: none", "fits: 3 vCPU, 4GiB"},
      {"memory: 16GiB, cpu: 4, gpu: none", "fits: 4 vCPU, 16GiB"},
      {"memory: 17GiB, cpu: 1, gpu: none", "does_not_fit: none"},
      {"memory: 1GiB, cpu: 4.001, gpu: none", "does_not_fit: none"},
      {"memory: 1GiB..16GiB, gpu: none", "fits: 2 vCPU, 16GiB"},
      {"memory: 1GiB..17GiB, gpu: none", "unknown: none"},
      {"memory: 1GiB.., gpu: none", "unknown: none"},
      {"memory: 1GiB, gpu: 1", "does_not_fit: none"},
      {"memory: 1GiB", "unknown: none"},
      {"gpu: none", "unknown: none"},
  };
  for (const Row& row : table) {
    CAPTURE(row.facts);
    CHECK(sized(pairs, row.facts) == row.size);
  }
}

TEST_CASE("processors follow from memory where they are sold so") {
  static constexpr Row table[] = {
      {"memory: 1MiB, gpu: none", "fits: 0.25 vCPU, 443MiB"},
      {"memory: 1MiB, cpu: 0.05, gpu: none", "fits: 0.072 vCPU, 128MiB"},
      {"memory: 1GiB, cpu: 1, gpu: none", "fits: 1 vCPU, 1769MiB"},
      {"memory: 1GiB, cpu: 2, gpu: none", "fits: 2 vCPU, 3538MiB"},
      {"memory: 3GiB, cpu: 1, gpu: none", "fits: 1.736 vCPU, 3GiB"},
      {"memory: 10GiB, cpu: 5.788, gpu: none", "fits: 5.788 vCPU, 10GiB"},
      {"memory: 1GiB, cpu: 6, gpu: none", "does_not_fit: none"},
      // A number of processors that no machine will ever have must not overflow into a small one.
      {"memory: 1GiB, cpu: 9000000000000000, gpu: none", "does_not_fit: none"},
      {"memory: 8000000TiB, cpu: 1, gpu: none", "does_not_fit: none"},
  };
  for (const Row& row : table) {
    CAPTURE(row.facts);
    CHECK(sized(by_memory, row.facts) == row.size);
  }
}

TEST_CASE("above a size without a published end nothing is certain") {
  static constexpr Row table[] = {
      {"memory: 16GiB, gpu: l4", "fits: 4 vCPU, 16GiB, 1 x nvidia-l4"},
      {"memory: 17GiB, gpu: l4", "does_not_fit: none"},
      {"memory: 17GiB, gpu: a100", "fits: 20 vCPU, 80GiB, 1 x nvidia-a100-80gb"},
      {"memory: 81GiB, gpu: a100", "unknown: none"},
      {"memory: 80GiB, cpu: 21, gpu: a100", "unknown: none"},
      {"memory: 81GiB, gpu: {type: a100, count: 2}", "does_not_fit: none"},
      {"memory: 8GiB, gpu: {count: 1, memory: 24GB}", "fits: 4 vCPU, 16GiB, 1 x nvidia-l4"},
      {"memory: 8GiB, gpu: {count: 1, memory: 24GiB}", "fits: 20 vCPU, 80GiB, 1 x nvidia-a100-80gb"},
      {"memory: 8GiB, gpu: {count: 1, memory: 81GiB}", "does_not_fit: none"},
      {"memory: 8GiB, gpu: {count: 1, type: [l4, a100]}", "fits: 4 vCPU, 16GiB, 1 x nvidia-l4"},
      {"memory: 8GiB, gpu: {count: 1, type: [l4, a100], memory: 1GiB}", "fits: 4 vCPU, 16GiB, 1 x nvidia-l4"},
      {"memory: 8GiB, gpu: tpu", "does_not_fit: none"},
      {"memory: 8GiB, gpu: none", "does_not_fit: none"},
      {"memory: 8GiB, gpu: 1", "unknown: none"},
      {"memory: 8GiB", "unknown: none"},
  };
  for (const Row& row : table) {
    CAPTURE(row.facts);
    CHECK(sized(open_end, row.facts) == row.size);
  }
}

TEST_CASE("rows of a system or an architecture count for those only") {
  const std::string kinds =
      ", rows: [{cpu: 1, memory: 4GiB, operating_system: linux, architecture: arm64}, {cpu: 1, memory: 2GiB, "
      "architecture: x86_64}]";
  static constexpr Row table[] = {
      {"memory: 3GiB, gpu: none", "fits: 1 vCPU, 4GiB"},
      {"memory: 3GiB, gpu: none, architecture: x86_64", "does_not_fit: none"},
      {"memory: 3GiB, gpu: none, operating_system: windows", "does_not_fit: none"},
      {"memory: 2GiB, gpu: none, operating_system: windows", "fits: 1 vCPU, 2GiB"},
      {"memory: 2GiB, gpu: none, operating_system: windows, architecture: arm64", "does_not_fit: none"},
  };
  for (const Row& row : table) {
    CAPTURE(row.facts);
    CHECK(sized(kinds, row.facts) == row.size);
  }
  // Presuming nothing, a row of an unknown kind may do or not.
  CHECK(sized(kinds, "memory: 3GiB, cpu: 1, gpu: none, gpu.memory: 0B", true) == "unknown: none");
  CHECK(sized(kinds,
              "memory: 3GiB, cpu: 1, gpu: none, gpu.memory: 0B, operating_system: linux, architecture: arm64",
              true) == "fits: 1 vCPU, 4GiB");
}

TEST_CASE("GPUs that are sold by memory serve who takes any card, and perhaps who names one") {
  const std::string by_gpu_memory =
      ", rows: [{cpu: 1, memory: 2GiB}, {cpu: 1, memory: 2GiB, gpu_memory: 12GiB, gpu_count: 1}, "
      "{cpu: 1, memory: 2GiB, gpu_memory: 24GiB, gpu_count: 1..}]";
  static constexpr Row rows[] = {
      {"gpu: none", "fits: 1 vCPU, 2GiB"},
      {"gpu: {count: 1, memory: 12GiB}", "fits: 1 vCPU, 2GiB, 1 x GPU of 12GiB"},
      {"gpu: {count: 1, memory: 13GiB}", "fits: 1 vCPU, 2GiB, 1 x GPU of 24GiB"},
      {"gpu: {count: 1, memory: 25GiB}", "does_not_fit: none"},
      {"gpu: {count: 2, memory: 12GiB}", "unknown: none"},
      {"gpu: {count: 2, memory: 25GiB}", "does_not_fit: none"},
      {"gpu: l4", "unknown: none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.facts);
    CHECK(sized(by_gpu_memory, std::string("memory: 1GiB, cpu: 1, ") + row.facts) == row.size);
  }
}

TEST_CASE("presuming nothing unknown processors leave a size open") {
  CHECK(sized(pairs, "memory: 1GiB, gpu: none, gpu.memory: 0B") == "fits: 1 vCPU, 2GiB");
  CHECK(sized(pairs, "memory: 1GiB, gpu: none, gpu.memory: 0B", true) == "unknown: none");
}

TEST_CASE("small processors are chosen only where they are stated") {
  const std::string rows = ", rows: [{cpu: 0.5, memory: 1GiB, only_if_stated: true}, {cpu: 1, memory: 1GiB}]";
  CHECK(sized(rows, "memory: 1GiB, gpu: none") == "fits: 1 vCPU, 1GiB");
  CHECK(sized(rows, "memory: 1GiB, cpu: 0.5, gpu: none") == "fits: 0.5 vCPU, 1GiB");
}

TEST_CASE("a size is left out where it is not sold") {
  const std::string rows =
      ", rows: [{cpu: 1, memory: 1GiB, when: \"trigger == queue\"}, {cpu: 2, memory: 2GiB, when: \"timeout "
      "<= "
      "1h\"}]";
  CHECK(sized(rows, "memory: 1GiB, gpu: none, trigger: queue, timeout: 1s") == "fits: 1 vCPU, 1GiB");
  CHECK(sized(rows, "memory: 1GiB, gpu: none, trigger: http, timeout: 1s") == "fits: 2 vCPU, 2GiB");
  CHECK(sized(rows, "memory: 3GiB, gpu: none, trigger: http, timeout: 1s") == "does_not_fit: none");
  CHECK(sized(rows, "memory: 1GiB, gpu: none, timeout: 2h") == "unknown: none");
}

TEST_CASE("of the memory of a node a part is kept") {
  const auto on_nodes = [](const std::string& memory) {
    RuleFiles files;
    files.replace(
        "machines.yaml", "machines:\n",
        "reserves:\n  - {provider: aws, shares: [{of: 4GiB, share: 25%}, {share: 10%}], besides: 100MiB, "
        "source: {title: a, as_of: undated, checked: 2026, basis: none, confidence: low}}\nmachines:\n");
    const rules::RuleSet rules =
        files.add_platform("beta", "50%", "sizes:\n  - {offerings: [one], machines: aws, nodes: true}\n")
            .load();
    const WorkloadReport report = judged(rules, "gpu: none, providers: aws, memory: " + memory);
    const OfferingReport& one = offering(report, "beta/one");
    return one.size ? std::string(one.size->name) : "none";
  };
  // 8 GiB without 1 GiB, a tenth of 4 GiB, and 100 MiB.
  CHECK(on_nodes("6658MiB") == "small");
  CHECK(on_nodes("6659MiB") == "large");
}

TEST_CASE("of the memory of a node a part is kept for each pod that it may hold") {
  const auto on_nodes = [](const std::string& memory, const std::string& pods) {
    RuleFiles files;
    files.replace(
        "machines.yaml", "machines:\n",
        "reserves:\n  - {provider: aws, besides: 100MiB, per_pod: 10MiB, pods: 50, source: {title: a, "
        "as_of: undated, checked: 2026, basis: none, confidence: low}}\nmachines:\n");
    files.replace("machines.yaml", "type: small,", "type: small, " + pods);
    const rules::RuleSet rules =
        files.add_platform("beta", "50%", "sizes:\n  - {offerings: [one], machines: aws, nodes: true}\n")
            .load();
    const WorkloadReport report = judged(rules, "gpu: none, providers: aws, memory: " + memory);
    const OfferingReport& one = offering(report, "beta/one");
    return one.size ? std::string(one.size->name) : "none";
  };
  CHECK(on_nodes("7592MiB", "") == "small");
  CHECK(on_nodes("7593MiB", "") == "large");
  CHECK(on_nodes("7992MiB", "pods: 10, ") == "small");
  CHECK(on_nodes("7993MiB", "pods: 10, ") == "large");
}

TEST_CASE("machines are used up to less than their nominal size") {
  const auto on_machines = [](const std::string& facts) {
    const rules::RuleSet rules =
        RuleFiles()
            .add_platform("beta", "50%",
                          "sizes:\n  - {offerings: [one], machines: any, below_nominal: [memory]}\n")
            .load();
    const WorkloadReport report = judged(rules, facts);
    const OfferingReport& one = offering(report, "beta/one");
    return fmt::format("{}: {}", to_string(one.verdict), one.size ? std::string(one.size->name) : "none");
  };
  static constexpr Row table[] = {
      {"memory: 1GiB, gpu: none", "fits: small"},
      {"memory: 8191MiB, gpu: none", "fits: small"},
      {"memory: 8GiB, gpu: none", "fits: arm"},
      {"memory: 8GiB, gpu: none, architecture: x86_64", "fits: large"},
      {"memory: 8GiB, gpu: none, providers: aws", "fits: large"},
      {"memory: 512GiB, gpu: none", "does_not_fit: none"},
      {"memory: 1GiB, gpu: l4", "fits: card"},
      {"memory: 1GiB, gpu: l4, providers: aws", "does_not_fit: none"},
      {"memory: 32GiB, gpu: {count: 1, memory: 1GiB}", "fits: cards"},
      {"memory: 1GiB, gpu: {count: 8, type: a100}", "fits: cards"},
      {"memory: 1GiB, gpu: {count: 9, type: a100}", "does_not_fit: none"},
      {"memory: 1GiB, gpu: {type: a100, memory: 80GB}", "fits: cards"},
  };
  for (const Row& row : table) {
    CAPTURE(row.facts);
    CHECK(on_machines(row.facts) == row.size);
  }
}

TEST_CASE("a size that fails is told only where no limit has said so") {
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "50%",
                                                 "limits:\n"
                                                 "  - {id: beta.memory, fact: memory, at_most: 8GiB, "
                                                 "hardness: hard, source: page, message: m, remedy: r}\n"
                                                 "sizes:\n"
                                                 "  - {offerings: [one], source: page, rows: [{cpu: 1, "
                                                 "memory: 1GiB..4GiB}, {cpu: 4, memory: 8GiB}]}\n")
                                   .load();
  const WorkloadReport both = judged(rules, "memory: 9GiB, gpu: none");
  CHECK(outcome(both, "beta/one", "beta.memory") == "fail");
  CHECK(outcome(both, "beta/one", "beta.one.size") == "none");
  const WorkloadReport size = judged(rules, "memory: 8GiB, cpu: 5, gpu: none");
  CHECK(outcome(size, "beta/one", "beta.one.size") == "fail");
  CHECK(verdict(size, "beta/one") == "does_not_fit");
  CHECK(offering(size, "beta/one").findings.front().message ==
        "no size holds 5 vCPU, 8GiB; the nearest is 4 vCPU, 8GiB");
}
