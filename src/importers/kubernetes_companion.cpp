// Taking companions down: by kind, since other tools have kinds of the same name in groups of their own.
#include "importers/kubernetes_companion.hpp"

#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_events.hpp"
#include "importers/kubernetes_pod.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace placer::importers::kubernetes {
namespace {

Reference target_of(doc::View object, doc::View reference_to, std::string_view otherwise) {
  Reference target{std::string(reference_to["kind"].text()), std::string(reference_to["name"].text()),
                   std::string(object["metadata"]["namespace"].text())};
  if (target.kind.empty()) target.kind = otherwise;
  return target;
}

/// What all of them have. `check` finds what Kubernetes refuses; the draft only collects it.
template <class Kind, class Check>
Kind begin(ImportContext& context, doc::View object, Check check) {
  static constexpr Part parts[] = {{"spec", doc::Kind::mapping}};
  Kind companion;
  companion.self = reference(object);
  Draft draft(context, {}, {});
  check_parts(draft, object, parts);
  check_metadata(draft, object);
  check_object_name(draft, object);
  check_metadata_fields(draft, object);
  check_object_fields(draft, object);
  check_spec_fields(draft, object);
  check(draft, companion);
  companion.violations = std::move(draft.workload().violations);
  companion.unread = draft.workload().unread;
  return companion;
}

/// The same of an object that has nothing to check but its shape.
template <class Kind>
Kind begin(ImportContext& context, doc::View object) {
  return begin<Kind>(context, object, [](Draft&, Kind&) {});
}

Autoscaler read_autoscaler(ImportContext& context, doc::View object) {
  auto scaler = begin<Autoscaler>(context, object, [&](Draft& draft, Autoscaler& one) {
    check_version(draft, object, {"autoscaling/v2", "autoscaling/v1"});
    one.bounds = check_autoscaler(draft, object);
    one.cpu_share = find_cpu_share(object["spec"]);
    one.metric = find_other_metric(object["spec"]);
    one.stabilisation = scalar(object["spec"]["behavior"]["scaleDown"]["stabilizationWindowSeconds"]);
  });
  scaler.target = target_of(object, object["spec"]["scaleTargetRef"], "Deployment");
  return scaler;
}

Autoscaler read_scaled_object(ImportContext& context, doc::View object) {
  const doc::View spec = object["spec"];
  auto scaler = begin<Autoscaler>(
      context, object, [&](Draft& draft, Autoscaler& one) { one.bounds = check_scaled_object(draft, spec); });
  scaler.target = target_of(object, spec["scaleTargetRef"], "Deployment");
  Events events = events_of(spec["triggers"]);
  scaler.trigger = events.trigger;
  scaler.brokers = std::move(events.brokers);
  return scaler;
}

/// By the protocol that the port names, or by the customary name of the port, here or in the container. What
/// carries other protocols gives way to the name of one of these.
Carried carried_by(doc::View port) {
  Carried carried;
  for (const std::string_view key : {"appProtocol", "name", "targetPort"}) {
    const doc::View word = port[key];
    if (!word) continue;
    const Carried one = carried_by_word(word.text());
    if (!one.trigger.empty() && (!one.transport || carried.trigger.empty())) carried = one;
    // A protocol is stated, and other words for it are no slips.
    if (carried.trigger.empty() ? key == "appProtocol" : !carried.transport) break;
  }
  return carried;
}

Service read_service(ImportContext& context, doc::View object) {
  const doc::View spec = object["spec"];
  auto service = begin<Service>(context, object, [&](Draft& draft, Service&) {
    check_version(draft, object, {"v1"});
    check_service(draft, object);
  });
  service.selector = read_labels(spec["selector"]);
  if (Value type = scalar(spec["type"]); type.text == "LoadBalancer") service.balancer = std::move(type);
  service.trigger_where = service.self.where;
  service.all_udp = spec["ports"].size() > 0;
  for (const doc::View port : doc::items(spec["ports"])) {
    const bool udp = port["protocol"].text() == "UDP";
    service.all_udp = service.all_udp && udp;
    const Carried carried = udp ? Carried() : carried_by(port);
    Value target = scalar(port["targetPort"]);
    const std::string number = scalar(port["port"]).text;
    ServicePort& added = service.ports.emplace_back();
    added = {std::string(port["name"].text()), number, carried, target ? target.text : number, {}};
    if (!doc::read_integer(target.text).value) added.target = std::move(target);
    if (!carried.trigger.empty()) service.trigger_where = port.where();
  }
  service.without_ports = find_lack_of_ports(spec);
  service.headless = spec["clusterIP"].text() == "None";
  service.sticky = spec["sessionAffinity"].text() == "ClientIP";
  service.sticky_where = spec["sessionAffinity"].where();
  service.backend_config = backend_config_of(object);
  return service;
}

/// Whether the controller of an Ingress is told to speak gRPC to the pods.
bool speaks_grpc(doc::View annotations) {
  static constexpr std::string_view keys[] = {
      "nginx.ingress.kubernetes.io/backend-protocol", "alb.ingress.kubernetes.io/backend-protocol-version",
      "haproxy-ingress.github.io/backend-protocol", "ingress.kubernetes.io/backend-protocol"};
  return std::any_of(std::begin(keys), std::end(keys), [&](std::string_view key) {
    const std::string word = to_lower(annotations[key].text());
    return word == "grpc" || word == "grpcs";
  });
}

Backend backend_of(doc::View service, doc::View port) {
  const Value value = scalar(port);
  Backend backend{std::string(service.text()), value.text};
  if (value.literal()) backend.where = value.where;
  return backend;
}

Route read_ingress(ImportContext& context, doc::View object) {
  const doc::View spec = object["spec"];
  auto route = begin<Route>(context, object, [&](Draft& draft, Route&) {
    check_version(draft, object, {"networking.k8s.io/v1"});
    check_ingress(draft, object);
  });
  route.certain = speaks_grpc(object["metadata"]["annotations"]);
  route.trigger = route.certain ? "grpc" : "http";
  read_door(object, route);
  const auto add = [&](doc::View backend) {
    const doc::View service = backend["service"], port = service["port"];
    if (service["name"])
      route.backends.push_back(
          backend_of(service["name"], port["name"].text().empty() ? port["number"] : port["name"]));
    else if (backend["serviceName"])
      route.backends.push_back(backend_of(backend["serviceName"], backend["servicePort"]));
  };
  add(spec["defaultBackend"]);
  add(spec["backend"]);
  for (const doc::View rule : doc::items(spec["rules"]))
    for (const doc::View path : doc::items(rule["http"]["paths"])) add(path["backend"]);
  return route;
}

Route read_gateway_route(ImportContext& context, doc::View object) {
  auto route = begin<Route>(context, object);
  route.certain = object["kind"].text() == "GRPCRoute";
  route.trigger = route.certain ? "grpc" : "http";
  for (const doc::View rule : doc::items(object["spec"]["rules"]))
    for (const doc::View backend : doc::items(rule["backendRefs"]))
      if (backend["name"]) route.backends.push_back(backend_of(backend["name"], backend["port"]));
  return route;
}

Claim read_claim(ImportContext& context, doc::View object) {
  const doc::View spec = object["spec"];
  auto claim = begin<Claim>(context, object, [&](Draft& draft, Claim&) {
    check_version(draft, object, {"v1"});
    check_claim(draft, spec, false);
    if (!spec["accessModes"] && spec["resources"]["requests"]["storage"])
      draft.violation("kubernetes.claim-without-modes", spec.where());
  });
  claim.size = scalar(spec["resources"]["requests"]["storage"]);
  claim.mode = scalar(spec["volumeMode"]);
  claim.storage_class = std::string(spec["storageClassName"].text());
  claim.volume = std::string(spec["volumeName"].text());
  for (const doc::View mode : doc::items(spec["accessModes"]))
    claim.shared = claim.shared || mode.text() == "ReadWriteMany" || mode.text() == "ReadOnlyMany";
  return claim;
}

Storage read_storage(doc::View object) {
  const doc::View spec = object["spec"];
  Storage storage;
  storage.self = reference(object);
  const bool is_class = storage.self.kind == "StorageClass";
  storage.storage_class = is_class ? storage.self.name : std::string(spec["storageClassName"].text());
  const auto take = [&](std::string_view maker) {
    if (is_shared_volume(maker)) storage.maker = std::string(maker);
  };
  take(is_class ? object["provisioner"].text() : spec["csi"]["driver"].text());
  for (const auto [key, value] : doc::entries(spec)) take(key.text());
  return storage;
}

/// Its contents alone: how it is called matters to whatever names it.
Config read_secret(ImportContext& context, doc::View object) {
  Config secret;
  secret.self = reference(object);
  Draft draft(context, {}, {});
  check_version(draft, object, {"v1"});
  check_object_fields(draft, object);
  check_metadata(draft, object);
  check_secret(draft, object);
  secret.violations = std::move(draft.workload().violations);
  secret.unread = draft.workload().unread;
  return secret;
}

Budget read_budget(ImportContext& context, doc::View object) {
  auto budget = begin<Budget>(context, object, [&](Draft& draft, Budget&) {
    check_version(draft, object, {"policy/v1"});
    check_budget(draft, object);
  });
  budget.selector = read_labels(object["spec"]["selector"]["matchLabels"]);
  return budget;
}

/// Where Kubernetes' own kinds beside workloads stand; empty: in the core.
std::string_view group_of(std::string_view kind) {
  static constexpr std::pair<std::string_view, std::string_view> groups[] = {
      {"HorizontalPodAutoscaler", "autoscaling"},
      {"Ingress", "networking.k8s.io"},
      {"PodDisruptionBudget", "policy"}};
  for (const auto& [known, group] : groups)
    if (known == kind) return group;
  return {};
}

}  // namespace

