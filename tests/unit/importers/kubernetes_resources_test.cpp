// The effective resources of a pod, by table: what the containers say, and what the pod needs.
#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

/// A Pod with these lines in its spec.
Imported pod(const std::string& spec) {
  return import("apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec:\n" + spec + "\n");
}

/// A Pod of one container with these resources.
Imported container(const std::string& resources) {
  return pod("  tolerations: [{operator: Exists}]\n  containers: [{name: a, image: a, resources: " +
             resources + "}]");
}

/// What changes the pods of another object.
Imported patch(const std::string& spec) {
  return import("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {spec: {" +
                spec + "}}}\n");
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
      {"{limits: {nvidia.com/mig-1g.5gb: \"1\"}}", "gpu.count",
       "1 (derived) = for 1 of nvidia.com/mig-1g.5gb; one device may hold them all"},
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
  const std::string sum = " (derived) = of all containers of the pod";
  const std::string step = " = of an init container, which asks for the most";
  const std::string steps = " (derived) = of an init container and what runs beside it";
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
       "5GiB" + step},
      // A sidecar runs beside the containers, and beside the steps after it.
      {"  initContainers: [{name: s, restartPolicy: Always, resources: {requests: {memory: 2Gi}}}]\n"
       "  containers: [{name: a, resources: {requests: {memory: 1Gi}}}]",
       "3GiB" + sum},
      {"  initContainers: [{name: s, restartPolicy: Always, resources: {requests: {memory: 2Gi}}}, {name: i, "
       "resources: {requests: {memory: 4Gi}}}]\n"
       "  containers: [{name: a, resources: {requests: {memory: 1Gi}}}]",
       "6GiB" + steps},
      {"  overhead: {memory: 120Mi}\n  containers: [{name: a, resources: {requests: {memory: 904Mi}}}]",
       "1GiB" + sum},
      {"  resources: {requests: {memory: 8Gi}}\n"
       "  containers: [{name: a, resources: {requests: {memory: 1Gi}}}]",
       "8GiB"},
      // A limit of the pod leaves its request to the containers.
      {"  resources: {limits: {memory: 4Gi}}\n  containers: [{name: a, resources: {requests: {memory: "
       "1Gi}}}, {name: b, resources: {requests: {memory: 1Gi}}}]",
       "2GiB..4GiB" + sum},
      {"  resources: {limits: {memory: 4Gi}}\n  containers: [{name: a}]", "4GiB"},
      {"  resources: {limits: {memory: 4Gi}}\n  overhead: {memory: 1Gi}\n  containers: [{name: a, "
       "resources: {requests: {memory: 1Gi}}}]",
       "2GiB..5GiB" + sum},
      {"  resources: {limits: {memory: 4Gi}}\n  containers: [{name: a, resources: {requests: {memory: "
       "$MEMORY}}}]",
       "$MEMORY (unresolved) = `$MEMORY` is filled in elsewhere"},
      {"  resources: {requests: {memory: $MEMORY}}\n  containers: [{name: a}]",
       "$MEMORY (unresolved) = `$MEMORY` is filled in elsewhere"},
      {"  containers: [{name: a, resources: {requests: {memory: 1Gi}}}, {name: b}]", "1GiB"},
      {"  containers: [{name: a, resources: {requests: {memory: $MEMORY}}}]",
       "$MEMORY (unresolved) = `$MEMORY` is filled in elsewhere"},
  }));
  CAPTURE(row.spec);
  CHECK(pod(row.spec).fact("memory") == row.memory);
}

TEST_CASE("an amount stands where it was decided") {
  const std::string containers =
      "  containers: [{name: a, resources: {requests: {cpu: 0.5}}}, {name: b, resources: {requests: {cpu: "
      "0.1}}}]";
  struct Row {
    std::string spec, cpu, place;
  };
  const auto row = GENERATE_COPY(values<Row>({
      {"  initContainers: [{name: i, resources: {requests: {cpu: 2}}}, {name: s, restartPolicy: Always, "
       "resources: "
       "{requests: {cpu: 0.1}}}, {name: j, resources: {requests: {cpu: 1.95}}}]\n" +
           containers,
       "2.05 (derived)", "1.95"},
      {"  initContainers: [{name: i, resources: {requests: {cpu: 2}}}]\n" + containers, "2", "2"},
      {"  initContainers: [{name: i, resources: {requests: {cpu: 0.55}}}]\n" + containers, "0.6 (derived)",
       "0.5"},
      // The step alone is bounded higher than what runs after it.
      {"  initContainers: [{name: i, resources: {requests: {cpu: 0.2}, limits: {cpu: 4}}}]\n" + containers,
       "0.6..4 (derived)", "0.5"},
  }));
  CAPTURE(row.spec);
  const Imported imported = pod(row.spec);
  const std::string fact = imported.fact("cpu");
  CHECK(fact.substr(0, fact.find(" = ")) == row.cpu);
  const Fact* cpu = imported.workloads.front().find(fact_id(builtin("current"), "cpu"));
  REQUIRE(cpu != nullptr);
  CHECK(guilty_text(imported.sources, cpu->where) == row.place);
}

TEST_CASE("devices that are claimed elsewhere are not none") {
  const std::string claim = "  resourceClaims: [{name: g, resourceClaimTemplateName: x}]\n";
  const std::string containers = "  containers: [{name: a, image: a, resources: {claims: [{name: g}]";
  CHECK(pod(claim + containers + "}}]").fact("gpu.count") ==
        " (unresolved) = the pod claims devices (resourceClaims); which and how many stands in the claim");
  CHECK(pod(claim + containers + ", limits: {nvidia.com/gpu: 2}}}]").fact("gpu.count") == "2");
}

