// The outline of an object: which version of the API it is of, and whether the parts are there in which its
// pods stand, each in the one before it.
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_workload.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

/// Versions that were served once, and the first release without them.
struct Removed {
  std::string_view kind;  ///< empty: all kinds that are looked at
  std::string_view version, release;
};
/// https://kubernetes.io/docs/reference/using-api/deprecation-guide/, and for v2alpha1
/// https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.21.md
constexpr Removed removed[] = {
    {"Ingress", "extensions/v1beta1", "v1.22"},
    {{}, "extensions/v1beta1", "v1.16"},
    {{}, "apps/v1beta1", "v1.16"},
    {{}, "apps/v1beta2", "v1.16"},
    {{}, "batch/v2alpha1", "v1.21"},
    {{}, "networking.k8s.io/v1beta1", "v1.22"},
    {{}, "batch/v1beta1", "v1.25"},
    {{}, "policy/v1beta1", "v1.25"},
    {{}, "autoscaling/v2beta1", "v1.25"},
    {{}, "autoscaling/v2beta2", "v1.26"},
};

constexpr std::string_view in_pod[] = {"spec", "containers"};
constexpr std::string_view in_controller[] = {"spec", "template", "spec", "containers"};
constexpr std::string_view in_cron_job[] = {"spec", "jobTemplate", "spec", "template", "spec", "containers"};

std::span<const std::string_view> path_of(std::string_view kind) {
  if (kind == "Pod") return in_pod;
  if (kind == "CronJob") return in_cron_job;
  return in_controller;
}

/// The first parts of a path, as one writes them.
std::string written(std::span<const std::string_view> path) {
  std::string text;
  for (const std::string_view key : path) text += fmt::format("{}{}", text.empty() ? "" : ".", key);
  return text;
}

/// A selector that names no label. One that is not there may stand in the object that a patch is for.
bool selects_nothing(doc::View selector) {
  if (!selector.is_mapping()) return false;
  const doc::View labels = selector["matchLabels"], expressions = selector["matchExpressions"];
  return !labels.is_scalar() && !expressions.is_scalar() && labels.size() + expressions.size() == 0;
}

/// What patches others leaves out what its kind cannot do without: the selector, or the schedule. A schedule
/// alone may be all that is changed.
bool has_essentials(doc::View object) {
  const doc::View spec = object["spec"];
  return spec["selector"].is_mapping() ||
         (object["kind"].text() == "CronJob" && spec["schedule"].is_scalar() &&
          (spec["jobTemplate"] || spec["template"]));
}

}  // namespace

std::string with_article(std::string_view kind) {
  constexpr std::string_view vowels = "AEIO";
  bool vowel = !kind.empty() && vowels.find(kind.front()) != std::string_view::npos;
  for (const std::string_view spelled : {"MPI", "XGBoost", "LLM"}) vowel = vowel || kind.starts_with(spelled);
  return fmt::format("{} {}", vowel ? "an" : "a", kind);
}

void require(Draft& draft, Location where, std::string_view what, std::string_view whose) {
  draft.violation("kubernetes.required-field", where, std::string(what), std::string(whose));
}

void check_version(Draft& draft, doc::View object, std::initializer_list<std::string_view> served) {
  const Value version = scalar(object["apiVersion"]);
  if (!version.literal() || std::find(served.begin(), served.end(), version.text) != served.end()) return;
  const std::string_view kind = object["kind"].text();
  std::string since;
  for (const Removed& one : removed)
    if (since.empty() && one.version == version.text && (one.kind.empty() || one.kind == kind))
      since = fmt::format(", which was removed in {}", one.release);
  draft.violation("kubernetes.api-version", version.where,
                  fmt::format("{} of {}{}", with_article(kind), version.text, since),
                  std::string(*served.begin()));
}

void check_structure(Draft& draft, doc::View object) {
  const std::string_view kind = object["kind"].text();
  const std::span<const std::string_view> path = path_of(kind);
  doc::View part = object;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::string_view key = path[i];
    const bool last = i + 1 == path.size();
    const doc::View next = part[key];
    // Of another shape, or filled in elsewhere.
    if (!part.is_mapping()) return;
    if (const doc::View astray = part["containers"]; !last && astray.is_sequence()) {
      const std::string here = written(path.first(i));
      return draft.violation("kubernetes.unknown-field", astray.where(),
                             fmt::format("{}{}containers of a {}", here, here.empty() ? "" : ".", kind),
                             written(path));
    }
    if (next && !next.is_null()) {
      part = next;
      continue;
    }
    // What patches others leaves out what it does not change, and has no part in which nothing stands. A
    // template with labels alone is what others patch.
    if (i > 0 && (part.size() == 0 || (has_essentials(object) && key != "spec")))
      return require(draft, part.where(), last ? "list of containers" : key,
                     fmt::format("the {} of a {}", written(path.first(i)), kind));
    return draft.violation("kubernetes.says-nothing", object["kind"].where(), std::string(kind));
  }
}

void check_selector_is_there(Draft& draft, std::string_view kind, doc::View owner) {
  if (const doc::View selector = owner["selector"]; selects_nothing(selector))
    require(draft, selector.where(), "label in the selector", with_article(kind));
}

}  // namespace placer::importers::kubernetes
