// The fields of what stands within pods, containers and the objects beside them, by table, as
// kubernetes_spelling has those of the objects themselves.
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <string_view>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

// https://github.com/kubernetes/api/blob/master/core/v1/types.go
constexpr std::string_view pod_security[] = {"appArmorProfile",
                                             "fsGroup",
                                             "fsGroupChangePolicy",
                                             "runAsGroup",
                                             "runAsNonRoot",
                                             "runAsUser",
                                             "seLinuxChangePolicy",
                                             "seLinuxOptions",
                                             "seccompProfile",
                                             "supplementalGroups",
                                             "supplementalGroupsPolicy",
                                             "sysctls",
                                             "windowsOptions"};
constexpr std::string_view container_security[] = {
    "allowPrivilegeEscalation", "appArmorProfile", "capabilities", "privileged", "procMount",
    "readOnlyRootFilesystem",   "runAsGroup",      "runAsNonRoot", "runAsUser",  "seLinuxOptions",
    "seccompProfile",           "windowsOptions"};
constexpr std::string_view capability_fields[] = {"add", "drop"};
constexpr std::string_view port_fields[] = {"containerPort", "hostIP", "hostPort", "name", "protocol"};
constexpr std::string_view mount_fields[] = {
    "mountPath", "mountPropagation", "name", "readOnly", "recursiveReadOnly", "subPath", "subPathExpr"};
constexpr std::string_view variable_fields[] = {"name", "value", "valueFrom"};
constexpr std::string_view source_fields[] = {"configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef",
                                              "secretKeyRef"};
constexpr std::string_view key_fields[] = {"key", "name", "optional"};
constexpr std::string_view settings_fields[] = {"configMapRef", "prefix", "secretRef"};
constexpr std::string_view lifecycle_fields[] = {"postStart", "preStop", "stopSignal"};
constexpr std::string_view hook_fields[] = {"exec", "httpGet", "sleep", "tcpSocket"};
constexpr std::string_view probe_fields[] = {"exec",
                                             "failureThreshold",
                                             "grpc",
                                             "httpGet",
                                             "initialDelaySeconds",
                                             "periodSeconds",
                                             "successThreshold",
                                             "tcpSocket",
                                             "terminationGracePeriodSeconds",
                                             "timeoutSeconds"};
constexpr std::string_view http_fields[] = {"host", "httpHeaders", "path", "port", "scheme"};
constexpr std::string_view command_fields[] = {"command"};
constexpr std::string_view socket_fields[] = {"host", "port"};
constexpr std::string_view call_fields[] = {"port", "service"};
constexpr std::string_view sleep_fields[] = {"seconds"};
constexpr std::string_view directory_fields[] = {"medium", "sizeLimit"};
constexpr std::string_view path_fields[] = {"path", "type"};
constexpr std::string_view claim_fields[] = {"claimName", "readOnly"};
constexpr std::string_view config_fields[] = {"defaultMode", "items", "name", "optional"};
constexpr std::string_view secret_fields[] = {"defaultMode", "items", "optional", "secretName"};
// https://github.com/kubernetes/api/blob/master/apps/v1/types.go
constexpr std::string_view strategy_fields[] = {"rollingUpdate", "type"};
constexpr std::string_view rolling_fields[] = {"maxSurge", "maxUnavailable", "partition"};
constexpr std::string_view template_fields[] = {"metadata", "spec"};
constexpr std::string_view affinity_fields[] = {"nodeAffinity", "podAffinity", "podAntiAffinity"};
constexpr std::string_view terms_fields[] = {"preferredDuringSchedulingIgnoredDuringExecution",
                                             "requiredDuringSchedulingIgnoredDuringExecution"};
constexpr std::string_view toleration_fields[] = {"effect", "key", "operator", "tolerationSeconds", "value"};
constexpr std::string_view spread_fields[] = {"labelSelector", "matchLabelKeys",     "maxSkew",
                                              "minDomains",    "nodeAffinityPolicy", "nodeTaintsPolicy",
                                              "topologyKey",   "whenUnsatisfiable"};
// https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/types.go, and what was there
// before.
constexpr std::string_view metadata_fields[] = {"annotations",
                                                "clusterName",
                                                "creationTimestamp",
                                                "deletionGracePeriodSeconds",
                                                "deletionTimestamp",
                                                "finalizers",
                                                "generateName",
                                                "generation",
                                                "initializers",
                                                "labels",
                                                "managedFields",
                                                "name",
                                                "namespace",
                                                "ownerReferences",
                                                "resourceVersion",
                                                "selfLink",
                                                "uid"};
// https://github.com/kubernetes/api/blob/master/networking/v1/types.go
constexpr std::string_view rule_fields[] = {"host", "http"};
constexpr std::string_view backend_service_fields[] = {"name", "port"};
constexpr std::string_view backend_port_fields[] = {"name", "number"};
// https://github.com/kubernetes/api/blob/master/autoscaling/v2/types.go
constexpr std::string_view metric_fields[] = {"containerResource", "external", "object", "pods",
                                              "resource",          "type"};
