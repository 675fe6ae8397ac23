// What stands in front of a Service, and how long it waits: the class of its Ingress, and what the
// controllers of that class are told by annotations or, on GKE, by a BackendConfig.
//   https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
//   https://docs.cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration
//   https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
#include "base/text.hpp"
#include "importers/kubernetes_companion.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers::kubernetes {
namespace {

/// The value of a name in "name=value,name=value", at the place of the whole text.
Value attribute(Value text, std::string_view name) {
  for (std::string_view rest = text.text; !rest.empty();) {
    const std::string_view part = trim(rest.substr(0, rest.find(',')));
    rest.remove_prefix(std::min(rest.size(), rest.substr(0, rest.find(',')).size() + 1));
    if (!part.starts_with(name) || part.substr(name.size(), 1) != "=") continue;
    text.text = std::string(trim(part.substr(name.size() + 1)));
    return text;
  }
  return {};
}

/// How long the controller waits, where an annotation says so, in seconds.
Value wait_of(doc::View annotations) {
  const Value attributes = scalar(annotations["alb.ingress.kubernetes.io/load-balancer-attributes"]);
  if (const Value wait = attribute(attributes, "idle_timeout.timeout_seconds")) return wait;
  Value wait = scalar(annotations["nginx.ingress.kubernetes.io/proxy-read-timeout"]);
  if (!wait) wait = scalar(annotations["nginx.org/proxy-read-timeout"]);
  if (wait.text.ends_with('s')) wait.text.pop_back();
  return wait;
}

/// Whether an annotation in JSON names an object: {"default": "name"} or {"ports": {"80": "name"}}.
bool names(std::string_view annotation, std::string_view name) {
  return annotation.find('"' + std::string(name) + '"') != std::string_view::npos;
}

/// What is the same for all; a value that is not there where they differ, or are none.
Value common(const std::vector<const Value*>& values) {
  if (values.empty() || !std::all_of(values.begin(), values.end(), [&](const Value* one) {
        return one->present && one->text == values.front()->text;
      }))
    return {};
  return *values.front();
}

/// Where controllers of several classes stand in front, no one of them speaks for all.
Value several_classes(const std::vector<const Value*>& classes) {
  std::vector<std::string_view> names;
  Value last;
  for (const Value* one : classes) {
    if (!one->literal() || is_one_of(one->text, names)) continue;
    names.push_back(one->text);
    last = *one;
  }
  if (names.size() < 2) return {};
  last.origin = Origin::unresolved;
  last.note = fmt::format("Ingresses of several classes stand in front: {}", printable(join(names, ", ")));
  return last;
}

}  // namespace

void read_door(doc::View object, Route& route) {
  const doc::View annotations = object["metadata"]["annotations"];
  route.ingress_class = scalar(object["spec"]["ingressClassName"]);
  if (!route.ingress_class) route.ingress_class = scalar(annotations["kubernetes.io/ingress.class"]);
  route.wait = wait_of(annotations);
}

BackendConfig read_backend_config(doc::View object) {
  return {reference(object), scalar(object["spec"]["timeoutSec"])};
}

std::string backend_config_of(doc::View service) {
  const doc::View annotations = service["metadata"]["annotations"];
  const doc::View named = annotations["cloud.google.com/backend-config"];
  return std::string((named ? named : annotations["beta.cloud.google.com/backend-config"]).text());
}

void Companions::apply_doors(Entry& entry, const std::vector<const Service*>& services,
                             const std::vector<const Route*>& routes) const {
  if (routes.empty()) return;
  std::vector<const Value*> classes, waits;
  for (const Route* route : routes) {
    classes.push_back(&route->ingress_class);
    if (route->wait) waits.push_back(&route->wait);
  }
  for (const Service* service : services)
    for (const BackendConfig& config : backend_configs_)
      if (config.timeout && config.self.in_space_of(service->self) &&
          names(service->backend_config, config.self.name))
        waits.push_back(&config.timeout);
  if (const Value several = several_classes(classes))
    entry.draft.unresolved("ingress_class", several);
  else
    entry.draft.text("ingress_class", common(classes));
  if (const Value wait = common(waits); number(wait, seconds_number))
    entry.draft.quantity("front_door_timeout", wait, seconds_number);
  else if (!waits.empty())
    entry.draft.unresolved("front_door_timeout", *waits.front());
}

}  // namespace placer::importers::kubernetes
