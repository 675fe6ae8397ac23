// Models of KServe that are spread over several pods: how many there are, and how many devices each has; and
// numbers that stand beside the fields of a pod, as those of KServe do.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

struct Row {
  std::string text, nodes, devices;
};

std::string object(const std::string& version, const std::string& kind, const std::string& spec) {
  return "apiVersion: serving.kserve.io/" + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" +
         spec + "}\n";
}

std::string pod(int devices) {
  return "{containers: [{name: a, image: b, resources: {limits: {nvidia.com/gpu: " + std::to_string(devices) +
         "}}}]}";
}

void check(const Row& row) {
  CAPTURE(row.text);
  const Imported imported = import(row.text);
  const auto value = [&](const std::string& fact) {
    const std::string all = imported.fact(fact);
    return all.substr(0, all.find(" = "));
  };
  CHECK(value("nodes") == row.nodes);
  CHECK(value("gpu.count") == row.devices);
  CHECK(imported.problems() == "");
}

}  // namespace

TEST_CASE("the devices of a pipeline are shared out among its pods") {
  const auto service = [](const std::string& worker, const std::string& rest = {}) {
    return object(
        "v1beta1", "InferenceService",
        "predictor: {model: {runtime: a}, workerSpec: {pipelineParallelSize: 2, " + worker + "}}" + rest);
  };
  const std::string four = pod(4), worker = four.substr(1, four.size() - 2);
  check(GENERATE_COPY(values<Row>({
      {service("tensorParallelSize: 4, " + worker), "2 (derived)", "4"},
      {service("tensorParallelSize: 8, " + worker), "4 (derived)", "4"},
      {service("tensorParallelSize: 3, " + worker), "2 (derived)", "4"},
      {service("tensorParallelSize: 2, " + worker), "1 (derived)", "4"},
      {service("tensorParallelSize: 4, " + worker, ", transformer: " + pod(1)), "3 (derived)", "4"},
      // The runtime says what a worker has, and it may be one device or all of them.
      {service("tensorParallelSize: 4"), "1..8 (derived)", "1..8 (derived)"},
      {service("tensorParallelSize: \"${SIZE}\", " + worker), "2", "4"},
      {service(worker), "2", "4"},
  })));
}

TEST_CASE("a service that does not say how many parts its model has takes them from the runtime") {
  const std::string text = object("v1beta1", "InferenceService",
                                  "predictor: {model: {runtime: a}, workerSpec: {tensorParallelSize: 4}}");
  CHECK(import(text).fact("nodes") == " (unresolved) = how many parts the model has stands in the runtime");
  CHECK(import(text).problems() == "");
}

TEST_CASE("a language model has a group of pods for each copy") {
  const auto model = [](const std::string& spec) {
    return object("v1alpha2", "LLMInferenceService", "model: {uri: hf://a/b}, " + spec);
  };
  const std::string both = ", template: " + pod(4) + ", worker: " + pod(8);
  check(GENERATE_COPY(values<Row>({
      {model("parallelism: {pipeline: 4, tensor: 8}" + both), "4 (derived)", "8"},
      {model("parallelism: {data: 32, dataLocal: 8, tensor: 1}" + both), "4 (derived)", "8"},
      {model("parallelism: {data: 2, dataLocal: 8}" + both), "1 (derived)", "8"},
      {model("parallelism: {pipeline: 3}" + both +
             ", prefill: {parallelism: {pipeline: 2}, worker: " + pod(2) + ", template: " + pod(2) + "}"),
       "5 (derived)", "8"},
      {model("parallelism: {pipeline: 3}" + both + ", prefill: {template: " + pod(2) + "}"), "4 (derived)",
       "8"},
      // Without a number the runtime says it; a head and a worker there are at least.
      {model("replicas: 2" + both), "2 (derived)", "8"},
      {model("replicas: 2, template: " + pod(4)), "1 (platform_default)", "4"},
  })));
}

TEST_CASE("numbers beside the fields of a pod are those of the pod") {
  const std::string container = "containers: [{name: a, image: b}]";
  const auto refused = [&](const std::string& spec) {
    return import(object("v1beta1", "InferenceService", spec)).violations();
  };
  const std::string few = "kubernetes.replicas-minimum-above-maximum: 5 instead of 2 at 5\n";
  CHECK(refused("predictor: {minReplicas: 5, maxReplicas: 2, " + container + "}") == few);
  CHECK(refused("predictor: {minReplicas: 5, maxReplicas: 2, model: {runtime: a}, " + container + "}") ==
        few);
  CHECK(refused("predictor: {minReplicas: 1, maxReplicas: 2, " + container +
                "}, transformer: {minReplicas: 5, maxReplicas: 2, " + container + "}") == few);
  CHECK(refused("predictor: {minReplicas: 0, maxReplicas: 2, " + container + "}") == "");
  CHECK(refused("predictor: {minReplicas: 2, maxReplicas: 0, " + container + "}") == "");
  CHECK(refused("predictor: {minReplicas: -1, maxReplicas: 2, " + container + "}") ==
        "kubernetes.number-range: minReplicas -1 instead of at least 0 at -1\n");
  const Imported scaled = import(object("v1beta1", "InferenceService",
                                        "predictor: {minReplicas: 1, maxReplicas: 3, " + container + "}"));
  CHECK(scaled.fact("scale.min") == "1");
  CHECK(scaled.fact("scale.max") == "3");
  CHECK(scaled.fact("nodes") == "1 (platform_default) = the manifest asks for no more");
  CHECK(
      import("apiVersion: example.com/v1\nkind: Trainer\nmetadata: {name: w}\nspec: {leader: {replicas: 1, " +
             container + "}, workers: {replicas: 3, " + container + "}}\n")
          .fact("nodes") == "4 (derived) = pods of all roles together");
}

}  // namespace placer::test
