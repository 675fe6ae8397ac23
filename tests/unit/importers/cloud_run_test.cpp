// Cloud Run: its marks on Knative's services, its own annotations, jobs and worker pools.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

/// What the tables leave out where it does not matter.
constexpr const char* incomplete = "cloud-run.containers-missing";

/// A service with these annotations of its own, these of its template, and this line in the template's spec.
std::string service(const std::string& own, const std::string& revision, const std::string& spec) {
  return "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: shop, annotations: {" + own +
         "}}\nspec:\n  template:\n    metadata: {annotations: {" + revision + "}}\n    spec: {" + spec +
         "}\n";
}

/// A job with these lines in the spec of its execution and of its task.
std::string job(const std::string& execution, const std::string& task) {
  return "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: nightly}\nspec:\n  template:\n    "
         "spec:\n" +
         (execution.empty() ? std::string() : "      " + execution + "\n") + "      template: {spec: {" +
         task + "}}\n";
}

const char* const service_target = "cloud-run/service (derived) = what the manifest describes";
const char* const gpu_target = "cloud-run/service-gpu (derived) = what the manifest describes";
const char* const knative_target = "kubernetes/knative (derived) = what the manifest describes";

}  // namespace

TEST_CASE("a service is Cloud Run's by its marks") {
  struct Row {
    std::string text;
    const char* target;
  };
  const Row table[] = {
      {service("run.googleapis.com/ingress: all", "", ""), service_target},
      {service("", "run.googleapis.com/execution-environment: gen2", ""), service_target},
      {service("", "", "serviceAccountName: shop@my-project.iam.gserviceaccount.com"), service_target},
      {service("", "", "nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}"), gpu_target},
      {service("", "run.googleapis.com/x: y",
               "containers: [{image: a, resources: {limits: {nvidia.com/gpu: '1'}}}]"),
       gpu_target},
      {service("", "run.googleapis.com/x: y",
               "containers: [{image: a, resources: {limits: {nvidia.com/gpu: '0'}}}]"),
       service_target},
      {"apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a, labels: "
       "{cloud.googleapis.com/location: europe-west1}}\n",
       service_target},
      {service("", "autoscaling.knative.dev/maxScale: '3'", "serviceAccountName: shop"), knative_target},
      {job("", ""), "cloud-run/job (derived) = what the manifest describes"},
      {job("", "nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}"),
       "cloud-run/job-gpu (derived) = what the manifest describes"},
      {"apiVersion: run.googleapis.com/v1\nkind: WorkerPool\nmetadata: {name: a}\n",
       "cloud-run/worker-pool (derived) = what the manifest describes"},
      {"apiVersion: run.googleapis.com/v1\nkind: WorkerPool\nmetadata: {name: a}\nspec: {template: {spec: "
       "{nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}}}}\n",
       "cloud-run/worker-pool-gpu (derived) = what the manifest describes"},
      {"apiVersion: run.googleapis.com/v1\nkind: Domain\nmetadata: {name: a}\n", "no workload"},
  };
  for (const Row& row : table) {
    CAPTURE(row.text);
    CHECK(import(row.text).fact("target") == row.target);
  }
}

