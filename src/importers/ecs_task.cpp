// Sizes are those of the task or else the sum over its containers; a right or a device that one container
// asks for is asked for by the task.
#include "importers/ecs_task.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/bounds.hpp"
#include "importers/capability.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/ecs_task_form.hpp"
#include "importers/helper_image.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace placer::importers {
namespace {

constexpr std::string_view neuron_device = "/dev/neuron";

/// Where a task may run that does not say.
std::vector<std::string_view> any_target() {
  return {"aws-ecs/ec2", "aws-ecs/fargate", "aws-ecs/managed-instances"};
}

/// True if one of the values says so; unresolved if nobody can say; else the manifest does not ask for it.
void any_true(Draft& draft, std::string_view fact, const std::vector<Value>& values) {
  for (const Value& value : values)
    if (value.literal() && value.text == "true") return draft.boolean(fact, value);
  for (const Value& value : values)
    if (value && !value.literal()) return draft.unresolved(fact, value);
  for (const Value& value : values) draft.boolean(fact, value);
  draft.absent({fact});
}

/// The value itself as true where `yes` holds of its text.
template <class Test>
Value as_boolean(Value value, Test yes) {
  if (value.literal()) value.text = yes(value.text) ? "true" : "false";
  return value;
}

/// That something of the host is there at all says enough; the path may be filled in elsewhere.
Value as_presence(const Property& property) {
  Value value = property.value();
  if (!property || property.open()) return value;
  value.origin = Origin::stated;
  value.text = "true";
  value.note.clear();
  return value;
}

/// A capability beyond the ordinary is a right of the machine, whatever `privileged` says beside it.
void read_privileged(Draft& draft, const std::vector<Property>& containers) {
  std::vector<Value> said, capabilities;
  for (const Property& container : containers) {
    said.push_back(field(container, "privileged").boolean());
    const Property added = field(field(field(container, "linuxParameters"), "capabilities"), "add").list();
    if (added.unresolved()) said.push_back(added.value());
    for (const Property& capability : added.items()) {
      capabilities.push_back(capability.value());
      add_capability(draft, capabilities.back());
    }
  }
  if (draft.find("privileged") != nullptr)
    std::erase_if(said, [](const Value& value) { return value.literal() && value.text == "false"; });
  any_true(draft, "privileged", said);
  note_net_admin(draft, capabilities);
}

void read_devices(Draft& draft, const std::vector<Property>& containers, std::vector<Value>& host_paths) {
  Sum accelerators(draft, "gpu.count", whole_number);
  std::int64_t neuron = 0;
  Value first_neuron;
  for (const Property& container : containers) {
    const Property list = field(container, "resourceRequirements").list();
    if (list.unresolved()) accelerators.add(list.value());
    for (const Property& item : list.items())
      if (const Value type = field(item, "type").value(); !type.literal() || to_lower(type.text) == "gpu")
        accelerators.add(type.literal() ? field(item, "value").value() : type);
    for (const Property& device : field(field(container, "linuxParameters"), "devices").items()) {
      const Property path = field(device, "hostPath");
      const Value value = path.value();
      if (value.literal() && value.text.starts_with(neuron_device)) {
        if (++neuron == 1) first_neuron = value;
      } else {
        host_paths.push_back(as_presence(path));
      }
    }
  }
  // What is asked for by number is stated; the devices of the host beside it are only seen.
  accelerators.finish();
  if (neuron > 0 && !accelerators.any()) {
    draft.set("gpu.count", {neuron, neuron}, first_neuron.where, Origin::derived, {}, "devices of the host");
    draft.derive("gpu.type", "aws-neuron", first_neuron.where, "devices of the host");
  } else if (!accelerators.any()) {
    draft.absent({"gpu.count"});
  }
}

/// A volume of the container engine. One that is made for the task ends with it; one that is shared stays on
/// the machine, or where a driver of somebody else's keeps it.
void read_engine_volume(Draft& draft, const Property& volume) {
  const Value scope = field(volume, "scope").value();
  if (scope && !scope.literal()) return draft.unresolved("persistent_volume", scope);
  if (scope.text != "shared") return;
  const std::string type = field(field(volume, "driverOpts"), "type").value().text;
  if (type.starts_with("nfs") || type == "cifs")
    return draft.set("shared_filesystem", {1, 1}, scope.where, Origin::derived, {},
                     fmt::format("a volume of the machine is on {}", type));
  draft.set("persistent_volume", {1, unbounded}, scope.where, Origin::derived, {},
            "a shared volume outlives the task");
}

void read_volumes(Draft& draft, const Property& task, std::vector<Value> host_paths) {
  const Property volumes = field(task, "volumes").list();
  for (const Property& volume : volumes.items()) {
    host_paths.push_back(as_presence(field(field(volume, "host"), "sourcePath")));
    for (const std::string_view kind :
         {"efsVolumeConfiguration", "EFSVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration",
          "FSxWindowsFileServerVolumeConfiguration"})
      if (const Property shared = volume[kind]; shared.certain())
        draft.set("shared_filesystem", {1, 1}, shared.where());
    if (!volume.unresolved()) read_engine_volume(draft, field(volume, "dockerVolumeConfiguration"));
  }
  if (volumes.unresolved()) host_paths.push_back(volumes.value());
  any_true(draft, "host.path", host_paths);
}

/// Of `http`, `http2` and `grpc`.
bool is_grpc(const Value& protocol) { return to_lower(protocol.text) == "grpc"; }

/// The containers through whose ports the task may be reached: those with which it ends, without the helpers
/// beside them. A task of nothing but helpers is one of them itself.
std::vector<Property> ways_in(const std::vector<Property>& containers) {
  std::vector<Property> mains, left;
  for (const Property& container : containers) {
    if (field(container, "essential").boolean().text == "false") continue;
    mains.push_back(container);
    if (!is_helper_image(field(container, "image").value().text)) left.push_back(container);
  }
  return left.empty() ? mains : left;
}

/// How the task is reached, as far as the ports of these containers say it. One without ports may be reached
/// in any way.
void derive_trigger(Draft& draft, const std::vector<Property>& containers) {
  Value spoken, first;
  bool mixed = false, udp = !containers.empty();
  for (const Property& container : containers) {
    const std::vector<Property> mappings = field(container, "portMappings").items();
    udp = udp && !mappings.empty();
    for (const Property& mapping : mappings) {
      const Value port = field(mapping, "containerPort").value();
      const Value application = field(mapping, "appProtocol").value();
      udp = udp && to_lower(field(mapping, "protocol").value().text) == "udp";
      if (!first || port.origin == Origin::assumed) first = port;
      if (!application.literal()) continue;
      mixed = mixed || (spoken && is_grpc(spoken) != is_grpc(application));
      spoken = application;
    }
  }
  if (spoken && !mixed)
    draft.derive("trigger", is_grpc(spoken) ? "grpc" : "http", spoken.where, "the protocol of its ports");
  if (udp) draft.derive("trigger", "udp", first.where, "all ports are of UDP");
}

void read_ports(Draft& draft, const std::vector<Property>& containers) {
  std::vector<std::string> ports;
  Value first;
  bool open = false;
  for (const Property& container : containers)
    for (const Property& mapping : field(container, "portMappings").items()) {
      const Value port = field(mapping, "containerPort").value();
      if (!port) continue;
      if (!add_port(draft, port, "aws-ecs.port-range", ports)) open = true;
      if (!first || port.origin == Origin::assumed) first = port;
    }
  derive_trigger(draft, ways_in(containers));
  if (!ports.empty() && !open) draft.list("ports", std::move(ports), first.where, first.origin);
}

void read_platform(Draft& draft, const Property& task) {
  const Property platform = field(task, "runtimePlatform");
  draft.choice("architecture", field(platform, "cpuArchitecture").value());
  const Value family = field(platform, "operatingSystemFamily").value();
  if (family && !family.literal()) draft.unresolved("operating_system", family);
  if (family.literal())
    draft.derive("operating_system", to_lower(family.text).starts_with("windows") ? "windows" : "linux",
                 family.where, fmt::format("`{}`", family.text));
}

/// What would say where the task runs, and is filled in elsewhere.
Value open_compatibility(const Property& task) {
  const Property list = field(task, "requiresCompatibilities").list();
  if (list.unresolved()) return list.value();
  for (const Property& item : list.items())
    if (item.unresolved()) return item.value();
  return {};
}

}  // namespace

