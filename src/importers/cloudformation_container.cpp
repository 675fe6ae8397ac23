// A task is read as in a task definition; its services add where and how often it runs. Jobs are read with
// the same functions, since their containers use the same words.
#include "importers/cloudformation_container.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/bounds.hpp"
#include "importers/cloudformation_batch_checks.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/cloudformation_service.hpp"
#include "importers/ecs_fargate_checks.hpp"
#include "importers/ecs_task.hpp"
#include "importers/ecs_task_checks.hpp"
#include "importers/ecs_task_form.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers {
namespace {

constexpr std::string_view gpu_key = "nvidia.com/gpu";

void one_machine(Draft& draft, std::string_view note) {
  draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, std::string(note));
}

/// What runs on one machine: containers, and what holds their volumes and the platform.
struct JobParts {
  Property task;
  std::vector<Property> containers;
};

/// The parts of a job, or of a group of machines of one.
JobParts job_parts(const Property& job, std::string_view container_key) {
  if (const Property container = job[container_key]) return {container, {container}};
  for (const Property& task : job["EcsProperties"]["TaskProperties"].items())
    return {task, task["Containers"].items()};
  return {};
}

/// Jobs run on machines unless they say that Fargate will do; those of Kubernetes are pods of a cluster on
/// EKS. `open` is what would say it, where that is filled in elsewhere.
std::vector<std::string_view> batch_targets(const Property& job, Value& open) {
  if (const Property cluster = job["EksProperties"]; cluster.certain()) return {"kubernetes/eks"};
  const Property list = job["PlatformCapabilities"].list();
  if (list.unresolved()) open = list.value();
  for (const Property& item : list.items()) {
    const Value capability = item.value();
    if (meant_job_capability(capability) == "FARGATE") return {"aws-batch/fargate"};
    if (!capability.literal()) open = capability;
  }
  if (open) return {"aws-batch/ec2", "aws-batch/fargate"};
  return {"aws-batch/ec2"};
}

/// Where one of the values says so; the pod does not ask for it where none does.
void read_right(Draft& draft, std::string_view fact, const Value& value) {
  if (!value.literal() || value.text == "true") draft.boolean(fact, value);
}

/// What a job for Kubernetes describes: a pod, with capital letters.
void read_job_pod(Draft& draft, const Property& pod) {
  Sum cpu(draft, "cpu", kubernetes_cpu), memory(draft, "memory", kubernetes_bytes),
      gpus(draft, "gpu.count", whole_number);
  for (const Property& container : pod["Containers"].items()) {
    const Property requests = container["Resources"]["Requests"], limits = container["Resources"]["Limits"];
    cpu.add(requests["cpu"].value(), limits["cpu"].value());
    memory.add(requests["memory"].value(), limits["memory"].value());
    gpus.add((limits.has(gpu_key) ? limits : requests)[gpu_key].value());
    if (const Property image = container["Image"]; image.certain())
      draft.derive("package.format", "image", image.where(), "it names an image");
    read_right(draft, "privileged", container["SecurityContext"]["Privileged"].boolean());
  }
  cpu.finish();
  memory.finish();
  gpus.finish();
  read_right(draft, "host.network", pod["HostNetwork"].boolean());
  for (const Property& volume : pod["Volumes"].items())
    if (const Property host = volume["HostPath"]; host.certain())
      draft.set("host.path", {1, 1}, host["Path"].where(), Origin::stated, {},
                fmt::format("mounts {} of the host", host["Path"].value().text));
  if (pod["Containers"].list().unresolved()) return;
  draft.absent({"gpu.count", "privileged", "host.network", "host.pid_ipc", "host.path"});
}

/// A resource requirement, or the older key that says the same.
Value requirement(const Property& container, std::string_view type, std::string_view older) {
  for (const Property& item : container["ResourceRequirements"].items())
    if (item["Type"].value().text == type) return item["Value"].value();
  return container[older].value();
}

constexpr Bounded job_bounds[] = {{"RetryStrategy", "Attempts", "aws-batch.attempts"}};

/// The least that a container on a machine of one's own is given; Fargate has its sizes.
void check_machine_job(Draft& draft, const JobParts& parts) {
  check_settings_on_machines(draft, parts.task);
  constexpr Bounded memory{"", "MEMORY", "aws-batch.ec2.least-memory", mebibytes_number};
  constexpr Bounded cpu{"", "VCPU", "aws-batch.ec2.least-vcpus"};
  for (const Property& container : parts.containers) {
    check_bound(draft, requirement(container, "MEMORY", "Memory"), memory);
    const Value processors = requirement(container, "VCPU", "Vcpus");
    check_bound(draft, processors, cpu);
    if (number(processors, compose_cpus) && !number(processors))
      draft.violation("aws-batch.ec2.whole-vcpus", processors.where, processors.text);
  }
}

