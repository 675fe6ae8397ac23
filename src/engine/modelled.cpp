#include "engine/modelled.hpp"

#include "engine/entry.hpp"
#include "rules/scaling.hpp"
#include "traffic/closed_forms.hpp"
#include "traffic/cold_share.hpp"
#include "traffic/distribution.hpp"
#include "traffic/portable_math.hpp"

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

const Slot* slot_of(const RuleSet& rules, Known name, const std::vector<Slot>& slots) {
  const FactId id = rules.known(name);
  return id == no_fact || !slots[id].known || slots[id].value.high == unbounded ? nullptr : &slots[id];
}

std::optional<Range> range_of(const RuleSet& rules, Known name, const std::vector<Slot>& slots, double unit) {
  const Slot* slot = slot_of(rules, name, slots);
  if (slot == nullptr) return std::nullopt;
  return Range{static_cast<double>(slot->value.low) / unit, static_cast<double>(slot->value.high) / unit};
}

/// Requests a second; a stated number in a month is the more exact one.
std::optional<Range> rate_of(const RuleSet& rules, const std::vector<Slot>& slots) {
  auto rate = range_of(rules, Known::traffic_monthly, slots, seconds_of_month);
  if (!rate) rate = range_of(rules, Known::traffic_average, slots, millirequests);
  return rate && rate->low > 0 ? rate : std::nullopt;
}

/// The name of the pattern, where there is one.
std::string_view pattern_of(const RuleSet& rules, const std::vector<Slot>& slots) {
  const FactId id = rules.known(Known::traffic_pattern);
  const auto set = static_cast<std::uint64_t>(slots[id].value.low);
  if (!slots[id].known || !std::has_single_bit(set)) return {};
  return rules.symbol(id, static_cast<unsigned>(std::countr_zero(set)));
}

/// Of what is stated, in milliseconds.
std::optional<Range> exact_mean_time(const RuleSet& rules, const std::vector<Slot>& slots) {
  const Slot* typical = slot_of(rules, Known::duration_typical, slots);
  if (typical == nullptr || typical->presumed) return std::nullopt;
  const Slot* tail = slot_of(rules, Known::duration_tail, slots);
  const auto mean = [&](std::int64_t median, std::int64_t late) {
    const auto of = static_cast<double>(median);
    return late <= median || median <= 0
               ? of
               : traffic::Distribution::lognormal(of, static_cast<double>(late), share_below_tail).mean();
  };
  if (tail == nullptr || tail->presumed)
    return Range{static_cast<double>(typical->value.low), static_cast<double>(typical->value.high)};
  // Where the tail is beyond any measure a longer median makes a shorter mean, which is never below it.
  const Interval median = typical->value;
  const double low = std::min(mean(median.low, tail->value.low), mean(median.high, tail->value.low));
  const double high = std::max(mean(median.low, tail->value.high), mean(median.high, tail->value.high));
  return Range{median.is_point() ? low : std::min(low, static_cast<double>(median.low)), high};
}

std::optional<Interval> mean_time(const RuleSet& rules, const std::vector<Slot>& slots) {
  const auto mean = exact_mean_time(rules, slots);
  if (!mean) return std::nullopt;
  const auto most = static_cast<double>(unbounded / 2);
  const auto whole = [&](double time) { return static_cast<std::int64_t>(std::min(time, most)); };
  if (mean->low >= fine) return Interval{whole(std::round(mean->low)), whole(std::round(mean->high))};
  return Interval{whole(std::floor(mean->low)), whole(std::ceil(mean->high))};
}

Interval in_millionths(double low, double high) {
  const auto rounded = [](double share) { return std::clamp(share, 0.0, 1.0) * millionths; };
  return {static_cast<std::int64_t>(std::floor(rounded(low))),
          static_cast<std::int64_t>(std::ceil(rounded(high)))};
}

