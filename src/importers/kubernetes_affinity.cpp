// How a pod chooses its node and its neighbours, as the API looks at it:
// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

constexpr std::string_view word = "kubernetes.core-word";
constexpr Words of_node[] = {{"operator", "In, NotIn, Exists, DoesNotExist, Gt or Lt", word}};
constexpr Words of_fields[] = {{"operator", "In or NotIn", word}};
constexpr Words of_labels[] = {{"operator", "In, NotIn, Exists or DoesNotExist", word}};
constexpr std::string_view required = "requiredDuringSchedulingIgnoredDuringExecution",
                           preferred = "preferredDuringSchedulingIgnoredDuringExecution";

/// What an expression is about: labels of pods, labels of nodes, or what nodes have besides.
enum class Of : std::uint8_t { pods, nodes, fields };

/// How many values an operator takes.
void check_values(Draft& draft, doc::View expression, Of of) {
  const Value how = scalar(expression["operator"]);
  const doc::View values = expression["values"];
  if (!how.literal() || (values.is_scalar() && !values.is_null())) return;
  const auto refuse = [&](std::string_view has, std::string_view allowed) {
    draft.violation("kubernetes.expression-values", (values.size() > 0 ? values : expression).where(),
                    fmt::format("{} has {}", how.text, has), std::string(allowed));
  };
  const bool chooses = how.text == "In" || how.text == "NotIn",
             compares = how.text == "Gt" || how.text == "Lt";
  if (chooses && of == Of::fields && values.size() != 1)
    return refuse(fmt::format("{} values", values.size()), "one for a field of a node");
  if (chooses && values.size() == 0) refuse("no values", "one at least");
  if ((how.text == "Exists" || how.text == "DoesNotExist") && values.size() > 0) refuse("values", "none");
  if (!compares || of != Of::nodes) return;  // of labels there is no such operator
  if (values.size() != 1) return refuse(fmt::format("{} values", values.size()), "one");
  // The API takes any text; the scheduler compares numbers.
  if (const Value bound = scalar(values.first()); bound.literal() && !doc::read_integer(bound.text).value)
    draft.violation("kubernetes.no-number-of-label", bound.where,
                    fmt::format("{} {}", how.text, printable(bound.text)));
}

void check_terms(Draft& draft, doc::View term, std::span<const Words> words) {
  for (const doc::View expression : doc::items(term["matchExpressions"])) {
    check_words(draft, expression, words);
    check_values(draft, expression, words.data() == of_node ? Of::nodes : Of::pods);
  }
  for (const doc::View expression : doc::items(term["matchFields"])) {
    check_words(draft, expression, of_fields);
    check_values(draft, expression, Of::fields);
  }
}

/// What is preferred says by how much.
void check_weights(Draft& draft, doc::View list, bool complete) {
  for (const doc::View one : doc::items(list)) {
    number_setting(draft, one, {"weight", "kubernetes.weight"});
    if (complete && one.is_mapping() && !one["weight"] && !one["$patch"])
      require(draft, one.where(), "weight", "what is preferred of an affinity");
  }
}

}  // namespace

void check_label_expressions(Draft& draft, doc::View selector) { check_terms(draft, selector, of_labels); }

void check_affinity(Draft& draft, doc::View affinity, bool complete) {
  const doc::View nodes = affinity["nodeAffinity"];
  const doc::View terms = nodes[required]["nodeSelectorTerms"];
  if (complete && nodes[required].is_mapping() && !terms.is_scalar() && terms.size() == 0)
    require(draft, (terms ? terms : nodes[required]).where(), "term", "a nodeAffinity that is required");
  for (const doc::View term : doc::items(terms)) check_terms(draft, term, of_node);
  for (const doc::View one : doc::items(nodes[preferred])) check_terms(draft, one["preference"], of_node);
  check_weights(draft, nodes[preferred], complete);
  for (const std::string_view key : {"podAffinity", "podAntiAffinity"}) {
    for (const doc::View term : doc::items(affinity[key][required]))
      check_terms(draft, term["labelSelector"], of_labels);
    for (const doc::View one : doc::items(affinity[key][preferred]))
      check_terms(draft, one["podAffinityTerm"]["labelSelector"], of_labels);
    check_weights(draft, affinity[key][preferred], complete);
  }
}

}  // namespace placer::importers::kubernetes
