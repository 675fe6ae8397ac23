// Where a pod is pointed at that no node of its cluster holds.
#include "facade/cluster.hpp"

#include "facade/project.hpp"
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/memory_reader.hpp"
#include "support/rule_files.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace placer::test {

TEST_CASE("of what no node has enough of together, each is pointed at") {
  const rules::RuleSet& rules = builtin("current");
  SourceMap sources;
  DiagnosticSink sink;
  MemoryReader reader;
  reader.files["placer.yaml"] =
      "cluster: {nodes: [{cpu: 4, memory: 16GiB}, {cpu: 2, memory: 32GiB, gpu: {count: 1, type: l4}}]}\n";
  Project project = read_project("placer.yaml", reader, sources, sink);
  (void)apply_project(project, rules, sources, sink);
  const auto& nodes = project.amendments.machines;
  REQUIRE(nodes.size() == 2);
  const auto check = [&](const std::string& facts, std::initializer_list<std::string_view> names) {
    CAPTURE(facts);
    Workload one = workload(rules, "target: kubernetes/generic, " + facts);
    check_cluster(nodes, rules, one);
    REQUIRE(one.violations.size() == 1);
    std::vector<Location> expected;
    for (const std::string_view name : names) expected.push_back(one.find(fact_id(rules, name))->where);
    CHECK(one.violations.front().places() == expected);
  };
  check("cpu: 4, memory: 32GiB", {"cpu", "memory"});
  // What each node has enough of is no part of it.
  check("cpu: 4, memory: 1GiB, gpu: {count: 1}", {"cpu", "gpu.count"});
  check("cpu: 4, memory: 64GiB", {"memory"});
}

}  // namespace placer::test
