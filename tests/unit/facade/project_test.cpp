// The project file: what it takes, what it refuses, and pods that no node of its cluster holds.
#include "facade/project.hpp"

#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/memory_reader.hpp"
#include "support/rule_files.hpp"

#include <array>

using namespace placer;
using namespace placer::test;

namespace {

const std::string two_nodes =
    "cluster:\n"
    "  nodes:\n"
    "    - {cpu: 4, memory: 16GiB}\n"
    "    - {cpu: 2, memory: 32GiB, gpu: {count: 1, type: l4}}\n";

struct Read {
  SourceMap sources;
  DiagnosticSink sink;
  Project project;
};

Read read(const std::string& text) {
  Read result;
  MemoryReader reader;
  reader.files["placer.yaml"] = text;
  result.project = read_project("placer.yaml", builtin("current"), reader, result.sources, result.sink);
  return result;
}

Fact fact(std::string_view name, std::int64_t value) {
  Fact fact;
  fact.id = fact_id(builtin("current"), name);
  fact.value = {value, value};
  return fact;
}

/// What is said of a workload for Kubernetes with these facts; "" where a node holds it.
std::string violation(std::int64_t cpu, std::int64_t memory, std::int64_t gpus) {
  Workload workload;
  Fact target = fact("target", 0);
  target.texts = {"kubernetes/generic"};
  workload.facts = {target, fact("cpu", cpu), fact("memory", memory), fact("gpu.count", gpus)};
  check_cluster(read(two_nodes).project, builtin("current"), workload);
  if (workload.violations.empty()) return {};
  return workload.violations.front().needed + " | " + workload.violations.front().allowed;
}

constexpr std::int64_t gib = std::int64_t{1} << 30U;

}  // namespace

TEST_CASE("nodes are written in the words of the manifest") {
  const Read result = read(two_nodes);
  CHECK_FALSE(result.sink.has_errors());
  REQUIRE(result.project.nodes.size() == 2);
  CHECK(result.project.nodes[0].text == "4 vCPU, 16GiB");
  CHECK(result.project.nodes[1].text == "2 vCPU, 32GiB, 1 x nvidia-l4");
  CHECK(result.project.nodes[1].gpu_types != 0);
}

