// The pipeline of a run: filter, size, decide, score, rank.
#include "engine/judge.hpp"
#include "engine/size_roles.hpp"
#include "rules/domain.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

using rules::Known;
using rules::Offering;
using rules::Rule;
using rules::RuleSet;

/// Whether a limit on one of the sizing's dimensions has the same outcome already.
bool said_by_limit(const RuleSet& rules, const Placement& placement) {
  if (placement.sizing.unsold || placement.sizing.outcome == Outcome::pass) return false;
  const rules::Size* nearest = placement.sizing.nearest;
  for (const Verdictlet& finding : placement.findings) {
    const FactSet& facts = rules.rows<Rule>()[finding.rule].facts;
    // What is not sold in a region is no size there.
    if (finding.outcome == Outcome::fail && facts.contains(rules.known(Known::regions))) return true;
    if (finding.outcome != placement.sizing.outcome) continue;
    if (finding.violation != nullptr && finding.violation->of_size) return true;
    for (const Known kind : {Known::providers, Known::architecture, Known::operating_system})
      if (facts.contains(rules.known(kind))) return true;
    const auto nodes = rules.rows(rules.rows<Rule>()[finding.rule].require);
    for (const rules::Node& node : nodes)
      for (const Known known :
           {Known::cpu, Known::memory, Known::gpu_count, Known::gpu_type, Known::gpu_memory})
        if (node.op != rules::Op::negate &&
            (node.fact == rules.known(known) || (nearest != nullptr && node.fact == nearest->need_memory)))
          return true;
  }
  return false;
}

std::vector<std::string> priorities_of(const RuleSet& rules, const Situation& situation) {
  const Fact* fact = situation.stated(rules.known(Known::priorities));
  return fact == nullptr ? std::vector<std::string>() : fact->texts;
}

bool is_asked_for(const RuleSet& rules, unsigned index, const std::vector<std::string>& on) {
  const Offering& offering = rules.rows<Offering>()[index];
  const std::string_view id = rules.text(offering.full_id);
  const std::string_view platform = rules.text(rules.rows<rules::Platform>()[offering.platform].id);
  return on.empty() || std::any_of(on.begin(), on.end(),
                                   [&](const std::string& name) { return name == id || name == platform; });
}

/// Whether anybody looks at the placement: at the depth of a gate, what it asks about.
bool is_judged(const RuleSet& rules, const Placement& placement, const JudgeOptions& options, int target) {
  if (options.depth != Depth::gate) return true;
  if (!options.required.empty()) return is_asked_for(rules, placement.offering, options.required);
  return target < 0 || placement.target;
}

}  // namespace

bool is_named(const RuleSet& rules, unsigned offering, const JudgeOptions& options) {
  return (!options.required.empty() && is_asked_for(rules, offering, options.required)) ||
         (!options.on.empty() && is_asked_for(rules, offering, options.on));
}

AtItsDoor::AtItsDoor(const RuleSet& rules, const Situation& situation, unsigned offering,
                     std::vector<rules::Slot>& slots) {
  const FactId door = rules.known(Known::front_door);
  const std::string_view own = situation.door_of_template(rules, offering);
  if (own.empty() || situation.written(door) != nullptr) return;
  for (const rules::Symbol& symbol : rules.rows(rules.fact(door).symbols)) {
    if (rules.text(symbol.name) != own) continue;
    slot_ = &slots[door];
    before_ = *slot_;
    const std::int64_t alone = std::int64_t{1} << symbol.bit;
    slot_->value = {alone, alone};
    slot_->known = true;
    slot_->presumed = false;
    return;
  }
}

AtItsDoor::~AtItsDoor() {
  if (slot_ != nullptr) *slot_ = before_;
}

std::vector<Placement> place_all(const RuleSet& rules, const Workload& workload, const JudgeOptions& options,
                                 Situation& situation) {
  const int target = situation.target(rules);
  std::vector<Placement> placements;
  for (unsigned i = 0; i < rules.rows<Offering>().size(); ++i) {
    Placement placement;
    placement.offering = i;
    placement.target = static_cast<int>(i) == target;
    if (is_asked_for(rules, i, options.on) && is_judged(rules, placement, options, target))
      placements.push_back(std::move(placement));
  }
  // A gate that asks about one place compares it with no other.
  const bool scores = options.depth > Depth::gate || options.bills || placements.size() > 1;
  filter(rules, situation, placements, options.keep_passes, options.as_deployed);
  const std::vector<std::string> priorities = priorities_of(rules, situation);
  for (Placement& placement : placements) {
    const On on(situation, placement);
    // Where nothing but the order matters, what does not fit comes last whatever its size and score.
    decide(rules, placement);
    if (options.depth == Depth::ranking && placement.verdict == Verdict::does_not_fit) continue;
    choose_sizes(rules, workload, situation, options.strict, placement);
    decide(rules, placement);
    if (options.depth == Depth::ranking && placement.verdict == Verdict::does_not_fit) continue;
    if (said_by_limit(rules, placement)) placement.sizing.outcome = Outcome::pass;
    if (scores) score(rules, situation, priorities, placement);
  }
  rank(rules, situation, placements);
  return placements;
}

}  // namespace placer::engine
