#include "traffic/shared.hpp"

#include "traffic/fleet.hpp"
#include "traffic/waiting.hpp"

#include <algorithm>
#include <cmath>

namespace placer::traffic {
namespace {

class SharedRun {
 public:
  SharedRun(const Shared& model, const Arrivals& arrivals, const Extent& extent, Random random,
            Timeline* timeline)
      : model_(model),
        arrivals_(arrivals),
        begin_(extent.warm_up),
        random_(random),
        timeline_(timeline),
        fleet_(model.concurrency, model.overlap),
        nodes_(model.packing, model.node_start, model.node_idle),
        fewest_nodes_(packing_of_smaller(model), model.node_start, model.node_idle),
        scaling_(model.scaling) {
    const std::uint64_t first = std::min(std::max(model.least, model.first), model.most);
    nodes_.begin_with(first);
    fewest_nodes_.begin_with(first);
    for (std::uint64_t i = 0; i < first; ++i) fleet_.activate(fleet_.start(0, 0));
    history_.sample({});
    tick_ = period();
  }

  Tally run(const Extent& extent) {
    Arrival next = arrivals_.next(random_);
    while (std::min({next.time, fleet_.next_time(), tick_}) < begin_) next = step(next);
    advance(begin_);
    tally_ = {};
    tally_.most_alive = fleet_.counts().alive;
    const double last = begin_ + extent.duration;
    double end = begin_;
    while (tally_.requests < extent.requests && next.time < last) {
      const std::uint64_t before = tally_.requests;
      next = step(next);
      if (tally_.requests > before) end = now_;
    }
    const Arrival none{Arrivals::never, -1};
    if (extent.until_done && last == Arrivals::never) {
      while (fleet_.counts().in_flight + waiting_.size() > 0) step(none);
      end = now_;
    } else if (tally_.requests < extent.requests && last < Arrivals::never) {
      while (std::min(fleet_.next_time(), tick_) < last) step(none);
      end = last;
    }
    close(end);
    return std::move(tally_);
  }

 private:
  static Packing packing_of_smaller(const Shared& model) {
    Packing packing = model.packing;
    packing.per_node = std::max(packing.per_node, model.most_per_node);
    return packing;
  }

  double period() const {
    return std::visit([](const auto& scaling) { return scaling.period; }, scaling_);
  }

  /// One event: the next end or start of an instance, look of the autoscaler, or arrival, in this order where
  /// they are at once. Gives back the request that is next then.
  Arrival step(const Arrival& next) {
    const double event = fleet_.next_time();
    if (event <= next.time && event <= tick_) {
      advance(event);
      happen(fleet_.next(), event);
      return next;
    }
    if (tick_ <= next.time) {
      advance(tick_);
      look(tick_);
      tick_ += period();
      return next;
    }
    advance(next.time);
    arrive(next);
    return arrivals_.next(random_);
  }

  void advance(double now) {
    const double passed = now - now_;
    const Fleet::Counts& counts = fleet_.counts();
    tally_.alive += passed * static_cast<double>(counts.alive);
    tally_.busy += passed * static_cast<double>(counts.busy);
    tally_.starting += passed * static_cast<double>(counts.starting);
    tally_.in_flight += passed * static_cast<double>(counts.in_flight);
    tally_.nodes += passed * static_cast<double>(nodes_.count());
    tally_.fewest_nodes += passed * static_cast<double>(fewest_nodes_.count());
    tally_.time += passed;
    sums_.time = now;
    sums_.requests += passed * static_cast<double>(counts.in_flight + waiting_.size());
    sums_.usage += passed * counts.usage;
    sums_.instances += passed * static_cast<double>(counts.alive - counts.starting);
    now_ = now;
  }

  void arrive(const Arrival& request) {
    ++tally_.requests;
    const Fleet::Id id = room_for_one();
    if (timeline_ != nullptr && now_ >= begin_) timeline_->add_request(now_);
    if (id != Fleet::none) return begin(id, request);
    constexpr std::size_t most_waiting = 10'000'000;  // what memory holds
    if (waiting_.size() >= most_waiting) {
      ++tally_.refused;
      return;
    }
    ++tally_.queued;
    ++tally_.late;
    waiting_.push(request);
    if (fleet_.counts().alive == 0 ||
        (model_.starts_for_requests && fleet_.counts().starting * model_.concurrency < waiting_.size()))
      start_one();
  }

  /// One that was no longer wanted takes requests again at once; while there is any, none waits.
  Fleet::Id room_for_one() {
    if (fleet_.roomy() == Fleet::none && !fleet_.spares().empty()) bring_back();
    return fleet_.roomy();
  }

  void begin(Fleet::Id id, const Arrival& request) {
    if (fleet_[id].in_flight == 0) busy_since(id) = now_;
    fleet_.begin(id, now_, request.service < 0 ? model_.service.sample(random_) : request.service,
                 request.time);
  }

