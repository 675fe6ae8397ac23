// A service adds to the task that it runs, and so does what scales it.
#include "importers/cloudformation_service.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/ecs_task.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace placer::importers {
namespace {

void read_scaling(Draft& draft, const Value& least, const Value& most) {
  draft.count("scale.min", least, "aws-ecs.negative-count");
  draft.count("scale.max", most, "aws-ecs.negative-count");
  const auto low = number(least), high = number(most);
  if (low && high && *low > *high)
    draft.violation("aws-ecs.minimum-above-maximum", least.where, least.text, most.text);
}

/// Tasks of which some are on spare capacity must bear that it is taken away.
void read_spot(Draft& draft, const Property& service) {
  for (const Property& strategy : service["CapacityProviderStrategy"].items()) {
    const Value provider = strategy["CapacityProvider"].value();
    const auto weight = number(strategy["Weight"].value()), base = number(strategy["Base"].value());
    if (provider.text == "FARGATE_SPOT" && provider.literal() && (weight != 0 || base.value_or(0) > 0))
      return draft.set("spot", {1, 1}, provider.where, provider.origin, {}, provider.note);
  }
}

/// Whether a rolling deployment can neither start a task before it stops one nor stop one first. `count` is
/// the number of tasks; without it, whether that holds for every number.
bool is_stuck(std::int64_t healthy, std::int64_t most, std::optional<std::int64_t> count) {
  constexpr std::int64_t large = 1'000'000;
  if (healthy > large || most > large) return false;
  if (!count) return healthy >= 100 && most <= 100;
  if (*count < 1 || *count > large) return false;
  return *count * most / 100 <= *count && (*count * healthy + 99) / 100 >= *count;
}

/// The bounds of a rolling deployment. Other ways of deployment do not use them.
void check_deployment(Draft& draft, const Property& service, bool scales) {
  const Property bounds = service["DeploymentConfiguration"];
  const Value healthy = bounds["MinimumHealthyPercent"].value(), most = bounds["MaximumPercent"].value();
  const Value controller = service["DeploymentController"]["Type"].value();
  const Value strategy = bounds["Strategy"].value(), scheduling = service["SchedulingStrategy"].value();
  if ((!healthy && !most) || (controller && controller.text != "ECS") ||
      (strategy && strategy.text != "ROLLING") || (scheduling && scheduling.text != "REPLICA"))
    return;
  // What ECS takes where one of them is left out.
  const auto least_percent = healthy ? number(healthy) : 100, most_percent = most ? number(most) : 200;
  if (!least_percent || !most_percent) return;
  const Value desired = service["DesiredCount"].value();
  const auto count = scales ? std::nullopt : number(desired);
  if (!is_stuck(*least_percent, *most_percent, count)) return;
  const bool always = is_stuck(*least_percent, *most_percent, std::nullopt);
  draft.violation("aws-ecs.deployment-stuck", (most ? most : healthy).where,
                  fmt::format("{}% healthy and {}% at most{}", *least_percent, *most_percent,
                              always ? "" : " of " + counted(static_cast<std::size_t>(*count), "task")));
}

/// Whether it stands in the template as it is, and is no default that may be given otherwise.
bool is_written(const Value& value) { return value.literal() && value.origin == Origin::stated; }

/// The container of that name; nothing, with `all_known` false, where a name is filled in elsewhere.
std::optional<Property> find_container(const Property& task, const std::string& name, bool& all_known) {
  const Property list = field(task, "containerDefinitions");
  all_known = list.is_sequence() && !list.open();
  for (const Property& container : list.items()) {
    const Value own = field(container, "name").value();
    if (own.literal() && own.text == name) return container;
    all_known = all_known && container.certain() && is_written(own);
  }
  return std::nullopt;
}

/// Whether a container certainly opens no such port; a range may hold it.
bool lacks_port(const Property& container, const Value& port) {
  const Property mappings = field(container, "portMappings");
  if (mappings && (!mappings.is_sequence() || mappings.open())) return false;
  for (const Property& mapping : mappings.items()) {
    const Value own = field(mapping, "containerPort").value();
    if (!mapping.certain() || !is_written(own) || own.text == port.text) return false;
  }
  return !container.has("Fn::Transform");
}

/// What a load balancer passes requests on to.
void check_balancer(Draft& draft, const Property& balancer, const Property& task) {
  const Value name = balancer["ContainerName"].value(), port = balancer["ContainerPort"].value();
  if (!is_written(name)) return;
  bool all_known = true;
  const auto container = find_container(task, name.text, all_known);
  if (!container) {
    if (all_known) draft.violation("aws-ecs.load-balancer-container", name.where, name.text);
  } else if (is_written(port) && lacks_port(*container, port)) {
    draft.violation("aws-ecs.load-balancer-port", port.where, port.text, name.text);
  }
}

/// A task with an address of its own is no port of a machine.
void check_target_group(Draft& draft, const Template& source, const Property& balancer) {
  for (const std::string_view id : references(balancer["TargetGroupArn"].written())) {
    const Resource* group = source.find(id);
    if (group == nullptr || group->type != "AWS::ElasticLoadBalancingV2::TargetGroup") continue;
    const Property properties = source.properties(*group);
    const Property type = properties["TargetType"];
    if (!properties.unresolved() && !properties.has("TargetType") && !type)
      draft.violation("aws-ecs.target-type", properties ? properties.where() : group->id.where(),
                      "none, which stands for instance");
    else if (is_written(type.value()) && type.value().text == "instance")
      draft.violation("aws-ecs.target-type", type.where(), "instance");
  }
}

}  // namespace

