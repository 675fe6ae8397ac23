// Selectors of controllers that their own pods contradict, and settings of Jobs and StatefulSets.
#include "unit/importers/kubernetes_refusals.hpp"

namespace placer::test {
namespace {

std::string controller(const std::string& version, const std::string& kind, const std::string& spec,
                       const std::string& pod = {}) {
  return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" + spec +
         "template: {metadata: {labels: {app: w}}, spec: {" + pod +
         "containers: [{name: a, image: shop}]}}}\n";
}

}  // namespace

TEST_CASE("the expressions of a selector agree with the labels of the pods") {
  const auto with = [](const std::string& expression) {
    return controller("apps/v1", "Deployment", "selector: {matchExpressions: [{key: " + expression + "}]}, ");
  };
  const std::string unlike = "kubernetes.selector-unlike-labels: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {with("app, operator: In, values: [w, x]"), ""},
      {with("app, operator: In, values: [x]"), unlike + "app In x instead of app: w"},
      {with("app, operator: In, values: [\"${APP}\"]"), ""},
      {with("app, operator: NotIn, values: [x]"), ""},
      {with("app, operator: NotIn, values: [w]"), unlike + "app NotIn w instead of app: w"},
      {with("tier, operator: NotIn, values: [w]"), ""},
      {with("tier, operator: Exists"), unlike + "tier Exists instead of no label tier"},
      {with("app, operator: DoesNotExist"), unlike + "app DoesNotExist instead of app: w"},
      {with("app, operator: In"), "kubernetes.expression-values: In has no values instead of one at least"},
      {with("app, operator: Equals, values: [w]"),
       "kubernetes.core-word: operator Equals instead of In, NotIn, Exists or DoesNotExist"},
  })));
}

TEST_CASE("what a Job and a StatefulSet refuse of their settings") {
  const auto job = [](const std::string& spec) {
    return controller("batch/v1", "Job", spec, "restartPolicy: Never, ");
  };
  const auto codes = [&](const std::string& how) {
    return job("podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: " + how + "}}]}, ");
  };
  const auto set = [](const std::string& spec) {
    return controller("apps/v1", "StatefulSet", "selector: {matchLabels: {app: w}}, " + spec);
  };
  const std::string indexed = "kubernetes.required-field: completionMode Indexed instead of a Job with ";
  check_without_place(GENERATE_COPY(values<Found>({
      {job("selector: {matchLabels: {app: w}}, "), "kubernetes.job-selector: app instead of "},
      {job("manualSelector: true, selector: {matchLabels: {app: w}}, "), ""},
      // As a cluster prints it.
      {"apiVersion: batch/v1\nkind: Job\nmetadata: {name: w}\nspec: {manualSelector: false, selector: "
       "{matchLabels: {batch.kubernetes.io/controller-uid: a}}, template: {metadata: {labels: "
       "{batch.kubernetes.io/controller-uid: a}}, spec: {restartPolicy: Never, containers: [{name: a, image: "
       "b}]}}}\n",
       ""},
      {job("backoffLimitPerIndex: 1, "), indexed + "backoffLimitPerIndex"},
      {job("backoffLimitPerIndex: 1, maxFailedIndexes: 2, completions: 3, completionMode: Indexed, "), ""},
      {job("maxFailedIndexes: 1, completionMode: NonIndexed, "), indexed + "maxFailedIndexes"},
      {codes("In, values: [1, 2]"), ""},
      {codes("In, values: [0]"), "kubernetes.exit-code:  instead of "},
      {codes("NotIn, values: [0]"), ""},
      {codes("Is, values: [1]"), "kubernetes.word: operator Is instead of In or NotIn"},
      {set("updateStrategy: {rollingUpdate: {partition: -1}}, "),
       "kubernetes.number-range: partition -1 instead of at least 0"},
      {set("updateStrategy: {rollingUpdate: {partition: 1}}, "), ""},
      {set("persistentVolumeClaimRetentionPolicy: {whenDeleted: delete}, "),
       "kubernetes.apps-word: whenDeleted delete instead of Retain or Delete"},
      {set("persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Retain}, "), ""},
  })));
}

}  // namespace placer::test
