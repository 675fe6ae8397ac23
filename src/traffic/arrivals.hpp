// When requests come: at random, in a daily rhythm, in bursts, in a fixed one, or as a trace says.
#pragma once

#include "traffic/random.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace placer::traffic {

/// One request of a trace: seconds from its begin, and how long it takes; negative where it does not say.
struct Arrival {
  double time = 0, service = -1;
};

class Arrivals {
 public:
  static constexpr double never = std::numeric_limits<double>::infinity();

  /// Independent of each other, `rate` a second (Poisson).
  static Arrivals poisson(double rate);
  /// The same with a rate that swings as a sine around `rate`, by a share `swing` of it (0 to 1), once in
  /// `period`.
  static Arrivals periodic(double rate, double swing, double period);
  /// A rhythm that begins that share of its period later.
  Arrivals later(double share) const;
  /// The same with a rate that is `high` for `high_time` and `low` for `low_time` on average, in turns, each
  /// of exponential length (a Markov-modulated Poisson process of two states). Which of the two it begins
  /// in is drawn by how long each lasts.
  static Arrivals bursty(double low, double high, double low_time, double high_time);
  /// `requests` at once, every `gap` from `first` on.
  static Arrivals scheduled(double gap, std::uint64_t requests, double first = 0);
  /// As a trace says, which must be sorted; never again after its end.
  static Arrivals trace(std::shared_ptr<const std::vector<Arrival>> requests);

  /// Requests a second over a long time.
  double mean_rate() const { return mean_rate_; }
  /// Seconds from one burst to the next on average; 0 where there are none.
  double turn() const { return times_[0] + times_[1]; }

  /// Whether another stream of random numbers makes other times.
  bool is_random() const { return kind_ != Kind::scheduled && kind_ != Kind::trace; }

  /// The next request: its time is not before that of the one before it; `never` where there is none.
  Arrival next(Random& random) {
    if (kind_ != Kind::poisson) return next_other(random);
    now_ += gap_ * random.exponential();
    return {now_, -1};
  }

 private:
  enum class Kind : std::uint8_t { poisson, periodic, bursty, scheduled, trace };
  Arrivals(Kind kind, double mean_rate) : kind_(kind), mean_rate_(mean_rate) {}

  Arrival next_other(Random& random);
  double next_of_schedule();
  double next_of_rhythm(Random& random);
  double next_of_bursts(Random& random);

  Kind kind_;
  bool is_high_ = false;
  double mean_rate_, now_ = 0, gap_ = 0;
  double swing_ = 0, period_ = 0, phase_ = 0;
  double rates_[2] = {}, times_[2] = {}, until_ = -1;  ///< of the low and the high state
  std::uint64_t at_once_ = 0, index_ = 0;
  std::shared_ptr<const std::vector<Arrival>> trace_;
};

}  // namespace placer::traffic
