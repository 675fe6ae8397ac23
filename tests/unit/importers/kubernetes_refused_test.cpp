// What the API and Cloud Run refuse of templates, of objects beside them, and of annotations.
#include "unit/importers/kubernetes_refusals.hpp"

#include <initializer_list>
#include <string>

namespace placer::test {
namespace {

std::string knative(const std::string& container, const std::string& metadata = "",
                    const std::string& spec = "") {
  return named("serving.knative.dev/v1", "Service",
               "spec: {template: {metadata: {" + metadata + "}, spec: {" + spec +
                   "containers: [{image: shop, " + container + "}]}}}");
}

std::string cloud_run(const std::string& container, const std::string& annotations = "") {
  return named("serving.knative.dev/v1", "Service",
               "spec: {template: {metadata: {annotations: {" + annotations +
                   "}}, spec: {containers: [{image: shop, " + container + "}]}}}",
               ", annotations: {run.googleapis.com/ingress: all}");
}

std::string job(const std::string& execution, const std::string& task) {
  return named("run.googleapis.com/v1", "Job",
               "spec: {template: {spec: {" + execution + "template: {spec: {" + task +
                   "containers: [{image: shop}]}}}}}");
}

std::string in_pod(const std::string& container) {
  return named("v1", "Pod", "spec: {containers: [{name: a, image: shop, " + container + "}]}");
}

const std::string template_of_pods =
    "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: shop}], volumes: [{name: v, "
    "persistentVolumeClaim: {claimName: w}}, {name: c, configMap: {name: w}}]}}";
const std::string deployment =
    named("apps/v1", "Deployment", "spec: {selector: {matchLabels: {a: b}}, " + template_of_pods + "}");

}  // namespace

TEST_CASE("single values that the API refuses") {
  const auto required = [](const std::string& what, const std::string& whose, const std::string& at) {
    return "kubernetes.required-field: " + what + " instead of " + whose + " at " + at + "\n";
  };
  const auto word = [](const std::string& written, const std::string& allowed, const std::string& at) {
    return "kubernetes.core-word: " + written + " instead of " + allowed + " at " + at + "\n";
  };
  const auto in_spec = [](const std::string& lines) {
    return named("v1", "Pod", "spec: {" + lines + ", containers: [{name: a, image: shop}]}");
  };
  const std::string profiles = "RuntimeDefault, Localhost or Unconfined";
  check_all({
      {in_pod("livenessProbe: {exec: {command: []}}"),
       required("command", "the exec of a livenessProbe", "[]")},
      {in_pod("lifecycle: {preStop: {exec: {}}}"), required("command", "the exec of a preStop", "{}")},
      {in_pod("lifecycle: {postStart: {}}"), required("exec, httpGet or sleep", "a postStart", "{}")},
      {in_pod("lifecycle: {postStart: null, preStop: {sleep: {seconds: 1}}}"), ""},
      {in_pod("securityContext: {seccompProfile: {type: Runtime}}"),
       word("type Runtime", profiles, "Runtime")},
      {in_pod("securityContext: {appArmorProfile: {type: Localhost, localhostProfile: x}}"), ""},
      {in_pod("securityContext: {seccompProfile: {type: Localhost}}"),
       required("localhostProfile", "a seccompProfile of type Localhost", "Localhost")},
      {in_pod("resizePolicy: [{resourceName: cpu, restartPolicy: Sometimes}]"),
       word("restartPolicy Sometimes", "NotRequired or RestartContainer", "Sometimes")},
      {in_pod("env: [{value: x}]"), required("name", "a variable", "{value: x}")},
      {in_pod("workingDir: 5"),
       "kubernetes.value-type: the field workingDir is a number instead of text at 5\n"},
      {in_pod("resources: {claims: [{name: gpu}]}"), "kubernetes.missing-claim: gpu instead of  at gpu\n"},
      {in_spec("priority: high"),
       "kubernetes.value-type: priority high is text instead of a number at high\n"},
      {in_spec("priority: -5, hostname: '7'"), ""},
      {in_spec("hostAliases: [{ip: foo, hostnames: [a]}, {ip: '::1'}, {ip: 10.0.0.1}, {ip: '${IP}'}]"),
       "kubernetes.address: foo instead of  at foo\n"},
      {in_spec("volumes: [{name: v, hostPath: {path: /a, type: Dir}}]"),
       word("type Dir", "DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice or BlockDevice",
            "Dir")},
      {in_spec("volumes: [{name: v, hostPath: {path: /a, type: ''}}]"), ""},
      {in_spec("volumes: [{name: v, secret: {secretName: a, defaultMode: 1000}}]"),
       "kubernetes.file-mode: defaultMode 1000 instead of at most 511 at 1000\n"},
      {in_spec("volumes: [{name: v, configMap: {name: a, defaultMode: 0755, items: [{key: a, path: a, mode: "
               "0o644}]}}]"),
       ""},
      {named("v1", "Pod",
             "spec: {volumes: [{name: v, emptyDir: {}}, {name: c, persistentVolumeClaim: {claimName: c}}], "
             "containers: [{name: a, image: shop, volumeDevices: [{name: v, devicePath: /dev/a}, {name: "
             "c}]}]}"),
       "kubernetes.device-volume: v instead of  at v\n" +
           required("devicePath", "an item of volumeDevices", "{name: c}")},
  });
  CHECK(import("apiVersion: apps/v1\nkind: DaemonSet\nspec: {selector: {matchLabels: {a: b}}, " +
               std::string(
                   "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: x}]}}}\n"))
            .violations() == required("metadata.name", "a DaemonSet", "DaemonSet"));
}

TEST_CASE("an affinity has terms, values and weights") {
  const auto affinity = [](const std::string& text) {
    return named("v1", "Pod", "spec: {affinity: {" + text + "}, containers: [{name: a, image: shop}]}");
  };
  const std::string required = "requiredDuringSchedulingIgnoredDuringExecution",
                    preferred = "preferredDuringSchedulingIgnoredDuringExecution";
  const auto node = [&](const std::string& expression) {
    return affinity("nodeAffinity: {" + required + ": {nodeSelectorTerms: [{matchExpressions: [{" +
                    expression + "}]}]}}");
  };
  const auto values = [](const std::string& has, const std::string& takes, const std::string& at) {
    return "kubernetes.expression-values: " + has + " instead of " + takes + " at " + at + "\n";
  };
  const auto weighed = [&](const std::string& weight) {
    return affinity("nodeAffinity: {" + preferred + ": [{" + weight +
                    "preference: {matchExpressions: [{key: a, operator: Exists}]}}]}");
  };
  check_all({
      {node("key: a, operator: In, values: [b]"), ""},
      {node("key: a, operator: In, values: '${VALUES}'"), ""},
      {node("key: a, operator: In"), values("In has no values", "one at least", "{key: a, operator: In}")},
      {node("key: a, operator: Exists, values: [b]"), values("Exists has values", "none", "[b]")},
      {node("key: a, operator: Gt, values: ['5']"), ""},
      {node("key: a, operator: Gt, values: [much]"),
       "kubernetes.no-number-of-label: Gt much instead of  at much\n"},
      {node("key: a, operator: Lt, values: ['1', '2']"), values("Lt has 2 values", "one", "['1', '2']")},
      {weighed("weight: 1, "), ""},
      {weighed("weight: 0, "), "kubernetes.weight: weight 0 instead of at least 1 at 0\n"},
  });
  CHECK(import(affinity("nodeAffinity: {" + required + ": [{matchExpressions: []}]}")).problems() ==
        "[{matchExpressions: []}] | `" + required + "` is a list, not a mapping\n");
}

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
       "kubernetes.knative.feature: nodeSelector instead of kubernetes.podspec-nodeselector at nodeSelector\n"
       "kubernetes.value-type: the node label disk is a number instead of text at 1\n"},
      {knative("volumeMounts: [{name: v, mountPath: /v}]"),
       "kubernetes.missing-volume: v instead of none at v\n"},
      {knative("ports: [{containerPort: 70000}]"),
       "kubernetes.port-range: containerPort 70000 instead of at most 65535 at 70000\n"},
  });
}

