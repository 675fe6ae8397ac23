#include "engine/judge.hpp"

#include "base/text.hpp"
#include "engine/change.hpp"
#include "engine/finding.hpp"
#include "engine/headroom.hpp"
#include "engine/node_room.hpp"
#include "engine/placement.hpp"
#include "engine/robustness.hpp"
#include "engine/size_roles.hpp"
#include "engine/turns.hpp"
#include "engine/way_in.hpp"
#include "rules/describe.hpp"
#include "rules/domain.hpp"
#include "rules/evaluate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace placer::engine {
namespace {

using rules::Known;
using rules::Offering;
using rules::Rule;
using rules::RuleSet;

/// The findings of a placement for the report: failures first, then what is open, then passes. A sizing
/// speaks up only where no single limit has said the same.
std::vector<Finding> findings(const RuleSet& rules, const Workload& workload, const Situation& situation,
                              const Placement& placement, const JudgeOptions& options, UsedRules& used) {
  std::vector<Finding> result;
  if (options.keep_passes) result = node_room(rules, situation, placement);
  if (!result.empty()) used[size_rule(rules, placement.offering)] = true;
  for (const Verdictlet& verdictlet : placement.findings) {
    used[verdictlet.rule] = true;
    result.push_back(make_finding(rules, situation, placement, verdictlet));
  }
  const std::uint32_t rule =
      placement.sizing.outcome == Outcome::pass ? UINT32_MAX : size_rule(rules, placement.offering);
  if (rule != UINT32_MAX) {
    used[rule] = true;
    if (workload.roles.empty()) {
      result.push_back(make_size_finding(rules, situation, placement, rule));
    } else {
      // It speaks of the pod that has no size, not of the largest value of each fact.
      const Workload pod = pod_of(rules, workload, placement.sizing.role);
      const Situation needs = situation_of(rules, pod, placement.offering, options.strict);
      result.push_back(make_size_finding(rules, needs, placement, rule));
    }
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Finding& a, const Finding& b) { return a.outcome > b.outcome; });
  return result;
}

/// What would make it fit; the rules that the change names are used too.
std::vector<Change> changes(const RuleSet& rules, const Workload& workload, const Placement& placement,
                            bool strict, UsedRules& used) {
  std::optional<Change> change = find_change(rules, workload, placement, strict);
  if (!change) return {};
  const auto all = rules.rows<Rule>();
  for (std::uint32_t i = 0; i < all.size(); ++i)
    for (const std::string_view id : change->raise)
      if (rules.text(all[i].id) == id) used[i] = true;
  return {std::move(*change)};
}

/// Whether what is known of the workload was held against sizes: of none that hold it that is said, and the
/// machines of a cluster are a limit of somebody's own.
bool is_size_held(const Sizing& sizing) {
  if (sizing.outcome == Outcome::unknown) return sizing.needs.empty();
  return sizing.outcome == Outcome::fail || (sizing.row != nullptr && sizing.row->node);
}

/// Without its findings.
OfferingReport report_offering(const RuleSet& rules, const Situation& situation, Placement& placement) {
  const Offering& offering = rules.rows<Offering>()[placement.offering];
  const rules::Platform& platform = rules.rows<rules::Platform>()[offering.platform];
  OfferingReport report;
  report.platform = rules.text(platform.id);
  report.offering = rules.text(offering.id);
  report.platform_name = rules.text(platform.name);
  report.offering_name = rules.text(offering.name);
  report.status = rules::to_string(offering.status);
  report.verdict = placement.verdict;
  report.score = placement.score;
  report.size = placement.sizing.chosen;
  report.criteria = std::move(placement.criteria);
  for (const CriterionScore& criterion : report.criteria)
    if (placement.queues && criterion.id == "scaling_fit") report.queueing = criterion.reason;
  report.cost_lacks = std::move(placement.cost_lacks);
  report.passed = placement.passed;
  report.applied = placement.applied + (is_size_held(placement.sizing) ? 1 : 0);
  report.trigger_path = way_in(rules, situation, placement.offering);
  return report;
}

std::vector<std::string> items_of(const RuleSet& rules, const Fact& fact) {
  if (rules.fact(fact.id).type != rules::FactType::choice) return fact.texts;
  std::vector<std::string> names;
  for (const rules::Symbol& symbol : rules.rows(rules.fact(fact.id).symbols))
    if ((fact.value.low >> symbol.bit & 1) != 0) names.emplace_back(rules.text(symbol.name));
  return names;
}

