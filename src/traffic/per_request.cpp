#include "traffic/per_request.hpp"

#include "traffic/instances.hpp"

#include <algorithm>

namespace placer::traffic {
namespace {

/// Watched: with a timeline. Without one the questions for it are not in the code.
template <bool watched>
class PerRequestRun {
 public:
  PerRequestRun(const PerRequest& model, const Arrivals& arrivals, double begin, Random random,
                Timeline* timeline)
      : model_(model), arrivals_(arrivals), begin_(begin), random_(random), timeline_(timeline) {
    if (model.billing_step > 0) steps_per_second_ = 1 / model.billing_step;
    for (std::uint64_t i = 0; i < model.kept; ++i) instances_.start(0, 0);
  }

  Tally run(const Extent& extent) {
    Arrival next = arrivals_.next(random_);
    for (; next.time < begin_; next = arrivals_.next(random_)) serve(next);
    tally_ = {};
    tally_.most_alive = instances_.alive();
    tally_.busy = before_ = busy_after(begin_);
    const double last = begin_ + extent.duration;
    double end = begin_;
    for (; tally_.requests < extent.requests && next.time < last; next = arrivals_.next(random_)) {
      end = next.time;
      ++tally_.requests;
      serve(next);
    }
    if (extent.until_done && last == Arrivals::never)
      instances_.each([&](std::size_t place) { end = std::max(end, instances_.free_from(place)); });
    close(tally_.requests == extent.requests || last == Arrivals::never ? end : last);
    return std::move(tally_);
  }

 private:
  void serve(const Arrival& request) {
    const double now = request.time;
    if (now > next_end_) give_up_until(now);
    const std::size_t place = instances_.newest_free(now);
    double service = request.service;
    const bool is_warm = place != Instances::none;
    if (is_warm) [[likely]] {
      if (service < 0) service = model_.warm.sample(random_);
      instances_.set_busy(place, now + service);
    } else if (may_start(now)) {
      service = cold_service(service);
      start(now, now + service);
    } else {
      ++tally_.refused;
      if constexpr (watched) watch(now, now, false, true);
      return;
    }
    tally_.busy += service;
    if (model_.billing_step > 0) tally_.rounding += rounded_up_by(service, steps_per_second_);
    tally_.latency.add(service);
    if constexpr (watched) watch(now, now + service, !is_warm, false);
  }

  double cold_service(double stated) {
    if (stated >= 0) return stated + model_.start;
    return model_.cold ? model_.cold->sample(random_) : model_.start + model_.warm.sample(random_);
  }

  /// Where none is free, all that live are busy.
  bool may_start(double now) {
    if (instances_.alive() >= model_.most_busy) return false;
    if (model_.starts_per_window == UINT64_MAX) return true;
    if (now >= window_end_) {
      window_end_ =
          (static_cast<double>(static_cast<std::uint64_t>(now / model_.window)) + 1) * model_.window;
      started_ = 0;
    }
    return started_++ < model_.starts_per_window;
  }

  void start(double now, double until) {
    instances_.start(now, until);
    ++tally_.cold;
    tally_.most_alive = std::max<std::uint64_t>(tally_.most_alive, instances_.alive());
    // Of those that are kept no end was known.
    next_end_ = model_.kept > 0 ? 0 : std::min(next_end_, until + model_.idle_timeout);
  }

  /// None ends before `next_end_`: from what is free since longest follows when to look again, since that
  /// time only grows.
  void give_up_until(double now) {
    while (instances_.alive() > model_.kept) {
      const std::size_t place = instances_.longest_free();
      next_end_ = instances_.free_from(place) + model_.idle_timeout;
      if (next_end_ >= now) return;
      ++tally_.ended;
      tally_.lifespans += next_end_ - instances_.born(place);
      count_alive(instances_.born(place), next_end_);
      instances_.give_up(place);
    }
    next_end_ = Arrivals::never;
  }

  /// The part of a life that was looked at.
  void count_alive(double born, double end) {
    tally_.alive += std::max(0.0, end - std::max(born, begin_));
    if constexpr (watched) timeline_->add_alive(born, end);
  }

  void watch(double from, double to, bool cold, bool refused) {
    timeline_->add_busy(from, to);
    if (from < begin_) return;
    timeline_->add_request(from);
    if (cold) timeline_->add_cold(from);
    if (refused) timeline_->add_refused(from);
  }

  double busy_after(double time) const {
    double sum = 0;
    instances_.each([&](std::size_t place) { sum += std::max(0.0, instances_.free_from(place) - time); });
    return sum;
  }

  /// What is still there counts until the end; of what is busy, what is yet to come does not.
  void close(double end) {
    give_up_until(end);
    tally_.latencies = tally_.busy - before_;
    tally_.time = end - begin_;
    tally_.busy -= busy_after(end);
    tally_.queued = tally_.cold;
    tally_.late = tally_.cold;
    tally_.done = tally_.requests - tally_.refused;
    tally_.starting = static_cast<double>(tally_.cold) *
                      (model_.cold ? std::max(0.0, model_.cold->mean() - model_.warm.mean()) : model_.start);
    tally_.in_flight = std::max(0.0, tally_.busy - tally_.starting);
    instances_.each([&](std::size_t place) { count_alive(instances_.born(place), end); });
  }

  const PerRequest& model_;
  Arrivals arrivals_;
  double begin_;
  Random random_;
  Timeline* timeline_;
  Instances instances_;
  Tally tally_;
  double steps_per_second_ = 0;  ///< of the bill
  double before_ = 0;            ///< seconds of busy that came in before it was looked
  double next_end_ = 0;          ///< no instance ends before
  double window_end_ = 0;
  std::uint64_t started_ = 0;
};

}  // namespace

Tally simulate(const PerRequest& model, const Arrivals& arrivals, const Extent& extent, Random random,
               Timeline* timeline) {
  if (timeline == nullptr)
    return PerRequestRun<false>(model, arrivals, extent.warm_up, random, nullptr).run(extent);
  return PerRequestRun<true>(model, arrivals, extent.warm_up, random, timeline).run(extent);
}

}  // namespace placer::traffic