Property field(const Property& mapping, std::string_view key) {
  if (mapping.unresolved() || mapping.has(key)) return mapping[key];
  std::string pascal(key);
  pascal.front() = static_cast<char>(pascal.front() - 'a' + 'A');
  return mapping[pascal];
}

bool lacks_execution_role(const Property& task) { return task && !field(task, "executionRoleArn"); }

bool add_port(Draft& draft, const Value& value, std::string_view check, std::vector<std::string>& ports) {
  if (!value.literal()) {
    draft.unresolved("ports", value);
    return false;
  }
  const auto number = signed_number(value, whole_number);
  if (!number)
    draft.error(fmt::format("ports: `{}` is no port", value.text), value.where,
                "write a number from 1 to 65535");
  else
    draft.bounded(check, *number, value.where);
  if (!number || !draft.takes(check, *number)) return false;
  const std::string port = fmt::format("{}", *number);
  if (std::find(ports.begin(), ports.end(), port) == ports.end()) ports.push_back(port);
  return true;
}

std::optional<std::int64_t> Sum::number(const Value& value) {
  QuantityError error;
  const auto number = convert_(value.text, error);
  if (!number && !draft_.refuse_negative(fact_, value, convert_))
    draft_.error(fmt::format("{}: {}", fact_, error.message), value.where, error.help);
  return number;
}

