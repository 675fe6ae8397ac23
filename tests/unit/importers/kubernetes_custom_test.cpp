// Custom resources that carry pods: found by their shape, counted by what stands around them.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

std::string object(const std::string& version, const std::string& kind, const std::string& spec) {
  return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" + spec + "}\n";
}

std::string pods(const std::string& resources) {
  return "template: {spec: {containers: [{name: a, image: shop, resources: {limits: {" + resources + "}}}]}}";
}

std::string fact(const std::string& text, const std::string& name) {
  const Imported imported = import(text);
  CHECK(imported.problems().empty());
  CHECK(imported.names() == "w");
  const std::string found = imported.fact(name);
  return found.substr(0, found.find(" = "));
}

struct Row {
  std::string text, fact, value;
};

}  // namespace

TEST_CASE("the pod of a step of Argo holds its sidecars, and ends by its own deadline") {
  const auto steps = [](const std::string& run, const std::string& templates) {
    return object("argoproj.io/v1alpha1", "Workflow", run + "templates: [" + templates + "]");
  };
  const std::string sidecars =
      "container: {image: b, resources: {requests: {memory: 1Gi}}}, sidecars: [{name: s, image: c, "
      "resources: "
      "{requests: {memory: 512Mi}}}]";
  CHECK(import(steps("", "{name: a, " + sidecars + "}")).fact("memory").find("1536MiB") == 0);
  const std::string step = "{name: a, activeDeadlineSeconds: 300, container: {image: b}}";
  CHECK(import(steps("", step)).fact("timeout") == "5min");
  CHECK(import(steps("activeDeadlineSeconds: 7200, ", step)).fact("timeout") == "5min");
  CHECK(import(steps("activeDeadlineSeconds: 60, ", step)).fact("timeout") == "1min");
  // The other one may take as long as the run.
  const std::string other = step + ", {name: b, container: {image: b}}";
  CHECK(import(steps("", other)).fact("timeout") == "nothing");
  CHECK(import(steps("activeDeadlineSeconds: 7200, ", other)).fact("timeout") == "2h");
}

TEST_CASE("roles and replicas make one workload that spans nodes") {
  const std::string training =
      object("kubeflow.org/v1", "PyTorchJob",
             "pytorchReplicaSpecs: {Master: {replicas: 1, " + pods("cpu: 2, memory: 8Gi") +
                 "}, Worker: {replicas: 3, " + pods("cpu: 16, memory: 64Gi, nvidia.com/gpu: 8") + "}}");
  const std::string jobs =
      object("jobset.x-k8s.io/v1alpha2", "JobSet",
             "replicatedJobs: [{name: a, replicas: 2, template: {spec: {parallelism: 4, " +
                 pods("google.com/tpu: 4") + "}}}]");
  const std::string group = object("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet",
                                   "replicas: 2, leaderWorkerTemplate: {size: 4, leaderTemplate: {spec: "
                                   "{containers: [{name: l}]}}, workerTemplate: {spec: {containers: [{name: "
                                   "w}]}}}");
  const std::string workers = object("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet",
                                     "leaderWorkerTemplate: {size: 4, workerTemplate: {spec: {containers: "
                                     "[{name: w}]}}}");
  const std::string ray =
      object("ray.io/v1", "RayCluster",
             "headGroupSpec: {" + pods("cpu: 1") + "}, workerGroupSpecs: [{replicas: 3, numOfHosts: 2, " +
                 pods("cpu: 8") + "}]");
  const std::string growing =
      object("ray.io/v1", "RayService",
             "rayClusterConfig: {headGroupSpec: {" + pods("cpu: 1") +
                 "}, workerGroupSpecs: [{minReplicas: 1, maxReplicas: 4, " + pods("cpu: 8") + "}]}");
  const std::string groups = "headGroupSpec: {" + pods("cpu: 1") +
                             "}, workerGroupSpecs: [{replicas: 2, minReplicas: 1, maxReplicas: 4, " +
                             pods("cpu: 8") + "}]";
  const std::string fixed = object("ray.io/v1", "RayCluster", groups);
  const std::string elastic = object("ray.io/v1", "RayCluster", "enableInTreeAutoscaling: true, " + groups);
  const std::string open =
      object("kubeflow.org/v1", "PyTorchJob",
             "pytorchReplicaSpecs: {Worker: {replicas: $NODES, " + pods("cpu: 8") + "}}");
  const std::string spark =
      object("sparkoperator.k8s.io/v1beta2", "SparkApplication",
             "driver: {cores: 1, memory: 512m}, executor: {instances: 4, cores: 2, memory: "
             "2g}");
  const auto row = GENERATE_COPY(values<Row>({
      {training, "nodes", "4 (derived)"},
      {training, "cpu", "16"},
      {training, "memory", "64GiB"},
      {training, "gpu.count", "8"},
      {training, "trigger", "batch (derived)"},
      {training, "one_per_node", "false (platform_default)"},
      {jobs, "nodes", "8 (derived)"},
      {jobs, "gpu.type", "google-tpu (derived)"},
      {group, "nodes", "8 (derived)"},
      {workers, "nodes", "4"},
      {ray, "nodes", "7 (derived)"},
      {ray, "cpu", "8"},
      {growing, "nodes", "2..5 (derived)"},
      {open, "nodes", "1.. (derived)"},
      {elastic, "nodes", "2..5 (derived)"},
      {fixed, "nodes", "3 (derived)"},
      {spark, "nodes", "5 (derived)"},
      {spark, "memory", "2432MiB (derived)"},
      {object("batch.volcano.sh/v1alpha1", "Job",
              "tasks: [{replicas: 1, " + pods("cpu: 1") + "}, {replicas: 2, " + pods("cpu: 2") + "}]"),
       "nodes", "3 (derived)"},
      {object("example.com/v1", "Simulation", "grid: {solver: {replicas: 5, pod: {" + pods("cpu: 1") + "}}}"),
       "nodes", "5"},
  }));
  CAPTURE(row.text);
  CHECK(fact(row.text, row.fact) == row.value);
}

