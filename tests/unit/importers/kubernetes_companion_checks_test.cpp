// What Kubernetes refuses of the objects beside workloads: with the workload that they belong to, and alone.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

struct Row {
  std::string lines, found;
};

std::string object(const std::string& version, const std::string& kind, const std::string& lines) {
  return "---\napiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: c}\n" + lines + "\n";
}

const std::string deployment =
    "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {selector: {matchLabels: {app: "
    "w}}, template: "
    "{metadata: {labels: "
    "{app: "
    "w}}, spec: {containers: [{name: a, image: shop, envFrom: [{configMapRef: {name: c}}]}], volumes: "
    "[{name: "
    "v, persistentVolumeClaim: {claimName: c}}]}}}\n";

/// The same is found alone and with the workload; without a fault there is no workload at all.
void check(const std::string& version, const std::string& kind, const Row& row) {
  CAPTURE(kind, row.lines);
  const std::string text = object(version, kind, row.lines);
  const Imported alone = import(text), beside = import(text + deployment);
  CHECK(alone.problems() == "");
  CHECK(alone.names() == (row.found.empty() ? "" : "c"));
  CHECK(alone.violations() == (row.found.empty() ? "no workload" : row.found));
  CHECK(beside.names() == "w");
  CHECK(beside.violations() == row.found);
}

}  // namespace

TEST_CASE("claims say how they are accessed") {
  const std::string modes = "kubernetes.claim-access-modes: ";
  const std::string all = "ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod";
  const auto spec = [](const std::string& access) {
    return "spec: {resources: {requests: {storage: 1Gi}}" + access + "}";
  };
  check(
      "v1", "PersistentVolumeClaim",
      GENERATE_COPY(values<Row>({
          {spec(", accessModes: [ReadWriteOnce, ReadOnlyMany]"), ""},
          {spec(", accessModes: [ReadWriteOncePod]"), ""},
          {spec(", accessModes: [\"${MODE}\"]"), ""},
          {spec(", accessModes: []"), modes + "no access mode instead of " + all + " at []\n"},
          {spec(", accessModes: [ReadWriteTwice]"),
           modes + "ReadWriteTwice instead of " + all + " at ReadWriteTwice\n"},
          {spec(", accessModes: ReadWriteOnce"),
           modes + "no access mode instead of " + all + " at ReadWriteOnce\n"},
          {spec(", accessModes: [ReadWriteOncePod, ReadOnlyMany]"),
           modes +
               "ReadWriteOncePod beside another one instead of ReadWriteOncePod alone at ReadWriteOncePod\n"},
      })));
}

TEST_CASE("claims of a StatefulSet say how they are accessed") {
  const Imported imported = import(
      "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: w}\nspec: {volumeClaimTemplates: [{spec: "
      "{accessModes: [], resources: {requests: {storage: 1Gi}}}}]}\n");
  CHECK_THAT(imported.violations(), contains("kubernetes.claim-access-modes: no access mode"));
}

TEST_CASE("settings have keys that can be names of files") {
  const auto row = GENERATE(values<Row>({
      {"data: {a.b-c_D9: x, .env: x}", ""},
      {"binaryData: {logo.png: AAAA}", ""},
      {"data: {\"${KEY}\": x}", ""},
      {"data: {a/b: x}", "kubernetes.config-map-key: a/b instead of  at a/b\n"},
      {"data: {a b: x, ok: z}", "kubernetes.config-map-key: a b instead of  at a b\n"},
      {"data: {..a: x}", "kubernetes.config-map-key: ..a instead of  at ..a\n"},
      {"binaryData: {\"\": AAAA}", "kubernetes.config-map-key:  instead of  at \"\"\n"},
      {"data: {port: 8080, debug: \"true\"}",
       "kubernetes.value-type: the key port is a number instead of text at 8080\n"},
      {"data: {a: yes}",
       "kubernetes.value-type: the key a is true or false in YAML 1.1 instead of text at yes\n"},
  }));
  check("v1", "ConfigMap", row);
}

TEST_CASE("a service has ports from 1 to 65535") {
  const auto row = GENERATE(values<Row>({
      {"spec: {selector: {app: w}, ports: [{port: 80, targetPort: http}, {port: 81, targetPort: 0}]}", ""},
      {"spec: {selector: {app: w}, ports: [{port: 0}]}",
       "kubernetes.port-range: port 0 instead of at least 1 at 0\n"},
      {"spec: {selector: {app: w}, ports: [{port: 80, targetPort: 80800}]}",
       "kubernetes.optional-port-range: targetPort 80800 instead of at most 65535 at 80800\n"},
      {"spec: {selector: {app: w}, ports: [{port: 80, nodePort: 80000}]}",
       "kubernetes.optional-port-range: nodePort 80000 instead of at most 65535 at 80000\n"},
  }));
  check("v1", "Service", row);
}

TEST_CASE("a disruption budget says one thing") {
  const auto row = GENERATE(values<Row>({
      {"spec: {minAvailable: 1, selector: {matchLabels: {app: w}}}", ""},
      {"spec: {maxUnavailable: 50%, minAvailable: null, selector: {matchLabels: {app: w}}}", ""},
      {"spec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {app: w}}}",
       "kubernetes.budget-with-both: maxUnavailable 1 instead of minAvailable 1 at 1\n"},
  }));
  check("policy/v1", "PodDisruptionBudget", row);
}

TEST_CASE("an autoscaler keeps a pod unless its metrics do without") {
  const auto scaler = [](const std::string& spec) {
    return import(object("autoscaling/v2", "HorizontalPodAutoscaler",
                         "spec: {scaleTargetRef: {kind: Deployment, name: w}, " + spec + "}"))
        .violations();
  };
  const std::string to_zero = "kubernetes.hpa-scale-to-zero: minReplicas 0 instead of  at 0\n";
  CHECK(scaler("minReplicas: 1, maxReplicas: 1") == "no workload");
  CHECK(scaler("minReplicas: 0, maxReplicas: 5") == to_zero);
  CHECK(scaler("minReplicas: 0, maxReplicas: 5, metrics: [{type: Resource}]") == to_zero);
  CHECK(scaler("minReplicas: 0, maxReplicas: 5, metrics: [{type: Resource}, {type: External}]") ==
        "kubernetes.hpa-from-zero: minReplicas 0 instead of  at 0\n");
  CHECK(scaler("minReplicas: -1, maxReplicas: 5") ==
        "kubernetes.hpa-replicas: minReplicas -1 instead of at least 0 at -1\n");
  CHECK(scaler("maxReplicas: 0") ==
        "kubernetes.hpa-most-replicas: maxReplicas 0 instead of at least 1 at 0\n");
  // What is refused is reported once, and is no fact.
  const Imported refused =
      import(object("autoscaling/v2", "HorizontalPodAutoscaler",
                    "spec: {scaleTargetRef: {name: w}, minReplicas: many, maxReplicas: -3}"));
  CHECK(refused.problems() == "many | minReplicas: 'many' is not a whole number\n");
  CHECK(refused.violations() == "kubernetes.hpa-most-replicas: maxReplicas -3 instead of at least 1 at -3\n");
  CHECK_THAT(refused.fact("scale.max"), contains("`-3` is refused"));
  // KEDA's own objects may scale to zero.
  CHECK(import(object("keda.sh/v1alpha1", "ScaledObject",
                      "spec: {scaleTargetRef: {name: w}, minReplicaCount: 0, maxReplicaCount: 2}"))
            .violations() == "no workload");
}

}  // namespace placer::test
