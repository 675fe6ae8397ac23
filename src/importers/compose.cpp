// Each service becomes a workload. What one value says stands in the table below; ports, volumes and GPUs are
// read in files of their own. A Compose file has no target: it says what is needed, not where it runs.
#include "importers/compose.hpp"

#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/capability.hpp"
#include "importers/compose_parts.hpp"
#include "importers/compose_service.hpp"
#include "importers/draft.hpp"
#include "importers/platform.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace placer::importers {
namespace compose {
namespace {

struct Row {
  std::string_view key, fact;
  Conversion convert;
};

constexpr Row quantities[] = {
    {"shm_size", "shared_memory", compose_bytes},
};

/// `newer`, or `older` where the file is written in the old way. Zero is no bound.
Value either(const Service& service, Service::Path newer, Service::Path older, Conversion convert) {
  Value value = service.value(newer);
  if (!value && older.size() > 0) value = service.value(older);
  return number(value, convert) == 0 ? Value() : value;
}

/// What is reserved, up to the limit; one of them alone is both. A limit below it is refused by `check`,
/// where there is one: Docker Compose itself reserves no processors.
void read_resource(Draft& draft, std::string_view fact, const Value& reserved, const Value& limit,
                   Conversion convert, std::string_view check) {
  if (limit.misshapen) return draft.unresolved(fact, limit);
  if (!reserved.literal() || !limit) return draft.quantity(fact, reserved ? reserved : limit, convert);
  QuantityError error;
  const auto low = convert(reserved.text, error);
  const auto high = limit.literal() ? convert(limit.text, error) : unbounded;
  if (!low || !high) return draft.quantity(fact, low ? limit : reserved, convert);
  if (*low > *high) {
    if (!check.empty()) draft.violation(check, limit.where, limit.text, reserved.text);
    return draft.quantity(fact, reserved, convert);
  }
  const bool assumed = limit.origin == Origin::assumed || reserved.origin == Origin::assumed;
  draft.set(fact, {*low, *high}, reserved.where, assumed ? Origin::assumed : Origin::stated,
            fmt::format("{}, at most {}", reserved.text, limit.text),
            limit.note.empty() ? reserved.note : limit.note);
}

/// Memory and swap together hold the memory, which must be limited then. Minus one is without end, and zero
/// as if it were not there.
void check_swap(Draft& draft, const Service& service) {
  const Value both = either(service, {"memswap_limit"}, {}, compose_bytes),
              memory =
                  either(service, {"deploy", "resources", "limits", "memory"}, {"mem_limit"}, compose_bytes);
  const auto most = number(both, compose_bytes), part = number(memory, compose_bytes);
  if (most && part && *most < *part)
    draft.violation("compose.swap-below-memory", both.where, both.text, memory.text);
  if (most && !memory) draft.violation("compose.swap-without-memory", both.where, both.text);
}

/// What can be said in two ways must be said alike. Docker Compose takes an amount that is missing from a
/// group for zero, and zero outside of it for missing.
void check_spellings(Draft& draft, const Service& service) {
  const auto differ = [&](const Value& older, std::string_view key, std::string newer) {
    draft.violation("compose.distinct-values", older.where, fmt::format("`{}: {}`", key, older.text),
                    std::move(newer));
  };
  const Value scale = service.value({"scale"}), replicas = service.value({"deploy", "replicas"});
  const auto some = number(scale), others = number(replicas);
  if (some && others && *some != *others)
    differ(scale, "scale", fmt::format("`deploy.replicas: {}`", replicas.text));
  struct Pair {
    std::string_view older, group, newer;
    Conversion convert;
  };
  for (const Pair& pair :
       {Pair{"cpus", "limits", "cpus", compose_cpus}, Pair{"mem_limit", "limits", "memory", compose_bytes},
        Pair{"pids_limit", "limits", "pids", whole_number},
        Pair{"mem_reservation", "reservations", "memory", compose_bytes}}) {
    const Value older = service.value({pair.older});
    const Value newer = service.value({"deploy", "resources", pair.group, pair.newer});
    const auto one = number(older, pair.convert), other = number(newer, pair.convert);
    if (!one || *one == 0 || !service.find({"deploy", "resources", pair.group}).is_mapping()) continue;
    if (!newer)
      differ(older, pair.older, fmt::format("`deploy.resources.{}` without `{}`", pair.group, pair.newer));
    else if (other && *one != *other)
      differ(older, pair.older,
             fmt::format("`deploy.resources.{}.{}: {}`", pair.group, pair.newer, newer.text));
  }
}

/// The older way to limit processors: so many microseconds of each period. One of zero or below is no limit.
Value quota_of_cpu(const Service& service) {
  constexpr std::int64_t usual_period = 100'000, thousandths = 1000;
  Value quota = service.value({"cpu_quota"});
  const Value period = service.value({"cpu_period"});
  if (!quota.literal() || quota.text.starts_with('-')) return quota.literal() ? Value() : quota;
  const auto time = number(quota), whole = period ? number(period) : usual_period;
  if (time == 0) return {};
  if (!time || *time > unbounded / thousandths || whole.value_or(0) < 1) {
    quota.origin = Origin::unresolved;
    quota.note = fmt::format("`{}` of a period is no number of microseconds", quota.text);
    return quota;
  }
  const std::int64_t cpu = (*time * thousandths + *whole - 1) / *whole;
  quota.note = fmt::format("{} us of {} us", quota.text, *whole);
  quota.text = fmt::format("{}.{:03}", cpu / thousandths, cpu % thousandths);
  return quota;
}

/// No more than that many may run. Below zero is without end.
void read_processes(Draft& draft, const Service& service) {
  const Value most = either(service, {"deploy", "resources", "limits", "pids"}, {"pids_limit"}, whole_number);
  QuantityError error;
  if (most.text.starts_with('-') && whole_number(std::string_view(most.text).substr(1), error)) return;
  const auto count = number(most);
  if (!count) return draft.quantity("processes", most, whole_number);
  draft.set("processes", {1, *count}, most.where, Origin::derived, {}, "no more are allowed");
}

void read_resources(Draft& draft, const Service& service) {
  check_swap(draft, service);
  check_spellings(draft, service);
  const Value most =
      either(service, {"deploy", "resources", "limits", "memory"}, {"mem_limit"}, compose_bytes);
  if (const auto bytes = number(most, compose_bytes))
    draft.bounded("compose.least-memory", *bytes, most.where);
  read_resource(
      draft, "memory",
      either(service, {"deploy", "resources", "reservations", "memory"}, {"mem_reservation"}, compose_bytes),
      most, compose_bytes, "compose.limit-below-reservation");
  Value cpus = either(service, {"deploy", "resources", "limits", "cpus"}, {"cpus"}, compose_cpus);
  if (!cpus) cpus = quota_of_cpu(service);
  read_resource(draft, "cpu",
                either(service, {"deploy", "resources", "reservations", "cpus"}, {}, compose_cpus), cpus,
                compose_cpus, {});
  read_processes(draft, service);
}

/// Whether a swarm may be meant, which is told the version of a file, or what only a swarm does.
bool may_be_swarm(doc::View root, const Service& service) {
  static constexpr std::string_view keys[] = {"endpoint_mode", "mode", "placement", "rollback_config",
                                              "update_config"};
  return doc::find_merged(root, "version") || std::any_of(std::begin(keys), std::end(keys), [&](auto key) {
           return static_cast<bool>(service.find({"deploy", key}));
         });
}

/// As many at the least as at the most.
void read_scale(Draft& draft, const Service& service, doc::View root) {
  Value replicas = service.value({"deploy", "replicas"});
  if (!replicas) replicas = service.value({"scale"});
  draft.count("scale.min", replicas, "compose.negative-replicas");
  // Only Docker Compose scales by `scale`; a swarm has replicas, and passes over the name.
  if (const Value name = service.value({"container_name"}); name && number(replicas).value_or(0) > 1)
    draft.violation(service.value({"scale"}) || !may_be_swarm(root, service) ? "compose.name-of-several"
                                                                             : "compose.name-of-replicas",
                    name.where, name.text, replicas.text);
  // What is no number was reported once.
  if (!replicas.literal() || number(replicas)) draft.quantity("scale.max", replicas, whole_number);
}

/// A fact that is true where a value is this word.
void read_word(Draft& draft, std::string_view fact, const Value& value, std::string_view word) {
  if (value && !value.literal()) draft.unresolved(fact, value);
  if (value.literal() && value.text == word)
    draft.set(fact, {1, 1}, value.where, value.origin, {}, value.note);
}

void read_host_access(Draft& draft, const Service& service) {
  std::vector<Value> capabilities;
  for (const doc::View item : service.items({"cap_add"})) {
    capabilities.push_back(value(item));
    add_capability(draft, capabilities.back());
  }
  // A capability beyond the ordinary is a right of the machine, whatever `privileged` says beside it.
  const Value privileged = boolean(service.find({"privileged"}));
  const bool declined = privileged.literal() && privileged.text == "false";
  if (!declined || draft.find("privileged") == nullptr) draft.boolean("privileged", privileged);
  note_net_admin(draft, capabilities);
  read_word(draft, "host.network", service.value({"network_mode"}), "host");
  read_word(draft, "host.pid_ipc", service.value({"pid"}), "host");
  read_word(draft, "host.pid_ipc", service.value({"ipc"}), "host");
}

void read_deploy_mode(Draft& draft, const Value& mode) {
  if (mode && !mode.literal()) return draft.unresolved("one_per_node", mode);
  if (mode.text.starts_with("global"))
    draft.set("one_per_node", {1, 1}, mode.where, mode.origin, {}, mode.note);
  if (mode.text.ends_with("-job"))
    draft.derive("trigger", "batch", mode.where, "a service of this mode runs to completion");
}

/// "node.hostname == worker-3"
void read_placement(Draft& draft, const Service& service) {
  // They may be a mapping, too.
  if (service.find({"deploy", "placement", "constraints"}).is_mapping()) return;
  for (const doc::View item : service.items({"deploy", "placement", "constraints"})) {
    const Value constraint = value(item);
    const std::string& text = constraint.text;
    const bool names_a_node = text.starts_with("node.hostname") || text.starts_with("node.id");
    if (names_a_node && text.find("==") != std::string::npos)
      draft.set("node_pinned", {1, 1}, constraint.where, Origin::stated, {}, fmt::format("`{}`", text));
  }
}

/// The health check is silent for as long as the start may take.
void read_start_period(Draft& draft, const Value& period) {
  QuantityError error;
  const auto longest = period.literal() ? go_duration(period.text, error) : std::nullopt;
  if (longest && *longest > 0)
    draft.set("startup_time", {0, *longest}, period.where, Origin::derived, {},
              "the health check waits that long for the start");
}

/// What stands around a service.
struct File {
  doc::View root;
  Services services = {};
  bool whole = false;  ///< it adds to no other one
  bool is_new = true;  ///< none of its services was read yet
};

void import_service(ImportContext& context, File& file, doc::View key, doc::View definition) {
  const doc::View root = file.root;
  const Services& services = file.services;
  const std::size_t errors = context.sink.errors();
  const Service service(services, key, definition, context.sink);
  Draft draft(context, std::string(key.text()), key.where());
  draft.overlay("x-placer", service.find({"x-placer"}));
  for (const Row& row : quantities) draft.quantity(row.fact, service.value({row.key}), row.convert);
  draft.quantity("shutdown_grace", duration_value(service, {"stop_grace_period"}), go_duration);
  if (std::exchange(file.is_new, false)) check_file_keys(draft, root);
  check_service(draft, service, services, key.text(), definition);
  read_scale(draft, service, root);
  read_resources(draft, service);
  read_gpus(draft, service);
  read_host_access(draft, service);
  read_volumes(draft, service, doc::find_merged(root, "volumes"));
  if (file.whole) check_references(draft, services, root, service);
  read_platform(draft, service.value({"platform"}));
  read_deploy_mode(draft, service.value({"deploy", "mode"}));
  read_placement(draft, service);
  read_start_period(draft, service.value({"healthcheck", "start_period"}));
  read_ports(draft, service);
  read_image_build(draft, service);
  const Value restart = service.value({"restart"});
  if (restart.text == "always" || restart.text == "unless-stopped")
    draft.runs_on("a container that is always restarted");
  else if (const Fact* ports = draft.find("ports"); ports != nullptr && ports->value.low > 0)
    draft.runs_on("a container with ports");
  draft.derive("package.format", "image", key.where(), "a service runs from an image");
  const bool runs = service.find({"image"}) || service.find({"build"});
  if (service.complete() && !runs)
    context.sink.warning(
        "compose.image",
        fmt::format("service `{}` has neither an image nor a build, which Docker Compose refuses unless "
                    "another file says it",
                    printable(key.text())),
        key.where(), "write `image:` or `build:`, or judge what `docker compose config` prints of all files");
  if (service.complete() && runs) {
    draft.absent({"gpu.count", "privileged", "host.network", "host.pid_ipc", "host.path", "one_per_node"});
    draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "a container runs on one machine");
  }
  draft.unread_since(errors);
  draft.finish();
}

class ComposeImport final : public Import {
 public:
  explicit ComposeImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    if (refuse_version_1(root)) return;
    if (const doc::View services = root["services"]; services.is_sequence() && has_list_of_services(root))
      return context_.sink.error("compose.services", "`services` is a list, not a mapping", services.where(),
                                 "write each service under its name, without a dash before it");
    const std::vector<doc::Entries::Entry> entries = doc::merged_entries(doc::find_merged(root, "services"));
    if (const doc::View included = doc::find_merged(root, "include"); included && !included.is_null())
      context_.sink.warning("compose.include", "the file includes others; what stands in them is not known",
                            included.where(),
                            "judge what `docker compose config` prints, which has everything in it");
    File file{root};
    for (const auto& [key, definition] : entries) file.services.emplace(key.text(), definition);
    check_overlay(root, entries);
    file.whole = is_whole(root, entries);
    for (const auto& [key, definition] : entries) {
      if (is_dropped(definition) || is_provided(definition))
        context_.skip("service", key.text(), key.where());
      else if (definition.is_mapping())
        import_service(context_, file, key, definition);
      else
        context_.sink.error("compose.service",
                            fmt::format("service `{}`: expected a mapping, got {}", key.text(),
                                        doc::to_string(definition.kind())),
                            definition.where(), "write what it runs, for example `image: nginx`");
    }
  }

