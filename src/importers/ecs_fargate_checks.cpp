// Fargate has no machine whose engine, network or devices a task could have a say in.
#include "importers/ecs_fargate_checks.hpp"

#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/ecs_task.hpp"
#include "importers/ecs_task_form.hpp"

#include <fmt/core.h>

namespace placer::importers {
namespace {

/// Devices of the host are a need, which a requirement judges.
constexpr ContainerSetting unsupported[] = {
    {"", "disableNetworking"},
    {"", "dnsSearchDomains"},
    {"", "dnsServers"},
    {"", "dockerSecurityOptions"},
    {"", "extraHosts"},
    {"linuxParameters", "maxSwap"},
    {"linuxParameters", "sharedMemorySize"},
    {"linuxParameters", "swappiness"},
};

/// Whether it certainly asks for something: an empty list, as descriptions of tasks have it, and `false` do
/// not.
bool is_asked_for(const Property& setting) {
  if (!setting.certain() || setting.unresolved()) return false;
  if (setting.is_mapping()) return true;
  return setting.is_sequence() ? !setting.items().empty() : to_lower(setting.value().text) != "false";
}

/// Processes are shared within the task at most, shared memory not at all. What shares with the host is a
/// need, which a requirement judges.
void check_sharing(Draft& draft, const Property& task) {
  const Value mode = field(task, "ipcMode").value();
  if (mode.literal() && mode.text != "host")
    draft.violation("aws-ecs.fargate.unsupported", mode.where, "ipcMode");
}

void check_log_driver(Draft& draft, const std::vector<Property>& containers) {
  for (const Property& container : containers) {
    const Value driver = field(field(container, "logConfiguration"), "logDriver").value();
    if (driver.literal() && driver.text != "awslogs" && driver.text != "splunk" &&
        driver.text != "awsfirelens")
      draft.violation("aws-ecs.fargate.log-driver", driver.where, driver.text,
                      "awslogs, splunk or awsfirelens");
  }
}

/// Fargate has no machine whose container engine could keep a volume, and mounts no file system of Windows.
void check_engine_volumes(Draft& draft, const Property& task) {
  for (const Property& volume : field(task, "volumes").items()) {
    if (const Property engine = field(volume, "dockerVolumeConfiguration"); engine.certain())
      draft.violation("aws-ecs.fargate.docker-volume", engine.where(), field(volume, "name").value().text);
    for (const std::string_view kind :
         {"fsxWindowsFileServerVolumeConfiguration", "FSxWindowsFileServerVolumeConfiguration"})
      if (const Property shared = volume[kind]; shared.certain())
        draft.violation("aws-ecs.fargate.windows-volume", shared.where(), field(volume, "name").value().text);
  }
}

/// Fargate knows one network, and sells the task's size.
void check_size(Draft& draft, const Property& task) {
  const Value network = field(task, "networkMode").value();
  Location where = draft.workload().where;
  for (const Property& item : field(task, "requiresCompatibilities").items())
    if (meant_compatibility(item.value()) == "FARGATE") where = item.where();
  // What the network of the host breaks is a requirement.
  if (!network)
    draft.violation("aws-ecs.fargate.network-mode", where, "none, which stands for bridge");
  else if (network.literal() && network.text != "awsvpc" && network.text != "host")
    draft.violation("aws-ecs.fargate.network-mode", network.where, network.text);
  const bool cpu = static_cast<bool>(field(task, "cpu")), memory = static_cast<bool>(field(task, "memory"));
  if (cpu && memory) return;
  draft.violation("aws-ecs.fargate.task-size", where, cpu ? "memory" : memory ? "cpu" : "cpu and memory");
}

/// Fargate grants one capability. Of one that makes the container a privileged one a requirement says so.
void check_capabilities(Draft& draft, const std::vector<Property>& containers) {
  const Fact* privileged = draft.find("privileged");
  for (const Property& container : containers)
    for (const Property& item :
         field(field(field(container, "linuxParameters"), "capabilities"), "add").items()) {
      const Value capability = item.value();
      if (!capability.literal() || capability.text == "SYS_PTRACE") continue;
      if (privileged != nullptr && privileged->value.low == 1 && privileged->where == capability.where)
        continue;
      draft.violation("aws-ecs.fargate.capability", capability.where, capability.text);
    }
}

/// Whether an image stands in a registry of Amazon ECR that is not a public one, whatever else of its name is
/// filled in elsewhere.
bool is_private_image(const Property& image) {
  constexpr std::string_view registry = ".dkr.ecr.";
  if (image.value().text.find(registry) != std::string::npos) return true;
  const Intrinsic call = intrinsic(image.written());
  const doc::View text = call.argument.is_sequence() ? call.argument.first() : call.argument;
  return call.name == "Sub" && text.text().find(registry) != std::string_view::npos;
}

/// What Fargate does for a task with a role that it must be given. Secrets are for all launch types.
void check_role(Draft& draft, const Property& task, const std::vector<Property>& containers) {
  if (!lacks_execution_role(task)) return;
  const auto refuse = [&](const Property& by, std::string_view what) {
    draft.violation("aws-ecs.fargate.execution-role", by.where(), std::string(what));
  };
  for (const Property& container : containers) {
    const Property image = field(container, "image"), credentials = field(container, "repositoryCredentials"),
                   driver = field(field(container, "logConfiguration"), "logDriver");
    if (is_private_image(image)) return refuse(image, "an image of Amazon ECR");
    if (credentials.certain()) return refuse(credentials, "credentials of a registry");
    if (driver.value().literal() && driver.value().text == "awslogs")
      return refuse(driver, "the log driver awslogs");
  }
}

}  // namespace

void refuse_settings(Draft& draft, const std::vector<Property>& containers,
                     std::span<const ContainerSetting> settings, std::string_view rule) {
  for (const Property& container : containers)
    for (const ContainerSetting& setting : settings) {
      const Property value =
          field(setting.group.empty() ? container : field(container, setting.group), setting.key);
      if (is_asked_for(value)) draft.violation(rule, value.where(), std::string(setting.key));
    }
}

void check_placement(Draft& draft, const Property& constraints) {
  for (const Property& constraint : constraints.items())
    return draft.violation("aws-ecs.fargate.placement-constraint", constraint.where(),
                           field(constraint, "type").value().text);
}

void check_placement_strategies(Draft& draft, const Property& strategies) {
  for (const Property& strategy : strategies.items())
    if (strategy.certain())
      return draft.violation("aws-ecs.fargate.placement-strategy", strategy.where(),
                             field(strategy, "type").value().text);
}

void check_fargate(Draft& draft, const Property& task, const std::vector<Property>& containers) {
  check_size(draft, task);
  check_sharing(draft, task);
  refuse_settings(draft, containers, unsupported, "aws-ecs.fargate.unsupported");
  check_capabilities(draft, containers);
  check_log_driver(draft, containers);
  check_role(draft, task, containers);
  check_engine_volumes(draft, task);
  draft.refuse_named("aws-ecs.fargate.windows-version",
                     field(field(task, "runtimePlatform"), "operatingSystemFamily").value());
  check_placement(draft, field(task, "placementConstraints"));
}

}  // namespace placer::importers
