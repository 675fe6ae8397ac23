// What is wrong with the objects beside workloads: autoscalers, services, claims to volumes, settings and
// disruption budgets.
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
#include <string>

namespace placer::importers::kubernetes {
namespace {

using doc::Kind;

constexpr std::string_view access_modes = "ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod";

/// What a value is missing in: the innermost mapping on the way to it that is there.
doc::View deepest(doc::View from, std::initializer_list<std::string_view> path) {
  for (const std::string_view key : path) {
    if (!from[key].is_mapping()) break;
    from = from[key];
  }
  return from;
}

void check_claim_size(Draft& draft, doc::View spec) {
  const Value size = scalar(spec["resources"]["requests"]["storage"]);
  if (!size) {
    // What does not say how it is accessed is a patch of a claim.
    if (spec["accessModes"])
      draft.violation("kubernetes.claim-size", deepest(spec, {"resources", "requests"}).where(), "no size",
                      "a size above zero");
    return;
  }
  if (!size.literal()) return;
  QuantityError error;
  const auto bytes = kubernetes_bytes(size.text, error);
  if (!bytes)
    draft.violation("kubernetes.claim-size", size.where, fmt::format("{}: {}", size.text, error.message),
                    "a quantity, for example 10G or 10Gi");
  else if (*bytes == 0)
    draft.violation("kubernetes.claim-size", size.where, size.text, "a size above zero");
}

void check_access_modes(Draft& draft, doc::View modes) {
  static constexpr std::array<std::string_view, 4> known = {"ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany",
                                                            "ReadWriteOncePod"};
  constexpr std::string_view rule = "kubernetes.claim-access-modes", all = access_modes;
  if (!modes || (modes.is_scalar() && !scalar(modes).literal())) return;
  if (modes.size() == 0) return draft.violation(rule, modes.where(), "no access mode", std::string(all));
  Value alone;
  for (const doc::View item : doc::items(modes)) {
    const Value mode = scalar(item);
    if (!mode.literal()) return;
    if (std::find(known.begin(), known.end(), mode.text) == known.end())
      draft.violation(rule, mode.where, mode.text, std::string(all));
    if (mode.text == known.back()) alone = mode;
  }
  if (alone && modes.size() > 1)
    draft.violation(rule, alone.where, fmt::format("{} beside another one", alone.text),
                    fmt::format("{} alone", alone.text));
}

/// The API takes any limit, and what makes the volume refuses one that is too small for it.
void advise_claim_limit(Draft& draft, doc::View resources) {
  const Value least = scalar(resources["requests"]["storage"]), most = scalar(resources["limits"]["storage"]);
  const auto low = number(least, kubernetes_bytes), high = number(most, kubernetes_bytes);
  if (low && high && *low > *high)
    draft.violation("kubernetes.claim-request-above-limit", least.where, least.text, most.text);
}

/// Whether an autoscaler sees something else than its pods, of which there may be none.
bool sees_more_than_pods(doc::View object) {
  // In version 1 of the API, such metrics are text in an annotation.
  for (const auto [key, value] : doc::entries(object["metadata"]["annotations"]))
    if (key.text() == "autoscaling.alpha.kubernetes.io/metrics") return true;
  for (const doc::View metric : doc::items(object["spec"]["metrics"])) {
    const Value type = scalar(metric["type"]);
    if (!type.literal() || type.text == "Object" || type.text == "External") return true;
  }
  return false;
}

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

constexpr std::string_view metric_word = "kubernetes.autoscaling-word",
                           utilization = "kubernetes.hpa-utilization";

/// Where a metric says what it is to be.
struct Metric {
  std::string_view type, source;
};
constexpr Metric metrics[] = {{"Resource", "resource"},
                              {"ContainerResource", "containerResource"},
                              {"Pods", "pods"},
                              {"Object", "object"},
                              {"External", "external"}};

void check_metrics(Draft& draft, doc::View spec) {
  static constexpr Words of_metric[] = {
      {"type", "Resource, ContainerResource, Pods, Object or External", metric_word}};
  static constexpr Words of_target[] = {{"type", "Utilization, Value or AverageValue", metric_word}};
  static constexpr Part parts[] = {{"metrics", Kind::sequence}};
  static constexpr Number share[] = {{"averageUtilization", utilization}};
  static constexpr Number old_share[] = {{"targetCPUUtilizationPercentage", utilization}};
  check_parts(draft, spec, parts);
  check_numbers(draft, spec, old_share);
  for (const doc::View metric : doc::items(spec["metrics"])) {
    check_words(draft, metric, of_metric);
    for (const Metric& one : metrics) {
      check_words(draft, metric[one.source]["target"], of_target);
      check_numbers(draft, metric[one.source]["target"], share);
    }
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

/// What the control plane takes unless it is told otherwise.
void advise_node_port(Draft& draft, doc::View port) {
  const Value node = scalar(port["nodePort"]);
  if (const auto count = number(node); count && *count > 0 && draft.takes(port_range, *count))
    draft.bounded("kubernetes.node-port-range", *count, node.where, "nodePort");
}

}  // namespace

Value find_cpu_share(doc::View spec) {
  for (const doc::View metric : doc::items(spec["metrics"]))
    if (const doc::View cpu = metric["resource"]; cpu["name"].text() == "cpu")
      if (Value share = scalar(cpu["target"]["averageUtilization"])) return share;
  return scalar(spec["targetCPUUtilizationPercentage"]);
}

void check_claim(Draft& draft, doc::View spec, bool complete) {
  check_claim_size(draft, spec);
  advise_claim_limit(draft, spec["resources"]);
  if (complete && spec && !spec["accessModes"])
    draft.violation("kubernetes.claim-access-modes", spec.where(), "no access mode",
                    std::string(access_modes));
  check_access_modes(draft, spec["accessModes"]);
}

Bounds check_autoscaler(Draft& draft, doc::View object) {
  const doc::View spec = object["spec"];
  check_metrics(draft, spec);
  const Value least = number_setting(draft, spec, {"minReplicas", "kubernetes.hpa-replicas"});
  const Value most = number_setting(draft, spec, {"maxReplicas", "kubernetes.hpa-most-replicas"});
  if (least.literal() && least.text == "0")
    draft.violation(sees_more_than_pods(object) ? "kubernetes.hpa-from-zero" : "kubernetes.hpa-scale-to-zero",
                    least.where, "minReplicas 0");
  // What does not say what it scales is a patch of an autoscaler.
  if (!spec["maxReplicas"] && spec["scaleTargetRef"])
    require(draft, spec.where(), "maxReplicas", "a HorizontalPodAutoscaler");
  return {least, most};
}

void check_service(Draft& draft, doc::View object) {
  const doc::View spec = object["spec"];
  static constexpr std::array<Part, 2> parts = {{{"ports", Kind::sequence}, {"selector", Kind::mapping}}};
  check_parts(draft, spec, parts);
  check_texts(draft, spec["selector"], "the label");
  static constexpr std::string_view word = "kubernetes.core-word";
  static constexpr Words words[] = {{"type", "ClusterIP, NodePort, LoadBalancer or ExternalName", word},
                                    {"sessionAffinity", "None or ClientIP", word},
                                    {"externalTrafficPolicy", "Cluster or Local", word},
                                    {"internalTrafficPolicy", "Cluster or Local", word}};
  static constexpr Words protocol[] = {{"protocol", protocols, word}};
  check_words(draft, spec, words);
  check_port_names(draft, spec);
  for (const doc::View port : doc::items(spec["ports"])) {
    check_words(draft, port, protocol);
    number_setting(draft, port, {"port", port_range});
    number_setting(draft, port, {"nodePort", port_or_none});
    advise_node_port(draft, port);
    // A text is the name of a port of the pods, and 0 is the port of the service itself.
    if (const Value target = scalar(port["targetPort"]);
        target.literal() && doc::read_integer(target.text).value)
      named_port_setting(draft, port, {"targetPort", port_or_none});
  }
}

void check_config(Draft& draft, doc::View object) {
  static constexpr std::array<Part, 2> parts = {{{"data", Kind::mapping}, {"binaryData", Kind::mapping}}};
  check_parts(draft, object, parts);
  check_texts(draft, object["data"], "the key");
  check_binary(draft, object["data"], object["binaryData"]);
  std::int64_t bytes = 0;
  Location where = object["kind"].where();
  for (const Part& part : parts) {
    const doc::View data = object[part.key];
    for (const auto [key, value] : doc::entries(data)) {
      // Binary data is written in four characters for three bytes.
      const std::size_t size = part.key == "data" ? value.text().size() : value.text().size() / 4 * 3;
      bytes += static_cast<std::int64_t>(size);
      if (!is_placeholder(key.text()) && !is_config_key(key.text()))
        draft.violation("kubernetes.config-map-key", key.where(), printable(key.text()));
    }
    if (data.size() > 0) where = data.where();
  }
  draft.bounded("kubernetes.config-map-size", bytes, where);
}

void check_secret(Draft& draft, doc::View object) {
  static constexpr std::array<Part, 2> parts = {{{"data", Kind::mapping}, {"stringData", Kind::mapping}}};
  // What SOPS has encrypted is decrypted before it is applied.
  if (object["sops"]) return;
  check_parts(draft, object, parts);
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
  if (least && most)
    draft.violation("kubernetes.budget-with-both", most.where, fmt::format("maxUnavailable {}", most.text),
                    fmt::format("minAvailable {}", least.text));
}

void check_ingress(Draft& draft, doc::View object) {
  static constexpr Words of_path[] = {
      {"pathType", "Exact, Prefix or ImplementationSpecific", "kubernetes.path-type"}};
  // Before this version there was a default.
  if (object["apiVersion"].text() != "networking.k8s.io/v1") return;
  for (const doc::View rule : doc::items(object["spec"]["rules"]))
    for (const doc::View path : doc::items(rule["http"]["paths"])) {
      check_words(draft, path, of_path);
      if (path.is_mapping() && (!path["pathType"] || path["pathType"].is_null()))
        require(draft, path.where(), "pathType", "a path of an Ingress");
    }
}

}  // namespace placer::importers::kubernetes
