// A task says what machine it needs and what it runs there; with `service` it is kept running behind one
// address. Keys as in https://docs.skypilot.co/en/latest/reference/yaml-spec.html.
#include "importers/skypilot.hpp"

#include "importers/draft.hpp"
#include "importers/skypilot_resources.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace placer::importers {
namespace skypilot {
namespace {

constexpr std::string_view resource_keys[] = {
    "accelerators", "cpus",      "instance_type", "infra",    "cloud",    "use_spot", "any_of",
    "ordered",      "disk_tier", "network_tier",  "image_id", "autostop", "gpus"};
constexpr std::string_view task_keys[] = {"run",     "setup",   "num_nodes", "file_mounts",
                                          "service", "workdir", "pool"};
/// What else may stand at the top of a task, and in its resources.
constexpr std::string_view other_task_keys[] = {"name",           "resources",     "envs",   "secrets",
                                                "volumes",        "volume_mounts", "config", "inputs",
                                                "event_callback", "experimental",  "outputs"};
constexpr std::string_view other_resource_keys[] = {
    "memory", "region", "zone",          "disk_size", "job_recovery", "accelerator_args",
    "ports",  "labels", "spot_recovery", "priority",  "volumes",      "local_disk"};
/// What only SkyPilot has in resources.
constexpr std::string_view own_resource_keys[] = {"accelerators", "infra", "use_spot", "any_of", "ordered"};

template <std::size_t size>
bool has_any(doc::View mapping, const std::string_view (&keys)[size]) {
  return std::any_of(std::begin(keys), std::end(keys),
                     [&](std::string_view key) { return static_cast<bool>(mapping[key]); });
}

bool is_any(std::string_view key, std::span<const std::string_view> keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// A mapping without another key than these.
bool has_only(doc::View mapping, std::span<const std::string_view> some,
              std::span<const std::string_view> others) {
  for (const auto [key, value] : doc::entries(mapping))
    if (!is_any(key.text(), some) && !is_any(key.text(), others)) return false;
  return mapping.is_mapping();
}

/// A machine to work on by hand: resources and nothing that runs there. Others call things resources too, so
/// that each key must be one of a task.
bool is_machine(doc::View root) {
  const doc::View resources = root["resources"];
  return has_any(resources, own_resource_keys) && has_only(root, task_keys, other_task_keys) &&
         has_only(resources, resource_keys, other_resource_keys);
}

/// The first document of several tasks says how they are run, and needs no machine itself.
bool is_head(doc::View root) { return root["execution"].is_scalar() && !has_any(root, task_keys); }

/// How many replicas of a service run. It scales where a maximum is said, and then by its requests.
/// https://github.com/skypilot-org/skypilot/blob/master/sky/serve/service_spec.py
void read_replicas(Draft& draft, doc::View service) {
  const doc::View policy = service["replica_policy"], fixed = service["replicas"];
  const bool is_fixed = !policy || policy.is_null() || (fixed && !fixed.is_null());
  if (is_fixed && policy.is_mapping()) draft.violation("skypilot.replicas-twice", fixed.where());
  const Value least = literal(is_fixed ? fixed : policy["min_replicas"]);
  const Value said = is_fixed ? Value() : literal(policy["max_replicas"]);
  const Value& most = said ? said : least;
  if (!least && is_fixed)
    for (const std::string_view fact : {"scale.min", "scale.max"})
      draft.set(fact, {1, 1}, {}, Origin::platform_default, {},
                "a service has one replica unless it says more");
  draft.count("scale.min", least, "skypilot.replicas");
  draft.count("scale.max", most, "skypilot.replicas");
  const auto low = number(least), high = number(said);
  if (!low || !high || *low == *high) return;
  if (*low > *high)
    draft.violation("skypilot.minimum-above-maximum", said.where, least.text, said.text);
  else if (const doc::View target = policy["target_qps_per_replica"]; !target || target.is_null())
    draft.violation("skypilot.no-target", said.where, least.text, said.text);
}

/// Each node of a task is a machine, or as many as its slice of a TPU spans:
/// https://docs.skypilot.co/en/latest/reference/tpu.html
void read_nodes(Draft& draft, const Value& nodes, const Span& span) {
  constexpr std::int64_t most = 1'000'000;
  const std::int64_t count = nodes ? std::min(number(nodes).value_or(0), most) : 1;
  const auto times = [&](const Interval& machines) {
    return Interval{count * std::min(machines.low, most), count * std::min(machines.high, most)};
  };
  if (nodes && number(nodes) == 0)
    draft.violation("skypilot.nodes", nodes.where, nodes.text);
  else if (nodes && (count < 1 || span.machines.high == 1))
    draft.count("nodes", nodes, "skypilot.nodes");
  else if (span.machines.high > 1)
    draft.set("nodes", times(span.machines), span.where, Origin::derived, {}, span.note);
  else
    draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "the manifest asks for no more");
  if (count < 1 || span.of_all.high == 1) return;
  Fact& fact = draft.workload().otherwise.emplace_back();
  fact.id = draft.context().rules.find_fact("nodes");
  fact.origin = Origin::derived;
  fact.where = span.where;
  fact.note = "one of the alternatives";
  fact.value = times(span.of_all);
}

/// A service is kept running behind one address; a task with ports may be a server, and others end.
void read_work(Draft& draft, doc::View root, const Span& span) {
  const doc::View service = root["service"];
  if (service) {
    draft.derive("trigger", "http", service.where(), "a service");
    if (draft.find("ports") == nullptr) read_ports(draft, service["ports"]);
    read_replicas(draft, service);
  } else if (draft.find("ports") == nullptr) {
    if (const doc::View run = root["run"]) draft.derive("trigger", "batch", run.where(), "a task that ends");
  }
  read_nodes(draft, literal(root["num_nodes"]), span);
}

class TaskImport final : public Import {
 public:
  explicit TaskImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    const doc::View name = root["name"];
    if (is_head(root)) return context_.skip("pipeline", name.text(), root.where());
    const bool named = name.is_scalar() && !name.text().empty();
    Draft draft(context_, named ? name.text() : context_.file_name, named ? name.where() : root.where());
    read_work(draft, root, read_resources(draft, root["resources"]));
    draft.absent({"host.network", "host.pid_ipc", "one_per_node"});
    draft.finish();
  }

 private:
  ImportContext& context_;
};

class TaskImporter final : public Importer {
 public:
  std::string_view id() const override { return "skypilot"; }
  std::string_view summary() const override { return "tasks and services of SkyPilot"; }

  Match probe(doc::View root, const rules::RuleSet&) const override {
    if (is_head(root) && root["name"]) return Match::certain;
    const bool is_task = has_any(root, task_keys);
    if (has_any(root["resources"], resource_keys) && is_task) return Match::certain;
    if (is_machine(root)) return Match::certain;
    return is_task && root["run"].is_scalar() && (root["setup"].is_scalar() || root["num_nodes"])
               ? Match::possible
               : Match::none;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<TaskImport>(context);
  }
};

}  // namespace
}  // namespace skypilot

const Importer& skypilot_task() {
  static const skypilot::TaskImporter importer;
  return importer;
}

}  // namespace placer::importers
