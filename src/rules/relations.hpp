// What one fact of a workload says of another: which must not exceed which, and which has no meaning any more
// beside a value of another.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

#include <array>
#include <string_view>
#include <vector>

namespace placer::rules {

/// Facts of which the first must not exceed the second, or not by more than a part of it.
struct Order {
  std::string_view less, more;
  std::int64_t part = 0;  ///< one in so many; 0: nothing
  Severity severity = Severity::error;
  bool bounds = severity == Severity::error;  ///< one that is not stated keeps to the other

  /// Whether the first, at `low` at least, is certainly above the second, at `high` at most.
  constexpr bool is_broken(std::int64_t low, std::int64_t high) const {
    return low > high && (part == 0 || low - high > high / part);
  }
};

inline constexpr std::array<Order, 9> orders{
    {{"scale.min", "scale.max"},
     {"traffic.average", "traffic.peak"},
     {"duration.typical", "duration.tail"},
     {"duration.typical", "timeout"},
     {"duration.tail", "timeout"},
     {"package.size", "package.image_size"},
     // Most answers take no longer than nearly all may.
     {"duration.typical", "latency.target", 0, Severity::warning, true},
     // An archive of what does not compress is a little larger than it.
     {"package.compressed_size", "package.size", 10},
     // A file system in memory may be larger than it is ever filled.
     {"shared_memory", "memory", 0, Severity::warning}}};

/// What an order says of a fact: what it may be, and the fact that bounds it.
struct Bounded {
  FactId fact = no_fact;
  Interval value;
  const Fact* by = nullptr;
  bool is_multiple = false;
};

/// What the orders and multiples say of facts without a value of their own: a request that takes 20 min has a
/// timeout of that much at least, and bursty traffic of 80 a second peaks at 160 to 800. What a platform
/// fills in bounds nothing.
std::vector<Bounded> bounded_by(const RuleSet& rules, const Workload& workload);

/// What the value of one choice says of another.
struct Said {
  FactId fact = no_fact;
  std::int64_t set = 0;  ///< its names that go with that value
  bool follows = false;  ///< they are its value where nobody states another
};

/// What the rules say of other choices beside the value of `fact`, and beside the word that it is written
/// with: who writes `trigger: kafka` names the broker too.
std::vector<Said> said_by(const RuleSet& rules, const Fact& fact);

/// The facts that a value of `fact` ends: without a GPU there is no kind of it, what something else starts
/// has no schedule, and an archive has no image. For a choice `value.low` is the set of its names.
std::vector<FactId> ended_by(const RuleSet& rules, FactId fact, const Interval& value);

}  // namespace placer::rules
