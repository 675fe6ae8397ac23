// The keys that a service may have, by place. Docker Compose refuses every other one: what is near to
// one that there is is a slip, and what another place has is astray.
#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/compose_parts.hpp"
#include "importers/spelling.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace placer::importers::compose {
namespace {

/// https://github.com/compose-spec/compose-go/blob/main/schema/compose-spec.json, and what newer versions of
/// Docker Compose take: pre_start of 5.3.0 (https://docs.docker.com/compose/how-tos/init-containers/) and
/// no_cache_filter (https://github.com/compose-spec/compose-go/pull/834).
constexpr std::string_view of_service[] = {"annotations",
                                           "attach",
                                           "blkio_config",
                                           "build",
                                           "cap_add",
                                           "cap_drop",
                                           "cgroup",
                                           "cgroup_parent",
                                           "command",
                                           "configs",
                                           "container_name",
                                           "cpu_count",
                                           "cpu_percent",
                                           "cpu_period",
                                           "cpu_quota",
                                           "cpu_rt_period",
                                           "cpu_rt_runtime",
                                           "cpu_shares",
                                           "cpus",
                                           "cpuset",
                                           "credential_spec",
                                           "depends_on",
                                           "deploy",
                                           "develop",
                                           "device_cgroup_rules",
                                           "devices",
                                           "dns",
                                           "dns_opt",
                                           "dns_search",
                                           "domainname",
                                           "entrypoint",
                                           "env_file",
                                           "environment",
                                           "expose",
                                           "extends",
                                           "external_links",
                                           "extra_hosts",
                                           "gpus",
                                           "group_add",
                                           "healthcheck",
                                           "hostname",
                                           "image",
                                           "init",
                                           "ipc",
                                           "isolation",
                                           "label_file",
                                           "labels",
                                           "links",
                                           "logging",
                                           "mac_address",
                                           "mem_limit",
                                           "mem_reservation",
                                           "mem_swappiness",
                                           "memswap_limit",
                                           "models",
                                           "network_mode",
                                           "networks",
                                           "oom_kill_disable",
                                           "oom_score_adj",
                                           "pid",
                                           "pids_limit",
                                           "platform",
                                           "ports",
                                           "post_start",
                                           "pre_start",
                                           "pre_stop",
                                           "privileged",
                                           "profiles",
                                           "provider",
                                           "pull_policy",
                                           "pull_refresh_after",
                                           "read_only",
                                           "restart",
                                           "runtime",
                                           "scale",
                                           "secrets",
                                           "security_opt",
                                           "shm_size",
                                           "stdin_open",
                                           "stop_grace_period",
                                           "stop_signal",
                                           "storage_opt",
                                           "sysctls",
                                           "tmpfs",
                                           "tty",
                                           "ulimits",
                                           "use_api_socket",
                                           "user",
                                           "userns_mode",
                                           "uts",
                                           "volumes",
                                           "volumes_from",
                                           "working_dir"};
constexpr std::string_view of_build[] = {"additional_contexts",
                                         "args",
                                         "cache_from",
                                         "cache_to",
                                         "context",
                                         "dockerfile",
                                         "dockerfile_inline",
                                         "entitlements",
                                         "labels",
                                         "extra_hosts",
                                         "isolation",
                                         "network",
                                         "no_cache",
                                         "no_cache_filter",
                                         "platforms",
                                         "privileged",
                                         "provenance",
                                         "pull",
                                         "sbom",
                                         "secrets",
                                         "shm_size",
                                         "ssh",
                                         "tags",
                                         "target",
                                         "ulimits"};
constexpr std::string_view of_healthcheck[] = {"disable",      "interval", "retries", "start_interval",
                                               "start_period", "test",     "timeout"};
constexpr std::string_view of_logging[] = {"driver", "options"};
constexpr std::string_view of_deploy[] = {"endpoint_mode",  "labels",          "mode",
                                          "placement",      "replicas",        "resources",
                                          "restart_policy", "rollback_config", "update_config"};
constexpr std::string_view of_resources[] = {"limits", "reservations"};
constexpr std::string_view of_limits[] = {"cpus", "memory", "pids"};
constexpr std::string_view of_reservations[] = {"cpus", "devices", "generic_resources", "memory"};
constexpr std::string_view of_restart_policy[] = {"condition", "delay", "max_attempts", "window"};
constexpr std::string_view of_update[] = {"delay",   "failure_action", "max_failure_ratio",
                                          "monitor", "order",          "parallelism"};
constexpr std::string_view of_placement[] = {"constraints", "max_replicas_per_node", "preferences"};

constexpr std::string_view of_network[] = {"aliases",        "driver_opts",  "gw_priority",
                                           "interface_name", "ipv4_address", "ipv6_address",
                                           "link_local_ips", "mac_address",  "priority"};

constexpr std::string_view of_device[] = {"capabilities", "count", "device_ids", "driver", "options"};

struct Place {
  std::array<std::string_view, 3> path;
  std::span<const std::string_view> keys;
};
constexpr Place places[] = {
    {{}, of_service},
    {{"build"}, of_build},
    {{"healthcheck"}, of_healthcheck},
    {{"logging"}, of_logging},
    {{"deploy"}, of_deploy},
    {{"deploy", "resources"}, of_resources},
    {{"deploy", "resources", "limits"}, of_limits},
    {{"deploy", "resources", "reservations"}, of_reservations},
    {{"deploy", "restart_policy"}, of_restart_policy},
    {{"deploy", "update_config"}, of_update},
    {{"deploy", "rollback_config"}, of_update},
    {{"deploy", "placement"}, of_placement},
};

/// Names that are other programs' for a key of Compose.
constexpr Meant meant_keys[] = {{"cmd", "command"},
                                {"env", "environment"},
                                {"mem", "memory"},
                                {"requests", "reservations"},
                                {"request", "reservations"}};

/// "deploy.resources.limits"
std::string written(const Place& place) {
  std::string text;
  for (const std::string_view key : place.path)
    if (!key.empty()) text.append(text.empty() ? "" : ".").append(key);
  return text.empty() ? "the service itself" : text;
}

/// "a service", or "deploy.resources.limits of a service"
std::string of_what(const Place& place) {
  return place.path[0].empty() ? "a service" : written(place) + " of a service";
}

/// How much of the way to two places is one.
std::size_t common(const Place& a, const Place& b) {
  std::size_t count = 0;
  while (count < a.path.size() && !a.path[count].empty() && a.path[count] == b.path[count]) ++count;
  return count;
}

/// The place that has a key, the nearest one where several have it; none where no place has it.
const Place* place_of(std::string_view name, const Place& here) {
  const Place* nearest = nullptr;
  for (const Place& place : places)
    if (is_one_of(name, place.keys) && (nearest == nullptr || common(place, here) > common(*nearest, here)))
      nearest = &place;
  return nearest;
}

void check_mapping(Draft& draft, doc::View mapping, const Place& here) {
  const auto keys = here.keys;
  for (const auto& [key, value] : doc::merged_entries(mapping)) {
    const std::string_view name = key.text();
    if (is_one_of(name, keys) || name.starts_with("x-") || is_placeholder(name)) continue;
    // A key that stands there too is not the one that was meant.
    if (const auto meant = meant_for(name, keys, meant_keys); meant && !doc::find_merged(mapping, *meant))
      draft.violation("compose.misspelt-key", key.where(), printable(name), std::string(*meant));
    else if (const Place* place = place_of(name, here))
      draft.violation("compose.misplaced-key", key.where(), printable(name), written(*place));
    else
      draft.violation("compose.strange-key", key.where(), printable(name), of_what(here));
  }
}

/// A part that stands in no place of its own: `what` says which one it is.
void check_part(Draft& draft, doc::View part, std::span<const std::string_view> keys, std::string_view what) {
  for (const auto& [key, value] : doc::merged_entries(part)) {
    const std::string_view name = key.text();
    if (is_one_of(name, keys) || name.starts_with("x-") || is_placeholder(name)) continue;
    const auto meant = slip_of(name, keys);
    if (meant && !doc::find_merged(part, *meant))
      draft.violation("compose.misspelt-key", key.where(), printable(name), std::string(*meant));
    else
      draft.violation("compose.strange-key", key.where(), printable(name), std::string(what));
  }
}

}  // namespace

bool is_service_key(std::string_view key) { return is_one_of(key, of_service); }

void check_keys(Draft& draft, doc::View definition) {
  for (const Place& place : places) {
    doc::View mapping = definition;
    for (const std::string_view key : place.path)
      if (!key.empty()) mapping = doc::find_merged(mapping, key);
    check_mapping(draft, mapping, place);
  }
  // How it is in each of its networks.
  for (const auto& [name, network] : doc::merged_entries(doc::find_merged(definition, "networks")))
    check_part(draft, network, of_network, "a network of a service");
  doc::View reserved = definition;
  for (const std::string_view key : {"deploy", "resources", "reservations", "devices"})
    reserved = doc::find_merged(reserved, key);
  for (const doc::View devices : {reserved, doc::find_merged(definition, "gpus")})
    for (const doc::View device : doc::items(devices))
      check_part(draft, device, of_device, "a device of a service");
}

}  // namespace placer::importers::compose
