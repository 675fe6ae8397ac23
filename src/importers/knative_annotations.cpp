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

struct Bounds {
  std::string_view name;
  Conversion convert;  ///< numbers are read in thousandths, durations in milliseconds
  std::int64_t least, most;
  std::string_view allowed;
};

constexpr std::int64_t hour = 3'600'000;

constexpr Bounds bounds[] = {
    {"target", kubernetes_cpu, 10, unbounded, "0.01 or more"},
    {"target-utilization-percentage", kubernetes_cpu, 1'000, 100'000, "1 to 100"},
    {"panic-window-percentage", kubernetes_cpu, 1'000, 100'000, "1 to 100"},
    {"panic-threshold-percentage", kubernetes_cpu, 110'000, 1'000'000, "110 to 1000"},
    {"initial-scale", whole_number, 0, unbounded, "a whole number"},
    {"window", go_duration, 6'000, hour, "6s to 1h, in whole seconds"},
    {"scale-down-delay", go_duration, 0, hour, "0s to 1h, in whole seconds"},
    {"scale-to-zero-pod-retention-period", go_duration, 0, hour, "0s to 1h"},
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

void check(Draft& draft, doc::View metadata, const Bounds& one) {
  const Value value = find(metadata, one.name);
  if (!value.literal()) return;
  QuantityError error;
  const auto amount = one.convert(value.text, error);
  const bool in_seconds = one.allowed.ends_with("whole seconds");
  if (!amount || *amount < one.least || *amount > one.most || (in_seconds && *amount % 1000 != 0))
    draft.violation(refused, value.where, value.text, std::string(one.allowed));
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

}  // namespace

void check_autoscaling(Draft& draft, doc::View object, doc::View revision) {
  for (const auto [key, value] : doc::entries(object["annotations"]))
    if (key.text().starts_with(group))
      draft.violation("kubernetes.knative.autoscaling-place", key.where(), printable(key.text()));
  for (const Bounds& one : bounds) check(draft, revision, one);
  check_words(draft, revision);
}

void read_target(Draft& draft, doc::View revision) {
  const Value target = find(revision, "target"), metric = find(revision, "metric");
  const bool of_requests = !metric || metric.text == "concurrency";
  const auto count = number(target);
  // More than an instance can be limited to says something of the autoscaler, not of the server.
  constexpr std::int64_t most = 1000;
  if (!count || *count < 1 || *count > most || !of_requests || class_of(find(revision, "class")) != own_class)
    return;
  draft.set("concurrency", {*count, *count}, target.where, Origin::derived, target.text,
            "what the autoscaler aims at");
}

}  // namespace placer::importers::serving
