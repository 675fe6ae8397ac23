// What kind of node a pod asks for, by the labels that clouds and device plugins give to nodes.
#include "base/text.hpp"
#include "importers/accelerator.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_slices.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

enum class Says : std::uint8_t {
  accelerator,
  perhaps_accelerator,
  machine,
  architecture,
  system,
  name,
  spot
};

struct Label {
  std::string_view key;
  Says says;
};

constexpr Label labels[] = {
    {"cloud.google.com/gke-accelerator", Says::accelerator},
    {"cloud.google.com/gke-tpu-accelerator", Says::accelerator},
    {"nvidia.com/gpu.product", Says::accelerator},
    {"gpu.nvidia.com/class", Says::accelerator},
    {"karpenter.k8s.aws/instance-gpu-name", Says::accelerator},
    {"eks.amazonaws.com/instance-gpu-name", Says::accelerator},
    {"karpenter.k8s.aws/instance-accelerator-name", Says::accelerator},
    {"k8s.amazonaws.com/accelerator", Says::accelerator},
    {"amd.com/gpu.product-name", Says::accelerator},
    // Of no maker's own making: the value is taken if it is the name of an accelerator.
    {"accelerator", Says::perhaps_accelerator},
    {"gpu", Says::perhaps_accelerator},
    {"gpu-type", Says::perhaps_accelerator},
    {"kubernetes.azure.com/accelerator", Says::perhaps_accelerator},
    // A machine type tells its accelerator, if it has one.
    {"node.kubernetes.io/instance-type", Says::machine},
    {"beta.kubernetes.io/instance-type", Says::machine},
    {"kubernetes.io/arch", Says::architecture},
    {"beta.kubernetes.io/arch", Says::architecture},
    {"kubernetes.io/os", Says::system},
    {"beta.kubernetes.io/os", Says::system},
    {"kubernetes.io/hostname", Says::name},
    {"metadata.name", Says::name},
    {"cloud.google.com/gke-spot", Says::spot},
    {"cloud.google.com/gke-preemptible", Says::spot},
    {"cloud.google.com/gke-provisioning", Says::spot},
    {"karpenter.sh/capacity-type", Says::spot},
    {"eks.amazonaws.com/capacityType", Says::spot},
    {"kubernetes.azure.com/scalesetpriority", Says::spot},
};

/// Domains whose labels clouds, kubelets and device plugins give to nodes, and those in them that say what
/// the owner of a cluster decides: what its pools are called, and what some nodes alone are for.
constexpr std::string_view given_domains[] = {
    "kubernetes.io", "k8s.io",       "google.com", "googleapis.com", "gke.io",     "k8s.aws",  "aws.com",
    "amazonaws.com", "karpenter.sh", "amd.com",    "intel.com",      "nvidia.com", "azure.com"};
constexpr std::string_view owned_labels[] = {
    "node-role.kubernetes.io/", "node-restriction.kubernetes.io/", "eks.amazonaws.com/nodegroup",
    "karpenter.sh/nodepool",    "kubernetes.azure.com/agentpool",  "cloud.google.com/gke-nodepool"};

const Label* find_label(std::string_view key) {
  for (const Label& label : labels)
    if (label.key == key) return &label;
  return nullptr;
}

/// Whether it is a label that the owner of a cluster gave to nodes.
bool is_owned(const Value& key) {
  if (!key.literal() || find_label(key.text) != nullptr) return false;
  for (const std::string_view owned : owned_labels)
    if (key.text.starts_with(owned)) return true;
  const std::size_t slash = key.text.find('/');
  if (slash == key.text.npos) return true;
  const std::string_view domain = std::string_view(key.text).substr(0, slash);
  return std::none_of(std::begin(given_domains), std::end(given_domains), [&](std::string_view given) {
    return domain == given || (domain.ends_with(given) && domain[domain.size() - given.size() - 1] == '.');
  });
}