TEST_CASE("a custom resource is held to what its pods are") {
  const auto ray = [](const std::string& metadata, const std::string& container) {
    return named("ray.io/v1", "RayCluster",
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
      {named(
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
      {named("v1", "Pod", "spec: {hostNetwork: \"True\", containers: [{name: a, image: shop}]}"),
       refused("hostNetwork \"True\" is text", "\"True\"")},
  });
  CHECK(import(in_pod("securityContext: {privileged: \"true\"}")).fact("privileged") == "true");
  CHECK(import(in_pod("securityContext: {privileged: perhaps}")).fact("privileged") ==
        "perhaps (unresolved) = `perhaps` is refused");
}

TEST_CASE("volumes that end with a pod are as others") {
  const auto with = [](const std::string& volume) {
    return named("v1", "Pod",
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
    const Imported imported = import(named(version, kind, "spec: {" + spec + "}"));
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
      {named("v1", "Service", service + "\"8080\"}]}"),
       "kubernetes.port-name: targetPort \"8080\" instead of  at \"8080\"\n"},
  });
}

TEST_CASE("a time zone does not belong in a schedule") {
  const auto cron = [](const std::string& schedule) {
    return named(
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
    return named("apps/v1", "StatefulSet",
                 "spec: {selector: {matchLabels: {a: b}}, " + template_of_pods +
                     ", volumeClaimTemplates: [{metadata: {name: d}, spec: {" + modes +
                     "resources: {requests: {storage: 1Gi}}}}]}");
  };
  const std::string modes = "ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod";
  check_all({
      {set("accessModes: [ReadWriteOnce], "), ""},
      {set(""), "kubernetes.claim-access-modes: a claim without an access mode instead of " + modes +
                    " at {resources: {requests: {storage: 1Gi}}}\n"},
      {named("v1", "ConfigMap", "data: {k: a}\nbinaryData: {b: aGk=}"), "no workload"},
      {named("v1", "ConfigMap", "data: {k: a}\nbinaryData: {k: aGk=}"),
       "kubernetes.config-map-duplicate: k instead of  at k\n"},
      {named("v1", "ConfigMap", "binaryData: {k: \"not base64!\"}"),
       "kubernetes.config-map-binary: k instead of  at \"not base64!\"\n"},
      {named("v1", "ConfigMap", "binaryData: {k: aGk}"),
       "kubernetes.config-map-binary: k instead of  at aGk\n"},
      {named("autoscaling/v2", "HorizontalPodAutoscaler",
             "spec: {scaleTargetRef: {kind: Deployment, name: w}, minReplicas: 2}"),
       "kubernetes.required-field: maxReplicas instead of a HorizontalPodAutoscaler at {scaleTargetRef: "
       "{kind: "
       "Deployment, name: w}, minReplicas: 2}\n"},
      {deployment + named("keda.sh/v1alpha1", "ScaledObject",
                          "spec: {scaleTargetRef: {name: w}, minReplicaCount: 150, triggers: []}"),
       "kubernetes.keda-minimum-above-maximum: 150 instead of 100 unless it is set at 150\n"},
  });
  // Alone, it may be a patch.
  const Imported alone = import(named("v1", "PersistentVolumeClaim", claim));
  CHECK(alone.violations() == "no workload");
  CHECK_THAT(alone.problems(), contains("{resources: {requests: {storage: 1Gi}}} | "));
  const std::string both = import(deployment + named("v1", "PersistentVolumeClaim", claim)).violations();
  CHECK(both.find("kubernetes.required-field: accessModes instead of a claim to a volume") !=
        std::string::npos);
}

}  // namespace placer::test
