#include "engine/finding.hpp"

#include "base/text.hpp"
#include "rules/describe.hpp"
#include "rules/domain.hpp"
#include "rules/literal.hpp"
#include "rules/message.hpp"
#include "rules/terms.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::engine {
namespace {

using rules::Known;
using rules::Node;
using rules::Op;
using rules::Rule;
using rules::RuleKind;
using rules::RuleSet;
using rules::Slot;
using rules::Wide;

Amount allowed_of(const RuleSet& rules, const Rule& limit) {
  const Node& node = *rules::comparison(rules, limit);
  const bool number = node.op != Op::any_of && !is_text(node.op);
  return {number ? std::optional(Interval{node.bound, node.bound}) : std::nullopt,
          number ? to_string(rules.fact(node.fact).unit) : "", rules::describe_bound(rules, limit)};
}

/// "system_packages: true" of all facts of a requirement; of one that is one of a few what says so.
std::string state_of(const RuleSet& rules, const Rule& rule, const Situation& situation) {
  const std::vector<Slot>& slots = situation.slots();
  std::string text;
  for (const Node& node : rules.rows(rule.require)) {
    if (!is_leaf(node)) continue;
    if (!text.empty()) text += ", ";
    const auto narrowed = std::find_if(situation.narrowed().begin(), situation.narrowed().end(),
                                       [&](const Narrowed& one) { return one.fact == node.fact; });
    if (!slots[node.fact].known && narrowed != situation.narrowed().end())
      text += narrowed->note;
    else
      text += fmt::format("{}: {}", rules.text(rules.fact(node.fact).key),
                          amount_of(rules, node.fact, slots[node.fact]).text);
  }
  return text;
}

void add_margin(const Node& node, const Slot& slot, Finding& finding) {
  if (node.op == Op::at_most) {
    const std::int64_t needed =
        finding.outcome == Outcome::fail && slot.value.high == unbounded ? slot.value.low : slot.value.high;
    if (!slot.known || needed == unbounded) return;
    finding.margin = node.bound - needed;
    // Nobody used up what is presumed.
    if (node.bound > 0 && !slot.presumed)
      finding.used =
          static_cast<std::int64_t>(std::min<Wide>(Wide{needed} * 1'000'000 / node.bound, unbounded));
  } else if (node.op == Op::at_least && slot.known) {
    finding.margin = slot.value.low - node.bound;
  }
}

std::vector<std::string_view> missing_names(const RuleSet& rules, const FactSet& needs) {
  std::vector<std::string_view> names;
  for (std::size_t id = 0; id < rules.rows<rules::FactRow>().size() && id < max_facts; ++id)
    if (needs.contains(static_cast<FactId>(id)))
      names.push_back(rules.text(rules.fact(static_cast<FactId>(id)).key));
  return names;
}

/// What is said of a rule that cannot be decided.
std::string open_message(const RuleSet& rules, const Rule& rule, const Finding& finding) {
  if (finding.missing.empty()) return "cannot be decided";
  const std::string names = join(finding.missing, finding.missing.size() == 2 ? " and " : ", ");
  const std::string wanted = condition(rules, rule);
  return wanted.empty() ? fmt::format("depends on {}", names)
                        : fmt::format("holds if {}; depends on {}", wanted, names);
}

/// What is said of a rule that holds: its own message speaks of the failure.
std::string pass_message(const RuleSet& rules, const Rule& rule, const Finding& finding) {
  const std::string wanted = condition(rules, rule);
  return wanted.empty() ? finding.needed.text : fmt::format("{}: {}", wanted, finding.needed.text);
}

Finding start(const RuleSet& rules, const Rule& rule, Outcome outcome, const FactSet& needs) {
  Finding finding;
  finding.rule = rules.text(rule.id);
  finding.remedy = rules.text(rule.remedy);
  finding.quota = {rules.text(rule.quota_name), rules.text(rule.quota_code)};
  finding.outcome = outcome;
  finding.hardness = describe_hardness(rule.hardness);
  finding.of_setting = rule.role == rules::Role::setting && rule.hardness == rules::Hardness::configurable;
  if (outcome == Outcome::unknown) finding.missing = missing_names(rules, needs);
  return finding;
}

Finding of_violation(const RuleSet& rules, const Rule& rule, const Violation& violation, Finding finding) {
  finding.of_setting = true;
  finding.places = violation.places();
  finding.needed.text = violation.needed;
  finding.allowed.text = violation.allowed;
  finding.message = fill_message(rules, rule, violation);
  return finding;
}

/// Whether it is processors and memory that are not sold, and another finding speaks of the accelerators.
bool is_pair(const Sizing& sizing) { return sizing.unsold && sizing.row->gpu_count == 0; }

/// `row` is one of the sizes; what is held against it may be more than the fact says.
std::string needed_size(const RuleSet& rules, const Situation& situation, const Sizing& sizing,
                        const rules::Size* row) {
  const std::vector<Slot>& slots = situation.slots();
  const auto text = [&](Known known) {
    return amount_of(rules, rules.known(known), slots[rules.known(known)]).text;
  };
  // What nobody asked for is not what is lacking.
  std::vector<std::string> parts;
  if (situation.stated(rules.known(Known::cpu)) != nullptr) parts.push_back(text(Known::cpu) + " vCPU");
  const FactId memory = row == nullptr ? rules.known(Known::memory) : row->need_memory;
  if (slots[memory].known) parts.push_back(amount_of(rules, memory, slots[memory]).text);
  const Slot& gpus = slots[rules.known(Known::gpu_count)];
  if (gpus.known && gpus.value.high > 0 && !is_pair(sizing)) {
    const std::string type = text(Known::gpu_type);
    const bool is_any = type == "any" || !slots[rules.known(Known::gpu_type)].known;
    parts.push_back(fmt::format("{} x {}", text(Known::gpu_count), is_any ? "GPU" : type));
    const Slot& gpu_memory = slots[rules.known(Known::gpu_memory)];
    if (gpu_memory.known && gpu_memory.value.low > 0) parts.back() += " with " + text(Known::gpu_memory);
  }
  // Of an image that is made for cards of a maker nobody says how many it needs.
  const FactId type = rules.known(Known::gpu_type);
  if (row == nullptr && !gpus.known && !slots[type].known && slots[type].value != rules.fact(type).range)
    parts.push_back("GPUs that are " + text(Known::gpu_type));
  if (!parts.empty()) return join(parts, ", ");
  // What is no amount: machines of another kind.
  for (const Known known : {Known::operating_system, Known::architecture})
    if (situation.stated(rules.known(known)) != nullptr) parts.push_back(text(known));
  return parts.empty() ? "unknown" : join(parts, " on ");
}

/// What rules a size out whatever it holds: facts of which it has none of the names that will do, with its
/// own.
std::vector<std::pair<Known, std::uint64_t>> mismatches(const RuleSet& rules, const Situation& situation,
                                                        const rules::Size& row) {
  std::vector<std::pair<Known, std::uint64_t>> found;
  for (const auto& [known, set] : {std::pair(Known::architecture, row.architectures),
                                   std::pair(Known::operating_system, row.operating_systems),
                                   std::pair(Known::providers, row.providers)}) {
    const Slot& slot = situation.slots()[rules.known(known)];
    if (set != 0 && slot.known && (set & static_cast<std::uint64_t>(slot.value.low)) == 0)
      found.emplace_back(known, set);
  }
  return found;
}

/// The nearest size, with the memory of its GPUs where some is asked for, and the kind that rules it out.
std::string nearest_size(const RuleSet& rules, const Situation& situation, const rules::Size& row) {
  const std::vector<Slot>& slots = situation.slots();
  std::string text = describe_size(rules, row);
  const Slot& memory = slots[rules.known(Known::gpu_memory)];
  if (row.gpu_families != 0 && row.gpu_memory > 0 && memory.known && memory.value.low > 0)
    text += fmt::format(" with {} each", format_approximate(row.gpu_memory, Unit::bytes));
  for (const auto& [known, set] : mismatches(rules, situation, row)) {
    const auto value = static_cast<std::int64_t>(set);
    text += fmt::format(
        ", {} only", format_value(rules::Vocabulary(rules), rules.fact(rules.known(known)), {value, value}));
  }
  return text;
}

}  // namespace

