// Everything that is shown is worked out here, so that all formats agree.
#include "engine/gate.hpp"

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "engine/severity.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace placer::engine {
namespace {

bool is_of(const OfferingReport& offering, std::string_view name) {
  return name.empty() || offering.platform == name || offering.id() == name;
}

/// With a decimal where the gate is set with one: one of 89.8% does not stop at 89%.
std::string percent(std::int64_t parts_per_million, bool with_decimal) {
  const std::int64_t thousandths = parts_per_million / 1'000;
  return with_decimal ? fmt::format("{}.{}%", thousandths / 10, thousandths % 10)
                      : fmt::format("{}%", thousandths / 10);
}

Annotation from(const Finding& finding, Severity severity, const OfferingReport& offering,
                const GateOptions& options) {
  Annotation annotation;
  annotation.severity = severity;
  annotation.outcome = finding.outcome;
  annotation.rule = finding.rule;
  annotation.offering = offering.id();
  annotation.message = finding.message;
  annotation.places = finding.places;
  annotation.suppression = finding.suppression;
  // What is open needs a fact, not a remedy.
  annotation.help =
      finding.outcome == Outcome::unknown ? "declare " + join(finding.missing, ", ") : finding.to_do();
  if (finding.outcome == Outcome::unknown && finding.missing.empty()) annotation.help.clear();
  if (finding.outcome == Outcome::pass) {
    const bool fine = *options.headroom % 10'000 != 0;
    annotation.message += fmt::format(", {} of what is allowed; the gate stops at {}",
                                      percent(*finding.used, fine), percent(*options.headroom, fine));
  }
  return annotation;
}

/// Collects annotations; what several offerings or requirements say of a workload alike stands once.
class Annotations {
 public:
  explicit Annotations(Report& report) : report_(report) {}

  /// What follows is about a workload, by its options, which must live as long.
  void begin(std::size_t workload, const GateOptions& options) {
    workload_ = workload;
    options_ = &options;
    seen_.clear();
    asked_.clear();
  }
  void add_findings(const OfferingReport& offering) {
    for (const Finding& finding : offering.findings) {
      const auto severity = severity_of(finding, offering, *options_);
      // Of several that wait for the same facts the first says what to declare.
      const bool asked = finding.outcome == Outcome::unknown && !finding.missing.empty() &&
                         !is_suppressed(finding) && !asked_.insert(join(finding.missing, ",")).second;
      if (severity && !asked) add(from(finding, *severity, offering, *options_));
    }
  }
  void add_advice(const std::string& offering) {
    for (const AdviceInfo& advice : report_.workloads[workload_].advice)
      if (const auto severity = severity_of(advice, *options_); severity && concerns(advice, offering))
        add({*severity, Outcome::pass, workload_, advice.rule, offering, advice.message,
             std::string(advice.remedy), advice.places, advice.suppression});
  }
  /// What a month costs, where that is or may be more than is asked for.
  void add_cost(const OfferingReport& offering) {
    const auto severity = cost_severity(offering, *options_);
    if (!severity) return;
    const Outcome outcome = cost_outcome(offering, *options_);
    const Interval total = offering.cost ? offering.cost->total : Interval{0, unbounded};
    Annotation annotation;
    annotation.severity = *severity;
    annotation.outcome = outcome;
    annotation.rule = cost_rule;
    annotation.suppression = offering.cost_suppression;
    annotation.offering = offering.id();
    annotation.message =
        fmt::format("{}; {} at most is asked for",
                    total == Interval{0, unbounded}
                        ? std::string("costs nobody knows how much")
                        : fmt::format("{} {} a month", outcome == Outcome::fail ? "costs" : "may cost",
                                      money_text(total)),
                    money_text(nano_of(*options_->cost)));
    annotation.help = "`placer cost` shows the bill";
    if (outcome == Outcome::unknown && offering.cost && !offering.cost->missing.empty())
      annotation.help += "; state " + join(offering.cost->missing, ", ");
    add(std::move(annotation));
  }

