// What is wrong with a container: probes that Kubernetes refuses, and times that contradict each other.
#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_devices.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

/// Where a probe knocks: a number, or the name of one of the container's own ports.
void check_probe_port(Draft& draft, doc::View container, doc::View action, std::string_view range) {
  const doc::View view = action["port"], ports = container["ports"];
  const Value port = scalar(view);
  if (!port.literal()) return;
  if (doc::read_integer(port.text).value) return named_port_setting(draft, action, {"port", range});
  if (!is_complete_container(draft, container) || ports.is_scalar()) return;
  std::vector<std::string> names;
  for (const doc::View one : doc::items(ports)) {
    const Value name = scalar(one["name"]);
    if (name && (!name.literal() || name.text == port.text)) return;
    if (name) names.push_back(name.text);
  }
  // So Knative calls a port without a name, and port 0 is that of the container there.
  if (names.empty() && range == port_or_none && port.text == "http") return;
  draft.violation("kubernetes.probe-port-name", port.where, port.text,
                  names.empty() ? std::string("none") : join(names, ", "));
}

/// A probe does one thing.
void check_handlers(Draft& draft, std::string_view of, doc::View container, doc::View probe) {
  static constexpr std::string_view actions[] = {"exec", "httpGet", "tcpSocket", "grpc"};
  static constexpr Words scheme[] = {{"scheme", "HTTP or HTTPS", "kubernetes.core-word"}};
  check_words(draft, probe["httpGet"], scheme);
  const auto found = present(probe, actions);
  if (found.size() > 1)
    draft.violation("kubernetes.probe-handlers", probe.where(),
                    fmt::format("{}{}", join(found, " beside "), of));
  if (found.empty() && probe.is_mapping() && is_complete_container(draft, container))
    draft.violation("kubernetes.probe-without-handler", probe.where(),
                    std::string(of.substr(of.rfind(' ') + 1)));
}

/// A probe that is due again while the last one may still wait for its answer.
void advise_timeout(Draft& draft, std::string_view of, doc::View container, doc::View probe) {
  const Value timeout = scalar(probe["timeoutSeconds"]), period = scalar(probe["periodSeconds"]);
  if (!period && !is_complete_container(draft, container)) return;
  constexpr std::int64_t otherwise = 10;
  const auto waits = number(timeout), stated = period ? number(period) : otherwise;
  if (!waits || !stated) return;
  const std::int64_t every = *stated == 0 ? otherwise : *stated;
  if (*waits > every)
    draft.violation("kubernetes.probe-timeout-above-period", timeout.where, fmt::format("{}s{}", *waits, of),
                    fmt::format("{}s", every));
}

void check_probe(Draft& draft, std::string_view name, doc::View container, std::string_view ports) {
  const doc::View probe = container[name];
  // Zero stands for the default, but of the grace period.
  constexpr std::string_view check = "kubernetes.probe-values";
  static constexpr Number numbers[] = {
      {"initialDelaySeconds", check}, {"failureThreshold", check},
      {"successThreshold", check},    {"periodSeconds", check},
      {"timeoutSeconds", check},      {"terminationGracePeriodSeconds", "kubernetes.probe-grace"}};
  const std::string of = fmt::format(" of the {}", name);
  for (const Number& number : numbers) number_setting(draft, probe, number, of);
  check_handlers(draft, of, container, probe);
  for (const std::string_view action : {"httpGet", "tcpSocket", "grpc"})
    check_probe_port(draft, container, probe[action], ports);
  advise_timeout(draft, of, container, probe);
  if (name == "readinessProbe") {
    // It ends nothing, so there is no time to end in.
    if (const Value grace = scalar(probe["terminationGracePeriodSeconds"]))
      draft.violation("kubernetes.readiness-grace", grace.where, grace.text);
    return;
  }
  // One success ends a startup probe and keeps a container alive; more cannot be asked for.
  const Value successes = scalar(probe["successThreshold"]);
  const std::string_view once =
      name == "startupProbe" ? "kubernetes.startup-probe" : "kubernetes.liveness-probe";
  if (const auto count = number(successes); count && !draft.takes(once, *count))
    draft.violation(once, successes.where, fmt::format("successThreshold {}{}", successes.text, of),
                    draft.taken(once));
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// The milliseconds of `sleep 20 5m`; nothing where the words are another command, or their times not known.
std::optional<std::int64_t> sleep_words(const std::vector<std::string_view>& words) {
  if (words.size() < 2 || base_name(words.front()) != "sleep") return std::nullopt;
  std::int64_t sum = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::string text(words[i]);
    if (text.back() >= '0' && text.back() <= '9') text += 's';
    QuantityError error;
    const auto time = go_duration(text, error);
    if (!time || *time > unbounded - sum) return std::nullopt;
    sum += *time;
  }
  return sum;
}

