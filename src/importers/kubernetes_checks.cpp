// What is wrong with containers and with the templates of pods: probes and times that contradict each other,
// and names that lead nowhere.
#include "importers/kubernetes_checks.hpp"

#include "base/text.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

void check_probe(Draft& draft, std::string_view name, doc::View probe) {
  // Zero stands for the default, but of the grace period.
  static constexpr Number numbers[] = {
      {"initialDelaySeconds"}, {"failureThreshold"}, {"successThreshold"},
      {"periodSeconds"},       {"timeoutSeconds"},   {"terminationGracePeriodSeconds", 1, INT64_MAX}};
  const std::string of = fmt::format(" of the {}", name);
  for (const Number& number : numbers) number_setting(draft, probe, number, "kubernetes.probe-values", of);
  if (name == "readinessProbe") return;
  // One success ends a startup probe and keeps a container alive; more cannot be asked for.
  const Value successes = scalar(probe["successThreshold"]);
  if (const auto count = number(successes); count && *count > 1)
    draft.violation(name == "startupProbe" ? "kubernetes.startup-probe" : "kubernetes.probe-values",
                    successes.where, fmt::format("successThreshold {}{}", successes.text, of), "1");
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// The milliseconds of `sleep 20 5m`; nothing where the words are another command, or their times not known.
std::optional<std::int64_t> sleep_words(const std::vector<std::string_view>& words) {
  if (words.size() < 2 || base_name(words.front()) != "sleep") return std::nullopt;
  std::int64_t sum = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::string text(words[i]);
    if (text.back() >= '0' && text.back() <= '9') text += 's';
    QuantityError error;
    const auto time = go_duration(text, error);
    if (!time || *time > unbounded - sum) return std::nullopt;
    sum += *time;
  }
  return sum;
}

/// How long a script sleeps before it does anything else.
std::optional<std::int64_t> sleep_script(std::string_view script) {
  std::vector<std::string_view> words;
  script = script.substr(0, script.find_first_of(";&|\n", script.find_first_not_of(" \t\n")));
  while (true) {
    const std::size_t begin = script.find_first_not_of(" \t\n");
    if (begin == std::string_view::npos) return sleep_words(words);
    script.remove_prefix(begin);
    const std::size_t end = std::min(script.size(), script.find_first_of(" \t\n"));
    words.push_back(script.substr(0, end));
    script.remove_prefix(end);
  }
}

/// How long a command sleeps first, itself or in a shell, and where that stands.
std::optional<std::int64_t> sleep_command(doc::View command, Location& where) {
  std::vector<std::string_view> words;
  for (const doc::View word : doc::items(command)) words.push_back(word.text());
  if (words.empty()) return std::nullopt;
  where = command.first().next().where();
  if (base_name(words.front()) == "sleep") return sleep_words(words);
  const bool shell = words.size() == 3 && base_name(words[0]).ends_with("sh") && words[1].starts_with('-') &&
                     words[1].ends_with('c');
  if (!shell) return std::nullopt;
  where = command.first().next().next().where();
  return sleep_script(words[2]);
}

/// A container that is to sleep, before it is told to stop, for longer than the pod is given to end.
void check_pre_stop(Draft& draft, doc::View container, doc::View spec) {
  const doc::View before = container["lifecycle"]["preStop"];
  const Value sleep = number_setting(draft, before["sleep"], {"seconds", 0, INT64_MAX});
  const Value limit = scalar(spec["terminationGracePeriodSeconds"]);
  Location where = sleep.where;
  const auto asked = sleep ? number(sleep, seconds_number) : sleep_command(before["exec"]["command"], where);
  constexpr std::int64_t otherwise = 30'000;
  const auto given = limit ? number(limit, seconds_number) : otherwise;
  if (asked && given && *asked > *given)
    draft.violation("kubernetes.grace-below-pre-stop", where, format_quantity(*asked, Unit::duration),
                    format_quantity(*given, Unit::duration));
}

/// A container that asks for memory and is held to no amount of it, neither by itself nor with its pod.
void advise_limit(Draft& draft, doc::View container, doc::View spec) {
  const doc::View resources = container["resources"], limits = resources["limits"];
  const Value request = scalar(resources["requests"]["memory"]);
  const bool bounded = limits["memory"] || limits.is_scalar() || spec["resources"]["limits"]["memory"];
  // What patches others leaves out what it does not change.
  if (request.literal() && !bounded && container["image"])
    draft.violation("kubernetes.no-memory-limit", request.where, request.text);
}

/// Whether an object is all there. What patches others leaves out what it does not change: the images, or the
/// selector, which a controller cannot do without. A sentence in the place of an image is for an operator
/// that completes the object.
bool is_complete(std::string_view kind, doc::View owner, doc::View spec) {
  const bool selects =
      kind == "Deployment" || kind == "ReplicaSet" || kind == "StatefulSet" || kind == "DaemonSet";
  bool complete = spec["containers"].size() > 0 && (!selects || owner["selector"]);
  for (const doc::View container : doc::items(spec["containers"])) {
    const doc::View image = container["image"];
    complete = complete && image && image.text().find(' ') == std::string_view::npos;
  }
  return complete;
}

/// `use` is called with every name that is written out.
template <class Use>
void each_name(doc::View list, Use use) {
  for (const doc::View item : doc::items(list))
    if (const Value name = scalar(item["name"]); name.literal()) use(name);
}

void check_names(Draft& draft, doc::View spec) {
  std::set<std::string> names;
  for (const std::string_view list : {"containers", "initContainers"})
    each_name(spec[list], [&](const Value& name) {
      if (!names.insert(name.text).second)
        draft.violation("kubernetes.duplicate-container", name.where, name.text);
    });
}

/// The names that may have been meant, if they are few enough to look through.
std::string to_choose_from(const std::set<std::string>& names) {
  constexpr std::size_t most = 12;
  if (names.empty()) return "none";
  return names.size() > most ? fmt::format("{} others", names.size()) : join(names, ", ");
}

void check_mounts(Draft& draft, doc::View owner, doc::View spec) {
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

void check_restart_policy(Draft& draft, std::string_view kind, doc::View spec) {
  const Value policy = scalar(spec["restartPolicy"]);
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

void check_container(Draft& draft, doc::View container, doc::View spec) {
  for (const std::string_view probe : {"livenessProbe", "readinessProbe", "startupProbe"})
    check_probe(draft, probe, container[probe]);
  check_pre_stop(draft, container, spec);
  advise_limit(draft, container, spec);
}

void check_template(Draft& draft, std::string_view kind, doc::View owner, doc::View pod) {
  const doc::View spec = pod["spec"];
  check_names(draft, spec);
  check_texts(draft, spec["nodeSelector"], "the node label");
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list]))
      for (const doc::View variable : doc::items(container["env"]))
        check_text(draft, variable["value"], "the variable", variable["name"].text());
  // What must agree with something else can only be judged where all of it stands.
  if (!is_complete(kind, owner, spec)) return;
  check_restart_policy(draft, kind, spec);
  if (knows_volumes(owner, spec)) check_mounts(draft, owner, spec);
  const doc::View selector = owner["selector"];
  check_selector(draft, kind == "ReplicationController" ? selector : selector["matchLabels"],
                 pod["metadata"]["labels"]);
}

}  // namespace placer::importers::kubernetes