TEST_CASE("services scale and span no nodes") {
  const std::string predictor =
      "predictor: {minReplicas: 1, maxReplicas: 3, model: {resources: {limits: {nvidia.com/gpu: 2}}}}";
  const auto row = GENERATE_COPY(values<Row>({
      {object("argoproj.io/v1alpha1", "Rollout", "replicas: 5, " + pods("cpu: 1")), "scale.max", "5"},
      {object("argoproj.io/v1alpha1", "Rollout", "replicas: 5, " + pods("cpu: 1")), "nodes",
       "1 (platform_default)"},
      {object("example.com/v1", "WebApp", "replicas: 5, " + pods("cpu: 1")), "scale.min", "5"},
      {object("example.com/v1", "WebApp", "replicas: 5, " + pods("cpu: 1")), "nodes", "1 (platform_default)"},
      {object("serving.kserve.io/v1beta1", "InferenceService", predictor), "scale.max", "3"},
      {object("serving.kserve.io/v1beta1", "InferenceService", predictor), "gpu.count", "2"},
      {object("serving.kserve.io/v1alpha1", "ClusterServingRuntime", "containers: [{name: a, image: shop}]"),
       "package.format", "image (derived)"},
      {object("apps.nvidia.com/v1alpha1", "NIMService",
              "replicas: 2, image: {repository: r}, resources: {limits: {nvidia.com/gpu: 1}}"),
       "gpu.count", "1"},
      {object("kubeai.org/v1", "Model", "resourceProfile: \"nvidia-gpu-l4:2\", minReplicas: 1"), "gpu.type",
       "nvidia-l4"},
      {object("kubeai.org/v1", "Model", "resourceProfile: \"nvidia-gpu-l4:2\", minReplicas: 1"), "gpu.count",
       "2 (derived)"},
      {object("kubeai.org/v1", "Model", "resourceProfile: \"cpu:2\""), "gpu.count", "0 (platform_default)"},
      {object(
           "argoproj.io/v1alpha1", "Workflow",
           "templates: [{container: {image: shop, resources: {limits: {memory: 3Gi}}}}, {container: {image: "
           "b}}]"),
       "memory", "3GiB"},
  }));
  CAPTURE(row.text);
  CHECK(fact(row.text, row.fact) == row.value);
}

