// Knative services: what is one, and what its template and annotations say.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

/// A service with these further lines in the template's spec, and these annotations of the template.
Imported service(const std::string& spec, const std::string& annotations = "") {
  return import(
      "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: shop}\nspec:\n  template:\n"
      "    metadata:\n      annotations: {" +
      annotations + "}\n    spec:\n      " + spec + "\n");
}

struct Row {
  const char *spec, *annotations, *fact, *value;
};

constexpr const char* absent = "false (platform_default) = the manifest does not ask for it";

}  // namespace

TEST_CASE("objects of Knative Serving are told from others") {
  struct Case {
    const char *text, *names, *target;
  };
  static constexpr Case table[] = {
      {"apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: shop}\n", "shop",
       "kubernetes/knative (derived) = what the manifest describes"},
      {"apiVersion: serving.knative.dev/v1\nkind: Configuration\nmetadata: {generateName: shop-}\n", "shop-*",
       "kubernetes/knative (derived) = what the manifest describes"},
      {"apiVersion: serving.knative.dev/v1\nkind: Route\nmetadata: {name: shop}\n", "", "no workload"},
      {"apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n", "", "no workload"},
      {"apiVersion: v1\nkind: List\nitems:\n- {apiVersion: serving.knative.dev/v1, kind: Service, metadata: "
       "{name: a}}\n"
       "- {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: b}}\n",
       "a b", "kubernetes/knative (derived) = what the manifest describes"},
  };
  for (const Case& row : table) {
    CAPTURE(row.text);
    const Imported imported = import(row.text);
    CHECK(imported.names() == row.names);
    CHECK(imported.fact("target") == row.target);
  }
}

TEST_CASE("settings of a service become facts") {
  static constexpr Row table[] = {
      {"timeoutSeconds: 120", "", "timeout", "2min"},
      {"containerConcurrency: 20", "", "concurrency", "20"},
      {"containerConcurrency: 0", "", "concurrency", "nothing"},
      {"{}", "autoscaling.knative.dev/min-scale: '2'", "scale.min", "2"},
      {"{}", "autoscaling.knative.dev/minScale: '2'", "scale.min", "2"},
      {"{}", "autoscaling.knative.dev/max-scale: '9'", "scale.max", "9"},
      {"{}", "autoscaling.knative.dev/maxScale: '9'", "scale.max", "9"},
      {"{}", "autoscaling.knative.dev/maxScale: '0'", "scale.max", "nothing"},
      {"{}", "autoscaling.knative.dev/maxScale: '${MAX}'", "scale.max",
       "${MAX} (unresolved) = `${MAX}` is filled in elsewhere"},
      {"{}", "", "trigger", "http (derived) = what a Service is for"},
      {"containers: [{ports: [{name: h2c, containerPort: 8080}]}]", "", "trigger",
       "http (derived) = what a Service is for"},
      {"containers: [{readinessProbe: {grpc: {port: 8080}}}]", "", "trigger",
       "grpc (derived) = a probe calls gRPC"},
      {"containers: [{ports: [{containerPort: 8080}]}]", "", "ports", "8080"},
      {"containers: [{image: shop}]", "", "privileged", absent},
      {"containers: [{image: shop}]", "", "nodes", "1 (platform_default) = an instance runs on one machine"},
      {"{}", "", "privileged", "nothing"},
  };
  for (const Row& row : table) {
    CAPTURE(row.spec, row.annotations, row.fact);
    const Imported imported = service(row.spec, row.annotations);
    CHECK(imported.fact(row.fact) == row.value);
    CHECK(imported.problems().empty());
  }
}

TEST_CASE("the limits of all containers are what is allotted") {
  const Imported imported = service(
      "containers:\n"
      "      - {image: shop, resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: '1', memory: "
      "512Mi}}}\n"
      "      - {image: proxy, resources: {limits: {cpu: 500m, memory: 128Mi}}}");
  CHECK(imported.fact("memory") == "640MiB (derived) = of all containers of the pod");
  CHECK(imported.fact("cpu") == "1.5 (derived) = of all containers of the pod");
  CHECK(imported.fact("gpu.count") == "0 (platform_default) = the manifest does not ask for it");
}

TEST_CASE("annotations say what the format cannot") {
  struct Case {
    const char *annotation, *fact, *value, *problems;
  };
  static constexpr Case table[] = {
      {"placer.dev/dependency_size: 180MiB", "package.size", "180MiB (assumed)", ""},
      {"placer.dev/scale.max: '20'", "scale.max", "20 (assumed)", ""},
      {"placer.dev/gpu: none", "gpu.count", "0 (assumed)", ""},
      {"placer.dev/traffic: bursty", "traffic.pattern", "bursty (assumed)", ""},
      {"placer.dev/latency.target: 300ms", "latency.target", "300ms (assumed)", ""},
      {"placer.dev/trigger: grpc", "trigger", "grpc (assumed)", ""},
      {"placer.dev/latencytarget: 1s", "latency.target", "nothing",
       "1s | there is no key `latencytarget` | did you mean `latency.target`?\n"},
  };
  for (const Case& row : table) {
    CAPTURE(row.annotation);
    const Imported imported = import(std::string("apiVersion: serving.knative.dev/v1\nkind: "
                                                 "Service\nmetadata:\n  name: shop\n  annotations:\n    ") +
                                     row.annotation + "\n");
    CHECK(imported.fact(row.fact) == row.value);
    CHECK(imported.problems() == row.problems);
  }
}

TEST_CASE("a setting that is no number is reported at its place and the rest stays") {
  const Imported imported = service("timeoutSeconds: soon\n      containerConcurrency: 20");
  CHECK(imported.problems() == "soon | timeout: `soon` is no number | write a whole number\n");
  CHECK(imported.fact("concurrency") == "20");
}
