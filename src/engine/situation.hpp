// What is known of one workload while it is judged: its facts as slots for the rules, with the usual values
// of what nobody stated filled in.
#pragma once

#include "rules/evaluate.hpp"
#include "rules/relations.hpp"

#include <placer/fact.hpp>

#include <map>
#include <string>
#include <vector>

namespace placer::engine {

class Situation {
 public:
  /// `strict` leaves special facts unknown instead of presuming their usual values.
  Situation(const rules::RuleSet& rules, const Workload& workload, bool strict);

  /// The slots; set_properties and derive change those of properties and derived facts for one offering at a
  /// time.
  std::vector<rules::Slot>& slots() { return slots_; }
  const std::vector<rules::Slot>& slots() const { return slots_; }

  /// The fact as stated (or derived, assumed, …); null where nobody stated it or it has no value.
  const Fact* stated(FactId id) const { return stated_[id]; }
  /// The same, and one that is written without a value that anybody knows.
  const Fact* written(FactId id) const { return written_[id]; }
  /// The offering that the manifest is written or meant for; -1 where it names none.
  int target(const rules::RuleSet& rules) const;
  /// Facts that took their usual value, in the order of the vocabulary.
  const std::vector<FactId>& presumed() const { return presumed_; }
  /// Core facts (for this workload) that are unknown, in the order of the vocabulary.
  const std::vector<FactId>& missing_core() const { return missing_core_; }
  const std::vector<Violation>& violations() const { return *violations_; }
  const std::vector<Narrowed>& narrowed() const { return *narrowed_; }
  /// Facts without a value that are as large as another one at least.
  const std::vector<rules::Bounded>& bounds() const { return bounds_; }
  /// Of several regions those that the only provider of an offering has, put into the slots; all of them
  /// where it has none of them, or several providers.
  void enter_regions(const rules::RuleSet& rules, unsigned offering);
  /// All of them again.
  void leave_regions(const rules::RuleSet& rules);
  /// Whether an offering is of the platform that the manifest is written or meant for.
  bool is_of_target(const rules::RuleSet& rules, unsigned offering) const;
  /// The way in that a template of the offering's own platform has in it, as a name of `front_door`; empty
  /// where it has none.
  std::string_view door_of_template(const rules::RuleSet& rules, unsigned offering) const;
  /// Whether the manifest is one of a platform's own, so that the workload runs there.
  bool foreign() const { return foreign_; }
  bool any_core_known() const { return any_core_known_; }
  /// Facts that are what the manifest's own platform fills in, and those that have a place in a file.
  FactSet platform_defaults() const { return platform_defaults_; }
  FactSet in_file() const { return in_file_; }

 private:
  void place(const rules::RuleSet& rules, const Fact& fact);
  bool is_core(const rules::RuleSet& rules, FactId id) const;

  std::vector<rules::Slot> slots_;
  std::vector<const Fact*> stated_, written_;
  std::vector<FactId> presumed_, missing_core_;
  const std::vector<Violation>* violations_ = nullptr;
  const std::vector<Narrowed>* narrowed_ = nullptr;
  std::vector<rules::Bounded> bounds_;
  std::map<unsigned, std::vector<std::string>> regions_;  ///< by provider, where there are several
  bool foreign_ = false;
  bool any_core_known_ = false;
  FactSet platform_defaults_, in_file_;
};

}  // namespace placer::engine