/// How long a script sleeps before it does anything else.
std::optional<std::int64_t> sleep_script(std::string_view script) {
  script = trim(script);
  const std::size_t end = std::min(script.find_first_of(";&|\n"), script.size());
  // In the background, it is not waited for.
  if (script.substr(end).starts_with('&') && !script.substr(end).starts_with("&&")) return std::nullopt;
  return sleep_words(words_of(script.substr(0, end)));
}

/// How long a command sleeps first, itself or in a shell, and where that stands.
std::optional<std::int64_t> sleep_command(doc::View command, Location& where) {
  std::vector<std::string_view> words;
  for (const doc::View word : doc::items(command)) words.push_back(word.text());
  if (words.empty()) return std::nullopt;
  where = command.first().next().where();
  if (base_name(words.front()) == "sleep") return sleep_words(words);
  const bool shell = words.size() == 3 && base_name(words[0]).ends_with("sh") && words[1].starts_with('-') &&
                     words[1].ends_with('c');
  if (!shell) return std::nullopt;
  where = command.first().next().next().where();
  return sleep_script(words[2]);
}

/// A container that is to sleep, before it is told to stop, for longer than the pod is given to end. The API
/// holds the action `sleep` against that time, and knows nothing of what a command does.
void check_pre_stop(Draft& draft, doc::View container, doc::View spec) {
  const doc::View before = container["lifecycle"]["preStop"];
  const Value sleep = number_setting(draft, before["sleep"], {"seconds", "kubernetes.seconds-range"});
  const Value limit = scalar(spec["terminationGracePeriodSeconds"]);
  if (!limit && !is_complete_container(draft, container)) return;
  Location where = sleep.where;
  const auto asked = sleep ? number(sleep, seconds_number) : sleep_command(before["exec"]["command"], where);
  constexpr std::int64_t otherwise = 30'000;
  const auto given = limit ? number(limit, seconds_number) : otherwise;
  if (asked && given && *asked > *given)
    draft.violation(sleep ? "kubernetes.grace-below-pre-stop" : "kubernetes.pre-stop-cut-off", where,
                    format_quantity(*asked, Unit::duration), format_quantity(*given, Unit::duration));
}

/// The same of a container that sleeps when it has started, which the API holds against that time too.
void check_post_start(Draft& draft, doc::View container, doc::View spec) {
  const Value sleep = number_setting(draft, container["lifecycle"]["postStart"]["sleep"],
                                     {"seconds", "kubernetes.seconds-range"});
  const Value limit = scalar(spec["terminationGracePeriodSeconds"]);
  if (!limit && !is_complete_container(draft, container)) return;
  constexpr std::int64_t otherwise = 30'000;
  const auto asked = number(sleep, seconds_number), given = limit ? number(limit, seconds_number) : otherwise;
  if (asked && given && *asked > *given)
    draft.violation("kubernetes.grace-below-post-start", sleep.where, format_quantity(*asked, Unit::duration),
                    format_quantity(*given, Unit::duration));
}

