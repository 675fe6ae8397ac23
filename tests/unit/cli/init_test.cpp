// placer init: what it writes reads back to the same facts, and each line of an empty beginning can be used.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <placer/placer.hpp>

#include <fmt/core.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace placer;
using placer::test::MemoryReader;

namespace {

const Placer& current() {
  static const Placer placer = *Placer::builtin("current");
  return placer;
}

std::string init(const std::string& path, FileReader& reader) {
  cli::Environment environment{reader, {}, {}};
  cli::run({"init", "--from", path, "--config", "none", "-o", "-"}, environment);
  return environment.out;
}

/// "memory = 1073741824..1073741824" and the like, the accelerators of a maker that are presumed, and which
/// are not known or open between a few; without what no manifest can say.
std::map<std::string, std::string> facts_of(const WorkloadReport& workload) {
  std::map<std::string, std::string> facts;
  for (const FactReport& fact : workload.facts) {
    if (fact.origin == Origin::unresolved) {
      facts.emplace(fact.fact, "unresolved");
      continue;
    }
    if ((fact.fact == "target" && fact.items.size() > 1) ||
        (fact.fact == "timeout" && fact.amount.interval == Interval{0, 0}) ||
        (fact.fact == "schedule" && fact.amount.text == "0 25 * * *"))
      continue;
    std::string value;
    for (const std::string& item : fact.items) value += item + " ";
    for (const std::string& card : fact.cards) value += card + " ";
    if (value.empty() && fact.amount.interval)
      value = fmt::format("{}..{}", fact.amount.interval->low, fact.amount.interval->high);
    facts.emplace(fact.fact, value.empty() ? fact.amount.text : value);
  }
  for (const PresumedFact& fact : workload.presumed)
    if (fact.fact == "gpu.type" && !workload.maker_types.empty())
      facts.emplace(fact.fact, join(workload.maker_types, " ") + " ");
  for (const NarrowedFact& fact : workload.narrowed)
    facts.emplace(fact.fact, "one of " + join(fact.among, " "));
  return facts;
}

/// By offering; without the target and others that judge what is set in a manifest as well: no fact says
/// that.
std::map<std::string, Verdict> verdicts_of(const WorkloadReport& workload) {
  std::map<std::string, Verdict> verdicts;
  for (const OfferingReport& offering : workload.offerings)
    if (offering.id() != workload.target && !offering.refuses_settings())
      verdicts.emplace(offering.id(), offering.verdict);
  return verdicts;
}

/// What a file of bad examples says against itself is left open in its native form, which would refuse it.
bool is_contradictory(const Report& report) {
  for (const WorkloadReport& workload : report.workloads) {
    std::int64_t least = 0, most = unbounded;
    for (const FactReport& fact : workload.facts) {
      if (!fact.amount.interval) continue;
      if (fact.fact == "scale.min") least = fact.amount.interval->low;
      if (fact.fact == "scale.max") most = fact.amount.interval->high;
    }
    if (least > most) return true;
  }
  return false;
}

std::vector<std::string> manifests() {
  std::vector<std::string> paths;
  for (const char* directory : {"/examples", "/tests/golden/analyze", "/tests/golden/check"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::string(PLACER_SOURCE_DIR) + directory)) {
      const auto extension = entry.path().extension();
      if (entry.is_regular_file() && entry.path().stem() != "expected" &&
          (extension == ".yaml" || extension == ".json"))
        paths.push_back(entry.path().string());
    }
  return paths;
}

}  // namespace