 private:
  void add(Annotation annotation) {
    annotation.workload = workload_;
    const std::uint32_t place = annotation.places.empty() ? 0 : annotation.places.front().offset;
    if (seen_.emplace(annotation.rule, annotation.message, place).second)
      (annotation.suppression == Suppression::none ? report_.annotations : report_.suppressed)
          .push_back(std::move(annotation));
  }

  Report& report_;
  const GateOptions* options_ = nullptr;
  std::size_t workload_ = 0;
  std::set<std::tuple<std::string_view, std::string, std::uint32_t>> seen_;  ///< rule, message, place
  std::set<std::string> asked_;
};

/// The offering that decides: of those that pass the first with the best verdict, else the first with the
/// best verdict of all. Offerings are ranked, so the first is the nearest.
const OfferingReport* choose(const WorkloadReport& workload, std::string_view name, Verdict best,
                             const GateOptions& options) {
  const OfferingReport *passing = nullptr, *nearest = nullptr;
  for (const OfferingReport& offering : workload.offerings) {
    if (!is_of(offering, name)) continue;
    if ((passing == nullptr || verdict_of(offering, options) < verdict_of(*passing, options)) &&
        passes(workload, offering, options))
      passing = &offering;
    if (nearest == nullptr && verdict_of(offering, options) == best) nearest = &offering;
  }
  return passing != nullptr ? passing : nearest;
}

GateEntry judge(const WorkloadReport& workload, const std::string& name, const GateOptions& options,
                Annotations& annotations) {
  GateEntry entry;
  entry.against = !name.empty()        ? name
                  : options.on.empty() ? std::string("any offering")
                                       : "any offering of " + join(options.on, ", ");
  entry.verdict = Verdict::does_not_fit;
  for (const OfferingReport& offering : workload.offerings)
    if (is_of(offering, name)) entry.verdict = std::min(entry.verdict, verdict_of(offering, options));
  const OfferingReport* chosen = choose(workload, name, entry.verdict, options);
  if (chosen == nullptr) return entry;
  // Of what could not be read nobody knows whether it fits; the errors say what it is.
  entry.passed = !workload.unread && passes(workload, *chosen, options);
  entry.offering = chosen->id();
  entry.limits = chosen->applied;
  entry.refused = std::any_of(chosen->findings.begin(), chosen->findings.end(), [&](const Finding& finding) {
    return finding.outcome == Outcome::fail && finding.of_setting && counts(finding, options);
  });
  annotations.add_findings(*chosen);
  annotations.add_advice(entry.offering);
  annotations.add_cost(*chosen);
  if (entry.passed) return entry;
  // Of each other platform the nearest offering too: what the others lack besides is no way out.
  std::set<std::string_view> platforms{chosen->platform};
  for (const OfferingReport& offering : workload.offerings)
    if (is_of(offering, name) && verdict_of(offering, options) == entry.verdict &&
        platforms.insert(offering.platform).second)
      annotations.add_findings(offering);
  return entry;
}

/// What is open decides nothing beside what fails, but does once that is known.
bool is_open_breach(const Finding& finding, const GateOptions& options) {
  return finding.outcome == Outcome::unknown && options.fail_on_unknown && counts(finding, options);
}

const GateOptions& options_of(std::size_t workload, const GateOptions& options,
                              std::span<const GateOptions* const> each) {
  return each.empty() ? options : *each[workload];
}

}  // namespace

void judge_gate(Report& report, const GateOptions& options, std::span<const GateOptions* const> each) {
  Gate gate;
  Annotations annotations(report);
  for (std::size_t i = 0; i < report.workloads.size(); ++i) {
    const WorkloadReport& workload = report.workloads[i];
    if (!options.on.empty() && !workload.target.empty() && workload.find(workload.target) == nullptr) {
      gate.elsewhere.push_back(i);
      continue;
    }
    const GateOptions& own = options_of(i, options, each);
    annotations.begin(i, own);
    std::vector<std::string> names = own.require;
    if (names.empty()) names.emplace_back(workload.target);
    for (const std::string& name : names) {
      gate.entries.push_back(judge(workload, name, own, annotations));
      gate.entries.back().workload = i;
    }
  }
  gate.passed = !gate.entries.empty() && std::all_of(gate.entries.begin(), gate.entries.end(),
                                                     [](const GateEntry& entry) { return entry.passed; });
  report.gate = std::move(gate);
}

