// Facts that stand in the templates of pods: in their annotations, in the labels of nodes, in how many there
// are.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

namespace placer::test {
namespace {

std::string object(const std::string& version, const std::string& kind, const std::string& spec) {
  return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\n" + spec + "\n";
}

}  // namespace

TEST_CASE("facts in the annotations of every template") {
  const std::string fact = "annotations: {placer.dev/timeout: 7s}";
  const FactCase table[] = {
      {"apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w}\nspec: {template: {metadata: "
       "{annotations: {placer.dev/trigger: websocket}}, spec: {containers: [{image: shop}]}}}",
       "trigger", "websocket (assumed)"},
  };
  for (const FactCase& one : table) CHECK(import(one.lines).fact(one.fact).starts_with("websocket"));
  const std::string cron =
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {schedule: \"0 3 * * *\", "
      "jobTemplate: "
      "{metadata: {" +
      fact + "}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: shop}]}}}}}\n";
  CHECK(import(cron).fact("timeout").starts_with("7s"));
  const std::string run =
      "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: w}\nspec: {template: {spec: {template: "
      "{metadata: {" +
      fact + "}, spec: {containers: [{image: shop}]}}}}}\n";
  CHECK(import(run).fact("timeout").starts_with("7s"));
  CHECK_FALSE(
      import("apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w}\nspec: {template: "
             "{metadata: {annotations: {placer.dev/timeoutt: 7s}}, spec: {containers: [{image: shop}]}}}\n")
          .problems()
          .empty());
}

TEST_CASE("accelerators by the labels of their nodes") {
  const auto type = [](const std::string& label, const std::string& resource) {
    return import(object("v1", "Pod",
                         "spec: {nodeSelector: {" + label +
                             "}, containers: [{name: a, image: shop, resources: "
                             "{limits: {" +
                             resource + "}}}]}"))
        .fact("gpu.type");
  };
  CHECK(type("cloud.google.com/gke-tpu-accelerator: tpu-v4-podslice", "google.com/tpu: 4") == "tpu-v4");
  CHECK(type("cloud.google.com/gke-tpu-accelerator: tpu-v99-slice", "google.com/tpu: 4") ==
        "google-tpu (derived) = google.com/tpu is asked for");
  CHECK(type("nvidia.com/gpu.product: NVIDIA_A10G", "nvidia.com/gpu: 1") == "nvidia-a10g");
  CHECK(type("amd.com/gpu.product-name: AMD_Instinct_MI300X_OAM", "amd.com/gpu: 1") == "amd-mi300x");
  CHECK(type("eks.amazonaws.com/instance-gpu-name: l4", "nvidia.com/gpu: 1") == "nvidia-l4");
}

TEST_CASE("sets of nodes and of pods are counted") {
  const std::string pods = "{spec: {containers: [{name: a, image: shop}]}}";
  CHECK(import(object("elasticsearch.k8s.elastic.co/v1", "Elasticsearch",
                      "spec: {nodeSets: [{name: d, count: 3, podTemplate: " + pods + "}]}"))
            .fact("nodes") == "3");
  CHECK(import(object("kueue.x-k8s.io/v1beta1", "Workload",
                      "spec: {podSets: [{name: d, count: 3, template: " + pods + "}]}"))
            .fact("nodes") == "3");
}

}  // namespace placer::test
