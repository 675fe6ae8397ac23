// The fields that the API has, by table, and those in manifests that it has not: kubectl refuses them, and
// what passes them on drops them. Custom resources may have more than the pods of the API.
#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

using Fields = std::span<const std::string_view>;

// https://github.com/kubernetes/api/blob/master/core/v1/types.go
constexpr std::string_view pod_fields[] = {"activeDeadlineSeconds",
                                           "affinity",
                                           "automountServiceAccountToken",
                                           "containers",
                                           "dnsConfig",
                                           "dnsPolicy",
                                           "enableServiceLinks",
                                           "ephemeralContainers",
                                           "hostAliases",
                                           "hostIPC",
                                           "hostNetwork",
                                           "hostPID",
                                           "hostUsers",
                                           "hostname",
                                           "hostnameOverride",
                                           "imagePullSecrets",
                                           "initContainers",
                                           "nodeName",
                                           "nodeSelector",
                                           "os",
                                           "overhead",
                                           "preemptionPolicy",
                                           "priority",
                                           "priorityClassName",
                                           "readinessGates",
                                           "resourceClaims",
                                           "resources",
                                           "restartPolicy",
                                           "runtimeClassName",
                                           "schedulerName",
                                           "schedulingGates",
                                           "schedulingGroup",
                                           "securityContext",
                                           "serviceAccount",
                                           "serviceAccountName",
                                           "setHostnameAsFQDN",
                                           "shareProcessNamespace",
                                           "subdomain",
                                           "terminationGracePeriodSeconds",
                                           "tolerations",
                                           "topologySpreadConstraints",
                                           "volumes",
                                           "workloadRef"};
constexpr std::string_view container_fields[] = {"args",
                                                 "command",
                                                 "env",
                                                 "envFrom",
                                                 "image",
                                                 "imagePullPolicy",
                                                 "lifecycle",
                                                 "livenessProbe",
                                                 "name",
                                                 "ports",
                                                 "readinessProbe",
                                                 "resizePolicy",
                                                 "resources",
                                                 "restartPolicy",
                                                 "restartPolicyRules",
                                                 "startupProbe",
                                                 "securityContext",
                                                 "stdin",
                                                 "stdinOnce",
                                                 "tty",
                                                 "terminationMessagePath",
                                                 "volumeDevices",
                                                 "volumeMounts",
                                                 "terminationMessagePolicy",
                                                 "workingDir"};
constexpr std::string_view service_fields[] = {"allocateLoadBalancerNodePorts",
                                               "clusterIP",
                                               "clusterIPs",
                                               "externalIPs",
                                               "externalName",
                                               "externalTrafficPolicy",
                                               "healthCheckNodePort",
                                               "internalTrafficPolicy",
                                               "ipFamilies",
                                               "ipFamilyPolicy",
                                               "loadBalancerClass",
                                               "loadBalancerIP",
                                               "loadBalancerSourceRanges",
                                               "ports",
                                               "publishNotReadyAddresses",
                                               "selector",
                                               "sessionAffinity",
                                               "sessionAffinityConfig",
                                               "trafficDistribution",
                                               "type"};
constexpr std::string_view service_port_fields[] = {"appProtocol", "name",     "nodePort",
                                                    "port",        "protocol", "targetPort"};
constexpr std::string_view claim_fields[] = {"accessModes",
                                             "dataSource",
                                             "dataSourceRef",
                                             "resources",
                                             "selector",
                                             "storageClassName",
                                             "volumeAttributesClassName",
                                             "volumeMode",
                                             "volumeName"};
constexpr std::string_view replication_fields[] = {"minReadySeconds", "replicas", "selector", "template"};
// https://github.com/kubernetes/api/blob/master/apps/v1/types.go
constexpr std::string_view deployment_fields[] = {
    "minReadySeconds", "paused",  "progressDeadlineSeconds", "replicas", "revisionHistoryLimit", "selector",
    "strategy",        "template"};
