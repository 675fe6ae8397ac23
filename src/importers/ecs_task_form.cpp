// Tables of what the API knows, and one function for each kind of mistake in it. What is filled in elsewhere
// is left alone.
#include "importers/ecs_task_form.hpp"

#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/bounds.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/ecs_task.hpp"
#include "importers/ecs_task_keys.hpp"
#include "importers/plain_scalar.hpp"
#include "importers/spelling.hpp"
#include "importers/words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace placer::importers {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view compatibilities[] = {"EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"};
constexpr std::string_view architectures[] = {"X86_64", "ARM64"};
constexpr std::string_view process_spaces[] = {"host", "task"};
constexpr std::string_view memory_spaces[] = {"host", "task", "none"};
constexpr std::string_view conditions[] = {"START", "COMPLETE", "SUCCESS", "HEALTHY"};
constexpr std::string_view image_versions[] = {"enabled", "disabled"};
constexpr std::string_view requirements[] = {"GPU", "InferenceAccelerator"};
constexpr std::string_view protocols[] = {"tcp", "udp"};
constexpr std::string_view applications[] = {"http", "http2", "grpc"};
constexpr std::string_view limits[] = {"core",    "cpu",      "data",   "fsize",      "locks",
                                       "memlock", "msgqueue", "nice",   "nofile",     "nproc",
                                       "rss",     "rtprio",   "rttime", "sigpending", "stack"};

/// A setting that takes one of a few words.
struct Words {
  std::string_view key;
  Names allowed;
};
const Words of_platform[] = {{"cpuArchitecture", architectures}};
const Words of_task[] = {{"pidMode", process_spaces}, {"ipcMode", memory_spaces}};
const Words of_container[] = {{"versionConsistency", image_versions}};
const Words of_dependency[] = {{"condition", conditions}};
const Words of_port[] = {{"appProtocol", applications}};
const Words of_requirement[] = {{"type", requirements}};
const Words of_limit[] = {{"name", limits}};

/// Lists of which nobody reads the items; a text or a mapping in their place is told nowhere else.
constexpr std::string_view lists[] = {"command", "entryPoint", "environment"};

void check_words(Draft& draft, const Property& mapping, std::span<const Words> settings) {
  if (!mapping.is_mapping()) return;
  for (const Words& setting : settings)
    check_word(draft, "aws-ecs.word", field(mapping, setting.key).value(), setting.key, setting.allowed);
}

void check_lists(Draft& draft, const Property& container) {
  for (const std::string_view key : lists)
    if (const Property list = field(container, key);
        list.certain() && !list.unresolved() && !list.is_sequence())
      draft.violation("aws-ecs.value-type", list.where(), std::string(key), "a list");
  if (const Property command = field(field(container, "healthCheck"), "command");
      command.certain() && !command.unresolved() && !command.is_sequence())
    draft.violation("aws-ecs.value-type", command.where(), "the command of a health check", "a list");
}

/// What must be of a kind though it looks like another one: `"true"`, and 5 as the value of a variable.
void check_scalars(Draft& draft, const Property& container) {
  const Property essential = field(container, "essential");
  if (const doc::View said = essential.written();
      said.is_scalar() && essential.value().literal() && (said.quoted() || !plain_boolean(said)))
    draft.violation("aws-ecs.value-type", said.where(), "essential", "true or false without quotes");
  const Property variables = field(container, "environment");
  if (!variables.is_sequence()) return;
  for (const Property& variable : variables.items()) {
    if (!variable.is_mapping()) continue;
    const doc::View value = field(variable, "value").written();
    const std::string_view kind = plain_kind(value.text());
    if (!value.is_scalar() || value.quoted() || (kind != "a number" && kind != "true or false")) continue;
    draft.violation("aws-ecs.value-type", value.where(),
                    fmt::format("the value of {}", field(variable, "name").value().text), "a text in quotes");
  }
}

/// Whole numbers and texts that the API takes as nothing else, by what they stand in.
constexpr std::string_view texts_of_task[] = {"cpu", "memory"};
constexpr std::string_view numbers_of_container[] = {"cpu", "memory", "memoryReservation", "startTimeout",
                                                     "stopTimeout"};
constexpr std::string_view texts_of_requirement[] = {"value"};
constexpr std::string_view numbers_of_port[] = {"containerPort", "hostPort"};
constexpr std::string_view numbers_of_limit[] = {"softLimit", "hardLimit"};
constexpr std::string_view numbers_of_health[] = {"interval", "timeout", "retries", "startPeriod"};

/// A number in quotes where the API wants one without, or the other way round.
void check_kind(Draft& draft, const Property& mapping, Names keys, bool quoted) {
  if (!mapping.is_mapping()) return;
  for (const std::string_view key : keys)
    if (const doc::View said = mapping[key].written();
        said.is_scalar() && said.quoted() != quoted && doc::is_digits(said.text()))
      draft.violation("aws-ecs.value-type", said.where(), fmt::format("{} {}", key, said.text()),
                      quoted ? "a text in quotes" : "a number without quotes");
}

void check_kinds(Draft& draft, const Property& task) {
  check_kind(draft, task, texts_of_task, true);
  for (const Property& container : field(task, "containerDefinitions").items()) {
    check_kind(draft, container, numbers_of_container, false);
    check_kind(draft, container["healthCheck"], numbers_of_health, false);
    for (const Property& port : container["portMappings"].items())
      check_kind(draft, port, numbers_of_port, false);
    for (const Property& requirement : container["resourceRequirements"].items())
      check_kind(draft, requirement, texts_of_requirement, true);
    for (const Property& limit : container["ulimits"].items())
      check_kind(draft, limit, numbers_of_limit, false);
  }
}

