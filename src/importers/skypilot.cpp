// A task says what machine it needs and what it runs there; with `service` it is kept running behind one
// address. Keys as in https://docs.skypilot.co/en/latest/reference/yaml-spec.html. Sizes ending in `+` are
// the least that will do, which is what is needed; memory and disk are in GiB unless a unit is written.
#include "importers/skypilot.hpp"

#include "base/text.hpp"
#include "importers/draft.hpp"
#include "importers/skypilot_accelerators.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

namespace placer::importers {
namespace skypilot {
namespace {

constexpr std::string_view resource_keys[] = {"accelerators", "cpus",         "instance_type", "infra",
                                              "cloud",        "use_spot",     "any_of",        "ordered",
                                              "disk_tier",    "network_tier", "image_id",      "autostop"};
constexpr std::string_view task_keys[] = {"run", "setup", "num_nodes", "file_mounts", "service", "workdir"};

template <std::size_t size>
bool has_any(doc::View mapping, const std::string_view (&keys)[size]) {
  return std::any_of(std::begin(keys), std::end(keys),
                     [&](std::string_view key) { return static_cast<bool>(mapping[key]); });
}

/// The first document of several tasks says how they are run, and needs no machine itself.
bool is_head(doc::View root) { return root["execution"].is_scalar() && !has_any(root, task_keys); }

/// "32", "32+": what is needed of it is the same.
Value at_least(doc::View view) {
  Value value = literal(view);
  if (value.literal() && value.text.ends_with('+')) value.text.pop_back();
  return value;
}

std::optional<std::int64_t> gibibytes(std::string_view text, QuantityError& error) {
  const std::size_t unit = text.find_first_not_of("0123456789.");
  if (unit != std::string_view::npos) return compose_bytes(text, error);
  const auto milli = compose_cpus(text, error);  // a decimal, in thousandths
  constexpr std::int64_t most = unbounded >> 30U;
  if (!milli || *milli > most) return std::nullopt;
  return ((*milli << 30U) + 999) / 1000;
}

/// Memory may be said as a multiple of the processors: `4x`.
void read_memory(Draft& draft, doc::View resources) {
  Value memory = at_least(resources["memory"]);
  if (memory.literal() && memory.text.ends_with('x')) {
    memory.origin = Origin::unresolved;
    memory.note = fmt::format("`{}` is a multiple of the processors", memory.text);
  }
  draft.quantity("memory", memory, gibibytes);
}

void read_ports(Draft& draft, doc::View ports) {
  std::vector<std::string> texts;
  const auto add = [&](doc::View port) {
    const Value value = literal(port);
    if (value.literal() && value.text.find_first_not_of("0123456789") == std::string::npos)
      texts.push_back(value.text);
  };
  if (ports.is_scalar()) add(ports);
  for (const doc::View port : doc::items(ports)) add(port);
  if (!texts.empty()) draft.list("ports", std::move(texts), ports.where());
}

/// Which clouds may be taken: `aws`, `gcp/us-central1`; other ones leave it open.
void read_infra(Draft& draft, doc::View resources) {
  const Value place = literal(resources["infra"] ? resources["infra"] : resources["cloud"]);
  if (!place.literal()) return;
  const std::string name = to_lower(std::string_view(place.text).substr(0, place.text.find('/')));
  if (name == "aws" || name == "gcp" || name == "azure")
    draft.derive("providers", name, place.where, "the cloud that is asked for");
}

void read_machine(Draft& draft, doc::View resources) {
  draft.quantity("cpu", at_least(resources["cpus"]), compose_cpus);
  read_memory(draft, resources);
  Accelerators accelerators(draft);
  accelerators.add(resources["accelerators"]);
  for (const std::string_view key : {"any_of", "ordered"})
    for (const doc::View choice : doc::items(resources[key])) accelerators.add(choice["accelerators"]);
  accelerators.finish();
  draft.boolean("spot", literal(resources["use_spot"]));
  QuantityError error;
  const Value disk = at_least(resources["disk_size"]);
  if (const auto bytes = disk.literal() ? gibibytes(disk.text, error) : std::nullopt)
    draft.set("scratch_disk", {0, *bytes}, disk.where, Origin::derived, {},
              "the disk of the machine, which holds its system too");
  if (const Value image = literal(resources["image_id"]);
      image.literal() && image.text.starts_with("docker:"))
    draft.derive("package.format", "image", image.where, "it runs an image");
  read_ports(draft, resources["ports"]);
}

/// A service is kept running behind one address; a task with ports may be a server, and others end.
void read_work(Draft& draft, doc::View root) {
  const doc::View service = root["service"];
  if (service) {
    const doc::View policy = service["replica_policy"];
    draft.derive("trigger", "http", service.where(), "a service");
    draft.count("scale.min", literal(policy["min_replicas"] ? policy["min_replicas"] : service["replicas"]),
                "");
    draft.count("scale.max", literal(policy ? policy["max_replicas"] : service["replicas"]), "");
  } else if (draft.find("ports") == nullptr) {
    if (const doc::View run = root["run"]) draft.derive("trigger", "batch", run.where(), "a task that ends");
  }
  if (const Value nodes = literal(root["num_nodes"]))
    draft.quantity("nodes", nodes, whole_number);
  else
    draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "the manifest asks for no more");
}

class TaskImport final : public Import {
 public:
  explicit TaskImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    const doc::View name = root["name"];
    if (is_head(root)) return context_.skip("pipeline", name.text(), root.where());
    const bool named = name.is_scalar() && !name.text().empty();
    Draft draft(context_, named ? name.text() : context_.file_name, named ? name.where() : root.where());
    read_machine(draft, root["resources"]);
    read_infra(draft, root["resources"]);
    read_work(draft, root);
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
    return is_task && root["run"].is_scalar() && (root["setup"].is_scalar() || root["num_nodes"])
               ? Match::possible
               : Match::none;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<TaskImport>(context);
  }
};

const TaskImporter importer;

}  // namespace
}  // namespace skypilot

const Importer& skypilot_task() { return skypilot::importer; }

}  // namespace placer::importers
