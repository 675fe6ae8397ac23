// Each function looks at one thing that no expression over facts can say: sums over containers, names that
// must meet, ports that must be equal. What is not literal is left alone.
#include "importers/ecs_task_checks.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/bounds.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/ecs_container_checks.hpp"
#include "importers/ecs_fargate_checks.hpp"
#include "importers/ecs_task.hpp"
#include "importers/words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace placer::importers {
namespace {

bool is_false(const Value& value) { return value.literal() && value.text == "false"; }

/// Containers must find room in what the task has.
class Sizes {
 public:
  Sizes(Draft& draft, const Property& task, const std::vector<Property>& containers)
      : draft_(draft),
        containers_(containers),
        cpu_(number(field(task, "cpu").value(), ecs_cpu)),
        memory_(number(field(task, "memory").value(), ecs_memory)) {}

  void check_memory() {
    bool each_fits = true;
    for (const Property& container : containers_) each_fits = fits(container) && each_fits;
    if (!each_fits || !memory_) return;
    check_sum(
        "aws-ecs.containers-memory", *memory_, bytes,
        [](const Property& container) {
          const Value reserved = field(container, "memoryReservation").value();
          return reserved ? reserved : field(container, "memory").value();
        },
        mebibytes_number);
  }

  void check_cpu() {
    if (cpu_)
      check_sum(
          "aws-ecs.fargate.containers-cpu", *cpu_ * 1024 / 1000, units,
          [](const Property& container) { return field(container, "cpu").value(); }, whole_number);
  }

 private:
  bool fits(const Property& container) {
    const Value most = field(container, "memory").value(),
                least = field(container, "memoryReservation").value();
    const auto limit = number(most, mebibytes_number), reserved = number(least, mebibytes_number);
    if (limit && reserved && *reserved > *limit)
      draft_.violation("aws-ecs.reservation-above-memory", least.where, bytes(*reserved), bytes(*limit));
    if (!limit || !memory_ || *limit <= *memory_) return true;
    draft_.violation("aws-ecs.container-memory", most.where, bytes(*limit), bytes(*memory_));
    return false;
  }

  static std::string bytes(std::int64_t value) { return format_quantity(value, Unit::bytes); }
  static std::string units(std::int64_t value) { return fmt::format("{} CPU units", value); }

  /// At the container with which the sum is too large.
  void check_sum(std::string_view rule, std::int64_t most, std::string (*format)(std::int64_t),
                 Value (*part)(const Property&), Conversion convert) {
    std::int64_t left = most;
    for (const Property& container : containers_) {
      const Value value = part(container);
      const auto amount = number(value, convert);
      if (!amount) continue;
      if (*amount > left)
        return draft_.violation(rule, value.where,
                                format(*amount >= unbounded - most ? unbounded : most - left + *amount),
                                format(most));
      left -= *amount;
    }
  }

  Draft& draft_;
  const std::vector<Property>& containers_;
  std::optional<std::int64_t> cpu_, memory_;
};

void check_names(Draft& draft, const std::vector<Property>& containers) {
  std::set<std::string> names;
  for (const Property& container : containers) {
    const Value name = field(container, "name").value();
    if (name.literal() && !names.insert(name.text).second)
      draft.violation("aws-ecs.container-name", name.where, name.text);
  }
}

void check_essential(Draft& draft, const std::vector<Property>& containers) {
  if (containers.empty()) return;
  if (std::all_of(containers.begin(), containers.end(), [](const Property& container) {
        return is_false(field(container, "essential").boolean());
      }))
    draft.violation("aws-ecs.essential", field(containers.front(), "essential").where());
}

/// The order in which containers start.
class Dependencies {
 public:
  Dependencies(Draft& draft, const std::vector<Property>& containers)
      : draft_(draft), containers_(containers) {
    for (std::size_t i = 0; i < containers.size(); ++i) {
      const Value name = field(containers[i], "name").value();
      all_named_ = all_named_ && name.literal();
      if (name.literal()) by_name_.emplace(name.text, i);
    }
    for (const Property& container : containers) edges_.push_back(read(container));
  }

  /// Takes away what waits for nothing, again and again; what is left waits for a circle, or is one.
  void check_circle() {
    std::vector<std::vector<std::size_t>> waiting(containers_.size());  // for each container
    std::vector<std::size_t> missing(containers_.size()), ready;
    for (std::size_t i = 0; i < containers_.size(); ++i) {
      for (const Edge& edge : edges_[i]) waiting[edge.to].push_back(i);
      missing[i] = edges_[i].size();
      if (missing[i] == 0) ready.push_back(i);
    }
    while (!ready.empty()) {
      const std::size_t started = ready.back();
      ready.pop_back();
      for (const std::size_t one : waiting[started])
        if (--missing[one] == 0) ready.push_back(one);
    }
    const auto left =
        std::find_if(missing.begin(), missing.end(), [](std::size_t count) { return count > 0; });
    if (left != missing.end()) report_circle(missing, static_cast<std::size_t>(left - missing.begin()));
  }

 private:
  struct Edge {
    std::size_t from, to;
    Location where;
  };