 private:
  /// In an override, such a service is taken out of what the other files say.
  static bool is_dropped(doc::View service) {
    return service.tag() == "!reset" || (service.tag() == "!override" && !service.is_mapping());
  }

  /// Somebody else's program makes it: a database of a cloud, a model. No container runs.
  static bool is_provided(doc::View service) {
    const auto says = [&](std::string_view key) { return !!doc::find_merged(service, key); };
    return says("provider") && !says("image") && !says("build");
  }

  /// Whether an alias makes one value of both: what stands in them is then the same.
  static bool is_shared(doc::View one, doc::View other) {
    return one.first() && one.first().index() == other.first().index();
  }

  /// Whether the overlay of a service is one that is kept elsewhere, or has it merged in. Several may be kept
  /// together.
  static bool refers_to(doc::View service, doc::View kept) {
    for (const doc::View part : doc::merge_chain(doc::find_merged(service, "x-placer")).mappings) {
      if (is_shared(part, kept)) return true;
      for (const auto [key, value] : doc::entries(kept))
        if (is_shared(part, value)) return true;
    }
    return false;
  }

  /// What belongs to no service says nothing, unless it is kept there for services to refer to.
  void check_overlay(doc::View root, const std::vector<doc::Entries::Entry>& services) {
    const doc::View overlay = root["x-placer"];
    const bool is_used = std::any_of(services.begin(), services.end(),
                                     [&](const auto& service) { return refers_to(service.value, overlay); });
    if (overlay && !is_used)
      context_.sink.warning("compose.overlay",
                            "`x-placer` at the top of the file says nothing of any service", overlay.where(),
                            "write it under the service that it is about");
  }

