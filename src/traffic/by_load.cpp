#include "traffic/by_load.hpp"

#include <algorithm>

namespace placer::traffic {

void ByLoad::add(Id id, std::uint32_t load) {
  if (id >= links_.size()) links_.resize(id + 1);
  links_[id] = {none, heads_[load]};
  if (heads_[load] != none) links_[heads_[load]].before = id;
  heads_[load] = id;
  lowest_ = std::min(lowest_, load);
  ++count_;
}

void ByLoad::remove(Id id, std::uint32_t load) {
  const Link link = links_[id];
  (link.before == none ? heads_[load] : links_[link.before].next) = link.next;
  if (link.next != none) links_[link.next].before = link.before;
  while (lowest_ < heads_.size() && heads_[lowest_] == none) ++lowest_;
  --count_;
}

}  // namespace placer::traffic
