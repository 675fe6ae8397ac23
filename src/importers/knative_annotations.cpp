// One table says which values are numbers and durations within bounds; classes and metrics are words. A name
// is written with hyphens or, as it used to be, with capitals.
#include "importers/knative_annotations.hpp"

#include "importers/knative.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <string>

namespace placer::importers::serving {
namespace {

constexpr std::string_view group = "autoscaling.knative.dev";
constexpr std::string_view own_class = "kpa.autoscaling.knative.dev";
constexpr std::string_view refused = "kubernetes.knative.autoscaling-value";

struct Number {
  std::string_view name;
  Conversion convert;       ///< numbers are read in thousandths, durations in milliseconds
  std::string_view check;   ///< what has its bounds
  bool in_seconds = false;  ///< whole ones
};

constexpr Number numbers[] = {
    {"target", kubernetes_cpu, "kubernetes.knative.target"},
    {"target-utilization-percentage", kubernetes_cpu, "kubernetes.knative.utilization"},
    {"panic-window-percentage", kubernetes_cpu, "kubernetes.knative.panic-window"},
    {"panic-threshold-percentage", kubernetes_cpu, "kubernetes.knative.panic-threshold"},
    {"initial-scale", whole_number, "kubernetes.knative.initial-scale"},
    {"activation-scale", whole_number, "kubernetes.knative.activation-scale"},
    {"window", go_duration, "kubernetes.knative.window", true},
    {"scale-down-delay", go_duration, "kubernetes.knative.scale-down-delay", true},
    {"scale-to-zero-pod-retention-period", go_duration, "kubernetes.knative.retention-period"},
};

/// "scale-down-delay" as "scaleDownDelay".
std::string with_capitals(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const bool begins = !result.empty() && result.back() == '-';
    if (begins) result.pop_back();
    result += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return result;
}

Value find(doc::View metadata, std::string_view name) {
  return annotation(metadata,
                    {fmt::format("{}/{}", group, name), fmt::format("{}/{}", group, with_capitals(name))});
}

void check(Draft& draft, doc::View metadata, const Number& one) {
  const Value value = find(metadata, one.name);
  if (!value.literal()) return;
  const auto amount = number(value, one.convert);
  // In thousandths, as other numbers of pods may be, it is refused.
  const bool in_parts = one.convert == kubernetes_cpu && value.text.ends_with('m');
  if (!amount || in_parts || !draft.takes(one.check, *amount) || (one.in_seconds && *amount % 1000 != 0))
    draft.violation(one.check, value.where, fmt::format("{} {}", one.name, value.text),
                    draft.taken(one.check));
}

/// A number, or -1 for no bound.
void check_burst(Draft& draft, doc::View metadata) {
  constexpr std::string_view rule = "kubernetes.knative.burst-capacity", name = "target-burst-capacity";
  const Value value = find(metadata, name);
  if (!value.literal() || value.text == "-1" || value.text == "-1.0") return;
  const auto amount = number(value, kubernetes_cpu);
  const bool plain = value.text.find_first_not_of("0123456789.eE+-") == std::string::npos;
  if (!amount || !plain || !draft.takes(rule, *amount))
    draft.violation(rule, value.where, fmt::format("{} {}", name, value.text), draft.taken(rule));
}

/// How many start when there were none, which is between the least and the most.
void check_activation(Draft& draft, doc::View metadata) {
  const Value start = find(metadata, "activation-scale"), least = least_scale(metadata),
              most = most_scale(metadata);
  const auto count = number(start), low = number(least), high = number(most);
  const auto refuse = [&](std::string_view allowed, const Value& bound) {
    draft.violation("kubernetes.knative.activation-bounds", start.where, start.text,
                    fmt::format("{} {}", allowed, bound.text));
  };
  if (count && low && *low > *count) return refuse("min-scale", least);
  if (count && high && *high < *count) refuse("max-scale", most);
}

std::string_view class_of(const Value& value) { return value ? std::string_view(value.text) : own_class; }

/// Autoscalers of others have classes and metrics of their own.
void check_words(Draft& draft, doc::View metadata) {
  const Value chosen = find(metadata, "class"), metric = find(metadata, "metric");
  if (chosen.literal() && chosen.text.ends_with(".knative.dev") && chosen.text != own_class &&
      chosen.text != "hpa.autoscaling.knative.dev")
    draft.violation(refused, chosen.where, chosen.text,
                    "kpa.autoscaling.knative.dev or hpa.autoscaling.knative.dev");
  if (metric.literal() && class_of(chosen) == own_class && metric.text != "concurrency" &&
      metric.text != "rps")
    draft.violation(refused, metric.where, metric.text, "concurrency or rps");
}

/// The share of a target that is aimed at, and of a target below what an instance takes at once the share of
/// that.
/// https://github.com/knative/serving/blob/main/pkg/reconciler/autoscaling/resources/target.go
void read_utilisation(Draft& draft, doc::View revision, const Value& target) {
  constexpr std::int64_t thousandth = 1000, hundredth = 10'000, usual = 70 * thousandth;
  const Value share = find(revision, "target-utilization-percentage");
  const auto percent = number(share, kubernetes_cpu), aim = number(target, kubernetes_cpu);
  const Fact* taken = draft.find("concurrency");
  const bool is_less =
      aim && *aim > 0 && taken != nullptr && taken->value.is_point() && *aim < taken->value.low * thousandth;
  if (!percent && !is_less) return;
  std::int64_t part = percent.value_or(usual) * hundredth / thousandth;
  if (is_less) part = part * *aim / (taken->value.low * thousandth);
  const Value& from = is_less ? target : share;
  if (part > 0)
    draft.set("scale.utilisation", {part, part}, from.where, Origin::derived, from.text,
              "what the autoscaler aims at");
}

/// The windows over which the autoscaler takes means: of a stable one without a panic the usual part.
void read_windows(Draft& draft, doc::View revision) {
  constexpr std::int64_t usual_window = 60'000, usual_percent = 10'000, whole = 100'000;
  const Value window = find(revision, "window"), percent = find(revision, "panic-window-percentage"),
              threshold = find(revision, "panic-threshold-percentage");
  const auto set = [&](const char* fact, std::int64_t value, const Value& from) {
    draft.set(fact, {value, value}, from.where, Origin::derived, from.text, "what the autoscaler is set to");
  };
  const auto time = number(window, go_duration), part = number(percent, kubernetes_cpu),
             load = number(threshold, kubernetes_cpu);
  const auto taken = [&](const std::optional<std::int64_t>& amount, std::string_view check) {
    return !amount || draft.takes(check, *amount);
  };
  if (!taken(time, "kubernetes.knative.window") || !taken(part, "kubernetes.knative.panic-window") ||
      !taken(load, "kubernetes.knative.panic-threshold"))
    return;
  if (time) set("scale.window", *time, window);
  if (time || part)
    set("scale.panic_window", time.value_or(usual_window) * part.value_or(usual_percent) / whole,
        part ? percent : window);
  constexpr std::int64_t thousandths = 1000;
  if (load) set("scale.panic_threshold", *load / thousandths, threshold);
}

}  // namespace

void check_autoscaling(Draft& draft, doc::View object, doc::View revision) {
  for (const auto [key, value] : doc::entries(object["annotations"]))
    if (key.text().starts_with(group))
      draft.violation("kubernetes.knative.autoscaling-place", key.where(), printable(key.text()));
  for (const Number& one : numbers) check(draft, revision, one);
  check_burst(draft, revision);
  check_activation(draft, revision);
  check_words(draft, revision);
}

void read_target(Draft& draft, doc::View revision) {
  const Value target = find(revision, "target"), metric = find(revision, "metric");
  const bool of_requests = !metric || metric.text == "concurrency";
  if (class_of(find(revision, "class")) == own_class) read_windows(draft, revision);
  if (!of_requests && metric.text != "cpu") draft.text("scale.metric", metric);
  if (!of_requests || class_of(find(revision, "class")) != own_class) return;
  read_utilisation(draft, revision, target);
  const auto count = number(target);
  // More than an instance can be limited to says something of the autoscaler, not of the server.
  constexpr std::int64_t most = 1000;
  if (!count || *count < 1 || *count > most || draft.find("concurrency") != nullptr) return;
  draft.set("concurrency", {*count, *count}, target.where, Origin::derived, target.text,
            "what the autoscaler aims at");
}

}  // namespace placer::importers::serving
