// What stands at the top of a Compose file, by which it is recognised, and the keys there that Docker Compose
// refuses. Other programs have a mapping called `services` too.
#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/compose_parts.hpp"
#include "importers/plain_scalar.hpp"
#include "importers/spelling.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace placer::importers::compose {
namespace {

/// https://github.com/compose-spec/compose-go/blob/main/schema/compose-spec.json
constexpr std::string_view of_file[] = {"version", "name",    "include", "services", "networks",
                                        "volumes", "secrets", "configs", "models"};
/// What tells a service of Compose from one of another program.
constexpr std::string_view of_service[] = {
    "image",   "build",       "extends",      "command",    "entrypoint", "environment",    "env_file",
    "ports",   "expose",      "volumes",      "networks",   "depends_on", "container_name", "restart",
    "deploy",  "healthcheck", "network_mode", "profiles",   "logging",    "provider",       "secrets",
    "configs", "develop",     "links",        "privileged", "mem_limit",  "cap_add",        "user",
    "scale",   "platform",    "devices",      "gpus",       "cpus",       "hostname",       "working_dir",
    "labels",  "init",        "tty",          "<<"};
/// Beside such services in the files of others: of Drone and Woodpecker, of Convox, Okteto and Cloud 66.
constexpr std::string_view of_others[] = {
    "apiVersion", "balancers", "clone",     "databases", "endpoints", "jobs", "kind", "matrix",   "on",
    "pipeline",   "platform",  "resources", "stages",    "steps",     "test", "when", "workspace"};

bool is_free(std::string_view key) { return key.starts_with("x-") || key == "<<" || is_placeholder(key); }

/// Whether services run something, and have keys of Compose's; `most` of them, where not all.
bool are_plain(doc::View services, bool most) {
  for (const auto [name, service] : doc::entries(services)) {
    if (!service["image"] && !service["build"] && !service["extends"] && !service["<<"]) return false;
    std::size_t strange = 0;
    for (const auto [key, value] : doc::entries(service))
      if (!is_free(key.text()) && !is_service_key(key.text())) ++strange;
    if (most ? strange * 2 > service.size() : strange > 0) return false;
  }
  return services.size() > 0;
}

}  // namespace

// Each with what it runs under its name, and nothing of another program beside them.
bool has_list_of_services(doc::View root) {
  for (const auto [key, value] : doc::entries(root))
    if (!is_one_of(key.text(), of_file) && !is_free(key.text())) return false;
  const doc::View services = root["services"];
  for (const doc::View item : doc::items(services)) {
    if (!item.is_mapping() || item.size() != 1) return false;
    for (const auto [name, service] : doc::entries(item))
      if (!service["image"].is_scalar() && !service["build"]) return false;
  }
  return services.size() > 0;
}

bool is_file(doc::View root) {
  const doc::View services = root["services"];
  if (services.is_sequence()) return has_list_of_services(root);
  if (!services.is_mapping()) return false;
  bool spoilt = false, slips = true;
  for (const auto [key, value] : doc::entries(root)) {
    const std::string_view name = key.text();
    if (is_one_of(name, of_file) || is_free(name)) continue;
    if (is_one_of(name, of_others)) return false;
    spoilt = true;
    slips = slips && slip_of(name, of_file);
  }
  if (spoilt) return are_plain(services, slips);
  for (const auto [name, service] : doc::entries(services))
    for (const auto [key, value] : doc::entries(service))
      if (is_one_of(key.text(), of_service)) return true;
  return false;
}

void check_file_keys(Draft& draft, doc::View root) {
  for (const std::string_view key : {"networks", "volumes", "secrets", "configs"})
    // An override may take all of them away: `!reset []`.
    if (const doc::View part = root[key]; part.is_sequence() && part.tag().empty())
      draft.violation("compose.list-at-top", part.where(), std::string(key));
  // Nobody reads the version any more, but that it is a text.
  if (const doc::View version = root["version"];
      version.is_scalar() && !version.quoted() && plain_kind(version.text()) == "a number")
    draft.violation("compose.version", version.where(), printable(version.text()));
  for (const auto& [key, value] : doc::merged_entries(root)) {
    const std::string_view name = key.text();
    if (is_one_of(name, of_file) || is_free(name)) continue;
    if (const auto meant = slip_of(name, of_file))
      draft.violation("compose.misspelt-key", key.where(), printable(name), std::string(*meant));
    else if (is_service_key(name))
      draft.violation("compose.misplaced-key", key.where(), printable(name), "a service");
    else
      draft.violation("compose.unknown-key", key.where(), printable(name),
                      "services, networks, volumes, secrets, configs, models, include and name");
  }
}

}  // namespace placer::importers::compose
