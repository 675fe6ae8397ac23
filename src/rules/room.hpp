// How many instances a machine has room for.
#pragma once

#include "rules/tables.hpp"

namespace placer::rules {

/// What an instance needs, each in the base unit of its fact: {0, unbounded} where nobody knows.
struct Room {
  Interval memory{0, unbounded}, cpu{0, unbounded}, gpus{0, unbounded};
};

/// Instances that a machine of that size holds, one at least: from as many as there are if each needs most to
/// as many as there are if each needs least. A size that is no machine is that of one.
Interval held(const Size& size, const Room& need);

}  // namespace placer::rules
