// How each workload of a run is judged: with the caller's settings, with what the project file says of it and
// asks of its file, against the rules.
#pragma once

#include "engine/judge.hpp"
#include "facade/policy.hpp"
#include "facade/project.hpp"
#include "rules/rule_set.hpp"

#include <placer/fact.hpp>
#include <placer/placer.hpp>

#include <optional>
#include <string>
#include <vector>

namespace placer {

/// What the project file asks of the workloads of one file.
struct HeldTo {
  std::vector<const Policy*> policies;
  bool platforms = false;             ///< a platform must fit
  bool room = false, cost = false;    ///< a gate asks about these
  engine::GateOptions sought = {};    ///< the bounds of that, whether or not a gate comes
  std::vector<std::string> required;  ///< platforms and offerings that a gate asks about
};

struct Judged {
  std::optional<WorkloadReport> report;  ///< nothing where a setting cannot be applied, which the sink says
  std::vector<IgnoreNote> ignores;       ///< of the workload
  engine::UsedRules used;
  DiagnosticSink sink;
};

class Judging {
 public:
  /// All of them must outlive it.
  Judging(const rules::RuleSet& rules, const Project& project, const AnalyzeOptions& options);

  /// Settings of all workloads in place of what they say.
  void set_overlay(std::vector<Fact> overlay) { overlay_ = std::move(overlay); }

  HeldTo held_to(const std::string& path) const;

  /// Whether any platform that is asked about could run it: what belongs to workloads of one is nothing to
  /// the others.
  bool is_asked_of(const Workload& workload, const HeldTo& held) const;

  /// Several threads may ask at once.
  Judged judge(Workload workload, const HeldTo& held) const;

 private:
  Workload completed(Workload workload, const HeldTo& held) const;
  void settle_alternatives(const HeldTo& held, Workload& workload) const;
  Workload filled_in(Workload workload, const HeldTo& held) const;
  void set_measured(Workload& workload) const;
  engine::JudgeOptions options_at(Depth depth, const HeldTo& held) const;
  /// The first offering that a workload is written for; empty: none.
  std::string_view target_of(const Workload& workload) const;

  const rules::RuleSet& rules_;
  const Project& project_;
  const AnalyzeOptions& options_;
  std::optional<Placer> today_;  // the guide's answers are shown beside today's
  Policies policies_;
  std::vector<Fact> overlay_;
};

}  // namespace placer
