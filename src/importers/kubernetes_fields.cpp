// The fields of pods, containers and volumes by table: which take one of a few words, which are alone of
// their kind, and which something cannot be without.
#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

/// https://github.com/kubernetes/api/blob/master/core/v1/types.go
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

constexpr Words of_system[] = {{"name", "linux or windows", word}};

/// Lists whose items have such words, in a pod and in a container.
struct Listed {
  std::string_view list;
  Words words;
};
constexpr Listed listed_in_pod[] = {
    {"tolerations", {"effect", "NoSchedule, PreferNoSchedule or NoExecute", word}},
    {"tolerations", {"operator", "Exists, Equal, Lt or Gt", word}},
    {"topologySpreadConstraints", {"whenUnsatisfiable", "DoNotSchedule or ScheduleAnyway", word}},
    {"topologySpreadConstraints", {"nodeTaintsPolicy", "Honor or Ignore", word}},
    {"topologySpreadConstraints", {"nodeAffinityPolicy", "Honor or Ignore", word}},
};
constexpr Listed listed_in_container[] = {
    {"ports", {"protocol", protocols, word}},
    {"resizePolicy", {"resourceName", "cpu or memory", word}},
    {"resizePolicy", {"restartPolicy", "NotRequired or RestartContainer", word}},
    {"volumeMounts", {"mountPropagation", "None, HostToContainer or Bidirectional", word}},
};

void check_listed(Draft& draft, doc::View mapping, std::span<const Listed> lists) {
  for (const Listed& one : lists)
    for (const doc::View item : doc::items(mapping[one.list])) check_words(draft, item, {&one.words, 1});
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

/// What is said of a taint must agree: any value of it with Exists, and a time only where the pod is put out.
void check_toleration(Draft& draft, doc::View toleration) {
  const Value how = scalar(toleration["operator"]), key = scalar(toleration["key"]),
              value = scalar(toleration["value"]), effect = scalar(toleration["effect"]);
  const auto refuse = [&](Location where, std::string_view what, std::string_view beside) {
    draft.violation("kubernetes.toleration", where, std::string(what), std::string(beside));
  };
  const bool exists = how.literal() && how.text == "Exists";
  if (exists && value.literal() && !value.text.empty())
    refuse(value.where, "a value", "an operator other than Exists only");
  if (!exists && toleration.is_mapping() && (!how || how.literal()) &&
      (!key || (key.literal() && key.text.empty())))
    refuse(toleration.where(), "no key", "operator Exists only");
  if (!how || how.text.empty() || how.text == "Equal") check_taint_value(draft, toleration["value"]);
  if ((how.text == "Gt" || how.text == "Lt") && (!value || value.literal()) &&
      !doc::read_integer(value.text).value)
    draft.violation("kubernetes.taint-number", (value ? toleration["value"] : toleration).where(), how.text,
                    printable(value.text));
  if (const Value seconds = scalar(toleration["tolerationSeconds"]);
      seconds && (!effect || (effect.literal() && effect.text != "NoExecute")))
    refuse(seconds.where, "tolerationSeconds", "effect NoExecute only");
}

void check_placing(Draft& draft, doc::View spec) {
  static constexpr Number skew[] = {{"maxSkew", "kubernetes.positive-number"}};
  check_words(draft, spec["os"], of_system);
  check_affinity(draft, spec["affinity"], is_complete(draft, spec));
  for (const doc::View toleration : doc::items(spec["tolerations"])) check_toleration(draft, toleration);
  for (const doc::View spread : doc::items(spec["topologySpreadConstraints"])) {
    check_numbers(draft, spread, skew);
    check_label_expressions(draft, spread["labelSelector"]);
  }
}

/// Ports of the node are had once, by protocol and address; in the network of the host every port is one.
void check_pod_ports(Draft& draft, doc::View spec) {
  std::set<std::string> taken;
  const bool on_host = plain_boolean(spec["hostNetwork"]) == true;
  for (const doc::View container : doc::items(spec["containers"]))
    for (const doc::View port : doc::items(container["ports"])) {
      Value host = scalar(port["hostPort"]);
      if (!host && on_host) host = scalar(port["containerPort"]);
      const std::string_view protocol = port["protocol"].text();
      if (host.literal() && host.text != "0" &&
          !taken
               .insert(fmt::format("{}/{}/{}", protocol.empty() ? "TCP" : protocol, port["hostIP"].text(),
                                   host.text))
               .second)
        draft.violation("kubernetes.duplicate-host-port", host.where, host.text);
    }
}

void check_dns(Draft& draft, doc::View spec) {
  const doc::View policy = spec["dnsPolicy"], config = spec["dnsConfig"];
  // Filled in elsewhere, it may be anything.
  const bool open = config.is_scalar() || config["nameservers"].is_scalar();
  if (policy.text() == "None" && is_complete(draft, spec) && !open && config["nameservers"].size() == 0)
    require(draft, policy.where(), "dnsConfig.nameservers", "a pod with dnsPolicy None");
}

/// What some kinds of volume cannot be without.
struct Needed {
  std::string_view source, key;
};
constexpr Needed needed_of_volume[] = {
    {"persistentVolumeClaim", "claimName"},
    {"hostPath", "path"},
    {"secret", "secretName"},
    {"configMap", "name"},
    {"csi", "driver"},
    {"nfs", "server"},
    {"nfs", "path"},
};

void check_source(Draft& draft, doc::View volume) {
  for (const Needed& needed : needed_of_volume) {
    const doc::View source = volume[needed.source], value = source[needed.key];
    if (source.is_mapping() && (!value || value.is_null() || (value.is_scalar() && value.text().empty())))
      require(draft, source.where(), needed.key, fmt::format("a volume of kind {}", needed.source));
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
  check_words(draft, container, of_container);
  check_listed(draft, container, listed_in_container);
  static constexpr Number users[] = {{"runAsUser"}, {"runAsGroup"}};
  check_numbers(draft, container["securityContext"], users);
  check_unique(draft, {container["volumeMounts"]}, "mountPath", "kubernetes.duplicate-mount");
  check_unique(draft, {container["ports"]}, "name", "kubernetes.duplicate-port-name");
  for (const doc::View variable : doc::items(container["env"])) check_variable(draft, variable);
}

}  // namespace

std::span<const std::string_view> sources_of_volume() { return volume_sources; }

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
  check_words(draft, spec, of_pod);
  check_listed(draft, spec, listed_in_pod);
  static constexpr Number users[] = {{"runAsUser"}, {"runAsGroup"}, {"fsGroup"}};
  check_numbers(draft, spec["securityContext"], users);
  check_placing(draft, spec);
  check_pod_ports(draft, spec);
  check_dns(draft, spec);
  check_pod_names(draft, spec);
  check_unique(draft, {spec["containers"], spec["initContainers"]}, "name", "kubernetes.duplicate-container");
  check_unique(draft, {spec["volumes"]}, "name", "kubernetes.duplicate-volume");
  const bool complete = is_complete(draft, spec);
  for (const doc::View volume : doc::items(spec["volumes"])) {
    check_volume(draft, volume);
    if (complete) check_source(draft, volume);
  }
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) check_container_fields(draft, container);
  if (plain_boolean(spec["hostPID"]) == true && plain_boolean(spec["shareProcessNamespace"]) == true)
    draft.violation("kubernetes.two-process-spaces", spec["shareProcessNamespace"].where());
}

}  // namespace placer::importers::kubernetes
