// Values of pods that the API refuses one by one, each for a reason of its own:
// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
#include "base/address.hpp"
#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_devices.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

constexpr std::string_view core_word = "kubernetes.core-word", mode = "kubernetes.file-mode";
constexpr std::string_view probes[] = {"livenessProbe", "readinessProbe", "startupProbe"};
constexpr std::string_view hooks[] = {"postStart", "preStop"};
constexpr std::string_view hook_actions[] = {"exec", "httpGet", "tcpSocket", "sleep"};
constexpr std::string_view texts_of_pod[] = {"hostname",           "nodeName",      "priorityClassName",
                                             "runtimeClassName",   "schedulerName", "serviceAccount",
                                             "serviceAccountName", "subdomain"};
constexpr std::string_view texts_of_container[] = {"image", "name", "terminationMessagePath", "workingDir"};
constexpr Words of_host_path[] = {
    {"type", "DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice or BlockDevice",
     core_word}};
constexpr Words of_profile[] = {{"type", "RuntimeDefault, Localhost or Unconfined", core_word}};

/// A command of nothing, which may be filled in where no list stands.
void check_exec(Draft& draft, doc::View exec, std::string_view whose) {
  const doc::View command = exec["command"];
  if (exec.is_mapping() && !exec["$patch"] &&
      (!command || command.is_null() || (command.is_sequence() && command.size() == 0)))
    require(draft, (command ? command : exec).where(), "command", fmt::format("the exec of a {}", whose));
}

void check_actions(Draft& draft, doc::View container) {
  for (const std::string_view probe : probes) check_exec(draft, container[probe]["exec"], probe);
  for (const std::string_view hook : hooks) {
    const doc::View action = container["lifecycle"][hook];
    check_exec(draft, action["exec"], hook);
    if (const auto found = present(action, hook_actions); found.size() > 1)
      draft.violation("kubernetes.probe-handlers", action.where(),
                      fmt::format("{} of the {}", join(found, " beside "), hook));
    if (action.is_mapping() && !action["$patch"] && present(action, hook_actions).empty())
      require(draft, action.where(), "exec, httpGet or sleep", fmt::format("a {}", hook));
  }
}

/// Which calls to the kernel, and which files, a container may use.
void check_profiles(Draft& draft, doc::View security, bool complete) {
  for (const std::string_view key : {"seccompProfile", "appArmorProfile"}) {
    const doc::View profile = security[key], type = profile["type"];
    check_words(draft, profile, of_profile);
    if (profile.is_mapping() && !profile["$patch"] && complete && (!type || type.is_null()))
      require(draft, profile.where(), "type", with_article(key));
    if (type.text() == "Localhost" && !profile["localhostProfile"])
      require(draft, type.where(), "localhostProfile", fmt::format("a {} of type Localhost", key));
  }
}

void check_modes(Draft& draft, doc::View source) {
  static constexpr Number one[] = {{"mode", mode}};
  for (const doc::View item : doc::items(source["items"])) check_numbers(draft, item, one);
}

/// The keys of a ConfigMap or a Secret that become files, and where they do. No patch changes one of them
/// alone.
void check_keys(Draft& draft, doc::View source, std::string_view name) {
  for (const doc::View item : doc::items(source["items"])) {
    if (!item.is_mapping()) continue;
    for (const std::string_view key : {"key", "path"})
      if (!item[key] || item[key].is_null())
        require(draft, item.where(), key, fmt::format("an item of a {}", name));
    if (const Value path = scalar(item["path"]);
        path.literal() && (leads_out(path.text) || path.text.starts_with("..")))
      draft.violation("kubernetes.sub-path", path.where, fmt::format("path {}", printable(path.text)));
  }
}

/// What a pod reads of itself becomes files too, each of one value.
void check_own_files(Draft& draft, doc::View source) {
  static constexpr std::string_view references[] = {"fieldRef", "resourceFieldRef"};
  for (const doc::View item : doc::items(source["items"])) {
    if (!item.is_mapping()) continue;
    if (!item["path"]) require(draft, item.where(), "path", "an item of a downwardAPI");
    if (const Value path = scalar(item["path"]);
        path.literal() && (leads_out(path.text) || path.text.starts_with("..")))
      draft.violation("kubernetes.sub-path", path.where, fmt::format("path {}", printable(path.text)));
    if (present(item, references).empty() &&
        item.size() <= (item["path"] ? 1U : 0U) + (item["mode"] ? 1U : 0U))
      require(draft, item.where(), "fieldRef or resourceFieldRef", "an item of a downwardAPI");
    if (const doc::View amount = item["resourceFieldRef"]; amount.is_mapping() && !amount["containerName"])
      require(draft, amount.where(), "containerName", "a resourceFieldRef of a volume");
  }
}

