// Combinations of settings that Cloud Run refuses, reported at the value.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

/// What the tables leave out where it does not matter.
constexpr const char* incomplete = "cloud-run.containers-missing";

/// A service with these annotations of its template, and this in the template's spec.
std::string service(const std::string& annotations, const std::string& spec) {
  return "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: shop, annotations: "
         "{run.googleapis.com/ingress: all}}\nspec:\n  template:\n    metadata: {annotations: {" +
         annotations + "}}\n    spec: {" + spec + "}\n";
}

/// The same of a job; `spec` is the task's.
std::string job(const std::string& annotations, const std::string& spec) {
  return "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: nightly}\nspec:\n  template:\n    "
         "metadata: {annotations: {" +
         annotations + "}}\n    spec: {template: {spec: {" + spec + "}}}\n";
}

std::string worker_pool(const std::string& annotations, const std::string& spec) {
  return "apiVersion: run.googleapis.com/v1\nkind: WorkerPool\nmetadata: {name: pullers}\nspec:\n  "
         "template:\n"
         "    metadata: {annotations: {" +
         annotations + "}}\n    spec: {" + spec + "}\n";
}

/// A list of one container with these limits.
std::string limits(const std::string& text) {
  return "containers: [{image: a, resources: {limits: {" + text + "}}}]";
}

/// A list of so many containers, the first of which has a port.
std::string containers(int count) {
  std::string text = "containers: [{image: web, ports: [{containerPort: 8080}]}";
  for (int i = 1; i < count; ++i) text += ", {image: side}";
  return text + "]";
}

struct Row {
  std::string text, violations;
};

void check_all(std::initializer_list<Row> table) {
  for (const Row& row : table) {
    CAPTURE(row.text);
    const Imported imported = import(row.text);
    CHECK(imported.violations(incomplete) == row.violations);
    CHECK(imported.problems().empty());
  }
}

const std::string gen1 = "run.googleapis.com/execution-environment: gen1";
const std::string gen2 = "run.googleapis.com/execution-environment: gen2";
const std::string always = "run.googleapis.com/cpu-throttling: 'false'";
const std::string alone = "run.googleapis.com/gpu-zonal-redundancy-disabled: 'true'";
const std::string throttled = "run.googleapis.com/cpu-throttling: 'true'";

}  // namespace

TEST_CASE("settings of another shape are errors") {
  const auto problems = [](const std::string& annotations, const std::string& spec) {
    return import(service(annotations, spec)).problems();
  };
  CHECK(problems("autoscaling.knative.dev/maxScale: [1]", "") ==
        "[1] | `autoscaling.knative.dev/maxScale` is a list, not a value\n");
  CHECK(problems("", "containerConcurrency: [1001]") ==
        "[1001] | `containerConcurrency` is a list, not a value\n");
  CHECK(problems("", "timeoutSeconds: {a: 1}") == "{a: 1} | `timeoutSeconds` is a mapping, not a value\n");
  CHECK(problems("", "containers: [{image: a, resources: {limits: [1]}}]")
            .starts_with("[1] | `limits` is a list"));
}

TEST_CASE("words and numbers of Cloud Run are what it takes") {
  CHECK(import(service("run.googleapis.com/cpu-throttling: maybe", "")).violations(incomplete) ==
        "cloud-run.annotation-value: run.googleapis.com/cpu-throttling maybe instead of true or false at "
        "maybe\n");
  const Imported capital = import(service("run.googleapis.com/cpu-throttling: \"False\"", ""));
  CHECK(capital.violations(incomplete) == "");
  CHECK(capital.fact("background_work").find("processors stay after the response") != std::string::npos);
  CHECK(import(service("", "timeoutSeconds: 0")).fact("timeout") == "nothing");
  CHECK(import(service("", "containers: [{startupProbe: {timeoutSeconds: 30}}]"))
            .violations("cloud-run.no-image") ==
        "cloud-run.startup-probe: timeoutSeconds 30 instead of at most 10, its periodSeconds at 30\n");
  CHECK(import(service("", "containers: [{startupProbe: {timeoutSeconds: 30, periodSeconds: 30}}]"))
            .violations("cloud-run.no-image") == "");
}

