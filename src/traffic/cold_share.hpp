// How many requests wait for a start where an offering scales to zero, from closed forms: for `analyze`,
// which simulates nothing. Rates are in requests a second, times in seconds.
#pragma once

namespace placer::traffic {

/// A share between 0 and 1, as far as the formulas tell it.
struct ShareBounds {
  double low = 0, high = 1;
};

/// For requests that come at random (Poisson) and instances that are kept for `idle_timeout`. One request at
/// a time: the low-load form up to three requests in an idle timeout, beyond that half to twice what the
/// chain of births and deaths says, which is off by less. Several at a time (`shares`): from an instance that
/// takes any number of them, exp(-rate × (service + timeout)), to one that takes one.
ShareBounds cold_share_of_random(double rate, double service, double idle_timeout, bool shares);

/// For requests that come at set times, one each `gap`: all of them where no instance is kept that long, else
/// next to none.
ShareBounds cold_share_of_scheduled(double gap, double service, double idle_timeout);

}  // namespace placer::traffic