void check_volume(Draft& draft, doc::View volume) {
  static constexpr Number all[] = {{"defaultMode", mode}};
  check_words(draft, volume["hostPath"], of_host_path);
  if (const Value path = scalar(volume["hostPath"]["path"]); path.literal() && leads_out("./" + path.text))
    draft.violation("kubernetes.host-path", path.where, printable(path.text));
  for (const std::string_view source : {"configMap", "secret", "downwardAPI", "projected"}) {
    check_numbers(draft, volume[source], all);
    check_modes(draft, volume[source]);
  }
  static constexpr Number token[] = {{"expirationSeconds", "kubernetes.token-seconds"}};
  for (const std::string_view key : {"configMap", "secret"}) check_keys(draft, volume[key], key);
  check_own_files(draft, volume["downwardAPI"]);
  for (const doc::View source : doc::items(volume["projected"]["sources"])) {
    for (const std::string_view key : {"configMap", "secret", "downwardAPI"}) check_modes(draft, source[key]);
    for (const std::string_view key : {"configMap", "secret"}) check_keys(draft, source[key], key);
    check_numbers(draft, source["serviceAccountToken"], token);
    if (const doc::View account = source["serviceAccountToken"]; account.is_mapping() && !account["path"])
      require(draft, account.where(), "path", "a serviceAccountToken");
    for (const std::string_view key : {"configMap", "secret"})
      if (const doc::View named = source[key]; named.is_mapping() && !named["name"])
        require(draft, named.where(), "name", fmt::format("a projected {}", key));
    check_own_files(draft, source["downwardAPI"]);
  }
}

/// A device is a claim, and has a path.
void check_devices(Draft& draft, doc::View container, doc::View volumes) {
  for (const doc::View device : doc::items(container["volumeDevices"])) {
    const Value name = scalar(device["name"]);
    if (device.is_mapping() && !device["$patch"] && !device["devicePath"])
      require(draft, device.where(), "devicePath", "an item of volumeDevices");
    for (const doc::View volume : doc::items(volumes))
      if (name.literal() && volume["name"].text() == name.text && volume.size() > 1 &&
          !volume["persistentVolumeClaim"] && !volume["ephemeral"])
        draft.violation("kubernetes.device-volume", name.where, name.text);
  }
}

/// What a container uses of the devices that its pod claims.
void check_claims(Draft& draft, doc::View container, doc::View claims) {
  if (claims.is_scalar() && !claims.is_null()) return;
  std::set<std::string> names;
  for (const doc::View claim : doc::items(claims)) {
    const Value name = scalar(claim["name"]);
    if (!name.literal()) return;
    names.insert(name.text);
  }
  for (const doc::View claim : doc::items(container["resources"]["claims"]))
    if (const Value name = scalar(claim["name"]); name.literal() && !names.contains(name.text))
      draft.violation("kubernetes.missing-claim", name.where, name.text);
}

/// Claims of devices, each of which is a claim that there is or is made by a template. Where that stands was
/// called `source` once.
void check_claims_of_pod(Draft& draft, doc::View claims, bool complete) {
  static constexpr std::string_view sources[] = {"resourceClaimName", "resourceClaimTemplateName"};
  std::set<std::string> names;
  for (const doc::View claim : doc::items(claims)) {
    if (!claim.is_mapping() || claim["$patch"]) continue;
    const Value name = scalar(claim["name"]);
    if (name.literal() && !names.insert(name.text).second)
      draft.violation("kubernetes.duplicate-claim-name", name.where, name.text);
    const auto found = present(claim, sources);
    if (found.size() > 1) draft.violation("kubernetes.claim-sources", claim.where(), printable(name.text));
    if (!complete) continue;
    if (!claim["name"]) require(draft, claim.where(), "name", "an item of resourceClaims");
    if (found.empty() && !claim["source"])
      require(draft, claim.where(), "resourceClaimName or resourceClaimTemplateName",
              "an item of resourceClaims");
  }
}

/// Since v1.34 it is any printable text without a `=`; which letters were taken before, is not said here.
bool is_variable_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~' && c != '='; });
}