TEST_CASE("annotations of a service become facts") {
  struct Row {
    const char *own, *revision, *spec, *fact, *value;
  };
  static constexpr Row table[] = {
      {"run.googleapis.com/minScale: '2'", "", "", "scale.min", "2"},
      {"run.googleapis.com/maxScale: '7'", "", "", "scale.max", "7"},
      {"run.googleapis.com/minScale: '2'", "autoscaling.knative.dev/minScale: '1'", "", "scale.min", "2"},
      {"run.googleapis.com/minScale: '1'", "autoscaling.knative.dev/minScale: '2'", "", "scale.min", "2"},
      {"run.googleapis.com/maxScale: '5'", "autoscaling.knative.dev/maxScale: '9'", "", "scale.max", "5"},
      {"run.googleapis.com/maxScale: '9'", "autoscaling.knative.dev/maxScale: '5'", "", "scale.max", "5"},
      {"run.googleapis.com/maxScale: '9'", "autoscaling.knative.dev/maxScale: '0'", "", "scale.max", "9"},
      {"run.googleapis.com/manualInstanceCount: '3'", "", "", "scale.max", "3"},
      {"", "run.googleapis.com/sessionAffinity: 'true'", "", "session_affinity", "true"},
      {"", "run.googleapis.com/sessionAffinity: 'false'", "", "session_affinity", "false"},
      {"", "run.googleapis.com/vpc-access-connector: c1", "", "private_network",
       "true = it is attached to a VPC"},
      {"", "run.googleapis.com/network-interfaces: '[]'", "", "private_network",
       "true = it is attached to a VPC"},
      {"", "run.googleapis.com/vpc-access-egress: all-traffic", "", "static_egress",
       "all-traffic (unresolved) = all traffic leaves through the VPC; whether from a fixed address is set "
       "there"},
      {"", "run.googleapis.com/vpc-access-egress: private-ranges-only", "", "static_egress", "nothing"},
      {"", "run.googleapis.com/cpu-throttling: 'false'", "", "background_work",
       "false (unresolved) = processors stay after the response; whether work goes on then is not said"},
      {"", "run.googleapis.com/cpu-throttling: 'true'", "", "background_work", "nothing"},
      {"", "run.googleapis.com/cpu-throttling: 'false'",
       "containers: [{image: a, resources: {limits: {nvidia.com/gpu: 1}}}]", "background_work", "nothing"},
      {"", "run.googleapis.com/cpu-throttling: 'false'", "", "usage.billing",
       "instance-based (derived) = processors stay between requests"},
      {"", "run.googleapis.com/cpu-throttling: 'true'", "", "usage.billing",
       "request-based (derived) = processors are there for requests"},
      {"", "run.googleapis.com/x: y", "", "usage.billing", "nothing"},
      {"", "run.googleapis.com/gpu-zonal-redundancy-disabled: 'true'",
       "containers: [{image: a, resources: {limits: {nvidia.com/gpu: 1}}}]", "gpu.zonal_redundancy",
       "false = what disables it says so"},
      {"", "run.googleapis.com/gpu-zonal-redundancy-disabled: 'false'",
       "containers: [{image: a, resources: {limits: {nvidia.com/gpu: 1}}}]", "gpu.zonal_redundancy",
       "true = what disables it says so"},
      {"", "run.googleapis.com/gpu-zonal-redundancy-disabled: 'true'", "", "gpu.zonal_redundancy", "nothing"},
      {"", "run.googleapis.com/x: y", "containerConcurrency: 1001", "concurrency", "1001"},
      {"", "run.googleapis.com/x: y", "timeoutSeconds: 3600", "timeout", "1h"},
      {"", "run.googleapis.com/x: y",
       "containers: [{image: a}], nodeSelector: {run.googleapis.com/accelerator: nvidia-rtx-pro-6000}",
       "gpu.type", "nvidia-rtx-pro-6000"},
      {"", "run.googleapis.com/x: y",
       "containers: [{image: a}], nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}", "gpu.count",
       "1 (derived) = a type alone asks for one"},
      {"", "run.googleapis.com/x: y", "volumes: [{name: a, csi: {driver: gcsfuse.run.googleapis.com}}]",
       "shared_filesystem", "true (derived) = it mounts a bucket for writing"},
      {"", "run.googleapis.com/x: y",
       "volumes: [{name: a, csi: {driver: gcsfuse.run.googleapis.com, readOnly: true}}]", "shared_filesystem",
       "nothing"},
      {"", "run.googleapis.com/x: y", "volumes: [{name: a, nfs: {server: 10.0.0.2, path: /}}]",
       "shared_filesystem", "true (derived) = a volume of nfs"},
  };
  for (const Row& row : table) {
    CAPTURE(row.own, row.revision, row.spec, row.fact);
    const Imported imported = import(service(row.own, row.revision, row.spec));
    CHECK(imported.fact(row.fact) == row.value);
    CHECK(imported.problems().empty());
  }
}

TEST_CASE("tasks of a job that run at the same time are its scale") {
  struct Row {
    const char *execution, *task, *fact, *value;
  };
  static constexpr Row table[] = {
      {"taskCount: 100", "", "scale.max", "100"},
      {"taskCount: 100\n      parallelism: 10", "", "scale.max", "10"},
      {"taskCount: 100\n      parallelism: 0", "", "scale.max", "100"},
      {"", "timeoutSeconds: '900'", "timeout", "15min"},
      {"", "maxRetries: 3", "timeout", "nothing"},
      {"", "containers: [{image: a, resources: {limits: {memory: 2Gi}}}]", "memory", "2GiB"},
      {"", "", "trigger", "batch (derived) = what a Job is for"},
  };
  for (const Row& row : table) {
    CAPTURE(row.execution, row.task, row.fact);
    CHECK(import(job(row.execution, row.task)).fact(row.fact) == row.value);
  }
}

TEST_CASE("a worker pool runs permanently, with a number of instances") {
  const auto pool = [](const std::string& own) {
    return import(
        "apiVersion: run.googleapis.com/v1\nkind: WorkerPool\nmetadata:\n  name: pullers\n  annotations: {" +
        own +
        "}\nspec:\n  template:\n    metadata: {annotations: {run.googleapis.com/network-interfaces: '[]'}}\n"
        "    spec:\n      containers: [{image: a, resources: {limits: {cpu: '2'}}}]\n");
  };
  const Imported imported = pool("run.googleapis.com/manualInstanceCount: '4'");
  CHECK(imported.names() == "pullers");
  CHECK(imported.fact("scale.min") == "4");
  CHECK(imported.fact("scale.max") == "4");
  CHECK(imported.fact("cpu") == "2");
  CHECK(imported.fact("private_network") == "true = it is attached to a VPC");
  CHECK(imported.fact("trigger") == "daemon (derived) = what a WorkerPool is for");
  CHECK(pool("placer.dev/trigger: queue").fact("trigger") == "queue (assumed)");
  CHECK(pool("run.googleapis.com/maxScale: '6'").fact("scale.max") == "6");
}

