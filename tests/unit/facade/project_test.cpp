// The project file: what it takes, what it refuses, and pods that no node of its cluster holds.
#include "facade/project.hpp"

#include "facade/allowed.hpp"
#include "facade/cluster.hpp"
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
  std::optional<rules::RuleSet> rules;
};

Read read(const std::string& text) {
  Read result;
  MemoryReader reader;
  reader.files["placer.yaml"] = text;
  result.project = read_project("placer.yaml", reader, result.sources, result.sink);
  result.rules = apply_project(result.project, builtin("current"), result.sources, result.sink);
  return result;
}

std::vector<rules::Machine> nodes(const std::string& text) { return read(text).project.amendments.machines; }

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
  check_cluster(nodes(two_nodes), builtin("current"), workload);
  if (workload.violations.empty()) return {};
  return workload.violations.front().needed + " | " + workload.violations.front().allowed;
}

constexpr std::int64_t gib = std::int64_t{1} << 30U;

}  // namespace

TEST_CASE("nodes are written in the words of the manifest") {
  const Read result = read(two_nodes);
  CHECK_FALSE(result.sink.has_errors());
  const std::vector<rules::Machine>& machines = result.project.amendments.machines;
  REQUIRE(machines.size() == 2);
  CHECK(machines[0].text == "4 vCPU, 16GiB");
  CHECK(machines[1].text == "2 vCPU, 32GiB, 1 x nvidia-l4");
  CHECK(machines[1].gpu_types != 0);
}