  void happen(Fleet::Id id, double now) {
    if (fleet_[id].state == Fleet::State::starting) {
      fleet_.activate(id);
      serve_waiting(id, true);
      return;
    }
    const double latency = now - fleet_.finish(id, now).arrival;
    tally_.latencies += latency;
    tally_.latency.add(latency);
    ++tally_.done;
    const bool is_empty = fleet_[id].in_flight == 0, is_active = fleet_[id].state == Fleet::State::active;
    const double since = busy_since(id);
    if (is_active) serve_waiting(id, false);
    // With one that waited it is busy without a break.
    if (is_empty && fleet_[id].in_flight > 0) busy_since(id) = since;
    if (fleet_[id].in_flight > 0) return;
    was_busy(since, now);
    if (!is_active && model_.idle_timeout <= 0 && fleet_.counts().alive > model_.least) end(id);
  }

  /// Gives an instance as many of the requests that wait as it takes.
  void serve_waiting(Fleet::Id id, bool after_start) {
    refuse_late();
    while (!waiting_.empty() && fleet_[id].in_flight < model_.concurrency) {
      tally_.cold += after_start ? 1 : 0;
      if (timeline_ != nullptr && after_start && now_ >= begin_) timeline_->add_cold(now_);
      begin(id, waiting_.pop());
    }
  }

  void refuse_late() {
    while (!waiting_.empty() && waiting_.first().time + model_.pending_wait < now_) {
      waiting_.pop();
      ++tally_.refused;
      tally_.late -= tally_.late > 0 ? 1 : 0;  // one may have come before it was looked
      if (timeline_ != nullptr && now_ >= begin_) timeline_->add_refused(now_);
    }
  }

  bool start_one() {
    const std::uint64_t alive = fleet_.counts().alive + 1;
    if (alive > model_.most) return false;
    fleet_.start(now_, nodes_.place(now_, alive) + model_.start);
    fewest_nodes_.place(now_, alive);
    tally_.most_alive = std::max(tally_.most_alive, alive);
    return true;
  }

  void bring_back() {
    const Fleet::Id id = fleet_.spares().back();
    fleet_.activate(id);
    serve_waiting(id, false);
  }

  void end(Fleet::Id id) {
    ++tally_.ended;
    tally_.lifespans += now_ - fleet_[id].born;
    if (timeline_ != nullptr) timeline_->add_alive(fleet_[id].born, now_);
    fleet_.end(id);
  }

  void look(double now) {
    refuse_late();
    history_.sample(sums_);
    const Fleet::Counts& counts = fleet_.counts();
    const Look seen{now, counts.active, counts.active + counts.starting, double(model_.concurrency),
                    history_};
    const std::uint64_t asked = std::visit([&](auto& scaling) { return scaling.wanted(seen); }, scaling_);
    const std::uint64_t wanted = std::min(std::max(asked, model_.least), model_.most);
    while (counts.active + counts.starting < wanted && !fleet_.spares().empty()) bring_back();
    while (counts.active + counts.starting < wanted && start_one()) {
    }
    while (counts.active + counts.starting > wanted && fleet_.roomy() != Fleet::none) rest(fleet_.roomy());
    end_idle(now);
    nodes_.tidy(now, counts.alive);
    fewest_nodes_.tidy(now, counts.alive);
  }

  void rest(Fleet::Id id) {
    fleet_.rest(id);
    if (fleet_[id].in_flight == 0 && model_.idle_timeout <= 0 && fleet_.counts().alive > model_.least)
      end(id);
  }

  void end_idle(double now) {
    for (std::size_t i = fleet_.spares().size(); i-- > 0;) {
      const Fleet::Id id = fleet_.spares()[i];
      if (fleet_.counts().alive <= model_.least) return;
      if (fleet_[id].in_flight == 0 && now - fleet_[id].changed >= model_.idle_timeout) end(id);
    }
  }

  void was_busy(double from, double to) {
    if (model_.billing_step > 0) tally_.rounding += rounded_up_by(to - from, 1 / model_.billing_step);
    if (timeline_ != nullptr) timeline_->add_busy(from, to);
  }

  double& busy_since(Fleet::Id id) {
    if (id >= busy_since_.size()) busy_since_.resize(id + 1);
    return busy_since_[id];
  }

  void close(double end) {
    advance(end);
    if (timeline_ == nullptr) return;
    fleet_.each([&](Fleet::Id id) {
      timeline_->add_alive(fleet_[id].born, end);
      if (fleet_[id].in_flight > 0) timeline_->add_busy(busy_since(id), end);
    });
  }

  const Shared& model_;
  Arrivals arrivals_;
  double begin_;
  Random random_;
  Timeline* timeline_;
  Fleet fleet_;
  Nodes nodes_, fewest_nodes_;
  Scaling scaling_;
  LoadHistory history_;
  LoadHistory::Sums sums_;
  Waiting waiting_;
  Tally tally_;
  std::vector<double> busy_since_;  ///< of each instance
  double now_ = 0, tick_ = 0;
};

}  // namespace

Tally simulate(const Shared& model, const Arrivals& arrivals, const Extent& extent, Random random,
               Timeline* timeline) {
  return SharedRun(model, arrivals, extent, random, timeline).run(extent);
}

}  // namespace placer::traffic