/// Of what only some of its pods say, the others may need more.
void open_above(const RuleSet& rules, FactId id, const Situation& situation, FactReport& entry) {
  rules::Slot slot = situation.slots()[id];
  slot.value.high = unbounded;
  entry.amount = amount_of(rules, id, slot);
  entry.note += fmt::format("{}not all of its pods say it", entry.note.empty() ? "" : "; ");
}

void report_facts(const RuleSet& rules, const Workload& workload, const Situation& situation,
                  WorkloadReport& report) {
  for (std::size_t i = 0; i < rules.rows<rules::FactRow>().size(); ++i) {
    const auto id = static_cast<FactId>(i);
    if (const Fact* fact = workload.find(id)) {
      FactReport entry;
      entry.fact = rules.text(rules.fact(id).key);
      entry.origin = fact->origin;
      entry.where = fact->where;
      entry.note = fact->note;
      if (fact->has_value()) {
        entry.items = items_of(rules, *fact);
        entry.amount = amount_of(rules, id, situation.slots()[id]);
        const rules::FactType type = rules.fact(id).type;
        if (type != rules::FactType::choice && !fact->texts.empty())
          entry.amount.text = join(fact->texts, ", ");
        else if (fact->origin != Origin::derived && !fact->text.empty())
          entry.amount.text = fact->text;  // as written
        if (id == rules.known(Known::gpu_type)) entry.cards = fact->texts;
        if (!entry.cards.empty() && fact->text.empty()) entry.amount.text = join(entry.cards, " or ");
        if (is_partly_stated(rules, workload, id)) open_above(rules, id, situation, entry);
      } else {
        entry.amount.text = fact->text;
      }
      report.facts.push_back(std::move(entry));
    }
  }
  report.region = workload.region;
  report.region_at = workload.region_at;
  Fact of_maker;
  of_maker.id = rules.known(rules::Known::gpu_type);
  of_maker.value = {workload.maker_types, workload.maker_types};
  if (workload.find(of_maker.id) == nullptr) report.maker_types = items_of(rules, of_maker);
  for (const Narrowed& narrowed : workload.narrowed) {
    if (const Fact* fact = workload.find(narrowed.fact); fact != nullptr && fact->has_value()) continue;
    Fact among;
    among.id = narrowed.fact;
    among.value = {narrowed.among, narrowed.among};
    report.narrowed.push_back(
        {rules.text(rules.fact(narrowed.fact).key), items_of(rules, among), narrowed.note});
  }
  for (const FactId id : situation.presumed()) {
    const rules::Slot& slot = situation.slots()[id];
    Amount amount = amount_of(rules, id, slot);
    if (id == rules.known(rules::Known::gpu_type) && workload.maker_types != 0)
      amount.text = "any GPU type of its maker";
    std::string text = slot.value == rules.fact(id).usual
                           ? std::string(rules.text(rules.fact(id).usual_text))
                           : fmt::format("{} {}", rules.text(rules.fact(id).key), amount.text);
    report.presumed.push_back({rules.text(rules.fact(id).key), std::move(text), std::move(amount)});
  }
}

/// Advice of all placements that may be chosen and of where the workload is, which may be mended: each rule
/// once, each thing that a check found once.
std::vector<AdviceInfo> report_advice(const RuleSet& rules, Situation& situation,
                                      const std::vector<Placement>& ranked, UsedRules& used) {
  std::map<std::pair<std::uint32_t, const Violation*>, AdviceInfo> by_rule;
  for (const Placement& placement : ranked) {
    const bool fails = placement.verdict == Verdict::does_not_fit;
    if ((fails && !placement.target) || placement.advice.empty()) continue;
    // Messages speak of derived facts, which differ between offerings.
    situation.slots() = placement.slots;
    for (const auto& [index, outcome, needs, violation] : placement.advice) {
      const Rule& rule = rules.rows<Rule>()[index];
      AdviceInfo& advice = by_rule[{index, violation}];
      if (advice.offerings.empty()) {
        advice.rule = rules.text(rule.id);
        advice.message = violation == nullptr ? fill_message(rules, rule, placement.offering, situation)
                                              : fill_message(rules, rule, *violation);
        advice.remedy = rules.text(rule.remedy);
        advice.unasked = rule.unasked;
        advice.places = violation == nullptr ? places_of(rules, rule, situation) : violation->places();
      }
      advice.offerings.emplace_back(rules.text(rules.rows<Offering>()[placement.offering].full_id));
    }
  }
  std::vector<AdviceInfo> result;
  for (auto& [key, advice] : by_rule) {
    used[key.first] = true;
    result.push_back(std::move(advice));
  }
  return result;
}

