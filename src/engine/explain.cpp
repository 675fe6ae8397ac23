// The texts of a placement that is reported, which are not made for those that are only compared.
#include "base/money.hpp"
#include "engine/finding.hpp"
#include "engine/judge.hpp"
#include "engine/placement.hpp"
#include "engine/queueing.hpp"
#include "rules/describe.hpp"
#include "rules/message.hpp"

#include <fmt/core.h>

namespace placer::engine {
namespace {

using rules::Criterion;
using rules::RuleSet;
using rules::Slot;
using rules::Truth;

constexpr std::int64_t least_said = 5'000;  // millionths of a dollar: half a cent

/// "5s", "30ms to 2.6s", "about $5": for sentences.
std::string approximate(const Interval& value, Unit unit) {
  const bool money = unit == Unit::money;
  const auto text = [&](std::int64_t one) {
    return money ? short_money_text(nano_of(one)) : format_approximate(one, unit);
  };
  if (money && value.high < least_said) return "less than $0.01";
  if (money && value.low < least_said)
    return value.high == unbounded ? "$0 or more" : "up to " + text(value.high);
  const std::string about = money ? "about " : "", low = text(value.low);
  if (value.high == unbounded) return about + low + " or more";
  const std::string high = text(value.high);
  return low == high ? about + low : about + low + " to " + high;
}

std::string reason(const RuleSet& rules, const Criterion& criterion, const std::vector<Slot>& slots) {
  for (const rules::Reason& reason : rules.rows(criterion.reasons)) {
    if (evaluate(rules, rules.rows(reason.when), slots).truth != Truth::yes) continue;
    return rules::fill(rules.text(reason.text), [&](std::string_view name) -> std::string {
      const FactId fact = rules.find_fact(name);
      const bool number = rules.fact(fact).type == rules::FactType::quantity && slots[fact].known;
      return number ? approximate(slots[fact].value, rules.fact(fact).unit)
                    : amount_of(rules, fact, slots[fact]).text;
    });
  }
  return {};
}

}  // namespace

void explain(const RuleSet& rules, Placement& placement) {
  if (Sizing& sizing = placement.sizing; sizing.chosen && sizing.chosen->text.empty())
    sizing.chosen->text = size_text(rules, sizing);
  enter_queueing(rules, placement.offering, placement.slots);
  const auto criteria = rules.rows<Criterion>();
  for (std::size_t i = 0; i < placement.criteria.size(); ++i) {
    const FactId of = criteria[i].of;
    placement.criteria[i].input = amount_of(rules, of, placement.slots[of]);
    placement.criteria[i].reason = reason(rules, criteria[i], placement.slots);
  }
  const auto is_known = [&](rules::Known name) {
    const FactId fact = rules.known(name);
    return fact != no_fact && placement.slots[fact].known;
  };
  placement.queues = is_known(rules::Known::modelled_waited) || is_known(rules::Known::modelled_refused);
}

RuleInfo describe_rule(const RuleSet& rules, const rules::Rule& rule) {
  RuleInfo info;
  info.id = rules.text(rule.id);
  info.message = rules.text(rule.message);
  info.remedy = rules.text(rule.remedy);
  info.note = rules.text(rule.note);
  if (rule.kind != rules::RuleKind::advice) info.hardness = describe_hardness(rule.hardness);
  switch (rule.kind) {
    case rules::RuleKind::limit: info.kind = "limit"; break;
    case rules::RuleKind::requirement: info.kind = "requirement"; break;
    case rules::RuleKind::advice: info.kind = "advice"; break;
    case rules::RuleKind::size: info.kind = "size"; break;
    case rules::RuleKind::check: info.kind = "check"; break;
  }
  info.quota = {rules.text(rule.quota_name), rules.text(rule.quota_code)};
  info.file = rules.text(rules.rows<rules::File>()[rule.place.file].path);
  info.line = rule.place.line;
  const rules::Source& source = rules.rows<rules::Source>()[rule.source];
  info.source = {rules.text(source.url),     rules.text(source.title), rules.text(source.as_of),
                 rules.text(source.checked), rules.text(source.basis), rules.text(source.confidence)};
  return info;
}

RuleSetInfo describe_rule_set(const RuleSet& rules) {
  return {rules.name(), rules.title(), rules.date(), rules.digest(), rules.own()};
}

}  // namespace placer::engine
