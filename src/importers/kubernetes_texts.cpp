// The texts in pods, and in what selects them, for which YAML reads a number or a truth where they stand
// without quotes: the API decodes none of these as a text.
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <string_view>

namespace placer::importers::kubernetes {
namespace {

constexpr std::string_view required = "requiredDuringSchedulingIgnoredDuringExecution",
                           preferred = "preferredDuringSchedulingIgnoredDuringExecution";

void check_items(Draft& draft, doc::View mapping, std::string_view key, std::string_view rule) {
  for (const doc::View item : doc::items(mapping[key])) check_text(draft, item, "an item of", key, rule);
}

void check_expressions(Draft& draft, doc::View term, std::string_view rule) {
  for (const std::string_view list : {"matchExpressions", "matchFields"})
    for (const doc::View expression : doc::items(term[list])) check_items(draft, expression, "values", rule);
}

void check_affinity_texts(Draft& draft, doc::View affinity, std::string_view rule) {
  const doc::View nodes = affinity["nodeAffinity"];
  for (const doc::View term : doc::items(nodes[required]["nodeSelectorTerms"]))
    check_expressions(draft, term, rule);
  for (const doc::View one : doc::items(nodes[preferred])) check_expressions(draft, one["preference"], rule);
  const auto check_term = [&](doc::View term) {
    for (const std::string_view key : {"labelSelector", "namespaceSelector"})
      check_selector_texts(draft, term[key], rule);
  };
  for (const std::string_view key : {"podAffinity", "podAntiAffinity"}) {
    for (const doc::View term : doc::items(affinity[key][required])) check_term(term);
    for (const doc::View one : doc::items(affinity[key][preferred])) check_term(one["podAffinityTerm"]);
  }
}

void check_toleration_texts(Draft& draft, doc::View toleration, std::string_view rule) {
  for (const std::string_view key : {"key", "operator", "value", "effect"})
    check_text(draft, toleration[key], "the field", key, rule);
  check_whole_number(draft, toleration, "tolerationSeconds", "tolerationSeconds");
}

/// What a probe or a hook asks of a server, or runs.
void check_action_texts(Draft& draft, doc::View action, std::string_view rule) {
  check_items(draft, action["exec"], "command", rule);
  for (const doc::View header : doc::items(action["httpGet"]["httpHeaders"]))
    for (const std::string_view key : {"name", "value"})
      check_text(draft, header[key], "the field", key, rule);
}

}  // namespace

void check_selector_texts(Draft& draft, doc::View selector, std::string_view rule) {
  check_texts(draft, selector["matchLabels"], "the label", rule);
  check_expressions(draft, selector, rule);
}

void check_pod_texts(Draft& draft, doc::View spec, std::string_view rule) {
  check_texts(draft, spec["nodeSelector"], "the node label", rule);
  check_affinity_texts(draft, spec["affinity"], rule);
  for (const doc::View toleration : doc::items(spec["tolerations"]))
    check_toleration_texts(draft, toleration, rule);
  for (const doc::View spread : doc::items(spec["topologySpreadConstraints"]))
    check_selector_texts(draft, spread["labelSelector"], rule);
  for (const doc::View setting : doc::items(spec["securityContext"]["sysctls"]))
    for (const std::string_view key : {"name", "value"})
      check_text(draft, setting[key], "the field", key, rule);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      for (const doc::View variable : doc::items(container["env"]))
        check_text(draft, variable["value"], "the variable", variable["name"].text(), rule);
      check_items(draft, container, "command", rule);
      check_items(draft, container, "args", rule);
      for (const std::string_view probe : {"livenessProbe", "readinessProbe", "startupProbe"})
        check_action_texts(draft, container[probe], rule);
      for (const std::string_view hook : {"postStart", "preStop"})
        check_action_texts(draft, container["lifecycle"][hook], rule);
    }
}

}  // namespace placer::importers::kubernetes
