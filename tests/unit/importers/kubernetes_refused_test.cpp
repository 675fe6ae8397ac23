// What the API and Cloud Run refuse of templates, of objects beside them, and of annotations.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <initializer_list>
#include <string>

namespace placer::test {
namespace {

struct Row {
  std::string text, violations;
};

void check_all(std::initializer_list<Row> table) {
  for (const Row& row : table) {
    CAPTURE(row.text);
    const Imported imported = import(row.text);
    CHECK(imported.violations() == row.violations);
    CHECK(imported.problems() == "");
  }
}

std::string object(const std::string& version, const std::string& kind, const std::string& spec,
                   const std::string& metadata = "") {
  return "---\napiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w" + metadata + "}\n" +
         spec + "\n";
}

std::string knative(const std::string& container, const std::string& metadata = "",
                    const std::string& spec = "") {
  return object("serving.knative.dev/v1", "Service",
                "spec: {template: {metadata: {" + metadata + "}, spec: {" + spec +
                    "containers: [{image: shop, " + container + "}]}}}");
}

std::string cloud_run(const std::string& container, const std::string& annotations = "") {
  return object("serving.knative.dev/v1", "Service",
                "spec: {template: {metadata: {annotations: {" + annotations +
                    "}}, spec: {containers: [{image: shop, " + container + "}]}}}",
                ", annotations: {run.googleapis.com/ingress: all}");
}

std::string job(const std::string& execution, const std::string& task) {
  return object("run.googleapis.com/v1", "Job",
                "spec: {template: {spec: {" + execution + "template: {spec: {" + task +
                    "containers: [{image: shop}]}}}}}");
}

std::string in_pod(const std::string& container) {
  return object("v1", "Pod", "spec: {containers: [{name: a, image: shop, " + container + "}]}");
}

const std::string template_of_pods =
    "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: shop}], volumes: [{name: v, "
    "persistentVolumeClaim: {claimName: w}}, {name: c, configMap: {name: w}}]}}";
const std::string deployment =
    object("apps/v1", "Deployment", "spec: {selector: {matchLabels: {a: b}}, " + template_of_pods + "}");

}  // namespace

TEST_CASE("a service of Knative is held to what a Deployment is") {
  check_all({
      {knative("env: [{name: A, value: \"1\"}]"), ""},
      {knative("env: [{name: A, value: 1}]"),
       "kubernetes.value-type: the variable A is a number instead of text at 1\n"},
      {knative("ports: []", "labels: {b: true}"),
       "kubernetes.value-type: the label b is true or false instead of text at true\n"},
      {knative("ports: []", "annotations: {autoscaling.knative.dev/min-scale: 1}"),
       "kubernetes.value-type: the annotation autoscaling.knative.dev/min-scale is a number instead of text "
       "at 1\n"},
      {knative("ports: []", "", "nodeSelector: {disk: 1}, "),
       "kubernetes.value-type: the node label disk is a number instead of text at 1\n"},
      {knative("volumeMounts: [{name: v, mountPath: /v}]"),
       "kubernetes.missing-volume: v instead of none at v\n"},
      {knative("ports: [{containerPort: 70000}]"),
       "kubernetes.port-range: containerPort 70000 instead of at most 65535 at 70000\n"},
  });
}

TEST_CASE("a custom resource is held to what its pods are") {
  const auto ray = [](const std::string& metadata, const std::string& container) {
    return object("ray.io/v1", "RayCluster",
                  "spec: {headGroupSpec: {template: {metadata: {" + metadata +
                      "}, spec: {containers: [{name: a, image: shop, " + container + "}]}}}}");
  };
  check_all({
      {ray("", "ports: []"), ""},
      {ray("annotations: {x: 1}", "ports: []"),
       "kubernetes.value-type: the annotation x is a number instead of text at 1\n"},
      {ray("", "env: [{name: P, value: 80}]"),
       "kubernetes.value-type: the variable P is a number instead of text at 80\n"},
      {ray("", "volumeMounts: [{name: v, mountPath: /v}]"),
       "kubernetes.missing-volume: v instead of none at v\n"},
      // Of a kind that may have its operator add volumes, nobody knows.
      {object(
           "shop.example/v1", "Till",
           "spec: {template: {spec: {containers: [{name: a, image: shop, volumeMounts: [{name: v, mountPath: "
           "/v}]}]}}}"),
       ""},
  });
}

TEST_CASE("Cloud Run refuses in its own words") {
  check_all({
      {cloud_run("ports: [{containerPort: 70000}]"),
       "cloud-run.port-range: containerPort 70000 instead of at most 65535 at 70000\n"},
      {cloud_run("ports: [{containerPort: 0}]"),
       "cloud-run.port-range: containerPort 0 instead of at least 1 at 0\n"},
      {cloud_run("volumeMounts: [{name: v, mountPath: /v}]"),
       "cloud-run.missing-volume: v instead of none at v\n"},
      {cloud_run("resources: {requests: {memory: 1Gi}, limits: {memory: 512Mi}}"),
       "cloud-run.request-above-limit: 1Gi of memory instead of 512Mi at 1Gi\n"},
      {cloud_run("startupProbe: {httpGet: {port: 80}, failureThreshold: -2}"),
       "cloud-run.probe-values: failureThreshold -2 of the startupProbe instead of at least 0 at -2\n"},
      {cloud_run("livenessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}"),
       "cloud-run.probe-handlers: httpGet beside tcpSocket of the livenessProbe instead of  at {httpGet: "
       "{port: 80}, "
       "tcpSocket: {port: 80}}\n"},
      {cloud_run("ports: []",
                 "run.googleapis.com/startup-cpu-boost: 'true', run.googleapis.com/vpc-access-egress: "
                 "all-traffic"),
       ""},
      {cloud_run("ports: []", "run.googleapis.com/startup-cpu-boost: 'yes'"),
       "cloud-run.annotation-value: run.googleapis.com/startup-cpu-boost yes instead of true or false at "
       "'yes'\n"},
      {cloud_run("ports: []", "run.googleapis.com/vpc-access-egress: bogus"),
       "cloud-run.annotation-value: run.googleapis.com/vpc-access-egress bogus instead of all-traffic or "
       "private-ranges-only at bogus\n"},
      {cloud_run("ports: []", "run.googleapis.com/gpu-zonal-redundancy-disabled: nope"),
       "cloud-run.annotation-value: run.googleapis.com/gpu-zonal-redundancy-disabled nope instead of true or "
       "false at "
       "nope\n"},
      {cloud_run("ports: []", "autoscaling.knative.dev/minScale: '-1'"),
       "cloud-run.negative-scale: -1 instead of  at '-1'\n"},
      {job("parallelism: -5, taskCount: -1, ", "maxRetries: -1, "),
       "cloud-run.job.negative: parallelism -5 instead of  at -5\ncloud-run.job.negative: taskCount -1 "
       "instead of  at "
       "-1\ncloud-run.job.negative: maxRetries -1 instead of  at -1\n"},
      {job("taskCount: -1, ", ""), "cloud-run.job.negative: taskCount -1 instead of  at -1\n"},
  });
}

TEST_CASE("true and false are not in quotes") {
  const auto refused = [](const std::string& what, const std::string& place) {
    return "kubernetes.value-type: " + what + " instead of true or false at " + place + "\n";
  };
  check_all({
      {in_pod("securityContext: {privileged: True, allowPrivilegeEscalation: Yes}"), ""},
      {in_pod("securityContext: {privileged: \"true\"}"), refused("privileged \"true\" is text", "\"true\"")},
      {in_pod("securityContext: {privileged: 1}"), refused("privileged 1 is a number", "1")},
      {in_pod("securityContext: {privileged: perhaps}"), refused("privileged perhaps is text", "perhaps")},
      {in_pod("securityContext: {allowPrivilegeEscalation: 'no'}"),
       refused("allowPrivilegeEscalation \"no\" is text", "'no'")},
      {in_pod("securityContext: {privileged: \"${P}\"}"), ""},
      {object("v1", "Pod", "spec: {hostNetwork: \"True\", containers: [{name: a, image: shop}]}"),
       refused("hostNetwork \"True\" is text", "\"True\"")},
  });
  CHECK(import(in_pod("securityContext: {privileged: \"true\"}")).fact("privileged") == "true");
  CHECK(import(in_pod("securityContext: {privileged: perhaps}")).fact("privileged") ==
        "perhaps (unresolved) = `perhaps` is refused");
}

TEST_CASE("volumes that end with a pod are as others") {
  const auto with = [](const std::string& volume) {
    return object("v1", "Pod",
                  "spec: {containers: [{name: a, image: shop}], volumes: [{name: v, " + volume + "}]}");
  };
  const auto claim = [&](const std::string& spec) {
    return with("ephemeral: {volumeClaimTemplate: {spec: " + spec + "}}");
  };
  check_all({
      {claim("{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}"), ""},
      {claim("{accessModes: [ReadWriteOnce], resources: {requests: {storage: 0}}}"),
       "kubernetes.claim-size: 0 instead of a size above zero at 0\n"},
      {claim("{accessModes: [ReadWriteOnce], resources: {requests: {storage: 10GB}}}"),
       "kubernetes.claim-size: 10GB: `GB` is no unit here instead of a quantity, for example 10G or 10Gi at "
       "10GB\n"},
      {claim("{resources: {requests: {storage: 1Gi}}}"),
       "kubernetes.claim-access-modes: a claim without an access mode instead of ReadWriteOnce, "
       "ReadOnlyMany, ReadWriteMany "
       "or ReadWriteOncePod at {resources: {requests: {storage: 1Gi}}}\n"},
  });
  CHECK(import(with("emptyDir: {sizeLimit: 1GB}")).problems().find("1GB | sizeLimit: `GB` is no unit here") !=
        std::string::npos);
}

TEST_CASE("a kind that Kubernetes does not have is no object to pass over") {
  const std::string pod = "template: {spec: {containers: [{name: a, image: shop}]}}";
  const auto problems = [](const std::string& version, const std::string& kind, const std::string& spec) {
    const Imported imported = import(object(version, kind, "spec: {" + spec + "}"));
    CHECK(imported.names() == "");
    return imported.problems();
  };
  CHECK(problems("apps/v1", "Deploymnt", pod) ==
        "Deploymnt | there is no kind `Deploymnt` in apps/v1 | did you mean `Deployment`?\n");
  CHECK(problems("apps/v1", "deployment", pod) ==
        "deployment | there is no kind `deployment` in apps/v1 | did you mean `Deployment`?\n");
  CHECK(problems("batch/v1", "Cronjob", "jobTemplate: {spec: {" + pod + "}}") ==
        "Cronjob | there is no kind `Cronjob` in batch/v1 | did you mean `CronJob`?\n");
  CHECK(problems("v1", "pod", "containers: [{name: a, image: b}]") ==
        "pod | there is no kind `pod` in v1 | did you mean `Pod`?\n");
  CHECK(problems("apps/v1", "Job", pod) ==
        "Job | there is no kind `Job` in apps/v1 | write `apiVersion: batch/v1`\n");
  CHECK(problems("apps/v1", "Website", pod) == "Website | there is no kind `Website` in apps/v1\n");
  CHECK(problems("apps/v1", "Website", "a: b") == "");
  CHECK(problems("apps/v1", "Deploymnt", "replicas: 2") == "");
  CHECK(problems("v1", "DeploymentConfig", pod) == "");
}

TEST_CASE("a number in quotes is no port") {
  const std::string service = "spec: {ports: [{port: 80, targetPort: ";
  check_all({
      {in_pod("livenessProbe: {httpGet: {port: 8080}}"), ""},
      {in_pod("livenessProbe: {httpGet: {port: \"8080\"}}"),
       "kubernetes.port-name: port \"8080\" instead of  at \"8080\"\n"},
      {object("v1", "Service", service + "\"8080\"}]}"),
       "kubernetes.port-name: targetPort \"8080\" instead of  at \"8080\"\n"},
  });
}

TEST_CASE("a time zone does not belong in a schedule") {
  const auto cron = [](const std::string& schedule) {
    return object(
        "batch/v1", "CronJob",
        "spec: {concurrencyPolicy: Forbid, schedule: \"" + schedule +
            "\", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, "
            "image: shop}]}}}}}");
  };
  check_all({
      {cron("CRON_TZ=UTC 0 0 * * *"),
       "kubernetes.cron-schedule: CRON_TZ=UTC 0 0 * * * instead of the time zone belongs in timeZone at "
       "\"CRON_TZ=UTC 0 0 * * *\"\n"},
      {cron("${TZ_SCHEDULE}"), ""},
  });
}

TEST_CASE("what is beside a workload is complete") {
  const std::string claim = "spec: {resources: {requests: {storage: 1Gi}}}";
  const auto set = [](const std::string& modes) {
    return object("apps/v1", "StatefulSet",
                  "spec: {selector: {matchLabels: {a: b}}, " + template_of_pods +
                      ", volumeClaimTemplates: [{metadata: {name: d}, spec: {" + modes +
                      "resources: {requests: {storage: 1Gi}}}}]}");
  };
  const std::string modes = "ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod";
  check_all({
      {set("accessModes: [ReadWriteOnce], "), ""},
      {set(""), "kubernetes.claim-access-modes: a claim without an access mode instead of " + modes +
                    " at {resources: {requests: {storage: 1Gi}}}\n"},
      // Alone, it may be a patch.
      {object("v1", "PersistentVolumeClaim", claim),
       "kubernetes.claim-without-modes:  instead of  at {resources: {requests: {storage: 1Gi}}}\n"},
      {object("v1", "ConfigMap", "data: {k: a}\nbinaryData: {b: aGk=}"), "no workload"},
      {object("v1", "ConfigMap", "data: {k: a}\nbinaryData: {k: aGk=}"),
       "kubernetes.config-map-duplicate: k instead of  at k\n"},
      {object("v1", "ConfigMap", "binaryData: {k: \"not base64!\"}"),
       "kubernetes.config-map-binary: k instead of  at \"not base64!\"\n"},
      {object("v1", "ConfigMap", "binaryData: {k: aGk}"),
       "kubernetes.config-map-binary: k instead of  at aGk\n"},
      {object("autoscaling/v2", "HorizontalPodAutoscaler",
              "spec: {scaleTargetRef: {kind: Deployment, name: w}, minReplicas: 2}"),
       "kubernetes.required-field: maxReplicas instead of a HorizontalPodAutoscaler at {scaleTargetRef: "
       "{kind: "
       "Deployment, name: w}, minReplicas: 2}\n"},
      {deployment + object("keda.sh/v1alpha1", "ScaledObject",
                           "spec: {scaleTargetRef: {name: w}, minReplicaCount: 150, triggers: []}"),
       "kubernetes.keda-minimum-above-maximum: 150 instead of 100 unless it is set at 150\n"},
  });
  const std::string both = import(deployment + object("v1", "PersistentVolumeClaim", claim)).violations();
  CHECK(both.find("kubernetes.required-field: accessModes instead of a claim to a volume") !=
        std::string::npos);
}

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
  CHECK(type("cloud.google.com/gke-tpu-accelerator: tpu-v4-podslice", "google.com/tpu: 4") == "google-tpu");
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