std::string_view describe_hardness(rules::Hardness hardness) { return rules::to_string(hardness); }

std::string condition(const RuleSet& rules, const Rule& rule) {
  const Node* node = rules::comparison(rules, rule);
  if (node == nullptr) return {};
  std::string text = describe_comparison(rules, rule);
  // Nobody can look up or declare what the rules work out; it is called what it is.
  const rules::FactRow& fact = rules.fact(node->fact);
  if (fact.kind == rules::FactKind::derived)
    text.replace(0, rules.text(fact.key).size(), rules.text(fact.summary));
  return text;
}

std::string fill_message(const RuleSet& rules, const Rule& rule, unsigned offering,
                         const Situation& situation) {
  return rules::fill(rules.text(rule.message), [&](std::string_view name) -> std::string {
    const Node* node = rules::comparison(rules, rule);
    if (name == "offering") return std::string(rules.text(rules.rows<rules::Offering>()[offering].name));
    if (name == "allowed" && node != nullptr) return allowed_of(rules, rule).text;
    const FactId fact = name == "needed" && node != nullptr ? node->fact : rules.find_fact(name);
    return fact == no_fact ? std::string(name) : amount_of(rules, fact, situation.slots()[fact]).text;
  });
}

std::string fill_message(const RuleSet& rules, const Rule& rule, const Violation& violation) {
  return rules::fill(rules.text(rule.message), [&](std::string_view name) {
    return name == "needed" ? violation.needed : name == "allowed" ? violation.allowed : std::string(name);
  });
}

