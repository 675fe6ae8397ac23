// The effective resources of a pod, by table: what the containers say, and what the pod needs.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

/// A Pod with these lines in its spec.
Imported pod(const std::string& spec) {
  return import("apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec:\n" + spec + "\n");
}

/// A Pod of one container with these resources.
Imported container(const std::string& resources) {
  return pod("  containers: [{name: a, image: a, resources: " + resources + "}]");
}

std::string violations(const Imported& imported) {
  std::string text;
  for (const Workload& workload : imported.workloads)
    for (const Violation& one : workload.violations)
      text += one.rule + ": " + one.needed + (one.allowed.empty() ? "" : " > " + one.allowed) + "\n";
  return text;
}

}  // namespace

TEST_CASE("the request is reserved and the limit is the upper end") {
  struct Row {
    std::string resources, fact, value;
  };
  const auto row = GENERATE(values<Row>({
      {"{requests: {memory: 64Mi}, limits: {memory: 128Mi}}", "memory", "64MiB..128MiB"},
      {"{requests: {memory: 64M}}", "memory", "64MB"},
      {"{limits: {memory: 1e9}}", "memory", "1GB"},
      {"{requests: {cpu: 100m}, limits: {cpu: 1.5}}", "cpu", "0.1..1.5"},
      {"{requests: {cpu: \"2\"}}", "cpu", "2"},
      {"{requests: {ephemeral-storage: 1Gi}, limits: {ephemeral-storage: 2Gi}}", "scratch_disk",
       "1GiB..2GiB"},
      {"{requests: {memory: 64Mi}, limits: {memory: \"${LIMIT}\"}}", "memory", "64MiB.."},
      {"{limits: {nvidia.com/gpu: 2}}", "gpu.count", "2"},
      {"{limits: {nvidia.com/mig-1g.5gb: \"1\"}}", "gpu.count", "1"},
      {"{limits: {nvidia.com/gpu: 0}}", "gpu.count",
       "0 (platform_default) = the manifest does not ask for it"},
      {"{}", "memory", "nothing"},
      {"{}", "gpu.count", "0 (platform_default) = the manifest does not ask for it"},
  }));
  CAPTURE(row.resources);
  const Imported imported = container(row.resources);
  CHECK(imported.fact(row.fact) == row.value);
  CHECK(imported.problems().empty());
}

TEST_CASE("containers add up and steps of the initialisation do not") {
  const std::string sum = " = of all containers of the pod";
  struct Row {
    std::string spec, memory;
  };
  const auto row = GENERATE_COPY(values<Row>({
      {"  containers: [{name: a, resources: {requests: {memory: 1Gi}}}, {name: b, resources: {requests: "
       "{memory: 2Gi}}}]",
       "3GiB" + sum},
      {"  containers: [{name: a, resources: {requests: {memory: 1Gi}, limits: {memory: 4Gi}}}, {name: b, "
       "resources: {requests: {memory: 2Gi}}}]",
       "3GiB..6GiB" + sum},
      {"  initContainers: [{name: i, resources: {requests: {memory: 5Gi}}}, {name: j, resources: {requests: "
       "{memory: 4Gi}}}]\n  containers: [{name: a, resources: {requests: {memory: 1Gi}}}]",
       "5GiB" + sum},
      // A sidecar runs beside the containers, and beside the steps after it.
      {"  initContainers: [{name: s, restartPolicy: Always, resources: {requests: {memory: 2Gi}}}]\n"
       "  containers: [{name: a, resources: {requests: {memory: 1Gi}}}]",
       "3GiB" + sum},
      {"  initContainers: [{name: s, restartPolicy: Always, resources: {requests: {memory: 2Gi}}}, {name: i, "
       "resources: {requests: {memory: 4Gi}}}]\n"
       "  containers: [{name: a, resources: {requests: {memory: 1Gi}}}]",
       "6GiB" + sum},
      {"  overhead: {memory: 120Mi}\n  containers: [{name: a, resources: {requests: {memory: 904Mi}}}]",
       "1GiB" + sum},
      {"  resources: {requests: {memory: 8Gi}}\n"
       "  containers: [{name: a, resources: {requests: {memory: 1Gi}}}]",
       "8GiB"},
      {"  containers: [{name: a, resources: {requests: {memory: 1Gi}}}, {name: b}]", "1GiB"},
      {"  containers: [{name: a, resources: {requests: {memory: $MEMORY}}}]",
       "$MEMORY (unresolved) = `$MEMORY` is filled in elsewhere"},
  }));
  CAPTURE(row.spec);
  CHECK(pod(row.spec).fact("memory") == row.memory);
}

TEST_CASE("a number of devices that is filled in elsewhere is one or more") {
  for (const std::string text : {"$GPUS", "<number_of_gpus>", "NUM_GPUS", "\"{{ gpus }}\""}) {
    CAPTURE(text);
    const Imported imported = container("{limits: {nvidia.com/gpu: " + text + "}}");
    CHECK_THAT(imported.fact("gpu.count"), contains("1.. (derived)"));
    CHECK(imported.problems().empty());
  }
}

TEST_CASE("a resource says whose the device is") {
  struct Row {
    std::string resource, type;
  };
  const auto row = GENERATE(values<Row>({
      {"google.com/tpu", "google-tpu (derived) = google.com/tpu is asked for"},
      {"aws.amazon.com/neuron", "aws-neuron (derived) = aws.amazon.com/neuron is asked for"},
      {"habana.ai/gaudi", "intel-gaudi (derived) = habana.ai/gaudi is asked for"},
      {"amd.com/gpu", "amd-mi300x or amd-mi250 (derived) = amd.com/gpu is asked for"},
      {"nvidia.com/gpu", "nothing"},
  }));
  CAPTURE(row.resource);
  const Imported imported = container("{limits: {" + row.resource + ": 4}}");
  CHECK(imported.fact("gpu.count") == "4");
  CHECK(imported.fact("gpu.type") == row.type);
}

TEST_CASE("what is no quantity is reported at its place and the rest is read") {
  const Imported imported = container("{requests: {memory: 64Mb, cpu: 1}}");
  CHECK_THAT(imported.problems(), contains("64Mb | memory: `Mb` is no unit here"));
  CHECK(imported.fact("cpu") == "1");
  CHECK_THAT(imported.fact("memory"), contains("(unresolved)"));
}

TEST_CASE("resources that Kubernetes refuses") {
  struct Row {
    std::string resources, found;
  };
  const auto row = GENERATE(values<Row>({
      {"{requests: {memory: 2Gi}, limits: {memory: 1Gi}}",
       "kubernetes.request-above-limit: 2Gi of memory > 1Gi\n"},
      {"{requests: {cpu: 2}, limits: {cpu: 1500m}}", "kubernetes.request-above-limit: 2 of cpu > 1500m\n"},
      {"{requests: {memory: 1Gi}, limits: {memory: 1024Mi}}", ""},
      {"{limits: {nvidia.com/gpu: 0.5}}", "kubernetes.gpu-fraction: 0.5\n"},
      {"{requests: {nvidia.com/gpu: 1}}", "kubernetes.gpu-request-only: 1 nvidia.com/gpu\n"},
      {"{requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 2}}",
       "kubernetes.gpu-request-unlike-limit: 1 nvidia.com/gpu > 2\n"},
      {"{requests: {nvidia.com/gpu: 2}, limits: {nvidia.com/gpu: 2}}", ""},
  }));
  CAPTURE(row.resources);
  CHECK(violations(container(row.resources)) == row.found);
}

}  // namespace placer::test
