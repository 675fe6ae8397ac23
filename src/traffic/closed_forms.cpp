#include "traffic/closed_forms.hpp"

#include "traffic/portable_math.hpp"

#include <initializer_list>
#include <limits>

namespace placer::traffic {

double requests_in_progress(double rate, double service) { return rate * service; }

double erlang_b(double load, std::uint32_t servers) {
  double blocked = 1;
  for (std::uint32_t k = 1; k <= servers; ++k) blocked = load * blocked / (k + load * blocked);
  return blocked;
}

double erlang_c(double load, std::uint32_t servers) {
  if (load >= servers) return 1;
  const double blocked = erlang_b(load, servers);
  return blocked / (1 - load / servers * (1 - blocked));
}

double erlang_c_wait(double load, std::uint32_t servers, double service) {
  if (load >= servers) return std::numeric_limits<double>::infinity();
  return erlang_c(load, servers) * service / (servers - load);
}

double busy_share(double rate, double service) { return -portable_expm1(-rate * service); }

double rate_of_instance(double rate, double service, std::uint32_t m) {
  const double load = rate * service;
  const double reaches = erlang_b(load, m - 1);  // what the ones before it refuse
  return rate * (reaches - load * reaches / (m + load * reaches));
}

namespace {

/// How often an instance ends that requests reach at that rate: it takes as many of them as come in time,
/// each after the mean of those gaps.
double rate_of_ends(double rate, double warm, double idle_timeout) {
  const double none_comes = portable_exp(-rate * idle_timeout);
  if (none_comes <= 0) return 0;
  if (rate <= 0) return 1 / idle_timeout;
  const double longest = idle_timeout + warm;
  const double gap = -longest * portable_exp(-rate * longest) - portable_expm1(-rate * longest) / rate;
  return 1 / (idle_timeout + (1 / none_comes - 1) * gap);
}

}  // namespace

BirthDeath birth_death(double rate, double warm, double cold, double idle_timeout) {
  // As many states as lie thirty beyond the last with more births than deaths; their weights relative to one
  // another, and scaled down before they overflow.
  constexpr std::uint32_t beyond = 30;
  constexpr double large = 1e150;
  const double load = rate * warm;
  const auto births_at = [&](double share) { return 1 / (1 / (rate * share) + cold); };
  double refused = 1, deaths = 0, births = births_at(1), weight = 1, total = 1;
  BirthDeath sum{.running = rate * cold, .p_cold = 1, .response = cold};  // of the state without instances
  std::uint32_t last = 0;
  for (std::uint32_t count = 1; count - last <= beyond; ++count) {
    const double before = refused;
    refused = load * refused / (count + load * refused);
    deaths += rate_of_ends(rate * (before - refused), warm, idle_timeout);
    if (births < large * deaths) {
      weight *= births / deaths;
    } else {  // as good as nothing leads back: the states before have no share of the time
      sum = {};
      total = 0;
    }
    if (weight > large) {
      for (double* part :
           {&sum.servers, &sum.running, &sum.running_warm, &sum.p_cold, &sum.response, &total, &weight})
        *part /= large;
    }
    births = births_at(refused);
    const double warm_ones = rate * (1 - refused) * warm;
    total += weight;
    sum.servers += weight * count;
    sum.running_warm += weight * warm_ones;
    sum.running += weight * (warm_ones + rate * refused * cold);
    sum.p_cold += weight * refused;
    sum.response += weight * (refused * cold + (1 - refused) * warm);
    if (rate * refused > deaths) last = count;
  }
  for (double* part : {&sum.servers, &sum.running, &sum.running_warm, &sum.p_cold, &sum.response})
    *part /= total;
  sum.alive = sum.servers + sum.running - sum.running_warm;
  sum.idle = sum.servers - sum.running_warm;
  sum.utilisation = sum.running_warm / sum.servers;
  return sum;
}

double cold_share_at_low_load(double rate, double service, double idle_timeout) {
  const double comes_in_time = -portable_expm1(-rate * idle_timeout);
  return 1 - comes_in_time / (1 + rate * service);
}

std::uint64_t cold_of_periodic(double gap, double service, double idle_timeout, std::uint64_t requests) {
  if (requests == 0) return 0;
  return gap - service > idle_timeout ? requests : 1;
}

double shared_service(double service, double in_flight, double overlap) {
  return service * in_flight / (1 + (in_flight - 1) * overlap);
}

}  // namespace placer::traffic
