// What is wrong with the templates of pods: names that lead nowhere, labels and policies that do not agree;
// and with schedules.
#include "importers/kubernetes_checks.hpp"

#include "base/cron.hpp"
#include "base/text.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <optional>
#include <set>
#include <string>

namespace placer::importers::kubernetes {
namespace {

/// `use` is called with every name that is written out.
template <class Use>
void each_name(doc::View list, Use use) {
  for (const doc::View item : doc::items(list))
    if (const Value name = scalar(item["name"]); name.literal()) use(name);
}

/// The names that may have been meant, if they are few enough to look through.
std::string to_choose_from(const std::set<std::string>& names) {
  constexpr std::size_t most = 12;
  if (names.empty()) return "none";
  return names.size() > most ? fmt::format("{} others", names.size()) : join(names, ", ");
}

void check_names_of_mounts(Draft& draft, doc::View owner, doc::View spec) {
  std::set<std::string> names;
  const auto known = [&](const Value& name) { names.insert(name.text); };
  each_name(spec["volumes"], known);
  for (const doc::View claim : doc::items(owner["volumeClaimTemplates"]))
    if (const Value name = scalar(claim["metadata"]["name"]); name.literal()) known(name);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list]))
      for (const std::string_view uses : {"volumeMounts", "volumeDevices"})
        each_name(container[uses], [&](const Value& name) {
          if (!names.contains(name.text))
            draft.violation("kubernetes.missing-volume", name.where, name.text, to_choose_from(names));
        });
}

/// Whether all names of the volumes are written out.
bool knows_volumes(doc::View owner, doc::View spec) {
  bool known = !spec["volumes"].is_scalar();
  for (const doc::View volume : doc::items(spec["volumes"]))
    known = known && scalar(volume["name"]).literal();
  for (const doc::View claim : doc::items(owner["volumeClaimTemplates"]))
    known = known && scalar(claim["metadata"]["name"]).literal();
  return known;
}

void check_selector(Draft& draft, doc::View selector, doc::View labels) {
  for (const auto [key, value] : doc::entries(selector)) {
    const Value wanted = scalar(value), label = scalar(labels[key.text()]);
    if (!wanted.literal() || (label && (!label.literal() || label.text == wanted.text))) continue;
    const std::string name = printable(key.text());
    draft.violation("kubernetes.selector-unlike-labels", wanted.where,
                    fmt::format("{}: {}", name, wanted.text),
                    label ? fmt::format("{}: {}", name, label.text) : fmt::format("no label {}", name));
  }
}

/// The values of an expression, where all of them are written out.
std::optional<std::set<std::string>> written_values(doc::View values) {
  std::set<std::string> texts;
  if (values.is_scalar() && !values.is_null()) return std::nullopt;
  for (const doc::View item : doc::items(values)) {
    const Value value = scalar(item);
    if (!value.literal()) return std::nullopt;
    texts.insert(value.text);
  }
  return texts;
}

void check_expressions(Draft& draft, doc::View expressions, doc::View labels) {
  for (const doc::View one : doc::items(expressions)) {
    const Value key = scalar(one["key"]), how = scalar(one["operator"]), label = scalar(labels[key.text]);
    const auto values = written_values(one["values"]);
    if (!key.literal() || !how.literal() || !values || (label && !label.literal())) continue;
    const bool among = label && values->contains(label.text);
    const bool contradicts = how.text == "In"             ? !among && !values->empty()
                             : how.text == "NotIn"        ? among
                             : how.text == "Exists"       ? !label
                             : how.text == "DoesNotExist" ? static_cast<bool>(label)
                                                          : false;
    const std::string name = printable(key.text);
    const std::string list = values->empty() ? std::string() : fmt::format(" {}", join(*values, ", "));
    if (contradicts)
      draft.violation("kubernetes.selector-unlike-labels", key.where,
                      fmt::format("{} {}{}", name, how.text, list),
                      label ? fmt::format("{}: {}", name, label.text) : fmt::format("no label {}", name));
  }
}

void check_restart_policy(Draft& draft, std::string_view kind, doc::View spec) {
  Value policy = scalar(spec["restartPolicy"]);
  if (policy.literal() && policy.text.empty()) policy = {};  // stands for the default
  const bool job = kind == "Job" || kind == "CronJob";
  if (policy && !policy.literal()) return;
  if (!policy && !job) return;
  const std::string_view word = policy ? std::string_view(policy.text) : "Always";
  const bool ends = word == "OnFailure" || word == "Never";
  if (job ? ends : word == "Always" || (kind == "Pod" && ends)) return;
  draft.violation(
      "kubernetes.restart-policy", policy ? policy.where : spec.where(),
      policy ? fmt::format("restartPolicy {}", word) : "restartPolicy is not set, which is Always",
      job             ? fmt::format("OnFailure or Never for a {}", kind)
      : kind == "Pod" ? "Always, OnFailure or Never"
                      : fmt::format("Always for a {}", kind));
}

}  // namespace

bool has_selector(std::string_view kind) {
  return kind == "Deployment" || kind == "ReplicaSet" || kind == "StatefulSet" || kind == "DaemonSet" ||
         kind == "Rollout";
}

bool is_patch(doc::View object, doc::View pod) {
  const std::string_view kind = object["kind"].text();
  if (kind == "CronJob") return !object["spec"]["schedule"] && !pod["spec"]["restartPolicy"];
  // Before apps/v1 the selector followed from the labels.
  const bool selects = kind == "Rollout" || (has_selector(kind) && object["apiVersion"].text() == "apps/v1");
  return selects && !object["spec"]["selector"];
}

void check_schedule(Draft& draft, const Value& schedule, bool zone_beside) {
  if (!schedule.literal()) return;
  const bool zone = zone_beside && schedule.text.find("TZ") != std::string::npos;
  const std::string mistake = zone ? "the time zone belongs in timeZone" : cron_mistake(schedule.text);
  if (!mistake.empty()) draft.violation("kubernetes.cron-schedule", schedule.where, schedule.text, mistake);
  if (cron_never_runs(schedule.text)) draft.violation("kubernetes.never-runs", schedule.where, schedule.text);
}

void check_mounts(Draft& draft, doc::View owner, doc::View pod) {
  if (knows_volumes(owner, pod["spec"])) check_names_of_mounts(draft, owner, pod["spec"]);
}

void check_template(Draft& draft, std::string_view kind, doc::View owner, doc::View pod) {
  const doc::View spec = pod["spec"];
  // Services of Knative look at the fields of their pods themselves.
  if (kind != "Service") check_pod_spelling(draft, spec, kind == "Rollout" ? near_field : misspelt_field);
  check_fields(draft, spec);
  check_pod_texts(draft, spec);
  // A policy that is written is one of those that there are, whatever is added to it.
  if (spec["restartPolicy"] && !draft.is_patch()) check_restart_policy(draft, kind, spec);
  // What must agree with something else can only be judged where all of it stands.
  if (!is_complete(draft, spec)) return;
  check_restart_policy(draft, kind, spec);
  check_mounts(draft, owner, pod);
  const doc::View selector = owner["selector"];
  const doc::View labels = pod["metadata"]["labels"];
  check_selector(draft, kind == "ReplicationController" ? selector : selector["matchLabels"], labels);
  if (has_selector(kind) && (!labels || labels.is_mapping()))
    check_expressions(draft, selector["matchExpressions"], labels);
}

}  // namespace placer::importers::kubernetes