void check_network(Draft& draft, const Template& source, const Resource& resource, const Property& task) {
  const Property service = source.properties(resource);
  if (service.unresolved() || task.unresolved()) return;
  const Value mode = task["NetworkMode"].value(),
              controller = service["DeploymentController"]["Type"].value();
  const bool own_address = is_written(mode) && mode.text == "awsvpc";
  // Others say it where they make a set of tasks.
  if (own_address && (!controller || (is_written(controller) && controller.text != "EXTERNAL")) &&
      !service.has("NetworkConfiguration") && !service["NetworkConfiguration"])
    draft.violation("aws-ecs.network-configuration", resource.id.where(), std::string(resource.id.text()));
  if (const auto groups = references(resource.body["Properties"]["LoadBalancers"]); !groups.empty())
    draft.quantity("front_door_timeout", balancer_wait(source, groups), seconds_number);
  for (const Property& balancer : service["LoadBalancers"].items()) {
    if (!balancer.certain()) continue;
    check_balancer(draft, balancer, task);
    if (own_address) check_target_group(draft, source, balancer);
  }
}

/// A capacity provider of one's own is a group of machines, or has ECS manage them.
std::string_view provider_target(const Template& source, const Property& provider) {
  for (const std::string_view id : references(provider.written())) {
    const Resource* resource = source.find(id);
    if (resource != nullptr && source.properties(*resource).has("ManagedInstancesProvider"))
      return "aws-ecs/managed-instances";
  }
  return "aws-ecs/ec2";
}

std::string_view launch_target(const Template& source, const Property& service) {
  const Value launch = service["LaunchType"].value();
  if (launch.text == "FARGATE") return "aws-ecs/fargate";
  if (launch.text == "EC2") return "aws-ecs/ec2";
  if (launch.text == "MANAGED_INSTANCES") return "aws-ecs/managed-instances";
  for (const Property& strategy : service["CapacityProviderStrategy"].items()) {
    const Property provider = strategy["CapacityProvider"];
    if (provider.value().text.starts_with("FARGATE")) return "aws-ecs/fargate";
    return provider_target(source, provider);
  }
  return {};
}

std::string_view launch_target(const Template& source, const Trigger& trigger, std::string_view task) {
  const Resource* starter = source.find(trigger.resource);
  if (starter == nullptr || !source.is_made_with(*starter, task)) return {};
  const Property properties = source.properties(*starter);
  std::vector<Property> targets;
  if (starter->type == "AWS::Events::Rule") targets = properties["Targets"].items();
  if (starter->type == "AWS::Scheduler::Schedule") targets.push_back(properties["Target"]);
  for (const Property& target : targets) {
    const Property run = target["EcsParameters"];
    const std::vector<std::string_view> started = references(run["TaskDefinitionArn"].written());
    if (std::find(started.begin(), started.end(), task) == started.end()) continue;
    if (const std::string_view where = launch_target(source, run); !where.empty()) return where;
  }
  return {};
}

