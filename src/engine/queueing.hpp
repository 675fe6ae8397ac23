// What Erlang's formulas say of an offering that has so many places for requests and no more.
#pragma once

#include "rules/evaluate.hpp"

#include <vector>

namespace placer::engine {

/// Enters into the slots, when all else is there, what the rule set has declared of these, where the rate and
/// the time of requests are stated and they come at random, and leaves unknown what cannot be said:
///
/// - `modelled_places`, requests that can be worked on at the same time: of a number of instances that is
///   stated and fixed, each with as many as is known, or of a function whose environments are limited;
/// - `modelled_waited` and `modelled_wait`, the share of requests that wait for a place of a fixed number of
///   instances, and how long a request waits on average (Erlang C);
/// - `modelled_refused`, the share of requests that a limited function refuses (Erlang B).
///
/// What is no range is rounded to the nearest, but for waits below 10 ms; all else is rounded outwards.
void enter_queueing(const rules::RuleSet& rules, unsigned offering, std::vector<rules::Slot>& slots);

}  // namespace placer::engine
