#include "traffic/fleet.hpp"

#include <algorithm>

namespace placer::traffic {
namespace {

constexpr auto ends_later = [](const Fleet::Request& a, const Fleet::Request& b) { return a.end > b.end; };

}  // namespace

Fleet::Fleet(std::uint32_t concurrency, double overlap)
    : concurrency_(concurrency), overlap_(overlap), by_load_(concurrency) {}

Fleet::Id Fleet::new_id() {
  if (!free_.empty()) {
    const Id id = free_.back();
    free_.pop_back();
    return id;
  }
  const Id id = static_cast<Id>(all_.size());
  all_.emplace_back();
  requests_.resize(all_.size() * concurrency_);
  if (id >= events_.room()) {
    std::vector<double> times(2 * events_.room(), LeastTree::nothing);
    for (std::size_t i = 0; i < events_.room(); ++i) times[i] = events_[i];
    events_ = LeastTree(std::move(times));
  }
  return id;
}

Fleet::Id Fleet::start(double now, double ready) {
  const Id id = new_id();
  all_[id] = {State::starting, 0, now, now, 0};
  events_.set(id, ready);
  ++counts_.alive;
  ++counts_.starting;
  return id;
}

void Fleet::activate(Id id) {
  Instance& one = all_[id];
  if (one.state == State::starting) {
    --counts_.starting;
    events_.set(id, LeastTree::nothing);
  } else {
    spares_.erase(std::find(spares_.begin(), spares_.end(), id));
  }
  one.state = State::active;
  ++counts_.active;
  if (one.in_flight < concurrency_) by_load_.add(id, one.in_flight);
}

void Fleet::rest(Id id) {
  Instance& one = all_[id];
  if (one.in_flight < concurrency_) by_load_.remove(id, one.in_flight);
  one.state = State::spare;
  --counts_.active;
  spares_.push_back(id);
}

void Fleet::end(Id id) {
  if (all_[id].state == State::active) rest(id);
  if (all_[id].state == State::starting)
    --counts_.starting;
  else
    spares_.erase(std::find(spares_.begin(), spares_.end(), id));
  events_.set(id, LeastTree::nothing);
  all_[id].state = State::gone;
  --counts_.alive;
  free_.push_back(id);
}

double Fleet::usage(std::uint32_t in_flight) const {
  const double n = in_flight;
  // Where requests do not wait for the processor, how full it is stands for how much it is used.
  return overlap_ >= 1 ? n / concurrency_ : std::min(1.0, n * (1 - overlap_));
}

void Fleet::turn_clock(Instance& one, double now) const {
  if (one.in_flight > 0) one.clock += (now - one.changed) * speed(one.in_flight);
  one.changed = now;
}

void Fleet::settle(Id id, std::uint32_t before) {
  const Instance& one = all_[id];
  if (one.state == State::active) {
    if (before < concurrency_) by_load_.remove(id, before);
    if (one.in_flight < concurrency_) by_load_.add(id, one.in_flight);
  }
  counts_.usage += usage(one.in_flight) - usage(before);
  double next = LeastTree::nothing;
  if (one.in_flight > 0) {
    const double rest = requests_[std::size_t{id} * concurrency_].end - one.clock;
    next = one.changed + std::max(0.0, rest) / speed(one.in_flight);
  }
  events_.set(id, next);
}

void Fleet::begin(Id id, double now, double service, double arrival) {
  Instance& one = all_[id];
  turn_clock(one, now);
  const auto heap = requests_.begin() + static_cast<std::ptrdiff_t>(std::size_t{id} * concurrency_);
  const std::uint32_t before = one.in_flight++;
  heap[before] = {one.clock + service, arrival};
  std::push_heap(heap, heap + one.in_flight, ends_later);
  counts_.busy += before == 0 ? 1 : 0;
  ++counts_.in_flight;
  settle(id, before);
}

Fleet::Request Fleet::finish(Id id, double now) {
  Instance& one = all_[id];
  turn_clock(one, now);
  const auto heap = requests_.begin() + static_cast<std::ptrdiff_t>(std::size_t{id} * concurrency_);
  std::pop_heap(heap, heap + one.in_flight, ends_later);
  const std::uint32_t before = one.in_flight--;
  counts_.busy -= before == 1 ? 1 : 0;
  --counts_.in_flight;
  settle(id, before);
  return heap[one.in_flight];
}

}  // namespace placer::traffic
