// Fields of what stands within pods, containers and objects beside them, and users that a pod refuses.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

struct Row {
  std::string text, found;
};

std::string object(const std::string& version, const std::string& kind, const std::string& spec) {
  return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" + spec + "}\n";
}

std::string pod(const std::string& container, const std::string& spec = "") {
  return object("v1", "Pod", spec + "containers: [{name: a, image: b, " + container + "}]");
}

std::string metric(const std::string& text, const std::string& version = "autoscaling/v2") {
  return object(version, "HorizontalPodAutoscaler",
                "scaleTargetRef: {kind: Deployment, name: x}, maxReplicas: 2, metrics: [{" + text + "}]");
}

std::string ingress(const std::string& rule) {
  return object("networking.k8s.io/v1", "Ingress", "rules: [{" + rule + "}]");
}

/// Rules and what was found, without the places.
void check(const Row& row) {
  CAPTURE(row.text);
  std::string found;
  const Imported imported = import(row.text);
  for (const Workload& workload : imported.workloads)
    for (const Violation& one : workload.violations)
      found += (found.empty() ? "" : "; ") + one.rule + ": " + one.needed +
               (one.allowed.empty() ? "" : " > " + one.allowed);
  CHECK(found == row.found);
  CHECK(imported.problems() == "");
}

}  // namespace

TEST_CASE("security of a pod and of its containers have fields of their own") {
  const std::string found = "kubernetes.misplaced-field: ", of_pod = " > the securityContext of a pod",
                    of_container = " > the securityContext of a container";
  check(GENERATE_COPY(values<Row>({
      {pod("tty: true", "securityContext: {privileged: true}, "), found + "privileged" + of_pod},
      {pod("tty: true", "securityContext: {allowPrivilegeEscalation: false}, "),
       found + "allowPrivilegeEscalation" + of_pod},
      {pod("tty: true", "securityContext: {readOnlyRootFilesystem: true}, "),
       found + "readOnlyRootFilesystem" + of_pod},
      {pod("tty: true", "securityContext: {capabilities: {drop: [ALL]}}, "), found + "capabilities" + of_pod},
      {pod("securityContext: {fsGroup: 1}"), found + "fsGroup" + of_container},
      {pod("securityContext: {supplementalGroups: [1]}"), found + "supplementalGroups" + of_container},
      {pod("securityContext: {sysctls: []}"), found + "sysctls" + of_container},
      {pod("securityContext: {runAsNonroot: true}"),
       "kubernetes.misspelt-field: runAsNonroot > runAsNonRoot"},
      {pod("securityContext: {privileged: true, capabilities: {add: [NET_ADMIN]}}",
           "securityContext: {fsGroup: 1, supplementalGroups: [1], sysctls: []}, "),
       ""},
      {pod("securityContext: {\"${KEY}\": 1}"), ""},
      // What operators make of it nobody knows.
      {object("shop.example/v1", "Shop",
              "template: {spec: {securityContext: {privileged: true}, containers: [{name: a, image: b}]}}"),
       ""},
  })));
  CHECK(import(pod("tty: true", "securityContext: {privileged: true}, ")).fact("privileged") ==
        import(pod("tty: true")).fact("privileged"));
}

TEST_CASE("a container that may not run as root does not") {
  const std::string root = "kubernetes.root-refused: a", not_root = "runAsNonRoot: true";
  check(GENERATE_COPY(values<Row>({
      {pod("securityContext: {runAsNonRoot: true, runAsUser: 0}"), root},
      {pod("securityContext: {runAsUser: 0}", "securityContext: {runAsNonRoot: true}, "), root},
      {pod("securityContext: {runAsNonRoot: true}", "securityContext: {runAsUser: 0}, "), root},
      {pod("tty: true", "securityContext: {runAsNonRoot: true, runAsUser: 0}, "), root},
      // What the container says of itself stands before what its pod says.
      {pod("securityContext: {runAsNonRoot: false, runAsUser: 0}", "securityContext: {runAsNonRoot: true}, "),
       ""},
      {pod("securityContext: {runAsUser: 7}", "securityContext: {runAsNonRoot: true, runAsUser: 0}, "), ""},
      {pod("securityContext: {runAsNonRoot: true, runAsUser: 1000}"), ""},
      {pod("securityContext: {runAsNonRoot: \"${R}\", runAsUser: 0}"), ""},
      {pod("securityContext: {runAsNonRoot: true, runAsUser: \"${U}\"}"), ""},
      // What patches others leaves out what it does not change.
      {object("apps/v1", "Deployment",
              "template: {spec: {containers: [{name: a, securityContext: {runAsNonRoot: true, runAsUser: "
              "0}}]}}"),
       ""},
  })));
}

