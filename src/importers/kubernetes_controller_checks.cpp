// What is wrong with controllers: settings that they must have, and ways of replacing pods that never end.
#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

constexpr std::string_view word = "kubernetes.word", apps_word = "kubernetes.apps-word";
constexpr Words of_update[] = {{"type", "RollingUpdate or OnDelete", apps_word}};
constexpr Words of_strategy[] = {{"type", "Recreate or RollingUpdate", apps_word}};
constexpr Words of_set[] = {{"podManagementPolicy", "OrderedReady or Parallel", apps_word}};
constexpr Words of_job[] = {{"completionMode", "NonIndexed or Indexed", word},
                            {"podReplacementPolicy", "TerminatingOrFailed or Failed", word}};
constexpr Words of_failure[] = {{"action", "FailJob, FailIndex, Ignore or Count", word}};
constexpr Words of_exit_codes[] = {{"operator", "In or NotIn", word}};
constexpr Words of_retention[] = {{"whenDeleted", "Retain or Delete", apps_word},
                                  {"whenScaled", "Retain or Delete", apps_word}};
constexpr Words of_cron[] = {{"concurrencyPolicy", "Allow, Forbid or Replace", word}};

/// Where a kind says how it replaces its pods, the words for that, and the one that leaves nothing to roll.
struct Update {
  std::string_view kind, key;
  std::span<const Words> words;
  std::string_view at_once;
};
constexpr Update updates[] = {{"Deployment", "strategy", of_strategy, "Recreate"},
                              {"StatefulSet", "updateStrategy", of_update, "OnDelete"},
                              {"DaemonSet", "updateStrategy", of_update, {}}};

bool is_zero(const Value& value) { return value.text == "0" || value.text == "0%"; }

/// A pod is taken away first, or a new one added first: none of both is no progress.
void check_progress(Draft& draft, std::string_view kind, doc::View rolling, bool complete) {
  const Value away = scalar(rolling["maxUnavailable"]), more = scalar(rolling["maxSurge"]);
  // A DaemonSet adds none unless it says so.
  const bool none_more = more ? is_zero(more) : kind == "DaemonSet";
  if (away && is_zero(away) && none_more)
    draft.violation("kubernetes.rolling-update", away.where, "maxUnavailable 0", "maxSurge 0");
  if (kind == "DaemonSet" && away.literal() && more.literal() && !is_zero(away) && !is_zero(more))
    draft.violation("kubernetes.daemon-update", more.where, fmt::format("maxSurge {}", more.text),
                    fmt::format("maxUnavailable {}", away.text));
  // It takes one away unless it says so.
  if (kind == "DaemonSet" && complete && !away && more.literal() && !is_zero(more))
    draft.violation("kubernetes.daemon-update", more.where, fmt::format("maxSurge {}", more.text),
                    "maxUnavailable 1");
}

void check_update(Draft& draft, std::string_view kind, doc::View owner, bool complete) {
  for (const Update& update : updates) {
    if (update.kind != kind) continue;
    const doc::View how = owner[update.key], type = how["type"], rolling = how["rollingUpdate"];
    check_words(draft, how, update.words);
    // What a DaemonSet says of rolling is passed over where nothing rolls.
    if (kind == "DaemonSet" && (type.text() == "OnDelete" || (type && !scalar(type).literal()))) continue;
    check_share(draft, rolling, "maxSurge", kind == "DaemonSet");
    check_share(draft, rolling, "maxUnavailable", true);
    if (!update.at_once.empty() && type.text() == update.at_once && rolling && !rolling.is_null())
      draft.violation("kubernetes.nothing-to-roll", rolling.where(), fmt::format("type {}", type.text()));
    else if (kind != "StatefulSet")
      check_progress(draft, kind, rolling, complete);
  }
}

void check_stateful_set(Draft& draft, doc::View owner) {
  static constexpr Number part[] = {{"partition"}};
  check_words(draft, owner, of_set);
  check_words(draft, owner["persistentVolumeClaimRetentionPolicy"], of_retention);
  check_numbers(draft, owner["updateStrategy"]["rollingUpdate"], part);
}

/// What each container must have. What patches others names the containers, and leaves out the images that it
/// does not change, and so do templates of pods for engines. What has a selector is whole; what needs one and
/// has none is a patch; of the rest nobody knows.
void check_containers(Draft& draft, std::string_view kind, doc::View owner, doc::View spec) {
  const bool whole{owner["selector"]}, may_be_whole = kind == "Pod" || kind == "Job" || kind == "CronJob";
  // An image of one blank is not missing: OpenShift fills it in by a trigger.
  const auto is_missing = [](doc::View view) {
    const Value value = scalar(view);
    return !value || (value.literal() && view.text().empty());
  };
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      if (!container.is_mapping() || container["$patch"]) continue;
      const std::string_view name = container["name"].text();
      if (is_missing(container["name"])) require(draft, container.where(), "name", "a container");
      if (!is_missing(container["image"])) continue;
      if (whole)
        require(draft, container.where(), "image", "a container");
      else if (may_be_whole)
        draft.violation("kubernetes.no-image", container.where(), printable(name));
    }
}

