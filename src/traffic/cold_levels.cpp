// The cold starts of traffic whose rate changes, level by level: see cold_share.hpp.
#include "traffic/cold_share.hpp"
#include "traffic/portable_math.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace placer::traffic {
namespace {

constexpr double most_in_progress = 500;  // levels that are looked at; more requests are taken together
constexpr double tenth = 0.1;             // how far off the forms are at most
constexpr double negligible = 1e-6;
constexpr double shortest = 1e-6;  // of a service, in seconds

/// How long it takes until there are n requests in progress, for n = 1, 2, ...; and the share of requests
/// that find n - 1 instances busy.
class Climb {
 public:
  Climb(double rate, double service) : rate_(rate), service_(service), load_(rate * service) {}

  /// To the next level.
  void rise() {
    if (level_ > 0) refused_ = load_ * refused_ / (level_ + load_ * refused_);
    step_ = (1 + level_ * step_ / service_) / rate_;
    time_ += step_;
    level_ += 1;
  }
  /// How often the level would be reached from nothing; 0 without a request.
  double often() const { return rate_ > 0 ? 1 / time_ : 0; }
  double refused() const { return refused_; }
  /// Whether it is above what there usually is.
  bool is_above() const { return level_ > load_; }

 private:
  double rate_, service_, load_;
  double level_ = 0, step_ = 0, time_ = 0, refused_ = 1;
};

/// What comes at two rates that take turns: `often` while it is low and high, `leaves` how often each ends.
struct Two {
  double often[2], leaves[2];

  /// How many a second come after a gap longer than `timeout`.
  double after(double timeout) const {
    const double share_of_low = leaves[1] / (leaves[0] + leaves[1]);
    const double low = often[0] * share_of_low, high = often[1] * (1 - share_of_low);
    if (low + high <= 0) return 0;
    // The matrix of turns without those that come; its eigenvalues, and its exponential by them.
    const double first = -(leaves[0] + often[0]), last = -(leaves[1] + often[1]);
    const double half = (first - last) / 2;
    const double root = std::sqrt(half * half + leaves[0] * leaves[1]);
    const double slow = (first + last) / 2 + root, fast = (first + last) / 2 - root;
    const double by_slow = portable_exp(slow * timeout), by_fast = portable_exp(fast * timeout);
    const auto survives = [&](double rate) {
      return (by_fast * (slow + rate) - by_slow * (fast + rate)) / (slow - fast);
    };
    return low * survives(often[0]) + high * survives(often[1]);
  }
};

/// Starts a second, and of those that a beginning needs on top the most of any level.
struct Starts {
  double all = 0, on_top = 0;
  double taken = 0;  ///< requests a second that as many instances as there may be take of all, roughly

  ShareBounds of(double rate, double together) const {
    const double low = all / rate / std::sqrt(together), high = (all + on_top) / taken;
    return {std::min(1.0, (1 - tenth) * low), std::min(1.0, (1 + tenth) * high)};
  }
};

/// Starts end an instance's being idle, so that they are fewer by the time of their requests.
double without_service(double often, double service) { return often / (1 + often * service); }

Starts starts_of_turns(const Turns& turns, const Taker& taker, double service) {
  const double lasts = turns.high_time;
  const double during =
      std::min(taker.most, turns.high * lasts * -portable_expm1(-std::min(taker.start, 100 * lasts) / lasts));
  const double most_taken = taker.most / service;
  Climb low(turns.low, service), high(turns.high, service);
  Starts starts;
  starts.taken =
      Turns{std::min(turns.low, most_taken), std::min(turns.high, most_taken), turns.low_time, lasts}.mean();
  for (double level = 1; level <= taker.most; ++level) {
    low.rise();
    high.rise();
    const Two two{{low.often(), high.often()}, {1 / turns.low_time, 1 / turns.high_time}};
    const double often = without_service(two.after(taker.idle_timeout), service);
    starts.all += often;
    starts.on_top = std::max(starts.on_top, often * during * high.refused());
    if (high.is_above() && std::max(low.often(), high.often()) < negligible * starts.all) break;
  }
  return starts;
}

Starts starts_of_day(double rate, double swing, const Taker& taker, double service) {
  constexpr int looks = 16;  // of half a day: the other half is the same
  std::array<double, looks> rates{};
  std::vector<Climb> climbs;
  Starts starts;
  for (int i = 0; i < looks; ++i) {
    rates[static_cast<std::size_t>(i)] =
        rate * (1 + swing * portable_sin_of_turns((i + 0.5) / (2 * looks) - 0.25));
    climbs.emplace_back(rates[static_cast<std::size_t>(i)], service);
    starts.taken += std::min(rates[static_cast<std::size_t>(i)], taker.most / service) / looks;
  }
  for (double level = 1; level <= taker.most; ++level) {
    double all = 0, on_top = 0, most_often = 0;
    for (std::size_t i = 0; i < looks; ++i) {
      climbs[i].rise();
      const double reached = climbs[i].often();
      const double often = without_service(reached * portable_exp(-reached * taker.idle_timeout), service);
      all += often / looks;
      on_top += often / looks * std::min(taker.most, rates[i] * taker.start) * climbs[i].refused();
      most_often = std::max(most_often, reached);
    }
    starts.all += all;
    starts.on_top = std::max(starts.on_top, on_top);
    if (climbs.back().is_above() && most_often < negligible * starts.all) break;
  }
  return starts;
}

/// Requests that are taken together, so that there are no more levels than are looked at.
double together_at(double peak, double service) { return std::max(1.0, peak * service / most_in_progress); }

Taker of_parts(Taker taker, double together) {
  taker.most = std::max(1.0, taker.most / together);
  return taker;
}

/// One instance that takes any number of requests is busy for a while, and starts when none came for long.
double low_end_of_shared(double starts, double rate) { return std::min(1.0, (1 - tenth) * starts / rate); }

}  // namespace

ShareBounds cold_share_of_turns(const Turns& turns, const Taker& taker) {
  const double service = std::max(shortest, taker.service), mean = turns.mean();
  const double together = together_at(turns.high, service);
  const Turns parts{turns.low / together, turns.high / together, turns.low_time, turns.high_time};
  ShareBounds share =
      starts_of_turns(parts, of_parts(taker, together), service).of(mean / together, together);
  if (taker.shares) {
    const Two two{{turns.low, turns.high}, {1 / turns.low_time, 1 / turns.high_time}};
    share.low = std::min(share.high, low_end_of_shared(two.after(taker.idle_timeout + service), mean));
  }
  return share;
}

ShareBounds cold_share_of_day(double rate, double swing, const Taker& taker) {
  const double service = std::max(shortest, taker.service);
  const double together = together_at(rate * (1 + swing), service);
  ShareBounds share =
      starts_of_day(rate / together, swing, of_parts(taker, together), service).of(rate / together, together);
  if (taker.shares) {
    Taker one = taker;
    one.most = 1;
    one.idle_timeout += service;
    share.low = std::min(share.high, low_end_of_shared(starts_of_day(rate, swing, one, shortest).all, rate));
  }
  return share;
}

ShareBounds cold_share_of_backlog(double rate, const Taker& taker) {
  const double messages = std::max(1.0, std::ceil(rate * backlog_gap));
  const double at_once = taker.shares ? 1 : std::min(messages, taker.most) / messages;
  const double low = cold_share_of_random(rate, taker.service, taker.idle_timeout, taker.shares).low;
  return {std::min(low, at_once), at_once};
}

}  // namespace placer::traffic