  /// Follows what is `missing` from one container that waits in vain.
  void report_circle(const std::vector<std::size_t>& missing, std::size_t at) {
    std::vector<const Edge*> path;
    std::vector<bool> seen(containers_.size(), false);
    while (!seen[at]) {
      seen[at] = true;
      path.push_back(&*std::find_if(edges_[at].begin(), edges_[at].end(),
                                    [&](const Edge& edge) { return missing[edge.to] > 0; }));
      at = path.back()->to;
    }
    // Where the path came to for the second time, the circle begins; what led there is none of it.
    const auto first =
        std::find_if(path.begin(), path.end(), [&](const Edge* edge) { return edge->from == at; });
    constexpr std::ptrdiff_t most = 10;
    std::string names;
    for (auto edge = first; edge != path.end() && edge - first < most; ++edge)
      names += name_of((*edge)->from) + ", ";
    draft_.violation("aws-ecs.depends-on-circle", (*first)->where,
                     names + (path.end() - first > most ? std::string("...") : name_of(at)));
  }

  std::vector<Edge> read(const Property& container) {
    std::vector<Edge> edges;
    for (const Property& item : field(container, "dependsOn").items()) {
      const Value name = field(item, "containerName").value(), condition = field(item, "condition").value();
      if (!name.literal()) continue;
      const auto found = by_name_.find(name.text);
      if (found == by_name_.end()) {
        if (all_named_) draft_.violation("aws-ecs.depends-on-missing", name.where, name.text);
        continue;
      }
      edges.push_back({edges_.size(), found->second, name.where});
      if (condition.literal() && condition.text == "HEALTHY" &&
          !field(containers_[found->second], "healthCheck"))
        draft_.violation("aws-ecs.depends-on-health", condition.where, name.text);
      const Value essential = field(containers_[found->second], "essential").boolean();
      if ((condition.text == "SUCCESS" || condition.text == "COMPLETE") && condition.literal() &&
          (!essential || (essential.literal() && !is_false(essential))))
        draft_.violation("aws-ecs.depends-on-essential", condition.where, name.text, condition.text);
    }
    return edges;
  }

  std::string name_of(std::size_t container) const {
    return field(containers_[container], "name").value().text;
  }

