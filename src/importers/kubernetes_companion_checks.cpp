// What is wrong with the objects beside workloads: services and the routes to them, settings and disruption
// budgets.
#include "base/address.hpp"
#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>

namespace placer::importers::kubernetes {
namespace {

using doc::Kind;

bool is_config_key(std::string_view key) {
  constexpr std::size_t longest = 253;
  if (key.empty() || key.size() > longest || key == "." || key.starts_with("..")) return false;
  return key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") ==
         std::string_view::npos;
}

/// As the API decodes it: line breaks are passed over, and the padding is needed.
bool is_base64(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::size_t length = 0, padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    ++length;
    if (c == '=')
      ++padding;
    else if (padding > 0 || letters.find(c) == std::string_view::npos)
      return false;
  }
  return length % 4 == 0 && padding <= 2;
}

/// How many bytes base64 stands for: four letters for three of them, without line breaks and padding.
std::size_t decoded(std::string_view text) {
  const auto letters =
      std::count_if(text.begin(), text.end(), [](char c) { return c != '\n' && c != '\r' && c != '='; });
  return static_cast<std::size_t>(letters) * 3 / 4;
}

/// A text that nobody fills in: no reference of vals or 1Password, no word in capitals, nothing cut short.
bool is_text(doc::View value) {
  const std::string_view text = value.text();
  const bool in_capitals =
      text.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos && to_lower(text) != text;
  const bool filled_in = in_capitals || text.starts_with("ref+") ||
                         text.find("op://") != std::string_view::npos ||
                         text.find("...") != std::string_view::npos;
  return scalar(value).literal() && !filled_in && (value.quoted() || plain_kind(text).empty());
}

void check_binary(Draft& draft, doc::View data, doc::View binary) {
  for (const auto [key, value] : doc::entries(binary)) {
    if (data[key.text()])
      draft.violation("kubernetes.config-map-duplicate", key.where(), printable(key.text()));
    if (scalar(value).literal() && !is_base64(value.text()))
      draft.violation("kubernetes.config-map-binary", value.where(), printable(key.text()));
  }
}

/// How the ports of a service are called, by which routes and other services find them.
void check_port_names(Draft& draft, doc::View spec) {
  const doc::View ports = spec["ports"];
  check_names_of_ports(draft, ports);
  // Without the selector it may be a patch, which knows a port by its number.
  if (ports.size() < 2 || !spec["selector"].is_mapping()) return;
  for (const doc::View port : doc::items(ports))
    if (port.is_mapping() && !port["name"] && !port["$patch"])
      require(draft, port.where(), "name", "each of several ports of a Service");
}

/// Ports of a service are told by their number, and by what they carry.
void check_duplicates(Draft& draft, doc::View ports) {
  std::set<std::string> taken, names, nodes;
  for (const doc::View port : doc::items(ports)) {
    if (const Value name = scalar(port["name"]);
        name.literal() && !name.text.empty() && !port["$patch"] && !names.insert(name.text).second)
      draft.violation("kubernetes.duplicate-service-port", name.where, fmt::format("called {}", name.text));
    const Value number = scalar(port["port"]), protocol = scalar(port["protocol"]);
    if (!number.literal() || (protocol && !protocol.literal()) || port["$patch"]) continue;
    const std::string one = fmt::format("{} {}", protocol ? protocol.text : std::string("TCP"), number.text);
    if (!taken.insert(one).second) draft.violation("kubernetes.duplicate-service-port", number.where, one);
    const Value node = scalar(port["nodePort"]);
    if (node.literal() && node.text != "0" &&
        !nodes.insert(fmt::format("{} {}", protocol ? protocol.text : std::string("TCP"), node.text)).second)
      draft.violation("kubernetes.duplicate-service-port", node.where, fmt::format("nodePort {}", node.text));
  }
}

/// What the control plane takes unless it is told otherwise.
void advise_node_port(Draft& draft, doc::View port) {
  const Value node = scalar(port["nodePort"]);
  if (const auto count = number(node); count && *count > 0 && draft.takes(port_range, *count))
    draft.bounded("kubernetes.node-port-range", *count, node.where, "nodePort");
}

/// What only a Service of one type has. A whole one without a type is of ClusterIP; of what patches another
/// one, which has no selector, nobody knows.
void check_type(Draft& draft, doc::View spec) {
  const Value type = scalar(spec["type"]), address = scalar(spec["clusterIP"]),
              policy = scalar(spec["externalTrafficPolicy"]);
  const auto refuse = [&](Location where, std::string needed, std::string_view with) {
    draft.violation("kubernetes.service-type", where, std::move(needed), std::string(with));
  };
  if (address.text == "None" && (type.text == "LoadBalancer" || type.text == "NodePort"))
    refuse(address.where, "clusterIP None", "type ClusterIP only");
  if (const doc::View ranges = spec["loadBalancerSourceRanges"];
      ranges.size() > 0 &&
      (type ? type.literal() && type.text != "LoadBalancer" : spec["selector"].is_mapping()))
    refuse(ranges.where(), "loadBalancerSourceRanges", "type LoadBalancer only");
  if (type.text == "ExternalName" && policy.literal() && !policy.text.empty())
    refuse(policy.where, fmt::format("externalTrafficPolicy {}", policy.text),
           "type NodePort or LoadBalancer only");
  if (type ? type.text != "ClusterIP" : !spec["selector"].is_mapping()) return;
  constexpr std::string_view open = "type NodePort or LoadBalancer only";
  for (const doc::View port : doc::items(spec["ports"]))
    if (const Value node = scalar(port["nodePort"]); number(node).value_or(0) > 0)
      refuse(node.where, fmt::format("nodePort {}", node.text), open);
  if (policy.literal() && !policy.text.empty() && !spec["externalIPs"])
    refuse(policy.where, fmt::format("externalTrafficPolicy {}", policy.text), open);
}

/// From where a balancer lets requests in: addresses with the length of what they have in common.
void check_ranges(Draft& draft, doc::View ranges) {
  for (const doc::View item : doc::items(ranges)) {
    const Value range = scalar(item);
    if (!range.literal()) continue;
    const std::string_view text = trim(range.text);
    const std::size_t slash = text.find('/');
    const std::string_view length = slash == std::string_view::npos ? "" : text.substr(slash + 1);
    const std::string_view digits = "0123456789";
    if (!is_address(text.substr(0, slash)) || length.empty() || length.size() > 3 ||
        length.find_first_not_of(digits) != std::string_view::npos)
      draft.violation("kubernetes.address-range", range.where, printable(range.text));
  }
}

/// A path begins at the root; what is matched as it stands has no steps in it that lead elsewhere.
void check_path(Draft& draft, doc::View path) {
  const Value type = scalar(path["pathType"]), written = scalar(path["path"]);
  const bool plain = type.text == "Exact" || type.text == "Prefix";
  if (!path.is_mapping() || !type.literal() || (written && !written.literal())) return;
  const std::string& text = written.text;
  const auto refuse = [&](std::string_view why) {
    draft.violation("kubernetes.ingress-path", written ? written.where : path.where(), printable(text),
                    std::string(why));
  };
  if (!text.starts_with('/') && (plain || !text.empty())) return refuse("it begins with /");
  if (!plain) return;
  for (const std::string_view within : {"//", "/./", "/../", "%2f", "%2F"})
    if (text.find(within) != std::string::npos) return refuse(fmt::format("it has no {} in it", within));
  if (text.ends_with("/..") || text.ends_with("/.")) refuse("it does not end with a dot for a step");
}

/// Where a path leads. A field of older versions, or a slip, is said of its name.
void check_backend_of(Draft& draft, doc::View path) {
  const doc::View backend = path["backend"], service = backend["service"], port = service["port"];
  if (!path.is_mapping()) return;
  if (!backend || backend.is_null()) {
    if (path.size() <= (path["path"] ? 1U : 0U) + (path["pathType"] ? 1U : 0U) + (backend ? 1U : 0U))
      require(draft, path.where(), "backend", "a path of an Ingress");
    return;
  }
  if (backend.is_mapping() && backend.size() == 0)
    require(draft, backend.where(), "service or resource", "a backend of an Ingress");
  if (service.is_mapping() && backend["resource"].is_mapping())
    draft.violation("kubernetes.backend-kinds", backend["resource"].where());
  if (service.is_mapping() && service["name"] && service.size() == (port ? 2U : 1U) &&
      (!port || port.is_null() || (port.is_mapping() && port.size() == 0)))
    require(draft, service.where(), "port", "the service of a backend");
  check_text(draft, port["name"], "the name of a port", port["name"].text());
  if (const Value number = scalar(port["number"]); number && number.text != "0")
    number_setting(draft, port, {"number", port_range});
}

/// A certificate and its key.
void check_certificate(Draft& draft, doc::View object) {
  if (object["type"].text() != "kubernetes.io/tls" || object["sops"]) return;
  constexpr std::string_view keys[] = {"tls.crt", "tls.key"};
  const auto has = [&](std::string_view key) { return object["data"][key] || object["stringData"][key]; };
  // One without both may be filled in by others.
  for (const std::string_view key : keys)
    if (const std::string_view other = key == keys[0] ? keys[1] : keys[0]; !has(key) && has(other))
      require(draft, object["type"].where(), key, "a Secret of type kubernetes.io/tls");
}

}  // namespace

