// One resource over a whole pod: containers run side by side, steps of the initialisation one after the
// other, and init containers that restart always (sidecars) beside both.
#pragma once

#include "importers/draft.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace placer::importers::kubernetes {

/// The sum, or no bound where it would be too large.
std::int64_t plus(std::int64_t a, std::int64_t b);

/// One resource of one container, in base units.
struct Amount {
  std::int64_t request = 0, limit = 0;
  bool stated = false;
};

/// Amounts that are taken at the same time.
struct Group {
  Amount sum = {};
  std::size_t parts = 0;  ///< values that are in it
  Value largest = {};     ///< contributes most, for the place and, where it is all there is, for its text
  std::int64_t most = 0;

  void add(const Amount& amount, const Value& value);
  void add(const Group& other);
};

class Total {
 public:
  void container(const Amount& amount, const Value& value);
  void init_step(const Amount& amount, const Value& value);
  void sidecar(const Amount& amount, const Value& value) { sidecars_.add(amount, value); }
  void overhead(const Amount& amount) { overhead_.add(amount, {}); }
  /// Resources of the pod as a whole stand above those of its containers, which make up its request where
  /// only its limit is said.
  void pod(Amount amount, const Value& value, bool limit_only);
  void unresolved(const Value& value) {
    if (!unresolved_) unresolved_ = value;
  }

  bool stated() const { return containers_.parts + sidecars_.parts + peak_.parts > 0; }
  const Value& unresolved() const { return unresolved_; }
  Interval interval() const;
  /// The largest limit, or request, of one container.
  std::int64_t largest_limit() const { return largest_limit_; }
  /// The value that weighs most in what decides how much is reserved.
  Value place() const { return deciding().largest; }
  /// Whether a single value is all of it.
  bool single() const;
  /// What it is the amount of, where that is not a single container.
  std::string note() const;

 private:
  Group running() const;
  bool by_step() const;
  Group deciding() const { return by_step() ? peak_ : running(); }

  Group containers_, sidecars_, overhead_;
  Group peak_;  ///< the step of the initialisation that reserves most, with the sidecars before it
  std::int64_t peak_limit_ = 0, largest_limit_ = 0;
  Value unresolved_;
};

}  // namespace placer::importers::kubernetes
