// The parts of pods in one of Kubernetes' own kinds, by table: their shapes, what is true or false, what they
// cannot be without, and values of which there are only some. Operators of other kinds may take more.
#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

using doc::Kind;
using Keys = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> probes{"livenessProbe", "readinessProbe", "startupProbe"};
constexpr std::array<std::string_view, 2> hooks{"postStart", "preStop"};

/// The innermost of some mappings: "securityContext.capabilities".
doc::View at(doc::View from, std::string_view path) {
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    from = from[path.substr(0, dot)];
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return from;
}

constexpr std::string_view required = "requiredDuringSchedulingIgnoredDuringExecution",
                           preferred = "preferredDuringSchedulingIgnoredDuringExecution";

/// A part of a mapping within.
struct Inner {
  std::string_view path;
  Part part;
};
constexpr Inner of_pod[] = {
    {"", {"affinity", Kind::mapping}},
    {"affinity", {"nodeAffinity", Kind::mapping}},
    {"affinity", {"podAffinity", Kind::mapping}},
    {"affinity", {"podAntiAffinity", Kind::mapping}},
    {"affinity.nodeAffinity", {required, Kind::mapping}},
    {"affinity.nodeAffinity", {preferred, Kind::sequence}},
    {"affinity.podAffinity", {required, Kind::sequence}},
    {"affinity.podAffinity", {preferred, Kind::sequence}},
    {"affinity.podAntiAffinity", {required, Kind::sequence}},
    {"affinity.podAntiAffinity", {preferred, Kind::sequence}},
    {"", {"dnsConfig", Kind::mapping}},
    {"dnsConfig", {"nameservers", Kind::sequence, Kind::scalar}},
    {"dnsConfig", {"searches", Kind::sequence, Kind::scalar}},
    {"dnsConfig", {"options", Kind::sequence}},
    {"", {"hostAliases", Kind::sequence}},
    {"", {"imagePullSecrets", Kind::sequence}},
    {"", {"readinessGates", Kind::sequence}},
    {"", {"securityContext", Kind::mapping}},
    {"securityContext", {"supplementalGroups", Kind::sequence, Kind::scalar}},
    {"securityContext", {"sysctls", Kind::sequence}},
    {"", {"tolerations", Kind::sequence}},
    {"", {"topologySpreadConstraints", Kind::sequence}},
};
constexpr Inner of_container[] = {
    {"", {"resizePolicy", Kind::sequence}},
    {"securityContext", {"capabilities", Kind::mapping}},
    {"securityContext.capabilities", {"add", Kind::sequence, Kind::scalar}},
    {"securityContext.capabilities", {"drop", Kind::sequence, Kind::scalar}},
    {"lifecycle", {"postStart", Kind::mapping}},
    {"lifecycle", {"preStop", Kind::mapping}},
};
/// Of a probe, and of what is done when a container starts or ends.
constexpr Inner of_action[] = {
    {"", {"exec", Kind::mapping}},
    {"", {"httpGet", Kind::mapping}},
    {"", {"tcpSocket", Kind::mapping}},
    {"", {"grpc", Kind::mapping}},
    {"exec", {"command", Kind::sequence, Kind::scalar}},
    {"httpGet", {"httpHeaders", Kind::sequence}},
};
constexpr Inner of_variable[] = {
    {"", {"valueFrom", Kind::mapping}},
    {"valueFrom", {"configMapKeyRef", Kind::mapping}},
    {"valueFrom", {"secretKeyRef", Kind::mapping}},
    {"valueFrom", {"fieldRef", Kind::mapping}},
    {"valueFrom", {"resourceFieldRef", Kind::mapping}},
};
constexpr Inner of_settings[] = {{"", {"configMapRef", Kind::mapping}}, {"", {"secretRef", Kind::mapping}}};
constexpr Inner of_volume[] = {
    {"", {"configMap", Kind::mapping}},
    {"", {"csi", Kind::mapping}},
    {"", {"emptyDir", Kind::mapping}},
    {"emptyDir", {"sizeLimit", Kind::scalar}},
    {"", {"hostPath", Kind::mapping}},
    {"", {"nfs", Kind::mapping}},
    {"", {"persistentVolumeClaim", Kind::mapping}},
    {"", {"projected", Kind::mapping}},
    {"", {"secret", Kind::mapping}},
    {"configMap", {"items", Kind::sequence}},
    {"secret", {"items", Kind::sequence}},
    {"projected", {"sources", Kind::sequence}},
};

