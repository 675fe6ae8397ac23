// Containers that Cloud Run refuses: those that are missing, and what only a cluster gives to one.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <span>
#include <string>

using placer::test::import;

namespace {

struct Case {
  const char *spec, *violations;
};

void check(std::span<const Case> table, const std::string& before, const std::string& after) {
  for (const Case& one : table) {
    CAPTURE(one.spec);
    const auto imported = import(before + one.spec + after);
    CHECK(imported.problems() == "");
    CHECK(imported.violations() == one.violations);
  }
}

const std::string service =
    "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: shop, annotations: "
    "{run.googleapis.com/ingress: all}}\nspec: {template: {spec: {";
const std::string job =
    "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: nightly}\nspec: {template: {spec: "
    "{template: "
    "{spec: {";
const std::string resource =
    "apiVersion: run.cnrm.cloud.google.com/v1beta1\nkind: RunService\nmetadata: {name: shop}\nspec: "
    "{template: {";

std::string with(const std::string& spec) { return service + spec + "}}}\n"; }

}  // namespace

TEST_CASE("what is to run has a container, and each container an image") {
  static constexpr Case table[] = {
      {"containers: [{image: a}]", ""},
      {"containers: [{image: '{{ image }}'}]", ""},
      {"containers: '{{ containers }}'", ""},
      {"containers: []", "cloud-run.no-containers:  instead of  at []\n"},
      {"containers: [{name: c}]", "cloud-run.no-image: c instead of  at {name: c}\n"},
      {"containers: [{args: [a]}]", "cloud-run.no-image: without a name instead of  at {args: [a]}\n"},
      {"containers: [{name: c, image: ''}]", "cloud-run.no-image: c instead of  at ''\n"},
      {"serviceAccountName: a", "cloud-run.containers-missing:  instead of  at {serviceAccountName: a}\n"},
  };
  check(table, service, "}}}\n");
  check(table, job, "}}}}}\n");
  static constexpr Case resources[] = {
      {"containers: [{image: a}]", ""},
      {"containers: [{name: c}]", "cloud-run.no-image: c instead of  at {name: c}\n"},
  };
  check(resources, resource, "}}\n");
}

TEST_CASE("the environment that a revision names has the memory that it needs") {
  constexpr const char* with_memory =
      ", containers: [{image: a, resources: {cpuIdle: true, limits: {memory: 256Mi}}}]}}\n";
  static constexpr Case table[] = {
      {"executionEnvironment: EXECUTION_ENVIRONMENT_GEN2",
       "cloud-run.second-generation-memory: 256MiB instead of at least 512MiB at 256Mi\n"},
      {"executionEnvironment: EXECUTION_ENVIRONMENT_GEN1", ""},
      {"executionEnvironment: EXECUTION_ENVIRONMENT_GEN3",
       "cloud-run.execution-environment: gen3 instead of gen1 or gen2 at EXECUTION_ENVIRONMENT_GEN3\n"},
  };
  for (const Case& one : table) {
    CAPTURE(one.spec);
    // A pod has no cpuIdle; of a revision nothing is said.
    CHECK(import(resource + one.spec + with_memory).violations("kubernetes.unknown-field") == one.violations);
  }
}

TEST_CASE("no two containers have one name") {
  static constexpr Case table[] = {
      {"containers: [{name: a, image: x}, {name: b, image: y}, {image: z}, {image: z}]", ""},
      {"containers: [{name: a, image: x}, {name: a, image: y}]",
       "cloud-run.container-name: a instead of  at a\n"},
  };
  check(table, job, "}}}}}\n");
}

TEST_CASE("variables and volumes come from where Cloud Run has them") {
  static constexpr Case table[] = {
      {"containers: [{image: a, env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: latest}}}]}]", ""},
      {"containers: [{image: a, env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]",
       "cloud-run.variable-source: the variable A instead of fieldRef at {fieldPath: metadata.name}\n"},
      {"containers: [{image: a}], volumes: [{name: b, csi: {driver: gcsfuse.run.googleapis.com}}]", ""},
      {"containers: [{image: a}], volumes: [{name: b, csi: {driver: '${DRIVER}'}}]", ""},
      {"containers: [{image: a}], volumes: [{name: b, csi: {driver: x.y}}]",
       "cloud-run.volume-driver: x.y instead of gcsfuse.run.googleapis.com at x.y\n"},
  };
  check(table, service, "}}}\n");
}

TEST_CASE("below one vCPU an instance takes one request at a time, also where nobody says so") {
  const char* const one = "1 (platform_default) = an instance below one vCPU takes one request at a time";
  CHECK(import(with("containers: [{image: a, resources: {limits: {cpu: 500m}}}]")).fact("concurrency") ==
        one);
  CHECK(import(with("containers: [{image: a, resources: {limits: {cpu: 500m}}}], containerConcurrency: 0"))
            .fact("concurrency") == one);
  CHECK(import(with("containers: [{image: a, resources: {limits: {cpu: 500m}}}], containerConcurrency: 80"))
            .fact("concurrency") == "80");
  CHECK(import(with("containers: [{image: a, resources: {limits: {cpu: '1'}}}]")).fact("concurrency") ==
        "nothing");
  CHECK(import(with("containers: [{image: a, resources: {limits: {memory: 1Gi}}}]")).fact("concurrency") ==
        "nothing");
}

TEST_CASE("containers that name no processors get up to one vCPU each, beside those that do") {
  const std::string half = "{image: a, resources: {limits: {cpu: 500m}}}";
  const char* const open =
      "0.5..1.5 (derived) = of all containers of the pod; those that name none get up to one vCPU each";
  CHECK(import(with("containers: [{image: a, ports: [{containerPort: 1}]}, " + half + "]")).fact("cpu") ==
        open);
  CHECK(import(with("containers: [{image: a, ports: [{containerPort: 1}]}, " + half + "]"))
            .fact("concurrency") == "nothing");
  CHECK(import(with("containers: [" + half + "]")).fact("cpu") == "0.5");
  CHECK(import(with("containers: [{image: a}, {image: b}]")).fact("cpu") == "nothing");
}
