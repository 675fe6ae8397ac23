#include "engine/modelled.hpp"

#include "rules/scaling.hpp"
#include "traffic/closed_forms.hpp"
#include "traffic/cold_share.hpp"
#include "traffic/distribution.hpp"

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
constexpr double share_below_tail = 0.99;
constexpr double fine = 100;  // milliseconds, from which on a rounded mean is exact enough

struct Range {
  double low = 0, high = 0;
};

const Slot* slot_of(const RuleSet& rules, std::string_view name, const std::vector<Slot>& slots) {
  const FactId id = rules.find_fact(name);
  return id == no_fact || !slots[id].known || slots[id].value.high == unbounded ? nullptr : &slots[id];
}

std::optional<Range> range_of(const RuleSet& rules, std::string_view name, const std::vector<Slot>& slots,
                              double unit) {
  const Slot* slot = slot_of(rules, name, slots);
  if (slot == nullptr) return std::nullopt;
  return Range{static_cast<double>(slot->value.low) / unit, static_cast<double>(slot->value.high) / unit};
}

/// Requests a second; a stated number in a month is the more exact one.
std::optional<Range> rate_of(const RuleSet& rules, const std::vector<Slot>& slots) {
  auto rate = range_of(rules, "traffic.monthly", slots, seconds_of_month);
  if (!rate) rate = range_of(rules, "traffic.average", slots, millirequests);
  return rate && rate->low > 0 ? rate : std::nullopt;
}

/// The name of the pattern, where there is one.
std::string_view pattern_of(const RuleSet& rules, const std::vector<Slot>& slots) {
  const FactId id = rules.known(Known::traffic_pattern);
  const auto set = static_cast<std::uint64_t>(slots[id].value.low);
  if (!slots[id].known || !std::has_single_bit(set)) return {};
  return rules.symbol(id, static_cast<unsigned>(std::countr_zero(set)));
}

std::optional<Interval> mean_time(const RuleSet& rules, const std::vector<Slot>& slots) {
  const Slot* typical = slot_of(rules, "duration.typical", slots);
  if (typical == nullptr || typical->presumed) return std::nullopt;
  const Slot* tail = slot_of(rules, "duration.tail", slots);
  const auto mean = [&](std::int64_t median, std::int64_t late) {
    const auto of = static_cast<double>(median);
    return late <= median || median <= 0
               ? of
               : traffic::Distribution::lognormal(of, static_cast<double>(late), share_below_tail).mean();
  };
  if (tail == nullptr || tail->presumed) return typical->value;
  // Where the tail is beyond any measure a longer median makes a shorter mean, which is never below it.
  const Interval median = typical->value;
  const double low = std::min(mean(median.low, tail->value.low), mean(median.high, tail->value.low));
  const double high = std::max(mean(median.low, tail->value.high), mean(median.high, tail->value.high));
  const double least = median.is_point() ? low : std::min(low, static_cast<double>(median.low));
  const auto most = static_cast<double>(unbounded / 2);
  const auto whole = [&](double time) { return static_cast<std::int64_t>(std::min(time, most)); };
  if (least >= fine) return Interval{whole(std::round(least)), whole(std::round(high))};
  return Interval{whole(std::floor(least)), whole(std::ceil(high))};
}

Interval in_millionths(double low, double high) {
  const auto rounded = [](double share) { return std::clamp(share, 0.0, 1.0) * millionths; };
  return {static_cast<std::int64_t>(std::floor(rounded(low))),
          static_cast<std::int64_t>(std::ceil(rounded(high)))};
}

std::optional<Interval> cold_share(const RuleSet& rules, unsigned offering, std::string_view pattern,
                                   Range rate, Range service) {
  const auto model = rules::scaling_model(rules, offering);
  const rules::Scaling* kept = rules::find_scaling(rules, offering, ScalingParameter::idle_timeout);
  if (!model || kept == nullptr) return std::nullopt;
  const Range timeout{static_cast<double>(kept->value.low) / milliseconds,
                      static_cast<double>(kept->value.high) / milliseconds};
  traffic::ShareBounds least, most;
  if (pattern == "scheduled") {
    least = traffic::cold_share_of_scheduled(1 / rate.high, service.high, timeout.high);
    most = traffic::cold_share_of_scheduled(1 / rate.low, service.low, timeout.low);
  } else if (pattern == "steady" || pattern == "rare") {
    const bool shares = *model != ScalingModel::by_request;
    least =
        traffic::cold_share_of_random(rate.high, shares ? service.high : service.low, timeout.high, shares);
    most = traffic::cold_share_of_random(rate.low, service.high, timeout.low, shares);
  } else {
    return std::nullopt;
  }
  return in_millionths(std::min(least.low, most.low), std::max(least.high, most.high));
}

std::optional<Interval> presence(const RuleSet& rules, std::string_view pattern, Range rate, Range service,
                                 const std::vector<Slot>& slots) {
  const auto kept = range_of(rules, "keep_alive", slots, milliseconds);
  const auto peak = range_of(rules, "peak_rate", slots, millirequests);
  if (!kept || !peak || pattern.empty() || pattern == "queue") return std::nullopt;
  const Range there{service.low + kept->low, service.high + kept->high};
  if (pattern == "scheduled") return in_millionths(rate.low * there.low, rate.high * there.high);
  const double times = std::max(1.0, peak->high / rate.low);
  return in_millionths(traffic::busy_share(rate.low * times, there.low) / times,
                       traffic::busy_share(rate.high, there.high));
}

}  // namespace

void enter_modelled(const RuleSet& rules, unsigned offering, std::vector<Slot>& slots) {
  const auto open = [&](std::string_view name) {
    const Slot* slot = slot_of(rules, name, slots);
    return slot == nullptr || slot->value.is_point() ? FactSet() : slot->needs;
  };
  const auto time = mean_time(rules, slots);
  FactSet of_time = open("duration.typical");
  const FactSet of_peak = open("peak_rate");
  if (!time) of_time |= open("run_time");
  const auto enter = [&](Known name, std::optional<Interval> value, const FactSet& needs) {
    const FactId fact = rules.known(name);
    if (fact == no_fact) return;
    slots[fact] = Slot{};
    slots[fact].known = value.has_value();
    if (value) slots[fact].value = *value;
    slots[fact].needs = needs;
  };
  enter(Known::modelled_time, time, of_time);
  std::optional<Interval> cold, there;
  // Where nobody states a time, what holds is what holds for each that it may be.
  auto service = range_of(rules, "run_time", slots, milliseconds);
  if (time)
    service =
        Range{static_cast<double>(time->low) / milliseconds, static_cast<double>(time->high) / milliseconds};
  if (const auto rate = rate_of(rules, slots); rate && service) {
    const std::string_view pattern = pattern_of(rules, slots);
    cold = cold_share(rules, offering, pattern, *rate, *service);
    there = presence(rules, pattern, *rate, *service, slots);
  }
  FactSet of_presence = of_time;
  of_presence |= of_peak;
  enter(Known::modelled_cold_share, cold, of_time);
  enter(Known::modelled_presence, there, of_presence);
}

}  // namespace placer::engine
