// Fields that the API does not have, in each of Kubernetes' own kinds, and groups that there are not.
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

const std::string pods =
    "template: {metadata: {labels: {app: w}}, spec: {restartPolicy: Never, containers: "
    "[{name: a, image: b}]}}";

std::string controller(const std::string& kind, const std::string& spec, const std::string& container = {},
                       const std::string& version = "apps/v1") {
  return object(version, kind,
                spec +
                    ", selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, spec: "
                    "{containers: [{name: a, image: b" +
                    container + "}]}}");
}

std::string scaler(const std::string& spec, const std::string& version = "autoscaling/v2") {
  return object(version, "HorizontalPodAutoscaler", "scaleTargetRef: {kind: Deployment, name: x}, " + spec);
}

std::string ingress(const std::string& path, const std::string& version = "networking.k8s.io/v1") {
  return object(version, "Ingress", "rules: [{http: {paths: [{" + path + "}]}}]");
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

TEST_CASE("fields of metadata, volumes and affinities are spelt as the API has them") {
  const std::string found = "kubernetes.misspelt-field: ";
  const auto pod = [](const std::string& spec, const std::string& metadata = "") {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: w" + metadata + "}\nspec: {" + spec +
           "containers: [{name: a, image: b}]}\n";
  };
  const std::string refused =
      "apiVersion: v1\nkind: Service\nmetadata: {name: w, anotations: {a: b}}\nspec: "
      "{selector: {app: w}, ports: [{port: 80}]}\n";
  check(GENERATE_COPY(values<Row>({
      {pod("", ", lables: {a: b}"), found + "lables > labels"},
      {pod("",
           ", labels: {a: b}, annotations: {c: d}, finalizers: [], managedFields: [], uid: e, "
           "resourceVersion: '1', generation: 2, selfLink: f, ownerReferences: []"),
       ""},
      {refused, found + "anotations > annotations"},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {selector: {matchLabels: {app: "
       "w}}, "
       "template: {metadata: {labels: {app: w}, anotations: {}}, spec: {containers: [{name: a, image: "
       "b}]}}}\n",
       found + "anotations > annotations"},
      {pod("volumes: [{name: v, configmap: {name: c}}], "), found + "configmap > configMap"},
      {pod("volumes: [{name: v, emptydir: {}}], "), found + "emptydir > emptyDir"},
      {pod("volumes: [{name: v, persistentvolumeclaim: {claimName: c}}], "),
       found + "persistentvolumeclaim > persistentVolumeClaim"},
      {pod("volumes: [{name: v, emptyDir: {}}, {name: c, image: {reference: r}}], "), ""},
      {pod("affinity: {nodeAfinity: {}}, "), found + "nodeAfinity > nodeAffinity"},
      {pod("affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecutions: []}}, "),
       found + "requiredDuringSchedulingIgnoredDuringExecutions > "
               "requiredDuringSchedulingIgnoredDuringExecution"},
      {pod("tolerations: [{key: a, opreator: Exists}], "), found + "opreator > operator"},
  })));
}

TEST_CASE("fields that are nearly one of a kind's own are refused") {
  const std::string found = "kubernetes.misspelt-field: ";
  const std::string backend = "pathType: Prefix, path: /, backend: {";
  check(GENERATE_COPY(values<Row>({
      {controller("Deployment", "replica: 2"), found + "replica > replicas"},
      {controller("Deployment", "replicas: 2, minReadySeconds: 1, paused: false"), ""},
      {controller("Deployment", "updateStrategy: {}"), found + "updateStrategy > strategy"},
      {controller("StatefulSet", "strategy: {}"), found + "strategy > updateStrategy"},
      {controller("StatefulSet", "volumeClaimTemplate: []"),
       found + "volumeClaimTemplate > volumeClaimTemplates"},
      {controller("DaemonSet", "updateStrategys: {}"), found + "updateStrategys > updateStrategy"},
      {object("batch/v1", "Job", "backofLimit: 2, " + pods), found + "backofLimit > backoffLimit"},
      {object(
           "batch/v1", "CronJob",
           "schedule: '@daily', concurrencyPolicy: Forbid, startDeadlineSeconds: 5, jobTemplate: {spec: {" +
               pods + "}}"),
       found + "startDeadlineSeconds > startingDeadlineSeconds"},
      {object("batch/v1", "CronJob",
              "schedule: '@daily', concurrencyPolicy: Forbid, jobTemplate: {spec: {completion: 1, " + pods +
                  "}}"),
       found + "completion > completions"},
      {object("batch/v1", "CronJob", "schedule: '@daily', concurrencyPolicy: Forbid, " + pods),
       "kubernetes.required-field: jobTemplate > the spec of a CronJob; " + found + "template > jobTemplate"},
      {scaler("minReplica: 1, maxReplicas: 2"), found + "minReplica > minReplicas"},
      {scaler("maxReplicas: 2, targetCPUUtilizationPercentage: 50"),
       found + "targetCPUUtilizationPercentage > metrics"},
      {scaler("maxReplicas: 2, targetCPUUtilizationPercentage: 50", "autoscaling/v1"), ""},
      {object("v1", "Service", "selectors: {app: w}, ports: [{port: 80}]"), found + "selectors > selector"},
      {object("v1", "Service", "selector: {app: w}, ports: [{port: 80, targetport: 80}]"),
       found + "targetport > targetPort"},
      {object("v1", "PersistentVolumeClaim",
              "accessModes: [ReadWriteOnce], storageClass: a, resources: {requests: {storage: 1Gi}}"),
       found + "storageClass > storageClassName"},
      {object("policy/v1", "PodDisruptionBudget", "minAvailables: 1"),
       found + "minAvailables > minAvailable"},
      {ingress(backend + "serviceName: s, servicePort: 80}"),
       found + "serviceName > service.name; " + found + "servicePort > service.port"},
      {ingress(backend + "service: {name: s, port: {number: 80}}}"), ""},
      {object("networking.k8s.io/v1", "Ingress", "backend: {service: {name: s}}"),
       found + "backend > defaultBackend"},
      // What is filled in, or what a patch does.
      {controller("Deployment", "$retainKeys: [strategy]"), ""},
      {controller("Deployment", "\"${REPLICAS}\": 1"), ""},
  })));
}

TEST_CASE("fields of another part of the API are refused") {
  const std::string found = "kubernetes.misplaced-field: ";
  check(GENERATE_COPY(values<Row>({
      {controller("DaemonSet", "replicas: 2"), found + "replicas > the spec of a DaemonSet"},
      {controller("Deployment", "serviceName: s"), found + "serviceName > the spec of a Deployment"},
      {controller("StatefulSet", "serviceName: s"), ""},
      {controller("Deployment", "podReplacementPolicy: Failed"), ""},
      {controller("Deployment", "replicas: 1", ", volumes: []"), found + "volumes > a container"},
      {controller("Deployment", "checkpointing: {}"), found + "checkpointing > the spec of a Deployment"},
      {controller("Deployment", "strategy: {type: Recreate, speed: 3}"),
       found + "speed > the strategy of a Deployment"},
      {controller("Deployment", "strategy: {rollingUpdate: {maxSurge: 1, steps: 3}}"),
       found + "steps > a rollingUpdate"},
      {controller("Deployment", "replicas: 1", ", memory: 1Gi"), found + "memory > a container"},
      {controller("Deployment", "replicas: 1", ", ports: [{containerPort: 80, targetPort: 80}]"),
       found + "targetPort > a port of a container"},
      {controller("Deployment", "replicas: 1", ", livenessProbe: {exec: {command: [a], shell: b}}"),
       found + "shell > an exec"},
      {scaler("maxReplicas: 2, metrics: []", "autoscaling/v1"),
       found + "metrics > the spec of a HorizontalPodAutoscaler"},
  })));
}

TEST_CASE("fields of pods that others make are worth a word") {
  check({object("argoproj.io/v1alpha1", "Rollout",
                "selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, spec: {volume: "
                "[], containers: [{name: a, image: b, replicas: 1}]}}"),
         "kubernetes.near-field: volume > volumes"});
  check({"apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {container: [{name: a, image: b}]}\n",
         "kubernetes.misspelt-field: container > containers; kubernetes.says-nothing: Pod"});
}

TEST_CASE("a group without a dot is one of Kubernetes' own") {
  const std::string found = "kubernetes.api-version: a ";
  check(GENERATE_COPY(values<Row>({
      {controller("Deployment", "replicas: 1", "", "app/v1"), found + "Deployment of app/v1 > apps/v1"},
      {controller("StatefulSet", "replicas: 1", "", "Apps/v1"), found + "StatefulSet of Apps/v1 > apps/v1"},
      {object("jobs/v1", "Job", pods), found + "Job of jobs/v1 > batch/v1"},
      {scaler("maxReplicas: 2", "autoscale/v2"),
       found + "HorizontalPodAutoscaler of autoscale/v2 > autoscaling/v2"},
      {scaler("maxReplicas: 2", "v1"), found + "HorizontalPodAutoscaler of v1 > autoscaling/v2"},
      {object("core/v1", "Service", "selector: {app: w}"), found + "Service of core/v1 > v1"},
      {object("apps/v1", "Service", "selector: {app: w}"), found + "Service of apps/v1 > v1"},
      {object("policies/v1", "PodDisruptionBudget", "minAvailable: 1"),
       found + "PodDisruptionBudget of policies/v1 > policy/v1"},
      // Of others, such a kind may be anything.
      {object("shop.example/v1", "Service", "selector: {app: w}"), ""},
      {object("\"${GROUP}/v1\"", "Service", "selector: {app: w}"), ""},
  })));
}

TEST_CASE("fields that other tools call so") {
  const std::string slip = "kubernetes.misspelt-field: ", astray = "kubernetes.misplaced-field: ";
  const auto pod = [](const std::string& spec, const std::string& container = "") {
    return object("v1", "Pod", spec + "containers: [{name: a, image: b" + container + "}]");
  };
  check(GENERATE_COPY(values<Row>({
      {pod("podAntiAffinity: {}, "), slip + "podAntiAffinity > affinity.podAntiAffinity"},
      {pod("affinity: {}, nodeAffinity: {}, "), slip + "nodeAffinity > affinity.nodeAffinity"},
      {pod("", ", entrypoint: [x]"), slip + "entrypoint > command"},
      {pod("", ", entrypoint: [x], command: [z]"), astray + "entrypoint > a container"},
      {pod("", ", livenessProbe: {httpGet: {url: /, port: 80}}"), slip + "url > path"},
      {pod("", ", resource: {limits: {cpu: 1}}"), slip + "resource > resources"},
      {pod("", ", resources: {}, resource: {limits: {cpu: 1}}"), astray + "resource > a container"},
      {pod("", ", tty: true, ttys: 1"), astray + "ttys > a container"},
      {pod("volumes: [{name: v, pvc: {claimName: c}}], "), slip + "pvc > persistentVolumeClaim"},
      {pod("volumes: [{name: v, emptyDir: {size: 1Gi}}], "), slip + "size > sizeLimit"},
      {pod("volumes: [{name: v, persistentVolumeClaim: {claimName: c, size: 1Gi}}], "),
       astray + "size > a persistentVolumeClaim"},
  })));
}

}  // namespace placer::test
