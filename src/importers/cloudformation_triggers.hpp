// What starts the workloads of a template: resources that refer to a function or a task by its logical id.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

struct Trigger {
  std::string_view name = {};        ///< of the fact `trigger`; empty: it is not known which
  std::string_view front_door = {};  ///< of the fact of that name; may be empty
  std::string by = {};               ///< what the template calls it: "SQS", "AWS::Lambda::Url"
  std::string_view resource = {};    ///< logical id of the resource that says so; empty: the workload itself
  Location where = {};
  Value schedule = {};
};

/// The trigger that an event of SAM (`Type: Api`) stands for.
Trigger event_trigger(const Property& event);

class Triggers {
 public:
  explicit Triggers(const Template& source);

  /// In document order; empty if nothing in the template starts the workload of that logical id.
  const std::vector<Trigger>& of(std::string_view id) const;

 private:
  void add(const Template& source, doc::View targets, const Trigger& trigger);

  std::map<std::string_view, std::vector<Trigger>> triggers_;
};

/// The facts that follow: one trigger, or that there are several.
void apply_triggers(Draft& draft, const std::vector<Trigger>& triggers);

}  // namespace placer::importers