/// Whether a text has the id of an offering in it, and not as the beginning of a longer one.
bool names_offering(std::string_view text, std::string_view id) {
  const std::size_t at = text.find(id);
  const std::size_t end = at + id.size();
  return at != std::string_view::npos && (end >= text.size() || text[end] == ' ' || text[end] == ',');
}

/// What the remedies say that name a place, each text once.
std::vector<std::string_view> remedies_elsewhere(const WorkloadReport& report) {
  std::vector<std::string_view> remedies;
  for (const OfferingReport& offering : report.offerings)
    for (const Finding& finding : offering.findings)
      if (finding.remedy.find('/') != std::string_view::npos && !is_one_of(finding.remedy, remedies))
        remedies.push_back(finding.remedy);
  return remedies;
}

bool is_recommended(const RuleSet& rules, const WorkloadReport& report, const Placement& placement) {
  const Offering& offering = rules.rows<Offering>()[placement.offering];
  return rules.text(offering.id) == report.recommendation.offering &&
         rules.text(rules.rows<rules::Platform>()[offering.platform].id) == report.recommendation.platform;
}

/// Whether the workload may well run on the offering that is reported last.
bool is_meant(const WorkloadReport& report, const Placement& placement) {
  return placement.target || report.offerings.back().id() == report.recommendation.id();
}

/// Whether there may be so little room left that the short answer speaks of it: under a limit, or on the
/// nodes of the user's own cluster.
bool is_thin(const WorkloadReport& report, const Placement& placement) {
  const rules::Size* row = placement.sizing.row;
  return is_meant(report, placement) &&
         (1'000'000 - placement.headroom_low >= Headroom::thin || (row != nullptr && row->node));
}

/// Of what does not fit, what a change would make fit stands first, the least change before larger ones, and
/// what takes no new customers last.
void put_nearest_first(WorkloadReport& report) {
  const auto fits = [](const OfferingReport& offering) { return offering.verdict != Verdict::does_not_fit; };
  const auto first = std::find_if_not(report.offerings.begin(), report.offerings.end(), fits);
  const auto distance = [](const OfferingReport& offering) {
    return std::pair(offering.status == "closed",
                     offering.changes.empty() ? SIZE_MAX : offering.changes.front().steps());
  };
  std::stable_sort(first, report.offerings.end(), [&](const OfferingReport& a, const OfferingReport& b) {
    return distance(a) < distance(b);
  });
}

/// The offerings that do not fit, of those that remedies name. At the depth of a gate only what it asks about
/// was judged.
std::vector<std::string_view> unfit_elsewhere(const RuleSet& rules, const Workload& workload,
                                              const JudgeOptions& options, const WorkloadReport& report,
                                              const std::vector<std::string_view>& remedies) {
  std::vector<std::string_view> unfit;
  JudgeOptions others = options;
  others.depth = Depth::verdicts;
  others.on.clear();
  for (const Offering& offering : rules.rows<Offering>()) {
    const std::string_view id = rules.text(offering.full_id);
    if (std::none_of(remedies.begin(), remedies.end(),
                     [&](std::string_view remedy) { return names_offering(remedy, id); }))
      continue;
    if (const OfferingReport* judged = report.find(id); judged != nullptr) {
      if (judged->verdict == Verdict::does_not_fit) unfit.push_back(id);
    } else if (options.depth == Depth::gate) {
      others.on.emplace_back(id);
    }
  }
  if (others.on.empty()) return unfit;
  Situation situation(rules, workload, options.strict);
  for (const Placement& placement : place_all(rules, workload, others, situation))
    if (placement.verdict == Verdict::does_not_fit)
      unfit.push_back(rules.text(rules.rows<Offering>()[placement.offering].full_id));
  return unfit;
}