void check_service(Draft& draft, doc::View object) {
  const doc::View spec = object["spec"];
  static constexpr std::array<Part, 2> parts = {{{"ports", Kind::sequence}, {"selector", Kind::mapping}}};
  check_parts(draft, spec, parts);
  check_texts(draft, spec["selector"], "the label");
  static constexpr std::string_view word = "kubernetes.core-word";
  static constexpr Words words[] = {
      {"type", "ClusterIP, NodePort, LoadBalancer or ExternalName", word},
      {"sessionAffinity", "None or ClientIP", word},
      {"externalTrafficPolicy", "Cluster or Local", word},
      {"internalTrafficPolicy", "Cluster or Local", word},
      {"ipFamilyPolicy", "SingleStack, PreferDualStack or RequireDualStack", word},
      {"trafficDistribution", "PreferClose, PreferSameZone or PreferSameNode", word}};
  static constexpr Words protocol[] = {{"protocol", protocols, word}};
  check_words(draft, spec, words);
  check_port_names(draft, spec);
  check_type(draft, spec);
  check_ranges(draft, spec["loadBalancerSourceRanges"]);
  static constexpr Number sticky[] = {{"timeoutSeconds", "kubernetes.affinity-timeout"}};
  check_numbers(draft, spec["sessionAffinityConfig"]["clientIP"], sticky);
  check_duplicates(draft, spec["ports"]);
  for (const doc::View port : doc::items(spec["ports"])) {
    check_words(draft, port, protocol);
    number_setting(draft, port, {"port", port_range});
    number_setting(draft, port, {"nodePort", port_or_none});
    advise_node_port(draft, port);
    // A text is the name of a port of the pods, and 0 is the port of the service itself.
    if (const Value target = scalar(port["targetPort"]); target.literal()) {
      if (doc::read_integer(target.text).value)
        named_port_setting(draft, port, {"targetPort", port_or_none});
      else
        check_name_of_port(draft, port["targetPort"]);
    }
  }
}

