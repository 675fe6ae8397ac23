// Instances by how many requests they have: a list for each number, so that the one with the fewest is found
// without a search. Of several the one that came to its number last is first.
#pragma once

#include <cstdint>
#include <vector>

namespace placer::traffic {

class ByLoad {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = UINT32_MAX;

  /// For numbers of requests from 0 to `most`.
  explicit ByLoad(std::uint32_t most) : heads_(most + 1, none), lowest_(most + 1) {}

  /// The one with the fewest requests; none where there is none.
  Id fewest() const { return lowest_ < heads_.size() ? heads_[lowest_] : none; }
  std::uint32_t count() const { return count_; }

  void add(Id id, std::uint32_t load);
  /// Takes out one that was added with that load.
  void remove(Id id, std::uint32_t load);

 private:
  struct Link {
    Id before = none, next = none;
  };
  std::vector<Id> heads_;
  std::vector<Link> links_;
  std::uint32_t lowest_;  ///< no list below has any
  std::uint32_t count_ = 0;
};

}  // namespace placer::traffic