/// A pod counts only when it has been ready for a while, which must be before the deadline for progress.
void check_readiness(Draft& draft, doc::View owner, bool complete) {
  const Value ready = scalar(owner["minReadySeconds"]), deadline = scalar(owner["progressDeadlineSeconds"]);
  // What patches others leaves out what it does not change.
  if (!deadline && !complete) return;
  constexpr std::int64_t otherwise = 600;
  const auto least = ready ? number(ready) : 0, most = deadline ? number(deadline) : otherwise;
  if (least && most && *least >= *most)
    draft.violation("kubernetes.ready-after-deadline", ready ? ready.where : deadline.where,
                    fmt::format("{}s", *least), fmt::format("{}s", *most));
}

/// The control plane makes the selector, by the identity that it gives the Job; what a cluster prints has it.
void check_job_selector(Draft& draft, std::string_view kind, doc::View owner) {
  static constexpr std::string_view given[] = {"controller-uid", "job-name"};
  const doc::View by_hand = owner["manualSelector"], selector = owner["selector"];
  if (kind == "CronJob") {
    constexpr std::string_view rule = "kubernetes.cron-job-selector";
    if (plain_boolean(by_hand) == true) draft.violation(rule, by_hand.where(), "manualSelector true");
    if (selector.is_mapping()) draft.violation(rule, selector.where(), "a selector");
    return;
  }
  if (scalar(by_hand) && plain_boolean(by_hand) != false) return;
  for (const auto [key, value] : doc::entries(owner["selector"]["matchLabels"])) {
    std::string_view label = key.text();
    if (label.starts_with("batch.kubernetes.io/")) label.remove_prefix(label.find('/') + 1);
    if (std::find(std::begin(given), std::end(given), label) == std::end(given) && scalar(key).literal())
      draft.violation("kubernetes.job-selector", key.where(), printable(key.text()));
  }
}

/// What is counted for each index goes with indexes, and no failure has the exit code 0.
void check_failures(Draft& draft, doc::View owner, bool complete) {
  static constexpr std::string_view by_index[] = {"backoffLimitPerIndex", "maxFailedIndexes",
                                                  "successPolicy"};
  static constexpr Number limits[] = {{"backoffLimitPerIndex"}, {"maxFailedIndexes"}};
  check_numbers(draft, owner, limits);
  const bool by_rule = owner["podFailurePolicy"].is_mapping();
  if (const Value replaced = scalar(owner["podReplacementPolicy"]);
      by_rule && replaced.literal() && replaced.text == "TerminatingOrFailed")
    draft.violation(word, replaced.where, "podReplacementPolicy TerminatingOrFailed",
                    "Failed with a podFailurePolicy");
  if (const doc::View most = owner["maxFailedIndexes"]; complete && scalar(most) &&
                                                        owner["completionMode"].text() == "Indexed" &&
                                                        !scalar(owner["backoffLimitPerIndex"]))
    require(draft, most.where(), "backoffLimitPerIndex", "a Job with maxFailedIndexes");
  const Value mode = scalar(owner["completionMode"]);
  if (mode ? mode.literal() && mode.text != "Indexed" : complete)
    for (const std::string_view key : present(owner, by_index))
      require(draft, owner[key].where(), "completionMode Indexed", fmt::format("a Job with {}", key));
  for (const doc::View rule : doc::items(owner["podFailurePolicy"]["rules"])) {
    const doc::View codes = rule["onExitCodes"];
    check_words(draft, rule, of_failure);
    if (rule["action"].text() == "FailIndex" && complete && !scalar(owner["backoffLimitPerIndex"]))
      require(draft, rule["action"].where(), "backoffLimitPerIndex", "a Job with the action FailIndex");
    check_words(draft, codes, of_exit_codes);
    if (codes["operator"].text() != "In") continue;
    for (const doc::View code : doc::items(codes["values"]))
      if (code.text() == "0") draft.violation("kubernetes.exit-code", code.where());
  }
}

void check_job(Draft& draft, doc::View object, doc::View owner, doc::View spec) {
  check_job_name(draft, object);
  check_words(draft, owner, of_job);
  check_job_selector(draft, object["kind"].text(), owner);
  check_failures(draft, owner, is_complete(draft, spec));
  const Value policy = scalar(spec["restartPolicy"]);
  if (policy.literal() && policy.text == "OnFailure" && owner["podFailurePolicy"].is_mapping())
    draft.violation("kubernetes.restart-policy", policy.where, "restartPolicy OnFailure",
                    "Never with a podFailurePolicy");
}

/// The first parts of the names of time zones, and the whole names of those that have one part:
/// https://data.iana.org/time-zones/. Which cities there are, no table here says.
constexpr std::string_view areas[] = {"Africa",   "America",   "Antarctica", "Arctic", "Asia",
                                      "Atlantic", "Australia", "Brazil",     "Canada", "Chile",
                                      "Etc",      "Europe",    "Indian",     "Mexico", "Pacific",
                                      "SystemV",  "US",        "posix",      "right"};
