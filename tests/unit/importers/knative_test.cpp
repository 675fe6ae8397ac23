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

constexpr const char* whole = "containers: [{image: a}]";
constexpr const char* absent = "false (platform_default) = the manifest does not ask for it";

}  // namespace

TEST_CASE("the beginning of an answer is not waited for longer than its end") {
  const auto found = [](const std::string& start) {
    return service("{timeoutSeconds: 60, responseStartTimeoutSeconds: " + start + "}")
        .violations("kubernetes.says-nothing");
  };
  CHECK(found("61") == "kubernetes.knative.response-start: 61 instead of 60 at 61\n");
  CHECK(found("60") == "");
}

TEST_CASE("a field that is near to one of a revision is refused") {
  CHECK(service("{containerConcurrency: 3, idleTimeoutSeconds: 3, serviceAccountName: a}")
            .violations("kubernetes.says-nothing") == "");
  CHECK(service("{containerConcurency: 3}").violations("kubernetes.says-nothing") ==
        "kubernetes.misspelt-field: containerConcurency instead of containerConcurrency at "
        "containerConcurency\n");
}

TEST_CASE("a probe of port zero knocks at the port of the container") {
  CHECK(service("{containers: [{image: shop, readinessProbe: {tcpSocket: {port: 0}}}]}").violations() == "");
  CHECK(service("{containers: [{image: shop, readinessProbe: {tcpSocket: {port: -1}}}]}").violations() ==
        "kubernetes.optional-port-range: port -1 instead of at least 0 at -1\n");
}

TEST_CASE("a port without a name is called http") {
  const auto found = [](const std::string& port, const std::string& ports) {
    return service("{containers: [{image: shop, " + ports + "readinessProbe: {httpGet: {port: " + port +
                   "}}}]}")
        .violations();
  };
  CHECK(found("http", "") == "");
  CHECK(found("http", "ports: [{containerPort: 80}], ") == "");
  CHECK(found("web", "") == "kubernetes.probe-port-name: web instead of none at web\n");
  CHECK(found("http", "ports: [{name: h2c}], ") ==
        "kubernetes.probe-port-name: http instead of h2c at http\n");
}

TEST_CASE("what Cloud Run takes too is worth a word") {
  CHECK(service("{containers: [{image: shop}]}").problems() == "");
  const Imported google = service("{containers: [{image: us-docker.pkg.dev/cloudrun/container/hello}]}");
  CHECK(google.problems() ==
        "serving.knative.dev/v1 | read as Knative, since it has no mark of Cloud Run's, such as an "
        "annotation of "
        "run.googleapis.com | `--from cloud-run` reads it as a service of Cloud Run\n");
  CHECK(google.fact("target") == "kubernetes/knative (derived) = what the manifest describes");
}

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

TEST_CASE("a scheduler places the pods of a revision by what they request") {
  const Imported imported = service(
      "containers:\n"
      "      - {image: shop, resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: '1', memory: "
      "512Mi}}}\n"
      "      - {image: proxy, resources: {limits: {cpu: 500m, memory: 128Mi}}}");
  CHECK(imported.fact("memory") == "192MiB..640MiB (derived) = of all containers of the pod");
  CHECK(imported.fact("cpu") == "0.6..1.5 (derived) = of all containers of the pod");
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
       "placer.dev/latencytarget | there is no key `latencytarget` | did you mean `latency.target`?\n"},
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