TEST_CASE("parts of containers have the fields that the API knows") {
  const std::string found = "kubernetes.misspelt-field: ";
  check(GENERATE_COPY(values<Row>({
      {pod("envFrom: [{configMap: {name: c}}]"), found + "configMap > configMapRef"},
      {pod("envFrom: [{secretKeyRef: {name: c}}]"), found + "secretKeyRef > secretRef"},
      {pod("envFrom: [{prefix: A_, configMapRef: {name: c}}, {secretRef: {name: c}}]"), ""},
      {pod("env: [{name: A, valueFrom: {configMapRef: {name: c, key: k}}}]"),
       found + "configMapRef > configMapKeyRef"},
      {pod("env: [{name: A, valueFrom: {secretKeyRef: {name: c, keys: k}}}]"),
       found + "keys > key; kubernetes.required-field: key > a secretKeyRef"},
      {pod("env: [{name: A, valueFrom: {secretKeyRef: {name: c}}}]"),
       "kubernetes.required-field: key > a secretKeyRef"},
      {pod("env: [{name: A, valueFrom: {configMapKeyRef: {key: c}}}]"),
       "kubernetes.required-field: name > a configMapKeyRef"},
      {pod("env: [{name: A, valueFrom: {secretKeyRef: {name: c, key: \"${K}\", optional: true}}}]"), ""},
      {pod("env: [{name: A, values: b}]"), found + "values > value"},
      {pod("lifecycle: {prestop: {exec: {command: [a]}}}"), found + "prestop > preStop"},
      {pod("lifecycle: {preStop: {exec: {command: [a]}}, stopSignal: SIGINT}"), ""},
      {pod("livenessProbe: {httpGet: {path: /, port: 80}, initialDelay: 60, timeout: 5}"),
       found + "initialDelay > initialDelaySeconds; " + found + "timeout > timeoutSeconds"},
      {pod("readinessProbe: {httpGet: {paths: /, port: 80}}"), found + "paths > path"},
      {pod("startupProbe: {httpGet: {path: /, port: 80, scheme: HTTP}, periodSeconds: 5}"), ""},
      {pod("ports: [{containerport: 80}]"), found + "containerport > containerPort"},
      {pod("ports: [{containerPort: 80, name: http, protocol: TCP, hostIP: 10.0.0.1}]"), ""},
      {pod("volumeMounts: [{name: v, mountPath: /v, subpath: a}]", "volumes: [{name: v, emptyDir: {}}], "),
       found + "subpath > subPath"},
      {pod("livenessProbe: {httpGet: {path: /, port: 80}, jitter: 1}"),
       "kubernetes.misplaced-field: jitter > a livenessProbe"},
  })));
}

TEST_CASE("what belongs into a part of a container does not stand beside it") {
  const std::string found = "kubernetes.misspelt-field: ";
  check(GENERATE_COPY(values<Row>({
      {pod("limits: {memory: 1Gi}"), found + "limits > resources.limits"},
      {pod("requests: {memory: 2Gi}, resources: {limits: {memory: 3Gi}}"),
       found + "requests > resources.requests"},
      {pod("privileged: true"), found + "privileged > securityContext.privileged"},
      {pod("tty: true", "fsGroup: 1, "), found + "fsGroup > securityContext.fsGroup"},
      {pod("httpGet: {path: /, port: 80}"), "kubernetes.misplaced-field: httpGet > a container"},
      {pod("resources: {limits: {memory: 1Gi}}", "resources: {limits: {memory: 1Gi}}, "), ""},
      // What operators make of it nobody knows.
      {object("shop.example/v1", "Shop",
              "template: {spec: {containers: [{name: a, image: b, limits: {cpu: 1}}]}}"),
       ""},
      {"apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w}\nspec: {template: {spec: "
       "{timeoutSeconds: 9, containers: [{image: b, limits: {cpu: 1}}]}}}\n",
       found + "limits > resources.limits"},
      {"apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w}\nspec: {template: "
       "{containerConcurrency: 9, spec: {containers: [{image: b, timeoutSeconds: 9}]}}}\n",
       "kubernetes.misplaced-field: timeoutSeconds > a container; kubernetes.misplaced-field: "
       "containerConcurrency > the template of a revision"},
  })));
}

