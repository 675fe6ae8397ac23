// Rollouts that take their pods from a Deployment.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

std::string rollout(const std::string& more = {}) {
  return "---\napiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r" + more +
         "}\nspec: {replicas: 5, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: w}}\n";
}

std::string deployment(const std::string& more = {}) {
  return "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w" + more +
         "}\nspec: {replicas: 0, selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, "
         "spec: {containers: [{name: a, image: b, resources: {limits: {cpu: 2}}}]}}}\n";
}

std::string scaler(const std::string& kind) {
  return "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: s}\nspec: "
         "{minReplicas: 3, maxReplicas: 9, scaleTargetRef: {kind: " +
         kind + "}}\n";
}

}  // namespace

TEST_CASE("a Rollout and the Deployment that it runs are one workload") {
  for (const std::string& text : {rollout() + deployment(), deployment() + rollout()}) {
    const Imported one = import(text);
    CHECK(one.names() == "w");
    CHECK(one.fact("cpu") == "2");
    CHECK(one.fact("scale.min") == "5");
    CHECK(one.fact("scale.max") == "5");
  }
  CHECK(import(rollout() + deployment() + scaler("Rollout, name: r")).fact("scale.max") == "9");
  CHECK(import(rollout() + deployment() + scaler("Deployment, name: w")).fact("scale.max") == "9");
}

TEST_CASE("a Rollout of a Deployment that stands elsewhere says so") {
  const std::string open =
      "(unresolved) = the pods are those of the Deployment `w`, which is not in the input";
  const Imported alone = import(rollout());
  CHECK(alone.names() == "r");
  for (const std::string fact : {"cpu", "memory", "gpu.count"}) CHECK_THAT(alone.fact(fact), contains(open));
  CHECK(alone.fact("scale.max") == "5");
  const Imported apart = import(rollout(", namespace: a") + deployment(", namespace: b"));
  CHECK(apart.names() == "r w");
  CHECK(import(rollout(", namespace: a") + deployment()).names() == "w");
}

}  // namespace placer::test