TEST_CASE("the deadline of a run stands above those of its pods") {
  const std::string pod = "template: {spec: {activeDeadlineSeconds: 900, containers: [{name: a, image: b}]}}";
  CHECK(fact(object("kubeflow.org/v1", "PyTorchJob",
                    "runPolicy: {activeDeadlineSeconds: 600}, pytorchReplicaSpecs: {Worker: {" + pod + "}}"),
             "timeout") == "10min");
  CHECK(
      fact(object("keda.sh/v1alpha1", "ScaledJob", "jobTargetRef: {activeDeadlineSeconds: 600, " + pod + "}"),
           "timeout") == "10min");
  CHECK(fact(object("ray.io/v1", "RayJob",
                    "activeDeadlineSeconds: 600, rayClusterSpec: {headGroupSpec: {" + pod + "}}"),
             "timeout") == "10min");
  CHECK(fact(object("kubeflow.org/v2beta1", "MPIJob", "mpiReplicaSpecs: {Worker: {" + pod + "}}"),
             "timeout") == "15min");
}

TEST_CASE("what runs jobs or runners says how many at a time") {
  const std::string job =
      object("keda.sh/v1alpha1", "ScaledJob",
             "minReplicaCount: 1, maxReplicaCount: 30, jobTargetRef: {" + pods("cpu: 1") + "}");
  const std::string runners = object("actions.github.com/v1alpha1", "AutoscalingRunnerSet",
                                     "minRunners: 2, maxRunners: 5, " + pods("cpu: 1"));
  CHECK(fact(job, "scale.min") == "1");
  CHECK(fact(job, "scale.max") == "30");
  CHECK(fact(runners, "scale.min") == "2");
  CHECK(fact(runners, "scale.max") == "5");
  CHECK(fact(runners, "nodes") == "1 (platform_default)");
}