TEST_CASE("mistakes in a project file are shown and what is good beside them counts") {
  struct Row {
    std::string_view text, message;
  };
  static constexpr std::array<Row, 11> rows{{
      {"rules: [[a]]\n", "an entry of `rules` is the path of a rule file"},
      {"rules: [\"\"]\n", "an entry of `rules` is the path of a rule file"},
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
    REQUIRE(result.sink.errors() == 1);
    CHECK_THAT(result.sink.sorted().front().message, contains(std::string(row.message)));
  }
  CHECK(nodes("cluster: {nodes: [{cpu: 4}, {cpu: 4, memory: 16GiB}]}\n").size() == 1);
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

TEST_CASE("what a workload says is held against the nodes of its cluster") {
  const rules::RuleSet& rules = builtin("current");
  const auto held = [&](const std::string& facts, const std::string& cluster) {
    return is_held_to(nodes(cluster), rules, workload(rules, facts));
  };
  CHECK(held("target: kubernetes/generic, cpu: 1", two_nodes));
  CHECK_FALSE(held("target: kubernetes/generic", two_nodes));
  CHECK_FALSE(held("target: cloud-run/service, cpu: 1", two_nodes));
  CHECK_FALSE(held("target: kubernetes/generic, cpu: 1", "cluster: {nodes: []}\n"));
}

TEST_CASE("a kind of GPU that no node has is named and pointed at") {
  const rules::RuleSet& rules = builtin("current");
  Workload one = workload(rules, "target: kubernetes/generic, cpu: 1, gpu: {count: 1, type: h100}");
  check_cluster(nodes(two_nodes), rules, one);
  REQUIRE(one.violations.size() == 1);
  CHECK(one.violations.front().needed == "1 vCPU, 1 x nvidia-h100");
  CHECK(one.violations.front().where == one.find(fact_id(rules, "gpu.type"))->where);
}

TEST_CASE("a pod that asks for devices of a maker runs on no one else's") {
  const rules::RuleSet& rules = builtin("current");
  const auto found = [&](const std::string& facts, const char* maker, const std::string& types) {
    Workload one = workload(rules, "target: kubernetes/generic, cpu: 1, " + facts);
    one.maker_types = workload(rules, std::string("gpu: {count: 1, type: ") + maker + "}")
                          .find(fact_id(rules, "gpu.type"))
                          ->value.low;
    check_cluster(nodes("cluster: {nodes: [{cpu: 4, memory: 16GiB, gpu: {count: 1" + types + "}}]}\n"), rules,
                  one);
    if (one.violations.empty()) return std::string();
    CHECK(one.violations.front().where == one.find(fact_id(rules, "gpu.count"))->where);
    return one.violations.front().needed;
  };
  CHECK(found("gpu: {count: 1}", "[l4, t4]", ", type: amd-mi300x") == "1 vCPU, 1 x nvidia");
  CHECK(found("gpu: {count: 1}", "[l4, t4]", ", type: t4").empty());
  CHECK(found("gpu: {count: 1}", "[l4, t4]", "").empty());
  CHECK(found("gpu: none", "[l4, t4]", ", type: amd-mi300x").empty());
  CHECK(found("gpu: {count: 1, type: amd-mi300x}", "[l4, t4]", ", type: amd-mi300x").empty());
}

TEST_CASE("a pod for processors that only small nodes have is larger than every node") {
  const rules::RuleSet& rules = builtin("current");
  const auto project = nodes(
      "cluster: {nodes: [{cpu: 8, memory: 64GiB, architecture: x86_64}, "
      "{cpu: 8, memory: 32GiB, architecture: arm64}]}\n");
  const auto violations = [&](const std::string& facts) {
    Workload one = workload(rules, "target: kubernetes/generic, cpu: 1, " + facts);
    check_cluster(project, rules, one);
    return one.violations;
  };
  CHECK(violations("memory: 60GiB").empty());
  CHECK(violations("memory: 60GiB, architecture: any").empty());
  CHECK(violations("memory: 30GiB, architecture: arm64").empty());
  const auto refused = violations("memory: 60GiB, architecture: arm64");
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().needed == "1 vCPU, 60GiB, arm64");
  CHECK(refused.front().allowed == "8 vCPU, 64GiB, x86_64; 8 vCPU, 32GiB, arm64");
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
  const std::vector<rules::Machine> project = nodes(two_nodes);
  check_cluster(project, builtin("current"), workload);
  CHECK(workload.violations.empty());

  // The second fails in its memory, the third only as a whole.
  workload.roles = {pod(4000, gib, 10), pod(1000, 64 * gib, 20), pod(4000, 32 * gib, 30)};
  check_cluster(project, builtin("current"), workload);
  REQUIRE(workload.violations.size() == 2);
  CHECK(workload.violations[0].needed == "1 vCPU, 64GiB");
  CHECK(workload.violations[0].where.offset == 21);
  CHECK(workload.violations[1].needed == "4 vCPU, 32GiB");
  CHECK(workload.violations[1].places() == std::vector<Location>{{0, 30, 1}, {0, 31, 1}});

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
  check_cluster(nodes(two_nodes), builtin("current"), workload);
  CHECK(workload.violations.empty());
}

TEST_CASE("a quota that was raised takes the project file as its source and place") {
  const Read result = read(
      "# ours\nquotas:\n"
      "  - {rule: aws-lambda.concurrency, at_most: 5000, source: support case 42, checked: 2026-11-01}\n");
  CHECK_FALSE(result.sink.has_errors());
  const rules::RuleSet& rules = *result.rules;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    if (rules.text(rule.id) != "aws-lambda.concurrency") continue;
    CHECK(rules.rows(rule.require)[0].bound == 5000);
    CHECK(rules.text(rules.rows<rules::Source>()[rule.source].title) == "support case 42");
    CHECK(rules.text(rules.rows<rules::File>()[rule.place.file].path) == "placer.yaml");
    CHECK(rule.place.line == 3);
  }
  CHECK(rules.own() == "placer.yaml");
  CHECK(rules.digest() != builtin("current").digest());
  const std::string busy =
      "trigger: http, timeout: 10s, duration: 1s, memory: 1GiB, package.size: 1MiB, gpu: none, "
      "traffic: {pattern: steady, average: 1000rps, peak: 2000rps}";
  CHECK(verdict(judged(builtin("current"), busy), "aws-lambda/zip") == "fits_with_changes");
  CHECK(verdict(judged(rules, busy), "aws-lambda/zip") == "fits");
  // What new accounts have is no news to one whose quota was looked up.
  CHECK(advised(judged(builtin("current"), busy), "aws-lambda.concurrency-new-account"));
  CHECK_FALSE(advised(judged(rules, busy), "aws-lambda.concurrency-new-account"));
}

TEST_CASE("a rule that a project does not ask decides nothing, and says why") {
  const Read result = read("disable: [{rule: aws-lambda.timeout, because: we know better}]\n");
  CHECK_FALSE(result.sink.has_errors());
  const std::string slow = "trigger: http, timeout: 20min, memory: 1GiB, package.size: 1MiB, gpu: none";
  CHECK(outcome(judged(builtin("current"), slow), "aws-lambda/zip", "aws-lambda.timeout") == "fail");
  CHECK(outcome(judged(*result.rules, slow), "aws-lambda/zip", "aws-lambda.timeout") != "fail");
  for (const rules::Rule& rule : result.rules->rows<rules::Rule>())
    if (result.rules->text(rule.id) == "aws-lambda.timeout")
      CHECK(result.rules->text(rule.note) == "not asked, by placer.yaml:1:11: we know better");
}