TEST_CASE("mistakes in a project file are shown and what is good beside them counts") {
  struct Row {
    std::string_view text, message;
  };
  static constexpr std::array<Row, 9> rows{{
      {"exclude: templates\n", "`exclude` of a project file must be a list"},
      {"exclude: [[a]]\n", "a glob is a text"},
      {"exclude: [/deploy]\n", "a glob is relative"},
      {"exclude: [\"a{b,c}\"]\n", "a glob has `*`, `**` and `?` only"},
      {"clusters: {}\n", "a project file has no key `clusters`"},
      {"cluster: {node: []}\n", "a cluster has no key `node`"},
      {"cluster: {nodes: [{cpu: 4}]}\n", "a node needs `cpu` and `memory`"},
      {"cluster: {nodes: [{cpu: 4, memory: 16GB, disk: 5}]}\n", "a node has no key `disk`"},
      {"cluster: {nodes: [{cpu: 4, memory: 16}]}\n", "a size in bytes needs a unit"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Read result = read(std::string(row.text));
    REQUIRE(result.sink.has_errors());
    CHECK_THAT(result.sink.sorted().front().message, contains(std::string(row.message)));
  }
  CHECK(read("cluster: {nodes: [{cpu: 4}, {cpu: 4, memory: 16GiB}]}\n").project.nodes.size() == 1);
}

TEST_CASE("what is not to be read is a list of globs") {
  const Read result = read("exclude: [charts/*/templates, \"**/testdata/\", \"!x\"]\n");
  CHECK(result.project.exclude == std::vector<std::string>{"charts/*/templates", "**/testdata/"});
  CHECK(result.sink.errors() == 1);
}

TEST_CASE("a pod larger than every node is seen, and one that some node holds is not") {
  CHECK(violation(4000, 16 * gib, 0).empty());
  CHECK(violation(2000, 32 * gib, 1).empty());
  CHECK(violation(8000, 8 * gib, 0) == "8 vCPU, 8GiB | 4 vCPU, 16GiB; 2 vCPU, 32GiB, 1 x nvidia-l4");
  CHECK(violation(4000, 32 * gib, 0) == "4 vCPU, 32GiB | 4 vCPU, 16GiB; 2 vCPU, 32GiB, 1 x nvidia-l4");
  CHECK(violation(1000, gib, 2) == "1 vCPU, 1GiB, 2 x GPU | 4 vCPU, 16GiB; 2 vCPU, 32GiB, 1 x nvidia-l4");
}

TEST_CASE("a kind of GPU that no node has is named and pointed at") {
  const rules::RuleSet& rules = builtin("current");
  Workload one = workload(rules, "target: kubernetes/generic, cpu: 1, gpu: {count: 1, type: h100}");
  check_cluster(read(two_nodes).project, rules, one);
  REQUIRE(one.violations.size() == 1);
  CHECK(one.violations.front().needed == "1 vCPU, 1 x nvidia-h100");
  CHECK(one.violations.front().where == one.find(fact_id(rules, "gpu.type"))->where);
}

TEST_CASE("each role of a workload is held against the nodes by itself") {
  const auto pod = [](std::int64_t cpu, std::int64_t memory, std::uint32_t offset) {
    std::vector<Fact> facts{fact("cpu", cpu), fact("memory", memory)};
    facts[0].where = {0, offset, 1};
    facts[1].where = {0, offset + 1, 1};
    return facts;
  };
  Workload workload;
  Fact target = fact("target", 0);
  target.texts = {"kubernetes/generic"};
  workload.facts = {target, fact("cpu", 4000), fact("memory", 32 * gib)};
  workload.roles = {pod(4000, gib, 10), pod(1000, 32 * gib, 20)};
  const Project project = read(two_nodes).project;
  check_cluster(project, builtin("current"), workload);
  CHECK(workload.violations.empty());

  // The second fails in its memory, the third only as a whole.
  workload.roles = {pod(4000, gib, 10), pod(1000, 64 * gib, 20), pod(4000, 32 * gib, 30)};
  check_cluster(project, builtin("current"), workload);
  REQUIRE(workload.violations.size() == 2);
  CHECK(workload.violations[0].needed == "1 vCPU, 64GiB");
  CHECK(workload.violations[0].where.offset == 21);
  CHECK(workload.violations[1].needed == "4 vCPU, 32GiB");
  CHECK(workload.violations[1].where.offset == 31);

  // What the caller says holds for each pod, but gives way to what a role states.
  workload.violations.clear();
  Fact assumed = fact("memory", 64 * gib);
  assumed.origin = Origin::assumed;
  workload.facts = {target, assumed};
  workload.roles = {pod(1000, gib, 10), {fact("cpu", 1000)}};
  check_cluster(project, builtin("current"), workload);
  REQUIRE(workload.violations.size() == 1);
  CHECK(workload.violations[0].needed == "1 vCPU, 64GiB");
}

TEST_CASE("a project file that says nothing is one that somebody forgot to fill in") {
  struct Row {
    std::string_view text, message;
  };
  static constexpr std::array<Row, 4> rows{{
      {"", "there is nothing in the project file placer.yaml"},
      {"# nodes\n", "there is nothing in the project file placer.yaml"},
      {"cluster: {}\n", "a cluster without nodes"},
      {"cluster: {nodes: []}\n", "a cluster without nodes"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Read result = read(std::string(row.text));
    CHECK_FALSE(result.sink.has_errors());
    REQUIRE(result.sink.sorted().size() == 1);
    CHECK(result.sink.sorted().front().severity == Severity::warning);
    CHECK_THAT(result.sink.sorted().front().message, contains(std::string(row.message)));
  }
  CHECK(read(two_nodes).sink.sorted().empty());
}

TEST_CASE("a cluster says nothing of workloads for other platforms") {
  Workload workload;
  Fact target = fact("target", 0);
  target.texts = {"aws-lambda/zip"};
  workload.facts = {target, fact("cpu", 64'000)};
  check_cluster(read(two_nodes).project, builtin("current"), workload);
  CHECK(workload.violations.empty());
}
