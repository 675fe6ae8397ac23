// Processors that stay between requests: who says so in which form, and what Cloud Run then takes.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

const std::string always = "run.googleapis.com/cpu-throttling: 'false'";
const std::string throttled = "run.googleapis.com/cpu-throttling: 'true'";
const std::string stay = "instance-based (derived) = processors stay between requests";
const std::string go = "request-based (derived) = processors are there for requests";

std::string limits(const std::string& amounts) {
  return "containers: [{image: a, resources: {limits: {" + amounts + "}}}]";
}

Imported service(const std::string& annotations, const std::string& spec) {
  return import(
      "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w, labels: "
      "{cloud.googleapis.com/location: europe-west1}}\nspec: {template: {metadata: {annotations: {" +
      annotations + "}}, spec: {" + spec + "}}}\n");
}

Imported resource(const std::string& containers) {
  return import(
      "apiVersion: run.cnrm.cloud.google.com/v1beta1\nkind: RunService\nmetadata: {name: w}\nspec: "
      "{location: "
      "us-central1, projectRef: {external: p}, template: {containers: [" +
      containers + "]}}\n");
}

Imported plan(const std::string& type, const std::string& containers) {
  const std::string pod = "containers: [" + containers + "]";
  const bool is_job = type == "google_cloud_run_v2_job";
  return import("{format_version: '1.2', planned_values: {root_module: {resources: [{address: " + type +
                ".w, mode: managed, type: " + type +
                ", name: w, values: {name: w, location: us-central1, template: [{" +
                (is_job ? "template: [{" + pod + "}]" : pod) + "}]}}]}}}\n");
}

}  // namespace

TEST_CASE("processors that stay between requests take half a gibibyte of memory") {
  const std::string refused =
      "cloud-run.service.small-memory-billing: 256MiB instead of at least 512MiB at 256Mi\n";
  CHECK(service(always, limits("memory: 256Mi")).violations() == refused);
  CHECK(service(always, limits("memory: 512Mi")).violations() == "");
  CHECK(service(throttled, limits("memory: 256Mi")).violations() == "");
  CHECK(service("", limits("memory: 256Mi")).violations() == "");
  // What the other container gets by default comes on top.
  CHECK(service(always,
                "containers: [{image: a, ports: [{containerPort: 1}], resources: {limits: {memory: 256Mi}}}, "
                "{image: b}]")
            .violations() == "");
}

TEST_CASE("what only the second generation mounts needs what that needs") {
  const std::string refused =
      "cloud-run.second-generation-memory: 256MiB instead of at least 512MiB at 256Mi\n";
  for (const std::string volume :
       {"csi: {driver: gcsfuse.run.googleapis.com, volumeAttributes: {bucketName: b}}",
        "nfs: {server: 10.0.0.2, path: /}"}) {
    const std::string mounted = ", volumes: [{name: v, " + volume + "}]";
    CAPTURE(volume);
    CHECK(service("", limits("memory: 256Mi") + mounted).violations() == refused);
    CHECK(service("", limits("memory: 512Mi") + mounted).violations() == "");
    CHECK(service("", limits("cpu: 500m, memory: 512Mi") + mounted).violations() ==
          "cloud-run.small-cpu-environment: 0.5 instead of at least 1 at 500m\n");
    CHECK(service("run.googleapis.com/execution-environment: '${GEN}'", limits("memory: 256Mi") + mounted)
              .violations() == "");
  }
  CHECK(service("", limits("memory: 256Mi") + ", volumes: [{name: v, emptyDir: {medium: Memory}}]")
            .violations() == "");
}

TEST_CASE("in the second version of the API, resources that do not say it keep their processors") {
  const auto billing = [](const Imported& imported) { return imported.fact("usage.billing"); };
  const std::string small = "cloud-run.service.small-cpu-billing: 0.5 instead of at least 1 at 500m\n";
  const std::string half = "image: a, resources: {limits: {cpu: 500m, memory: 512Mi}";
  CHECK(billing(resource("{" + half + "}}")) == stay);
  CHECK(billing(resource("{" + half + ", cpuIdle: false}}")) == stay);
  CHECK(billing(resource("{" + half + ", cpuIdle: true}}")) == go);
  CHECK(billing(resource("{image: a}")) == "nothing");
  CHECK(billing(resource("{image: a, ports: [{containerPort: 80}]}, {" + half + "}}")) == stay);
  CHECK(resource("{" + half + "}}").violations() == small);
  CHECK(resource("{" + half + ", cpuIdle: true}}").violations("kubernetes.unknown-field") == "");

  const std::string planned = "image: a, resources: [{limits: {cpu: 500m, memory: 512Mi}";
  const std::string service_type = "google_cloud_run_v2_service";
  for (const std::string unsaid : {"", ", cpu_idle: null", ", cpu_idle: false"}) {
    CAPTURE(unsaid);
    CHECK(billing(plan(service_type, "{" + planned + unsaid + "}]}")) == stay);
    CHECK(plan(service_type, "{" + planned + unsaid + "}]}").violations() == small);
  }
  CHECK(billing(plan(service_type, "{" + planned + ", cpu_idle: true}]}")) == go);
  CHECK(billing(plan(service_type, "{image: a}")) == "nothing");
  CHECK(billing(plan(service_type, "{image: a, resources: []}")) == "nothing");
  CHECK(billing(plan("google_cloud_run_v2_job", "{" + planned + "}]}")) == "nothing");
}

}  // namespace placer::test