constexpr std::string_view resource_metric[] = {"container", "name", "target"};
constexpr std::string_view pods_metric[] = {"metric", "target"};
constexpr std::string_view object_metric[] = {"describedObject", "metric", "target"};
constexpr std::string_view target_fields[] = {"averageUtilization", "averageValue", "type", "value"};

constexpr std::string_view resource_fields[] = {"claims", "limits", "requests"};
constexpr FieldsWithin within_container[] = {{"resources", resource_fields},
                                             {"securityContext", container_security}};
constexpr FieldsWithin within_pod[] = {
    {"resources", resource_fields}, {"securityContext", pod_security}, {"affinity", affinity_fields}};

/// A mapping within another one, or each item of a list.
struct Nested {
  std::string_view key;
  FieldOwner owner;
};
constexpr Nested of_container[] = {
    {"securityContext", {{}, "the securityContext of a container", container_security, pod_security}},
    {"ports", {{}, "a port of a container", port_fields}},
    {"volumeMounts", {{}, "an item of volumeMounts", mount_fields}},
    {"env", {{}, "a variable", variable_fields}},
    {"envFrom", {"settings", "an item of envFrom", settings_fields}},
    {"lifecycle", {{}, "the lifecycle of a container", lifecycle_fields}},
    {"livenessProbe", {"probe", "a livenessProbe", probe_fields}},
    {"readinessProbe", {"probe", "a readinessProbe", probe_fields}},
    {"startupProbe", {"probe", "a startupProbe", probe_fields}},
};
constexpr Nested of_security[] = {
    {"capabilities", {{}, "the capabilities of a container", capability_fields}}};
constexpr Nested of_variable[] = {{"valueFrom", {"variable", "the source of a variable", source_fields}}};
constexpr Nested of_source[] = {{"configMapKeyRef", {{}, "a configMapKeyRef", key_fields}},
                                {"secretKeyRef", {{}, "a secretKeyRef", key_fields}}};
constexpr Nested of_lifecycle[] = {{"postStart", {"probe", "a postStart", hook_fields}},
                                   {"preStop", {"probe", "a preStop", hook_fields}}};
constexpr Nested of_action[] = {{"httpGet", {"httpGet", "an httpGet", http_fields}},
                                {"exec", {{}, "an exec", command_fields}},
                                {"tcpSocket", {{}, "a tcpSocket", socket_fields}},
                                {"grpc", {{}, "a grpc", call_fields}},
                                {"sleep", {{}, "a sleep", sleep_fields}}};
constexpr Nested of_volume[] = {{"emptyDir", {"emptyDir", "an emptyDir", directory_fields}},
                                {"hostPath", {{}, "a hostPath", path_fields}},
                                {"persistentVolumeClaim", {{}, "a persistentVolumeClaim", claim_fields}},
                                {"configMap", {{}, "the configMap of a volume", config_fields}},
                                {"secret", {{}, "the secret of a volume", secret_fields}}};
constexpr Nested of_controller[] = {{"strategy", {{}, "the strategy of a Deployment", strategy_fields}},
                                    {"updateStrategy", {{}, "an updateStrategy", strategy_fields}}};
constexpr Nested of_strategy[] = {{"rollingUpdate", {{}, "a rollingUpdate", rolling_fields}}};
constexpr Nested of_pod[] = {
    {"securityContext", {{}, "the securityContext of a pod", pod_security, container_security}},
    {"affinity", {{}, "the affinity of a pod", affinity_fields}},
    {"tolerations", {{}, "a toleration", toleration_fields}},
    {"topologySpreadConstraints", {{}, "an item of topologySpreadConstraints", spread_fields}}};
constexpr Nested of_affinity[] = {{"nodeAffinity", {{}, "a nodeAffinity", terms_fields}},
                                  {"podAffinity", {{}, "a podAffinity", terms_fields}},
                                  {"podAntiAffinity", {{}, "a podAntiAffinity", terms_fields}}};
constexpr Nested of_metric[] = {
    {"resource", {"metric", "a metric of type Resource", resource_metric}},
    {"containerResource", {"metric", "a metric of type ContainerResource", resource_metric}},
    {"pods", {"metric", "a metric of type Pods", pods_metric}},
    {"object", {"metric", "a metric of type Object", object_metric}},
    {"external", {"metric", "a metric of type External", pods_metric}}};
constexpr Nested of_kind_of_metric[] = {{"target", {{}, "the target of a metric", target_fields}}};
constexpr Nested of_backend[] = {{"service", {{}, "the service of a backend", backend_service_fields}}};
constexpr Nested of_service[] = {{"port", {{}, "the port of a backend", backend_port_fields}}};

