#include "rules/room.hpp"

#include <algorithm>
#include <cstdint>

namespace placer::rules {

Interval held(const Size& size, const Room& need) {
  if (!size.machine) return {1, 1};
  Interval result{INT64_MAX, INT64_MAX};
  const auto bound = [&](std::int64_t room, const Interval& one) {
    const auto hold = [&](std::int64_t part) { return part > 0 ? room / part : INT64_MAX; };
    result = {std::min(result.low, hold(one.high)), std::min(result.high, hold(one.low))};
  };
  bound(size.memory.high - size.memory_kept, need.memory);
  bound(size.cpu.high - size.cpu_kept, need.cpu);
  if (size.gpu_count > 0) bound(size.gpu_count, need.gpus);
  return {std::max<std::int64_t>(result.low, 1), std::max<std::int64_t>(result.high, 1)};
}

}  // namespace placer::rules
