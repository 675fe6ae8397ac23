#include "traffic/cold_share.hpp"

#include "traffic/closed_forms.hpp"
#include "traffic/portable_math.hpp"

#include <placer/cost.hpp>

#include <algorithm>

namespace placer::traffic {
namespace {

constexpr double low_load = 3;      // requests in an idle timeout, up to which the form for low load holds
constexpr double most_load = 5000;  // requests in progress, beyond which nobody waits to speak of

ShareBounds of_single(double rate, double service, double idle_timeout) {
  if (rate * idle_timeout <= low_load) {
    const double share = cold_share_at_low_load(rate, service, idle_timeout);
    return {share, share};
  }
  const double most = cold_share_at_low_load(low_load / idle_timeout, service, idle_timeout);
  if (rate * service > most_load) return {0, most};
  const double share = birth_death(rate, service, service, idle_timeout).p_cold;
  return {std::min(share / 2, most), std::min(share * 2, most)};
}

}  // namespace

ShareBounds cold_share_of_random(double rate, double service, double idle_timeout, bool shares) {
  const ShareBounds single = of_single(rate, service, idle_timeout);
  if (!shares) return single;
  const double alone = portable_exp(-rate * (service + idle_timeout));
  return {std::min(alone, single.high), single.high};
}

ShareBounds cold_share_of_scheduled(double gap, double service, double idle_timeout) {
  if (gap - service > idle_timeout) return {1, 1};
  return {0, std::min(1.0, gap / seconds_of_month)};
}

}  // namespace placer::traffic