constexpr std::string_view stateful_set_fields[] = {"minReadySeconds",
                                                    "ordinals",
                                                    "persistentVolumeClaimRetentionPolicy",
                                                    "podManagementPolicy",
                                                    "replicas",
                                                    "revisionHistoryLimit",
                                                    "selector",
                                                    "serviceName",
                                                    "template",
                                                    "updateStrategy",
                                                    "volumeClaimTemplates"};
constexpr std::string_view daemon_set_fields[] = {"minReadySeconds", "revisionHistoryLimit", "selector",
                                                  "template", "updateStrategy"};
// https://github.com/kubernetes/api/blob/master/batch/v1/types.go; scheduling is new in 1.37
// (https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/5547-integrate-workload-with-job)
constexpr std::string_view job_fields[] = {"activeDeadlineSeconds",
                                           "backoffLimit",
                                           "backoffLimitPerIndex",
                                           "completionMode",
                                           "completions",
                                           "managedBy",
                                           "manualSelector",
                                           "maxFailedIndexes",
                                           "parallelism",
                                           "podFailurePolicy",
                                           "podReplacementPolicy",
                                           "scheduling",
                                           "selector",
                                           "successPolicy",
                                           "suspend",
                                           "template",
                                           "ttlSecondsAfterFinished"};
constexpr std::string_view cron_job_fields[] = {
    "concurrencyPolicy",       "failedJobsHistoryLimit",     "jobTemplate", "schedule",
    "startingDeadlineSeconds", "successfulJobsHistoryLimit", "suspend",     "timeZone"};
// https://github.com/kubernetes/api/tree/master/autoscaling, networking/v1 and policy/v1
constexpr std::string_view autoscaler_fields[] = {"behavior", "maxReplicas", "metrics", "minReplicas",
                                                  "scaleTargetRef"};
constexpr std::string_view old_autoscaler_fields[] = {"maxReplicas", "minReplicas", "scaleTargetRef",
                                                      "targetCPUUtilizationPercentage"};
constexpr std::string_view ingress_fields[] = {"defaultBackend", "ingressClassName", "rules", "tls"};
constexpr std::string_view ingress_path_fields[] = {"backend", "path", "pathType"};
constexpr std::string_view backend_fields[] = {"resource", "service"};
constexpr std::string_view budget_fields[] = {"maxUnavailable", "minAvailable", "selector",
                                              "unhealthyPodEvictionPolicy"};

/// The fields in the `spec` of a kind.
struct SpecFields {
  std::string_view version, kind;
  Fields fields;
};
constexpr SpecFields specs[] = {
    {"v1", "Pod", pod_fields},
    {"v1", "ReplicationController", replication_fields},
    {"v1", "Service", service_fields},
    {"v1", "PersistentVolumeClaim", claim_fields},
    {"apps/v1", "Deployment", deployment_fields},
    {"apps/v1", "ReplicaSet", replication_fields},
    {"apps/v1", "StatefulSet", stateful_set_fields},
    {"apps/v1", "DaemonSet", daemon_set_fields},
    {"batch/v1", "Job", job_fields},
    {"batch/v1", "CronJob", cron_job_fields},
    {"autoscaling/v2", "HorizontalPodAutoscaler", autoscaler_fields},
    {"autoscaling/v1", "HorizontalPodAutoscaler", old_autoscaler_fields},
    {"networking.k8s.io/v1", "Ingress", ingress_fields},
    {"policy/v1", "PodDisruptionBudget", budget_fields},
};

