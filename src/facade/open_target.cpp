// Each target is tried with verdicts only; the first of those with the best one stays.
#include "facade/open_target.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <optional>

namespace placer {
namespace {

const Fact* open_target(const rules::RuleSet& rules, const Workload& workload) {
  const Fact* target = workload.find(rules.known(rules::Known::target));
  return target != nullptr && target->texts.size() > 1 ? target : nullptr;
}

/// The verdict of the one offering that the target names; nothing where it is not among those that are asked
/// for.
std::optional<Verdict> verdict_for(const Fact& target, const rules::RuleSet& rules,
                                   const engine::JudgeOptions& options,
                                   const std::function<Workload(Workload)>& complete, Workload trial) {
  engine::JudgeOptions own = options;
  own.depth = Depth::gate;
  own.required.clear();
  trial.set(target);
  engine::UsedRules unused;
  const WorkloadReport report = engine::judge(rules, complete(std::move(trial)), own, unused);
  for (const OfferingReport& offering : report.offerings)
    if (offering.id() == target.texts.front()) return offering.verdict;
  return std::nullopt;
}

}  // namespace

void settle_target(const rules::RuleSet& rules, const engine::JudgeOptions& options,
                   const std::function<Workload(Workload)>& complete, Workload& workload) {
  const Fact* open = open_target(rules, workload);
  if (open == nullptr) return;
  Fact target = *open;
  target.note = fmt::format("one of {}: {}", join(target.texts, ", "), open->note);
  const std::vector<std::string> all = std::move(target.texts);
  std::optional<Verdict> best;
  for (const std::string& one : all) {
    target.texts = {one};
    const std::optional<Verdict> verdict = verdict_for(target, rules, options, complete, workload);
    if (!verdict || (best && *verdict >= *best)) continue;
    best = verdict;
    workload.set(target);
  }
  // None of them is among those that are asked for.
  if (best) return;
  target.texts = {all.front()};
  workload.set(target);
}

void settle_others(const rules::RuleSet& rules, const engine::JudgeOptions& options,
                   const std::function<Workload(Workload)>& complete, Workload& workload) {
  const Fact* stands = workload.find(rules.known(rules::Known::target));
  if (workload.also.empty() || stands == nullptr || stands->origin != Origin::derived) return;
  Fact target = *stands;
  std::optional<Verdict> worst = verdict_for(target, rules, options, complete, workload);
  for (const std::string& one : workload.also) {
    target.texts = {one};
    target.note = "the manifest asks to be checked for it too";
    const std::optional<Verdict> verdict = verdict_for(target, rules, options, complete, workload);
    if (!worst || !verdict || *verdict <= *worst) continue;
    worst = verdict;
    workload.set(target);
  }
}

void report_open_target(const rules::RuleSet& rules, const Workload& workload, DiagnosticSink& sink) {
  const Fact* open = open_target(rules, workload);
  if (open == nullptr) return;
  sink.report({Severity::note,
               "manifest.open-target",
               fmt::format("whether it is for {} is open: {}; it is held against the one that takes it best",
                           join(open->texts, " or "), open->note),
               open->where,
               "to choose one, write `--set target=" + open->texts.front() + "`",
               {}});
}

}  // namespace placer