std::vector<Location> places_of(const RuleSet& rules, const Rule& rule, const Situation& situation) {
  std::vector<Location> places;
  const auto add = [&](const Fact* fact) {
    if (fact != nullptr && fact->where &&
        std::find(places.begin(), places.end(), fact->where) == places.end())
      places.push_back(fact->where);
  };
  for (const FactId id : rules::facts_of(rules, rule)) {
    add(situation.written(id));
    for (const rules::Bounded& bounded : situation.bounds())
      if (bounded.fact == id) add(bounded.by);
  }
  return places;
}

std::uint32_t size_rule(const RuleSet& rules, unsigned offering) {
  const auto all = rules.rows<Rule>();
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (all[i].kind == RuleKind::size && (all[i].offerings >> offering & 1U) != 0) return i;
  return UINT32_MAX;
}

Finding make_finding(const RuleSet& rules, const Situation& situation, const Placement& placement,
                     const Verdictlet& verdictlet) {
  const Rule& rule = rules.rows<Rule>()[verdictlet.rule];
  Finding finding = start(rules, rule, verdictlet.outcome, verdictlet.needs);
  if (verdictlet.violation != nullptr)
    return of_violation(rules, rule, *verdictlet.violation, std::move(finding));
  finding.places = places_of(rules, rule, situation);
  if (const Node* node = rules::comparison(rules, rule)) {
    const Slot& slot = situation.slots()[node->fact];
    finding.fact = node->fact;
    finding.needed = amount_of(rules, node->fact, slot);
    finding.allowed = allowed_of(rules, rule);
    add_margin(*node, slot, finding);
  } else {
    finding.needed.text = state_of(rules, rule, situation);
  }
  switch (finding.outcome) {
    case Outcome::unknown:
      // Everything is known but what nobody has published, which the rule's own sentence is about.
      finding.message = rule.hardness == rules::Hardness::unpublished && finding.missing.empty()
                            ? fill_message(rules, rule, placement.offering, situation)
                            : open_message(rules, rule, finding);
      break;
    case Outcome::fail: finding.message = fill_message(rules, rule, placement.offering, situation); break;
    case Outcome::pass: finding.message = pass_message(rules, rule, finding); break;
  }
  return finding;
}