TEST_CASE("templates have metadata and a spec") {
  const std::string pods = "spec: {restartPolicy: Never, containers: [{name: a, image: b}]}";
  check(GENERATE_COPY(values<Row>({
      {object("batch/v1", "Job", "template: {replicas: 3, " + pods + "}"),
       "kubernetes.misplaced-field: replicas > the template of pods"},
      {object("batch/v1", "Job", "template: {metadatas: {}, " + pods + "}"),
       "kubernetes.misspelt-field: metadatas > metadata"},
      {object("batch/v1", "CronJob",
              "schedule: '@daily', concurrencyPolicy: Forbid, jobTemplate: {suspend: true, spec: {template: "
              "{nodeSelector: {}, " +
                  pods + "}}}"),
       "kubernetes.misplaced-field: suspend > the template of a Job; kubernetes.misplaced-field: "
       "nodeSelector > the template of pods"},
      {object("batch/v1", "Job", "template: {metadata: {labels: {a: b}}, " + pods + "}"), ""},
      {object("batch/v1", "Job", "scheduling: {schedulingPolicy: {basic: {}}}, template: {" + pods + "}"),
       ""},
  })));
}

TEST_CASE("metrics of an autoscaler are written as their version has them") {
  const std::string found = "kubernetes.misspelt-field: ";
  check(GENERATE_COPY(values<Row>({
      {metric("type: Resource, resource: {name: cpu, targetAverageUtilization: 80}"),
       found + "targetAverageUtilization > target.averageUtilization"},
      {metric("type: Resource, resource: {name: memory, targetAverageValue: 1Gi}"),
       found + "targetAverageValue > target.averageValue"},
      {metric("type: Pods, pods: {metricName: a, targetAverageValue: 1}"),
       found + "metricName > metric.name; " + found + "targetAverageValue > target.averageValue"},
      {metric("type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilisation: 8}}"),
       found + "averageUtilisation > averageUtilization"},
      {metric("type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 8}}"),
       ""},
      {metric("type: External, external: {metric: {name: a}, target: {type: Value, value: 1}}"), ""},
      // There it was so.
      {metric("type: Resource, resource: {name: cpu, targetAverageUtilization: 80}", "autoscaling/v2beta1"),
       "kubernetes.api-version: a HorizontalPodAutoscaler of autoscaling/v2beta1, which was removed in v1.25 "
       "> "
       "autoscaling/v2"},
  })));
}

TEST_CASE("rules of an Ingress have their paths in http") {
  const std::string found = "kubernetes.misspelt-field: ";
  const std::string path = "path: /, pathType: Prefix, backend: {service: {name: s, ";
  check(GENERATE_COPY(values<Row>({
      {ingress("host: a.b, paths: [{" + path + "port: {number: 80}}}}]"), found + "paths > http.paths"},
      {ingress("host: a.b, http: {paths: [{" + path + "port: {numbers: 80}}}}]}"),
       found + "numbers > number"},
      {ingress("host: a.b, http: {paths: [{" + path + "ports: {number: 80}}}}]}"), found + "ports > port"},
      {ingress("host: a.b, http: {paths: [{" + path + "port: {name: http}}}}]}"), ""},
      {ingress("host: a.b, http: {paths: [{" + path + "port: \"${PORT}\"}}}]}"), ""},
  })));
  CHECK(import(ingress("http: {paths: [{" + path + "port: 80}}}]}")).problems() ==
        "80 | `port` is a value, not a mapping | write `port: {number: 80}`\n");
}

}  // namespace placer::test