/// The label of an owner's that a term asks for; none where a node without one will do.
Value owned_label(doc::View term) {
  for (const doc::View expression : doc::items(term["matchExpressions"])) {
    const std::string_view how = expression["operator"].text();
    if (how != "In" && how != "Exists" && how != "Gt" && how != "Lt") continue;
    if (Value key = scalar(expression["key"]); is_owned(key)) return key;
  }
  return {};
}

/// node_labels. Of several terms one must hold, so each must ask for such a label.
void read_owned_labels(Draft& draft, doc::View selector, doc::View terms) {
  Value found;
  for (const auto [key, value] : doc::entries(selector))
    if (const Value name = scalar(key); !found && !value.is_null() && is_owned(name)) found = name;
  Value of_terms;
  for (const doc::View term : doc::items(terms)) {
    of_terms = owned_label(term);
    if (!of_terms) break;
  }
  if (!found) found = of_terms;
  if (found)
    draft.set("node_labels", {1, 1}, found.where, Origin::stated, {},
              fmt::format("only on nodes with the label `{}`", printable(found.text)));
}

/// Whether a value names an accelerator.
bool is_known(Draft& draft, const Value& value) {
  Draft alone(draft.context(), {}, {});
  alone.accelerator(value);
  const Fact* type = alone.find("gpu.type");
  return type != nullptr && type->has_value();
}

/// A label as it is written: names of cards are in capitals, as elsewhere the names of what is filled in are.
Value label_value(doc::View view) {
  const Value value = scalar(view), written = literal(view);
  return written.literal() && written.text.find_first_of("0123456789") != std::string::npos &&
                 written.text.find_first_of("$<>") == std::string::npos
             ? written
             : value;
}

/// A machine with devices of another maker than those that the pod asks for.
void check_device(Draft& draft, const Value& type, unsigned family) {
  const Fact* asked = draft.find("gpu.type");
  std::int64_t wanted = draft.workload().maker_types;
  if (wanted == 0 && asked != nullptr && asked->has_value()) wanted = asked->value.low;
  if (wanted != 0 && (wanted & (std::int64_t{1} << family)) == 0)
    draft.violation("kubernetes.device-not-of-machine", type.where, type.text);
}

void read_machine(Draft& draft, const Value& type) {
  const auto found = type.literal() ? find_accelerator(draft.context().rules, type.text) : std::nullopt;
  if (found) check_device(draft, type, found->family);
  draft.machine(type);
}

/// What a label says of an accelerator, by the name of the card or of the machine.
std::optional<AcceleratorName> accelerator_of(const rules::RuleSet& rules, const Label& label,
                                              const Value& value) {
  const auto found = find_accelerator(
      rules, label.says == Says::accelerator ? card_of(value.text) : std::string_view(value.text));
  const bool by_machine = label.says == Says::machine && found && !found->card.empty();
  return by_machine ? find_accelerator(rules, found->card) : found;
}

/// Several names of which any will do, as a set.
void read_alternatives(Draft& draft, const Label& label, const std::vector<Value>& values) {
  if (values.size() == 1) return read_node_label(draft, label.key, values.front());
  if (label.says == Says::name) return read_node_label(draft, label.key, values.front());
  const std::string_view fact = label.says == Says::architecture ? "architecture"
                                : label.says == Says::system     ? "operating_system"
                                : label.says == Says::spot       ? "spot"
                                                                 : "gpu.type";
  std::int64_t set = 0;
  AcceleratorSet accelerators(draft.context().rules);
  for (const Value& value : values) {
    if (const auto device = accelerator_of(draft.context().rules, label, value)) accelerators.add(*device);
    Draft one(draft.context(), {}, {});
    read_node_label(one, label.key, value);
    const Fact* found = one.find(fact);
    if (found == nullptr || !found->has_value()) return;
    set |= found->value.low;
  }
  Value first = values.front();
  first.text.clear();
  if (fact == "gpu.type" && accelerators.size() == values.size())
    draft.accelerators(accelerators, first);
  else
    draft.set(fact, {set, set}, first.where);
}

