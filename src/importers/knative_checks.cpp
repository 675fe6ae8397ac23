// What Knative's own webhook refuses of a service: how it and its revision are called, fields of a pod that
// Knative has not, and tags of the traffic.
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

/// Nothing, as the API prints it where nothing is set; of numbers only some count zero as nothing.
bool says_nothing(doc::View view, bool zero) {
  if (!view || view.is_null() || ((view.is_sequence() || view.is_mapping()) && view.size() == 0)) return true;
  const Value value = kubernetes::scalar(view);
  if (view.is_scalar() && !value.literal()) return true;  // filled in elsewhere
  return view.is_scalar() &&
         (value.text.empty() || plain_boolean(view) == false || (zero && value.text == "0"));
}

void refuse(Draft& draft, doc::View mapping, std::span<const std::string_view> fields, std::string_view where,
            bool zero = false) {
  for (const auto [key, value] : doc::entries(mapping))
    if (std::find(fields.begin(), fields.end(), key.text()) != fields.end() && !says_nothing(value, zero))
      draft.violation("kubernetes.knative.forbidden-field", key.where(), std::string(key.text()),
                      std::string(where));
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

void check_tags(Draft& draft, doc::View spec) {
  std::set<std::string> tags;
  for (const doc::View target : doc::items(spec["traffic"]))
    if (const Value tag = kubernetes::scalar(target["tag"]);
        tag.literal() && !tag.text.empty() && !tags.insert(tag.text).second)
      draft.violation("kubernetes.knative.traffic-tag", tag.where, printable(tag.text));
}

}  // namespace placer::importers::serving
