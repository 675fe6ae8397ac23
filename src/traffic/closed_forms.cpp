#include "traffic/closed_forms.hpp"

#include "traffic/portable_math.hpp"

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
