// Each check looks at one annotation or at the containers, and reports at the value that is refused. What
// somebody else fills in, and what a container leaves to the platform, is not judged.
#include "importers/cloud_run_settings.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"
#include "doc/read.hpp"
#include "doc/scalar.hpp"
#include "importers/knative.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace placer::importers::google_run {
namespace {

using kubernetes::scalar;
using serving::annotation;

constexpr std::int64_t whole_vcpu = 1000;

/// How many containers leave a resource to the platform.
std::int64_t count_silent(doc::View pod, std::string_view resource) {
  std::int64_t silent = 0;
  for (const doc::View container : doc::items(pod["containers"])) {
    const doc::View resources = container["resources"];
    if (!scalar(resources["limits"][resource]) && !scalar(resources["requests"][resource])) ++silent;
  }
  return silent;
}

/// A container that names no processors gets up to one; beside others that name theirs it comes on top.
void add_silent_processors(Draft& draft, doc::View pod) {
  const std::int64_t silent = count_silent(pod, "cpu");
  const Fact* cpu = draft.find("cpu");
  if (silent == 0 || cpu == nullptr || !cpu->has_value() || cpu->value.high >= unbounded) return;
  for (Fact& fact : draft.workload().facts) {
    if (fact.id != cpu->id) continue;
    fact.value.high += silent * whole_vcpu;
    fact.origin = Origin::derived;
    fact.text.clear();
    fact.note = "of all containers of the pod; those that name none get up to one vCPU each";
    return;
  }
}

/// Below one vCPU an instance takes one request at a time, also where nobody says so.
void limit_concurrency(Draft& draft) {
  const Fact* cpu = draft.find("cpu");
  if (cpu != nullptr && cpu->has_value() && cpu->value.high < whole_vcpu &&
      draft.find("concurrency") == nullptr)
    draft.set("concurrency", {1, 1}, {}, Origin::platform_default, {},
              "an instance below one vCPU takes one request at a time");
}

std::string_view second_generation_volume(doc::View volume) {
  if (volume["nfs"]) return "NFS";
  return volume["gcs"] || volume["csi"]["driver"].text() == "gcsfuse.run.googleapis.com" ? "a bucket" : "";
}

/// What is mounted that only the second generation mounts; empty where nothing is.
std::string_view find_second_generation_volume(doc::View pod) {
  for (const doc::View volume : doc::items(pod["volumes"]))
    if (const std::string_view what = second_generation_volume(volume); !what.empty()) return what;
  return {};
}

/// gen1 or gen2, as an annotation or as a field of the revision has it.
Value environment_of(doc::View metadata, doc::View revision) {
  Value environment = annotation(metadata, {"run.googleapis.com/execution-environment"});
  if (environment) return environment;
  environment = literal(revision["executionEnvironment"]);
  constexpr std::string_view prefix = "EXECUTION_ENVIRONMENT_";
  if (environment.text.starts_with(prefix))
    environment.text = to_lower(environment.text.substr(prefix.size()));
  return environment;
}

void check_environment(Draft& draft, Kind kind, doc::View metadata, doc::View pod) {
  const Value environment = environment_of(metadata, pod);
  const std::string_view mounted = find_second_generation_volume(pod);
  const bool left_open = environment.text.empty() && environment.origin != Origin::unresolved;
  if (!environment.literal() && !left_open) return;
  const bool first = environment.text == "gen1";
  const bool second = environment.text == "gen2" || (left_open && !mounted.empty());
  const bool has_choice = kind == Kind::service;
  if (!left_open && !second && !(first && has_choice))
    return draft.violation("cloud-run.execution-environment", environment.where, environment.text,
                           has_choice ? "gen1 or gen2" : "gen2");
  if (first && !mounted.empty())
    return draft.violation("cloud-run.first-generation-volume", environment.where, std::string(mounted),
                           "gen2");
  if (second && has_choice && count_silent(pod, "memory") == 0)
    draft.bounded("cloud-run.second-generation-memory", "memory");
  if (second && has_choice && count_silent(pod, "cpu") == 0)
    draft.bounded("cloud-run.small-cpu-environment", "cpu");
}

bool is_negative(const Value& value) {
  const auto number = doc::read_integer(value.text).value;
  return number && *number < 0;
}

/// A service has redundant GPUs unless it says no, a job never has.
void check_redundancy(Draft& draft, Kind kind, doc::View metadata) {
  const Value disabled = annotation(metadata, {"run.googleapis.com/gpu-zonal-redundancy-disabled"});
  if (!has_gpu(draft)) return;
  if (kind == Kind::job && disabled.literal() && disabled.text == "false")
    draft.violation("cloud-run.job-gpu.redundancy", disabled.where);
  if (kind == Kind::service && !disabled)
    draft.violation("cloud-run.gpu.zonal-redundancy",
                    draft.find(draft.find("gpu.type") != nullptr ? "gpu.type" : "gpu.count")->where);
}

/// Who waits for whom: `{"app":["collector"]}`. It may do without the quotes, which are not looked into.
struct Order {
  std::set<std::string, std::less<>> waiting, awaited;
  bool is_object = false;
};

Order read_order(const Value& text) {
  Order order;
  const std::string_view object = trim(text.text);
  order.is_object = object.starts_with('{') && object.ends_with('}');
  SourceMap sources;
  DiagnosticSink sink;
  doc::read_documents(sources, sources.add("annotation", text.text), sink,
                      [&](const doc::Document& document) {
                        for (const auto [name, others] : doc::entries(document.root())) {
                          order.waiting.emplace(name.text());
                          for (const doc::View other : doc::items(others))
                            order.awaited.emplace(other.text());
                        }
                      });
  if (sink.errors() > 0) {
    order.waiting.clear();
    order.awaited.clear();
  }
  return order;
}

/// The containers by their names, where all of them say how they are called.
std::optional<std::set<std::string, std::less<>>> container_names(doc::View pod) {
  std::set<std::string, std::less<>> names;
  for (const doc::View container : doc::items(pod["containers"])) {
    const Value name = scalar(container["name"]);
    if (!name.literal()) return std::nullopt;
    names.insert(name.text);
  }
  if (names.empty()) return std::nullopt;
  return names;
}

void check_order_names(Draft& draft, const Value& order, const Order& read, doc::View pod) {
  constexpr std::string_view rule = "cloud-run.container-dependencies";
  if (!read.is_object) return draft.violation(rule, order.where, "no JSON object", "{\"web\":[\"side\"]}");
  const auto names = container_names(pod);
  if (!names) return;
  for (const auto* list : {&read.waiting, &read.awaited})
    for (const std::string& name : *list)
      if (!names->contains(name))
        draft.violation(rule, order.where, fmt::format("the container {}", printable(name)),
                        fmt::format("one of {}", join(*names, ", ")));
}

/// A container with ports is probed by the platform itself; any other must say when it has started.
void check_start_order(Draft& draft, doc::View metadata, doc::View pod) {
  const Value order = annotation(metadata, {"run.googleapis.com/container-dependencies"});
  if (!order.literal() || order.text.empty()) return;
  const Order read = read_order(order);
  check_order_names(draft, order, read, pod);
  for (const doc::View container : doc::items(pod["containers"])) {
    const std::string_view name = container["name"].text();
    if (read.awaited.find(name) != read.awaited.end() && !container["ports"] && !container["startupProbe"])
      draft.violation("cloud-run.start-order", order.where, printable(name));
  }
}

/// What answers requests speaks HTTP, which goes over TCP. The name of the port says which one.
void check_protocols(Draft& draft, doc::View pod) {
  static constexpr kubernetes::Words protocol[] = {{"protocol", "TCP", "cloud-run.port-protocol"},
                                                   {"name", "http1 or h2c", "cloud-run.port-name"}};
  for (const doc::View container : doc::items(pod["containers"]))
    for (const doc::View port : doc::items(container["ports"]))
      kubernetes::check_words(draft, port, protocol);
}

/// It may wait for an answer until the next probe is due, which is after 10 s unless set.
void check_probe_timeout(Draft& draft, doc::View probe, std::string_view rule) {
  const Value timeout = scalar(probe["timeoutSeconds"]), period = scalar(probe["periodSeconds"]);
  constexpr std::int64_t otherwise = 10;
  const auto waits = number(timeout), every = period ? number(period) : otherwise;
  if (waits && every && *waits > *every)
    draft.violation(rule, timeout.where, fmt::format("timeoutSeconds {}", timeout.text),
                    fmt::format("at most {}, its periodSeconds", *every));
}

/// How long a start may take is what both numbers come to; what one of them is unless set, no page says of
/// Cloud Run's own bound.
void check_start_window(Draft& draft, doc::View probe) {
  const Value failures = scalar(probe["failureThreshold"]), period = scalar(probe["periodSeconds"]);
  const auto times = number(failures), every = number(period, seconds_number);
  if (!times || !every || (*every > 0 && *times > unbounded / *every)) return;
  draft.bounded(has_gpu(draft) ? "cloud-run.gpu.startup-window" : "cloud-run.startup-window", *times * *every,
                failures.where);
}

void check_probe_numbers(Draft& draft, doc::View probe, std::string_view rule) {
  for (const std::string_view key : {"initialDelaySeconds", "periodSeconds", "timeoutSeconds"}) {
    const Value value = scalar(probe[key]);
    if (const auto seconds = number(value)) draft.bounded(rule, *seconds, value.where, key);
  }
}

void check_probes(Draft& draft, doc::View pod) {
  for (const doc::View container : doc::items(pod["containers"])) {
    for (const auto& [key, rule] : {std::pair("startupProbe", "cloud-run.startup-probe"),
                                    std::pair("livenessProbe", "cloud-run.liveness-probe")}) {
      check_probe_timeout(draft, container[key], rule);
      check_probe_numbers(draft, container[key], rule);
    }
    check_start_window(draft, container["startupProbe"]);
  }
}

/// Probes call over the network. Whether an instance still lives is asked by HTTP and gRPC only.
void check_probe_kinds(Draft& draft, doc::View pod) {
  struct Kinds {
    std::string_view probe, allowed;
    bool by_tcp;
  };
  static constexpr Kinds kinds[] = {{"startupProbe", "httpGet, grpc or tcpSocket", true},
                                    {"livenessProbe", "httpGet or grpc", false},
                                    {"readinessProbe", "httpGet or grpc", true}};
  for (const doc::View container : doc::items(pod["containers"]))
    for (const Kinds& kind : kinds) {
      const doc::View probe = container[kind.probe];
      if (probe["httpGet"] || probe["grpc"]) continue;  // what stands beside them is one too many
      for (const std::string_view way : {"exec", "tcpSocket"})
        if (const doc::View asked = probe[way]; asked && !(kind.by_tcp && way == "tcpSocket"))
          draft.violation("cloud-run.probe-kind", asked.where(), fmt::format("{} of a {}", way, kind.probe),
                          std::string(kind.allowed));
    }
}

/// What only a cluster has, and how large a disk may be. That there is no host to mount anything of, a
/// requirement says.
void check_volumes(Draft& draft, doc::View pod) {
  for (const doc::View volume : doc::items(pod["volumes"])) {
    for (const std::string_view kind : {"persistentVolumeClaim", "configMap"})
      if (const doc::View source = volume[kind])
        draft.violation("cloud-run.volume-kind", source.where(), std::string(kind));
    const doc::View directory = volume["emptyDir"];
    const Value size = kubernetes::scalar(directory["sizeLimit"]);
    if (const auto bytes = number(size, kubernetes_bytes); bytes && kubernetes::is_disk(directory))
      draft.bounded("cloud-run.disk-size", *bytes, size.where);
  }
}

/// The networks of an annotation are a list of mappings in JSON: `[{"network":"a","subnetwork":"b"}]`.
void check_interfaces(Draft& draft, const Value& interfaces) {
  if (!interfaces.literal() || interfaces.text.empty()) return;
  SourceMap sources;
  DiagnosticSink sink;
  bool is_list = false;
  doc::read_documents(sources, sources.add("annotation", interfaces.text), sink,
                      [&](const doc::Document& document) {
                        const doc::View root = document.root();
                        is_list = root.is_sequence();
                        for (const doc::View one : doc::items(root)) is_list = is_list && one.is_mapping();
                      });
  if (sink.errors() > 0 || !is_list)
    draft.violation("cloud-run.network-interfaces", interfaces.where,
                    sink.errors() > 0 ? "this is no JSON" : "this is no list of networks",
                    R"([{"network":"...","subnetwork":"..."}])");
}

/// A VPC is reached in one way or the other.
void check_network(Draft& draft, doc::View metadata) {
  const Value connector = annotation(metadata, {"run.googleapis.com/vpc-access-connector"});
  const Value interfaces = annotation(metadata, {"run.googleapis.com/network-interfaces"});
  check_interfaces(draft, interfaces);
  if (connector.literal() && interfaces.literal() && !connector.text.empty() && !interfaces.text.empty())
    draft.violation("cloud-run.one-network", interfaces.where);
}

}  // namespace

