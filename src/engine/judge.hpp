// Judges one workload against a rule set: filter, size, decide, score, rank, recommend, ask.
#pragma once

#include "engine/bill.hpp"
#include "engine/placement.hpp"
#include "rules/rule_set.hpp"

#include <placer/report.hpp>

#include <vector>

namespace placer::engine {

struct JudgeOptions {
  bool strict = false;       ///< presume nothing: unknown special facts become questions
  bool keep_passes = false;  ///< report findings that passed as well
  Depth depth = Depth::verdicts;
  std::vector<std::string> on;  ///< the platforms and offerings to judge; empty: all
  bool as_deployed = false;     ///< hold what is set against all offerings of the target's platform
  bool bills = false;           ///< what a month costs, at any depth
  BillOptions bill = {};        ///< how bills are reckoned; scores take list prices
  bool room = false;            ///< headroom of the target and of what is recommended at any depth
  std::vector<std::string> required =
      {};  ///< what a gate asks about, at its depth; empty: the target, else all
};

/// Which rules reports refer to, by their index, so that each is described once.
using UsedRules = std::vector<bool>;

/// The report of one workload. Marks the rules that it refers to.
WorkloadReport judge(const rules::RuleSet& rules, const Workload& workload, const JudgeOptions& options,
                     UsedRules& used);

/// The placements of a workload that were asked for, ranked; at the depth of a gate those that it asks about.
std::vector<Placement> place_all(const rules::RuleSet& rules, const Workload& workload,
                                 const JudgeOptions& options, Situation& situation);

/// Whether a caller or a gate names an offering or its platform.
bool is_named(const rules::RuleSet& rules, unsigned offering, const JudgeOptions& options);

/// What a report says of a rule.
RuleInfo describe_rule(const rules::RuleSet& rules, const rules::Rule& rule);
RuleSetInfo describe_rule_set(const rules::RuleSet& rules);

}  // namespace placer::engine