  Draft& draft_;
  const std::vector<Property>& containers_;
  std::map<std::string, std::size_t> by_name_;
  std::vector<std::vector<Edge>> edges_;
  bool all_named_ = true;
};

/// Without a network of the machine's own between them, a container's port is the port of the machine.
void check_ports(Draft& draft, const std::vector<Property>& containers, std::string_view rule) {
  for (const Property& container : containers)
    for (const Property& mapping : field(container, "portMappings").items()) {
      const Value host = field(mapping, "hostPort").value(), inner = field(mapping, "containerPort").value();
      const auto port = number(host, whole_number);
      // Zero leaves the choice to the platform, as nothing does.
      if (const auto wanted = number(inner, whole_number); port && *port != 0 && wanted && *port != *wanted)
        draft.violation(rule, host.where, host.text, inner.text);
    }
}

void check_links(Draft& draft, const std::vector<Property>& containers, std::string_view rule) {
  for (const Property& container : containers)
    for (const Property& link : field(container, "links").items()) {
      draft.violation(rule, link.where(), link.value().text);
      break;
    }
}

/// A container mounts what the task has.
void check_mounts(Draft& draft, const Property& task, const std::vector<Property>& containers) {
  const Property volumes = field(task, "volumes").list();
  std::set<std::string> names;
  for (const Property& volume : volumes.items()) {
    const Value name = field(volume, "name").value();
    if (!name.literal()) return;
    names.insert(name.text);
  }
  if (volumes.unresolved()) return;
  for (const Property& container : containers)
    for (const Property& mount : field(container, "mountPoints").items()) {
      const Value source = field(mount, "sourceVolume").value();
      if (source.literal() && !names.contains(source.text))
        draft.violation("aws-ecs.volume-missing", source.where, source.text);
    }
}

/// EFS is for Linux, FSx for Windows File Server for Windows. What system it is need not be said.
void check_volume_system(Draft& draft, const Property& task) {
  const Value family = field(field(task, "runtimePlatform"), "operatingSystemFamily").value();
  if (!family.literal()) return;
  const bool windows = to_lower(family.text).starts_with("windows");
  for (const Property& volume : field(task, "volumes").items())
    for (const std::string_view kind :
         {"efsVolumeConfiguration", "EFSVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration",
          "FSxWindowsFileServerVolumeConfiguration"}) {
      const bool efs = to_lower(kind).starts_with("efs");
      if (const Property shared = volume[kind]; shared.certain() && efs == windows)
        draft.violation("aws-ecs.volume-system", shared.where(), efs ? "EFS" : "FSx for Windows File Server",
                        efs ? "Linux" : "Windows");
    }
}

void check_health(Draft& draft, const std::vector<Property>& containers) {
  constexpr Bounded settings[] = {{"", "interval", "aws-ecs.health-interval", seconds_number},
                                  {"", "timeout", "aws-ecs.health-timeout", seconds_number},
                                  {"", "retries", "aws-ecs.health-retries"},
                                  {"", "startPeriod", "aws-ecs.health-start", seconds_number}};
  for (const Property& container : containers)
    for (const Bounded& setting : settings)
      check_bound(draft, field(field(container, "healthCheck"), setting.key).value(), setting);
}

/// The least that the engine on a machine gives to a container.
void check_least_memory(Draft& draft, const std::vector<Property>& containers) {
  for (const Property& container : containers)
    for (const std::string_view key : {"memory", "memoryReservation"}) {
      const Value value = field(container, key).value();
      if (const auto amount = number(value, mebibytes_number))
        draft.bounded("aws-ecs.container-minimum", *amount, value.where);
    }
}

/// Where CloudWatch is to keep what a container says. On Fargate the streams need names, too.
void check_logs(Draft& draft, const std::vector<Property>& containers, bool fargate) {
  for (const Property& container : containers) {
    const Property log = field(container, "logConfiguration"), options = field(log, "options");
    const Value driver = field(log, "logDriver").value();
    if (driver.text != "awslogs" || options.unresolved() || options.has("Fn::Transform")) continue;
    std::string missing;
    for (const std::string_view option : {"awslogs-group", "awslogs-region", "awslogs-stream-prefix"}) {
      const Property said = options[option];
      if ((said && (!said.value().literal() || !said.value().text.empty())) ||
          (option == "awslogs-stream-prefix" && !fargate))
        continue;
      missing += fmt::format("{}{}", missing.empty() ? "" : ", ", option);
    }
    if (!missing.empty()) draft.violation("aws-ecs.log-options", driver.where, missing);
  }
}

/// Who is handed secrets needs a role that may read them.
void check_secrets(Draft& draft, const Property& task, const std::vector<Property>& containers) {
  if (draft.is_patch() || !lacks_execution_role(task)) return;
  for (const Property& container : containers)
    for (const Property& secret : field(container, "secrets").items())
      return draft.violation("aws-ecs.secrets-role", secret.where(), field(container, "name").value().text);
}

/// On a machine of one's own a container needs a bound where the task has none.
void check_some_memory(Draft& draft, const Property& task, const std::vector<Property>& containers) {
  if (field(task, "memory")) return;
  for (const Property& container : containers)
    if (container.is_mapping() && !field(container, "memory") && !field(container, "memoryReservation"))
      return draft.violation("aws-ecs.memory-missing", container.where(),
                             field(container, "name").value().text);
}

/// A key in another spelling is told of its own, and a macro may bring one.
bool lacks_containers(const Property& task) {
  if (!task.certain() || !task.is_mapping() || !intrinsic(task.written()).name.empty()) return false;
  for (const auto [key, value] : doc::entries(task.written()))
    if (key.text() == "<<" || key.text() == "Fn::Transform" ||
        key.text().find("ontainer") != std::string_view::npos)
      return false;
  return true;
}

}  // namespace

void check_task(Draft& draft, const Property& task, std::string_view target) {
  if (task.unresolved()) return;
  const Property list = field(task, "containerDefinitions");
  const std::vector<Property> containers = list.items();
  if (list.certain() && list.is_sequence() && containers.empty())
    draft.violation("aws-ecs.no-containers", list.where());
  if (!list && lacks_containers(task)) draft.violation("aws-ecs.no-containers", task.where());
  const Value network = field(task, "networkMode").value();
  const bool fargate = target == "aws-ecs/fargate";
  Sizes sizes(draft, task, containers);
  sizes.check_memory();
  check_least_memory(draft, containers);
  check_health(draft, containers);
  check_logs(draft, containers, fargate);
  check_secrets(draft, task, containers);
  check_names(draft, containers);
  check_task_containers(draft, containers);
  check_essential(draft, containers);
  check_mounts(draft, task, containers);
  Dependencies(draft, containers).check_circle();
  // What Fargate has, it says itself; tools call what is left to Windows `default`.
  constexpr std::string_view modes[] = {"bridge", "host", "awsvpc", "none"};
  if (!fargate && network.text != "default") check_word(draft, "aws-ecs.word", network, "networkMode", modes);
  if (target == "aws-ecs/ec2") check_some_memory(draft, task, containers);
  const std::vector<std::string>& also = draft.workload().also;
  if (fargate || std::find(also.begin(), also.end(), "aws-ecs/fargate") != also.end()) {
    sizes.check_cpu();
    check_fargate(draft, task, containers);
  }
  // Fargate says of each what it mounts on Windows.
  if (!fargate) check_volume_system(draft, task);
  if (fargate) {
    check_ports(draft, containers, "aws-ecs.fargate.host-port");
    check_links(draft, containers, "aws-ecs.fargate.links");
  } else if (network.literal() && network.text != "bridge") {
    if (network.text == "awsvpc" || network.text == "host")
      check_ports(draft, containers, "aws-ecs.host-port");
    if (network.text != "default") check_links(draft, containers, "aws-ecs.links");
  }
}

}  // namespace placer::importers
