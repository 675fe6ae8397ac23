// The values that a scenario is made of, each with where it is from: facts of a workload, parameters and
// properties of an offering.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/report.hpp>
#include <placer/simulation.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace placer::traffic {

/// "0.324 s", "2.5 ms", "1,000": a number of a run as people read it, with up to six digits.
std::string number_text(double number);
std::string seconds_text(double seconds);

class Inputs {
 public:
  Inputs(const rules::RuleSet& rules, unsigned offering, const WorkloadReport& workload,
         std::vector<SimulationInput>& list)
      : rules_(rules), offering_(offering), workload_(workload), list_(list) {}

  std::string_view offering_name() const;  ///< "platform/offering"
  bool is_written_for_platform() const;    ///< the platform of the offering is that of the manifest

  /// Lists a value that the caller sets, or that stands in for one.
  void note(std::string name, std::string value, std::string origin);

  /// The number of a fact that is stated, derived or the platform's default, in its base unit divided by
  /// `unit`; of an interval its middle. Nothing where it is only presumed, or has no number.
  std::optional<double> fact(std::string_view name, double unit = 1);
  /// Lists a text or a number that is known, with what becomes of it.
  void note_text(std::string_view name, std::string_view what);
  /// Whether a number is known to be no single one.
  bool is_range(std::string_view name) const;
  /// The name of a choice that is known; "" where it is not, or is one of several.
  std::string_view choice(std::string_view name);
  /// A parameter of scaling; nothing where the offering has none.
  std::optional<double> parameter(rules::ScalingParameter parameter, double unit = 1);
  bool has(rules::ScalingParameter parameter) const;
  /// A property of the offering: of an interval the geometric mean, or its low end.
  std::optional<double> property(std::string_view name, double unit, bool low_end);
  /// Instances on a machine of the chosen size, as the bill packs them; nothing where that is no machine.
  std::optional<Interval> held_by_machine() const;
  std::string_view size_name() const;  ///< of the chosen size; "" where it has none

 private:
  const FactReport* known(std::string_view name) const;
  Interval need(std::string_view name) const;

  const rules::RuleSet& rules_;
  unsigned offering_;
  const WorkloadReport& workload_;
  std::vector<SimulationInput>& list_;
};

}  // namespace placer::traffic