Location find_lack_of_ports(doc::View spec) {
  const doc::View ports = spec["ports"];
  const bool none = !ports || ports.is_null() || (ports.is_sequence() && ports.size() == 0);
  if (!none || spec["clusterIP"] || spec["type"].text() == "ExternalName") return {};
  return (ports ? ports : spec).where();
}

void check_config(Draft& draft, doc::View object) {
  static constexpr std::array<Part, 2> parts = {{{"data", Kind::mapping}, {"binaryData", Kind::mapping}}};
  check_parts(draft, object, parts);
  boolean_setting(draft, object, "immutable");
  check_texts(draft, object["data"], "the key");
  check_binary(draft, object["data"], object["binaryData"]);
  std::int64_t bytes = 0;
  Location where = object["kind"].where();
  for (const Part& part : parts) {
    const doc::View data = object[part.key];
    for (const auto [key, value] : doc::entries(data)) {
      bytes += static_cast<std::int64_t>(part.key == "data" ? value.text().size() : decoded(value.text()));
      if (!is_placeholder(key.text()) && !is_config_key(key.text()))
        draft.violation("kubernetes.config-map-key", key.where(), printable(key.text()));
    }
    if (data.size() > 0) where = data.where();
  }
  draft.bounded("kubernetes.config-map-size", bytes, where);
}

