// How many requests wait for a start where an offering scales to zero, from closed forms: for `analyze`,
// which simulates nothing. Rates are in requests a second, times in seconds.
#pragma once

#include "traffic/patterns.hpp"

namespace placer::traffic {

/// A share between 0 and 1, as far as the formulas tell it.
struct ShareBounds {
  double low = 0, high = 1;
};

/// What takes the requests: how long one takes, how long an instance starts and is kept for without any, and
/// how many there may be.
struct Taker {
  double service = 0, start = 0, idle_timeout = 0;
  double most = 1e9;
  bool shares = false;  ///< whether an instance takes several at a time, or its autoscaler has some ready
};

/// For requests that come at random (Poisson) and instances that are kept for `idle_timeout`. One request at
/// a time: the low-load form up to three requests in an idle timeout, beyond that half to twice what the
/// chain of births and deaths says, which is off by less. Several at a time (`shares`): from an instance that
/// takes any number of them, exp(-rate × (service + timeout)), to one that takes one.
ShareBounds cold_share_of_random(double rate, double service, double idle_timeout, bool shares);

// Where the rate changes, by levels. An instance is the n-th one while n requests are in progress, of any
// that are: it starts when there are n for the first time since it was given up, which is when there were
// fewer for as long as an idle timeout. Until there are n at a steady rate takes as long as the first passage
// of an M/M/infinity queue from 0 to n does on average, which is a sum of the exact recursion
//   e(k) = (1 + k e(k - 1) / service) / rate
// (Keilson, Markov Chain Models, 1979); it is exponential but for the first few services. What
// reaches level n is then a Poisson process whose rate follows that of the requests, and how many of it come
// after a gap of more than the timeout is known: of two rates that take turns by the exponential of a matrix
// of two rows (Fischer and Meier-Hellstern, The Markov-modulated Poisson process cookbook, 1993), of one that
// changes slowly by the rate itself. The low end is that, less a tenth. At the high end, more by a tenth, are
// also the starts that the beginning of a peak needs on top: of the requests that come during a start those
// that find all of n - 1 instances busy (Erlang B), for the level at which these are most.
//
// Beside 98 simulations of functions (idle timeout 324 s, the usual peaks, services of 50 ms to 5 s, starts
// of 0.13 s and 6.13 s; spiky and bursty traffic of 1 in an hour to 100 in a second, periodic to 10) what was
// simulated is, but for chance, no more than 6 % below the low end without its tenth and 8 % above the high
// end without its. The high end is up to three times as much where a start takes many services and the
// instances of the low rate are there. They hold for an idle timeout far above the service time, as the
// low-load form does. Several requests at a time: the low end is that of one instance that takes any number
// of them, and Cloud Run's simulation is between it and the high end. Of more than 500 requests in progress
// at the peak each counts as the part of one that makes them so many, which at the low end is taken back.

/// For rates that take turns.
ShareBounds cold_share_of_turns(const Turns& turns, const Taker& taker);

/// For a rate that swings as a sine by a share of it (0 to 1) in the course of a day.
ShareBounds cold_share_of_day(double rate, double swing, const Taker& taker);

/// For the messages of an hour: from what comes at random to all at once each hour, where as many start as
/// there may be, and where several share an instance all wait.
ShareBounds cold_share_of_backlog(double rate, const Taker& taker);

/// For requests that come at set times, one each `gap`: all of them where no instance is kept that long, else
/// next to none.
ShareBounds cold_share_of_scheduled(double gap, double service, double idle_timeout);

}  // namespace placer::traffic
