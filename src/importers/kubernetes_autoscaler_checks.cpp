// What is wrong with autoscalers: those of Kubernetes itself, and those of KEDA.
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

using doc::Kind;

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

/// A metric is described under the name of its type, and under no other one.
void check_source(Draft& draft, doc::View metric) {
  const Value type = scalar(metric["type"]);
  for (const Metric& one : metrics) {
    if (one.type != type.text) continue;
    Location where;
    for (const Metric& other : metrics)
      if (const doc::View astray = metric[other.source]; astray.is_mapping() && other.type != one.type)
        where = astray.where();
    const doc::View source = metric[one.source];
    if (!where && (!source || source.is_null())) where = metric.where();
    if (where) draft.violation("kubernetes.metric-source", where, type.text, std::string(one.source));
    bool says_target = false;  // as older versions of the API do, which is reported
    for (const auto [key, value] : doc::entries(source))
      says_target = says_target || key.text().starts_with("target");
    if (source.is_mapping() && !says_target)
      require(draft, source.where(), "target", fmt::format("a metric of type {}", type.text));
  }
}

/// What a metric is to be is a word and a number. A slip in one of them is said of its name.
void check_target(Draft& draft, doc::View target) {
  constexpr std::string_view whose = "the target of a metric";
  const doc::View type = target["type"];
  if (!target.is_mapping()) return;
  if (!type) require(draft, target.where(), "type", whose);
  if (target.size() == (type ? 1U : 0U))
    require(draft, target.where(), "averageUtilization, averageValue or value", whose);
}

/// Which numbers a metric of a type takes. A field that there is not is said of its name.
void check_numbers_of_target(Draft& draft, std::string_view type, doc::View target) {
  static constexpr std::string_view known[] = {"averageUtilization", "averageValue", "type", "value"};
  for (const auto [key, value] : doc::entries(target))
    if (std::find(std::begin(known), std::end(known), key.text()) == std::end(known)) return;
  const doc::View share = target["averageUtilization"], average = target["averageValue"];
  const std::string whose = fmt::format("the target of a metric of type {}", type);
  const bool of_resource = type == "Resource" || type == "ContainerResource";
  if (of_resource && share && average)
    draft.violation("kubernetes.metric-with-both", average.where());
  else if (of_resource && !share && !average && target["value"])
    require(draft, target.where(), "averageUtilization or averageValue", whose);
  if (type == "Pods" && !average && (share || target["value"]))
    require(draft, target.where(), "averageValue", whose);
}

/// How fast it adds pods and takes them away.
void check_behavior(Draft& draft, doc::View behavior) {
  static constexpr Words of_way[] = {{"selectPolicy", "Max, Min or Disabled", metric_word}};
  static constexpr Words of_policy[] = {{"type", "Pods or Percent", metric_word}};
  static constexpr Number window[] = {{"stabilizationWindowSeconds", "kubernetes.hpa-window"}};
  static constexpr Number period[] = {{"periodSeconds", "kubernetes.hpa-period"},
                                      {"value", "kubernetes.positive-number"}};
  for (const std::string_view way : {"scaleUp", "scaleDown"}) {
    check_words(draft, behavior[way], of_way);
    check_numbers(draft, behavior[way], window);
    for (const doc::View policy : doc::items(behavior[way]["policies"])) {
      check_words(draft, policy, of_policy);
      check_numbers(draft, policy, period);
    }
  }
}

void check_metrics(Draft& draft, doc::View spec, bool current) {
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
    if (current) check_source(draft, metric);
    if (current && metric.is_mapping() && !metric["type"])
      require(draft, metric.where(), "type", "a metric of an autoscaler");
    for (const Metric& one : metrics) {
      check_words(draft, metric[one.source]["target"], of_target);
      check_numbers(draft, metric[one.source]["target"], share);
      if (current) check_target(draft, metric[one.source]["target"]);
      if (current) check_numbers_of_target(draft, one.type, metric[one.source]["target"]);
    }
  }
}

/// Whether all that KEDA looks at are the pods themselves, which it cannot do without one.
bool sees_pods_only(doc::View triggers) {
  bool only = triggers.size() > 0;
  for (const doc::View trigger : doc::items(triggers)) {
    const Value type = scalar(trigger["type"]);
    only = only && type.literal() && (type.text == "cpu" || type.text == "memory");
  }
  return only;
}

}  // namespace

