// What ports carry, by their names; and ports that lead nowhere: from a route to a Service, and from a
// Service to its pods. The API takes them all, and what is missing may be patched in, so that it is worth a
// word and no more.
#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/kubernetes_companion.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

std::string to_choose_from(const std::vector<std::string>& names) {
  return names.empty() ? "none" : join(names, ", ");
}

/// Whether a backend may be one of these ports, by name, by number, or as some controllers take it, by the
/// name that the port has in the pods.
bool leads_to(const Backend& backend, const std::vector<ServicePort>& ports) {
  return std::any_of(ports.begin(), ports.end(), [&](const ServicePort& port) {
    return port.name == backend.port || port.number == backend.port || port.target.text == backend.port ||
           !doc::read_integer(port.number).value;
  });
}

}  // namespace

Carried carried_by_word(std::string_view name) {
  if (name.starts_with("kubernetes.io/")) name.remove_prefix(std::string_view("kubernetes.io/").size());
  // What browsers speak in the place of gRPC is plain HTTP.
  if (name == "grpc-web" || name.starts_with("grpc-web-")) return {"http", false};
  name = name.substr(0, name.find('-'));
  // gRPC travels in HTTP/2, and TLS does not say what it hides.
  static constexpr std::pair<std::string_view, Carried> words[] = {
      {"http", {"http", false}},    {"web", {"http", false}},     {"https", {"http", true}},
      {"http2", {"http", true}},    {"h2c", {"http", true}},      {"grpc", {"grpc", false}},
      {"ws", {"websocket", false}}, {"wss", {"websocket", false}}};
  for (const auto& [known, carried] : words)
    if (known == name) return carried;
  return {};
}

std::vector<std::string> find_grpc_ports(doc::View spec) {
  std::vector<std::string> found;
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      std::vector<std::string_view> called;
      for (const std::string_view probe : {"startupProbe", "readinessProbe", "livenessProbe"})
        if (const doc::View port = container[probe]["grpc"]["port"]) called.push_back(port.text());
      for (const doc::View port : doc::items(container["ports"])) {
        const std::string_view name = port["name"].text(), number = port["containerPort"].text();
        if (carried_by_word(name).trigger != "grpc" && !is_one_of(number, called)) continue;
        found.emplace_back(name);
        found.emplace_back(number);
      }
      // A port need not be listed.
      found.insert(found.end(), called.begin(), called.end());
    }
  return found;
}

std::string_view trigger_at(const ServicePort& port, const Entry& entry) {
  const auto& grpc = entry.grpc_ports;
  const bool speaks_grpc =
      port.carried.transport && std::find(grpc.begin(), grpc.end(), port.pod_port) != grpc.end();
  return speaks_grpc ? "grpc" : port.carried.trigger;
}

void Companions::advise_targets(std::vector<Entry>& entries, const Selections& services_of) const {
  std::vector<std::vector<Entry*>> selected_by(services_.size());
  for (std::size_t i = 0; i < entries.size(); ++i)
    for (const std::size_t service : services_of[i])
      if (services_[service].self.in_space_of(entries[i].self)) selected_by[service].push_back(&entries[i]);
  for (std::size_t i = 0; i < services_.size(); ++i) {
    const Service& service = services_[i];
    const std::vector<Entry*>& selected = selected_by[i];
    const bool known = std::all_of(selected.begin(), selected.end(),
                                   [](const Entry* entry) { return entry->port_names.has_value(); });
    if (selected.empty() || !known) continue;
    std::vector<std::string> names;
    for (const Entry* entry : selected)
      names.insert(names.end(), entry->port_names->begin(), entry->port_names->end());
    for (const ServicePort& port : service.ports)
      if (port.target.literal() && std::find(names.begin(), names.end(), port.target.text) == names.end())
        selected.front()->draft.violation("kubernetes.target-port", port.target.where, port.target.text,
                                          to_choose_from(names));
  }
}

void Companions::advise_backends(Entry& entry, const Service& service, const Names& names) const {
  // The load balancer of AWS is told by an annotation what is meant.
  constexpr std::string_view by_annotation = "use-annotation";
  for (const std::size_t r : named(names.routes, service.self.name)) {
    const Route& route = routes_[r];
    if (!route.self.in_space_of(service.self)) continue;
    for (const Backend& backend : route.backends) {
      if (backend.service != service.self.name || !backend.where || backend.port == by_annotation) continue;
      // One that is headless may name none; and of one name there may be others, each in its namespace.
      bool found = false;
      std::vector<std::string> ports;
      for (const std::size_t s : named(names.services, backend.service)) {
        const Service& one = services_[s];
        if (!route.self.in_space_of(one.self)) continue;
        found = found || one.ports.empty() || leads_to(backend, one.ports);
        for (const ServicePort& port : one.ports) ports.push_back(port.number);
      }
      if (!found)
        entry.draft.violation("kubernetes.backend-port", backend.where, backend.port, to_choose_from(ports));
    }
  }
}

}  // namespace placer::importers::kubernetes