TEST_CASE("an execution has the annotations of its job") {
  const Imported imported = import(
      "apiVersion: run.googleapis.com/v1\nkind: Execution\nmetadata:\n  name: nightly-1\n  annotations: "
      "{run.googleapis.com/vpc-access-connector: c1}\nspec: {template: {spec: {timeoutSeconds: '60'}}}\n");
  CHECK(imported.fact("private_network") == "true = it is attached to a VPC");
  CHECK(imported.fact("timeout") == "1min");
}

TEST_CASE("resources of Config Connector") {
  const auto service = [](const std::string& revision) {
    return import(
        "apiVersion: run.cnrm.cloud.google.com/v1beta1\nkind: RunService\nmetadata: {name: shop}\n"
        "spec: {location: europe-west1, template: {" +
        revision + "}}\n");
  };
  struct Row {
    const char *revision, *fact, *value;
  };
  static constexpr Row table[] = {
      {"", "target", "cloud-run/service (derived) = what the manifest describes"},
      {"", "trigger", "http (derived) = what a RunService is for"},
      {"timeout: 300s", "timeout", "5min"},
      {"containers: [{image: a, ports: [{name: h2c, containerPort: 8080}]}]", "h2c",
       "true (derived) = the port is called h2c"},
      {"containers: [{image: a, ports: [{containerPort: 8080}]}]", "h2c", "nothing"},
      {"maxInstanceRequestConcurrency: 40", "concurrency", "40"},
      {"scaling: {minInstanceCount: 1, maxInstanceCount: 5}", "scale.min", "1"},
      {"scaling: {minInstanceCount: 1, maxInstanceCount: 5}", "scale.max", "5"},
      {"containers: [{image: a, resources: {limits: {cpu: '2', memory: 1Gi}}}]", "cpu", "2"},
      {"containers: [{image: a, resources: {limits: {cpu: '2', memory: 1Gi}}}]", "memory", "1GiB"},
      {"containers: [{image: a, ports: [{containerPort: 4000}]}]", "ports", "4000"},
      {"containers: [{image: a, resources: {limits: {nvidia.com/gpu: '1'}}}], nodeSelector: {accelerator: "
       "nvidia-l4}",
       "gpu.type", "nvidia-l4"},
      {"containers: [{image: a, resources: {limits: {nvidia.com/gpu: '1'}}}]", "target",
       "cloud-run/service-gpu (derived) = what the manifest describes"},
      {"vpcAccess: {connectorRef: {external: c}}", "private_network", "true = it is attached to a VPC"},
      {"volumes: [{name: v, gcs: {bucket: b}}]", "shared_filesystem",
       "true (derived) = it mounts a bucket for writing"},
      {"volumes: [{name: v, gcs: {bucket: b, readOnly: true}}]", "shared_filesystem", "nothing"},
  };
  for (const Row& row : table) {
    CAPTURE(row.revision, row.fact);
    const Imported imported = service(row.revision);
    CHECK(imported.fact(row.fact) == row.value);
    CHECK(imported.problems() == "");
  }
  CHECK(service("containers: [{image: a, env: [{name: PORT, value: '80'}]}]").violations(incomplete) ==
        "cloud-run.service.reserved-variable: PORT instead of  at PORT\n");
  CHECK(service("scaling: {minInstanceCount: 5, maxInstanceCount: 1}").violations(incomplete) ==
        "cloud-run.minimum-above-maximum: 5 instead of 1 at 5\n");

  const Imported job = import(
      "apiVersion: run.cnrm.cloud.google.com/v1beta1\nkind: RunJob\nmetadata: {name: nightly}\n"
      "spec: {template: {taskCount: 4, template: {timeout: 3600s, maxRetries: 11, containers: [{image: a, "
      "resources: {limits: {memory: 2Gi}}}]}}}\n");
  CHECK(job.fact("target") == "cloud-run/job (derived) = what the manifest describes");
  CHECK(job.fact("trigger") == "batch (derived) = what a RunJob is for");
  CHECK(job.fact("timeout") == "1h");
  CHECK(job.fact("memory") == "2GiB");
  CHECK(job.fact("scale.max") == "4");
  CHECK(job.violations(incomplete) == "cloud-run.job.retries: 11 instead of at most 10 at 11\n");
  CHECK(import("apiVersion: run.cnrm.cloud.google.com/v1beta1\nkind: RunDomain\nmetadata: {name: d}\n")
            .names() == "");
}
