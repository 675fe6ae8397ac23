#include "traffic/arrivals.hpp"

#include <utility>

namespace placer::traffic {

Arrivals Arrivals::poisson(double rate) {
  Arrivals arrivals(Kind::poisson, rate);
  arrivals.gap_ = 1 / rate;
  return arrivals;
}

Arrivals Arrivals::periodic(double rate, double swing, double period) {
  Arrivals arrivals(Kind::periodic, rate);
  arrivals.gap_ = 1 / (rate * (1 + swing));
  arrivals.swing_ = swing;
  arrivals.period_ = period;
  return arrivals;
}

Arrivals Arrivals::later(double share) const {
  Arrivals arrivals = *this;
  arrivals.phase_ += share;
  return arrivals;
}

Arrivals Arrivals::bursty(double low, double high, double low_time, double high_time) {
  Arrivals arrivals(Kind::bursty, (low * low_time + high * high_time) / (low_time + high_time));
  arrivals.rates_[0] = low;
  arrivals.rates_[1] = high;
  arrivals.times_[0] = low_time;
  arrivals.times_[1] = high_time;
  return arrivals;
}

Arrivals Arrivals::scheduled(double gap, std::uint64_t requests, double first) {
  Arrivals arrivals(Kind::scheduled, static_cast<double>(requests) / gap);
  arrivals.gap_ = gap;
  arrivals.at_once_ = requests;
  arrivals.now_ = first;
  return arrivals;
}

Arrivals Arrivals::trace(std::shared_ptr<const std::vector<Arrival>> requests) {
  const double length = requests->empty() ? 0 : requests->back().time - requests->front().time;
  Arrivals arrivals(Kind::trace, length > 0 ? static_cast<double>(requests->size() - 1) / length : 0);
  arrivals.trace_ = std::move(requests);
  return arrivals;
}

Arrival Arrivals::next_other(Random& random) {
  switch (kind_) {
    case Kind::periodic: return {next_of_rhythm(random), -1};
    case Kind::bursty: return {next_of_bursts(random), -1};
    case Kind::scheduled: return {next_of_schedule(), -1};
    case Kind::trace: return index_ < trace_->size() ? (*trace_)[index_++] : Arrival{never, -1};
    case Kind::poisson: break;
  }
  return {never, -1};
}

double Arrivals::next_of_schedule() {
  const std::uint64_t turn = index_++ / at_once_;
  return now_ + static_cast<double>(turn) * gap_;
}

/// Thinning (Lewis and Shedler, 1979): at the highest rate, of which as many are taken as the rate then is.
double Arrivals::next_of_rhythm(Random& random) {
  for (;;) {
    now_ += gap_ * random.exponential();
    const double share = (1 + swing_ * portable_sin_of_turns(now_ / period_ + phase_)) / (1 + swing_);
    if (random.uniform() < share) return now_;
  }
}

/// What is drawn beyond the end of a state is drawn anew from there, since the process has no memory.
double Arrivals::next_of_bursts(Random& random) {
  if (until_ < 0) {
    is_high_ = random.uniform() * (times_[0] + times_[1]) < times_[1];
    until_ = times_[is_high_ ? 1 : 0] * random.exponential();  // what is left of it is as long as all of it
  }
  for (;;) {
    const double rate = rates_[is_high_ ? 1 : 0];
    const double at = rate > 0 ? now_ + random.exponential() / rate : never;
    if (at < until_) return now_ = at;
    now_ = until_;
    is_high_ = !is_high_;
    until_ = now_ + times_[is_high_ ? 1 : 0] * random.exponential();
  }
}

}  // namespace placer::traffic