TEST_CASE("a manifest that was begun from another one has the same facts") {
  std::size_t compared = 0;
  for (const std::string& path : manifests()) {
    DiskReader reader;
    SourceMap sources, again;
    const Report before = current().analyze({path}, reader, sources);
    if (before.workloads.empty()) continue;
    const std::string text = init(path, reader);
    INFO(path << "\n" << text);
    MemoryReader written = MemoryReader::of({{"workload.yaml", text}});
    const Report after = current().analyze({"workload.yaml"}, written, again);
    CHECK(after.broken_files == 0);
    REQUIRE(after.workloads.size() == before.workloads.size());
    if (is_contradictory(before)) continue;
    for (std::size_t i = 0; i < before.workloads.size(); ++i) {
      CHECK(after.workloads[i].name == on_one_line(before.workloads[i].name));
      CHECK(facts_of(after.workloads[i]) == facts_of(before.workloads[i]));
      const auto now = verdicts_of(after.workloads[i]);
      for (const auto& [offering, verdict] : verdicts_of(before.workloads[i])) {
        CAPTURE(before.workloads[i].name, offering);
        CHECK(std::string(to_string(now.at(offering))) == std::string(to_string(verdict)));
      }
      ++compared;
    }
  }
  CHECK(compared > 100);
}

TEST_CASE("a beginning keeps what is open, and what a platform fills in counts no more than it did") {
  struct Row {
    const char *path, *text, *lines;
  };
  for (const Row& row : {
           Row{"score.yaml",
               "apiVersion: score.dev/v1b1\nmetadata: {name: a}\ncontainers: {a: {image: x, volumes: {/d: "
               "{source: '${resources.d}'}}}}\nresources: {d: {type: volume}}\n",
               "persistent_volume: \"${PERSISTENT_VOLUME}\""},
           Row{"run.yaml",
               "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a, annotations: "
               "{run.googleapis.com/launch-stage: GA}}\nspec: {template: {spec: {containers: [{image: "
               "x}]}}}\n",
               "defaults:"},
           Row{"Dockerfile", "FROM nginx\nEXPOSE 80\n", "trigger:"},
           // What is no need of the workload, or more than the manifest says, and what no native one may say.
           Row{"Dockerfile", "FROM rocm/pytorch:latest\nEXPOSE 80\n",
               "\n  type:                         # presumed: those of the maker whose devices it asks for, "
               "or is "
               "made for\n    - amd-mi300x\n    - amd-mi250\n"},
           Row{"pod.yaml",
               "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: x, "
               "resources: {limits: {nvidia.com/gpu: 1}}}]}\n",
               "\n# gpu.type: [nvidia-l4, nvidia-t4, "},
           Row{"pod.yaml",
               "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {nodeSelector: "
               "{topology.kubernetes.io/region: us-east-1}, containers: [{name: a, image: x}]}\n",
               "\n# regions: us-east-1            # where it is deployed"},
           Row{"sam.yaml",
               "Transform: AWS::Serverless-2016-10-31\nResources: {F: {Type: 'AWS::Serverless::Function', "
               "Properties: {Handler: a.b, Runtime: python3.12, CodeUri: ., Timeout: 0}}}\n",
               "\n# timeout: 0                    # sam.yaml:2:"},
           Row{"serverless.yml",
               "service: a\nprovider: {name: aws, runtime: nodejs20.x}\nfunctions:\n  f: {handler: h, "
               "events: "
               "[{schedule: rate(1 hour)}, {schedule: cron(0 12 * * ? *)}]}\n",
               "schedule: \"rate(1 hour); cron(0 12 * * ? *)\""},
           Row{"cron.yaml",
               "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: '0 25 * * *', "
               "jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "
               "i}]}}}}}\n",
               "\n# schedule: 0 25 * * *          # cron.yaml:4:"},
           Row{"tpu.yaml",
               "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {nodeSelector: "
               "{cloud.google.com/gke-tpu-accelerator: tpu-v6e-slice}, containers: [{name: c, image: i, "
               "resources: {limits: {google.com/tpu: 4, memory: 100Gi}}}]}\n",
               "\n  type: tpu-v6e "},
           Row{"task.yaml",
               "name: a\nresources: {accelerators: {A100-80GB: 1, L4: 1}, memory: 16+}\nrun: x\n",
               "\n  type:                         # inferred: any one of 2 will do (task.yaml:2:28)\n    - "
               "nvidia-l4\n    - nvidia-a100-80\n"},
           // A role that does not say how much memory it needs.
           Row{"mpi.yaml",
               "apiVersion: kubeflow.org/v2beta1\nkind: MPIJob\nmetadata: {name: a}\nspec: {mpiReplicaSpecs: "
               "{Launcher: {template: {spec: {containers: [{name: l, image: i}]}}}, Worker: {replicas: 2, "
               "template: {spec: {containers: [{name: w, image: i, resources: {limits: {memory: 8Gi, cpu: 2, "
               "nvidia.com/gpu: 1}}}]}}}}}\n",
               "\nmemory: 8GiB.."},
       }) {
    CAPTURE(row.path);
    MemoryReader reader = MemoryReader::of({{row.path, row.text}});
    SourceMap sources, again;
    const Report before = current().analyze({row.path}, reader, sources);
    REQUIRE(before.workloads.size() == 1);
    const std::string text = init(row.path, reader);
    CHECK_THAT(text, test::contains(row.lines));
    MemoryReader written = MemoryReader::of({{"workload.yaml", text}});
    const Report after = current().analyze({"workload.yaml"}, written, again);
    REQUIRE(after.workloads.size() == 1);
    CHECK(facts_of(after.workloads[0]) == facts_of(before.workloads[0]));
    CHECK(verdicts_of(after.workloads[0]) == verdicts_of(before.workloads[0]));
  }
}