TEST_CASE("an execution environment must exist and hold what is mounted") {
  const std::string share = "volumes: [{name: a, nfs: {server: 10.0.0.2, path: /}}]";
  const std::string bucket = "volumes: [{name: a, csi: {driver: gcsfuse.run.googleapis.com}}]";
  check_all({
      {service(gen1, ""), ""},
      {service(gen2, ""), ""},
      {service("run.googleapis.com/execution-environment: gen3", ""),
       "cloud-run.execution-environment: gen3 instead of gen1 or gen2 at gen3\n"},
      {service("run.googleapis.com/execution-environment: '${GEN}'", ""), ""},
      {job(gen2, ""), ""},
      {job(gen1, ""), "cloud-run.execution-environment: gen1 instead of gen2 at gen1\n"},
      {worker_pool(gen1, ""), "cloud-run.execution-environment: gen1 instead of gen2 at gen1\n"},
      {service(gen1, share), "cloud-run.first-generation-volume: NFS instead of gen2 at gen1\n"},
      {service(gen1, bucket), "cloud-run.first-generation-volume: a bucket instead of gen2 at gen1\n"},
      {service(gen1, "volumes: [{name: a, emptyDir: {medium: Memory}}]"), ""},
      {service(gen2, share), ""},
  });
}

TEST_CASE("the second generation needs half a gibibyte of memory, and is no place for less than a vCPU") {
  check_all({
      {service(gen2, limits("memory: 256Mi")),
       "cloud-run.second-generation-memory: 256MiB instead of at least 512MiB at 256Mi\n"},
      {service(gen2, limits("memory: 512Mi")), ""},
      {service(gen2, limits("cpu: 500m")),
       "cloud-run.small-cpu-environment: 0.5 instead of at least 1 at 500m\n"},
      {service(gen1, limits("cpu: 500m")), ""},
      {service(gen1, limits("memory: 256Mi")), ""},
      {service("", limits("memory: 256Mi")), ""},
      // What the other container gets by default comes on top.
      {service(gen2,
               "containers: [{image: a, ports: [{containerPort: 1}], resources: {limits: {memory: 256Mi}}}, "
               "{image: b}]"),
       ""},
  });
}

TEST_CASE("processors between requests need a whole vCPU, and a GPU needs them") {
  check_all({
      {service(always, limits("cpu: 500m")),
       "cloud-run.service.small-cpu-billing: 0.5 instead of at least 1 at 500m\n"},
      {service(always, limits("cpu: '1'")), ""},
      {service(throttled, limits("cpu: 500m")), ""},
      {service("", limits("cpu: 500m")), ""},
      {service(always,
               "containers: [{image: a, ports: [{containerPort: 1}], resources: {limits: {cpu: 500m}}}, "
               "{image: b, resources: "
               "{limits: {cpu: 500m}}}]"),
       ""},
      {service(always,
               "containers: [{image: a, ports: [{containerPort: 1}]}, {image: b, resources: {limits: {cpu: "
               "500m}}}]"),
       ""},
      {service(throttled + ", " + alone, limits("nvidia.com/gpu: '1'")),
       "cloud-run.service-gpu.billing:  instead of  at 'true'\n"},
      {service(always + ", " + alone, limits("nvidia.com/gpu: '1'")), ""},
      {service(alone, limits("nvidia.com/gpu: '1'")), ""},
      {service(throttled, limits("memory: 1Gi")), ""},
  });
}

TEST_CASE("a job with a GPU has no zonal redundancy, a service should say whether it has") {
  const std::string on = "run.googleapis.com/gpu-zonal-redundancy-disabled: 'false'";
  check_all({
      {job(on, limits("nvidia.com/gpu: '1'")), "cloud-run.job-gpu.redundancy:  instead of  at 'false'\n"},
      {job(alone, limits("nvidia.com/gpu: '1'")), ""},
      {job("", limits("nvidia.com/gpu: '1'")), ""},
      {service("", limits("nvidia.com/gpu: '1'")), "cloud-run.gpu.zonal-redundancy:  instead of  at '1'\n"},
      {service("", "nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}"),
       "cloud-run.gpu.zonal-redundancy:  instead of  at nvidia-l4\n"},
      {job(on, limits("memory: 1Gi")), ""},
      {service(on, limits("nvidia.com/gpu: '1'")), ""},
  });
}

