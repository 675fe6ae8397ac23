#include "traffic/instances.hpp"

#include <utility>

namespace placer::traffic {

void Instances::start(double now, double until) {
  if (next_ == born_.size()) close_gaps();
  born_[next_] = now;
  set_busy(next_++, until);
  ++alive_;
}

void Instances::give_up(std::size_t place) {
  set_busy(place, LeastTree::nothing);
  --alive_;
}

void Instances::close_gaps() {
  std::size_t room = born_.size();
  while (4 * alive_ >= 3 * room) room *= 2;
  std::vector<double> born(room), free(room, LeastTree::nothing);
  std::size_t count = 0;
  each([&](std::size_t place) {
    born[count] = born_[place];
    free[count++] = free_[place];
  });
  born_ = std::move(born);
  free_ = LeastTree(std::move(free));
  next_ = count;
}

}  // namespace placer::traffic