/// Fargate takes the size by the newer keys only, and needs a role to fetch the image with.
void check_fargate_job(Draft& draft, const JobParts& parts) {
  check_settings_on_fargate(draft, parts.containers);
  draft.bounded("aws-batch.fargate.scratch-minimum", "scratch_disk");
  for (const Property& container : parts.containers)
    for (const std::string_view key : {"Vcpus", "Memory"})
      if (const Property older = container[key]; older.certain())
        draft.violation("aws-batch.fargate.older-size", older.where(), std::string(key));
  if (lacks_execution_role(parts.task))
    draft.violation("aws-batch.fargate.execution-role", parts.task.where());
}

/// What a job of one container says nowhere of its size; the nodes of others may say it elsewhere.
void check_job_size(Draft& draft, const Property& container) {
  const Property list = container["ResourceRequirements"];
  if (!container.certain() || !container.is_mapping() || container.has("Fn::Transform") || list.open() ||
      list.unresolved())
    return;
  for (const Property& item : list.items())
    if (!item["Type"].value().literal()) return;
  std::string missing;
  for (const auto& [type, older] : {std::pair("VCPU", "Vcpus"), std::pair("MEMORY", "Memory")})
    if (!requirement(container, type, older))
      missing += fmt::format("{}{}", missing.empty() ? "" : " and ", type);
  if (!missing.empty()) draft.violation("aws-batch.size-missing", (list ? list : container).where(), missing);
}

/// Of several groups of machines, the one that asks for the most memory.
JobParts largest_group(const Property& ranges) {
  JobParts largest;
  std::int64_t most = -1;
  for (const Property& range : ranges.items()) {
    JobParts parts = job_parts(range, "Container");
    std::int64_t memory = 0;
    QuantityError error;
    for (const Property& container : parts.containers)
      memory = std::max(memory,
                        mebibytes_number(requirement(container, "MEMORY", "Memory").text, error).value_or(0));
    if (memory <= most) continue;
    most = memory;
    largest = std::move(parts);
  }
  return largest;
}

/// The nodes of a job are machines of one type, which one place says.
void read_job_machine(Draft& draft, const Property& ranges) {
  for (const Property& range : ranges.items()) {
    draft.machine(range["Container"]["InstanceType"].value());
    for (const Property& type : range["InstanceTypes"].items()) draft.machine(type.value());
    if (draft.find("gpu.type") != nullptr) return;
  }
}

constexpr Bounded app_runner_health[] = {
    {"HealthCheckConfiguration", "Interval", "aws-app-runner.health-interval", seconds_number},
    {"HealthCheckConfiguration", "Timeout", "aws-app-runner.health-timeout", seconds_number},
    {"HealthCheckConfiguration", "HealthyThreshold", "aws-app-runner.healthy-threshold"},
    {"HealthCheckConfiguration", "UnhealthyThreshold", "aws-app-runner.unhealthy-threshold"},
};

/// How far a service of App Runner scales.
void check_app_runner_scaling(Draft& draft, const Property& settings) {
  constexpr Bounded concurrency[] = {{"", "MaxConcurrency", "aws-app-runner.concurrency-minimum"}};
  check_bounds(draft, settings, concurrency);
  constexpr std::int64_t default_most = 25;
  const Value least = settings["MinSize"].value(), most = settings["MaxSize"].value();
  const auto low = number(least), high = most ? number(most) : default_most;
  if (low && high && *low > *high)
    draft.violation("aws-app-runner.minimum-above-maximum", least.where, least.text,
                    fmt::format("{}", *high));
}

}  // namespace

void read_template_task(Draft& draft, const Template& source, const Resource& resource,
                        std::vector<Trigger> triggers) {
  const Property task = source.properties(resource);
  std::string_view target;
  for (const Resource* service : source.companions("AWS::ECS::Service", resource.id.text())) {
    read_service(draft, source, *service);
    add_load_balancers(source, *service, triggers);
    check_launch(draft, source.properties(*service));
    check_compatibility(draft, source.properties(*service), task);
    check_network(draft, source, *service, task);
    if (target.empty()) target = launch_target(source, source.properties(*service));
  }
  for (const Trigger& trigger : triggers)
    if (target.empty()) target = launch_target(source, trigger, resource.id.text());
  // What starts the task says more than the protocols of its ports.
  apply_triggers(draft, triggers, "aws-ecs.schedule");
  read_task(draft, task);
  // Whatever the service starts it on, it is registered for all that it asks to be checked for.
  if (const std::string_view checked = task_target(task); target.empty())
    target = checked;
  else if (checked == "aws-ecs/fargate" && target != checked)
    draft.workload().also.emplace_back(checked);
  check_task_form(draft, task, resource.body["Called"] ? TaskForm::plan : TaskForm::resource);
  check_task(draft, task, target);
  if (target == "aws-ecs/fargate")
    for (const Resource* service : source.companions("AWS::ECS::Service", resource.id.text())) {
      check_placement(draft, source.properties(*service)["PlacementConstraints"]);
      check_placement_strategies(draft, source.properties(*service)["PlacementStrategies"]);
    }
  describe_task_target(draft, task, target, draft.workload().where);
  draft.absent({"one_per_node"});
  one_machine(draft, "a task runs on one machine");
}