TEST_CASE("each line of an empty beginning says something that is understood") {
  DiskReader reader;
  cli::Environment environment{reader, {}, {}};
  REQUIRE(cli::run({"init", "--config", "none", "-o", "-"}, environment) == cli::exit_ok);
  const std::string& text = environment.out;
  std::size_t lines = 0;
  for (std::size_t at = text.find("\n\n"); at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (!line.starts_with("# ") || line.starts_with("# ---")) continue;
    line.erase(0, 2);
    INFO(line);
    MemoryReader written = MemoryReader::of({{"workload.yaml", "name: a\n" + line + "\n"}});
    SourceMap sources;
    const Report report = current().analyze({"workload.yaml"}, written, sources);
    CHECK(report.broken_files == 0);
    REQUIRE(report.workloads.size() == 1);
    CHECK(report.workloads.front().facts.size() >= 1);  // a GPU type says that there is one
    ++lines;
  }
  CHECK(lines > 60);
}

TEST_CASE("what ends a line of YAML ends no comment of a beginning") {
  for (const char* line_end : {"\\n", "\\r", "\\u0085", "\\u2028", "\\u2029"}) {
    INFO(line_end);
    const std::string pod = fmt::format(
        R"({{"apiVersion": "v1", "kind": "Pod", "metadata": {{"name": "a"}}, "spec": {{"containers":
            [{{"image": "x", "resources": {{"requests": {{"memory": "${{A{}timeout: 7s #}}"}}}}}}]}}}})",
        line_end);
    MemoryReader reader = MemoryReader::of({{"pod.json", pod}});
    const std::string text = init("pod.json", reader);
    CHECK(text.find("timeout: 7s") != std::string::npos);
    MemoryReader written = MemoryReader::of({{"workload.yaml", text}});
    SourceMap sources;
    const Report report = current().analyze({"workload.yaml"}, written, sources);
    CHECK(report.broken_files == 0);
    REQUIRE(report.workloads.size() == 1);
    CHECK_FALSE(facts_of(report.workloads.front()).contains("timeout"));
  }
}

TEST_CASE("a beginning writes over nothing, and says where nothing can be begun from") {
  MemoryReader reader = MemoryReader::of({{"other.yaml", "kind: Other\n"}});
  cli::Environment environment{reader, {}, {}};
  CHECK(cli::run({"init", "-o", std::string(PLACER_SOURCE_DIR) + "/README.md"}, environment) ==
        cli::exit_failed);
  CHECK(environment.err.find("is there already") != std::string::npos);
  environment.err.clear();
  CHECK(cli::run({"init", "--from", "other.yaml", "-o", "-"}, environment) == cli::exit_failed);
  CHECK(environment.out.empty());
  CHECK(environment.err.find("no workload") != std::string::npos);
}