/// What a container asks for of a resource without being held to an amount of it, neither by itself nor with
/// its pod.
Value unbounded_request(const Draft& draft, doc::View container, doc::View spec, std::string_view resource) {
  const doc::View resources = container["resources"], limits = resources["limits"];
  const Value request = scalar(resources["requests"][resource]);
  const bool bounded = limits[resource] || limits.is_scalar() || spec["resources"]["limits"][resource];
  // One below zero is refused.
  return request.literal() && !request.text.starts_with('-') && !bounded &&
                 is_complete_container(draft, container)
             ? request
             : Value();
}

/// Of processors many leave the limit out on purpose, and for all containers alike, so that once is enough.
void advise_limits(Draft& draft, doc::View container, doc::View spec) {
  constexpr std::string_view of_cpu = "kubernetes.no-cpu-limit";
  if (const Value memory = unbounded_request(draft, container, spec, "memory"))
    draft.violation("kubernetes.no-memory-limit", memory.where, memory.text);
  const auto& said = draft.workload().violations;
  if (const Value cpu = unbounded_request(draft, container, spec, "cpu");
      cpu && std::none_of(said.begin(), said.end(), [&](const Violation& one) { return one.rule == of_cpu; }))
    draft.violation(of_cpu, cpu.where, cpu.text);
}

void check_security(Draft& draft, doc::View security) {
  const Value escalation = boolean_setting(draft, security, "allowPrivilegeEscalation");
  if (escalation.text != "false") return;
  if (plain_boolean(security["privileged"]) == true)
    draft.violation("kubernetes.privilege-escalation", escalation.where, "privileged: true");
  for (const doc::View capability : doc::items(security["capabilities"]["add"]))
    // The API knows it by this spelling only, with which no runtime would grant it; see
    // https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go.
    if (capability.text() == "CAP_SYS_ADMIN")
      draft.violation("kubernetes.privilege-escalation", escalation.where, "the capability CAP_SYS_ADMIN");
}

/// A port that is one of the host under two numbers.
void check_host_ports(Draft& draft, doc::View ports) {
  for (const doc::View port : doc::items(ports)) {
    const Value host = scalar(port["hostPort"]), own = scalar(port["containerPort"]);
    const auto here = number(own), there = number(host);
    if (here && there && *there != 0 && *here != *there)
      draft.violation("kubernetes.host-port", host.where, fmt::format("hostPort {}", host.text),
                      fmt::format("containerPort {}", own.text));
  }
}

/// A step of the initialisation ends by itself; nobody asks it how it is.
void check_init_step(Draft& draft, doc::View container) {
  for (const std::string_view key : {"livenessProbe", "readinessProbe", "startupProbe", "lifecycle"})
    if (const doc::View view = container[key]; view.is_mapping())
      draft.violation("kubernetes.init-container", view.where(), std::string(key));
}

}  // namespace

void check_init_container(Draft& draft, doc::View container) {
  const Value policy = scalar(container["restartPolicy"]);
  const bool ends = !policy || (policy.literal() && policy.text != "Always");
  if (ends && is_complete_container(draft, container)) check_init_step(draft, container);
}

void check_ports_of_host(Draft& draft, doc::View spec) {
  // Those of the initialisation are not looked at.
  if (plain_boolean(spec["hostNetwork"]) != true) return;
  for (const doc::View container : doc::items(spec["containers"]))
    check_host_ports(draft, container["ports"]);
}

void check_container(Draft& draft, doc::View container, doc::View spec, std::string_view probe_ports) {
  check_resource_names(draft, container["resources"]);
  check_security(draft, container["securityContext"]);
  for (const std::string_view probe : {"livenessProbe", "readinessProbe", "startupProbe"})
    check_probe(draft, probe, container, probe_ports);
  check_pre_stop(draft, container, spec);
  check_post_start(draft, container, spec);
  advise_limits(draft, container, spec);
}

}  // namespace placer::importers::kubernetes
