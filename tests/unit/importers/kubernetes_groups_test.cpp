// Groups of pods whose number is not the number that stands beside them.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

namespace placer::test {
namespace {

std::string object(const std::string& version, const std::string& kind, const std::string& spec) {
  return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" + spec + "}\n";
}

std::string pod(const std::string& name, const std::string& resources) {
  return name + ": {spec: {containers: [{name: a, image: shop, resources: {limits: {" + resources + "}}}]}}";
}

std::string fact(const std::string& text, const std::string& name) {
  const Imported imported = import(text);
  CHECK(imported.problems().empty());
  const std::string found = imported.fact(name);
  return found.substr(0, found.find(" = "));
}

struct Row {
  std::string text, fact, value;
};

}  // namespace

TEST_CASE("groups of one pod are copies of a service") {
  const std::string worker = pod("workerTemplate", "cpu: 8, memory: 8Gi");
  const std::string leader = pod("leaderTemplate", "cpu: 2, memory: 2Gi") + ", ";
  const auto group = [](const std::string& templates) {
    return object("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet",
                  "replicas: 3, leaderWorkerTemplate: {" + templates + "}");
  };
  const auto row = GENERATE_COPY(values<Row>({
      {group("size: 1, " + worker), "nodes", "1 (platform_default)"},
      {group("size: 1, " + worker), "scale.max", "3"},
      {group(worker), "nodes", "1 (platform_default)"},
      {group(worker), "scale.min", "3"},
      {group(worker), "cpu", "8"},
      {group("size: 1, " + leader + worker), "cpu", "2"},
      {group("size: 2, " + leader + worker), "cpu", "8"},
      {group("size: 2, " + leader + worker), "nodes", "6 (derived)"},
  }));
  CAPTURE(row.text);
  CHECK(fact(row.text, row.fact) == row.value);
}

TEST_CASE("an elastic job grows where something is measured") {
  const auto job = [](const std::string& policy) {
    return object("kubeflow.org/v1", "PyTorchJob",
                  "elasticPolicy: {minReplicas: 1, maxReplicas: 8, " + policy +
                      "}, pytorchReplicaSpecs: {Worker: {replicas: 2, " + pod("template", "cpu: 8") + "}}");
  };
  CHECK(fact(job("rdzvBackend: c10d"), "nodes") == "2");
  CHECK(fact(job("metrics: [{type: Resource}]"), "nodes") == "2..8 (derived)");
}

}  // namespace placer::test
