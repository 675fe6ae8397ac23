// The accelerators of a SkyPilot task, of which any one that is listed will do.
#pragma once

#include "importers/accelerator.hpp"
#include "importers/draft.hpp"

#include <optional>
#include <string>
#include <vector>

namespace placer::importers::skypilot {

/// How many machines what is asked for needs, where the slice of a TPU is larger than one of them.
struct Span {
  Interval machines{1, 1};
  Interval of_all{1, 1};  ///< of all alternatives together, not of the least of them alone
  Location where = {};
  std::string note = {};
};

/// Collects what may be had in the place of one another.
class Accelerators {
 public:
  explicit Accelerators(Draft& draft) : draft_(draft) {}

  /// `A100:8`, `A100`, a list or a set of such texts, or `{A100: 8}`.
  void add(doc::View accelerators);
  /// A machine for which none are asked for: those of its type, which `machine` has; null where `type` is not
  /// known or not there.
  void add_machine(const Value& type, const rules::Size* machine);
  /// gpu.count of a machine, and gpu.type where all names are known; no GPU where nothing was added.
  void finish();
  /// To be asked for when they are finished.
  const Span& span() const { return span_; }

 private:
  struct Alternative {
    Value named;              ///< what is written, or the type of a machine
    std::string written;      ///< the same with its number
    std::string kind;         ///< in lower case, without the size of a slice
    std::int64_t number = 0;  ///< in each machine
    std::int64_t machines = 1;
    std::optional<AcceleratorName> found;
  };

  void add_one(std::string_view name, const Value& count);
  void add_text(const Value& text);
  void keep(Alternative one);
  /// Numbers and types belong together, so that of alternatives with different numbers those with the least
  /// are what is needed; the others are `left_out`.
  std::vector<Alternative> fewest(std::vector<std::string>& left_out) const;
  bool some_other_kind(const std::vector<Alternative>& needed) const;
  void add_otherwise(const Value& said);
  std::string describe(const std::vector<Alternative>& needed,
                       const std::vector<std::string>& left_out) const;

  Draft& draft_;
  std::vector<Alternative> all_;
  bool some_without_any_ = false;
  std::string machine_;  ///< the type that has them, where no name says so
  Value open_count_;     ///< what nobody can say here
  Span span_;
};

}  // namespace placer::importers::skypilot
