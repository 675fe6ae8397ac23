// What a pod says besides its resources and its node: containers, volumes, security.
#include "importers/kubernetes_pod.hpp"

#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/capability.hpp"
#include "importers/kubernetes_checks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

/// `use` is called for every container, those of the initialisation first.
template <class Use>
void each_container(doc::View spec, Use use) {
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) use(container);
}

/// A part of the host that is asked for; nothing where it is said not to be.
void read_flag(Draft& draft, std::string_view fact, doc::View mapping, std::string_view key) {
  const Value value = boolean_setting(draft, mapping, key);
  if (!value.literal() || value.text == "true") draft.boolean(fact, value);
}

/// What a pod as a whole may say of the host, and each of its containers too.
void read_host_process(Draft& draft, doc::View security) {
  if (const Value process = boolean_setting(draft, security["windowsOptions"], "hostProcess");
      process.text == "true")
    draft.derive("operating_system", "windows", process.where, "a process of a Windows host");
}

void read_security(Draft& draft, doc::View security, std::vector<Value>& capabilities) {
  // A whole section that somebody else fills in may ask for anything.
  if (security && !security.is_mapping() && !security.is_null())
    return draft.unresolved("privileged", scalar(security));
  read_flag(draft, "privileged", security, "privileged");
  read_host_process(draft, security);
  for (const doc::View item : doc::items(security["capabilities"]["add"])) {
    capabilities.push_back(literal(item));
    add_capability(draft, capabilities.back());
  }
}

/// How long a startup probe keeps trying, in milliseconds.
std::optional<std::int64_t> patience(doc::View probe) {
  // Zero stands for the default.
  const auto setting = [&](std::string_view key, std::int64_t otherwise) {
    const Value value = scalar(probe[key]);
    return value && value.text != "0" ? number(value) : otherwise;
  };
  const auto delay = setting("initialDelaySeconds", 0), period = setting("periodSeconds", 10),
             tries = setting("failureThreshold", 3);
  constexpr std::int64_t most = 1'000'000;
  if (!delay || !period || !tries || *delay > most || *period > most || *tries > most) return std::nullopt;
  return (*delay + *period * *tries) * 1000;
}

/// The time that a start may take at most: containers start side by side, so that the most patient probe
/// says.
void read_startup(Draft& draft, doc::View spec) {
  std::int64_t most = 0;
  Location where;
  bool known = true;
  each_container(spec, [&](doc::View container) {
    const doc::View probe = container["startupProbe"];
    if (!probe.is_mapping()) return;
    const auto time = patience(probe);
    known = known && time;
    if (!time || (where && *time <= most)) return;
    most = *time;
    where = probe.where();
  });
  if (known && where)
    draft.set("startup_time", {0, most}, where, Origin::derived, {}, "as long as the startup probe waits");
}

/// Of a time below zero the API makes one second, and warns.
void read_grace(Draft& draft, doc::View spec) {
  constexpr std::string_view key = "terminationGracePeriodSeconds";
  const Value grace = scalar(spec[key]);
  if (!grace.literal() || doc::read_integer(grace.text).value.value_or(0) >= 0)
    return draft.quantity("shutdown_grace", number_setting(draft, spec, {key, "kubernetes.seconds-range"}),
                          seconds_number);
  draft.violation("kubernetes.negative-grace", grace.where, grace.text);
  constexpr std::int64_t second = 1000;
  draft.set("shutdown_grace", {second, second}, grace.where, Origin::derived, {},
            "less than no time counts as a second");
}

/// Those that run beside each other: of the initialisation only the sidecars stay.
void count_containers(Draft& draft, doc::View spec) {
  const doc::View list = spec["containers"];
  if (!list.is_sequence() || list.size() == 0) return;
  auto count = static_cast<std::int64_t>(list.size());
  for (const doc::View step : doc::items(spec["initContainers"]))
    if (step["restartPolicy"].text() == "Always") ++count;
  draft.set("containers", {count, count}, list.where());
}