void read_batch_job(Draft& draft, const Template& source, const Resource& resource) {
  const Property job = source.properties(resource);
  Property group = job["NodeProperties"];
  if (group.open()) group = {};
  const JobParts parts =
      group ? largest_group(group["NodeRangeProperties"]) : job_parts(job, "ContainerProperties");
  Sum cpu(draft, "cpu", compose_cpus), memory(draft, "memory", mebibytes_number);
  for (const Property& container : parts.containers) {
    cpu.add(requirement(container, "VCPU", "Vcpus"));
    memory.add(requirement(container, "MEMORY", "Memory"));
  }
  cpu.finish();
  memory.finish();
  Value open;
  const std::vector<std::string_view> targets = batch_targets(job, open);
  check_bounds(draft, job, job_bounds);
  check_job_capabilities(draft, job);
  if (!group) check_job_size(draft, job["ContainerProperties"]);
  if (!parts.containers.empty()) read_containers(draft, parts.task, parts.containers);
  if (targets == std::vector<std::string_view>{"aws-batch/ec2"}) check_machine_job(draft, parts);
  if (targets == std::vector<std::string_view>{"aws-batch/fargate"}) check_fargate_job(draft, parts);
  for (const Property& container : parts.containers) check_job_requirements(draft, container);
  if (group) {
    check_job_nodes(draft, group);
    read_job_machine(draft, group["NodeRangeProperties"]);
  }
  if (const Property pod = job["EksProperties"]["PodProperties"]) {
    read_job_pod(draft, pod);
    check_job_pod(draft, pod);
  }
  draft.quantity("timeout", job["Timeout"]["AttemptDurationSeconds"].value(), seconds_number);
  draft.quantity("nodes", group["NumNodes"].value(), whole_number);
  if (!group) one_machine(draft, "the job is not of several nodes");
  draft.absent({"one_per_node"});
  draft.derive("trigger", "batch", draft.workload().where, "a job runs to completion");
  draft.target(targets, open);
}

void read_app_runner(Draft& draft, const Template& source, const Resource& resource) {
  const Property service = source.properties(resource);
  draft.quantity("cpu", service["InstanceConfiguration"]["Cpu"].value(), ecs_cpu);
  draft.quantity("memory", service["InstanceConfiguration"]["Memory"].value(), ecs_memory);
  const Property image = service["SourceConfiguration"]["ImageRepository"];
  const Property code = service["SourceConfiguration"]["CodeRepository"];
  const Property values = code["CodeConfiguration"]["CodeConfigurationValues"];
  if (image.certain()) draft.derive("package.format", "image", image.where(), "it names an image");
  if (code.certain()) draft.derive("package.format", "source", code.where(), "it names a repository of code");
  draft.text("runtime", values["Runtime"].value());
  const Value port = (image ? image["ImageConfiguration"] : values)["Port"].value();
  if (std::vector<std::string> ports; port && add_port(draft, port, "aws-app-runner.port-range", ports))
    draft.list("ports", std::move(ports), port.where, port.origin);
  for (const std::string_view id : references(resource.body["Properties"]["AutoScalingConfigurationArn"]))
    if (const Resource* scaling = source.find(id)) {
      const Property settings = source.properties(*scaling);
      draft.quantity("concurrency", settings["MaxConcurrency"].value(), whole_number);
      draft.quantity("scale.min", settings["MinSize"].value(), whole_number);
      draft.quantity("scale.max", settings["MaxSize"].value(), whole_number);
      check_app_runner_scaling(draft, settings);
    }
  check_bounds(draft, service, app_runner_health);
  const Property egress = service["NetworkConfiguration"]["EgressConfiguration"]["EgressType"];
  if (egress.value().text == "VPC") draft.set("private_network", {1, 1}, egress.where());
  draft.derive("trigger", "http", draft.workload().where, "a service of App Runner serves HTTP");
  draft.absent({"gpu.count", "privileged", "host.network", "host.pid_ipc", "host.path", "one_per_node"});
  one_machine(draft, "an instance runs on one machine");
  draft.target("aws-app-runner/service", draft.workload().where);
}

}  // namespace placer::importers
