// Policies of restarts, of whole objects and of those that lack something.
#include "unit/importers/kubernetes_refusals.hpp"

namespace placer::test {
namespace {

/// A controller with this restartPolicy.
std::string restarting(const std::string& kind, const std::string& policy,
                       const std::string& image = "shop") {
  const bool job = kind == "Job";
  return "apiVersion: " + std::string(job ? "batch/v1" : "apps/v1") + "\nkind: " + kind +
         "\nmetadata: {name: w}\nspec: {" + (job ? "" : "selector: {matchLabels: {app: w}}, ") +
         "template: {metadata: {labels: {app: w}}, spec: {" + policy +
         "containers: [{name: a, image: " + image + "}]}}}\n";
}

}  // namespace

TEST_CASE("each kind has its policies of restarts") {
  check(GENERATE(values<Found>({
      {restarting("Deployment", ""), ""},
      {restarting("Deployment", "restartPolicy: Always, "), ""},
      {restarting("Deployment", "restartPolicy: OnFailure, "),
       "kubernetes.restart-policy: restartPolicy OnFailure instead of Always for a Deployment at "
       "OnFailure\n"},
      {restarting("DaemonSet", "restartPolicy: Never, "),
       "kubernetes.restart-policy: restartPolicy Never instead of Always for a DaemonSet at Never\n"},
      {restarting("Job", "restartPolicy: Never, "), ""},
      {restarting("Job", "restartPolicy: OnFailure, "), ""},
      {restarting("Job", "restartPolicy: Always, "),
       "kubernetes.restart-policy: restartPolicy Always instead of OnFailure or Never for a Job at Always\n"},
      {restarting("Job", ""),
       "kubernetes.restart-policy: restartPolicy is not set, which is Always instead of OnFailure or Never "
       "for "
       "a Job at {containers: [{name: a, image: shop}]}\n"},
      {restarting("Job", "restartPolicy: \"${POLICY}\", "), ""},
      {pod("restartPolicy: Never, " + container("")), ""},
      {pod("restartPolicy: '', " + container("")), ""},
      {restarting("Deployment", "restartPolicy: '', "), ""},
      {pod("restartPolicy: Sometimes, " + container("")),
       "kubernetes.restart-policy: restartPolicy Sometimes instead of Always, OnFailure or Never at "
       "Sometimes\n"},
      // Blanks around an image leave nothing out.
      {restarting("Deployment", "restartPolicy: Sometimes, ", "\"shop \""),
       "kubernetes.restart-policy: restartPolicy Sometimes instead of Always for a Deployment at "
       "Sometimes\n"},
      {restarting("Job", "", "\"your image here\""), ""},
      {restarting("Job", "", "\" \""), ""},
      // What patches or completes a pod says no other words than a whole one.
      {pod("restartPolicy: Sometimes, containers: [{name: a, image: shop}, {name: b}]"),
       "kubernetes.restart-policy: restartPolicy Sometimes instead of Always, OnFailure or Never at "
       "Sometimes\nkubernetes.no-image: b instead of  at {name: b}\n"},
      {pod("restartPolicy: Never, containers: [{name: b}]"),
       "kubernetes.no-image: b instead of  at {name: b}\n"},
      {patch("restartPolicy: Never, containers: [{name: a}]"), ""},
  })));
}

}  // namespace placer::test