void check_launch(Draft& draft, const Property& service) {
  constexpr std::string_view types[] = {"EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"};
  const Property launch = service["LaunchType"], strategy = service["CapacityProviderStrategy"];
  const Value type = launch.value();
  if (type.literal() && std::find(std::begin(types), std::end(types), type.text) == std::end(types))
    draft.violation("aws-ecs.word", type.where, fmt::format("LaunchType {}", type.text), join(types, ", "));
  const std::vector<Property> providers = strategy.items();
  if (launch.certain() && type.literal() && strategy.certain() &&
      std::any_of(providers.begin(), providers.end(), [](const Property& one) { return one.certain(); }))
    draft.violation("aws-ecs.launch-and-strategy", type.where, type.text);
  // Terraform says true.
  const Value address = service["NetworkConfiguration"]["AwsvpcConfiguration"]["AssignPublicIp"].value();
  const bool is_public = address.literal() && (address.text == "ENABLED" || address.text == "true");
  if (type.text == "EC2" && type.literal() && is_public)
    draft.violation("aws-ecs.ec2.public-address", address.where, address.text);
}

void check_compatibility(Draft& draft, const Property& service, const Property& task) {
  const Value launch = service["LaunchType"].value();
  const Property list = task["RequiresCompatibilities"].list();
  if (!launch.literal() || !list || list.unresolved()) return;
  std::string said;
  for (const Property& item : list.items()) {
    const Value one = item.value();
    if (!one.literal() || one.text == launch.text) return;
    said += said.empty() ? one.text : ", " + one.text;
  }
  if (!said.empty()) draft.violation("aws-ecs.compatibility", launch.where, launch.text, said);
}

/// What the load balancers in front of a service speak. One of TCP may carry anything.
void add_load_balancers(const Template& source, const Resource& service, std::vector<Trigger>& triggers) {
  for (const std::string_view id : references(service.body["Properties"]["LoadBalancers"])) {
    const Resource* group = source.find(id);
    if (group == nullptr || group->type != "AWS::ElasticLoadBalancingV2::TargetGroup") continue;
    const Property properties = source.properties(*group);
    const Property protocol = properties["Protocol"];
    const std::string text = protocol.value().text;
    Trigger trigger{.by = std::string(group->called), .resource = id, .where = protocol.where()};
    if (text == "UDP") trigger.name = "udp";
    if (text == "HTTP" || text == "HTTPS")
      trigger.name = properties["ProtocolVersion"].value().text == "GRPC" ? "grpc" : "http";
    if (!trigger.name.empty()) triggers.push_back(std::move(trigger));
  }
}

void read_service(Draft& draft, const Template& source, const Resource& resource) {
  const Property service = source.properties(resource);
  const Value strategy = service["SchedulingStrategy"].value();
  if (strategy.text == "DAEMON")
    draft.set("one_per_node", {1, 1}, strategy.where, Origin::stated, strategy.text);
  draft.runs_on("a service");
  read_spot(draft, service);
  const auto scalings = source.companions("AWS::ApplicationAutoScaling::ScalableTarget", resource.id.text());
  for (const Resource* resource_of_scaling : scalings) {
    const Property scaling = source.properties(*resource_of_scaling);
    read_scaling(draft, scaling["MinCapacity"].value(), scaling["MaxCapacity"].value());
  }
  draft.count("scale.min", service["DesiredCount"].value(), "aws-ecs.negative-count");
  check_deployment(draft, service, !scalings.empty());
}

void read_express(Draft& draft, const Template& source, const Resource& resource) {
  const Property service = source.properties(resource);
  const Property container = service["PrimaryContainer"], scaling = service["ScalingTarget"];
  draft.quantity("cpu", service["Cpu"].value(), ecs_cpu);
  draft.quantity("memory", service["Memory"].value(), ecs_memory);
  if (const Property image = container["Image"]; image.certain())
    draft.derive("package.format", "image", image.where(), "it names an image");
  const Value port = container["ContainerPort"].value();
  if (std::vector<std::string> ports; port && add_port(draft, port, "aws-ecs.port-range", ports))
    draft.list("ports", std::move(ports), port.where, port.origin);
  read_scaling(draft, scaling["MinTaskCount"].value(), scaling["MaxTaskCount"].value());
  draft.derive("trigger", "http", draft.workload().where, "a service of Express Mode serves HTTP");
  draft.absent({"gpu.count", "privileged", "host.network", "host.pid_ipc", "host.path", "one_per_node"});
  draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "a task runs on one machine");
  draft.target("aws-ecs/express", draft.workload().where);
}

}  // namespace placer::importers