bool has_gpu(const Draft& draft) {
  const Fact* count = draft.find("gpu.count");
  return draft.find("gpu.type") != nullptr ||
         (count != nullptr && count->has_value() && count->value.high > 0);
}

Value true_or_false(Value value) {
  const std::string word = to_lower(value.text);
  if (!value.literal() || word == "true" || word == "false") return value;
  value.origin = Origin::unresolved;
  value.note = fmt::format("`{}` is refused", value.text);
  return value;
}

Value throttling_of(doc::View metadata) {
  Value value = serving::annotation(metadata, {"run.googleapis.com/cpu-throttling"});
  value.text = to_lower(value.text);
  return value;
}

void read_billing(Draft& draft, Value throttling) {
  if (!throttling.literal() || has_gpu(draft)) return;
  if (throttling.text == "true")
    draft.derive("usage.billing", "request-based", throttling.where, "processors are there for requests");
  if (throttling.text != "false") return;
  draft.derive("usage.billing", "instance-based", throttling.where, "processors stay between requests");
  throttling.note = "processors stay after the response; whether work goes on then is not said";
  draft.unresolved("background_work", throttling);
}

void check_billing(Draft& draft, const Value& throttling, doc::View pod) {
  if (!throttling.literal()) return;
  if (throttling.text == "true" && has_gpu(draft))
    draft.violation("cloud-run.service-gpu.billing", throttling.where);
  if (throttling.text != "false") return;
  if (count_silent(pod, "cpu") == 0) draft.bounded("cloud-run.service.small-cpu-billing", "cpu");
  if (count_silent(pod, "memory") == 0) draft.bounded("cloud-run.service.small-memory-billing", "memory");
}