bool is_small(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Each part of it is a directory under /proc/sys.
bool is_kernel_setting(std::string_view name) {
  constexpr std::size_t longest = 253;
  if (name.size() > longest) return false;
  for (std::size_t at = 0; at <= name.size();) {
    const std::string_view part = name.substr(at, name.find_first_of("./", at) - at);
    if (part.empty() || !is_small(part.front()) || !is_small(part.back()) ||
        !std::all_of(part.begin(), part.end(), [](char c) { return is_small(c) || c == '-' || c == '_'; }))
      return false;
    at += part.size() + 1;
  }
  return true;
}

/// What a pod shares with its host, which it then cannot set: "hostNetwork", "hostIPC"; empty for other
/// names.
std::string_view shared_setting(std::string name) {
  // With slashes between its parts, a dot is in one of them.
  if (const std::size_t first = name.find_first_of("./"); first != std::string::npos && name[first] == '/')
    for (char& c : name) c = c == '/' ? '.' : c == '.' ? '/' : c;
  const auto begins = [&](std::string_view with) { return name.starts_with(with); };
  if (begins("net.")) return "hostNetwork";
  const bool of_ipc =
      name == "kernel.sem" || begins("kernel.shm") || begins("kernel.msg") || begins("fs.mqueue.");
  return of_ipc ? "hostIPC" : std::string_view();
}

void check_kernel_settings(Draft& draft, doc::View spec) {
  const doc::View security = spec["securityContext"];
  for (const doc::View setting : doc::items(security["sysctls"])) {
    const Value name = scalar(setting["name"]);
    if (!name.literal() || name.text.empty()) continue;
    const std::string_view shared = shared_setting(name.text);
    if (!is_kernel_setting(name.text))
      draft.violation("kubernetes.sysctl-name", name.where, printable(name.text));
    else if (!shared.empty() && plain_boolean(spec[shared]) == true)
      draft.violation("kubernetes.sysctl-of-host", name.where, name.text, std::string(shared));
  }
}

/// How many domains there must be matters only where pods wait for one.
void check_spread(Draft& draft, doc::View spread) {
  static constexpr Number least[] = {{"minDomains", "kubernetes.positive-number"}};
  check_numbers(draft, spread, least);
  const Value domains = scalar(spread["minDomains"]), otherwise = scalar(spread["whenUnsatisfiable"]);
  if (domains && otherwise.text == "ScheduleAnyway")
    draft.violation("kubernetes.min-domains", domains.where, fmt::format("minDomains {}", domains.text),
                    "ScheduleAnyway");
}

/// The servers that look names up, and the names that are written into the hosts file.
void check_names_of_hosts(Draft& draft, doc::View spec) {
  const doc::View servers = spec["dnsConfig"]["nameservers"];
  for (const doc::View server : doc::items(servers))
    if (const Value address = scalar(server); address.literal() && !is_address(address.text))
      draft.violation("kubernetes.address", address.where, printable(address.text));
  if (servers.is_sequence())
    draft.bounded("kubernetes.name-servers", static_cast<std::int64_t>(servers.size()), servers.where());
  for (const doc::View alias : doc::items(spec["hostAliases"]))
    for (const doc::View name : doc::items(alias["hostnames"])) check_alias(draft, name);
}

void check_groups(Draft& draft, doc::View security) {
  constexpr std::string_view rule = "kubernetes.number-range";
  for (const doc::View group : doc::items(security["supplementalGroups"])) {
    const Value value = scalar(group);
    if (value.literal() && group.quoted())
      draft.violation(value_type, value.where,
                      fmt::format("the supplemental group \"{}\" is text", value.text), "a number");
    if (const auto id = doc::read_integer(value.text).value; value.literal() && id && !draft.takes(rule, *id))
      draft.violation(rule, value.where, fmt::format("the supplemental group {}", value.text),
                      draft.taken(rule, *id));
  }
}

/// A container that is not started again cannot be for new amounts of its resources; and what sees all of
/// /proc has users of its own.
void check_restarts(Draft& draft, doc::View spec) {
  for (const doc::View container : doc::items(spec["containers"])) {
    for (const doc::View resize : doc::items(container["resizePolicy"]))
      if (const doc::View policy = resize["restartPolicy"]; policy.text() == "RestartContainer" &&
                                                            spec["restartPolicy"].text() == "Never" &&
                                                            !container["restartPolicy"])
        draft.violation(core_word, policy.where(), "RestartContainer beside restartPolicy Never",
                        "NotRequired");
    const doc::View proc = container["securityContext"]["procMount"], users = spec["hostUsers"];
    if (proc.text() == "Unmasked" && is_complete(draft, spec) &&
        (users ? plain_boolean(users) == true : true))
      require(draft, proc.where(), "hostUsers false", "a pod with procMount Unmasked");
  }
}

void check_texts_of(Draft& draft, doc::View mapping, std::span<const std::string_view> keys) {
  for (const std::string_view key : keys) check_text(draft, mapping[key], "the field", key);
}

/// A port has a number. Of a field that is misspelt is said what is meant.
void require_number(Draft& draft, doc::View port) {
  static constexpr std::string_view field[] = {"containerPort"};
  if (!port.is_mapping() || port["$patch"] || (port[field[0]] && !port[field[0]].is_null())) return;
  for (const auto [key, value] : doc::entries(port))
    if (key.text() != field[0] && closest(key.text(), field)) return;
  require(draft, port.where(), field[0], "a port of a container");
}

/// Where variables come from. A name that there is not is said of itself.
void check_sources(Draft& draft, doc::View container) {
  static constexpr std::string_view of_settings[] = {"configMapRef", "secretRef"};
  for (const doc::View variable : doc::items(container["env"]))
    if (const doc::View from = variable["valueFrom"]; from.is_mapping() && from.size() == 0)
      require(draft, from.where(), "configMapKeyRef, fieldRef, resourceFieldRef or secretKeyRef",
              "the valueFrom of a variable");
  for (const doc::View settings : doc::items(container["envFrom"])) {
    if (!settings.is_mapping() || settings["$patch"]) continue;
    const auto found = present(settings, of_settings);
    if (found.size() > 1)
      draft.violation("kubernetes.settings-sources", settings.where(), join(found, " beside "));
    if (found.empty() && settings.size() == (settings["prefix"] ? 1U : 0U))
      require(draft, settings.where(), "configMapRef or secretRef", "an item of envFrom");
  }
}

void check_container_values(Draft& draft, doc::View container, doc::View spec) {
  check_texts_of(draft, container, texts_of_container);
  static constexpr Words of_security[] = {{"procMount", "Default or Unmasked", core_word}};
  check_profiles(draft, container["securityContext"], is_complete_container(draft, container));
  check_words(draft, container["securityContext"], of_security);
  for (const doc::View mount : doc::items(container["volumeMounts"]))
    if (!mount["subPath"].text().empty() && !mount["subPathExpr"].text().empty())
      draft.violation("kubernetes.two-sub-paths", mount["subPathExpr"].where());
  for (const doc::View variable : doc::items(container["env"]))
    if (const Value name = scalar(variable["name"]); name.literal() && !is_variable_name(name.text))
      draft.violation("kubernetes.variable-name", name.where, printable(name.text));
  check_devices(draft, container, spec["volumes"]);
  if (!is_complete_container(draft, container)) return;
  check_sources(draft, container);
  check_actions(draft, container);
  check_claims(draft, container, spec["resourceClaims"]);
  for (const doc::View variable : doc::items(container["env"]))
    if (const doc::View name = variable["name"];
        variable.is_mapping() && !variable["$patch"] && (!name || (name.is_scalar() && name.text().empty())))
      require(draft, variable.where(), "name", "a variable");
  for (const doc::View port : doc::items(container["ports"])) require_number(draft, port);
}

}  // namespace