/// Fields that are spelt otherwise here than where they come from.
struct Meant {
  std::string_view kind, written, meant;
};
constexpr Meant meant_fields[] = {
    {"Deployment", "updateStrategy", "strategy"},
    {"StatefulSet", "strategy", "updateStrategy"},
    {"DaemonSet", "strategy", "updateStrategy"},
    {"HorizontalPodAutoscaler", "targetCPUUtilizationPercentage", "metrics"},
    {"Ingress", "backend", "defaultBackend"},
    {"backend", "serviceName", "service.name"},
    {"backend", "servicePort", "service.port"},
    {"rule", "paths", "http.paths"},
    {"rule", "backend", "http.paths[].backend"},
    {"settings", "configMap", "configMapRef"},
    {"settings", "configMapKeyRef", "configMapRef"},
    {"settings", "secret", "secretRef"},
    {"settings", "secretKeyRef", "secretRef"},
    {"variable", "configMap", "configMapKeyRef"},
    {"variable", "configMapRef", "configMapKeyRef"},
    {"variable", "secret", "secretKeyRef"},
    {"variable", "secretRef", "secretKeyRef"},
    {"emptyDir", "size", "sizeLimit"},
    {"volume", "pvc", "persistentVolumeClaim"},
    {"volume", "claim", "persistentVolumeClaim"},
    {"container", "cmd", "args"},
    {"container", "entrypoint", "command"},
    {"container", "environment", "env"},
    {"container", "resource", "resources"},
    {"httpGet", "uri", "path"},
    {"httpGet", "url", "path"},
    {"probe", "http", "httpGet"},
    {"probe", "tcp", "tcpSocket"},
    {"probe", "delay", "initialDelaySeconds"},
    {"probe", "initialDelay", "initialDelaySeconds"},
    {"probe", "interval", "periodSeconds"},
    {"probe", "period", "periodSeconds"},
    {"probe", "timeout", "timeoutSeconds"},
    {"metric", "targetAverageUtilization", "target.averageUtilization"},
    {"metric", "targetAverageValue", "target.averageValue"},
    {"metric", "targetValue", "target.value"},
    {"metric", "metricName", "metric.name"},
    {"metric", "metricSelector", "metric.selector"},
};

/// What a field is called that is another one's elsewhere; empty where nothing is known of it.
std::string_view meant(std::string_view kind, std::string_view name) {
  for (const Meant& one : meant_fields)
    if (one.kind == kind && one.written == name) return one.meant;
  return {};
}

/// What is no field of any part, or may be one of parts that the tables do not have it in: of containers that
/// stand astray check_structure says where they belong, young fields may come to other parts, and a patch
/// says with a `$` what to do. With `x-` begins an anchor for others to refer to.
bool is_open(std::string_view name) {
  static constexpr std::string_view young[] = {"managedBy", "podReplacementPolicy", "resourceClaims",
                                               "schedulingGroup", "workloadRef"};
  return name.empty() || name == "containers" || name == "<<" || name.starts_with('$') ||
         name.starts_with("x-") || is_one_of(name, young);
}

/// Whether another part of the API has such a field.
bool is_elsewhere(std::string_view name) {
  if (is_open(name)) return false;
  return is_one_of(name, container_fields) || std::any_of(std::begin(specs), std::end(specs), [&](auto& one) {
           return is_one_of(name, one.fields);
         });
}

/// The field of a mapping within that one means by a name: "resources.limits"; empty where none has it.
std::string inner_field(std::span<const FieldsWithin> within, std::string_view name) {
  const auto found = std::find_if(within.begin(), within.end(),
                                  [&](const FieldsWithin& one) { return is_one_of(name, one.fields); });
  return found == within.end() ? std::string() : fmt::format("{}.{}", found->key, name);
}

}  // namespace

void check_names(Draft& draft, doc::View mapping, const FieldOwner& owner, std::string_view misspelt) {
  for (const auto [key, value] : doc::entries(mapping)) {
    const std::string_view name = key.text();
    if (is_one_of(name, owner.fields) || !scalar(key).literal()) continue;
    const std::string inner = inner_field(owner.within, name);
    const std::string_view known = inner.empty() ? meant(owner.kind, name) : std::string_view(inner);
    const bool is_neighbours = is_one_of(name, owner.neighbours);
    const bool is_unknown = is_neighbours || !known.empty() || !is_open(name);
    const auto near = !known.empty()  ? std::optional(known)
                      : is_neighbours ? std::nullopt
                                      : closest(name, owner.fields);
    // A field that stands there too is not the one that was meant.
    if (near && !mapping[*near])
      draft.violation(misspelt, key.where(), printable(name), std::string(*near));
    else if (is_unknown && misspelt == misspelt_field)
      draft.violation("kubernetes.misplaced-field", key.where(), printable(name), std::string(owner.name));
  }
}