void check_settings(Draft& draft, Kind kind, doc::View metadata, doc::View pod) {
  check_environment(draft, kind, metadata, pod);
  if (kind == Kind::service) check_billing(draft, throttling_of(metadata), pod);
  if (kind == Kind::service)
    serving::check_serving_container(draft, pod, "cloud-run.service.ingress-container");
  if (kind == Kind::service) serving::check_variables(draft, pod, "cloud-run.service.reserved-variable");
  check_redundancy(draft, kind, metadata);
  check_protocols(draft, pod);
  check_network(draft, metadata);
  check_volumes(draft, pod);
  check_probe_kinds(draft, pod);
  check_containers(draft, pod);
  if (kind != Kind::job) check_start_order(draft, metadata, pod);
  check_probes(draft, pod);
  add_silent_processors(draft, pod);
  if (kind == Kind::service) limit_concurrency(draft);
}

void check_template(Draft& draft, doc::View pod) {
  if (kubernetes::is_complete(draft, pod["spec"])) kubernetes::check_mounts(draft, {}, pod);
  // What the two have in common; of the rest nobody says that Cloud Run refuses it.
  static constexpr std::pair<std::string_view, std::string_view> shared[] = {
      {"kubernetes.port-range", "cloud-run.port-range"},
      {"kubernetes.optional-port-range", "cloud-run.port-range"},
      {"kubernetes.missing-volume", "cloud-run.missing-volume"},
      {"kubernetes.request-above-limit", "cloud-run.request-above-limit"},
      {"kubernetes.probe-values", "cloud-run.probe-values"},
      {"kubernetes.probe-grace", "cloud-run.probe-values"},
      {"kubernetes.liveness-probe", "cloud-run.probe-values"},
      {"kubernetes.probe-handlers", "cloud-run.probe-handlers"}};
  for (Violation& violation : draft.workload().violations)
    for (const auto& [theirs, ours] : shared)
      if (violation.rule == theirs) violation.rule = ours;
}

void check_task_numbers(Draft& draft, doc::View execution, doc::View task) {
  for (const auto& [mapping, key] : {std::pair(execution, "parallelism"), std::pair(execution, "taskCount"),
                                     std::pair(task, "maxRetries")})
    if (const Value value = scalar(mapping[key]); value.literal() && is_negative(value))
      draft.violation("cloud-run.job.negative", value.where, fmt::format("{} {}", key, value.text));
  const auto check = [&](doc::View view, std::string_view rule) {
    const Value value = scalar(view);
    if (const auto count = number(value)) draft.bounded(rule, *count, value.where);
  };
  check(task["maxRetries"], "cloud-run.job.retries");
  // Without a parallelism the number of tasks is the scale, which a limit bounds.
  const Value parallel = scalar(execution["parallelism"]), tasks = scalar(execution["taskCount"]);
  if (parallel) check(execution["taskCount"], "cloud-run.job.task-count");
  if (const auto at_once = number(parallel), all = number(tasks); at_once && all && *at_once > *all)
    draft.violation("cloud-run.job.parallelism", parallel.where, parallel.text, tasks.text);
}

}  // namespace placer::importers::google_run