TEST_CASE("weights of a project count in the score") {
  const Read result = read("weights: {portability: 1000, cost: 7}\n");
  CHECK_FALSE(result.sink.has_errors());
  for (const rules::Criterion& criterion : result.rules->rows<rules::Criterion>()) {
    if (result.rules->text(criterion.id) == "portability") CHECK(criterion.weight == 1000);
    if (result.rules->text(criterion.id) == "monthly_cost") CHECK(criterion.weight == 7);
  }
}

TEST_CASE("what a project allows narrows what manifests leave open, and rejects the rest") {
  const Read result = read("only: {providers: [aws], regions: [eu-west-1, eu-central-1]}\n");
  CHECK_FALSE(result.sink.has_errors());
  const rules::RuleSet& rules = *result.rules;
  const std::string core = "trigger: http, timeout: 10s, memory: 1GiB, package.size: 1MiB, gpu: none";
  const auto report = [&](const std::string& more) {
    Workload one = workload(rules, core + more);
    narrow(result.project.only, rules, {}, rules::deployed_region, one);
    return judged(rules, one);
  };
  CHECK(outcome(report(""), "cloud-run/service", "cloud-run.provider") == "fail");
  CHECK(outcome(report(""), "aws-lambda/zip", "project.providers") != "fail");
  CHECK(outcome(report(", providers: [aws, gcp]"), "cloud-run/service", "cloud-run.provider") == "fail");
  // What the manifest insists on is not changed behind its back: nothing is left.
  CHECK(outcome(report(", providers: [gcp]"), "kubernetes/generic", "project.providers") == "fail");
  CHECK(recommended(report(", providers: [gcp]")) == "none");
  CHECK(outcome(report(", regions: [us-east-1]"), "aws-lambda/zip", "project.regions") == "fail");
  CHECK(outcome(report(", regions: [us-east-1, eu-west-1]"), "aws-lambda/zip", "project.regions") != "fail");
}

TEST_CASE("a manifest that is deployed to a region that is not allowed is refused as it is set") {
  const Read result = read("only: {regions: [europe-west1]}\n");
  const rules::RuleSet& rules = *result.rules;
  const auto report = [&](const std::string& region) {
    Workload one =
        workload(rules, "trigger: http, timeout: 10s, memory: 1GiB, gpu: none, target: cloud-run/service");
    one.foreign = true;
    one.region = region;
    one.region_at = {0, 3, 4};
    narrow(result.project.only, rules, {}, rules::deployed_region, one);
    return judged(rules, one);
  };
  const WorkloadReport elsewhere = report("us-central1");
  CHECK(outcome(elsewhere, "cloud-run/service", "project.deployed-region") == "fail");
  CHECK(verdict(elsewhere, "cloud-run/service") == "fits_with_changes");
  CHECK(outcome(elsewhere, "aws-lambda/image", "project.deployed-region") == "none");
  CHECK(outcome(report("europe-west1"), "cloud-run/service", "project.deployed-region") == "none");
  CHECK(outcome(report(""), "cloud-run/service", "project.deployed-region") == "none");
  CHECK(rules.find_rule("project.regions") != nullptr);
}

TEST_CASE("the nodes of the cluster are the sizes of kubernetes/generic") {
  const Read result = read(two_nodes);
  const auto verdict_of = [&](const std::string& needs) {
    return verdict(judged(*result.rules, "trigger: http, timeout: 10s, package.size: 1MiB, " + needs),
                   "kubernetes/generic");
  };
  CHECK(verdict_of("cpu: 2, memory: 8GiB, gpu: none") == "fits");
  CHECK(verdict_of("cpu: 2, memory: 24GiB, gpu: {count: 1, type: l4}") == "fits");
  CHECK(verdict_of("cpu: 8, memory: 8GiB, gpu: none") == "does_not_fit");
  CHECK(verdict_of("cpu: 2, memory: 8GiB, gpu: {count: 1, type: h100}") == "does_not_fit");
}

