// Score says what containers need and leaves to a platform how that is provided: a volume, a route and a
// database are names of what is asked for. Keys as in
// https://github.com/score-spec/spec/blob/main/score-v1b1.json.
#include "importers/score.hpp"

#include "base/text.hpp"
#include "importers/draft.hpp"
#include "importers/ecs_task.hpp"
#include "importers/kubernetes_overlay.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/port_list.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <span>
#include <string>
#include <string_view>

namespace placer::importers {
namespace {

constexpr std::string_view group = "score.dev/";

/// What is asked of the platform under the name in `${resources.NAME}` or `NAME`.
doc::View resource_named(doc::View root, std::string_view source) {
  constexpr std::string_view before = "${resources.";
  if (source.starts_with(before) && source.ends_with('}'))
    source = source.substr(before.size(), source.size() - before.size() - 1);
  return root["resources"][source.substr(0, source.find('.'))];
}

void read_resources(Draft& draft, doc::View root) {
  Sum cpu(draft, "cpu", kubernetes_cpu), memory(draft, "memory", kubernetes_bytes);
  for (const auto [name, container] : doc::entries(root["containers"])) {
    const doc::View resources = container["resources"];
    const auto add = [&](Sum& sum, std::string_view key) {
      const Value request = kubernetes::scalar(resources["requests"][key]),
                  limit = kubernetes::scalar(resources["limits"][key]);
      sum.add(request ? request : limit, limit);
    };
    add(cpu, "cpu");
    add(memory, "memory");
  }
  cpu.finish();
  memory.finish();
}

/// Containers that run beside each other: one that has to end before another starts is a step.
void count_containers(Draft& draft, doc::View root) {
  const doc::View containers = root["containers"];
  std::int64_t count = 0;
  for (const auto [name, container] : doc::entries(containers)) {
    bool ends = false;
    for (const auto [other, state] : doc::entries(container["before"]))
      ends = ends || state["ready"].text() == "complete";
    if (!ends) ++count;
  }
  if (count > 0) draft.set("containers", {count, count}, containers.where());
}

/// A port of the service, or of the container behind it: false where it is none.
bool is_port(Draft& draft, const Value& port) {
  if (!port.literal()) return true;
  if (port.text.find('-') == std::string::npos && parse_port_range(port.text)) return true;
  draft.violation("score.port", port.where, port.text);
  return false;
}

void check_protocol(Draft& draft, const Value& protocol) {
  if (protocol.literal() && protocol.text != "TCP" && protocol.text != "UDP")
    draft.violation("score.protocol", protocol.where, protocol.text);
}

constexpr std::string_view at_top[] = {"apiVersion", "metadata", "service", "containers", "resources"};
constexpr std::string_view of_container[] = {"image",          "command", "args",      "variables",
                                             "files",          "volumes", "resources", "livenessProbe",
                                             "readinessProbe", "before"};
constexpr std::string_view of_resources[] = {"limits", "requests"};
constexpr std::string_view amounts[] = {"cpu", "memory"};
constexpr std::string_view of_service[] = {"ports"};
constexpr std::string_view of_port[] = {"port", "targetPort", "protocol"};

/// Keys that are slips of others; an implementation may take more than the schema has.
void check_spelling(Draft& draft, doc::View mapping, std::span<const std::string_view> keys) {
  for (const auto [key, value] : doc::entries(mapping))
    if (const auto meant = slip_of(key.text(), keys); meant && !mapping[*meant])
      draft.violation("score.misspelt-key", key.where(), printable(key.text()), std::string(*meant));
}

void check_keys(Draft& draft, doc::View root) {
  if (const doc::View version = root["apiVersion"]; version.text() != "score.dev/v1b1")
    draft.violation("score.version", version.where(), version ? printable(version.text()) : "none");
  check_spelling(draft, root, at_top);
  check_spelling(draft, root["service"], of_service);
  for (const auto [name, port] : doc::entries(root["service"]["ports"])) check_spelling(draft, port, of_port);
  for (const auto [name, container] : doc::entries(root["containers"])) {
    check_spelling(draft, container, of_container);
    const doc::View resources = container["resources"];
    check_spelling(draft, resources, of_resources);
    for (const std::string_view part : of_resources) check_spelling(draft, resources[part], amounts);
  }
}

/// The ports that the containers listen on. Whether TCP carries HTTP is said by a route, if by anything.
void read_ports(Draft& draft, doc::View root) {
  PortList ports;
  bool udp = true;
  for (const auto [name, port] : doc::entries(root["service"]["ports"])) {
    const Value outer = literal(port["port"]), inner = literal(port["targetPort"]);
    if (!outer) draft.violation("score.port-missing", name.where(), printable(name.text()));
    check_protocol(draft, literal(port["protocol"]));
    udp = udp && to_lower(port["protocol"].text()) == "udp";
    const bool fits = is_port(draft, outer);
    Value own = inner ? inner : outer;
    if (!own) continue;
    const bool is_good = inner ? is_port(draft, inner) : fits;
    if (is_good && own.literal()) {
      ports.add(own, own.text, *parse_port_range(own.text));
      continue;
    }
    if (own.literal()) own.note = "it is no port";
    own.origin = Origin::unresolved;
    ports.add_unresolved(own);
  }
  ports.finish(draft);
  if (ports.where() && udp) draft.derive("trigger", "udp", ports.where(), "all ports are of UDP");
}

/// What asks whether a container is well asks at a port of it.
void check_probes(Draft& draft, doc::View root) {
  for (const auto [name, container] : doc::entries(root["containers"]))
    for (const std::string_view probe : {"livenessProbe", "readinessProbe"})
      is_port(draft, literal(container[probe]["httpGet"]["port"]));
}

void read_route(Draft& draft, doc::View root) {
  for (const auto [name, resource] : doc::entries(root["resources"]))
    if (const doc::View type = resource["type"]; type.text() == "route" && draft.find("trigger") == nullptr)
      draft.derive("trigger", "http", type.where(), "a route leads to it");
}

/// What is mounted is whatever the platform provides under the type of the resource.
void read_mount(Draft& draft, doc::View root, doc::View mount) {
  const doc::View source = mount.is_scalar() ? mount : mount["source"];
  const doc::View type = resource_named(root, source.text())["type"];
  if (!type.is_scalar() || draft.find("persistent_volume") != nullptr) return;
  Value open = literal(type);
  open.origin = Origin::unresolved;
  open.note = fmt::format("the platform says what a resource of the type `{}` is", printable(type.text()));
  draft.unresolved("persistent_volume", open);
}

void read_volumes(Draft& draft, doc::View root) {
  for (const auto [name, container] : doc::entries(root["containers"])) {
    const doc::View volumes = container["volumes"];
    for (const auto [path, mount] : doc::entries(volumes)) read_mount(draft, root, mount);
    for (const doc::View mount : doc::items(volumes)) read_mount(draft, root, mount);
  }
}

class ScoreImport final : public Import {
 public:
  explicit ScoreImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    const doc::View name = root["metadata"]["name"], containers = root["containers"];
    if (!containers.is_mapping() || containers.size() == 0) {
      context_.sink.error("manifest.containers", "a Score workload has `containers`; this one has none",
                          containers ? containers.where() : root.where(),
                          "write each container under its name, with `image`");
      return context_.skip("Score", name.text(), root.where());
    }
    Draft draft(context_, name.is_scalar() ? name.text() : context_.file_name,
                name.is_scalar() ? name.where() : root.where());
    if (!name.is_scalar())
      draft.error("a Score workload has a name under `metadata`; this one has none", root.where(),
                  "write metadata: {name: ...}", "manifest.name");
    draft.runs_on("a Score workload");
    draft.derive("package.format", "image", containers.where(), "it runs an image");
    check_keys(draft, root);
    read_resources(draft, root);
    count_containers(draft, root);
    read_ports(draft, root);
    check_probes(draft, root);
    read_route(draft, root);
    read_volumes(draft, root);
    kubernetes::read_annotations(draft, root["metadata"]["annotations"]);
    draft.finish();
  }

 private:
  ImportContext& context_;
};

class ScoreImporter final : public Importer {
 public:
  std::string_view id() const override { return "score"; }
  std::string_view summary() const override { return "Score workloads (score.dev/v1b1)"; }

  Match probe(doc::View root, const rules::RuleSet&) const override {
    return root["apiVersion"].text().starts_with(group) ? Match::certain : Match::none;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<ScoreImport>(context);
  }
};

}  // namespace

const Importer& score() {
  static const ScoreImporter importer;
  return importer;
}

}  // namespace placer::importers
