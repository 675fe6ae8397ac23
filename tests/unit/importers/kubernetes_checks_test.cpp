// What Kubernetes refuses of workloads, by table: lines of a manifest, and what is found where.
#include "unit/importers/kubernetes_refusals.hpp"

namespace placer::test {
namespace {

/// A controller around a pod with the label app: w.
std::string around(const std::string& kind, const std::string& spec, const std::string& of_pod = {}) {
  const bool job = kind == "Job";
  return std::string("apiVersion: ") + (job ? "batch/v1" : "apps/v1") + "\nkind: " + kind +
         "\nmetadata: {name: w}\nspec: {" + spec + (job ? "" : ", selector: {matchLabels: {app: w}}") +
         ", template: {metadata: {labels: {app: w}}, spec: {" + (job ? "restartPolicy: Never, " : "") +
         of_pod + "containers: [{name: a, image: shop}]}}}\n";
}

std::string pre_stop(const std::string& action, const std::string& spec = {}) {
  return pod(spec + container("lifecycle: {preStop: {" + action + "}}"));
}

std::string exec(const std::string& command) { return "exec: {command: " + command + "}"; }

}  // namespace

TEST_CASE("ports are from 1 to 65535") {
  check(GENERATE(values<Found>({
      {pod(container("ports: [{containerPort: 1}, {containerPort: 65535, hostPort: 0}]")), ""},
      {pod(container("ports: [{containerPort: 65536}]")),
       "kubernetes.port-range: containerPort 65536 instead of at most 65535 at 65536\n"},
      {pod(container("ports: [{containerPort: 0}]")),
       "kubernetes.port-range: containerPort 0 instead of at least 1 at 0\n"},
      {pod(container("ports: [{containerPort: 80, hostPort: 70000}]")),
       "kubernetes.optional-port-range: hostPort 70000 instead of at most 65535 at 70000\n"},
      {pod("initContainers: [{name: i, image: i, ports: [{containerPort: -1}]}], " + container("")),
       "kubernetes.port-range: containerPort -1 instead of at least 1 at -1\n"},
      {pod(container("ports: [{containerPort: \"${PORT}\"}]")), ""},
  })));
}

TEST_CASE("counts and times have a least value") {
  check(GENERATE(values<Found>({
      {around("Deployment", "replicas: 0, minReadySeconds: 0"), ""},
      {around("Deployment", "replicas: -1"),
       "kubernetes.number-range: replicas -1 instead of at least 0 at -1\n"},
      {around("StatefulSet", "revisionHistoryLimit: -2"),
       "kubernetes.number-range: revisionHistoryLimit -2 instead of at least 0 at -2\n"},
      {around("Deployment", "progressDeadlineSeconds: -5"),
       "kubernetes.number-range: progressDeadlineSeconds -5 instead of at least 0 at -5\n"},
      {around("Deployment", "replicas: 2147483648"),
       "kubernetes.number-range: replicas 2147483648 instead of at most 2147483647 at 2147483648\n"},
      {around("Job", "backoffLimit: 0, activeDeadlineSeconds: 0"), ""},
      {around("Job", "backoffLimit: -1"),
       "kubernetes.number-range: backoffLimit -1 instead of at least 0 at -1\n"},
      {around("Job", "activeDeadlineSeconds: -60"),
       "kubernetes.seconds-range: activeDeadlineSeconds -60 instead of at least 0 at -60\n"},
      {around("Job", "parallelism: -3"),
       "kubernetes.number-range: parallelism -3 instead of at least 0 at -3\n"},
      {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {failedJobsHistoryLimit: -1, "
       "jobTemplate: {spec: {completions: -2}}}\n",
       "kubernetes.says-nothing: CronJob instead of  at CronJob\n"
       "kubernetes.number-range: failedJobsHistoryLimit -1 instead of at least 0 at -1\n"
       "kubernetes.number-range: completions -2 instead of at least 0 at -2\n"},
      {pod("activeDeadlineSeconds: 0, " + container("")),
       "kubernetes.positive-number: activeDeadlineSeconds 0 instead of at least 1 at 0\n"},
      {pod("terminationGracePeriodSeconds: 0, " + container("")), ""},
      {pod(container("livenessProbe: {httpGet: {port: 80}, initialDelaySeconds: 0, periodSeconds: 1}")), ""},
      {pod(container(
           "livenessProbe: {httpGet: {port: 80}, periodSeconds: 0, timeoutSeconds: 0, failureThreshold: 0}")),
       ""},
      {pod(container("livenessProbe: {httpGet: {port: 80}, initialDelaySeconds: -1}")),
       "kubernetes.probe-values: initialDelaySeconds -1 of the livenessProbe instead of at least 0 at -1\n"},
      {pod(container("readinessProbe: {httpGet: {port: 80}, timeoutSeconds: -5, periodSeconds: -10}")),
       "kubernetes.probe-values: periodSeconds -10 of the readinessProbe instead of at least 0 at -10\n"
       "kubernetes.probe-values: timeoutSeconds -5 of the readinessProbe instead of at least 0 at -5\n"},
  })));
}

TEST_CASE("a time to end below zero is worth a word, and one second") {
  const Imported imported = import(pod("terminationGracePeriodSeconds: -30, " + container("")));
  CHECK(imported.violations() == "kubernetes.negative-grace: -30 instead of  at -30\n");
  CHECK(imported.fact("shutdown_grace") == "1s (derived) = less than no time counts as a second");
}

TEST_CASE("what is refused is no fact") {
  CHECK_THAT(import(around("Deployment", "replicas: -1")).fact("scale.min"), contains("`-1` is refused"));
  CHECK_THAT(import(pod(container("ports: [{containerPort: 65536}]"))).fact("ports"),
             contains("(unresolved)"));
}

TEST_CASE("numbers and texts are told apart by their quotes") {
  check(GENERATE(values<Found>({
      {pod(container("ports: [{containerPort: \"80\"}]")),
       "kubernetes.value-type: containerPort \"80\" is text instead of a number at \"80\"\n"},
      {around("Deployment", "replicas: '3'"),
       "kubernetes.value-type: replicas \"3\" is text instead of a number at '3'\n"},
      {pod(container("env: [{name: PORT, value: 8080}]")),
       "kubernetes.value-type: the variable PORT is a number instead of text at 8080\n"},
      {pod(container("env: [{name: DEBUG, value: true}]")),
       "kubernetes.value-type: the variable DEBUG is true or false instead of text at true\n"},
      {pod(container("env: [{name: A, value: {b: c}}]")),
       "kubernetes.value-type: the variable A is a mapping instead of text at {b: c}\n"},
      {pod(container(
           "env: [{name: A, value: \"1\"}, {name: B, value: v1.2}, {name: C, value: 1.2.3}, {name: "
           "D, value: !!str 5}, {name: E, value: }, {name: F, valueFrom: {fieldRef: {}}}, {name: G, "
           "value: \"\"}, {name: H, value: 10m}]")),
       ""},
      {pod(container("env: [{name: A, value: 1e6}, {name: B, value: -.5}]")),
       "kubernetes.value-type: the variable A is a number instead of text at 1e6\n"
       "kubernetes.value-type: the variable B is a number instead of text at -.5\n"},
      {"apiVersion: v1\nkind: Pod\nmetadata: {name: w, labels: {tier: 1}, annotations: "
       "{prometheus.io/scrape: "
       "true}}\nspec: {nodeSelector: {gpu: true}, " +
           container("") + "}\n",
       "kubernetes.value-type: the label tier is a number instead of text at 1\n"
       "kubernetes.value-type: the annotation prometheus.io/scrape is true or false instead of text at true\n"
       "kubernetes.value-type: the node label gpu is true or false instead of text at true\n"},
  })));
}

TEST_CASE("names of containers are different") {
  check(GENERATE(values<Found>({
      {pod("containers: [{name: a, image: a}, {name: b, image: a}]"), ""},
      {pod("containers: [{name: a, image: a}, {name: a, image: b}]"),
       "kubernetes.duplicate-container: a instead of  at a\n"},
      {pod("containers: [{name: a, image: a}], initContainers: [{name: a, image: a}]"),
       "kubernetes.duplicate-container: a instead of  at a\n"},
      {pod("containers: [{name: \"${A}\", image: a}, {name: \"${A}\", image: b}]"), ""},
  })));
}

TEST_CASE("mounts name volumes") {
  const std::string mount = "volumeMounts: [{name: data, mountPath: /data}]";
  const std::string set =
      "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: w}\nspec: {selector: {matchLabels: {app: "
      "w}}, "
      "template: {metadata: {labels: {app: w}}, spec: {" +
      container(mount) + "}}, volumeClaimTemplates: [{metadata: {name: ";
  check(GENERATE_COPY(values<Found>({
      {pod(container(mount) + ", volumes: [{name: data}]"), ""},
      {pod(container(mount) + ", volumes: [{name: date}, {name: x}]"),
       "kubernetes.missing-volume: data instead of date, x at data\n"},
      {pod(container("volumeDevices: [{name: data, devicePath: /dev/x}]")),
       "kubernetes.missing-volume: data instead of none at data\n"},
      {pod(container("") + ", initContainers: [{name: i, image: i, " + mount + "}]"),
       "kubernetes.missing-volume: data instead of none at data\n"},
      {set + "data}}]}\n", ""},
      {set + "disk}}]}\n", "kubernetes.missing-volume: data instead of disk at data\n"},
      // What is filled in, and what only patches others.
      {pod(container(mount) + ", volumes: [{name: \"${V}\"}]"), ""},
      {pod(container(mount) + ", volumes: \"${VOLUMES}\""), ""},
      {patch("containers: [{name: a, " + mount + "}]"), ""},
      {pod("containers: [{name: a, image: set by the operator, " + mount + "}]"), ""},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {spec: {" +
           container(mount) + "}}}\n",
       "kubernetes.may-be-patch: Deployment instead of selector at {template: {spec: {" + container(mount) +
           "}}}\n"},
  })));
}

TEST_CASE("of many volumes only the number is said") {
  std::string volumes;
  for (int i = 0; i < 13; ++i) volumes += (i == 0 ? "{name: v" : ", {name: v") + std::to_string(i) + "}";
  CHECK(import(pod(container("volumeMounts: [{name: data, mountPath: /d}]") + ", volumes: [" + volumes + "]"))
            .violations() == "kubernetes.missing-volume: data instead of 13 others at data\n");
}

TEST_CASE("selectors name labels of the pods") {
  const auto controller = [](const std::string& selector, const std::string& labels) {
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {selector: {matchLabels: " +
           selector + "}, template: {metadata: {" + labels + "}, spec: {" + container("") + "}}}\n";
  };
  check(GENERATE_COPY(values<Found>({
      {controller("{app: w}", "labels: {app: w, tier: web}"), ""},
      {controller("{app: w, tier: web}", "labels: {app: shop}"),
       "kubernetes.selector-unlike-labels: app: w instead of app: shop at w\n"
       "kubernetes.selector-unlike-labels: tier: web instead of no label tier at web\n"},
      {controller("{app: w}", ""),
       "kubernetes.selector-unlike-labels: app: w instead of no label app at w\n"},
      {controller("{app: \"${APP}\"}", "labels: {app: w}"), ""},
      {controller("{app: w}", "labels: {app: \"${APP}\"}"), ""},
      {"apiVersion: v1\nkind: ReplicationController\nmetadata: {name: w}\nspec: {selector: {app: w}, "
       "template: "
       "{metadata: {labels: {app: x}}, spec: {" +
           container("") + "}}}\n",
       "kubernetes.selector-unlike-labels: app: w instead of app: x at w\n"},
  })));
}

TEST_CASE("a pause before the end is no longer than the time to end") {
  // Kubernetes takes any command, and ends what goes on for too long.
  const std::string found = "kubernetes.pre-stop-cut-off: ";
  const std::string grace = "terminationGracePeriodSeconds: 30, ";
  check(GENERATE_COPY(values<Found>({
      {pre_stop(exec("[sleep, '30']")), ""},
      {pre_stop(exec("[sleep, '31']")), found + "31s instead of 30s at '31'\n"},
      {pre_stop(exec("[/bin/sleep, 1m]")), found + "1min instead of 30s at 1m\n"},
      {pre_stop(exec("[sleep, 1m]"), "terminationGracePeriodSeconds: 60, "), ""},
      {pre_stop(exec("[/bin/sh, -c, sleep 45]")), found + "45s instead of 30s at sleep 45\n"},
      {pre_stop(exec("[bash, -ec, sleep 20 20; nginx -s quit]")),
       found + "40s instead of 30s at sleep 20 20; nginx -s quit\n"},
      {pre_stop(exec("[sh, -c, 'sleep 45 && kill 1']"), "terminationGracePeriodSeconds: 40, "),
       found + "45s instead of 40s at 'sleep 45 && kill 1'\n"},
      // Whether these sleep, or for how long, nobody can say.
      {pre_stop(exec("[sh, -c, 'test -f /x || sleep 45']")), ""},
      {pre_stop(exec("[sh, -c, 'sleep $DELAY']")), ""},
      {pre_stop(exec("[sleep, infinity]")), ""},
      {pre_stop(exec("[sleep]")), ""},
      {pre_stop(exec("[drain, '45']")), ""},
      {pre_stop(exec("[sleep, '99']"), "terminationGracePeriodSeconds: \"${GRACE}\", "), ""},
      // An action of its own is held against that time, be it stated or the default.
      {pre_stop("sleep: {seconds: 31}", grace),
       "kubernetes.grace-below-pre-stop: 31s instead of 30s at 31\n"},
      {pre_stop("sleep: {seconds: 30}", grace), ""},
      {pre_stop("sleep: {seconds: 31}"), "kubernetes.grace-below-pre-stop: 31s instead of 30s at 31\n"},
      {pre_stop("sleep: {seconds: 31}", "terminationGracePeriodSeconds: \"${GRACE}\", "), ""},
      // What patches a pod may leave its time to it.
      {patch("containers: [{name: a, lifecycle: {preStop: {" + exec("[sleep, '40']") + "}}}]"), ""},
      {patch("containers: [{name: a, lifecycle: {preStop: {sleep: {seconds: 40}}}}]"), ""},
      {patch(grace + "containers: [{name: a, lifecycle: {preStop: {" + exec("[sleep, '40']") + "}}}]"),
       found + "40s instead of 30s at '40'\n"},
      {pre_stop("sleep: {seconds: -1}"),
       "kubernetes.seconds-range: seconds -1 instead of at least 0 at -1\n"},
  })));
}

TEST_CASE("a probe knocks at a port that there is") {
  const auto knocking = [](const std::string& port, const std::string& ports = "",
                           const std::string& kind = "httpGet") {
    return pod(container("readinessProbe: {" + kind + ": {port: " + port + "}}" + ports));
  };
  const std::string found = "kubernetes.probe-port-name: ";
  check(GENERATE_COPY(values<Found>({
      {knocking("80"), ""},
      {knocking("70000"), "kubernetes.port-range: port 70000 instead of at most 65535 at 70000\n"},
      {knocking("0", "", "tcpSocket"), "kubernetes.port-range: port 0 instead of at least 1 at 0\n"},
      {knocking("70000", "", "grpc"),
       "kubernetes.port-range: port 70000 instead of at most 65535 at 70000\n"},
      {knocking("\"${PORT}\""), ""},
      {knocking("http", ", ports: [{name: http, containerPort: 80}]"), ""},
      {knocking("web", ", ports: [{name: http, containerPort: 80}, {containerPort: 81}]"),
       found + "web instead of http at web\n"},
      {knocking("web"), found + "web instead of none at web\n"},
      {knocking("web", ", ports: [{name: \"${NAME}\", containerPort: 80}]"), ""},
      {patch("containers: [{name: a, livenessProbe: {httpGet: {port: web}}}]"), ""},  // a patch
  })));
}

TEST_CASE("a readiness probe has no time to end") {
  check(GENERATE(values<Found>({
      {pod(container("readinessProbe: {httpGet: {port: 80}, terminationGracePeriodSeconds: 10}")),
       "kubernetes.readiness-grace: 10 instead of  at 10\n"},
      {pod(container("readinessProbe: {httpGet: {port: 80}, terminationGracePeriodSeconds: null}")), ""},
      {pod(container("livenessProbe: {httpGet: {port: 80}, terminationGracePeriodSeconds: 10}")), ""},
  })));
}

TEST_CASE("a probe that waits for longer than its period is worth a word") {
  const std::string found =
      "kubernetes.probe-timeout-above-period: 30s of the livenessProbe instead of 10s at 30\n";
  check(GENERATE_COPY(values<Found>({
      {pod(container("livenessProbe: {httpGet: {port: 80}, timeoutSeconds: 30, periodSeconds: 10}")), found},
      {pod(container("livenessProbe: {httpGet: {port: 80}, timeoutSeconds: 30}")), found},
      {pod(container("livenessProbe: {httpGet: {port: 80}, timeoutSeconds: 30, periodSeconds: 30}")), ""},
      {pod(container(
           "livenessProbe: {httpGet: {port: 80}, timeoutSeconds: 30, periodSeconds: \"${PERIOD}\"}")),
       ""},
      {patch("containers: [{name: a, livenessProbe: {httpGet: {port: 80}, timeoutSeconds: 30}}]"),
       ""},  // a patch
  })));
}

TEST_CASE("a CronJob has a schedule that cron takes") {
  const auto job = [](const std::string& schedule) {
    return "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {concurrencyPolicy: Forbid, "
           "schedule: \"" +
           schedule +
           "\", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "
           "b}]}}}}}\n";
  };
  const std::string found = "kubernetes.cron-schedule: ";
  check(GENERATE_COPY(values<Found>({
      {job("*/5 1-5 * jan mon-fri"), ""},
      {job("@daily"), ""},
      {job("${SCHEDULE}"), ""},
      {job("61 * * * *"),
       found + "61 * * * * instead of 61 is above 59, the last minute at \"61 * * * *\"\n"},
      {job("hourly"), found + "hourly instead of there is no @ before `hourly` at \"hourly\"\n"},
      {job("TZ=UTC 0 3 * * *"),
       found + "TZ=UTC 0 3 * * * instead of the time zone belongs in timeZone at \"TZ=UTC 0 3 * * *\"\n"},
  })));
}

TEST_CASE("plain values are read as YAML 1.1 has them") {
  const auto variable = [](const std::string& value) {
    return import(pod(container("env: [{name: A, value: " + value + "}]"))).violations();
  };
  const auto found = [](const std::string& kind, const std::string& value) {
    return "kubernetes.value-type: the variable A is " + kind + " instead of text at " + value + "\n";
  };
  for (const std::string value : {"yes", "NO", "off", "On", "y"}) {
    CAPTURE(value);
    CHECK(variable(value) == found("true or false in YAML 1.1", value));
  }
  for (const std::string value : {"0x1F", "-0X1f", "0b11", "0o14", "1_000", "0x_1F", "1_000.5", "+1_0e3"}) {
    CAPTURE(value);
    CHECK(variable(value) == found("a number in YAML 1.1", value));
  }
  for (const std::string value : {"007", ".5", "1e308", ".inf", "-.INF", "99999999999999999999"}) {
    CAPTURE(value);
    CHECK(variable(value) == found("a number", value));
  }
  // Too large for a number, as the short names of commits may be; dates; what only looks like one.
  for (const std::string value : {"12e4567", "2026-11-28", "_1", ".5_0", "0x", "0b12", "0o18", "1.2.3", "yEs",
                                  "nope", "'yes'", "\"0x1F\"", "!!str no", "-", "+", "1e", "0_x1G"}) {
    CAPTURE(value);
    CHECK(variable(value) == "");
  }
}

TEST_CASE("memory without a limit is worth a word") {
  const std::string requests = "resources: {requests: {memory: 1Gi}";
  const std::string found = "kubernetes.no-memory-limit: 1Gi instead of  at 1Gi\n";
  check(GENERATE_COPY(values<Found>({
      {pod(container(requests + "}")), found},
      {pod(container(requests + ", limits: {cpu: 1}}")), found},
      {pod(container("") + ", initContainers: [{name: i, image: i, " + requests + "}}]"), found},
      {pod(container(requests + ", limits: {memory: 1Gi}}")), ""},
      {pod(container(requests + ", limits: {memory: \"${LIMIT}\"}}")), ""},
      {pod(container(requests + ", limits: \"${LIMITS}\"}")), ""},
      {pod("resources: {limits: {memory: 2Gi}}, " + container(requests + "}")), ""},
      {pod(container("resources: {limits: {memory: 1Gi}}")), ""},
      {pod(container("resources: {requests: {cpu: 1}, limits: {cpu: 1}}")), ""},
      {patch("containers: [{name: a, " + requests + "}}]"), ""},  // a patch
  })));
}

}  // namespace placer::test