// https://github.com/kedacore/keda/blob/main/config/crd/bases/keda.sh_scaledobjects.yaml; a list in a custom
// resource is replaced as a whole, so that each trigger of a patch is a whole one too.
void check_triggers(Draft& draft, doc::View spec) {
  static constexpr Part list[] = {{"triggers", Kind::sequence}};
  static constexpr Part settings[] = {{"metadata", Kind::mapping}};
  check_parts(draft, spec, list);
  for (const doc::View trigger : doc::items(spec["triggers"])) {
    if (!trigger.is_mapping()) continue;
    check_parts(draft, trigger, settings);
    check_texts(draft, trigger["metadata"], "the setting");
    for (const std::string_view key : {"type", "metadata"})
      if (!trigger[key] || trigger[key].is_null())
        draft.violation("kubernetes.keda-required", trigger.where(), std::string(key), "a trigger of KEDA");
  }
}

Value find_cpu_share(doc::View spec) {
  for (const doc::View metric : doc::items(spec["metrics"]))
    if (const doc::View cpu = metric["resource"]; cpu["name"].text() == "cpu")
      if (Value share = scalar(cpu["target"]["averageUtilization"])) return share;
  return scalar(spec["targetCPUUtilizationPercentage"]);
}

Value find_other_metric(doc::View spec) {
  Value name;
  for (const doc::View metric : doc::items(spec["metrics"])) {
    if (metric["resource"]["name"].text() == "cpu") return {};
    for (const std::string_view kind : {"pods", "external", "object"})
      if (Value one = scalar(metric[kind]["metric"]["name"]); one && !name) name = std::move(one);
    if (Value one = scalar(metric["resource"]["name"]); one && !name) name = std::move(one);
  }
  return name;
}

Bounds check_autoscaler(Draft& draft, doc::View object) {
  const doc::View spec = object["spec"];
  check_metrics(draft, spec, object["apiVersion"].text() == "autoscaling/v2");
  check_behavior(draft, spec["behavior"]);
  const Value least = number_setting(draft, spec, {"minReplicas", "kubernetes.hpa-replicas"});
  const Value most = number_setting(draft, spec, {"maxReplicas", "kubernetes.hpa-most-replicas"});
  if (least.literal() && least.text == "0")
    draft.violation(sees_more_than_pods(object) ? "kubernetes.hpa-from-zero" : "kubernetes.hpa-scale-to-zero",
                    least.where, "minReplicas 0");
  // What does not say what it scales is a patch of an autoscaler, unless its workload stands beside it.
  const doc::View target = spec["scaleTargetRef"];
  if (!target && spec.is_mapping())
    draft.violation("kubernetes.may-be-patch", spec.where(), "HorizontalPodAutoscaler", "scaleTargetRef");
  if (!spec["maxReplicas"] && target)
    require(draft, spec.where(), "maxReplicas", "a HorizontalPodAutoscaler");
  if (target.is_mapping() && !target["$patch"])
    for (const std::string_view key : {"kind", "name"})
      if (!target[key]) require(draft, target.where(), key, "the scaleTargetRef of an autoscaler");
  return {least, most};
}

Bounds check_scaled_object(Draft& draft, doc::View spec) {
  Bounds bounds{number_setting(draft, spec, {"minReplicaCount"}),
                number_setting(draft, spec, {"maxReplicaCount"})};
  const Value idle = number_setting(draft, spec, {"idleReplicaCount"});
  check_triggers(draft, spec);
  const auto few = number(idle), least = bounds.least ? number(bounds.least) : 0;
  if (few && least && *few >= *least)
    draft.violation("kubernetes.keda-idle", idle.where, idle.text, fmt::format("{}", *least));
  // What does not say what it scales is a patch.
  if (spec["scaleTargetRef"] && !spec["triggers"])
    draft.violation("kubernetes.keda-required", spec.where(), "triggers", "a ScaledObject");
  if (least && *least == 0 && spec["scaleTargetRef"] && sees_pods_only(spec["triggers"]))
    draft.violation("kubernetes.keda-scale-to-zero",
                    bounds.least ? bounds.least.where : spec["triggers"].where());
  return bounds;
}

}  // namespace placer::importers::kubernetes