/// The values that a key may have in each of the terms, of which one must hold. A key that some term leaves
/// open is open.
void read_affinity(Draft& draft, doc::View terms, Placed placed, Sharing& sharing) {
  std::map<std::string_view, std::vector<Value>> allowed;
  std::map<std::string_view, std::size_t> in_terms;
  std::size_t count = 0;
  for (const doc::View term : doc::items(terms)) {
    ++count;
    for (const std::string_view list : {"matchExpressions", "matchFields"})
      for (const doc::View expression : doc::items(term[list])) {
        if (expression["operator"].text() != "In") continue;
        const std::string_view key = expression["key"].text();
        // That is how a DaemonSet sends each of its pods to a node.
        if (placed == Placed::one_per_node && list == "matchFields") continue;
        ++in_terms[key];
        for (const doc::View value : doc::items(expression["values"]))
          allowed[key].push_back(label_value(value));
      }
  }
  for (const auto& [key, values] : allowed) {
    if (in_terms[key] != count || values.empty()) continue;
    if (values.size() == 1) sharing.label(key, values.front());
    if (const Label* label = find_label(key); label != nullptr) read_alternatives(draft, *label, values);
  }
}

}  // namespace

void read_node_label(Draft& draft, std::string_view key, const Value& value) {
  if (key == "topology.kubernetes.io/region") draft.deployed_to(value);
  const Label* label = find_label(key);
  if (label == nullptr || !value) return;
  switch (label->says) {
    case Says::accelerator: {
      const Fact* type = draft.find("gpu.type");
      Value card = value;
      if (card.literal()) card.text = std::string(card_of(card.text));
      // The resource that the pod asks for already says whose it is; a name that nobody knows says no more.
      if (type == nullptr || !type->has_value() || is_known(draft, card)) draft.accelerator(card);
      return;
    }
    case Says::perhaps_accelerator:
      if (value.literal() && find_accelerator(draft.context().rules, value.text)) draft.accelerator(value);
      return;
    case Says::machine: return read_machine(draft, value);
    case Says::architecture: return draft.choice("architecture", value);
    case Says::system: return draft.choice("operating_system", value);
    case Says::spot:
      if (const std::string word = to_lower(value.text);
          value.literal() && (word == "true" || word == "spot" || word == "preemptible"))
        draft.set("spot", {1, 1}, value.where, Origin::stated, {}, "only on nodes of spare capacity");
      return;
    case Says::name:
      return draft.set("node_pinned", {1, 1}, value.where, Origin::stated, {},
                       fmt::format("only on the node `{}`", value.text));
  }
}

Placed placed_by(doc::View pod) {
  const doc::View metadata = pod["metadata"];
  for (const doc::View owner : doc::items(metadata["ownerReferences"])) {
    if (owner["kind"].text() == "DaemonSet") return Placed::one_per_node;
    // A pod from a file on its node can run nowhere else.
    if (owner["kind"].text() == "Node") return Placed::by_author;
  }
  // What made the pod makes the next one, wherever the scheduler puts it. A pod of its own is nobody else's
  // to place: as it stands, it runs on that node only.
  return metadata["ownerReferences"].size() > 0 ? Placed::by_scheduler : Placed::by_author;
}

void read_node_selection(Draft& draft, doc::View spec, Placed placed) {
  if (const Value name = scalar(spec["nodeName"]); name && !name.text.empty() && placed == Placed::by_author)
    draft.set("node_pinned", {1, 1}, name.where, Origin::stated, {},
              fmt::format("only on the node `{}`", name.text));
  Sharing sharing;
  for (const auto [key, view] : doc::entries(spec["nodeSelector"])) {
    const Value value = label_value(view);
    read_node_label(draft, key.text(), value);
    sharing.label(key.text(), value);
  }
  const doc::View terms =
      spec["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"];
  read_affinity(draft, terms, placed, sharing);
  read_owned_labels(draft, spec["nodeSelector"], terms);
  sharing.apply(draft);
  if (placed == Placed::one_per_node)
    draft.set("one_per_node", {1, 1}, spec.where(), Origin::derived, {}, "a DaemonSet owns the pod");
  draft.choice("operating_system", scalar(spec["os"]["name"]));
}

}  // namespace placer::importers::kubernetes
