// Values of the native manifest: one YAML node becomes one fact, by the fact's type.
#pragma once

#include "doc/document.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

#include <string_view>

namespace placer::importers {

/// Whether a fact may be written as what several containers ask for together: `memory: {total: 768MiB}`.
inline bool takes_total(const rules::RuleSet& rules, FactId fact) {
  return fact == rules.known(rules::Known::cpu) || fact == rules.known(rules::Known::memory);
}

/// Reads native values into a workload. Everything that is wrong is reported; what was good beside it stays.
class NativeValues {
 public:
  NativeValues(const rules::RuleSet& rules, DiagnosticSink& sink, Workload& workload)
      : rules_(rules), sink_(sink), workload_(workload) {}

  /// Reads `value` as the fact. `key` is the node to point at where the value has no place of its own.
  void read(FactId fact, doc::View key, doc::View value);
  /// Reads a plain value of a group ("gpu: l4", "traffic: 5rps") as the first of the group's facts that it
  /// can be.
  void read_group_scalar(const rules::Group& group, doc::View key, doc::View value);

 private:
  bool read_scalar(FactId fact, doc::View value);
  bool read_choice(FactId fact, doc::View value);
  /// {one_of: [http, tcp]}: which of them it is, is open.
  void read_one_of(FactId fact, doc::View value);
  /// {total: 768MiB}: no setting of one container.
  void read_total(FactId fact, doc::View value);
  bool read_accelerator(FactId fact, doc::View value);
  void read_list(FactId fact, doc::View value);
  void read_names(FactId fact, doc::View value);
  bool check_offering(doc::View value);
  void read_priorities(FactId fact, doc::View value);
  /// The id of a criterion by that or its other name; empty after a message.
  std::string_view find_criterion(doc::View node, std::string_view name);
  bool check_schedule(doc::View value);
  bool in_range(FactId fact, const Interval& value, doc::View node);
  void fail(doc::View value, std::string message, std::string help = {});
  void store(FactId fact, doc::View value, const Interval& interval, std::vector<std::string> texts = {});
  FactId first_of(const rules::Group& group) const;
  void derive(FactId fact, doc::View value, std::int64_t amount, std::string note);

  const rules::RuleSet& rules_;
  DiagnosticSink& sink_;
  Workload& workload_;
};

}  // namespace placer::importers
