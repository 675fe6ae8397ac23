#include "facade/judging.hpp"

#include "engine/curve.hpp"
#include "engine/defaults.hpp"
#include "engine/runs.hpp"
#include "facade/allowed.hpp"
#include "facade/cluster.hpp"
#include "facade/compare.hpp"
#include "facade/moved.hpp"
#include "facade/node_type.hpp"
#include "facade/open_target.hpp"
#include "facade/settings.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace placer {
namespace {

/// The machines of the cluster are limits of where the workload is to run.
void mark_limited(WorkloadReport& report) {
  for (OfferingReport& offering : report.offerings)
    if (offering.id() == report.target) ++offering.applied;
}

void mark_narrowed(std::string_view name, WorkloadReport& report) {
  for (FactReport& fact : report.facts)
    if (fact.fact == name) fact.narrowed = true;
}

}  // namespace

Judging::Judging(const rules::RuleSet& rules, const Project& project, const AnalyzeOptions& options)
    : rules_(rules), project_(project), options_(options), policies_(project, options.directory) {
  if (rules.name() == "guide") today_ = Placer::builtin("current");
}

HeldTo Judging::held_to(const std::string& path) const {
  HeldTo held;
  held.policies = policies_.of(path);
  held.sought = policies_.gate(path);
  const engine::GateOptions gate = options_.gated ? held.sought : engine::GateOptions();
  held.platforms = !gate.require.empty() && options_.on.empty();
  held.room = gate.headroom.has_value();
  held.cost = gate.cost.has_value();
  if (options_.headroom) held.sought.headroom = options_.headroom;
  if (options_.most_cost) held.sought.cost = options_.most_cost;
  held.required = options_.required.empty() ? gate.require : options_.required;
  return held;
}

std::string_view Judging::target_of(const Workload& workload) const {
  const Fact* target = workload.find(rules_.known(rules::Known::target));
  return target == nullptr || target->texts.empty() ? std::string_view() : target->texts.front();
}

bool Judging::is_asked_of(const Workload& workload, const HeldTo& held) const {
  const std::vector<std::string>& asked = held.required.empty() ? options_.on : held.required;
  const auto platform_of = [](std::string_view id) { return id.substr(0, id.find('/')); };
  return workload.companion.empty() || asked.empty() ||
         std::any_of(asked.begin(), asked.end(), [&](const std::string& name) {
           return platform_of(name) == platform_of(target_of(workload));
         });
}

Judged Judging::judge(Workload workload, const HeldTo& held) const {
  Judged result;
  std::optional<WorkloadReport> as_written;
  if (!overlay_.empty() && options_.depth > Depth::verdicts) {
    engine::UsedRules unused;
    as_written = engine::judge(rules_, completed(workload, held), options_at(Depth::verdicts, held), unused);
  }
  if (!apply_settings(overlay_, rules_, result.sink, workload)) return result;
  report_open_target(rules_, workload, result.sink);
  report_unknown_node_type(rules_, workload, result.sink);
  workload = completed(std::move(workload), held);
  set_measured(workload);
  const Depth depth = today_ ? std::max(options_.depth, Depth::verdicts) : options_.depth;
  engine::JudgeOptions judged = options_at(depth, held);
  // What belongs to workloads of one platform is nothing to the others, nor runs anywhere itself.
  if (!workload.companion.empty()) {
    judged.on = {std::string(target_of(workload))};
    judged.depth = Depth::gate;
  }
  WorkloadReport& report = result.report.emplace(engine::judge(rules_, workload, judged, result.used));
  if (options_.curves) engine::add_curve(rules_, workload, options_at(Depth::verdicts, held), report);
  if (project_.file() != no_file) show_in_manifest(project_.file(), rules_, workload, report);
  if (as_written) {
    std::vector<std::string_view> names;
    for (const Fact& fact : overlay_) names.push_back(rules_.text(rules_.fact(fact.id).key));
    report.moved = moved(*as_written, report, names, project_.file());
  }
  report.unread = workload.unread;
  if (is_held_to(project_.amendments.machines, rules_, workload)) mark_limited(report);
  for (const Fact& fact : workload.facts)
    if (fact.narrowed) mark_narrowed(rules_.text(rules_.fact(fact.id).key), report);
  if (today_) report.notes = compare(rules_, today_->rules(), workload, report, options_.strict);
  result.ignores = std::move(workload.ignores);
  return result;
}

/// With what the manifest's own platform fills in, what follows from its schedule, and what the project file
/// says of it.
Workload Judging::completed(Workload workload, const HeldTo& held) const {
  const auto complete = [&](Workload one) { return filled_in(std::move(one), held); };
  settle_target(rules_, options_at(Depth::verdicts, held), complete, workload);
  settle_others(rules_, options_at(Depth::verdicts, held), complete, workload);
  workload = filled_in(std::move(workload), held);
  settle_alternatives(held, workload);
  return workload;
}

/// Leaves open what differs between alternatives, where the least of them fits nowhere that is asked about.
void Judging::settle_alternatives(const HeldTo& held, Workload& workload) const {
  if (workload.otherwise.empty()) return;
  engine::UsedRules unused;
  const WorkloadReport least = engine::judge(rules_, workload, options_at(Depth::gate, held), unused);
  const auto fits = [&](const std::string& name) {
    return std::any_of(least.offerings.begin(), least.offerings.end(), [&](const OfferingReport& one) {
      return one.verdict != Verdict::does_not_fit &&
             (name.empty() || name == one.platform || name == one.id());
    });
  };
  const std::vector<std::string> anywhere{""};
  const std::vector<std::string>& names = held.required.empty() ? anywhere : held.required;
  if (std::all_of(names.begin(), names.end(), fits)) return;
  for (Fact& fact : std::exchange(workload.otherwise, {})) workload.set(std::move(fact));
}

Workload Judging::filled_in(Workload workload, const HeldTo& held) const {
  if (workload.foreign) engine::add_defaults(rules_, workload);
  engine::add_runs(rules_, workload);
  // Of the project as a whole, rules of its own reject what is left.
  narrow(project_.only, rules_, {}, rules::deployed_region, workload);
  for (const Policy* policy : held.policies)
    narrow(policy->only, rules_, rules::policy_rule, rules::policy_rule, workload);
  if (!held.required.empty())
    for (const Policy* policy : held.policies) hold_target(policy->only, rules_, workload);
  if (options_.gated) hold_to_deployed_region(rules_, workload);
  check_cluster(project_.amendments.machines, rules_, workload);
  return workload;
}

/// What was seen may differ from what words promise of it: a pattern, an average, a peak.
void Judging::set_measured(Workload& workload) const {
  for (const auto& [name, value] : options_.measured) {
    Fact fact;
    fact.id = rules_.find_fact(name);
    fact.origin = Origin::assumed;
    fact.value = value;
    if (fact.id != no_fact) workload.set(std::move(fact));
  }
}

engine::JudgeOptions Judging::options_at(Depth depth, const HeldTo& held) const {
  return {options_.strict,
          options_.keep_passes || held.room,
          depth,
          options_.on,
          options_.as_deployed || held.platforms,
          options_.bills || held.cost,
          {options_.months, options_.free_tier, options_.prices},
          options_.room,
          held.required};
}

}  // namespace placer
