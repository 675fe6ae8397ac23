#include "report/move.hpp"

#include "base/money.hpp"
#include "base/text.hpp"
#include "report/change_text.hpp"
#include "report/comparison_text.hpp"
#include "report/obstacle_text.hpp"

#include <fmt/core.h>

#include <vector>

namespace placer::report {
namespace {

std::optional<Interval> cost_of(const OfferingReport& offering) {
  const auto cost = input_of(offering, "monthly_cost");
  return cost && cost->high != unbounded ? cost : std::nullopt;
}

const OfferingReport* cheaper(const WorkloadReport& workload, const OfferingReport& from) {
  const auto cost = cost_of(from);
  const OfferingReport* best = nullptr;
  for (const OfferingReport& one : workload.offerings) {
    const auto other = cost_of(one);
    // What a bill leaves out may be more than what is saved.
    if (!cost || !other || !one.cost_lacks.empty() || one.verdict != Verdict::fits || one.status == "closed")
      continue;
    if (other->high < cost->low && (best == nullptr || other->middle() < cost_of(*best)->middle()))
      best = &one;
  }
  return best;
}

}  // namespace

Move move_of(const WorkloadReport& workload) {
  Move move{workload.find(workload.target), nullptr, {}};
  if (move.from == nullptr) return move;
  const OfferingReport* chosen = workload.find(workload.recommendation.id());
  if (chosen == move.from)
    move.to = cheaper(workload, *move.from);
  else
    move.to = chosen;
  if (move.to == nullptr) return move;
  const auto from = cost_of(*move.from), to = cost_of(*move.to);
  const bool lacks = !move.from->cost_lacks.empty() || !move.to->cost_lacks.empty();
  if (from && to && !lacks && move.from->verdict != Verdict::does_not_fit)
    move.saves = Interval{from->low - to->high, from->high - to->low};
  return move;
}

std::string in_the_way(const WorkloadReport& workload, const Move& move) {
  std::vector<std::string> parts;
  if (move.from != nullptr && move.from->verdict == Verdict::does_not_fit)
    parts.push_back(fmt::format("{}: {}", move.from->id(), first_failure(*move.from)));
  if (move.to != nullptr) {
    if (move.to->verdict != Verdict::fits)
      parts.push_back(fmt::format("{}: {}", move.to->id(), remark_text(*move.to)));
  } else if (parts.empty()) {
    for (const OfferingReport* one : nearest(workload, false))
      if (parts.empty()) parts.push_back(fmt::format("{}: {}", one->id(), first_failure(*one)));
  }
  return join(parts, "; ");
}

std::string saving_text(const Interval& micro) {
  const auto money = [](std::int64_t one) { return short_money_text(nano_of(one < 0 ? -one : one)); };
  const std::string low = money(micro.low), high = money(micro.high);
  if (micro.low < 0 && micro.high > 0) return fmt::format("{} more to {} less", low, high);
  if (micro.low < 0) return low == high ? low + " more" : fmt::format("{} to {} more", high, low);
  return low == high ? low + " less" : fmt::format("{} to {} less", low, high);
}

}  // namespace placer::report