TEST_CASE("a node with an accelerator also holds what asks for none") {
  const Read result = read(
      "cluster: {nodes: [{cpu: 4, memory: 16GiB}, {cpu: 8, memory: 32GiB, gpu: {count: 1, type: t4}}]}\n");
  const auto judge = [&](const std::string& needs) {
    return judged(*result.rules, "trigger: http, timeout: 10s, package.size: 1MiB, " + needs);
  };
  const auto verdict_of = [&](const std::string& needs) {
    return verdict(judge(needs), "kubernetes/generic");
  };
  CHECK(verdict_of("cpu: 6, memory: 20GiB, gpu: none") == "fits");
  CHECK(verdict_of("cpu: 9, memory: 20GiB, gpu: none") == "does_not_fit");
  CHECK(verdict_of("cpu: 6, memory: 20GiB, gpu: {count: 2, type: t4}") == "does_not_fit");
  // The scheduler looks at what is reserved, not at what may be taken beyond it.
  CHECK(verdict_of("cpu: 1..16, memory: 1GiB..64GiB, gpu: none") == "fits");
  CHECK(verdict_of("cpu: 9..16, memory: 1GiB..64GiB, gpu: none") == "does_not_fit");
  const WorkloadReport report = judge("cpu: 6, memory: 20GiB, gpu: {count: 1, type: t4}");
  CHECK(offering(report, "kubernetes/generic").size->text == "8 vCPU, 32GiB, 1 x nvidia-t4");
}

TEST_CASE("mistakes in what a project changes are shown at their place") {
  struct Row {
    std::string_view text, message;
  };
  static constexpr std::array<Row, 16> rows{{
      {"disable: [aws-lambda.timeout]\n", "a rule that is not asked must be a mapping"},
      {"disable: [{rule: aws-lambda.timeout}]\n", "a rule that is not asked needs `because`"},
      {"disable: [{rule: aws-lambda.timeot, because: x}]\n", "there is no rule `aws-lambda.timeot`"},
      {"quotas: [{rule: aws-lambda.timeout, at_most: 1h, source: s, checked: 2026-01-01}]\n",
       "`aws-lambda.timeout` is no quota and nothing that can be configured"},
      {"quotas: [{rule: aws-lambda.concurrency, at_most: 5000, checked: 2026-01-01}]\n",
       "a quota needs `source`"},
      {"quotas: [{rule: aws-lambda.concurrency, at_most: 5000, source: s, checked: soon}]\n",
       "expected a date like 2026-11-24, got `soon`"},
      {"quotas: [{rule: aws-lambda.concurrency, at_least: 5000, source: s, checked: 2026-01-01}]\n",
       "this rule bounds with `at_most`"},
      {"quotas: [{rule: aws-lambda.concurrency, at_most: many, source: s, checked: 2026-01-01}]\n",
       "expected a count"},
      {"disable:\n  - {rule: aws-lambda.timeout, because: x}\n  - {rule: aws-lambda.timeout, because: y}\n",
       "`aws-lambda.timeout` is changed twice"},
      {"disable: [{rule: aws-lambda.concurrency, because: x}]\n"
       "quotas: [{rule: aws-lambda.concurrency, at_most: 5000, source: s, checked: 2026-01-01}]\n",
       "`aws-lambda.concurrency` is changed twice"},
      {"disable: [{rule: kubernetes.generic.size, because: x}]\n",
       "`kubernetes.generic.size` says which sizes there are"},
      {"weights: {charm: 3}\n", "there is no criterion `charm`"},
      {"weights: {cost: 30, monthly_cost: 4}\n", "`monthly_cost` is weighed twice"},
      {"weights: {portability: 0}\n", "a weight is a number from 1 to 1000"},
      {"only: {provider: [aws]}\n", "`only` has no key `provider`"},
      {"only: {providers: [ibm]}\n", "`providers`: expected aws, gcp, azure, got `ibm`"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Read result = read(std::string(row.text));
    REQUIRE(result.sink.has_errors());
    CHECK_THAT(result.sink.sorted().front().message, contains(std::string(row.message)));
    CHECK(result.sink.sorted().size() == 1);
  }
}

TEST_CASE("what nobody says of the GPUs of a node is open") {
  const std::string job = "trigger: batch, timeout: 5h, memory: 8GiB, gpu: {count: 1, ";
  const Read project = read(two_nodes);
  CHECK(verdict(judged(*project.rules, job + "memory: 20GB}"), "kubernetes/generic") == "unknown");
}