void check_secret(Draft& draft, doc::View object) {
  static constexpr std::array<Part, 2> parts = {{{"data", Kind::mapping}, {"stringData", Kind::mapping}}};
  check_certificate(draft, object);
  // What SOPS has encrypted is decrypted before it is applied.
  if (object["sops"]) return;
  check_parts(draft, object, parts);
  boolean_setting(draft, object, "immutable");
  for (const Part& part : parts) {
    check_texts(draft, object[part.key], "the key");
    for (const auto [key, value] : doc::entries(object[part.key])) {
      const std::string_view name = key.text();
      if (!is_placeholder(name) && !is_config_key(name))
        draft.violation("kubernetes.config-map-key", key.where(), printable(name));
      if (part.key == "data" && is_text(value) && !is_base64(value.text()))
        draft.violation("kubernetes.secret-data", value.where(), printable(name));
    }
  }
}

void check_budget(Draft& draft, doc::View object) {
  const doc::View spec = object["spec"];
  const Value least = scalar(spec["minAvailable"]), most = scalar(spec["maxUnavailable"]);
  for (const std::string_view key : {"minAvailable", "maxUnavailable"}) check_share(draft, spec, key, true);
  check_label_expressions(draft, spec["selector"]);
  check_selector_texts(draft, spec["selector"]);
  static constexpr Words words[] = {
      {"unhealthyPodEvictionPolicy", "IfHealthyBudget or AlwaysAllow", "kubernetes.budget-word"}};
  check_words(draft, spec, words);
  if (least && most)
    draft.violation("kubernetes.budget-with-both", most.where, fmt::format("maxUnavailable {}", most.text),
                    fmt::format("minAvailable {}", least.text));
}

void check_ingress(Draft& draft, doc::View object) {
  static constexpr Words of_path[] = {
      {"pathType", "Exact, Prefix or ImplementationSpecific", "kubernetes.path-type"}};
  // Before this version there was a default.
  if (object["apiVersion"].text() != "networking.k8s.io/v1") return;
  const doc::View spec = object["spec"], rules = spec["rules"];
  // What says nothing of them may patch another one.
  if (!spec["defaultBackend"] &&
      ((rules.is_sequence() && rules.size() == 0) || (spec.is_mapping() && spec.size() == 0)))
    require(draft, (rules ? rules : spec).where(), "rules or defaultBackend", "an Ingress");
  for (const doc::View rule : doc::items(rules)) {
    check_host_of_rule(draft, rule["host"]);
    const doc::View http = rule["http"], paths = http["paths"];
    if (http.is_mapping() && (!paths || paths.is_null() || (paths.is_sequence() && paths.size() == 0)))
      require(draft, (paths ? paths : http).where(), "path", "the http of an Ingress");
    for (const doc::View path : doc::items(rule["http"]["paths"])) {
      check_path(draft, path);
      check_words(draft, path, of_path);
      if (path.is_mapping() && (!path["pathType"] || path["pathType"].is_null()))
        require(draft, path.where(), "pathType", "a path of an Ingress");
      check_backend_of(draft, path);
    }
  }
  for (const doc::View secured : doc::items(spec["tls"]))
    for (const doc::View host : doc::items(secured["hosts"])) check_host(draft, host);
}

}  // namespace placer::importers::kubernetes