/// Seconds between runs at set times: as the schedule has them, or the same at the rate.
Range gap_of(const RuleSet& rules, const std::vector<Slot>& slots, Range rate) {
  const FactId id = rules.known(Known::traffic_gap);
  if (id == no_fact || !slots[id].known) return {1 / rate.high, 1 / rate.low};
  return {static_cast<double>(slots[id].value.low) / milliseconds,
          static_cast<double>(slots[id].value.high) / milliseconds};
}

/// The rate of requests and what follows from it: how long each takes, and the peak, which is at most so many
/// times the rate.
struct Load {
  std::string_view pattern;
  Range rate, service;
  Range gap;  ///< seconds from one request to the next, where they come at set times
  std::optional<Range> peak;
  double turn = 0;  ///< seconds that a peak lasts; 0: it is no matter of turns
};

/// What an offering does with requests, as far as it is known: intervals, of which only the ends are looked
/// at.
struct Keeping {
  ScalingModel model;
  Range start, timeout;
  double most = 1e9;  ///< instances

  bool shares() const { return model != ScalingModel::by_request; }
};

std::optional<Keeping> keeping_of(const RuleSet& rules, unsigned offering, const std::vector<Slot>& slots) {
  const auto model = rules::scaling_model(rules, offering);
  const rules::Scaling* kept = rules::find_scaling(rules, offering, ScalingParameter::idle_timeout);
  if (!model || kept == nullptr) return std::nullopt;
  Keeping keeping{*model,
                  {0, static_cast<double>(unbounded) / milliseconds},
                  {static_cast<double>(kept->value.low) / milliseconds,
                   static_cast<double>(kept->value.high) / milliseconds}};
  // An autoscaler notices within its window that an instance is one too many.
  if (const auto* window = rules::find_scaling(rules, offering, ScalingParameter::window);
      keeping.shares() && window)
    keeping.timeout.high += static_cast<double>(window->value.high) / milliseconds;
  if (const auto start = range_of(rules, Known::whole_start, slots, milliseconds)) keeping.start = *start;
  // Where several wait for the same instance its number bounds none of them.
  if (keeping.shares()) return keeping;
  const auto at_most = [&](double number) { keeping.most = std::max(1.0, std::min(keeping.most, number)); };
  if (const auto* busy = rules::find_scaling(rules, offering, ScalingParameter::most_busy))
    at_most(static_cast<double>(busy->value.high));
  if (const auto most = range_of(rules, Known::most_instances, slots, 1)) at_most(most->high);
  return keeping;
}

/// How many times the rate the peak is; of spiky traffic the stated idle time says it.
Range times_of_peak(const RuleSet& rules, const std::vector<Slot>& slots, const Load& load) {
  if (load.pattern == "spiky")
    if (const auto idle = range_of(rules, Known::traffic_idle, slots, millionths);
        idle && idle->low > 0 && idle->high < 1)
      return {1 / (1 - idle->low), 1 / (1 - idle->high)};
  // A rate is kept in thousandths, of which the usual peak of a rare one is too few.
  const Slot* stated = slot_of(rules, Known::traffic_peak, slots);
  if (stated != nullptr && !stated->presumed && !stated->bounded)
    return {static_cast<double>(stated->value.low) / millirequests / load.rate.high,
            static_cast<double>(stated->value.high) / millirequests / load.rate.low};
  const double usual = traffic::usual_peak(load.pattern);
  return {usual, usual};
}

/// The bounds at each end of what they depend on.
class Ends {
 public:
  void take(traffic::ShareBounds share) {
    low_ = std::min(low_, share.low);
    high_ = std::max(high_, share.high);
  }
  Interval all() const { return in_millionths(low_, high_); }

 private:
  double low_ = 1, high_ = 0;
};

/// Both, or the one that they are.
std::vector<double> ends_of(Range range) {
  return range.low == range.high ? std::vector{range.low} : std::vector{range.low, range.high};
}