void check_refused(Draft& draft, doc::View spec) {
  check_texts_of(draft, spec, texts_of_pod);
  static constexpr Words of_security[] = {{"fsGroupChangePolicy", "OnRootMismatch or Always", core_word},
                                          {"supplementalGroupsPolicy", "Merge or Strict", core_word}};
  check_profiles(draft, spec["securityContext"], is_complete(draft, spec));
  check_words(draft, spec["securityContext"], of_security);
  check_kernel_settings(draft, spec);
  check_pod_resource_names(draft, spec["resources"]);
  check_pod_pages(draft, spec);
  check_claims_of_pod(draft, spec["resourceClaims"], is_complete(draft, spec));
  for (const doc::View spread : doc::items(spec["topologySpreadConstraints"])) check_spread(draft, spread);
  check_whole_number(draft, spec, "priority", "priority");
  for (const doc::View alias : doc::items(spec["hostAliases"]))
    if (const Value address = scalar(alias["ip"]); address.literal() && !is_address(address.text))
      draft.violation("kubernetes.address", address.where, address.text);
  check_names_of_hosts(draft, spec);
  check_groups(draft, spec["securityContext"]);
  check_restarts(draft, spec);
  for (const doc::View volume : doc::items(spec["volumes"])) check_volume(draft, volume);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) check_container_values(draft, container, spec);
}

}  // namespace placer::importers::kubernetes