void check_inner(Draft& draft, doc::View mapping, std::span<const Inner> parts) {
  for (const Inner& one : parts) check_parts(draft, at(mapping, one.path), {&one.part, 1});
}

// What is true or false; a path of the mapping, and its settings.
constexpr std::string_view pod_flags[] = {"automountServiceAccountToken",
                                          "enableServiceLinks",
                                          "hostIPC",
                                          "hostNetwork",
                                          "hostPID",
                                          "hostUsers",
                                          "setHostnameAsFQDN",
                                          "shareProcessNamespace"};
constexpr std::string_view container_flags[] = {"stdin", "stdinOnce", "tty"};
constexpr std::string_view security_flags[] = {"allowPrivilegeEscalation", "privileged",
                                               "readOnlyRootFilesystem", "runAsNonRoot"};
constexpr std::string_view mount_flags[] = {"readOnly"};
constexpr std::string_view source_flags[] = {"optional"};

void check_flags(Draft& draft, doc::View mapping, Keys keys) {
  for (const std::string_view key : keys) boolean_setting(draft, mapping, key);
}

/// `use` is called with every probe and every hook of a container, and what it is called.
template <class Use>
void each_action(doc::View container, Use use) {
  for (const std::string_view probe : probes) use(container[probe], probe);
  for (const std::string_view hook : hooks) use(container["lifecycle"][hook], hook);
}

/// A single capability in the place of a list, which looks like a word that somebody fills in.
void check_capabilities(Draft& draft, doc::View capabilities) {
  for (const std::string_view key : {"add", "drop"}) {
    const doc::View view = capabilities[key];
    for (const std::string_view group : {"NET_", "SYS_", "DAC_", "IPC_", "MAC_", "AUDIT_"})
      if (view.is_scalar() && view.text().starts_with(group) && !is_placeholder(view.text()))
        draft.error(fmt::format("`{}` is a value, not a list", key), view.where(),
                    fmt::format("write [{}]", printable(view.text())));
  }
}

void check_container_parts(Draft& draft, doc::View container) {
  check_inner(draft, container, of_container);
  check_capabilities(draft, container["securityContext"]["capabilities"]);
  each_action(container, [&](doc::View action, std::string_view) { check_inner(draft, action, of_action); });
  check_flags(draft, container, container_flags);
  check_flags(draft, container["securityContext"], security_flags);
  for (const doc::View mount : doc::items(container["volumeMounts"])) check_flags(draft, mount, mount_flags);
  for (const doc::View variable : doc::items(container["env"])) {
    check_inner(draft, variable, of_variable);
    for (const std::string_view source : {"configMapKeyRef", "secretKeyRef"})
      check_flags(draft, variable["valueFrom"][source], source_flags);
  }
  for (const doc::View settings : doc::items(container["envFrom"])) {
    check_inner(draft, settings, of_settings);
    for (const std::string_view source : {"configMapRef", "secretRef"})
      check_flags(draft, settings[source], source_flags);
  }
}

/// Keys that a mapping cannot be without. What a patch takes away is known by its name alone.
void require_keys(Draft& draft, doc::View mapping, Keys keys, std::string_view whose) {
  if (!mapping.is_mapping() || mapping["$patch"]) return;
  for (const std::string_view key : keys) {
    const doc::View view = mapping[key];
    if (!view || view.is_null() || (view.is_scalar() && view.text().empty()))
      require(draft, mapping.where(), key, whose);
  }
}