/// Of traffic that changes: with little at a time, short starts and instances that are kept for long, and
/// with the opposite of each.
std::optional<Interval> cold_share_of_changing(const RuleSet& rules, const std::vector<Slot>& slots,
                                               const Load& load, const Keeping& keeping) {
  const Range times = times_of_peak(rules, slots, load);
  Ends ends;
  for (const double rate : ends_of(load.rate))
    for (const double service : ends_of(load.service))
      for (const double peak : ends_of(times))
        for (const bool is_most : {false, true}) {
          const traffic::Taker taker{service, is_most ? keeping.start.high : keeping.start.low,
                                     is_most ? keeping.timeout.low : keeping.timeout.high, keeping.most,
                                     keeping.shares()};
          if (load.pattern == "periodic")
            ends.take(traffic::cold_share_of_day(rate, traffic::swing_of(peak), taker));
          else if (load.pattern == "bursty")
            ends.take(traffic::cold_share_of_turns(traffic::turns_of_bursty(rate, peak), taker));
          else if (load.pattern == "spiky")
            ends.take(traffic::cold_share_of_turns(traffic::turns_of_spiky(rate, peak), taker));
          else if (load.pattern == "queue")
            ends.take(traffic::cold_share_of_backlog(rate, taker));
          else
            return std::nullopt;
        }
  return ends.all();
}

std::optional<Interval> cold_share(const RuleSet& rules, unsigned offering, const std::vector<Slot>& slots,
                                   const Load& load) {
  const Range rate = load.rate, service = load.service;
  const auto keeping = keeping_of(rules, offering, slots);
  if (!keeping) return std::nullopt;
  const Range timeout = keeping->timeout;
  traffic::ShareBounds least, most;
  if (load.pattern == "scheduled") {
    least = traffic::cold_share_of_scheduled(load.gap.low, service.high, timeout.high);
    most = traffic::cold_share_of_scheduled(load.gap.high, service.low, timeout.low);
  } else if (load.pattern == "steady" || load.pattern == "rare") {
    const bool shares = keeping->shares();
    const double shortest = shares ? service.high : service.low;
    most = traffic::cold_share_of_random(rate.low, service.high, timeout.low, shares);
    const bool is_one = rate.low == rate.high && shortest == service.high && timeout.low == timeout.high;
    least = is_one ? most : traffic::cold_share_of_random(rate.high, shortest, timeout.high, shares);
  } else {
    return cold_share_of_changing(rules, slots, load, *keeping);
  }
  return in_millionths(std::min(least.low, most.low), std::max(least.high, most.high));
}

/// Where nobody states a time, what holds is what holds for each that it may be.
std::optional<Load> load_of(const RuleSet& rules, const std::vector<Slot>& slots,
                            const std::optional<Interval>& time) {
  const auto rate = rate_of(rules, slots);
  auto service = range_of(rules, Known::run_time, slots, milliseconds);
  if (time)
    service =
        Range{static_cast<double>(time->low) / milliseconds, static_cast<double>(time->high) / milliseconds};
  if (!rate || !service) return std::nullopt;
  const auto turn = range_of(rules, Known::turn, slots, milliseconds);
  return Load{pattern_of(rules, slots),
              *rate,
              *service,
              gap_of(rules, slots, *rate),
              range_of(rules, Known::peak_rate, slots, millirequests),
              turn ? turn->low : 0};
}

/// The share of the time in which there is an instance that is kept so long after a request, if one took all.
std::optional<Interval> presence(const Load& load, Range kept) {
  if (!load.peak || load.pattern.empty() || load.pattern == "queue") return std::nullopt;
  const Range there{load.service.low + kept.low, load.service.high + kept.high};
  if (load.pattern == "scheduled")
    return in_millionths(load.rate.low * std::min(there.low, load.gap.low), load.rate.high * there.high);
  const double times = std::max(1.0, load.peak->high / load.rate.low);
  double least = traffic::busy_share(load.rate.low * times, there.low) / times;
  // After each turn it is kept for a while, or until the next one.
  if (load.turn > 0 && times > 1)
    least *= 1 + (times - 1) * traffic::busy_share(1 / (load.turn * (times - 1)), kept.low);
  return in_millionths(least, traffic::busy_share(load.rate.high, there.high));
}

