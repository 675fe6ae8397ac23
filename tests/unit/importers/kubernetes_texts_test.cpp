// Where the API takes a text, or a number, and YAML reads another type.
#include "unit/importers/kubernetes_refusals.hpp"

#include <string>

namespace placer::test {
namespace {

std::string in_spec(const std::string& lines, const std::string& container = "") {
  return pod(lines + "containers: [{name: a, image: shop" + container + "}]");
}

std::string type(const std::string& what, const std::string& wanted = "text") {
  return "kubernetes.value-type: " + what + " instead of " + wanted;
}

}  // namespace

TEST_CASE("texts of a pod that look like something else") {
  const auto nodes = [](const std::string& values) {
    return in_spec(
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
        "{nodeSelectorTerms: [{matchExpressions: [{key: k, operator: In, values: [" +
        values + "]}]}]}}}, ");
  };
  const auto pods = [](const std::string& labels) {
    return in_spec(
        "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
        "[{topologyKey: z, labelSelector: {matchLabels: {a: " +
        labels + "}}}]}}, ");
  };
  const auto probe = [](const std::string& value) {
    return in_spec("",
                   ", livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X, value: " + value + "}]}}");
  };
  const std::string spread =
      "topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, "
      "labelSelector: {matchLabels: {a: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {in_spec("tolerations: [{key: k, value: 'true'}], "), ""},
      {in_spec("tolerations: [{key: k, value: \"${V}\", tolerationSeconds: $S, effect: NoExecute}], "), ""},
      {in_spec("tolerations: [{key: k, value: true}], "), type("the field value is true or false")},
      {in_spec("tolerations: [{key: k, value: 1}], "), type("the field value is a number")},
      {in_spec("tolerations: [{operator: Exists, effect: NoExecute, tolerationSeconds: -1}], "), ""},
      {in_spec("tolerations: [{operator: Exists, effect: NoExecute, tolerationSeconds: '300'}], "),
       type("tolerationSeconds \"300\" is text", "a number")},
      {in_spec("tolerations: [{operator: Exists, effect: NoExecute, tolerationSeconds: 5m}], "),
       type("tolerationSeconds 5m is text", "a number")},
      {nodes("'true', a"), ""},
      {nodes("true"), type("an item of values is true or false")},
      {nodes("4"), type("an item of values is a number")},
      {pods("'1'"), ""},
      {pods("1"), type("the label a is a number")},
      {in_spec(spread + "'1'}}}], "), ""},
      {in_spec(spread + "1}}}], "), type("the label a is a number")},
      {probe("'1'"), ""},
      {probe("1"), type("the field value is a number")},
      {in_spec("securityContext: {sysctls: [{name: net.core.somaxconn, value: '1024'}]}, "), ""},
      {in_spec("securityContext: {sysctls: [{name: net.core.somaxconn, value: 1024}]}, "),
       type("the field value is a number")},
      {in_spec("securityContext: {supplementalGroups: [1000]}, "), ""},
      {in_spec("securityContext: {supplementalGroups: ['1000']}, "),
       type("the supplemental group \"1000\" is text", "a number")},
  })));
  CHECK(import(in_spec("securityContext: {supplementalGroups: 1000}, ")).problems() ==
        "1000 | `supplementalGroups` is a value, not a list\n");
}

TEST_CASE("labels and annotations of what stands beside workloads are texts") {
  const auto beside = [](const std::string& version, const std::string& kind, const std::string& metadata,
                         const std::string& body) { return named(version, kind, body, metadata); };
  const std::string ports = "spec: {selector: {a: b}, ports: [{port: 80}]}",
                    rules =
                        "spec: {rules: [{host: a.b, http: {paths: [{path: /, pathType: Prefix, backend: "
                        "{service: {name: w, port: {number: 80}}}}]}}]}",
                    scaler =
                        "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: w}, "
                        "maxReplicas: 5}",
                    claim = "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}";
  check_without_place(GENERATE_COPY(values<Found>({
      {beside("v1", "Service", ", annotations: {a: 'true'}, labels: {b: '1.0'}", ports), "no workload"},
      {beside("v1", "Service", ", annotations: {a: true}", ports), type("the annotation a is true or false")},
      {beside("v1", "Service", ", labels: {v: 1.0}", ports), type("the label v is a number")},
      {beside("networking.k8s.io/v1", "Ingress", ", annotations: {x.io/ssl-redirect: true}", rules),
       type("the annotation x.io/ssl-redirect is true or false")},
      {beside("autoscaling/v2", "HorizontalPodAutoscaler", ", labels: {b: true}", scaler),
       type("the label b is true or false")},
      {beside("v1", "PersistentVolumeClaim", ", annotations: {a: 1}", claim),
       type("the annotation a is a number")},
      {beside("v1", "ConfigMap", ", labels: {a: 1}", "data: {a: b}"), type("the label a is a number")},
      {beside("v1", "Secret", ", labels: {a: 1}", "stringData: {a: b}"), type("the label a is a number")},
      {beside("policy/v1", "PodDisruptionBudget", "",
              "spec: {maxUnavailable: 1, selector: {matchLabels: {a: 1}}}"),
       type("the label a is a number")},
  })));
}

TEST_CASE("numbers of pods of custom resources that have a schema") {
  const auto custom = [](const std::string& version, const std::string& kind, const std::string& replicas) {
    return named(version, kind,
                 "spec: {pytorchReplicaSpecs: {Worker: {replicas: " + replicas +
                     ", template: {spec: {containers: [{name: pytorch, image: shop}]}}}}}");
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {custom("kubeflow.org/v1", "PyTorchJob", "2"), ""},
      {custom("kubeflow.org/v1", "PyTorchJob", "\"${N}\""), ""},
      {custom("kubeflow.org/v1", "PyTorchJob", "\"2\""), type("replicas \"2\" is text", "a number")},
      // Of others nobody knows.
      {custom("shop.example/v1", "Till", "\"2\""), ""},
  })));
}

}  // namespace placer::test
