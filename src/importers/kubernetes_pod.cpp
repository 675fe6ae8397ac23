// What a pod says besides its resources and its node: containers, volumes, security.
#include "importers/kubernetes_pod.hpp"

#include "base/text.hpp"
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

bool is_true(doc::View value) { return value.is_scalar() && !value.quoted() && value.text() == "true"; }

/// `use` is called for every container, those of the initialisation first.
template <class Use>
void each_container(doc::View spec, Use use) {
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) use(container);
}

void read_security(Draft& draft, doc::View security) {
  // A whole section that somebody else fills in may ask for anything.
  if (security && !security.is_mapping() && !security.is_null())
    return draft.unresolved("privileged", scalar(security));
  const doc::View privileged = security["privileged"];
  if (is_true(privileged) || (privileged && !privileged.is_null() && !scalar(privileged).literal()))
    draft.boolean("privileged", scalar(privileged));
  if (const doc::View process = security["windowsOptions"]["hostProcess"]; is_true(process))
    draft.derive("operating_system", "windows", process.where(), "a process of a Windows host");
  for (const doc::View item : doc::items(security["capabilities"]["add"])) {
    const Value capability = literal(item);
    add_capability(draft, capability);
  }
}

/// The time that a start may take at most: how long the probe keeps trying.
void read_startup_probe(Draft& draft, doc::View probe) {
  if (!probe.is_mapping()) return;
  const auto setting = [&](std::string_view key, std::int64_t otherwise) {
    const Value value = scalar(probe[key]);
    return value ? number(value) : otherwise;
  };
  const auto delay = setting("initialDelaySeconds", 0), period = setting("periodSeconds", 10),
             tries = setting("failureThreshold", 3);
  constexpr std::int64_t most = 1'000'000;
  if (!delay || !period || !tries || *delay > most || *period > most || *tries > most) return;
  draft.set("startup_time", {0, (*delay + *period * *tries) * 1000}, probe.where(), Origin::derived, {},
            "as long as the startup probe waits");
}

}  // namespace

bool names_images(doc::View spec) {
  bool named = spec["containers"].size() > 0;
  for (const doc::View container : doc::items(spec["containers"])) {
    const doc::View image = container["image"];
    named = named && image && image.text().find(' ') == std::string_view::npos;
  }
  return named;
}

void read_containers(Draft& draft, doc::View spec) {
  std::vector<std::string> ports;
  Location where;
  each_container(spec, [&](doc::View container) {
    if (const Value image = scalar(container["image"]))
      draft.derive("package.format", "image", image.where, "it runs an image");
    for (const doc::View entry : doc::items(container["ports"])) {
      const Value port = port_setting(draft, entry, "containerPort");
      port_setting(draft, entry, "hostPort", 0);
      QuantityError error;
      if (port && !port.literal()) draft.unresolved("ports", port);
      if (!port.literal() || !whole_number(port.text, error)) continue;
      if (ports.empty()) where = port.where;
      if (std::find(ports.begin(), ports.end(), port.text) == ports.end()) ports.push_back(port.text);
    }
    check_container(draft, container, spec);
    read_startup_probe(draft, container["startupProbe"]);
  });
  if (!ports.empty()) draft.list("ports", std::move(ports), where);
}

void read_host_access(Draft& draft, doc::View spec) {
  read_security(draft, spec["securityContext"]);
  each_container(spec, [&](doc::View container) { read_security(draft, container["securityContext"]); });
  const auto read = [&](std::string_view fact, std::string_view key) {
    const doc::View value = spec[key];
    if (is_true(value) || (value && !value.is_null() && !scalar(value).literal()))
      draft.boolean(fact, scalar(value));
  };
  read("host.network", "hostNetwork");
  read("host.pid_ipc", "hostPID");
  read("host.pid_ipc", "hostIPC");
}

void read_pod(Draft& draft, doc::View spec, Placed placed) {
  check_shape(draft, spec);
  read_resources(draft, spec);
  read_node_selection(draft, spec, placed);
  read_volumes(draft, spec);
  read_host_access(draft, spec);
  read_containers(draft, spec);
  for (const doc::View step : doc::items(spec["initContainers"])) check_init_container(draft, step);
  draft.quantity("shutdown_grace",
                 number_setting(draft, spec, {"terminationGracePeriodSeconds", 0, INT64_MAX}),
                 seconds_number);
  draft.quantity("timeout", number_setting(draft, spec, {"activeDeadlineSeconds", 1}), seconds_number);
}

}  // namespace placer::importers::kubernetes