/// As many requests in progress as there rarely are more of in the time that an instance is kept: Bernstein's
/// bound of the Poisson distribution, for one in ten such times.
std::int64_t crest(double rate, double service, double kept) {
  constexpr double rarely = 10;
  const double mean = rate * service;
  const double logarithm = traffic::portable_log(std::max(rarely, rarely * rate * (service + kept)));
  const double above = logarithm / 3 + std::sqrt(logarithm * logarithm / 9 + 2 * mean * logarithm);
  return static_cast<std::int64_t>(std::min(std::ceil(mean + above), static_cast<double>(unbounded / 2)));
}

/// How many peaks there are in a month at most that take turns with less; none where it is no matter of
/// turns.
Interval turns_of_month(const Load& load, Range peak) {
  if (load.turn <= 0) return {0, 0};
  const double times = std::max(1.0, peak.low / load.rate.high);
  return {0, static_cast<std::int64_t>(std::ceil(seconds_of_month / (load.turn * times)))};
}

/// What is said of instances that are paid for as long as they live.
void enter_life(const std::optional<Load>& load, const rules::Scaling* kept, const Entry& enter) {
  std::optional<Interval> life, peak, usual, turns;
  if (load && load->peak && kept != nullptr) {
    const Range idle{static_cast<double>(kept->value.low) / milliseconds,
                     static_cast<double>(kept->value.high) / milliseconds};
    life = presence(*load, idle);
    const auto within = [&](double rate) {
      const std::int64_t most = crest(rate, load->service.high, idle.high);
      return Interval{most, most};
    };
    peak = within(std::max(load->peak->high, load->rate.high));
    usual = within(load->rate.high);
    turns = turns_of_month(*load, *load->peak);
  }
  enter(Known::modelled_life, life);
  enter(Known::modelled_crest, peak);
  enter(Known::modelled_usual_crest, usual);
  enter(Known::modelled_turns, turns);
}

}  // namespace

std::optional<RandomLoad> random_load(const RuleSet& rules, const std::vector<Slot>& slots) {
  const std::string_view pattern = pattern_of(rules, slots);
  const auto time = exact_mean_time(rules, slots);
  const auto rate = rate_of(rules, slots);
  if (!time || !rate || (pattern != "steady" && pattern != "rare")) return std::nullopt;
  return RandomLoad{rate->low, rate->high, time->low / milliseconds, time->high / milliseconds};
}

void enter_modelled(const RuleSet& rules, unsigned offering, std::vector<Slot>& slots) {
  const auto open = [&](Known name) {
    const Slot* slot = slot_of(rules, name, slots);
    return slot == nullptr || slot->value.is_point() ? FactSet() : slot->needs;
  };
  const auto time = mean_time(rules, slots);
  FactSet of_time = open(Known::duration_typical);
  if (!time) of_time |= open(Known::run_time);
  const Entry by_time{rules, slots, of_time};
  by_time(Known::modelled_time, time);
  std::optional<Interval> cold, there;
  const auto load = load_of(rules, slots, time);
  if (load) {
    cold = cold_share(rules, offering, slots, *load);
    if (const auto kept = range_of(rules, Known::keep_alive, slots, milliseconds))
      there = presence(*load, *kept);
  }
  Entry by_start{rules, slots, of_time};
  if (load && traffic::usual_peak(load->pattern) > 1)
    for (const Known name : {Known::peak_rate, Known::whole_start}) by_start.needs |= open(name);
  by_start(Known::modelled_cold_share, cold);
  Entry by_peak{rules, slots, of_time};
  by_peak.needs |= open(Known::peak_rate);
  by_peak(Known::modelled_presence, there);
  const rules::Scaling* kept = rules::find_scaling(rules, offering, ScalingParameter::idle_timeout);
  const Entry by_nothing{rules, slots, {}};
  by_nothing(Known::idle_timeout, kept != nullptr ? std::optional(kept->value) : std::nullopt);
  enter_life(load, kept, by_peak);
}

}  // namespace placer::engine