/// A remedy that names another offering helps only where that one may fit.
void drop_vain_remedies(const RuleSet& rules, const Workload& workload, const JudgeOptions& options,
                        WorkloadReport& report) {
  std::vector<std::string_view> vain = remedies_elsewhere(report);
  if (vain.empty()) return;
  const auto unfit = unfit_elsewhere(rules, workload, options, report, vain);
  std::erase_if(vain, [&](std::string_view remedy) {
    return std::none_of(unfit.begin(), unfit.end(),
                        [&](std::string_view id) { return names_offering(remedy, id); });
  });
  if (vain.empty()) return;
  for (OfferingReport& offering : report.offerings)
    for (Finding& finding : offering.findings)
      if (is_one_of(finding.remedy, vain)) finding.remedy = {};
}

/// Where the answer turns as the first quantity that is asked for grows. What does not fit whatever it is can
/// win for no value of it.
void add_turns(const RuleSet& rules, const Workload& workload, const JudgeOptions& options,
               const std::vector<Placement>& placements, std::vector<Question>& questions) {
  const auto first = std::find_if(questions.begin(), questions.end(), [&](const Question& question) {
    return rules.fact(rules.find_fact(question.fact)).type == rules::FactType::quantity;
  });
  if (first == questions.end()) return;
  JudgeOptions plain = options;
  plain.keep_passes = false;
  plain.depth = Depth::ranking;
  plain.on.clear();
  for (const Placement& placement : placements)
    if (placement.verdict != Verdict::does_not_fit)
      plain.on.emplace_back(rules.text(rules.rows<Offering>()[placement.offering].full_id));
  if (plain.on.empty()) return;
  first->turns = turns(rules, workload, rules.find_fact(first->fact), [&](const Workload& trial) {
    Situation situation(rules, trial, plain.strict);
    const std::vector<Placement> ranked = place_all(rules, trial, plain, situation);
    return recommend(rules, situation, ranked).id();
  });
}

}  // namespace

WorkloadReport judge(const RuleSet& rules, const Workload& workload, const JudgeOptions& options,
                     UsedRules& used) {
  Situation situation(rules, workload, options.strict);
  std::vector<Placement> placements = place_all(rules, workload, options, situation);
  const int target = situation.target(rules);
  used.resize(rules.rows<Rule>().size(), false);
  // Who comes first needs no words.
  const bool tells = options.depth != Depth::ranking;
  if (tells)
    for (Placement& placement : placements) explain(rules, placement);

  WorkloadReport report;
  report.name = workload.name;
  report.written_name = workload.written_name;
  report.foreign = workload.foreign;
  report.where = workload.where;
  if (target >= 0)
    report.target = rules.text(rules.rows<Offering>()[static_cast<std::size_t>(target)].full_id);
  if (options.depth > Depth::gate) report.recommendation = recommend(rules, situation, placements);
  if (options.depth >= Depth::verdicts) {
    report.recommendation.reasons = reasons(rules, situation, placements, report.recommendation);
    report.questions = questions(rules, workload, situation, placements);
    report_facts(rules, workload, situation, report);
  }
  if (options.depth > Depth::verdicts && report.recommendation.strength != Strength::none)
    report.recommendation.robustness = robustness(rules, placements);
  if (options.depth > Depth::verdicts) add_turns(rules, workload, options, placements, report.questions);
  if (tells) report.advice = report_advice(rules, situation, placements, used);
  for (Placement& placement : placements) {
    // Of a ranking only who leads it and where the workload is are kept: streams of any length are ranked.
    if (!tells && !placement.target && !is_recommended(rules, report, placement)) continue;
    situation.slots() = placement.slots;
    report.offerings.push_back(report_offering(rules, situation, placement));
    OfferingReport& offering = report.offerings.back();
    if (tells) offering.findings = findings(rules, workload, situation, placement, options, used);
    if (options.depth > Depth::verdicts)
      offering.changes = changes(rules, workload, placement, options.strict, used);
    if (options.depth == Depth::everything || options.bills) {
      const AtItsDoor door(rules, situation, placement.offering, situation.slots());
      offering.cost = bill(rules, placement.offering, situation.slots(), options.bill);
    }
    offering.has_headroom =
        options.depth == Depth::everything ||
        (options.room && (is_meant(report, placement) || is_named(rules, placement.offering, options))) ||
        (options.depth == Depth::answer && is_thin(report, placement));
    if (offering.has_headroom) offering.headroom = headroom(rules, workload, placement, options.strict);
  }
  if (options.depth > Depth::verdicts) put_nearest_first(report);
  drop_vain_remedies(rules, workload, options, report);
  return report;
}

}  // namespace placer::engine
