#include "engine/cold_share.hpp"

#include "rules/scaling.hpp"
#include "traffic/cold_share.hpp"

#include <placer/cost.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace placer::engine {
namespace {

using rules::Known;
using rules::RuleSet;
using rules::ScalingModel;
using rules::ScalingParameter;
using rules::Slot;

constexpr double milliseconds = 1000, millirequests = 1000, millionths = 1e6;

const Slot* slot_of(const RuleSet& rules, std::string_view name, std::span<const Slot> slots) {
  const FactId id = rules.find_fact(name);
  return id == no_fact || !slots[id].known || slots[id].value.high == unbounded ? nullptr : &slots[id];
}

struct Range {
  double low = 0, high = 0;
};

Range in_seconds(const Interval& value) {
  return {static_cast<double>(value.low) / milliseconds, static_cast<double>(value.high) / milliseconds};
}

/// Requests a second; a stated number in a month is the more exact one.
std::optional<Range> rate_of(const RuleSet& rules, std::span<const Slot> slots) {
  const Slot* monthly = slot_of(rules, "traffic.monthly", slots);
  const Slot* average = slot_of(rules, "traffic.average", slots);
  if (monthly == nullptr && average == nullptr) return std::nullopt;
  const Interval value = monthly != nullptr ? monthly->value : average->value;
  const double unit = monthly != nullptr ? seconds_of_month : millirequests;
  if (value.low <= 0) return std::nullopt;
  return Range{static_cast<double>(value.low) / unit, static_cast<double>(value.high) / unit};
}

/// The name of the pattern, where there is one.
std::string_view pattern_of(const RuleSet& rules, std::span<const Slot> slots) {
  const FactId id = rules.known(Known::traffic_pattern);
  const auto set = static_cast<std::uint64_t>(slots[id].value.low);
  if (!slots[id].known || !std::has_single_bit(set)) return {};
  return rules.symbol(id, static_cast<unsigned>(std::countr_zero(set)));
}

}  // namespace

std::optional<Interval> modelled_cold_share(const RuleSet& rules, unsigned offering,
                                            std::span<const Slot> slots) {
  const auto model = rules::scaling_model(rules, offering);
  const rules::Scaling* kept = rules::find_scaling(rules, offering, ScalingParameter::idle_timeout);
  if (!model || kept == nullptr) return std::nullopt;
  const auto rate = rate_of(rules, slots);
  const Slot* duration = slot_of(rules, "duration.typical", slots);
  if (!rate || duration == nullptr) return std::nullopt;
  const Range timeout = in_seconds(kept->value), service = in_seconds(duration->value);
  const std::string_view pattern = pattern_of(rules, slots);
  traffic::ShareBounds least, most;
  if (pattern == "scheduled") {
    least = traffic::cold_share_of_scheduled(1 / rate->high, service.high, timeout.high);
    most = traffic::cold_share_of_scheduled(1 / rate->low, service.low, timeout.low);
  } else if (pattern == "steady" || pattern == "rare") {
    const bool shares = *model != ScalingModel::by_request;
    least =
        traffic::cold_share_of_random(rate->high, shares ? service.high : service.low, timeout.high, shares);
    most = traffic::cold_share_of_random(rate->low, service.high, timeout.low, shares);
  } else {
    return std::nullopt;
  }
  const auto rounded = [](double share) { return std::clamp(share, 0.0, 1.0) * millionths; };
  const auto low = static_cast<std::int64_t>(std::floor(rounded(std::min(least.low, most.low))));
  const auto high = static_cast<std::int64_t>(std::ceil(rounded(std::max(least.high, most.high))));
  return Interval{low, high};
}

}  // namespace placer::engine
