// Objects as a cluster prints them: what it added itself asks for nothing.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

std::string pod(const std::string& metadata, const std::string& spec, const std::string& status = {}) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: w" + metadata +
         "}\nspec: {containers: [{name: a, image: shop}]" + spec + "}\n" + status;
}

std::string owned(const std::string& kind) { return ", ownerReferences: [{kind: " + kind + ", name: o}]"; }

}  // namespace

TEST_CASE("the node that the scheduler chose for a pod of a controller is no pin") {
  const std::string pinned = "true = only on the node `n1`";
  struct Row {
    std::string text, pinned;
  };
  const auto row = GENERATE_COPY(values<Row>({
      {pod("", ", nodeName: n1"), pinned},
      {pod("", ", nodeName: n1", "status: {}\n"), pinned},  // scaffolds write it
      {pod(", creationTimestamp: null", ", nodeName: n1"), pinned},
      {pod(", uid: 1f2e", ", nodeName: n1"), pinned},  // nobody places it again
      {pod(owned("ReplicaSet"), ", nodeName: n1"), "nothing"},
      {pod("", ", nodeName: n1", "status: {phase: Running}\n"), pinned},
      // A pod from a file of its node, which the API server only mirrors.
      {pod(", uid: 1f2e" + owned("Node"), ", nodeName: n1", "status: {phase: Running}\n"), pinned},
      // What the author asked for stays.
      {pod(owned("Job"), ", nodeName: n1, nodeSelector: {kubernetes.io/hostname: n1}"), pinned},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w, uid: 1f2e}\nspec: {template: {spec: "
       "{nodeName: "
       "n1, containers: [{name: a, image: shop}]}}}\nstatus: {replicas: 1}\n",
       pinned},
  }));
  CAPTURE(row.text);
  CHECK(import(row.text).fact("node_pinned") == row.pinned);
}

TEST_CASE("a pod of a DaemonSet is one for each node") {
  const std::string affinity =
      ", nodeName: n1, affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
      "{nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]}}}";
  const Imported imported = import(pod(", uid: 1f2e" + owned("DaemonSet"), affinity));
  CHECK(imported.fact("node_pinned") == "nothing");
  CHECK(imported.fact("one_per_node") == "true (derived) = a DaemonSet owns the pod");
  CHECK(import(pod(", uid: 1f2e" + owned("ReplicaSet"), affinity)).fact("node_pinned") ==
        "true = only on the node `n1`");
}

}  // namespace placer::test