std::vector<Breach> breaches(const Report& report, const GateOptions& options,
                             std::span<const GateOptions* const> each) {
  std::vector<Breach> all;
  for (const GateEntry& entry : report.gate->entries) {
    const WorkloadReport& workload = report.workloads[entry.workload];
    const OfferingReport* offering = entry.passed ? nullptr : workload.find(entry.offering);
    if (offering == nullptr) continue;
    const GateOptions& own = options_of(entry.workload, options, each);
    for (const Finding& finding : offering->findings)
      if (breaks(finding, *offering, own) || is_open_breach(finding, own))
        all.push_back({entry.workload, finding.rule, finding.outcome, finding.places});
    if (breaks_cost(*offering, own))
      all.push_back({entry.workload, cost_rule, cost_outcome(*offering, own), {}});
    for (const AdviceInfo& advice : workload.advice)
      if (breaks(advice, entry.offering, own))
        all.push_back({entry.workload, advice.rule, Outcome::pass, advice.places});
  }
  return all;
}

void judge_age(Report& report, const rules::RuleSet& rules, std::int64_t day) {
  rules::OfferingMask decided = 0;
  for (const GateEntry& entry : report.gate->entries)
    if (const int bit = rules.find_offering(entry.offering); bit >= 0)
      decided |= rules::OfferingMask{1} << static_cast<unsigned>(bit);
  // Checks see manifests of the platforms' own only.
  const bool checked_settings = std::any_of(report.workloads.begin(), report.workloads.end(),
                                            [](const WorkloadReport& workload) { return workload.foreign; });
  std::string_view oldest;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    if (rule.kind == rules::RuleKind::check && !checked_settings) continue;
    const std::string_view checked = rules.text(rules.rows<rules::Source>()[rule.source].checked);
    if ((rule.offerings & decided) == 0 || !is_before(checked, day)) continue;
    report.gate->stale_rules.push_back(rules.text(rule.id));
    if (oldest.empty() || checked < oldest) oldest = checked;
  }
  std::vector<std::string_view>& stale = report.gate->stale_rules;
  if (stale.empty()) return;
  std::sort(stale.begin(), stale.end());
  report.gate->passed = false;
  report.diagnostics.push_back(
      {Severity::warning,
       "rules.stale",
       fmt::format(
           "{} of the rules of the offerings that decide here {} last checked before the day that is asked "
           "for, on {} at the "
           "earliest: {}{}",
           stale.size(), stale.size() == 1 ? "was" : "were", oldest,
           join(std::vector(stale.begin(), stale.begin() + std::min<std::ptrdiff_t>(5, std::ssize(stale))),
                ", "),
           stale.size() > 5 ? ", ..." : ""),
       {},
       "hold them against their sources again, or run a newer placer",
       {}});
}

std::vector<std::string> checked_after(const rules::RuleSet& rules, std::int64_t day) {
  std::set<std::string> ahead;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    const std::string_view checked = rules.text(rules.rows<rules::Source>()[rule.source].checked);
    if (const auto on = day_number(checked); on && *on > day)
      ahead.insert(fmt::format("{} ({}:{}) on {}", rules.text(rule.id),
                               rules.text(rules.rows<rules::File>()[rule.place.file].path), rule.place.line,
                               checked));
  }
  return {ahead.begin(), ahead.end()};
}

void annotate(Report& report, const GateOptions& options, std::span<const GateOptions* const> each) {
  Annotations annotations(report);
  for (std::size_t i = 0; i < report.workloads.size(); ++i) {
    annotations.begin(i, options_of(i, options, each));
    const WorkloadReport& workload = report.workloads[i];
    const OfferingReport* target = workload.find(workload.target);
    if (target != nullptr) annotations.add_findings(*target);
    const Recommendation& chosen = workload.recommendation;
    if (target != nullptr)
      annotations.add_advice(target->id());
    else if (!chosen.platform.empty())
      annotations.add_advice(chosen.id());
  }
}

}  // namespace placer::engine
