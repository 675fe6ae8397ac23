// What Knative's own webhook refuses of a service: how it and its revision are called, fields of a pod that
// Knative has not, mounts, and tags of the traffic.
// https://github.com/knative/serving/tree/main/pkg/apis/serving
#include "importers/knative_checks.hpp"

#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers::serving {
namespace {

constexpr std::string_view small_letters = "abcdefghijklmnopqrstuvwxyz";

/// A name that is written out. One in capitals is a blank in an example: SERVICE.
Value written_name(doc::View metadata) {
  Value name = kubernetes::scalar(metadata["name"]);
  return name.literal() && name.text.find_first_of(small_letters) != std::string::npos ? name : Value();
}

/// As a label of a host, with a letter first.
bool is_label(std::string_view name) {
  return kubernetes::is_short_label(name) && small_letters.find(name.front()) != std::string_view::npos;
}

// Those that no setting of the cluster allows.
constexpr std::string_view of_pod[] = {
    "activeDeadlineSeconds",        "hostname", "nodeName", "priority", "restartPolicy", "subdomain",
    "terminationGracePeriodSeconds"};
constexpr std::string_view of_container[] = {"lifecycle", "stdin", "stdinOnce", "tty", "volumeDevices"};
constexpr std::string_view of_port[] = {"hostIP", "hostPort"};

/// Fields of a pod that a feature of the cluster allows, which is off unless somebody turns it on:
/// https://github.com/knative/serving/blob/main/pkg/apis/config/features.go, defaultFeaturesConfig; which
/// field needs which stands in pkg/apis/serving/fieldmask.go. Those that reach the host are facts, and a
/// requirement speaks of them.
struct Feature {
  std::string_view field, name;
};
constexpr Feature features_of_pod[] = {
    {"affinity", "kubernetes.podspec-affinity"},
    {"dnsConfig", "kubernetes.podspec-dnsconfig"},
    {"dnsPolicy", "kubernetes.podspec-dnspolicy"},
    {"hostAliases", "kubernetes.podspec-hostaliases"},
    {"initContainers", "kubernetes.podspec-init-containers"},
    {"nodeSelector", "kubernetes.podspec-nodeselector"},
    {"priorityClassName", "kubernetes.podspec-priorityclassname"},
    {"runtimeClassName", "kubernetes.podspec-runtimeclassname"},
    {"schedulerName", "kubernetes.podspec-schedulername"},
    {"securityContext", "kubernetes.podspec-securitycontext"},
    {"shareProcessNamespace", "kubernetes.podspec-shareprocessnamespace"},
    {"tolerations", "kubernetes.podspec-tolerations"},
    {"topologySpreadConstraints", "kubernetes.podspec-topologyspreadconstraints"}};
constexpr Feature features_of_variable[] = {{"fieldRef", "kubernetes.podspec-fieldref"},
                                            {"resourceFieldRef", "kubernetes.podspec-fieldref"}};
constexpr Feature features_of_volume[] = {
    {"persistentVolumeClaim", "kubernetes.podspec-persistent-volume-claim"}};

/// Nothing, as the API prints it where nothing is set; of numbers only some count zero as nothing.
bool says_nothing(doc::View view, bool zero) {
  if (!view || view.is_null() || ((view.is_sequence() || view.is_mapping()) && view.size() == 0)) return true;
  const Value value = kubernetes::scalar(view);
  if (view.is_scalar() && !value.literal()) return true;  // filled in elsewhere
  return view.is_scalar() &&
         (value.text.empty() || plain_boolean(view) == false || (zero && value.text == "0"));
}

/// Without what changes nothing in it: `/dev/./log/` is `/dev/log`. What does not begin at the root is
/// refused too.
bool is_reserved_path(std::string_view path) {
  std::vector<std::string_view> parts;
  const bool absolute = path.starts_with('/');
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (!part.empty() && part != "." && part != "..") parts.push_back(part);
  }
  const bool is_dev = !parts.empty() && parts.front() == "dev";
  return !absolute || parts.empty() ||
         (is_dev && (parts.size() == 1 || (parts.size() == 2 && parts[1] == "log")));
}

void refuse(Draft& draft, doc::View mapping, std::span<const std::string_view> fields, std::string_view where,
            bool zero = false) {
  for (const auto [key, value] : doc::entries(mapping))
    if (std::find(fields.begin(), fields.end(), key.text()) != fields.end() && !says_nothing(value, zero))
      draft.violation("kubernetes.knative.forbidden-field", key.where(), std::string(key.text()),
                      std::string(where));
}

