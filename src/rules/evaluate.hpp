// Three-valued evaluation (strong Kleene) of compiled expressions, and of derived facts, over what is known
// of a workload.
//
// A definite outcome holds whatever the unknown facts turn out to be; an unknown one names the facts that
// could decide it. An interval that straddles a bound is unknown too.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>

#include <span>
#include <string>
#include <vector>

namespace placer::rules {

enum class Truth : std::uint8_t { no, unknown, yes };

/// What is known of one fact while rules are judged. Slots stand in the order of the vocabulary.
struct Slot {
  Interval value{0, unbounded};                     ///< for choices `low` holds the set of alternatives
  const std::vector<std::string>* texts = nullptr;  ///< of texts
  FactSet needs;                                    ///< facts that would make it more exact
  bool known = false;
  bool presumed = false;  ///< nobody stated it: the usual value of a special fact
  bool bounded = false;   ///< nobody stated it: as many times another fact as goes with a choice
};

struct Result {
  Truth truth = Truth::yes;
  FactSet needs;  ///< facts that could still decide it; empty for a definite outcome
};

/// Evaluates an expression. An empty one is true.
Result evaluate(const RuleSet& rules, std::span<const Node> nodes, std::span<const Slot> slots);

/// One rule: `when` implies `require`.
struct RuleResult {
  Truth applies = Truth::yes;
  Truth holds = Truth::yes;  ///< yes where the rule does not apply
  FactSet needs;
};
RuleResult evaluate(const RuleSet& rules, const Rule& rule, std::span<const Slot> slots);

/// Fills the slots of the offering's properties, in the place of another's, and of all derived facts or
/// those of one stage, which takes the stages before it; computed values stay as they are.
void set_properties(const RuleSet& rules, unsigned offering, std::span<Slot> slots);
void derive(const RuleSet& rules, unsigned offering, std::span<Slot> slots);
void derive(const RuleSet& rules, unsigned offering, std::span<Slot> slots, DerivedStage stage);
/// The same for some of the derived facts, marked by their ids; those that they are made of must be among
/// them, or be as they were.
void derive(const RuleSet& rules, unsigned offering, std::span<Slot> slots, const std::vector<bool>& only);

}  // namespace placer::rules
