#include "traffic/timeline.hpp"

#include <algorithm>
#include <cmath>

namespace placer::traffic {

Timeline::Timeline(double begin, double length, std::size_t cells)
    : begin_(begin), width_(std::max(length, 1e-3) / static_cast<double>(cells)), slots_(cells) {}

std::size_t Timeline::cell_of(double at) {
  while (at - begin_ >= width_ * static_cast<double>(slots_.size())) join();
  return static_cast<std::size_t>(std::max(0.0, at - begin_) / width_);
}

void Timeline::join() {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    Slot joined;
    for (std::size_t k = 2 * i; k < std::min(2 * i + 2, slots_.size()); ++k) {
      const Slot& one = slots_[k];
      const bool is_first = k == 2 * i;
      for (const auto level : {&Slot::alive, &Slot::busy}) {
        Level& sum = joined.*level;
        const Level& part = one.*level;
        // What rises between the two is up for the whole of the second.
        sum.area += part.area + (is_first ? part.step * width_ : 0);
        sum.step += part.step;
      }
      joined.requests += one.requests;
      joined.cold += one.cold;
      joined.refused += one.refused;
    }
    slots_[i] = joined;
  }
  width_ *= 2;
}

Timeline::Slot& Timeline::slot_of(double at) { return slots_[std::min(cell_of(at), slots_.size() - 1)]; }

void Timeline::add(double from, double to, Level Slot::*level) {
  if (to <= begin_ || to <= from) return;
  cell_of(to);  // joins cells first, so that both edges are of the same width
  add_edge(std::max(from, begin_), 1, level);
  add_edge(to, -1, level);
}

void Timeline::add_edge(double at, double height, Level Slot::*level) {
  const std::size_t cell = std::min(cell_of(at), slots_.size() - 1);
  Level& one = slots_[cell].*level;
  one.area += height * (begin_ + width_ * static_cast<double>(cell + 1) - at);
  one.step += height;
}

std::vector<Timeline::Cell> Timeline::cells(double end) const {
  std::vector<Cell> result;
  double alive = 0, busy = 0;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const double from = begin_ + width_ * static_cast<double>(i);
    const double length = std::min(width_, end - from);
    if (length <= width_ * 1e-9) break;
    const Slot& slot = slots_[i];
    // What goes on beyond the end is counted up to the end of the last cell.
    const auto mean = [&](double before, const Level& level) {
      return std::max(0.0,
                      (before * width_ + level.area - (width_ - length) * (before + level.step)) / length);
    };
    result.push_back(
        {mean(alive, slot.alive), mean(busy, slot.busy), slot.requests, slot.cold, slot.refused});
    alive += slot.alive.step;
    busy += slot.busy.step;
  }
  return result;
}

}  // namespace placer::traffic