void Sum::add(const Value& low, const Value& high) {
  if (!low) return high ? add(high, {}) : void();
  for (const Value* value : {&low, &high})
    if (*value && !value->literal() && !open_) open_ = *value;
  if (!first_ || low.origin == Origin::assumed) first_ = low;
  if (!low.literal() || (high && !high.literal())) return;
  const auto least = number(low);
  const auto most = high ? number(high) : least;
  if (!least || !most || *most > unbounded - 1 - sum_.high || *least > unbounded - 1 - sum_.low) {
    too_large_ = true;
    return;
  }
  ++parts_;
  sum_.low += *least;
  sum_.high += std::max(*least, *most);
}

void Sum::depends_on(const Value& list) {
  if (first_ && list.origin == Origin::assumed) weaken(first_, list);
}

void Sum::finish(std::int64_t of, std::int64_t per) {
  if (!first_) return;
  if (open_) return draft_.unresolved(fact_, open_);
  if (too_large_ || sum_.high > unbounded / of - per) {
    first_.origin = Origin::unresolved;
    first_.note = "what the containers ask for is no amount";
    return draft_.unresolved(fact_, first_);
  }
  const auto scaled = [&](std::int64_t value) { return (value * of + per - 1) / per; };
  const Interval sum{scaled(sum_.low), scaled(sum_.high)};
  if (sum.high == 0) return;
  if (parts_ > 1 && first_.origin == Origin::stated) {
    first_.origin = Origin::derived;
    first_.note = fmt::format("what {} containers ask for together", parts_);
  }
  draft_.set(fact_, sum, first_.where, first_.origin, {}, first_.note);
}

/// Containers that run beside each other. One that another waits for the end of is a step before the start.
void count_containers(Draft& draft, const std::vector<Property>& containers) {
  std::set<std::string> steps;
  for (const Property& container : containers) {
    if (!container.certain()) return draft.unresolved("containers", container.value());
    for (const Property& dependency : field(container, "dependsOn").items()) {
      const std::string condition = field(dependency, "condition").value().text;
      if (condition == "COMPLETE" || condition == "SUCCESS")
        steps.insert(field(dependency, "containerName").value().text);
    }
  }
  const auto count = static_cast<std::int64_t>(containers.size() - std::min(steps.size(), containers.size()));
  if (count > 0) draft.set("containers", {count, count}, containers.front().where());
}

