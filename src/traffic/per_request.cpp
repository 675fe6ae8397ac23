#include "traffic/per_request.hpp"

#include "traffic/departures.hpp"
#include "traffic/instances.hpp"

#include <algorithm>
#include <bit>

namespace placer::traffic {
namespace {

// A wheel that reaches this many mean service times ahead, in which two buckets lie between two requests.
constexpr double mean_times = 16, buckets_a_request = 2;
constexpr std::size_t fewest_buckets = 64, most_buckets = std::size_t{1} << 17;

Departures wheel_for(const PerRequest& model, const Arrivals& arrivals) {
  const double reach = mean_times * std::max(model.warm.mean(), 1e-6);
  const double wanted = std::min(reach * arrivals.mean_rate() * buckets_a_request, double{most_buckets});
  const std::size_t buckets = std::bit_ceil(std::max(fewest_buckets, static_cast<std::size_t>(wanted)));
  return {reach / static_cast<double>(buckets), buckets};
}

class Simulation {
 public:
  Simulation(const PerRequest& model, const Arrivals& arrivals, double warm_up, Random random)
      : model_(model),
        arrivals_(arrivals),
        begin_(warm_up),
        random_(random),
        busy_(wheel_for(model, arrivals)) {
    for (std::uint64_t i = 0; i < model.kept; ++i) instances_.set_idle(instances_.start(0), 0);
  }

  Tally run(std::uint64_t requests) {
    Arrival next = arrivals_.next(random_);
    for (; next.time < begin_; next = arrivals_.next(random_)) serve(next);
    tally_ = {};
    tally_.most_alive = instances_.alive();
    busy_.each([&](double time, Instances::Id) { tally_.busy += std::max(0.0, time - begin_); });
    double end = begin_;
    for (; tally_.requests < requests && next.time < Arrivals::never; next = arrivals_.next(random_)) {
      end = next.time;
      ++tally_.requests;
      serve(next);
    }
    close(end);
    return std::move(tally_);
  }

 private:
  void serve(const Arrival& request) {
    const double now = request.time;
    busy_.release_until(now, [&](double time, Instances::Id id) { instances_.set_idle(id, time); });
    give_up_until(now);
    Instances::Id id = instances_.take_newest();
    double service = 0;
    if (id != Instances::none) {
      service = request.service < 0 ? model_.warm.sample(random_) : request.service;
    } else if (may_start(now)) {
      id = instances_.start(now);
      service = request.service < 0 ? model_.cold.sample(random_) : request.service + model_.start;
      ++tally_.cold;
      tally_.most_alive = std::max<std::uint64_t>(tally_.most_alive, instances_.alive());
    } else {
      ++tally_.refused;
      return;
    }
    tally_.busy += service;
    tally_.latency.add(service);
    busy_.add(now + service, id);
  }

  bool may_start(double now) {
    if (busy_.size() >= model_.most_busy) return false;
    if (model_.starts_per_window == UINT64_MAX) return true;
    if (now >= window_end_) {
      window_end_ = (static_cast<double>(static_cast<std::uint64_t>(now / model_.window)) + 1) * model_.window;
      started_ = 0;
    }
    return started_++ < model_.starts_per_window;
  }

  void give_up_until(double now) {
    for (Instances::Id id = instances_.longest_idle(); id != Instances::none; id = instances_.longest_idle()) {
      const double end = instances_.idle_since(id) + model_.idle_timeout;
      if (end > now || instances_.alive() <= model_.kept) return;
      ++tally_.ended;
      tally_.lifespans += end - instances_.born(id);
      count_alive(instances_.born(id), end);
      instances_.give_up(id);
    }
  }

  /// The part of a life that was looked at.
  void count_alive(double born, double end) { tally_.alive += std::max(0.0, end - std::max(born, begin_)); }

  /// What is still there counts until the end; of what is busy, what is yet to come does not.
  void close(double end) {
    tally_.time = end - begin_;
    for (Instances::Id id = instances_.longest_idle(); id != Instances::none; id = instances_.next_longest_idle(id))
      count_alive(instances_.born(id), std::min(end, instances_.idle_since(id) + model_.idle_timeout));
    busy_.each([&](double time, Instances::Id id) {
      count_alive(instances_.born(id), std::min(time, end));
      tally_.busy -= std::max(0.0, time - end);
    });
  }

  const PerRequest& model_;
  Arrivals arrivals_;
  double begin_;
  Random random_;
  Departures busy_;
  Instances instances_;
  Tally tally_;
  double window_end_ = 0;
  std::uint64_t started_ = 0;
};

}  // namespace

Tally simulate(const PerRequest& model, const Arrivals& arrivals, std::uint64_t requests, double warm_up,
               Random random) {
  return Simulation(model, arrivals, warm_up, random).run(requests);
}

}  // namespace placer::traffic