constexpr std::string_view of_mount[] = {"name", "mountPath"};
constexpr std::string_view of_reference[] = {"name", "key"};
constexpr std::string_view of_check[] = {"port"};
constexpr std::string_view of_term[] = {"topologyKey"};
constexpr std::string_view of_spread[] = {"topologyKey", "whenUnsatisfiable", "maxSkew"};

void require_in_container(Draft& draft, doc::View container) {
  if (!is_complete_container(draft, container)) return;
  for (const doc::View variable : doc::items(container["env"]))
    for (const std::string_view source : {"configMapKeyRef", "secretKeyRef"})
      require_keys(draft, variable["valueFrom"][source], of_reference, fmt::format("a {}", source));
  for (const doc::View mount : doc::items(container["volumeMounts"]))
    require_keys(draft, mount, of_mount, "an item of volumeMounts");
  each_action(container, [&](doc::View action, std::string_view name) {
    for (const std::string_view way : {"httpGet", "tcpSocket", "grpc"})
      require_keys(draft, action[way], of_check, fmt::format("the {} of a {}", way, name));
  });
}

void require_in_placing(Draft& draft, doc::View spec) {
  for (const std::string_view key : {"podAffinity", "podAntiAffinity"}) {
    const doc::View affinity = spec["affinity"][key];
    const std::string whose = fmt::format("a term of {}", key);
    for (const doc::View term : doc::items(affinity[required])) require_keys(draft, term, of_term, whose);
    for (const doc::View one : doc::items(affinity[preferred]))
      require_keys(draft, one["podAffinityTerm"], of_term, whose);
  }
  for (const doc::View spread : doc::items(spec["topologySpreadConstraints"]))
    require_keys(draft, spread, of_spread, "an item of topologySpreadConstraints");
}

/// What the kubelet makes a directory of:
/// https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/emptydir/empty_dir.go
void check_medium(Draft& draft, doc::View directory) {
  const Value medium = scalar(directory["medium"]);
  if (!medium.literal() || medium.text.empty() || medium.text == "Memory" || medium.text == "HugePages" ||
      medium.text.starts_with("HugePages-"))
    return;
  draft.violation("kubernetes.medium", medium.where, printable(medium.text));
}

/// A path within a volume cannot lead out of it.
void check_sub_path(Draft& draft, doc::View mount) {
  for (const std::string_view key : {"subPath", "subPathExpr"}) {
    const Value path = scalar(mount[key]);
    if (path.literal() && leads_out(path.text))
      draft.violation("kubernetes.sub-path", path.where, fmt::format("{} {}", key, printable(path.text)));
  }
}

