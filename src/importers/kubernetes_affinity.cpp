// How a pod chooses its node and its neighbours, as the API looks at it:
// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

constexpr std::string_view word = "kubernetes.core-word";
constexpr Words of_node[] = {{"operator", "In, NotIn, Exists, DoesNotExist, Gt or Lt", word}};
constexpr Words of_labels[] = {{"operator", "In, NotIn, Exists or DoesNotExist", word}};
constexpr std::string_view required = "requiredDuringSchedulingIgnoredDuringExecution",
                           preferred = "preferredDuringSchedulingIgnoredDuringExecution";

/// How many values an operator takes.
void check_values(Draft& draft, doc::View expression, bool of_nodes) {
  const Value how = scalar(expression["operator"]);
  const doc::View values = expression["values"];
  if (!how.literal() || (values.is_scalar() && !values.is_null())) return;
  const auto refuse = [&](std::string_view has, std::string_view allowed) {
    draft.violation("kubernetes.expression-values", (values.size() > 0 ? values : expression).where(),
                    fmt::format("{} has {}", how.text, has), std::string(allowed));
  };
  const bool chooses = how.text == "In" || how.text == "NotIn",
             compares = how.text == "Gt" || how.text == "Lt";
  if (chooses && values.size() == 0) refuse("no values", "one at least");
  if ((how.text == "Exists" || how.text == "DoesNotExist") && values.size() > 0) refuse("values", "none");
  if (!compares || !of_nodes) return;  // of labels there is no such operator
  if (values.size() != 1) return refuse(fmt::format("{} values", values.size()), "one");
  // The API takes any text; the scheduler compares numbers.
  if (const Value bound = scalar(values.first()); bound.literal() && !doc::read_integer(bound.text).value)
    draft.violation("kubernetes.no-number-of-label", bound.where,
                    fmt::format("{} {}", how.text, printable(bound.text)));
}

void check_terms(Draft& draft, doc::View term, std::span<const Words> words) {
  for (const std::string_view list : {"matchExpressions", "matchFields"})
    for (const doc::View expression : doc::items(term[list])) {
      check_words(draft, expression, words);
      check_values(draft, expression, words.data() == of_node);
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
  for (const doc::View term : doc::items(nodes[required]["nodeSelectorTerms"]))
    check_terms(draft, term, of_node);
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