void check_nested(Draft& draft, doc::View mapping, std::span<const Nested> nested,
                  std::string_view misspelt) {
  for (const Nested& one : nested) {
    const doc::View view = mapping[one.key];
    if (view.is_mapping()) check_names(draft, view, one.owner, misspelt);
    for (const doc::View item : doc::items(view)) check_names(draft, item, one.owner, misspelt);
  }
}

void check_in_container(Draft& draft, doc::View container, std::string_view misspelt) {
  check_nested(draft, container, of_container, misspelt);
  check_nested(draft, container["securityContext"], of_security, misspelt);
  for (const doc::View variable : doc::items(container["env"])) {
    check_nested(draft, variable, of_variable, misspelt);
    check_nested(draft, variable["valueFrom"], of_source, misspelt);
  }
  check_nested(draft, container["lifecycle"], of_lifecycle, misspelt);
  for (const std::string_view hook : {"postStart", "preStop"})
    check_nested(draft, container["lifecycle"][hook], of_action, misspelt);
  for (const std::string_view probe : {"livenessProbe", "readinessProbe", "startupProbe"})
    check_nested(draft, container[probe], of_action, misspelt);
}

void check_backend(Draft& draft, doc::View backend) {
  if (const Value port = scalar(backend["service"]["port"]); port.literal())
    draft.error("`port` is a value, not a mapping", port.where,
                fmt::format("write `port: {{{}: {}}}`",
                            doc::read_integer(port.text).value ? "number" : "name", port.text));
  const doc::View by_port = backend["service"]["port"];
  // An empty name and the number 0 are none.
  const Value name = scalar(by_port["name"]), number = scalar(by_port["number"]);
  if (name && !(name.literal() && name.text.empty()) && number && number.text != "0")
    draft.violation("kubernetes.backend-ports", by_port["number"].where());
  check_nested(draft, backend, of_backend, misspelt_field);
  check_nested(draft, backend["service"], of_service, misspelt_field);
}

void check_in_ingress(Draft& draft, doc::View spec) {
  check_backend(draft, spec["defaultBackend"]);
  for (const doc::View rule : doc::items(spec["rules"])) {
    check_names(draft, rule, {"rule", "a rule of an Ingress", rule_fields}, misspelt_field);
    for (const doc::View path : doc::items(rule["http"]["paths"])) check_backend(draft, path["backend"]);
  }
}

void check_in_autoscaler(Draft& draft, doc::View spec) {
  for (const doc::View metric : doc::items(spec["metrics"])) {
    check_names(draft, metric, {{}, "a metric of an autoscaler", metric_fields}, misspelt_field);
    check_nested(draft, metric, of_metric, misspelt_field);
    for (const Nested& one : of_metric)
      check_nested(draft, metric[one.key], of_kind_of_metric, misspelt_field);
  }
}

}  // namespace

std::span<const FieldsWithin> fields_within_container() { return within_container; }
std::span<const FieldsWithin> fields_within_pod() { return within_pod; }
std::span<const std::string_view> fields_of_probe() { return probe_fields; }

void check_nested_spelling(Draft& draft, doc::View spec, std::string_view misspelt) {
  check_nested(draft, spec, of_pod, misspelt);
  check_nested(draft, spec["affinity"], of_affinity, misspelt);
  std::vector<std::string_view> fields(sources_of_volume().begin(), sources_of_volume().end());
  fields.emplace_back("name");
  for (const doc::View volume : doc::items(spec["volumes"])) {
    check_names(draft, volume, {"volume", "a volume", fields}, misspelt);
    check_nested(draft, volume, of_volume, misspelt);
  }
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) check_in_container(draft, container, misspelt);
}

void check_metadata_fields(Draft& draft, doc::View object) {
  check_names(draft, object["metadata"], {{}, "the metadata of an object", metadata_fields}, misspelt_field);
}

void check_nested_fields(Draft& draft, doc::View object) {
  const std::string_view kind = object["kind"].text();
  const doc::View spec = object["spec"];
  if (kind == "Ingress") return check_in_ingress(draft, spec);
  if (kind == "HorizontalPodAutoscaler") return check_in_autoscaler(draft, spec);
  const FieldOwner of_template{{}, "the template of pods", template_fields};
  check_names(draft, spec["template"], of_template, misspelt_field);
  check_nested(draft, spec, of_controller, misspelt_field);
  for (const Nested& one : of_controller) check_nested(draft, spec[one.key], of_strategy, misspelt_field);
  if (kind != "CronJob") return;
  check_names(draft, spec["jobTemplate"], {{}, "the template of a Job", template_fields}, misspelt_field);
  check_names(draft, spec["jobTemplate"]["spec"]["template"], of_template, misspelt_field);
}

}  // namespace placer::importers::kubernetes
