// The accelerators of a SkyPilot task, of which any one that is listed will do.
#pragma once

#include "importers/draft.hpp"

#include <set>
#include <string>

namespace placer::importers::skypilot {

/// Collects what may be had in the place of one another.
class Accelerators {
 public:
  explicit Accelerators(Draft& draft) : draft_(draft) {}

  /// `A100:8`, `A100`, a list or a set of such texts, or `{A100: 8}`.
  void add(doc::View accelerators);
  /// A machine for which none are asked for: those of its type, which `machine` has; null where `type` is not
  /// known or not there.
  void add_machine(const Value& type, const rules::Size* machine);
  /// gpu.count, and gpu.type where all names are known; no GPU where nothing was added.
  void finish();

 private:
  void add_one(std::string_view name, const Value& count);
  void add_text(const Value& text);
  /// `number` of those that the name means; `named` is what is written.
  void keep(std::string_view name, std::int64_t number, const Value& named);

  Draft& draft_;
  Location where_;
  Interval count_{unbounded, 0};
  std::int64_t families_ = 0;
  std::int64_t memory_ = unbounded;  ///< the least of those cards whose memory is part of the name
  std::set<std::string> names_;      ///< each with its number
  bool some_without_memory_ = false;
  bool some_without_any_ = false;
  std::string machine_;           ///< the type that has them, where no name says so
  Value open_count_, open_type_;  ///< what nobody can say here
};

}  // namespace placer::importers::skypilot
