// One table of parts, which are gone through from the task down. What is filled in elsewhere is left alone.
#include "importers/ecs_task_keys.hpp"

#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/ecs_task.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace placer::importers {
namespace {

/// A part that stands under a key of another one, by itself or as an item of a list, with its keys.
struct Part {
  std::string_view within, key, names;
  bool is_item = false;
};

// https://github.com/boto/botocore/blob/1.43.67/botocore/data/ecs/2014-11-13/service-2.json, with what the
// description of a registered task has besides, and what CloudFormation spells otherwise. It has since got
// sharingStrategy (@aws-sdk/client-ecs 3.1164.0 of 2026-11-06).
constexpr Part task{"", "",
                    "family taskRoleArn executionRoleArn networkMode containerDefinitions volumes "
                    "placementConstraints requiresCompatibilities cpu memory tags pidMode ipcMode "
                    "proxyConfiguration inferenceAccelerators ephemeralStorage runtimePlatform "
                    "enableFaultInjection taskDefinitionArn revision status requiresAttributes "
                    "compatibilities registeredAt deregisteredAt deleteRequestedAt registeredBy"};
constexpr std::string_view container = "containerDefinitions", linux_parameters = "linuxParameters";
constexpr Part parts[] = {
    {"", container,
     "name image repositoryCredentials cpu memory memoryReservation links portMappings essential "
     "restartPolicy entryPoint command environment environmentFiles mountPoints volumesFrom linuxParameters "
     "secrets dependsOn startTimeout stopTimeout versionConsistency hostname user workingDirectory "
     "disableNetworking privileged readonlyRootFilesystem dnsServers dnsSearchDomains extraHosts "
     "dockerSecurityOptions interactive pseudoTerminal dockerLabels ulimits logConfiguration healthCheck "
     "systemControls resourceRequirements firelensConfiguration credentialSpecs",
     true},
    {"", "ephemeralStorage", "sizeInGiB"},
    {"", "runtimePlatform", "cpuArchitecture operatingSystemFamily"},
    {"", "proxyConfiguration", "type containerName properties proxyConfigurationProperties"},
    {"", "placementConstraints", "type expression", true},
    {"", "volumes",
     "name host dockerVolumeConfiguration efsVolumeConfiguration eFSVolumeConfiguration "
     "s3filesVolumeConfiguration s3FilesVolumeConfiguration fsxWindowsFileServerVolumeConfiguration "
     "fSxWindowsFileServerVolumeConfiguration configuredAtLaunch",
     true},
    {"volumes", "efsVolumeConfiguration",
     "fileSystemId rootDirectory transitEncryption transitEncryptionPort authorizationConfig"},
    {"volumes", "dockerVolumeConfiguration", "scope autoprovision driver driverOpts labels"},
    {container, "resourceRequirements", "sharingStrategy type value", true},
    {container, "portMappings", "containerPort hostPort protocol name appProtocol containerPortRange", true},
    {container, "environment", "name value", true},
    {container, "environmentFiles", "value type", true},
    {container, "secrets", "name valueFrom", true},
    {container, "mountPoints", "sourceVolume containerPath readOnly", true},
    {container, "volumesFrom", "sourceContainer readOnly", true},
    {container, "dependsOn", "containerName condition", true},
    {container, "ulimits", "name softLimit hardLimit", true},
    {container, "healthCheck", "command interval timeout retries startPeriod"},
    {container, "logConfiguration", "logDriver options secretOptions"},
    {container, "restartPolicy", "enabled ignoredExitCodes restartAttemptPeriod"},
    {container, "repositoryCredentials", "credentialsParameter"},
    {container, "extraHosts", "hostname ipAddress", true},
    {container, "systemControls", "namespace value", true},
    {container, "firelensConfiguration", "type options"},
    {container, linux_parameters,
     "capabilities devices initProcessEnabled sharedMemorySize tmpfs maxSwap swappiness"},
    {linux_parameters, "capabilities", "add drop"},
    {linux_parameters, "devices", "hostPath containerPath permissions", true},
    {linux_parameters, "tmpfs", "containerPath size mountOptions", true},
};

/// What Kubernetes, Compose and the command line call a key.
struct Misnomer {
  std::string_view within, name, meant;
};
constexpr Misnomer misnomers[] = {
    {"", "launchType", "requiresCompatibilities"},
    {"", "taskRole", "taskRoleArn"},
    {"", "executionRole", "executionRoleArn"},
    {container, "resources", "resourceRequirements"},
    {container, "limits", "resourceRequirements"},
    {container, "env", "environment"},
    {container, "args", "command"},
    {container, "ports", "portMappings"},
    {container, "volumes", "mountPoints"},
    {container, "volumeMounts", "mountPoints"},
    {container, "labels", "dockerLabels"},
    {container, "logging", "logConfiguration"},
    {container, "livenessProbe", "healthCheck"},
    {container, "workingDir", "workingDirectory"},
    {container, "gpu", "resourceRequirements"},
    {"portMappings", "port", "containerPort"},
    {"environment", "key", "name"},
    {"mountPoints", "mountPath", "containerPath"},
};

/// As the API writes a key; CloudFormation begins it with a capital letter.
std::string as_in_api(std::string_view key) {
  std::string name(key);
  if (!name.empty()) name.front() = to_lower(name.substr(0, 1)).front();
  return name;
}

/// As a template of CloudFormation writes a key of the API.
std::string as_in_template(std::string_view key) {
  if (key.starts_with("efs") || key.starts_with("eFS")) return fmt::format("EFS{}", key.substr(3));
  if (key.starts_with("fsx") || key.starts_with("fSx")) return fmt::format("FSx{}", key.substr(3));
  std::string name(key);
  if (!name.empty() && name.front() >= 'a' && name.front() <= 'z')
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name;
}

/// Whether a template has a key of the API as the API writes it, which CloudFormation does not take.
bool is_key_of_api(std::string_view key) { return key.front() >= 'a' && key.front() <= 'z'; }

/// Empty where nothing is near.
std::string_view meant_key(const Part& part, std::string_view name, std::span<const std::string_view> known) {
  for (const Misnomer& one : misnomers)
    if (one.within == part.key && one.name == name) return one.meant;
  // One that stands there too may be meant all the same: what is written twice is misspelt once.
  return slip_of(name, known).value_or("");
}

/// The part that has a key, of the task and its containers; empty where none of them does.
std::string_view owner_of(const Part& here, std::string_view name) {
  const auto has = [&](const Part& part) {
    const std::vector<std::string_view> names = words_of(part.names);
    return part.key != here.key && std::find(names.begin(), names.end(), name) != names.end();
  };
  if (here.key == container && has(task)) return "the task";
  return here.key.empty() && has(parts[0]) ? "a container" : "";
}

void check_keys(Draft& draft, const Property& mapping, const Part& part, TaskForm form) {
  const bool is_template = form == TaskForm::resource;
  const std::vector<std::string_view> known = words_of(part.names);
  for (const auto [key, value] : doc::entries(mapping.written())) {
    const std::string name = as_in_api(key.text());
    // What only editors read, who deploys with something else than the AWS CLI leaves in.
    if (name == "$schema") continue;
    if (name.empty() || is_placeholder(name) || name == "fn::Transform" || name == "<<") continue;
    const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
    if (is_known && !(is_template && is_key_of_api(key.text()))) continue;
    const std::string_view meant = is_known ? name : meant_key(part, name, known);
    if (const std::string_view owner = meant.empty() ? owner_of(part, name) : ""; !owner.empty()) {
      draft.violation("aws-ecs.misplaced-key", key.where(), printable(key.text()), std::string(owner));
      continue;
    }
    // Terraform reads the containers itself, and of no page is it known what it does with other keys.
    if (meant.empty() && form == TaskForm::plan) continue;
    const std::string_view rule = meant.empty() ? "aws-ecs.unknown-key" : "aws-ecs.misspelt-key";
    draft.violation(rule, key.where(), printable(key.text()),
                    is_template ? as_in_template(meant) : std::string(meant));
  }
}

}  // namespace

void check_task_keys(Draft& draft, const Property& definition, TaskForm form) {
  std::vector<std::pair<Property, const Part*>> open{{definition, &task}};
  while (!open.empty()) {
    const auto [mapping, part] = std::move(open.back());
    open.pop_back();
    if (!mapping.is_mapping() || !intrinsic(mapping.written()).name.empty()) continue;
    // Around the containers a plan has the keys of the provider, with what that computes: `arn`, `id`.
    const bool of_provider = form == TaskForm::plan && part->within.empty() && part->key != container;
    if (!of_provider) check_keys(draft, mapping, *part, form);
    if (of_provider && part != &task) continue;
    const auto old = static_cast<std::ptrdiff_t>(open.size());
    for (const Part& inner : parts) {
      if (inner.within != part->key) continue;
      const Property found = field(mapping, inner.key);
      if (!inner.is_item) open.emplace_back(found, &inner);
      if (inner.is_item && found.is_sequence())
        for (Property& item : found.items()) open.emplace_back(std::move(item), &inner);
    }
    std::reverse(open.begin() + old, open.end());
  }
}

}  // namespace placer::importers
