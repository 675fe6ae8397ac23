// What is worth a word of pods and of CronJobs, unless it is set.
#include "unit/importers/kubernetes_refusals.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

std::string cron(const std::string& more) {
  return "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {schedule: '@daily', " + more +
         "jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "
         "b}]}}}}}\n";
}

}  // namespace

TEST_CASE("processors without a limit are worth a word, once") {
  const std::string two =
      "{name: a, image: a, resources: {requests: {cpu: 1}}}, {name: b, image: b, "
      "resources: {requests: {cpu: 2}}}";
  check_all({
      {pod("containers: [" + two + "]"), "kubernetes.no-cpu-limit: 1 instead of  at 1\n"},
      {pod("containers: [{name: a, image: a, resources: {requests: {cpu: 1}, limits: {cpu: 2}}}]"), ""},
      {pod("containers: [{name: a, image: a, resources: {requests: {cpu: 1}, limits: \"${LIMITS}\"}}]"), ""},
      {pod("containers: [{name: a, image: a, resources: {requests: {cpu: \"${CPU}\"}}}]"), ""},
      {pod("resources: {limits: {cpu: 4}}, containers: [" + two + "]"), ""},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {spec: {containers: "
       "[{name: a, resources: {requests: {cpu: 1}}}]}}}\n",
       ""},
  });
}

TEST_CASE("a pod with GPUs tolerates the taint of their machines") {
  const std::string gpus = "containers: [{name: a, image: a, resources: {limits: {nvidia.com/gpu: 1}}}]";
  check_all({
      {pod(gpus), "kubernetes.gpu-toleration:  instead of  at 1\n"},
      {pod("tolerations: [{key: nvidia.com/gpu, operator: Exists}], " + gpus), ""},
      {pod("tolerations: \"${TOLERATIONS}\", " + gpus), ""},
      {pod("tolerations: [], " + gpus), "kubernetes.gpu-toleration:  instead of  at 1\n"},
      {pod("nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}, " + gpus), ""},
      {pod("containers: [{name: a, image: a}]"), ""},
  });
}

TEST_CASE("runs of a CronJob overlap unless something is said of it") {
  check_all({
      {cron(""), "kubernetes.cron-overlapping:  instead of  at '@daily'\n"},
      {cron("concurrencyPolicy: Forbid, "), ""},
      {cron("concurrencyPolicy: Allow, "), ""},
      {cron("concurrencyPolicy: \"${POLICY}\", "), ""},
  });
}

TEST_CASE("the image of a Spark application is that of its parts") {
  const auto application = [](const std::string& lines) {
    return import(
               "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata: {name: w}\n"
               "spec: {" +
               lines + "executor: {cores: 1}, driver: {cores: 1}}\n")
        .fact("package.format");
  };
  CHECK(application("image: spark, ").starts_with("image (derived) = it runs an image"));
  CHECK(application("") == "nothing");
  CHECK(import("apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata: {name: w}\n"
               "spec: {executor: {cores: 1, image: spark}, driver: {cores: 1, image: spark}}\n")
            .fact("package.format")
            .starts_with("image (derived)"));
}
