// An ECS task definition. The API writes its keys as `containerDefinitions`, CloudFormation as
// `ContainerDefinitions`; Batch describes its containers in nearly the same words.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace placer::importers {

/// The value of a key, given as the API writes it, in either spelling.
Property field(const Property& mapping, std::string_view key);

/// Facts of a task definition but its target.
void read_task(Draft& draft, const Property& task);

/// What the containers ask of their machine: devices, ports, rights, volumes. `task` holds the volumes, the
/// platform and the disk.
void read_containers(Draft& draft, const Property& task, const std::vector<Property>& containers);

/// The offering by `requiresCompatibilities`; empty where that does not say.
std::string_view task_target(const Property& task);

/// Puts the target down; an empty one is any that the task may be for, where nobody can say which.
void describe_task_target(Draft& draft, const Property& task, std::string_view target, Location where);

/// Whether a task, or a job of Batch, certainly has no role with which images are fetched and logs written.
bool lacks_execution_role(const Property& task);

/// Adds the number of a port; false, with what is wrong reported, where it is none. `check` has the bounds.
bool add_port(Draft& draft, const Value& value, std::string_view check, std::vector<std::string>& ports);

/// Adds up what containers ask for, in the units of a dialect.
class Sum {
 public:
  Sum(Draft& draft, std::string_view fact, Conversion convert)
      : draft_(draft), fact_(fact), convert_(convert) {}

  /// What one of them asks for, and up to what; `high` may be missing.
  void add(const Value& low, const Value& high);
  void add(const Value& value) { add(value, {}); }
  /// The list of them, of which a default may have let in some or left some out.
  void depends_on(const Value& list);
  bool any() const { return first_.present; }
  /// The sum as a fact, if anybody asked for anything, `per` parts of the unit of the dialect to `of` of the
  /// fact.
  void finish(std::int64_t of = 1, std::int64_t per = 1);

 private:
  std::optional<std::int64_t> number(const Value& value);

  Draft& draft_;
  std::string_view fact_;
  Conversion convert_;
  Interval sum_;
  Value first_, open_;
  std::size_t parts_ = 0;
  bool too_large_ = false;
};

}  // namespace placer::importers
