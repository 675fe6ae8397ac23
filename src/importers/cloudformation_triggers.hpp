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
  std::string_view name = {};  ///< of the fact `trigger`; empty: it is not known which
  /// What stands in front, in the words of the fact front_door; may be empty. It is how this platform is
  /// reached, and no need that another one would have to meet: no fact of its own, but beside that of the
  /// trigger, for the report to name.
  std::string_view gateway = {};
  std::string by = {};             ///< what the template calls it: "SQS", "AWS::Lambda::Url"
  std::string_view resource = {};  ///< logical id of the resource that says so; empty: the workload itself
  Location where = {};
  Value schedule = {};
  bool is_scheduler = false;       ///< the schedule is EventBridge Scheduler's, and of no rule
  Value integration_timeout = {};  ///< how long the front door waits, in milliseconds
  bool is_edge = false;            ///< the REST API is edge-optimized
  std::string_view broker = {};    ///< in the words of that fact; empty: not known, or none
};

/// The trigger that an event of SAM (`Type: Api`) stands for.
Trigger event_trigger(const Property& event);

/// How long the load balancers in front of these target groups wait in silence, in seconds, the shortest of
/// them; all of the template where none of it is known to be in front. False where one of them does not say
/// it.
Value balancer_wait(const Template& source, const std::vector<std::string_view>& groups);
/// The same as a front door of a function has it.
Value in_milliseconds(Value seconds);

/// Types that SAM does not know, and events without one.
void check_event_type(Draft& draft, const Property& event);

class Triggers {
 public:
  explicit Triggers(const Template& source);

  /// In document order; empty if nothing in the template starts the workload of that logical id.
  const std::vector<Trigger>& of(std::string_view id) const;

 private:
  void add(const Template& source, doc::View targets, const Trigger& trigger);

  std::map<std::string_view, std::vector<Trigger>> triggers_;
};

/// The facts that follow: one trigger, or that there are several. `schedule_rule` is the check that refuses a
/// schedule.
void apply_triggers(Draft& draft, const std::vector<Trigger>& triggers, std::string_view schedule_rule);

/// Advice where a function may run for longer than the gateway in front of it waits.
void check_gateways(Draft& draft, const std::vector<Trigger>& triggers, const Value& timeout);

/// A function that is said to stream, behind what streams none: once everything is said of it.
void check_streaming(Draft& draft);

}  // namespace placer::importers