TEST_CASE("of several containers one receives the requests") {
  check_all({
      {service("", containers(11)), ""},
      {service("", "containers: [{image: a}]"), ""},
      {service("", "containers: [{image: a}, {image: b}]"),
       "cloud-run.service.ingress-container: 0 instead of 1 at {image: a}\n"},
      {service("",
               "containers: [{image: a, ports: [{containerPort: 80}]}, {image: b, ports: [{containerPort: "
               "80}]}]"),
       "cloud-run.service.ingress-container: 2 instead of 1 at [{containerPort: 80}]\n"},
      // Two different ports are a fact, and a limit says what is wrong with it.
      {service("",
               "containers: [{image: a, ports: [{containerPort: 80}]}, {image: b, ports: [{containerPort: "
               "81}]}]"),
       ""},
      {service("", "containers: [{image: a, ports: '{{ ports }}'}, {image: b}]"), ""},
      {worker_pool("", "containers: [{image: a}, {image: b}]"), ""},
  });
}

TEST_CASE("a container that others wait for must say when it has started") {
  const std::string order = "run.googleapis.com/container-dependencies: '{\"web\":[\"side\"]}'";
  const std::string web = "containers: [{name: web, image: a, ports: [{containerPort: 80}]}, ";
  check_all({
      {service(order, web + "{name: side, image: b}]"),
       "cloud-run.start-order: side instead of  at '{\"web\":[\"side\"]}'\n"},
      {service(order, web + "{name: side, image: b, startupProbe: {tcpSocket: {port: 81}}}]"), ""},
      {service("run.googleapis.com/container-dependencies: '{\"side\":[\"web\"]}'",
               web + "{name: side, image: b}]"),
       ""},
      {service("run.googleapis.com/container-dependencies: '{web:[side]}'", web + "{name: side, image: b}]"),
       ""},
      {service("run.googleapis.com/container-dependencies: '{{ order }}'", web + "{name: side, image: b}]"),
       ""},
      {service("run.googleapis.com/container-dependencies: '[[[['", web + "{name: side, image: b}]"),
       "cloud-run.container-dependencies: no JSON object instead of {\"web\":[\"side\"]} at '[[[['\n"},
      {service("run.googleapis.com/container-dependencies: '{\"web\":[\"sid\"]}'",
               web + "{name: side, image: b}]"),
       "cloud-run.container-dependencies: the container sid instead of one of side, web at "
       "'{\"web\":[\"sid\"]}'\n"},
      // The platform calls them something.
      {service("run.googleapis.com/container-dependencies: '{\"web\":[\"sid\"]}'", web + "{image: side}]"),
       ""},
  });
}

TEST_CASE("fields of a startup probe end at four minutes") {
  const auto probe = [](const std::string& text) {
    return "containers: [{image: a, startupProbe: {tcpSocket: {port: 80}, " + text + "}}]";
  };
  check_all({
      {service("", probe("periodSeconds: 240, failureThreshold: 2")), ""},
      {service("", probe("periodSeconds: 241")),
       "cloud-run.startup-probe: periodSeconds 241 instead of at most 240 at 241\n"},
      {service("", probe("initialDelaySeconds: 300")),
       "cloud-run.startup-probe: initialDelaySeconds 300 instead of at most 240 at 300\n"},
      {service("", "containers: [{image: a, livenessProbe: {httpGet: {port: 80}, periodSeconds: 300}}]"), ""},
  });
}

TEST_CASE("a start may take ten minutes, and half an hour with a GPU") {
  const auto probe = [](const std::string& text, const std::string& more = "") {
    return "containers: [{image: a, startupProbe: {tcpSocket: {port: 80}, " + text + "}" + more + "}]";
  };
  const std::string gpu = ", resources: {limits: {nvidia.com/gpu: 1}}";
  check_all({
      {service("", probe("periodSeconds: 240, failureThreshold: 2")), ""},
      {service("", probe("periodSeconds: 200, failureThreshold: 3")), ""},
      {service("", probe("periodSeconds: 240, failureThreshold: 20")),
       "cloud-run.startup-window: 80min instead of at most 10min at 20\n"},
      {job("", probe("periodSeconds: 60, failureThreshold: 11")),
       "cloud-run.startup-window: 11min instead of at most 10min at 11\n"},
      {worker_pool(alone, probe("periodSeconds: 60, failureThreshold: 30", gpu)), ""},
      {worker_pool(alone, probe("periodSeconds: 60, failureThreshold: 31", gpu)),
       "cloud-run.gpu.startup-window: 31min instead of at most 30min at 31\n"},
      {service("", probe("failureThreshold: 100")), ""},
      {service("", probe("periodSeconds: 2000000000, failureThreshold: 2000000000")),
       "cloud-run.startup-probe: periodSeconds 2000000000 instead of at most 240 at "
       "2000000000\n"},
  });
}

