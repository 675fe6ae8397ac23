// What an autoscaler beside its workload must say, and one that patches another one need not.
#include "support/rule_files.hpp"
#include "unit/importers/kubernetes_companions.hpp"

namespace placer::test {

TEST_CASE("an autoscaler says what it scales, unless it patches another one") {
  const auto scaler = [](const std::string& spec) {
    return object("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {" + spec + "}");
  };
  const std::string
      missing = "kubernetes.required-field: ",
      spec = "maxReplicas: 3",
      patch =
          "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {spec: "
          "{containers: [{name: a, image: shop}]}}}\n";
  // Alone it may be one, and beside another patch; beside a whole workload it is none.
  const Imported alone = import(scaler(spec));
  CHECK(alone.violations() == "no workload");
  CHECK_THAT(alone.problems(),
             contains("a HorizontalPodAutoscaler without a scaleTargetRef is refused, unless"));
  CHECK(import(scaler(spec) + patch).names() == "w");
  const Imported beside = import(scaler(spec) + deployment);
  REQUIRE(beside.names() == "w c");
  const std::vector<Violation>& refused = beside.workloads[1].violations;
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].rule == "kubernetes.required-field");
  CHECK(refused[0].needed == "scaleTargetRef");
  CHECK(refused[0].allowed == "a HorizontalPodAutoscaler");
  CHECK(guilty_text(beside.sources, refused[0].where) == "{maxReplicas: 3}");
  const std::string whose = " instead of the scaleTargetRef of an autoscaler at ";
  CHECK(import(scaler("scaleTargetRef: {kind: Deployment}, " + spec)).violations() ==
        missing + "name" + whose + "{kind: Deployment}\n");
  CHECK(import(scaler("scaleTargetRef: {name: w}, " + spec)).violations() ==
        missing + "kind" + whose + "{name: w}\n");
}

TEST_CASE("an autoscaler that looks at processors says how busy its pods are") {
  struct Row {
    const char *metrics, *fact;
  };
  const std::string of_pods = " (derived) = of the processors that its pods request";
  const Row rows[] = {
      {"metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: "
       "60}}}]",
       "60%"},
      {"metrics: [{type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: "
       "60}}}]",
       nullptr},
      {"metrics: []", nullptr},
  };
  for (const Row& row : rows) {
    INFO(row.metrics);
    const Imported imported = import(
        object("autoscaling/v2", "HorizontalPodAutoscaler",
               std::string("spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: w}, "
                           "maxReplicas: 3, ") +
                   row.metrics + "}") +
        "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {selector: {matchLabels: "
        "{app: w}}, template: {metadata: {labels: {app: w}}, spec: {containers: [{name: a, image: shop, "
        "resources: {requests: {cpu: 1}}}]}}}\n");
    CHECK(imported.fact("scale.utilisation") ==
          (row.fact == nullptr ? std::string("nothing") : row.fact + of_pods));
  }
}

TEST_CASE("an autoscaler says how long it looks back") {
  const auto scaled = [](const std::string& behavior) {
    return import(
               object("autoscaling/v2", "HorizontalPodAutoscaler",
                      "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: w}, maxReplicas: "
                      "3, behavior: " +
                          behavior + "}") +
               deployment)
        .fact("scale.stabilisation");
  };
  CHECK(scaled("{scaleDown: {stabilizationWindowSeconds: 0}}") ==
        "0s (derived) = how long the autoscaler looks back");
  CHECK(scaled("{scaleDown: {stabilizationWindowSeconds: 120}}") ==
        "2min (derived) = how long the autoscaler looks back");
  CHECK(scaled("{scaleDown: {stabilizationWindowSeconds: 7200}}") == "nothing");
  CHECK(scaled("{scaleUp: {stabilizationWindowSeconds: 60}}") == "nothing");
}

TEST_CASE("more runners at least than at most") {
  const auto violations = [](const char* bounds) {
    return import(
               std::string("apiVersion: actions.github.com/v1alpha1\nkind: AutoscalingRunnerSet\nmetadata: "
                           "{name: w}\nspec: {") +
               bounds + ", template: {spec: {containers: [{name: runner, image: i}]}}}\n")
        .violations();
  };
  CHECK(violations("minRunners: 2, maxRunners: 5") == "");
  CHECK(violations("minRunners: 5, maxRunners: 2") ==
        "kubernetes.runners-minimum-above-maximum: 5 instead of 2 at 5\n");
}

}  // namespace placer::test