void advise_features(Draft& draft, doc::View mapping, std::span<const Feature> features) {
  for (const auto [key, value] : doc::entries(mapping))
    for (const Feature& feature : features)
      if (feature.field == key.text() && !says_nothing(value, false))
        draft.violation("kubernetes.knative.feature", key.where(), std::string(feature.field),
                        std::string(feature.name));
}

}  // namespace

void check_revision_name(Draft& draft, doc::View object, std::string_view rule) {
  const Value own = written_name(object["metadata"]),
              revision = written_name(object["spec"]["template"]["metadata"]);
  if (!own || !revision) return;
  const std::string prefix = own.text + "-";
  if (!revision.text.starts_with(prefix)) draft.violation(rule, revision.where, revision.text, prefix);
}

void check_service_name(Draft& draft, doc::View object) {
  for (const doc::View part : {object, object["spec"]["template"]})
    if (const Value name = written_name(part["metadata"]); name && !is_label(name.text))
      draft.violation("kubernetes.knative.name", name.where, printable(name.text));
  // What names an image is no patch.
  if (const doc::View metadata = object["metadata"];
      !metadata["name"] && !metadata["generateName"] &&
      kubernetes::names_images(object["spec"]["template"]["spec"]))
    kubernetes::require(draft, object["kind"].where(), "metadata.name",
                        kubernetes::with_article(object["kind"].text()));
}

void check_forbidden_fields(Draft& draft, doc::View pod) {
  refuse(draft, pod, of_pod, "the pods of a service");
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(pod[list])) {
      refuse(draft, container, of_container, "a container of a service");
      for (const doc::View port : doc::items(container["ports"]))
        refuse(draft, port, of_port, "a port of a service", true);
    }
}

void advise_features(Draft& draft, doc::View pod) {
  advise_features(draft, pod, features_of_pod);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(pod[list]))
      for (const doc::View variable : doc::items(container["env"]))
        advise_features(draft, variable["valueFrom"], features_of_variable);
  for (const doc::View volume : doc::items(pod["volumes"]))
    advise_features(draft, volume, features_of_volume);
}

// Before it looks, the webhook mounts all but claims and empty directories read only, whatever the service
// says: https://github.com/knative/serving/blob/main/pkg/apis/serving/v1/revision_defaults.go
void check_mounts(Draft& draft, doc::View pod) {
  const bool complete = kubernetes::is_complete(draft, pod);
  std::set<std::string_view> mounted, read_only;
  bool open = !complete;  // what is filled in elsewhere may be the mount of any volume
  for (const doc::View volume : doc::items(pod["volumes"]))
    if (plain_boolean(volume["persistentVolumeClaim"]["readOnly"]) == true)
      read_only.insert(volume["name"].text());
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(pod[list])) {
      const doc::View mounts = container["volumeMounts"];
      open = open || mounts.is_scalar();
      for (const doc::View mount : doc::items(mounts)) {
        const Value path = kubernetes::scalar(mount["mountPath"]), name = kubernetes::scalar(mount["name"]);
        open = open || !name.literal();
        mounted.insert(mount["name"].text());
        if (path.literal() && is_reserved_path(path.text))
          draft.violation("kubernetes.knative.mount-path", path.where, printable(path.text));
        const doc::View how = mount["readOnly"];
        if (complete && read_only.contains(name.text) && (!how || plain_boolean(how) == false))
          draft.violation("kubernetes.knative.read-only-mount", how ? how.where() : name.where,
                          printable(name.text));
      }
    }
  for (const doc::View volume : doc::items(pod["volumes"]))
    if (const Value name = kubernetes::scalar(volume["name"]);
        !open && name.literal() && !volume["$patch"] && !mounted.contains(volume["name"].text()))
      draft.violation("kubernetes.knative.unmounted-volume", name.where, printable(name.text));
}

void check_tags(Draft& draft, doc::View spec) {
  std::set<std::string> tags;
  for (const doc::View target : doc::items(spec["traffic"]))
    if (const Value tag = kubernetes::scalar(target["tag"]);
        tag.literal() && !tag.text.empty() && !tags.insert(tag.text).second)
      draft.violation("kubernetes.knative.traffic-tag", tag.where, printable(tag.text));
}

}  // namespace placer::importers::serving