TEST_CASE("whether an instance still lives is asked once an hour at the least") {
  const auto probe = [](const std::string& text) {
    return "containers: [{image: a, livenessProbe: {httpGet: {path: /}, " + text + "}}]";
  };
  check_all({
      {service("", probe("periodSeconds: 3600, timeoutSeconds: 3600, initialDelaySeconds: 3600")), ""},
      {service("", probe("periodSeconds: 3601")),
       "cloud-run.liveness-probe: periodSeconds 3601 instead of at most 3600 at 3601\n"},
      {service("", probe("timeoutSeconds: 11")),
       "kubernetes.probe-timeout-above-period: 11s of the livenessProbe instead of 10s at 11\n"
       "cloud-run.liveness-probe: timeoutSeconds 11 instead of at most 10, its periodSeconds at 11\n"},
  });
}

TEST_CASE("no more tasks run at once than there are") {
  const auto execution = [](const std::string& text) {
    return "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: nightly}\nspec:\n  template:\n"
           "    spec: {" +
           text + ", template: {spec: {containers: [{image: a}]}}}\n";
  };
  check_all({
      {execution("taskCount: 5, parallelism: 5"), ""},
      {execution("taskCount: 5, parallelism: 0"), ""},
      {execution("parallelism: 10"), ""},
      {execution("taskCount: 5, parallelism: 10"), "cloud-run.job.parallelism: 10 instead of 5 at 10\n"},
  });
}

TEST_CASE("probes call over the network, and nobody asks by TCP whether an instance still lives") {
  const auto probe = [](const std::string& text) { return "containers: [{image: a, " + text + "}]"; };
  check_all({
      {service("", probe("startupProbe: {tcpSocket: {port: 80}}, livenessProbe: {grpc: {port: 80}}")), ""},
      {service("", probe("livenessProbe: {httpGet: {path: /}}")), ""},
      {service("", probe("livenessProbe: {exec: {command: [ls]}}")),
       "cloud-run.probe-kind: exec of a livenessProbe instead of httpGet or grpc at {command: [ls]}\n"},
      {service("", probe("livenessProbe: {tcpSocket: {port: 80}}")),
       "cloud-run.probe-kind: tcpSocket of a livenessProbe instead of httpGet or grpc at {port: 80}\n"},
      {job("", probe("startupProbe: {exec: {command: [ls]}}")),
       "cloud-run.probe-kind: exec of a startupProbe instead of httpGet, grpc or tcpSocket at {command: "
       "[ls]}\n"},
  });
}

TEST_CASE("variables that Cloud Run sets are not for a service to set") {
  const std::string port = "env: [{name: PORT, value: '80'}]";
  const char* const refused = "cloud-run.service.reserved-variable: PORT instead of  at PORT\n";
  check_all({
      {service("", "containers: [{image: a, env: [{name: PORTS, value: '80'}]}]"), ""},
      {service("", "containers: [{image: a, " + port + "}]"), refused},
      {service("", "containers: [{image: a, env: [{name: K_REVISION, value: a}]}]"),
       "cloud-run.service.reserved-variable: K_REVISION instead of  at K_REVISION\n"},
      {service("", "containers: [{image: a, ports: [{containerPort: 80}], " + port + "}, {image: b}]"),
       refused},
      // Only the container that receives requests is told its port.
      {service("", "containers: [{image: a, ports: [{containerPort: 80}]}, {image: b, " + port + "}]"), ""},
      {job("", "containers: [{image: a, " + port + "}]"), ""},
  });
}

TEST_CASE("volumes of a cluster are none of Cloud Run, and a VPC is reached in one way") {
  const std::string connector = "run.googleapis.com/vpc-access-connector: c";
  const std::string interfaces = "run.googleapis.com/network-interfaces: '[{\"network\":\"n\"}]'";
  check_all({
      {service("", "volumes: [{name: a, emptyDir: {}}, {name: b, secret: {secretName: s}}]"), ""},
      {service("", "volumes: [{name: a, persistentVolumeClaim: {claimName: c}}]"),
       "cloud-run.volume-kind: persistentVolumeClaim instead of  at {claimName: c}\n"},
      {job("", "volumes: [{name: a, configMap: {name: c}}]"),
       "cloud-run.volume-kind: configMap instead of  at {name: c}\n"},
      {service(connector, ""), ""},
      {service(interfaces, ""), ""},
      {service(connector + ", " + interfaces, ""),
       "cloud-run.one-network:  instead of  at '[{\"network\":\"n\"}]'\n"},
  });
}