/// GKE adds what its own machines need to be tolerated.
bool selects_gke(doc::View spec) {
  for (const auto [label, value] : doc::entries(spec["nodeSelector"]))
    if (label.text().starts_with("cloud.google.com/")) return true;
  return false;
}

/// Machines with GPUs are mostly kept for those that tolerate their taint.
void advise_toleration(Draft& draft, doc::View spec) {
  const Fact* count = draft.find("gpu.count");
  const doc::View tolerations = spec["tolerations"];
  const bool tolerates = tolerations.size() > 0 || (tolerations.is_scalar() && !tolerations.is_null());
  if (count != nullptr && count->has_value() && count->value.low > 0 && count->where && !tolerates &&
      !selects_gke(spec) && is_complete(draft, spec))
    draft.violation("kubernetes.gpu-toleration", count->where);
}

}  // namespace

bool is_complete_container(const Draft& draft, doc::View container) {
  return container["image"] && !draft.is_patch();
}

bool names_images(doc::View spec) {
  bool named = spec["containers"].size() > 0;
  for (const doc::View container : doc::items(spec["containers"])) {
    const doc::View image = container["image"];
    // Blanks around a name are a slip; within it, or alone, they are no name.
    const std::string_view name = trim(image.text());
    named =
        named && image && (!name.empty() || image.text().empty()) && name.find(' ') == std::string_view::npos;
  }
  return named;
}

bool is_complete(const Draft& draft, doc::View spec) { return !draft.is_patch() && names_images(spec); }

void read_containers(Draft& draft, doc::View spec, std::string_view probe_ports) {
  std::vector<std::string> ports;
  Location where;
  each_container(spec, [&](doc::View container) {
    if (const Value image = scalar(container["image"]))
      draft.derive("package.format", "image", image.where, "it runs an image");
    for (const doc::View entry : doc::items(container["ports"])) {
      const Value port = number_setting(draft, entry, {"containerPort", port_range});
      const Value of_host = number_setting(draft, entry, {"hostPort", port_or_none});
      if (of_host && !of_host.literal())
        draft.unresolved("host.ports", of_host);
      else if (of_host && of_host.text != "0")
        draft.set("host.ports", {1, 1}, of_host.where);
      QuantityError error;
      if (port && !port.literal()) draft.unresolved("ports", port);
      if (!port.literal() || !whole_number(port.text, error)) continue;
      if (ports.empty()) where = port.where;
      if (std::find(ports.begin(), ports.end(), port.text) == ports.end()) ports.push_back(port.text);
    }
    check_container(draft, container, spec, probe_ports);
  });
  check_ports_of_host(draft, spec);
  if (!ports.empty()) draft.list("ports", std::move(ports), where);
  count_containers(draft, spec);
  read_startup(draft, spec);
}

void read_host_access(Draft& draft, doc::View spec) {
  read_host_process(draft, spec["securityContext"]);
  std::vector<Value> capabilities;
  each_container(
      spec, [&](doc::View container) { read_security(draft, container["securityContext"], capabilities); });
  note_net_admin(draft, capabilities);
  read_flag(draft, "host.network", spec, "hostNetwork");
  read_flag(draft, "host.pid_ipc", spec, "hostPID");
  read_flag(draft, "host.pid_ipc", spec, "hostIPC");
}

void read_pod(Draft& draft, doc::View spec, Placed placed) {
  check_shape(draft, spec);
  read_resources(draft, spec);
  read_node_selection(draft, spec, placed);
  read_volumes(draft, spec);
  read_host_access(draft, spec);
  read_containers(draft, spec, port_range);
  for (const doc::View step : doc::items(spec["initContainers"])) check_init_container(draft, step);
  read_grace(draft, spec);
  advise_toleration(draft, spec);
}

void read_pod_deadline(Draft& draft, doc::View spec) {
  draft.quantity("timeout",
                 number_setting(draft, spec, {"activeDeadlineSeconds", "kubernetes.positive-number"}),
                 seconds_number);
}

}  // namespace placer::importers::kubernetes