namespace {

/// Whether the nearest size holds the processors and lacks the memory that is asked for.
bool lacks_memory_alone(const Situation& situation, const rules::Size& row) {
  if (row.memory_per_vcpu != 0 || !has_amount(row.memory) || !has_amount(row.cpu)) return false;
  // On a node of a cluster, what is reserved counts, which is the lower end.
  const auto exceeds = [&](FactId fact, std::int64_t most) {
    const Slot& slot = situation.slots()[fact];
    const bool lower = row.node || slot.value.high == unbounded;
    return slot.known && (lower ? slot.value.low : slot.value.high) > most;
  };
  return exceeds(row.need_memory, row.memory.high - row.memory_kept) &&
         !exceeds(row.need_cpu, row.cpu.high - row.cpu_kept);
}

/// The values that a size is chosen by, those that it fails for first where that is known.
std::vector<Location> places_of_size(const RuleSet& rules, const Situation& situation, const Sizing& sizing) {
  const Slot& gpus = situation.slots()[rules.known(Known::gpu_count)];
  const bool wants_gpus = gpus.known && gpus.value.high > 0 && !is_pair(sizing);
  std::vector<Known> order{Known::cpu, Known::memory, Known::gpu_count, Known::gpu_type, Known::gpu_memory};
  // The processors are those of the nearest size.
  const Slot& cpu = situation.slots()[rules.known(Known::cpu)];
  if (sizing.unsold && cpu.known && cpu.value.is_point() && cpu.value.low == sizing.chosen->cpu)
    std::swap(order[0], order[1]);
  if (!sizing.unsold && sizing.nearest != nullptr && lacks_memory_alone(situation, *sizing.nearest))
    std::swap(order[0], order[1]);
  if (sizing.nearest != nullptr && wants_gpus && gpus.value.low > sizing.nearest->gpu_count)
    order.insert(order.begin(), Known::gpu_count);
  if (sizing.nearest != nullptr)
    for (const auto& [known, kinds] : mismatches(rules, situation, *sizing.nearest))
      order.insert(order.begin(), known);
  std::vector<Location> places;
  for (const Known known : order) {
    const Fact* fact = situation.stated(rules.known(known));
    const bool gpu = known == Known::gpu_count || known == Known::gpu_type || known == Known::gpu_memory;
    if (fact == nullptr || !fact->where || (gpu && !wants_gpus)) continue;
    if (std::find(places.begin(), places.end(), fact->where) == places.end()) places.push_back(fact->where);
  }
  return places;
}

/// What nobody has published or recorded, where everything is known of the workload that decides.
std::string unpublished_size(const RuleSet& rules, const Situation& situation, const Sizing& sizing,
                             const Finding& finding) {
  const std::string &needed = finding.needed.text, &nearest = finding.allowed.text;
  if (sizing.nearest == nullptr)
    return fmt::format("no machine with that card is recorded; {} may or may not be available", needed);
  if (sizing.hoped || sizing.own)
    return fmt::format("no machine that is recorded holds {}, the nearest is {}; {} may", needed, nearest,
                       sizing.own ? "one of your own, of which `cluster:` in placer.yaml tells,"
                                  : "one with a card of which none is recorded");
  const Slot& memory = situation.slots()[rules.known(Known::gpu_memory)];
  if (sizing.nearest->gpu_count > 0 && sizing.nearest->gpu_memory == 0 && memory.value.low > 0)
    return fmt::format(
        "how much memory the accelerator of the nearest size, {}, has is not recorded; {} may or "
        "may not fit",
        nearest, needed);
  if (!has_amount(sizing.nearest->memory))
    return fmt::format("how much the nearest size, {}, holds is not recorded; {} may or may not fit", nearest,
                       needed);
  const Slot& gpus = situation.slots()[rules.known(Known::gpu_count)];
  if (sizing.nearest->gpu_count > 0 && sizing.nearest->gpu_families == 0 &&
      gpus.value.high <= sizing.nearest->gpu_count)
    return fmt::format(
        "which card the nearest size, {}, has is not published; {} may or may not be available", nearest,
        needed);
  return fmt::format("no maximum is published for the nearest size, {}; {} may or may not be available",
                     nearest, needed);
}

}  // namespace

Finding make_size_finding(const RuleSet& rules, const Situation& situation, const Placement& placement,
                          std::uint32_t index) {
  const Rule& rule = rules.rows<Rule>()[index];
  const Sizing& sizing = placement.sizing;
  Finding finding = start(rules, rule, sizing.outcome, sizing.needs);
  finding.sizing = true;
  const rules::Size* row = sizing.nearest != nullptr ? sizing.nearest : sizing.row;
  finding.needed.text = needed_size(rules, situation, sizing, row);
  finding.allowed.text = sizing.unsold               ? sizing.chosen->text
                         : sizing.nearest == nullptr ? "none"
                                                     : nearest_size(rules, situation, *sizing.nearest);
  finding.places = places_of_size(rules, situation, sizing);
  if (sizing.own)
    finding.remedy = "ask for less, or say under `cluster:` in placer.yaml which machines the cluster has";
  // Where the nearest size is of another kind, it is not the amount that is in the way.
  if (sizing.nearest != nullptr && sizing.outcome == Outcome::fail && sizing.card_memory == 0 &&
      !mismatches(rules, situation, *sizing.nearest).empty())
    finding.remedy =
        "no size is recorded with all of that: allow another architecture, operating system or provider";
  if (sizing.outcome == Outcome::unknown) {
    finding.message = finding.missing.empty() ? unpublished_size(rules, situation, sizing, finding)
                                              : open_message(rules, rule, finding);
    return finding;
  }
  if (sizing.card_memory > 0) {
    finding.message =
        fmt::format("no card of that type has so much memory: {} is asked for, the largest has {}",
                    finding.needed.text, format_approximate(sizing.card_memory, Unit::bytes));
    finding.remedy = "choose another card, or ask for less of its memory";
  } else if (sizing.nearest == nullptr && sizing.row == nullptr) {
    finding.message = fmt::format("no machine here is recorded with {}", finding.needed.text);
    finding.remedy = "choose another card, or another provider";
  } else if (sizing.own) {
    finding.message = fmt::format("no recorded machine of a provider holds {}; the nearest is {}",
                                  finding.needed.text, finding.allowed.text);
  } else if (sizing.unsold) {
    finding.remedy = "set the nearest size, or another one that is sold";
    finding.message =
        fmt::format("{} is not sold; the nearest size is {}", finding.needed.text, finding.allowed.text);
  } else {
    finding.message = rules::fill(rules.text(rule.message), [&](std::string_view name) {
      return name == "needed" ? finding.needed.text : finding.allowed.text;
    });
  }
  return finding;
}

}  // namespace placer::engine
