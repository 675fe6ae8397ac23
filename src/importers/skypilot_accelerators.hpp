// The accelerators of a SkyPilot task, of which any one that is listed will do.
#pragma once

#include "importers/draft.hpp"

namespace placer::importers::skypilot {

/// Collects what may be had in the place of one another: `accelerators` of the task, and of its `any_of` and
/// `ordered`.
class Accelerators {
 public:
  explicit Accelerators(Draft& draft) : draft_(draft) {}

  /// `A100:8`, `A100`, a list or a set of such texts, or `{A100: 8}`.
  void add(doc::View accelerators);
  /// gpu.count, and gpu.type where all names are known; no GPU where nothing was added.
  void finish();

 private:
  void add_one(std::string_view name, const Value& count);
  void add_text(const Value& text);

  Draft& draft_;
  Location where_;
  Interval count_{unbounded, 0};
  std::int64_t families_ = 0;
  std::int64_t memory_ = unbounded;  ///< the least of those cards whose memory is part of the name
  std::size_t names_ = 0;
  bool some_without_memory_ = false;
  std::string card_;  ///< the only one, where there is no other
  Value open_;        ///< what nobody can say here
};

}  // namespace placer::importers::skypilot