namespace {

void check_job_template(Draft& draft, doc::View job) {
  check_names(draft, job, {"Job", "the spec of a Job", job_fields}, misspelt_field);
}

void check_backend(Draft& draft, doc::View backend) {
  check_names(draft, backend, {"backend", "a backend of an Ingress", backend_fields}, misspelt_field);
}

}  // namespace

void advise_spelling(Draft& draft, doc::View mapping, Fields fields) {
  check_names(draft, mapping, {{}, {}, fields}, near_field);
}

void check_pod_spelling(Draft& draft, doc::View spec, std::string_view misspelt, Fields more) {
  std::vector<std::string_view> fields(std::begin(pod_fields), std::end(pod_fields));
  fields.insert(fields.end(), more.begin(), more.end());
  check_names(draft, spec, {"Pod", "the spec of a pod", fields, fields_of_probe(), fields_within_pod()},
              misspelt);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list]))
      check_names(
          draft, container,
          {"container", "a container", container_fields, fields_of_probe(), fields_within_container()},
          misspelt);
  check_nested_spelling(draft, spec, misspelt);
}

void check_object_fields(Draft& draft, doc::View object) {
  static constexpr std::string_view usual[] = {"apiVersion", "kind", "metadata", "spec", "status"};
  static constexpr std::string_view config[] = {"apiVersion", "binaryData", "data",
                                                "immutable",  "kind",       "metadata"};
  static constexpr std::string_view secret[] = {"apiVersion", "data",       "immutable", "kind",
                                                "metadata",   "stringData", "type"};
  const std::string_view kind = object["kind"].text();
  const bool is_config = kind == "ConfigMap", is_secret = kind == "Secret";
  const Fields fields = is_config ? Fields(config) : is_secret ? Fields(secret) : Fields(usual);
  const Fields others = is_config ? Fields(secret) : Fields(config);
  const bool is_own =
      is_config || is_secret || std::any_of(std::begin(specs), std::end(specs), [&](const SpecFields& one) {
        return one.kind == kind && one.version == object["apiVersion"].text();
      });
  // What other programs write there is passed over by theirs.
  for (const auto [key, value] : doc::entries(object))
    if (const std::string_view name = key.text();
        is_own && !is_one_of(name, fields) && (is_one_of(name, others) || is_elsewhere(name)))
      draft.violation("kubernetes.misplaced-field", key.where(), printable(name), with_article(kind));
}

void check_spec_fields(Draft& draft, doc::View object) {
  const std::string_view kind = object["kind"].text();
  const doc::View spec = object["spec"];
  const auto known = std::find_if(std::begin(specs), std::end(specs), [&](const SpecFields& one) {
    return one.kind == kind && one.version == object["apiVersion"].text();
  });
  // The spec of a pod is that of a template too, and looked at there.
  if (known == std::end(specs) || kind == "Pod") return;
  check_names(draft, spec, {kind, fmt::format("the spec of a {}", kind), known->fields}, misspelt_field);
  if (kind == "CronJob") check_job_template(draft, spec["jobTemplate"]["spec"]);
  if (kind == "Service")
    for (const doc::View port : doc::items(spec["ports"]))
      check_names(draft, port, {{}, "a port of a Service", service_port_fields}, misspelt_field);
  check_nested_fields(draft, object);
  if (kind != "Ingress") return;
  check_backend(draft, spec["defaultBackend"]);
  for (const doc::View rule : doc::items(spec["rules"]))
    for (const doc::View path : doc::items(rule["http"]["paths"])) {
      check_names(draft, path, {{}, "a path of an Ingress", ingress_path_fields}, misspelt_field);
      check_backend(draft, path["backend"]);
    }
}

}  // namespace placer::importers::kubernetes