bool Companions::read(ImportContext& context, doc::View object) {
  const std::string_view kind = object["kind"].text(), written = api_group(object);
  // In a group without a dot there is no other kind of such a name, so that another group is a slip; but
  // other tools have a Service too.
  const bool own = written.find('.') == std::string_view::npos && !is_placeholder(written) &&
                   (kind != "Service" || !is_no_group(written) || is_slip_of_group(written));
  const std::string_view group = own ? group_of(kind) : written;
  if (kind == "HorizontalPodAutoscaler" && group == "autoscaling") {
    autoscalers_.push_back(read_autoscaler(context, object));
  } else if (kind == "ScaledObject" && group == "keda.sh") {
    autoscalers_.push_back(read_scaled_object(context, object));
  } else if (kind == "Service" && group.empty()) {
    services_.push_back(read_service(context, object));
  } else if (kind == "Ingress" && (group == "networking.k8s.io" || group == "extensions")) {
    routes_.push_back(read_ingress(context, object));
  } else if ((kind == "HTTPRoute" || kind == "GRPCRoute") && group == "gateway.networking.k8s.io") {
    routes_.push_back(read_gateway_route(context, object));
  } else if (kind == "PersistentVolumeClaim" && group.empty()) {
    claims_.push_back(read_claim(context, object));
  } else if (kind == "ConfigMap" && group.empty()) {
    configs_.push_back(begin<Config>(context, object, [&](Draft& draft, Config&) {
      check_version(draft, object, {"v1"});
      check_config(draft, object);
    }));
  } else if (kind == "Secret" && group.empty()) {
    Config secret = read_secret(context, object);
    // Nothing of it but what is refused matters.
    if (secret.violations.empty() && !secret.unread) return false;
    configs_.push_back(std::move(secret));
  } else if (kind == "PodDisruptionBudget" && group == "policy") {
    budgets_.push_back(read_budget(context, object));
  } else {
    // They say something of claims, and are skipped like whatever else belongs to the cluster.
    if ((kind == "StorageClass" && group == "storage.k8s.io") ||
        (kind == "PersistentVolume" && group.empty()))
      storages_.push_back(read_storage(object));
    if (kind == "BackendConfig" && group == "cloud.google.com")
      backend_configs_.push_back(read_backend_config(object));
    return false;
  }
  return true;
}

}  // namespace placer::importers::kubernetes