TEST_CASE("where all traffic takes the way of the VPC, an instance should be kept") {
  const std::string direct = "run.googleapis.com/network-interfaces: '[{\"network\":\"n\"}]', ";
  const std::string all = "run.googleapis.com/vpc-access-egress: all-traffic";
  check_all({
      {service(direct + all, ""), "cloud-run.vpc-start:  instead of  at all-traffic\n"},
      {service(direct + all + ", autoscaling.knative.dev/minScale: '1'", ""), ""},
      {service(direct + all + ", autoscaling.knative.dev/minScale: '${LEAST}'", ""), ""},
      {service(direct + "run.googleapis.com/vpc-access-egress: private-ranges-only", ""), ""},
      {service(direct + "run.googleapis.com/vpc-access-egress: '${EGRESS}'", ""), ""},
      {service(all, ""), ""},
  });
}

TEST_CASE("the shares of the requests add up to all of them") {
  const auto shared = [](const std::string& traffic) {
    return service("", "") + "  traffic: " + traffic + "\n";
  };
  check_all({
      {shared("[{latestRevision: true, percent: 100}]"), ""},
      {shared("[{revisionName: a, percent: 90}, {revisionName: b, percent: 10}, {revisionName: c, tag: t}]"),
       ""},
      {shared("[]"), ""},
      {shared("[{revisionName: a, percent: '{{ share }}'}]"), ""},
      {shared("[{revisionName: a, percent: 50}, {revisionName: b, percent: 40}]"),
       "cloud-run.service.traffic: 90 % instead of 100 % at 40\n"},
  });
}

TEST_CASE("amounts below zero are refused") {
  CHECK(import(service("", "timeoutSeconds: -3")).violations(incomplete) ==
        "cloud-run.negative: timeout -3 instead of  at -3\n");
  CHECK(import(service("", limits("memory: -1Gi"))).violations(incomplete) ==
        "cloud-run.negative: memory -1Gi instead of  at -1Gi\n");
}

TEST_CASE("a task is tried again ten times at most, and an execution has ten thousand") {
  const auto numbered = [](const std::string& execution, const std::string& task) {
    return "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: n}\nspec: {template: {spec: {" +
           execution + "template: {spec: {" + task + "}}}}}\n";
  };
  check_all({
      {numbered("", "maxRetries: 10"), ""},
      {numbered("", "maxRetries: 11"), "cloud-run.job.retries: 11 instead of at most 10 at 11\n"},
      {numbered("taskCount: 10001, parallelism: 5, ", ""),
       "cloud-run.job.task-count: 10001 instead of at most 10000 at 10001\n"},
      {numbered("taskCount: 10000, parallelism: 5, ", ""), ""},
      // Without a parallelism the number of tasks is the scale.
      {numbered("taskCount: 10001, ", ""), ""},
  });
}

TEST_CASE("a minimum of instances above the maximum is refused, of a revision and of a service") {
  const auto own = [](const std::string& annotations) {
    return "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: shop, annotations: "
           "{run.googleapis.com/ingress: all, " +
           annotations + "}}\n";
  };
  check_all({
      {service("autoscaling.knative.dev/minScale: '2', autoscaling.knative.dev/maxScale: '2'", ""), ""},
      {service("autoscaling.knative.dev/minScale: '2', autoscaling.knative.dev/maxScale: '0'", ""), ""},
      {service("autoscaling.knative.dev/minScale: '3', autoscaling.knative.dev/maxScale: '2'", ""),
       "cloud-run.minimum-above-maximum: 3 instead of 2 at '3'\n"},
      {own("run.googleapis.com/minScale: '2', run.googleapis.com/maxScale: '3'"), ""},
      {own("run.googleapis.com/minScale: '4', run.googleapis.com/maxScale: '3'"),
       "cloud-run.minimum-above-maximum: 4 instead of 3 at '4'\n"},
  });
}
