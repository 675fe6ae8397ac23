#include "traffic/instances.hpp"

#include <algorithm>

namespace placer::traffic {

Instances::Instances() : at_(bits * bits, none), lower_(bits), upper_(1) {}

Instances::Id Instances::start(double now) {
  if (next_place_ == at_.size()) close_gaps();
  Id id = free_;
  if (id == none) {
    id = static_cast<Id>(all_.size());
    all_.emplace_back();
  } else {
    free_ = all_[id].next;
  }
  all_[id].born = now;
  all_[id].place = static_cast<std::uint32_t>(next_place_);
  at_[next_place_++] = id;
  ++alive_;
  return id;
}

void Instances::give_up(Id id) {
  leave_idle(id);
  at_[all_[id].place] = none;
  all_[id].next = free_;
  free_ = id;
  --alive_;
}

void Instances::close_gaps() {
  std::vector<Id> places(std::max(at_.size(), std::bit_ceil(4 * alive_)), none);
  std::size_t count = 0;
  for (const Id id : at_) {
    if (id == none) continue;
    all_[id].place = static_cast<std::uint32_t>(count);
    places[count++] = id;
  }
  at_ = std::move(places);
  next_place_ = count;
  lower_.assign(at_.size() / bits, 0);
  upper_.assign((lower_.size() + bits - 1) / bits, 0);
  for (Id id = first_; id != none; id = all_[id].next) set_bit(all_[id].place);
}

}  // namespace placer::traffic
