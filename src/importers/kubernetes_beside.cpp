// Parts of a pod that cannot stand beside each other: what only one system has, what only some containers may
// do, and rules of spreading that say the same twice.
// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace placer::importers::kubernetes {
namespace {

constexpr std::string_view linux_flags[] = {"hostIPC", "hostPID"};
constexpr std::string_view linux_pod[] = {"shareProcessNamespace"};
constexpr std::string_view linux_pod_security[] = {
    "fsGroup",        "fsGroupChangePolicy", "runAsGroup",         "runAsUser",
    "seLinuxOptions", "seccompProfile",      "supplementalGroups", "sysctls"};
constexpr std::string_view linux_security[] = {"allowPrivilegeEscalation",
                                               "capabilities",
                                               "privileged",
                                               "procMount",
                                               "readOnlyRootFilesystem",
                                               "runAsGroup",
                                               "runAsUser",
                                               "seLinuxOptions",
                                               "seccompProfile"};
constexpr std::string_view windows_security[] = {"windowsOptions"};

/// A pod that says for which system it is has no field of the other one.
void check_system(Draft& draft, doc::View spec) {
  const Value system = scalar(spec["os"]["name"]);
  const auto refuse = [&](doc::View mapping, std::span<const std::string_view> keys, bool only_true = false) {
    for (const std::string_view key : keys) {
      const doc::View view = mapping[key];
      if (!view || view.is_null() || (view.is_sequence() && view.size() == 0) ||
          (view.is_scalar() && !scalar(view).literal()) || (only_true && plain_boolean(view) != true))
        continue;
      draft.violation("kubernetes.field-of-other-system", view.where(), std::string(key), system.text);
    }
  };
  const bool windows = system.text == "windows";
  if (!system.literal() || (!windows && system.text != "linux")) return;
  if (windows) refuse(spec, linux_flags, true);
  if (windows) refuse(spec, linux_pod);
  const auto of_pod = windows ? std::span<const std::string_view>(linux_pod_security) : windows_security;
  const auto of_container = windows ? std::span<const std::string_view>(linux_security) : windows_security;
  refuse(spec["securityContext"], of_pod);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list]))
      refuse(container["securityContext"], of_container);
}

/// What a container mounts, the host sees only of one that has all rights.
void check_propagation(Draft& draft, doc::View container) {
  const doc::View privileged = container["securityContext"]["privileged"];
  const bool open = container["securityContext"].is_scalar() && !container["securityContext"].is_null();
  if (!is_complete_container(draft, container) || open || plain_boolean(privileged) == true ||
      (scalar(privileged) && !scalar(privileged).literal()))
    return;
  for (const doc::View mount : doc::items(container["volumeMounts"]))
    if (const doc::View how = mount["mountPropagation"]; how.text() == "Bidirectional")
      require(draft, how.where(), "securityContext.privileged true",
              "a container with mountPropagation Bidirectional");
}

/// Of one key and one way there is one rule.
void check_spreads(Draft& draft, doc::View spreads) {
  std::set<std::pair<std::string, std::string>> rules;
  for (const doc::View spread : doc::items(spreads)) {
    const Value key = scalar(spread["topologyKey"]), way = scalar(spread["whenUnsatisfiable"]);
    if (key.literal() && way.literal() && !spread["$patch"] && !rules.emplace(key.text, way.text).second)
      draft.violation("kubernetes.duplicate-spread", key.where, fmt::format("{} {}", key.text, way.text));
  }
}

}  // namespace

void check_beside(Draft& draft, doc::View spec) {
  check_system(draft, spec);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) check_propagation(draft, container);
  check_spreads(draft, spec["topologySpreadConstraints"]);
  for (const doc::View volume : doc::items(spec["volumes"]))
    if (const Value path = scalar(volume["nfs"]["path"]);
        path.literal() && !path.text.empty() && !path.text.starts_with('/'))
      draft.violation("kubernetes.nfs-path", path.where, printable(path.text));
}

}  // namespace placer::importers::kubernetes
