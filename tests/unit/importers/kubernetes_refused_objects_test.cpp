// What the API refuses of objects beside pods: autoscalers, services, routes, budgets; and of Jobs and
// Knative.
#include "unit/importers/kubernetes_refusals.hpp"

#include <string>

namespace placer::test {
namespace {

std::string required(const std::string& what, const std::string& whose) {
  return "kubernetes.required-field: " + what + " instead of " + whose;
}

}  // namespace

TEST_CASE("an autoscaler says by what and how fast") {
  const auto scaler = [](const std::string& lines) {
    return named("autoscaling/v2", "HorizontalPodAutoscaler",
                 "spec: {scaleTargetRef: {kind: Deployment, name: w}, maxReplicas: 3, " + lines + "}");
  };
  const auto metric = [&](const std::string& target) {
    return scaler("metrics: [{type: Resource, resource: {name: cpu, target: {" + target + "}}}]");
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {metric("type: Utilization, averageUtilization: 50, averageValue: 100m"),
       "kubernetes.metric-with-both:  instead of "},
      {metric("type: Value, value: 500m"),
       required("averageUtilization or averageValue", "the target of a metric of type Resource")},
      {scaler("metrics: [{resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]"),
       required("type", "a metric of an autoscaler")},
      {scaler("behavior: {scaleDown: {stabilizationWindowSeconds: 7200}}"),
       "kubernetes.hpa-window: stabilizationWindowSeconds 7200 instead of at most 3600"},
      {scaler("behavior: {scaleDown: {selectPolicy: Maximum}}"),
       "kubernetes.autoscaling-word: selectPolicy Maximum instead of Max, Min or Disabled"},
  })));
}

TEST_CASE("a service, a route and a budget") {
  const auto service = [](const std::string& lines) {
    return named("v1", "Service", "spec: {selector: {a: b}, " + lines + "}");
  };
  const auto path = [](const std::string& lines) {
    return named("networking.k8s.io/v1", "Ingress",
                 "spec: {rules: [{host: a.b, http: {paths: [{path: /, pathType: Prefix" + lines + "}]}}]}");
  };
  const std::string twice = "kubernetes.duplicate-service-port: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {service("ports: [{name: a, port: 80}, {name: a, port: 81}]"), twice + "called a instead of "},
      {service("type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, nodePort: "
               "30080}]"),
       twice + "nodePort 30080 instead of "},
      {service("ports: [{port: 80}], loadBalancerSourceRanges: [10.0.0.0/8]"),
       "kubernetes.service-type: loadBalancerSourceRanges instead of type LoadBalancer only"},
      {path(""), required("backend", "a path of an Ingress")},
      {path(", backend: {service: {name: a}}"), required("port", "the service of a backend")},
      {path(", backend: {service: {name: a, port: {number: 70000}}}"),
       "kubernetes.port-range: number 70000 instead of at most 65535"},
      {named("policy/v1", "PodDisruptionBudget",
             "spec: {minAvailable: 1, unhealthyPodEvictionPolicy: Always}"),
       "kubernetes.budget-word: unhealthyPodEvictionPolicy Always instead of IfHealthyBudget or AlwaysAllow"},
  })));
}

TEST_CASE("Jobs and services of Knative") {
  const auto job = [](const std::string& lines) {
    return named("batch/v1", "Job",
                 "spec: {" + lines +
                     "template: {spec: {restartPolicy: Never, containers: [{name: a, image: shop}]}}}");
  };
  const auto knative = [](const std::string& lines) {
    return named("serving.knative.dev/v1", "Service",
                 "spec: {template: {spec: {containers: [{image: shop, " + lines + "}]}}}");
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {job("completionMode: Indexed, completions: 3, maxFailedIndexes: 1, "),
       required("backoffLimitPerIndex", "a Job with maxFailedIndexes")},
      {knative("ports: [{containerPort: 8080, protocol: TCP}]"), ""},
      {knative("ports: [{containerPort: 8012}]"), "kubernetes.knative.reserved-name: port 8012 instead of "},
      {knative("name: queue-proxy"), "kubernetes.knative.reserved-name: container queue-proxy instead of "},
  })));
}

}  // namespace placer::test