/// A colon ends the path for some runtimes; behind one letter it is that of a drive of Windows.
void advise_mount_path(Draft& draft, doc::View mount) {
  const Value path = scalar(mount["mountPath"]);
  if (path.literal() && path.text.find(':', 2) != std::string::npos)
    draft.violation("kubernetes.mount-path", path.where, printable(path.text));
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// The part of an image's name that has no capital letters: behind the registry, which is told by its dot,
/// its port or its capital letters, and before the tag. Words in capitals alone are for somebody to fill in.
bool has_capitals(std::string_view image) {
  image = image.substr(0, image.find('@'));
  if (const std::size_t slash = image.find('/'); slash != std::string_view::npos) {
    const std::string_view first = image.substr(0, slash);
    if (first.find_first_of(".:") != std::string_view::npos ||
        std::any_of(first.begin(), first.end(), is_upper))
      image.remove_prefix(slash + 1);
  }
  image = image.substr(0, image.find(':'));
  bool mixed = false;
  while (!image.empty()) {
    const std::size_t slash = std::min(image.find('/'), image.size());
    const std::string_view part = image.substr(0, slash);
    mixed = mixed || (std::any_of(part.begin(), part.end(), is_upper) &&
                      std::any_of(part.begin(), part.end(), is_lower));
    image.remove_prefix(std::min(slash + 1, image.size()));
  }
  return mixed;
}

/// Those that people take along; `ko://` is filled in before anything is applied.
bool has_scheme(std::string_view image) {
  static constexpr std::string_view schemes[] = {"http://", "https://", "docker://", "oci://"};
  return std::any_of(std::begin(schemes), std::end(schemes),
                     [&](std::string_view scheme) { return trim(image).starts_with(scheme); });
}

void check_image(Draft& draft, bool is_pod, doc::View container) {
  const doc::View view = container["image"];
  const Value image = scalar(view);
  const std::string_view text = view.text();
  // An image of blanks alone is filled in by a trigger of OpenShift.
  if (!image.literal() || trim(text).empty()) return;
  if (is_pod && trim(text).size() != text.size())
    draft.violation("kubernetes.image-blanks", image.where, printable(text));
  else if (has_scheme(text))
    draft.violation("kubernetes.image-scheme", image.where, printable(text));
  else if (has_capitals(trim(text)))
    draft.violation("kubernetes.image-capitals", image.where, printable(text));
}

/// What a container says of its user, or its pod for all of them.
doc::View user_setting(doc::View spec, doc::View container, std::string_view key) {
  const doc::View own = container["securityContext"][key];
  return own && !own.is_null() ? own : spec["securityContext"][key];
}

bool is_percent(std::string_view text) {
  return text.size() > 1 && text.ends_with('%') && text.find_first_not_of("0123456789") == text.size() - 1;
}

}  // namespace

bool leads_out(std::string_view path) {
  bool out = path.starts_with('/');
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    out = out || path.substr(0, slash) == "..";
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return out;
}

void check_pod_parts(Draft& draft, doc::View spec) {
  check_inner(draft, spec, of_pod);
  check_flags(draft, spec, pod_flags);
  for (const doc::View volume : doc::items(spec["volumes"])) check_inner(draft, volume, of_volume);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      check_container_parts(draft, container);
      require_in_container(draft, container);
    }
  if (is_complete(draft, spec)) require_in_placing(draft, spec);
  check_root(draft, spec);
}

void check_pod_values(Draft& draft, std::string_view kind, doc::View spec) {
  for (const doc::View volume : doc::items(spec["volumes"])) check_medium(draft, volume["emptyDir"]);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      check_image(draft, kind == "Pod", container);
      for (const doc::View mount : doc::items(container["volumeMounts"])) {
        check_sub_path(draft, mount);
        advise_mount_path(draft, mount);
      }
    }
  check_read_back(draft, spec);
}

// https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kuberuntime/security_context_others.go
void check_root(Draft& draft, doc::View spec) {
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      if (!is_complete_container(draft, container)) continue;
      const Value user = scalar(user_setting(spec, container, "runAsUser"));
      if (user.literal() && user.text == "0" &&
          plain_boolean(user_setting(spec, container, "runAsNonRoot")) == true)
        draft.violation("kubernetes.root-refused", user.where, printable(container["name"].text()));
    }
}

void check_share(Draft& draft, doc::View mapping, std::string_view key, bool whole) {
  const doc::View view = mapping[key];
  const Value value = scalar(view);
  if (!value.literal()) return;
  const auto refuse = [&](std::string_view allowed) {
    draft.violation("kubernetes.share", value.where,
                    fmt::format("{0} {2}{1}{2}", key, printable(value.text), view.quoted() ? "\"" : ""),
                    std::string(allowed));
  };
  const bool percent = is_percent(value.text);
  // In quotes a number is a text, and of texts only percentages are taken.
  if (const auto count = view.quoted() ? std::nullopt : plain_integer(view.text())) {
    if (count->starts_with('-')) refuse("no number below zero");
  } else if (!percent) {
    refuse("a whole number, or a percentage such as 25%");
  } else if (whole && value.text.size() > 3 && value.text != "100%") {
    refuse("no more than 100%");
  }
}

}  // namespace placer::importers::kubernetes