TEST_CASE("what Knative refuses of a service is reported at its value") {
  struct Case {
    const char *spec, *annotations, *violations;
  };
  static constexpr Case table[] = {
      {"{}", "",
       "kubernetes.required-field: list of containers instead of the spec.template.spec of a Service at "
       "{}\n"},
      {"{containers: []}", "", "kubernetes.required-field: container instead of a pod at []\n"},
      {"{timeoutSeconds: 5}", "", "kubernetes.says-nothing: Service instead of  at Service\n"},
      {"containers: [{image: a, ports: [{name: h2c, containerPort: 80}]}]", "", ""},
      {"containers: [{image: a, ports: [{name: \"\", containerPort: 80}]}]", "", ""},
      {"containers: [{image: a, ports: [{name: grpc, containerPort: 80}]}]", "",
       "kubernetes.knative.port-name: name grpc instead of h2c or http1 at grpc\n"},
      {"containers: [{image: a, ports: [{name: http, containerPort: 80}]}]", "",
       "kubernetes.knative.port-name: name http instead of h2c or http1 at http\n"},
      {whole, "autoscaling.knative.dev/min-scale: '2', autoscaling.knative.dev/max-scale: '2'", ""},
      {whole, "autoscaling.knative.dev/min-scale: '2', autoscaling.knative.dev/max-scale: '0'", ""},
      {whole, "autoscaling.knative.dev/min-scale: '3', autoscaling.knative.dev/maxScale: '2'",
       "kubernetes.knative.minimum-above-maximum: 3 instead of 2 at '3'\n"},
      {whole, "autoscaling.knative.dev/min-scale: '-1'",
       "kubernetes.knative.negative-scale: -1 instead of  at '-1'\n"},
      {whole, "autoscaling.knative.dev/target: '0.01'", ""},
      {whole, "autoscaling.knative.dev/target: '0'",
       "kubernetes.knative.target: target 0 instead of at least 0.01 at '0'\n"},
      {whole, "autoscaling.knative.dev/target: many",
       "kubernetes.knative.target: target many instead of at least 0.01 at many\n"},
      {whole, "autoscaling.knative.dev/target: '${TARGET}'", ""},
      {whole, "autoscaling.knative.dev/targetUtilizationPercentage: '101'",
       "kubernetes.knative.utilization: target-utilization-percentage 101 instead of 1 to 100 at '101'\n"},
      {whole, "autoscaling.knative.dev/target-utilization-percentage: '70.5'", ""},
      {whole, "autoscaling.knative.dev/panic-threshold-percentage: '100'",
       "kubernetes.knative.panic-threshold: panic-threshold-percentage 100 instead of 110 to 1000 at "
       "'100'\n"},
      {whole, "autoscaling.knative.dev/window: 5s",
       "kubernetes.knative.window: window 5s instead of 6s to 1h at 5s\n"},
      {whole, "autoscaling.knative.dev/window: 1h", ""},
      {whole, "autoscaling.knative.dev/scale-down-delay: 15m", ""},
      {whole, "autoscaling.knative.dev/scaleDownDelay: 61m",
       "kubernetes.knative.scale-down-delay: scale-down-delay 61m instead of 0s to 1h at 61m\n"},
      {whole, "autoscaling.knative.dev/scale-down-delay: 1500ms",
       "kubernetes.knative.scale-down-delay: scale-down-delay 1500ms instead of 0s to 1h at 1500ms\n"},
      {whole, "autoscaling.knative.dev/scale-down-delay: '60'",
       "kubernetes.knative.scale-down-delay: scale-down-delay 60 instead of 0s to 1h at '60'\n"},
      {whole, "autoscaling.knative.dev/initial-scale: '0'", ""},
      {whole, "autoscaling.knative.dev/initial-scale: '-1'",
       "kubernetes.knative.initial-scale: initial-scale -1 instead of at least 0 at '-1'\n"},
      {whole,
       "autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, autoscaling.knative.dev/metric: cpu", ""},
      {whole, "autoscaling.knative.dev/class: example.com/mine, autoscaling.knative.dev/metric: latency", ""},
      {whole, "autoscaling.knative.dev/class: kda.autoscaling.knative.dev",
       "kubernetes.knative.autoscaling-value: kda.autoscaling.knative.dev instead of "
       "kpa.autoscaling.knative.dev or hpa.autoscaling.knative.dev at kda.autoscaling.knative.dev\n"},
      {whole, "autoscaling.knative.dev/metric: cpu",
       "kubernetes.knative.autoscaling-value: cpu instead of concurrency or rps at cpu\n"},
      {whole, "autoscaling.knative.dev/metric: rps", ""},
      {"containers: [{image: a, ports: [{containerPort: 80}]}, {image: b}]", "", ""},
      {"containers: [{image: a}, {image: b}]", "",
       "kubernetes.knative.serving-container: 0 instead of 1 at {image: a}\n"},
      {"containers: [{ports: [{containerPort: 80}]}, {ports: [{containerPort: 80}]}]", "",
       "kubernetes.knative.serving-container: 2 instead of 1 at [{containerPort: 80}]\n"},
      {"containers: [{image: a, env: [{name: PORT, value: '80'}]}]", "",
       "kubernetes.knative.reserved-variable: PORT instead of  at PORT\n"},
      {"containers: [{image: a}]\n  traffic: [{revisionName: b, percent: 60}, {revisionName: c, percent: "
       "60}]",
       "", "kubernetes.knative.traffic: 120 % instead of 100 % at 60\n"},
      {"containers: [{image: a}]\n  traffic: [{revisionName: b, percent: 100}, {revisionName: c, tag: d}]",
       "", ""},
  };
  for (const Case& row : table) {
    CAPTURE(row.spec, row.annotations);
    const Imported imported = service(row.spec, row.annotations);
    CHECK(imported.violations() == row.violations);
    CHECK(imported.problems().empty());
  }
  CHECK(import("apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: shop\n  annotations: "
               "{autoscaling.knative.dev/min-scale: '1'}\n")
            .violations("kubernetes.says-nothing") ==
        "kubernetes.knative.autoscaling-place: autoscaling.knative.dev/min-scale instead of "
        " at autoscaling.knative.dev/min-scale\n");
}

