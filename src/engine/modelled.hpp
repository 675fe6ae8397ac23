// What closed forms say of a workload's traffic on an offering, for derived facts to build on.
#pragma once

#include "rules/evaluate.hpp"

#include <optional>
#include <vector>

namespace placer::engine {

/// Enters into the slots what the rule set has declared of these, and leaves unknown what cannot be said:
///
/// - `modelled_time`, the mean time of a request: what is typical is its median and the tail what one in a
///   hundred exceeds (log-normal); without a tail what is typical. Rounded to 1 ms: to the nearest from 100
///   ms on, outwards below.
/// - `modelled_cold_share`, the share of requests that wait for a start, in parts per million, rounded
///   outwards: where the rate is stated, requests come at random (steady, rare) or at set times (scheduled),
///   and it is known how long the offering keeps an instance. Where nobody states a time, what holds for each
///   of `run_time`.
/// - `modelled_presence`, the share of the time with an instance, if one took all requests (M/G/infinity,
///   whose service is the mean time and what an instance is paid for after it): at random at most, and at
///   least as if the stated or usual peak took turns with nothing. Turns that are short (`turn`) leave an
///   instance behind each.
/// - `idle_timeout`, how long an instance without requests is kept where that is known, and for what is paid
///   for as long as it lives: `modelled_life`, the same share as `modelled_presence` with that time;
///   `modelled_crest` and `modelled_usual_crest`, requests in progress that there are rarely more of within
///   it at the peak and on average; `modelled_turns`, peaks of a month that take turns with less, at most.
void enter_modelled(const rules::RuleSet& rules, unsigned offering, std::vector<rules::Slot>& slots);

/// Requests that come at random: how many a second, and the mean seconds of one.
struct RandomLoad {
  double least_rate, most_rate, least_time, most_time;
};
/// Where their rate and time are stated, and the pattern says that they do not depend on each other.
std::optional<RandomLoad> random_load(const rules::RuleSet& rules, const std::vector<rules::Slot>& slots);

}  // namespace placer::engine