constexpr std::string_view plain_zones[] = {
    "CET",     "CST6CDT",   "Cuba",    "EET",     "EST",   "EST5EDT",   "Egypt",     "Eire",     "Factory",
    "GB",      "GB-Eire",   "GMT",     "GMT+0",   "GMT-0", "GMT0",      "Greenwich", "HST",      "Hongkong",
    "Iceland", "Iran",      "Israel",  "Jamaica", "Japan", "Kwajalein", "Libya",     "MET",      "MST",
    "MST7MDT", "NZ",        "NZ-CHAT", "Navajo",  "PRC",   "PST8PDT",   "Poland",    "Portugal", "ROC",
    "ROK",     "Singapore", "Turkey",  "UCT",     "UTC",   "Universal", "W-SU",      "WET",      "Zulu"};

/// By the spelling, as the API looks at it before it looks the zone up, and as far as the table goes:
/// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go
bool is_zone_name(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";
  constexpr std::size_t longest = 14;
  for (std::size_t at = 0; at <= name.size();) {
    const std::string_view part = name.substr(at, name.find('/', at) - at);
    if (part.empty() || part.size() > longest || part == "." || part == ".." || part.starts_with('-') ||
        part.find_first_not_of(letters) != std::string_view::npos)
      return false;
    at += part.size() + 1;
  }
  const std::size_t slash = name.find('/');
  const auto has = [](const auto& names, std::string_view one) {
    return std::find(std::begin(names), std::end(names), one) != std::end(names);
  };
  return slash == std::string_view::npos ? has(plain_zones, name) : has(areas, name.substr(0, slash));
}

void check_time_zone(Draft& draft, doc::View zone) {
  const Value name = scalar(zone);
  if (name.literal() && !is_zone_name(zone.text()))  // with the blanks that a value is read without
    draft.violation("kubernetes.time-zone", name.where,
                    fmt::format("timeZone \"{}\"", printable(zone.text())));
}

}  // namespace

bool goes_on(std::string_view kind) {
  for (const std::string_view one :
       {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController"})
    if (kind == one) return true;
  return false;
}

void check_cron(Draft& draft, doc::View spec, doc::View pod) {
  if (!spec["schedule"] && is_complete(draft, pod)) require(draft, spec.where(), "schedule", "a CronJob");
  check_time_zone(draft, spec["timeZone"]);
  check_words(draft, spec, of_cron);
  if (const doc::View schedule = spec["schedule"];
      schedule && !spec["concurrencyPolicy"] && is_complete(draft, pod))
    draft.violation("kubernetes.cron-overlapping", schedule.where());
}

void check_controller(Draft& draft, doc::View object, doc::View owner, doc::View pod) {
  const std::string_view kind = object["kind"].text();
  const doc::View spec = pod["spec"], containers = spec["containers"];
  check_structure(draft, object);
  check_object_fields(draft, object);
  check_spec_fields(draft, object);
  check_pod_parts(draft, spec);
  check_pod_values(draft, kind, spec);
  check_refused(draft, spec);
  check_beside(draft, spec);
  if (has_selector(kind)) check_label_expressions(draft, owner["selector"]);
  if (has_selector(kind)) check_selector_texts(draft, owner["selector"]);
  if (has_selector(kind)) check_selector_is_there(draft, kind, owner);
  if (containers.is_sequence() && containers.size() == 0)
    require(draft, containers.where(), "container", "a pod");
  check_containers(draft, kind, owner, spec);
  check_update(draft, kind, owner, is_complete(draft, spec));
  if (kind == "StatefulSet") check_stateful_set(draft, owner);
  if (kind == "Job" || kind == "CronJob") check_job(draft, object, owner, spec);
  if (kind == "Deployment")
    check_readiness(draft, owner, is_complete(draft, spec) && object["apiVersion"].text() == "apps/v1");
  if (const Value deadline = scalar(spec["activeDeadlineSeconds"]); deadline && goes_on(kind))
    draft.violation("kubernetes.template-deadline", deadline.where, deadline.text, std::string(kind));
  if (draft.is_patch() && names_images(spec))
    draft.violation("kubernetes.may-be-patch", object["spec"].where(), std::string(kind),
                    kind == "CronJob" ? "schedule" : "selector");
  if (!is_complete(draft, spec)) return;
  if (const doc::View metadata = object["metadata"]; !metadata["name"] && !metadata["generateName"])
    require(draft, object["kind"].where(), "metadata.name", with_article(kind));
  // A Job that says neither runs one pod; in the template of a CronJob nothing is filled in.
  const doc::View mode = owner["completionMode"];
  if (mode.text() == "Indexed" && !scalar(owner["completions"]) &&
      (kind == "CronJob" || scalar(owner["parallelism"])))
    require(draft, mode.where(), "completions", "an indexed Job");
}

}  // namespace placer::importers::kubernetes