/// Who names a secret says where it is kept.
void check_secrets(Draft& draft, const Property& list) {
  for (const Property& secret : list.items())
    if (secret.certain() && secret.is_mapping() && !secret.has("Fn::Transform") &&
        !field(secret, "valueFrom"))
      draft.violation("aws-ecs.secret-source", secret.where(), field(secret, "name").value().text);
}

/// Letters, digits, `-` and `_`; what somebody else fills in has other marks.
void check_family(Draft& draft, const Value& family) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  constexpr std::string_view filled_in = "<>[]{}()$%@#";
  if (family.literal() && family.text.find_first_not_of(allowed) != std::string::npos &&
      family.text.find_first_of(filled_in) == std::string::npos)
    draft.violation("aws-ecs.family-name", family.where, family.text);
}

/// A file system that is mounted with a role, or through an access point, is spoken to in encrypted form.
void check_file_system(Draft& draft, const Property& volume) {
  Property system = field(volume, "efsVolumeConfiguration");
  if (!system) system = volume["EFSVolumeConfiguration"];
  const Property access = field(system, "authorizationConfig"), point = field(access, "accessPointId");
  if (!system.is_mapping() || system.has("Fn::Transform")) return;
  Value role = field(access, "iam").value();
  if (!role) role = access["IAM"].value();
  const Value encrypted = field(system, "transitEncryption").value(),
              root = field(system, "rootDirectory").value();
  const bool needs_encryption = (role.literal() && role.text == "ENABLED") || point.certain();
  if (needs_encryption && (!encrypted || (encrypted.literal() && encrypted.text == "DISABLED")))
    draft.violation("aws-ecs.efs-encryption", (encrypted ? encrypted.where : access.where()));
  if (point.certain() && root.literal() && !root.text.empty() && root.text != "/")
    draft.violation("aws-ecs.efs-root", root.where, root.text);
}

/// Without a network nothing has ports.
void check_ports_without_network(Draft& draft, const Property& task) {
  const Value network = field(task, "networkMode").value();
  if (!network.literal() || network.text != "none") return;
  for (const Property& container : field(task, "containerDefinitions").items())
    for (const Property& mapping : field(container, "portMappings").items())
      if (mapping.certain()) return draft.violation("aws-ecs.ports-without-network", mapping.where());
}

/// Ports of containers are looked at where they are read.
void check_port(Draft& draft, const Property& mapping) {
  constexpr Bounded host{"", "hostPort", "aws-ecs.host-port-range"};
  check_words(draft, mapping, of_port);
  check_bound(draft, field(mapping, host.key).value(), host);
  const Value protocol = field(mapping, "protocol").value();
  if (protocol.literal() && !is_one_of(to_lower(protocol.text), protocols))
    draft.violation("aws-ecs.port-protocol", protocol.where, protocol.text, join(protocols, " or "));
}

/// Limits below zero stand for none.
void check_limit(Draft& draft, const Property& limit) {
  check_words(draft, limit, of_limit);
  const Value soft = field(limit, "softLimit").value(), hard = field(limit, "hardLimit").value();
  const auto least = number(soft), most = number(hard);
  if (least && most && *least > *most)
    draft.violation("aws-ecs.ulimit", soft.where,
                    fmt::format("{} of {}", *least, field(limit, "name").value().text),
                    fmt::format("{}", *most));
}

void check_container(Draft& draft, const Property& container, TaskForm form) {
  check_lists(draft, container);
  if (form == TaskForm::api) check_scalars(draft, container);
  check_words(draft, container, of_container);
  for (const Property& one : field(container, "dependsOn").items()) check_words(draft, one, of_dependency);
  for (const Property& one : field(container, "portMappings").items()) check_port(draft, one);
  for (const Property& one : field(container, "ulimits").items()) check_limit(draft, one);
  for (const Property& one : field(container, "resourceRequirements").items())
    check_words(draft, one, of_requirement);
  check_secrets(draft, field(container, "secrets"));
  check_secrets(draft, field(field(container, "logConfiguration"), "secretOptions"));
  std::string missing;
  for (const std::string_view key : {"name", "image"})
    if (!field(container, key)) missing += fmt::format("{}{}", missing.empty() ? "" : " and ", key);
  if (!missing.empty()) draft.violation("aws-ecs.container-lacks", container.where(), missing);
}

}  // namespace

std::string_view meant_compatibility(const Value& word) {
  if (!word.literal()) return {};
  for (const std::string_view known : compatibilities)
    if (known == word.text) return known;
  return slip_of(word.text, compatibilities).value_or("");
}

void check_task_form(Draft& draft, const Property& task, TaskForm form) {
  check_task_keys(draft, task, form);
  check_words(draft, task, of_task);
  check_words(draft, field(task, "runtimePlatform"), of_platform);
  for (const Property& one : field(task, "requiresCompatibilities").items())
    check_word(draft, "aws-ecs.word", one.value(), "requiresCompatibilities", compatibilities);
  check_family(draft, field(task, "family").value());
  check_ports_without_network(draft, task);
  for (const Property& volume : field(task, "volumes").items()) check_file_system(draft, volume);
  // What hands a list of containers over may make numbers of texts.
  if (form == TaskForm::api && !draft.is_patch()) check_kinds(draft, task);
  for (const Property& container : field(task, "containerDefinitions").items())
    if (container.is_mapping()) check_container(draft, container, form);
}

}  // namespace placer::importers
