// Two texts for two kinds of fact: a quantity moves to a bound, a choice to another name.
#include "report/change_text.hpp"

#include "base/text.hpp"

#include <placer/quantity.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

namespace placer::report {
namespace {

constexpr std::size_t few_ways = 2;
constexpr std::ptrdiff_t few = 3;  // names that are said of a list

std::string describe(const FactChange& change) {
  if (std::ssize(change.names) > few) {
    const std::vector<std::string> first(change.names.begin(), change.names.begin() + few);
    return fmt::format("{} {} or {} more (now {})", change.fact, join(first, ", "),
                       std::ssize(change.names) - few, change.from.text);
  }
  if (!change.from.interval || !change.to.interval || change.from.unit.empty())
    return fmt::format("{} {} (now {})", change.fact, change.to.text, change.from.text);
  const bool less = change.to.interval->high < change.from.interval->high;
  return fmt::format("{} at {} {} (now {})", change.fact, less ? "most" : "least",
                     bound_text(change.to, !less), change.from.text);
}

bool fits_somewhere(const WorkloadReport& workload, std::string_view platform) {
  return std::any_of(workload.offerings.begin(), workload.offerings.end(), [&](const OfferingReport& one) {
    return one.platform == platform && one.verdict != Verdict::does_not_fit && one.status != "closed";
  });
}

/// What is to be raised: quotas by the names that the provider has for them, "Concurrent executions
/// (L-B99A9384)"; of what has none its remedy.
struct Raised {
  std::vector<std::string> names, remedies;
};

Raised raised(const Change& change, const std::vector<RuleInfo>& rules) {
  Raised result;
  for (const std::string_view id : change.raise) {
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const RuleInfo& one) { return one.id == id; });
    if (rule == rules.end() || (rule->quota.name.empty() && rule->remedy.empty()))
      result.names.emplace_back(id);
    else if (rule->quota.name.empty())
      result.remedies.push_back(fmt::format("{} [{}]", rule->remedy, id));
    else
      result.names.push_back(rule->quota.text());
  }
  return result;
}

}  // namespace

std::string describe(const Change& change, const std::vector<RuleInfo>& rules) {
  std::vector<std::string> parts;
  for (const FactChange& one : change.facts) parts.push_back(describe(one));
  std::string text = join(parts, " and ");
  const std::string_view fits = change.verdict == Verdict::unknown ? "may fit with " : "fits with ";
  const auto add = [&](std::string_view what, const auto& names, std::string_view between) {
    if (!names.empty())
      text += fmt::format("{}{} {}", text.empty() ? "" : ", and with ", what, join(names, between));
  };
  const Raised to_raise = raised(change, rules);
  add("what is raised on the platform's side:", to_raise.names, ", ");
  add("these settings mended:", change.mend, ", ");
  add("what is to be done there:", to_raise.remedies, "; ");
  if (!change.open.empty()) text += fmt::format("; depends on {} then", join(change.open, ", "));
  return fmt::format("{}{}", fits, text);
}

std::string bound_text(const Amount& amount, bool is_least) {
  if (amount.unit != to_string(Unit::bytes)) return amount.text;
  return format_bound(is_least ? amount.interval->low : amount.interval->high, Unit::bytes, is_least);
}

std::vector<const OfferingReport*> nearest(const WorkloadReport& workload, bool all) {
  std::vector<const OfferingReport*> ways;
  for (const OfferingReport& offering : workload.offerings) {
    if (offering.verdict != Verdict::does_not_fit) continue;
    if (all || offering.id() == workload.target || offering.status != "closed") ways.push_back(&offering);
  }
  const auto order = [&](const OfferingReport* way) {
    return std::tuple(way->id() != workload.target, way->changes.empty(),
                      fits_somewhere(workload, way->platform), way->status != "settled",
                      way->changes.empty() ? 0 : way->changes.front().steps());
  };
  std::stable_sort(ways.begin(), ways.end(),
                   [&](const OfferingReport* a, const OfferingReport* b) { return order(a) < order(b); });
  if (all) return ways;
  std::vector<const OfferingReport*> result;
  for (const OfferingReport* way : ways) {
    const bool known = std::any_of(result.begin(), result.end(), [&](const OfferingReport* other) {
      return other->platform == way->platform;
    });
    // Of what nothing can be done for, one is told of where nothing else is to be told.
    const bool vain = way->changes.empty() && (!result.empty() || fits_somewhere(workload, way->platform));
    if (!known && (!vain || way->id() == workload.target) && result.size() < few_ways) result.push_back(way);
  }
  return result;
}

}  // namespace placer::report