TEST_CASE("each role keeps what one pod of it asks for") {
  const Imported imported =
      import(object("ray.io/v1", "RayCluster",
                    "headGroupSpec: {" + pods("cpu: 16, memory: 4Gi") +
                        "}, workerGroupSpecs: [{replicas: 2, " + pods("cpu: 4, memory: 64Gi") + "}]"));
  REQUIRE(imported.workloads.size() == 1);
  const auto& roles = imported.workloads.front().roles;
  REQUIRE(roles.size() == 2);
  CHECK(roles[0].front().value.low == 16'000);
  CHECK(roles[1].front().value.low == 4'000);
  CHECK(import(object("example.com/v1", "App", pods("cpu: 1"))).workloads.front().roles.empty());
}

TEST_CASE("values of several roles say whose they are") {
  const Imported imported = import(
      object("jobset.x-k8s.io/v1alpha2", "JobSet",
             "replicatedJobs: [{name: driver, template: {spec: {template: {spec: {nodeSelector: "
             "{kubernetes.io/arch: amd64}, containers: [{name: a, image: x, resources: {requests: {cpu: "
             "120}}}]}}}}}, {name: workers, " +
                 pods("cpu: 2, nvidia.com/gpu: 4") + "}]"));
  CHECK(imported.fact("cpu") == "120 = of the role driver");
  CHECK(imported.fact("gpu.count") == "4 = of the role workers");
  const auto& roles = imported.workloads.front().roles;
  REQUIRE(roles.size() == 2);
  // cpu, the architecture, and no devices; cpu and devices of any architecture.
  CHECK(roles[0].size() == 3);
  CHECK(roles[1].size() == 2);
}

TEST_CASE("parts of a service are pods beside each other") {
  const std::string parts = object("serving.kserve.io/v1beta1", "InferenceService",
                                   "predictor: {minReplicas: 3, model: {resources: {limits: {cpu: 1}}}}, "
                                   "transformer: {minReplicas: 4, containers: [{name: a, image: b}]}");
  CHECK(fact(parts, "nodes") == "2 (derived)");
  const std::string seldon =
      object("machinelearning.seldon.io/v1", "SeldonDeployment",
             "predictors: [{name: a, replicas: 3, componentSpecs: [{spec: {containers: "
             "[{name: a, image: b}]}}]}]");
  CHECK(fact(seldon, "scale.min") == "3");
  CHECK(fact(seldon, "nodes") == "1 (platform_default)");
  const std::string flink =
      object("flink.apache.org/v1beta1", "FlinkDeployment",
             "jobManager: {resource: {memory: 2048m, cpu: 1}}, taskManager: {replicas: 3, "
             "resource: {memory: 4g, cpu: 2}}");
  CHECK(fact(flink, "nodes") == "4 (derived)");
  CHECK(fact(flink, "cpu") == "2");
  CHECK(fact(flink, "memory") == "4GiB");
}

TEST_CASE("models of KServe may be spread over workers") {
  const std::string gpus = "{limits: {nvidia.com/gpu: 8}}";
  const std::string containers = "containers: [{name: a, image: b, resources: " + gpus + "}]";
  const auto service = [](const std::string& predictor, const std::string& rest = "") {
    return object("serving.kserve.io/v1beta1", "InferenceService", "predictor: {" + predictor + "}" + rest);
  };
  const std::string model = "model: {resources: " + gpus + "}, ";
  const auto row = GENERATE_COPY(values<Row>({
      {service(model + "workerSpec: {pipelineParallelSize: 2}"), "nodes", "2"},
      {service(model + "workerSpec: {pipelineParallelSize: 4, " + containers + "}"), "nodes", "4"},
      {service(model + "minReplicas: 3, workerSpec: {pipelineParallelSize: 2, " + containers + "}"), "nodes",
       "2"},
      {service(model + "minReplicas: 3, workerSpec: {pipelineParallelSize: 2, " + containers + "}"),
       "scale.min", "3"},
      {service("model: {runtime: a}, workerSpec: {pipelineParallelSize: 3}"), "nodes", "3"},
      {service(containers + ", workerSpec: {pipelineParallelSize: 3}"), "nodes", "3"},
      {service(model + "workerSpec: {pipelineParallelSize: 2}", ", transformer: {" + containers + "}"),
       "nodes", "3 (derived)"},
      {service(model + "workerSpec: {pipelineParallelSize: \"${SIZE}\"}"), "nodes", "${SIZE} (unresolved)"},
      {service(model + "workerSpec: {" + containers + "}"), "nodes", "2 (derived)"},
      {object("serving.kserve.io/v1alpha1", "ServingRuntime",
              "containers: [{name: a, image: b}], workerSpec: {pipelineParallelSize: 4, " + containers + "}"),
       "nodes", "4"},
      {object("serving.kserve.io/v1alpha1", "ServingRuntime",
              "containers: [{name: a, image: b}], workerSpec: {pipelineParallelSize: 4, " + containers + "}"),
       "gpu.count", "8"},
  }));
  CAPTURE(row.text);
  CHECK(fact(row.text, row.fact) == row.value);
}

TEST_CASE("custom kinds keep the meaning of Kubernetes' own words") {
  const std::string claims =
      "volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: "
      "{requests: {storage: 50Gi}}}}]";
  const std::string daemons = object("apps.kruise.io/v1alpha1", "DaemonSet", pods("cpu: 1"));
  const std::string set = object("apps.kruise.io/v1beta1", "StatefulSet", pods("cpu: 1") + ", " + claims);
  const std::string search = object(
      "elasticsearch.k8s.elastic.co/v1", "Elasticsearch",
      "nodeSets: [{name: a, count: 3, podTemplate: {spec: {containers: [{name: a}]}}, " + claims + "}]");
  const std::string job = "template: {spec: {replicatedJobs: [{name: node, template: {spec: {" +
                          pods("nvidia.com/gpu: 8") + "}}}]}}";
  const std::string staged =
      "template: {spec: {replicatedJobs: [{name: model-initializer, template: {spec: {" + pods("cpu: 1") +
      "}}}, {name: node, template: {spec: {" + pods("nvidia.com/gpu: 8") + "}}}]}}";
  const std::string runtime =
      object("trainer.kubeflow.org/v1alpha1", "ClusterTrainingRuntime", "mlPolicy: {numNodes: 4}, " + job);
  const std::string stages =
      object("trainer.kubeflow.org/v1alpha1", "TrainingRuntime", "mlPolicy: {numNodes: 4}, " + staged);
  const std::string steps =
      object("argoproj.io/v1alpha1", "Workflow", "templates: [{container: {image: shop}}], " + claims);
  const auto row = GENERATE_COPY(values<Row>({
      {daemons, "one_per_node", "true"},
      {set, "stateful", "true (derived)"},
      {set, "persistent_volume", "50GiB"},
      {search, "stateful", "true (derived)"},
      {search, "persistent_volume", "50GiB"},
      {search, "nodes", "3"},
      {steps, "persistent_volume", "nothing"},
      {runtime, "nodes", "4"},
      {stages, "nodes", "5 (derived)"},
  }));
  CAPTURE(row.text);
  CHECK(fact(row.text, row.fact) == row.value);
  const std::string everywhere = object("apps.kruise.io/v1alpha1", "BroadcastJob", pods("cpu: 1"));
  CHECK(fact(everywhere, "one_per_node") == "true");
  CHECK(fact(everywhere, "trigger") == "batch (derived)");
  const std::string timed =
      object("apps.kruise.io/v1alpha1", "AdvancedCronJob",
             "schedule: '*/5 * * * *', template: {jobTemplate: {spec: {" + pods("cpu: 1") + "}}}");
  CHECK(fact(timed, "trigger") == "schedule (derived)");
  CHECK(fact(timed, "schedule") == "*/5 * * * *");
}

TEST_CASE("Spark may choose the number of its executors") {
  const auto nodes = [](const std::string& dynamic) {
    return fact(object("sparkoperator.k8s.io/v1beta2", "SparkApplication",
                       "driver: {cores: 1}, executor: {instances: 4, cores: 2}, dynamicAllocation: {" +
                           dynamic + "}"),
                "nodes");
  };
  CHECK(nodes("enabled: true, minExecutors: 2, maxExecutors: 10") == "3..11 (derived)");
  CHECK(nodes("enabled: true, maxExecutors: 10") == "1..11 (derived)");
  CHECK(nodes("enabled: yes, minExecutors: 2") == "3.. (derived)");
  CHECK(nodes("enabled: true, minExecutors: 2, maxExecutors: \"${MOST}\"") == "3.. (derived)");
  CHECK(nodes("enabled: false, minExecutors: 2, maxExecutors: 10") == "5 (derived)");
}

TEST_CASE("pods stand elsewhere than in the spec, too") {
  const std::string pod = "{containers: [{name: a, image: shop, resources: {limits: {memory: 1Gi}}}]}";
  const auto top = [](const std::string& lines, const std::string& version = "shop.example/v1",
                      const std::string& kind = "Top") {
    return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\n" + lines + "\n";
  };
  CHECK(fact(top("template: {spec: " + pod + "}"), "memory") == "1GiB");
  CHECK(fact(top("replicas: 3\ntemplate: {spec: " + pod + "}"), "scale.min") == "3");
  CHECK(fact(top("podSpec: " + pod), "memory") == "1GiB");
  CHECK(fact(top("spec: {a: b}\npodSpec: " + pod), "memory") == "1GiB");
  CHECK(fact(top("template: {spec: " + pod + "}", "v1", "PodTemplate"), "memory") == "1GiB");
  // What talks about pods makes none.
  for (const std::string& text :
       {top("status: {template: {spec: " + pod + "}}"),
        top("request: {object: {spec: " + pod + "}}", "admission.k8s.io/v1", "AdmissionReview"),
        top("data: {spec: {template: {spec: " + pod + "}}}", "apps/v1", "ControllerRevision")}) {
    CAPTURE(text);
    CHECK(import(text).names() == "");
  }
}

TEST_CASE("a pod of Spark has an overhead beside its memory") {
  const auto application = [](const std::string& executor, const std::string& lines) {
    const std::string found = import(object("sparkoperator.k8s.io/v1beta2", "SparkApplication",
                                            "driver: {cores: 1}, executor: {" + executor + "}, " + lines))
                                  .fact("memory");
    return found.substr(0, found.find("; of the role executor"));
  };
  CHECK(application("memory: 2g, memoryOverhead: 512m", "type: Scala") ==
        "2560MiB (derived) = 2g and an overhead of 512MiB");
  CHECK(application("memory: 2g, memoryOverhead: '512'", "type: Scala") ==
        "2560MiB (derived) = 2g and an overhead of 512MiB");
  CHECK(application("memory: 2g", "type: Java") ==
        "2432MiB (derived) = 2g and an overhead of 384MiB, which is Spark's default");
  CHECK(application("memory: 10g", "type: Python") ==
        "14GiB (derived) = 10g and an overhead of 4GiB, which is Spark's default");
  CHECK(application("memory: 10g", "memoryOverheadFactor: '0.2'") ==
        "12GiB (derived) = 10g and an overhead of 2GiB, by the memoryOverheadFactor 0.2");
  CHECK_THAT(application("memory: 2g, memoryOverhead: $OVERHEAD", "type: Java"), contains("(unresolved)"));
  CHECK(application("cores: 2", "type: Java") == "nothing");
}

TEST_CASE("a service of KServe says how it is asked") {
  const auto predictor = [](const std::string& lines, const std::string& name) {
    return fact(object("serving.kserve.io/v1beta1", "InferenceService",
                       "predictor: {" + lines + "model: {resources: {limits: {memory: 1Gi}}}}"),
                name);
  };
  CHECK(predictor("", "trigger") == "http (derived)");
  CHECK(predictor("timeout: 60, ", "timeout") == "1min");
  CHECK(predictor("containerConcurrency: 4, ", "concurrency") == "4");
  CHECK(predictor("containerConcurrency: 0, ", "concurrency") == "nothing");
  CHECK(fact(object("serving.kserve.io/v1beta1", "InferenceService",
                    "predictor: {model: {protocolVersion: grpc-v2, resources: {limits: {memory: 1Gi}}}}"),
             "trigger") == "grpc (derived)");
}

TEST_CASE("a kind has the article of its sound") {
  const auto note = [](const std::string& version, const std::string& kind) {
    return import(object(version, kind, pods("cpu: 1"))).fact("trigger");
  };
  CHECK(note("kubeflow.org/v2beta1", "MPIJob") == "batch (derived) = an MPIJob");
  CHECK(note("kubeflow.org/v1", "TFJob") == "batch (derived) = a TFJob");
  CHECK(note("kubeflow.org/v1", "XGBoostJob") == "batch (derived) = an XGBoostJob");
  CHECK(note("batch.volcano.sh/v1alpha1", "Job") == "batch (derived) = a Volcano Job");
}

TEST_CASE("objects that only talk about pods are no workloads") {
  const std::string inside = "rules: [{pattern: {spec: {containers: [{name: \"*\", image: \"*\"}]}}}]";
  CHECK(import(object("kyverno.io/v1", "ClusterPolicy", inside)).names().empty());
  CHECK(import(object("apiextensions.k8s.io/v1", "CustomResourceDefinition", inside)).names().empty());
  CHECK(import(object("apps/v1", "ControllerRevision", inside)).names().empty());
  CHECK(import(object("argoproj.io/v1alpha1", "Workflow", "templates: [{resource: {action: create}}]"))
            .names()
            .empty());
  CHECK(import("apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: w}\nstatus: {" + inside + "}\n")
            .names()
            .empty());
}

TEST_CASE("deep and wide custom resources are read without recursion") {
  std::string deep = "{containers: [{name: a}]}";
  for (int i = 0; i < 50; ++i) deep = "{x: " + deep + "}";
  CHECK(import(object("example.com/v1", "Deep", "y: " + deep)).names() == "w");
  std::string wide;
  for (int i = 0; i < 2000; ++i)
    wide += (i > 0 ? ", " : "") + std::string("{containers: [{name: a}], replicas: 9}");
  CHECK(import(object("example.com/v1", "Wide", "y: [" + wide + "]")).names() == "w");
}

}  // namespace placer::test