void read_containers(Draft& draft, const Property& task, const std::vector<Property>& containers) {
  count_containers(draft, containers);
  std::vector<Value> host_paths;
  Sum shared_memory(draft, "shared_memory", mebibytes_number);
  Value grace;
  for (const Property& container : containers) {
    if (const Property image = field(container, "image"); image.certain())
      draft.derive("package.format", "image", image.where(), "it names an image");
    shared_memory.add(field(field(container, "linuxParameters"), "sharedMemorySize").value());
    // The task ends when the slowest container has.
    const Value stop = field(container, "stopTimeout").value();
    QuantityError error;
    if (stop && (!grace || !stop.literal() ||
                 (grace.literal() && seconds_number(stop.text, error) > seconds_number(grace.text, error))))
      grace = stop;
  }
  read_privileged(draft, containers);
  shared_memory.finish();
  draft.quantity("shutdown_grace", grace, seconds_number);
  read_devices(draft, containers, host_paths);
  read_volumes(draft, task, std::move(host_paths));
  read_ports(draft, containers);
  read_platform(draft, task);
  const Property disk = field(task, "ephemeralStorage");
  draft.quantity("scratch_disk", field(disk, "sizeInGiB").value(), gibibytes_number);
  const auto is_host = [](std::string_view mode) { return mode == "host"; };
  any_true(draft, "host.network", {as_boolean(field(task, "networkMode").value(), is_host)});
  any_true(draft, "host.pid_ipc",
           {as_boolean(field(task, "pidMode").value(), is_host),
            as_boolean(field(task, "ipcMode").value(), is_host)});
}

void read_task(Draft& draft, const Property& task) {
  const Property list = field(task, "containerDefinitions").list();
  if (list.unresolved())
    for (const std::string_view fact : {"gpu.count", "privileged", "host.path"})
      draft.unresolved(fact, list.value());
  std::vector<Property> containers = list.items();
  for (Property& container : containers) container = container.mapping();
  draft.quantity("cpu", field(task, "cpu").value(), ecs_cpu);
  draft.quantity("memory", field(task, "memory").value(), ecs_memory);
  // A task without sizes of its own is given what its containers ask for.
  Sum units(draft, "cpu", whole_number), memory(draft, "memory", mebibytes_number);
  for (const Property& container : containers) {
    units.add(field(container, "cpu").value());
    memory.add(field(container, "memoryReservation").value(), field(container, "memory").value());
  }
  for (Sum* sum : {&units, &memory}) sum->depends_on(list.counted());
  if (draft.find("cpu") == nullptr) units.finish(1000, 1024);
  if (draft.find("memory") == nullptr) memory.finish();
  if (const auto accelerators = field(task, "inferenceAccelerators").items(); !accelerators.empty()) {
    const auto count = static_cast<std::int64_t>(accelerators.size());
    draft.set("gpu.count", {count, count}, accelerators.front().where());
    draft.accelerator(field(accelerators.front(), "deviceType").value());
  }
  read_containers(draft, task, containers);
  draft.bounded("aws-ecs.fargate.scratch-minimum", "scratch_disk");
}

void describe_task_target(Draft& draft, const Property& task, std::string_view target, Location where) {
  if (!target.empty()) return draft.target(target, where);
  if (const Value open = open_compatibility(task)) return draft.target(any_target(), open);
  for (const Property& item : field(task, "requiresCompatibilities").items())
    if (const std::string_view meant = meant_compatibility(item.value()); meant == "EXTERNAL")
      draft.context().sink.warning(
          "manifest.external",
          "the task is for ECS Anywhere, on machines of one's own, which no offering here describes",
          item.where(), "what is said of it is where else it could run");
    else if (meant.empty())
      draft.target(any_target(),
                   open_value(item.where(), "what it must be able to run on is no word of ECS"));
}

std::string_view task_target(const Property& task) {
  const Property list = field(task, "requiresCompatibilities").list();
  if (list.unresolved()) return {};
  bool machines = !list, managed = false;
  for (const Property& item : list.items()) {
    const Value compatible = item.value();
    const std::string_view meant = meant_compatibility(compatible);
    if (meant == "FARGATE") return "aws-ecs/fargate";
    machines = machines || meant == "EC2";
    managed = managed || meant == "MANAGED_INSTANCES";
  }
  if (machines || list.items().empty()) return "aws-ecs/ec2";
  return managed ? "aws-ecs/managed-instances" : std::string_view();
}

}  // namespace placer::importers
