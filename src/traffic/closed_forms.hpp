// What queueing theory says without a simulation, each with the range in which it holds. Rates are in
// requests a second, times in seconds; shares are between 0 and 1. All are for arrivals that do not depend
// on each other (Poisson) unless they say otherwise.
#pragma once

#include <cstdint>

namespace placer::traffic {

/// Requests in progress on average (Little): holds for any arrivals and service times, while none is refused.
double requests_in_progress(double rate, double service);

/// The share of requests that find all of `servers` busy, where such a request is refused (Erlang B).
/// `load` is rate times service time; holds for any distribution of service times.
double erlang_b(double load, std::uint32_t servers);

/// The share of requests that wait, where they queue for `servers` (Erlang C). Needs load < servers, and
/// holds for exponential service times; 1 for more load.
double erlang_c(double load, std::uint32_t servers);

/// The mean time that a request waits in that queue; infinite where load >= servers.
double erlang_c_wait(double load, std::uint32_t servers, double service);

/// The share of the time in which an instance that takes any number of requests at once has at least one
/// (M/G/infinity): holds for any distribution of service times, while they do not slow each other down.
double busy_share(double rate, double service);

/// The rate at which requests reach the m-th instance (from 1), where each goes to the lowest that is free.
double rate_of_instance(double rate, double service, std::uint32_t m);

/// The share of requests that wait for a start at low load, where an instance is kept for `idle_timeout` and
/// takes one request at once. Holds for rate * idle_timeout < 3 and a service time far below the timeout: off
/// by 0.1 % at 1, and by 1 % at 3.5.
double cold_share_at_low_load(double rate, double service, double idle_timeout);

/// How many of `requests` wait for a start where one comes each `gap` and takes `service` <= gap: all, where
/// an instance is not kept that long, else the first.
std::uint64_t cold_of_periodic(double gap, double service, double idle_timeout, std::uint64_t requests);

/// What a chain of births and deaths says of an offering that scales by the request.
struct BirthDeath {
  double servers = 0;  ///< instances that live
  double alive = 0;    ///< those, and the ones with a cold request
  double running = 0;  ///< of those busy, and of these the ones with a warm request
  double running_warm = 0;
  double idle = 0;         ///< the ones that have no warm request
  double p_cold = 0;       ///< share of requests that wait for a start
  double utilisation = 0;  ///< running_warm of servers
  double response = 0;     ///< mean time of a request
};

/// The chain of Mahmoudi and Khazaei (IEEE Transactions on Cloud Computing, 2020) on the number of instances:
/// births by what the newest ones refuse (Erlang B), one at a time and each after its cold time; deaths by
/// the mean time until an instance is idle for `idle_timeout`. Holds for Poisson arrivals and an idle timeout
/// far above the service times; where it is close to them its share of cold requests is 60 % too high or
/// more. Beside a simulation of the model it is off by 1 % in servers and up to 20 % in p_cold.
BirthDeath birth_death(double rate, double warm, double cold, double idle_timeout);

/// Service time of a request of `in_flight` on one instance, where a share `overlap` of each can run beside
/// the others: 1 slows nothing down, 0 is one after the other.
double shared_service(double service, double in_flight, double overlap);

}  // namespace placer::traffic