TEST_CASE("Knative serves one version of its services") {
  const auto found = [](const std::string& version) {
    return import("apiVersion: serving.knative.dev/" + version +
                  "\nkind: Service\nmetadata: {name: shop}\nspec: {template: {spec: {containers: [{image: "
                  "a}]}}}\n")
        .violations();
  };
  CHECK(found("v1") == "");
  for (const std::string version : {"v1alpha1", "v1beta1"})
    CHECK(found(version) == "kubernetes.knative.api-version: serving.knative.dev/" + version +
                                " instead of serving.knative.dev/v1 at serving.knative.dev/" + version +
                                "\n");
}

TEST_CASE("where nothing limits the requests of an instance, the autoscaler's aim says how many there are") {
  const char* const aim = " (derived) = what the autoscaler aims at";
  CHECK(service("{}", "autoscaling.knative.dev/target: '5'").fact("concurrency") == std::string("5") + aim);
  CHECK(service("containerConcurrency: 0", "autoscaling.knative.dev/target: '5'").fact("concurrency") ==
        std::string("5") + aim);
  CHECK(service("containerConcurrency: 8", "autoscaling.knative.dev/target: '5'").fact("concurrency") == "8");
  struct Utilisation {
    const char *spec, *annotations, *fact;
  };
  // Of a target below what an instance takes, seven tenths are aimed at unless it says another share.
  const Utilisation all[] = {
      {"containerConcurrency: 8", "autoscaling.knative.dev/target: '4'", "35%"},
      {"containerConcurrency: 8", "autoscaling.knative.dev/target: '8'", nullptr},
      {"containerConcurrency: 8", "autoscaling.knative.dev/target: '80'", nullptr},
      {"containerConcurrency: 8",
       "autoscaling.knative.dev/target: '4', autoscaling.knative.dev/target-utilization-percentage: '100'",
       "50%"},
      {"{}", "autoscaling.knative.dev/target-utilization-percentage: '85'", "85%"},
      {"containerConcurrency: 8",
       "autoscaling.knative.dev/metric: rps, autoscaling.knative.dev/target-utilization-percentage: '85'",
       nullptr},
  };
  for (const Utilisation& one : all) {
    INFO(one.annotations);
    CHECK(service(one.spec, one.annotations).fact("scale.utilisation") ==
          (one.fact == nullptr ? std::string("nothing") : one.fact + std::string(aim)));
  }
  const Imported windows = service(
      "{}",
      "autoscaling.knative.dev/window: 30s, autoscaling.knative.dev/panic-window-percentage: '20.0', "
      "autoscaling.knative.dev/panic-threshold-percentage: '150.0', autoscaling.knative.dev/metric: rps");
  const std::string set = " (derived) = what the autoscaler is set to";
  CHECK(windows.fact("scale.window") == "30s" + set);
  CHECK(windows.fact("scale.panic_window") == "6s" + set);
  CHECK(windows.fact("scale.panic_threshold") == "150" + set);
  CHECK(service("{}", "autoscaling.knative.dev/window: 30s").fact("scale.panic_window") == "3s" + set);
  CHECK(windows.fact("scale.metric") == "rps");
  CHECK(service("{}", "autoscaling.knative.dev/window: 3h").fact("scale.window") == "nothing");
  for (const char* const other :
       {"autoscaling.knative.dev/target: '0.5'", "autoscaling.knative.dev/target: '2000'",
        "autoscaling.knative.dev/target: '5', autoscaling.knative.dev/metric: rps",
        "autoscaling.knative.dev/target: '75', autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, "
        "autoscaling.knative.dev/metric: cpu"}) {
    CAPTURE(other);
    CHECK(service("{}", other).fact("concurrency") == "nothing");
  }
}
