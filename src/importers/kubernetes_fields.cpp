// The fields of pods, containers and volumes by table: which there are, which take one of a few words, and
// which are alone of their kind.
#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

/// https://github.com/kubernetes/api/blob/master/core/v1/types.go
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
constexpr std::string_view volume_sources[] = {"awsElasticBlockStore",
                                               "azureDisk",
                                               "azureFile",
                                               "cephfs",
                                               "cinder",
                                               "configMap",
                                               "csi",
                                               "downwardAPI",
                                               "emptyDir",
                                               "ephemeral",
                                               "fc",
                                               "flexVolume",
                                               "flocker",
                                               "gcePersistentDisk",
                                               "gitRepo",
                                               "glusterfs",
                                               "hostPath",
                                               "image",
                                               "iscsi",
                                               "nfs",
                                               "persistentVolumeClaim",
                                               "photonPersistentDisk",
                                               "portworxVolume",
                                               "projected",
                                               "quobyte",
                                               "rbd",
                                               "scaleIO",
                                               "secret",
                                               "storageos",
                                               "vsphereVolume"};
constexpr std::string_view variable_sources[] = {"configMapKeyRef", "fieldRef", "fileKeyRef",
                                                 "resourceFieldRef", "secretKeyRef"};

constexpr std::string_view word = "kubernetes.core-word";
constexpr Words of_pod[] = {
    {"dnsPolicy", "ClusterFirst, ClusterFirstWithHostNet, Default or None", word},
    {"preemptionPolicy", "PreemptLowerPriority or Never", word},
};
constexpr Words of_container[] = {
    {"imagePullPolicy", "Always, IfNotPresent or Never", word},
    {"terminationMessagePolicy", "File or FallbackToLogsOnError", word},
    {"restartPolicy", "Always, OnFailure or Never", word},
};

/// Lists whose items have such words, in a pod and in a container.
struct Listed {
  std::string_view list;
  Words words;
};
constexpr Listed listed_in_pod[] = {
    {"tolerations", {"effect", "NoSchedule, PreferNoSchedule or NoExecute", word}},
    {"tolerations", {"operator", "Exists, Equal, Lt or Gt", word}},
    {"topologySpreadConstraints", {"whenUnsatisfiable", "DoNotSchedule or ScheduleAnyway", word}},
};
constexpr Listed listed_in_container[] = {
    {"ports", {"protocol", protocols, word}},
    {"volumeMounts", {"mountPropagation", "None, HostToContainer or Bidirectional", word}},
};

void check_listed(Draft& draft, doc::View mapping, std::span<const Listed> lists) {
  for (const Listed& one : lists)
    for (const doc::View item : doc::items(mapping[one.list])) check_words(draft, item, {&one.words, 1});
}

/// Names near to one that there is. Others may be newer than the tables.
void advise_spelling(Draft& draft, doc::View mapping, std::span<const std::string_view> fields) {
  for (const auto [key, value] : doc::entries(mapping)) {
    const std::string_view name = key.text();
    if (std::find(fields.begin(), fields.end(), name) != fields.end() || !scalar(key).literal()) continue;
    // A field that stands there too is not the one that was meant.
    if (const auto near = closest(name, fields); near && !mapping[*near])
      draft.violation("kubernetes.misspelt-field", key.where(), printable(name), std::string(*near));
  }
}

/// Values that are written out and stand twice under a key of the items of several lists.
void check_unique(Draft& draft, std::initializer_list<doc::View> lists, std::string_view key,
                  std::string_view rule) {
  std::set<std::string> values;
  for (const doc::View list : lists)
    for (const doc::View item : doc::items(list)) {
      const Value value = scalar(item[key]);
      // What takes an item away may stand beside the one that comes in its place.
      if (value.literal() && !item["$patch"] && !values.insert(value.text).second)
        draft.violation(rule, value.where, value.text);
    }
}

void check_variable(Draft& draft, doc::View variable) {
  const doc::View from = variable["valueFrom"];
  const std::string name = printable(variable["name"].text());
  auto sources = present(from, variable_sources);
  if (from && !from.is_null() && !variable["value"].text().empty()) sources = {"value", "valueFrom"};
  if (sources.size() > 1)
    draft.violation("kubernetes.variable-sources", variable.where(), name, join(sources, " beside "));
}

void check_volume(Draft& draft, doc::View volume) {
  if (const auto sources = present(volume, volume_sources); sources.size() > 1)
    draft.violation("kubernetes.volume-sources", volume.where(), printable(volume["name"].text()),
                    join(sources, " beside "));
}

void check_container_fields(Draft& draft, doc::View container) {
  advise_spelling(draft, container, container_fields);
  check_words(draft, container, of_container);
  check_listed(draft, container, listed_in_container);
  check_unique(draft, {container["volumeMounts"]}, "mountPath", "kubernetes.duplicate-mount");
  for (const doc::View variable : doc::items(container["env"])) check_variable(draft, variable);
}

}  // namespace

std::vector<std::string_view> present(doc::View mapping, std::span<const std::string_view> keys) {
  std::vector<std::string_view> found;
  for (const std::string_view key : keys)
    if (mapping[key] && !mapping[key].is_null()) found.push_back(key);
  return found;
}

void check_words(Draft& draft, doc::View mapping, std::span<const Words> settings) {
  for (const Words& setting : settings) {
    const Value value = scalar(mapping[setting.key]);
    // Nothing stands for the default.
    if (!value.literal() || value.text.empty()) continue;
    const auto words = words_of(setting.allowed);
    if (std::none_of(words.begin(), words.end(), [&](std::string_view one) {
          return one != "or" && one.substr(0, one.find(',')) == value.text;
        }))
      draft.violation(setting.check, value.where, fmt::format("{} {}", setting.key, value.text),
                      std::string(setting.allowed));
  }
}

void check_fields(Draft& draft, doc::View spec) {
  advise_spelling(draft, spec, pod_fields);
  check_words(draft, spec, of_pod);
  check_listed(draft, spec, listed_in_pod);
  check_pod_names(draft, spec);
  check_unique(draft, {spec["containers"], spec["initContainers"]}, "name", "kubernetes.duplicate-container");
  check_unique(draft, {spec["volumes"]}, "name", "kubernetes.duplicate-volume");
  for (const doc::View volume : doc::items(spec["volumes"])) check_volume(draft, volume);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) check_container_fields(draft, container);
  if (plain_boolean(spec["hostPID"]) == true && plain_boolean(spec["shareProcessNamespace"]) == true)
    draft.violation("kubernetes.two-process-spaces", spec["shareProcessNamespace"].where());
}

}  // namespace placer::importers::kubernetes