  /// The first version had the services at the top level. Docker Compose no longer reads it either.
  bool refuse_version_1(doc::View root) {
    if (doc::find_merged(root, "services")) return false;
    for (const auto [key, service] : doc::entries(root)) {
      if (key.text().starts_with("x-")) continue;
      if (!service["image"].is_scalar() && !service["build"]) continue;
      context_.sink.error("compose.version-1",
                          fmt::format("`{}` stands at the top level, as in version 1 of Compose files, which "
                                      "is not read",
                                      printable(key.text())),
                          key.where(), "write `services:` as the first line and indent everything below it");
      return true;
    }
    return false;
  }

  ImportContext& context_;
};

class ComposeImporter final : public Importer {
 public:
  std::string_view id() const override { return "compose"; }
  std::string_view summary() const override { return "Docker Compose files (services)"; }
  std::span<const std::string_view> marker_keys() const override {
    static constexpr std::string_view keys[] = {"services"};
    return keys;
  }
  Match probe(doc::View root, const rules::RuleSet&) const override {
    return is_file(root) ? Match::certain : Match::none;
  }
  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<ComposeImport>(context);
  }
};

}  // namespace
}  // namespace compose

const Importer& compose_file() {
  static const compose::ComposeImporter importer;
  return importer;
}

}  // namespace placer::importers
