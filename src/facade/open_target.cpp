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

}  // namespace

void settle_target(const rules::RuleSet& rules, const engine::JudgeOptions& options,
                   const std::function<Workload(Workload)>& complete, Workload& workload) {
  const Fact* open = open_target(rules, workload);
  if (open == nullptr) return;
  Fact target = *open;
  target.note = fmt::format("one of {}: {}", join(target.texts, ", "), open->note);
  const std::vector<std::string> all = std::move(target.texts);
  std::optional<Verdict> best;
  // Of each the verdict of that place alone.
  engine::JudgeOptions own = options;
  own.depth = Depth::gate;
  own.required.clear();
  for (const std::string& one : all) {
    target.texts = {one};
    Workload trial = workload;
    trial.set(target);
    engine::UsedRules unused;
    const WorkloadReport report = engine::judge(rules, complete(std::move(trial)), own, unused);
    for (const OfferingReport& offering : report.offerings)
      if (offering.id() == one && (!best || offering.verdict < *best)) {
        best = offering.verdict;
        workload.set(target);
      }
  }
  // None of them is among those that are asked for.
  if (best) return;
  target.texts = {all.front()};
  workload.set(target);
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