TEST_CASE("cores of Neuron are parts of devices") {
  const auto row = GENERATE(values<std::pair<std::string, std::string>>({
      {"{limits: {aws.amazon.com/neuroncore: 2}}",
       "1 (derived) = for 2 NeuronCores; a device has from 2 to 8"},
      {"{limits: {aws.amazon.com/neuroncore: 5}}",
       "1..3 (derived) = for 5 NeuronCores; a device has from 2 to 8"},
      {"{limits: {aws.amazon.com/neuroncore: 32}}",
       "4..16 (derived) = for 32 NeuronCores; a device has from 2 to 8"},
      {"{limits: {aws.amazon.com/neurondevice: 2}}", "2"},
      {"{limits: {aws.amazon.com/neuron: 2}}", "2"},
  }));
  CAPTURE(row.first);
  CHECK(container(row.first).fact("gpu.count") == row.second);
}

TEST_CASE("parts of devices may all be of one device or each of another") {
  const auto devices = [](const std::string& limits) {
    const std::string found = container("{limits: {" + limits + "}}").fact("gpu.count");
    return found.substr(0, found.find(" = "));
  };
  CHECK(devices("nvidia.com/mig-1g.5gb: 2") == "1..2 (derived)");
  CHECK(devices("nvidia.com/gpu.shared: 4") == "1..4 (derived)");
  CHECK(devices("volcano.sh/vgpu-number: 3") == "1..3 (derived)");
  CHECK(devices("nvidia.com/gpu: 1, nvidia.com/mig-1g.5gb: 2") == "2..3 (derived)");
  CHECK(devices("nvidia.com/gpu: 2") == "2");
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
      {"amd.com/gpu", "nothing"},
      {"nvidia.com/gpu", "nothing"},
  }));
  CAPTURE(row.resource);
  const Imported imported = container("{limits: {" + row.resource + ": 4}}");
  CHECK(imported.fact("gpu.count") == "4");
  CHECK(imported.fact("gpu.type") == row.type);
  // Of makers of several, which one it is decides: that is asked for, and nobody else's stand for them
  // meanwhile.
  CHECK((imported.workloads.front().maker_types != 0) == row.resource.ends_with(".com/gpu"));
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
      {"{limits: {memory: 512m}}",
       "kubernetes.memory-in-thousandths: 512m of memory > 512Mi\nkubernetes.least-memory: 512m > at least "
       "500KiB\n"},
      {"{limits: {memory: 512}}",
       "kubernetes.memory-in-bytes: 512 of memory > 512Mi\nkubernetes.least-memory: 512 > at least 500KiB\n"},
      {"{requests: {memory: 512m}}",
       "kubernetes.memory-in-thousandths: 512m of memory > 512Mi\nkubernetes.no-memory-limit: 512m\n"},
      {"{requests: {memory: 512}}",
       "kubernetes.memory-in-bytes: 512 of memory > 512Mi\nkubernetes.no-memory-limit: 512\n"},
      {"{limits: {memory: 499Ki}}", "kubernetes.least-memory: 499Ki > at least 500KiB\n"},
      {"{limits: {memory: 500Ki}}", ""},
      {"{limits: {memory: 0}}", ""},
      {"{limits: {memory: 1048576}}", ""},
      {"{limits: {memory: 128974848000m, cpu: 512m}}", ""},
  }));
  CAPTURE(row.resources);
  CHECK(violations(container(row.resources)) == row.found);
}

TEST_CASE("a pod as a whole has what its containers have") {
  const auto found = [](const std::string& whole) {
    return violations(
        patch("resources: {" + whole +
              "}, containers: [{name: a, resources: {requests: {memory: 1Gi, cpu: 1}, limits: {memory: "
              "3Gi}}}, {name: b, resources: {requests: {memory: 1Gi}}}]"));
  };
  CHECK(found("requests: {memory: 2Gi}, limits: {memory: 4Gi}") == "");
  CHECK(found("limits: {memory: 3Gi}") == "");
  CHECK(found("requests: {memory: 1Gi, cpu: 500m}") ==
        "kubernetes.pod-request-below-containers: 500m of cpu > 1\n"
        "kubernetes.pod-request-below-containers: 1Gi of memory > 2GiB\n");
  CHECK(found("limits: {memory: 2Gi}") == "kubernetes.pod-limit-below-container: 2Gi of memory > 3GiB\n");
  CHECK(found("requests: {memory: \"${M}\"}") == "");
}

TEST_CASE("a container with an image is judged beside one without") {
  const std::string request = "resources: {requests: {nvidia.com/gpu: 1}}}]",
                    no_image = "kubernetes.no-image: a\n",
                    found = "kubernetes.gpu-request-only: 1 nvidia.com/gpu\n",
                    tolerated = "  tolerations: [{operator: Exists}]\n  containers: [";
  CHECK(violations(pod(tolerated + "{name: a}, {name: b, image: b, " + request)) == found + no_image);
  CHECK(violations(pod(tolerated + "{name: b, image: b}, {name: a, " + request)) == no_image);
  CHECK(violations(pod(tolerated + "{name: b, image: \"b \", " + request)) ==
        found + "kubernetes.image-blanks: b \n");
}

TEST_CASE("a patch may leave the limit of a device to what it patches") {
  CHECK(violations(patch("containers: [{name: a, resources: {requests: {nvidia.com/gpu: 1}}}]")) == "");
}

}  // namespace placer::test
