// A node is written in the words of the native manifest, so it is read as one.
#include "facade/cluster.hpp"

#include "base/text.hpp"
#include "doc/fields.hpp"
#include "importers/native.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>

namespace placer {
namespace {

using rules::Known;
using rules::Machine;
using rules::RuleSet;

constexpr doc::FieldContext cluster_fields{"project", "a cluster"};

const Fact* value_of(const std::vector<Fact>& facts, FactId id) {
  const auto fact = std::find_if(facts.begin(), facts.end(), [&](const Fact& one) { return one.id == id; });
  return fact != facts.end() && fact->has_value() ? &*fact : nullptr;
}

/// "2 x nvidia-l4", or "2 x GPU" where no kind is named.
std::string describe_gpus(const RuleSet& rules, std::int64_t count, const Fact* type) {
  if (type == nullptr || !type->has_value()) return fmt::format("{} x GPU", count);
  return fmt::format("{} x {}", count,
                     format_value(rules::Vocabulary(rules), rules.fact(type->id), type->value));
}

void read_node(doc::View entry, const RuleSet& rules, DiagnosticSink& sink, std::vector<Machine>& machines) {
  const std::size_t before = sink.errors();
  if (!doc::check_keys(entry, {"cpu", "memory", "gpu", "architecture"}, {"project", "a node"}, sink) ||
      sink.errors() != before)
    return;
  const std::vector<Fact> facts = importers::read_overlay(entry, rules, sink);
  if (sink.errors() != before) return;
  const Fact* cpu = value_of(facts, rules.known(Known::cpu));
  const Fact* memory = value_of(facts, rules.known(Known::memory));
  if (cpu == nullptr || memory == nullptr)
    return sink.error("project.node", "a node needs `cpu` and `memory`", entry.where(),
                      "for example `{cpu: 4, memory: 16GiB}`");
  Machine node;
  node.cpu = cpu->value.high;
  node.memory = memory->value.high;
  node.text = fmt::format("{} vCPU, {}", format_quantity(node.cpu, Unit::vcpu),
                          format_quantity(node.memory, Unit::bytes));
  if (const Fact* count = value_of(facts, rules.known(Known::gpu_count)); count != nullptr) {
    node.gpu_count = count->value.high;
    const Fact* type = value_of(facts, rules.known(Known::gpu_type));
    if (type != nullptr) node.gpu_types = static_cast<std::uint64_t>(type->value.low);
    const Fact* gpu_memory = value_of(facts, rules.known(Known::gpu_memory));
    if (gpu_memory != nullptr) node.gpu_memory = gpu_memory->value.high;
    if (node.gpu_count > 0) node.text += ", " + describe_gpus(rules, node.gpu_count, type);
  }
  if (const Fact* fact = value_of(facts, rules.known(Known::architecture)); fact != nullptr) {
    node.architectures = static_cast<std::uint64_t>(fact->value.low);
    node.text += ", " + format_value(rules::Vocabulary(rules), rules.fact(fact->id), fact->value);
  }
  machines.push_back(std::move(node));
}

/// A cluster without nodes would let everything pass in silence.
void warn_of_empty(doc::View cluster, DiagnosticSink& sink) {
  const auto is_empty = [](doc::View view) {
    return (view.is_mapping() || view.is_sequence()) && view.size() == 0;
  };
  if (is_empty(cluster) || is_empty(cluster["nodes"]))
    sink.warning("project.empty", "a cluster without nodes: no pod is held against it", cluster.where(),
                 "for example `nodes: [{cpu: 4, memory: 16GiB}]`");
}

/// What a workload asks of one machine at least.
struct Need {
  const Fact *cpu = nullptr, *memory = nullptr, *gpu_count = nullptr, *gpu_type = nullptr,
             *architecture = nullptr;
  std::int64_t maker_types = 0;
};

std::int64_t least(const Fact* fact) { return fact != nullptr && fact->has_value() ? fact->value.low : 0; }

Need need_of(const std::vector<Fact>& facts, const RuleSet& rules, std::int64_t maker_types) {
  return {value_of(facts, rules.known(Known::cpu)),          value_of(facts, rules.known(Known::memory)),
          value_of(facts, rules.known(Known::gpu_count)),    value_of(facts, rules.known(Known::gpu_type)),
          value_of(facts, rules.known(Known::architecture)), maker_types};
}

/// Whether a set of a node has one of the names that the pod takes; where either says nothing, it may.
bool may_have(std::uint64_t of_node, const Fact* fact) {
  return of_node == 0 || fact == nullptr || (static_cast<std::uint64_t>(fact->value.low) & of_node) != 0;
}

bool holds(const Machine& node, const Need& need) {
  if (least(need.cpu) > node.cpu || least(need.memory) > node.memory ||
      least(need.gpu_count) > node.gpu_count || !may_have(node.architectures, need.architecture))
    return false;
  if (least(need.gpu_count) == 0 || node.gpu_types == 0) return true;
  if (need.gpu_type == nullptr && need.maker_types != 0)
    return (static_cast<std::uint64_t>(need.maker_types) & node.gpu_types) != 0;
  return may_have(node.gpu_types, need.gpu_type);
}

/// "2 x nvidia-l4", or "2 x nvidia" where the pod asks for devices of a maker.
std::string describe_gpus(const RuleSet& rules, const Need& need) {
  if (need.gpu_type != nullptr || need.maker_types == 0)
    return describe_gpus(rules, least(need.gpu_count), need.gpu_type);
  const auto first = static_cast<unsigned>(std::countr_zero(static_cast<std::uint64_t>(need.maker_types)));
  const std::string_view name = rules.symbol(rules.known(Known::gpu_type), first);
  return fmt::format("{} x {}", least(need.gpu_count), name.substr(0, name.find('-')));
}

std::string describe(const RuleSet& rules, const Need& need) {
  std::vector<std::string> parts;
  if (least(need.cpu) > 0) parts.push_back(format_quantity(least(need.cpu), Unit::vcpu) + " vCPU");
  if (least(need.memory) > 0) parts.push_back(format_quantity(least(need.memory), Unit::bytes));
  if (least(need.gpu_count) > 0) parts.push_back(describe_gpus(rules, need));
  if (need.architecture != nullptr && need.architecture->where)
    parts.push_back(
        format_value(rules::Vocabulary(rules), rules.fact(need.architecture->id), need.architecture->value));
  return join(parts, ", ");
}

/// Where the needs of a pod stand: the first dimension that no node has, or, where only the combination
/// fails, each of which some node has too little; at the least the workload.
std::vector<Location> places_of(const std::vector<Machine>& machines, const Need& need,
                                const Workload& workload) {
  const std::array<std::pair<const Fact*, std::int64_t Machine::*>, 3> dimensions{
      {{need.cpu, &Machine::cpu}, {need.memory, &Machine::memory}, {need.gpu_count, &Machine::gpu_count}}};
  std::vector<Location> together;
  Location alone;
  const auto look = [&](const Fact* fact, const auto& lacks) {
    if (fact == nullptr || !fact->where || alone) return;
    if (std::all_of(machines.begin(), machines.end(), lacks))
      alone = fact->where;
    else if (std::any_of(machines.begin(), machines.end(), lacks) &&
             std::find(together.begin(), together.end(), fact->where) == together.end())
      together.push_back(fact->where);
  };
  for (const auto& [fact, most] : dimensions)
    look(fact, [&, fact = fact, most = most](const Machine& node) { return least(fact) > node.*most; });
  look(need.architecture,
       [&](const Machine& node) { return !may_have(node.architectures, need.architecture); });
  look(need.gpu_type != nullptr || need.maker_types == 0 ? need.gpu_type : need.gpu_count,
       [&](const Machine& node) {
         return !holds(node, {nullptr, nullptr, need.gpu_count, need.gpu_type, nullptr, need.maker_types});
       });
  if (alone) return {alone};
  return together.empty() ? std::vector{workload.where} : together;
}

/// Adds a violation to the workload for a pod of it that no node holds.
void check_pod(const std::vector<Machine>& machines, const RuleSet& rules, const std::vector<Fact>& facts,
               Workload& workload) {
  const Need need = need_of(facts, rules, workload.maker_types);
  if (std::any_of(machines.begin(), machines.end(), [&](const Machine& node) { return holds(node, need); }))
    return;
  std::vector<std::string_view> nodes;
  nodes.reserve(machines.size());
  for (const Machine& node : machines) nodes.push_back(node.text);
  std::vector<Location> places = places_of(machines, need, workload);
  const Location first = places.front();
  places.erase(places.begin());
  workload.violations.push_back({"kubernetes.larger-than-nodes", first, describe(rules, need),
                                 join(nodes, "; "), true, std::move(places)});
}

bool runs_on(const std::vector<Machine>& machines, const RuleSet& rules, const Workload& workload) {
  const Fact* target = workload.find(rules.known(Known::target));
  return !machines.empty() && target != nullptr && !target->texts.empty() &&
         target->texts.front().starts_with("kubernetes/");
}

}  // namespace

std::vector<Machine> read_cluster(doc::View project, const RuleSet& rules, DiagnosticSink& sink) {
  std::vector<Machine> machines;
  warn_of_empty(project["cluster"], sink);
  const doc::View cluster = doc::optional_mapping(project, "cluster", cluster_fields, sink);
  if (!cluster || !doc::check_keys(cluster, {"nodes"}, cluster_fields, sink)) return machines;
  for (const doc::View node : doc::items(doc::optional_sequence(cluster, "nodes", cluster_fields, sink)))
    read_node(node, rules, sink, machines);
  return machines;
}

bool is_held_to(const std::vector<Machine>& machines, const RuleSet& rules, const Workload& workload) {
  const Need need = need_of(workload.facts, rules, 0);
  return runs_on(machines, rules, workload) &&
         ((need.cpu != nullptr && need.cpu->where) || (need.memory != nullptr && need.memory->where) ||
          (need.gpu_count != nullptr && need.gpu_count->where));
}

void check_cluster(const std::vector<Machine>& machines, const RuleSet& rules, Workload& workload) {
  if (!runs_on(machines, rules, workload)) return;
  if (workload.roles.empty()) return check_pod(machines, rules, workload.facts, workload);
  for (const std::vector<Fact>& role : workload.roles) {
    // What the caller says of the workload holds for each of its pods.
    Workload pod;
    pod.facts = role;
    for (const Fact& fact : workload.facts)
      if (fact.origin == Origin::assumed) pod.add(fact);
    check_pod(machines, rules, pod.facts, workload);
  }
}

}  // namespace placer
