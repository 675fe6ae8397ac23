// One function for each kind of mistake. What is not literal is left alone.
#include "importers/ecs_container_checks.hpp"

#include "base/conversion.hpp"
#include "importers/bounds.hpp"
#include "importers/ecs_task.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace placer::importers {
namespace {

/// At the first container that is one too many. Of as many that run beside each other a limit says so.
void check_count(Draft& draft, const std::vector<Property>& containers) {
  if (const Fact* running = draft.find("containers");
      running != nullptr && running->has_value() && !draft.takes("aws-ecs.containers", running->value.low))
    return;
  std::int64_t count = 0;
  for (const Property& container : containers) {
    if (!container.certain()) return;
    if (!draft.takes("aws-ecs.containers", ++count))
      return draft.bounded("aws-ecs.containers", static_cast<std::int64_t>(containers.size()),
                           container.where());
  }
}

/// A container takes the volumes of another one of the task.
void check_volumes_from(Draft& draft, const std::vector<Property>& containers) {
  std::set<std::string> names;
  for (const Property& container : containers) {
    const Value name = field(container, "name").value();
    if (!name.literal()) return;
    names.insert(name.text);
  }
  for (const Property& container : containers)
    for (const Property& source : field(container, "volumesFrom").items()) {
      const Value name = field(source, "sourceContainer").value();
      if (name.literal() && !names.contains(name.text))
        draft.violation("aws-ecs.volumes-from", name.where, name.text);
    }
}

/// A secret becomes a variable, and each has a name of its own.
void check_secret_names(Draft& draft, const Property& container) {
  std::set<std::string> names;
  // What is no list is told elsewhere.
  const Property variables = field(container, "environment");
  for (const Property& variable : variables.is_sequence() ? variables.items() : std::vector<Property>())
    if (const Value name = field(variable, "name").value(); name.literal() && variable.certain())
      names.insert(name.text);
  for (const Property& secret : field(container, "secrets").items())
    if (const Value name = field(secret, "name").value();
        name.literal() && secret.certain() && !names.insert(name.text).second)
      draft.violation("aws-ecs.secret-name", name.where, name.text);
}

}  // namespace

void check_task_containers(Draft& draft, const std::vector<Property>& containers) {
  constexpr Bounded restart{"", "restartAttemptPeriod", "aws-ecs.restart-period", seconds_number};
  check_count(draft, containers);
  check_volumes_from(draft, containers);
  for (const Property& container : containers) {
    check_secret_names(draft, container);
    check_bound(draft, field(field(container, "restartPolicy"), restart.key).value(), restart);
  }
}

}  // namespace placer::importers
