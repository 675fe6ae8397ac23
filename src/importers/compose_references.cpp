// Names of services, networks and volumes that a file refers to. One of several files may lean on the others.
#include "doc/merge.hpp"
#include "importers/compose_parts.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace placer::importers::compose {
namespace {

/// A kind of names, with what is said where a file that leans on others lacks one, and where one that does
/// not: what Docker Compose reads by itself.
struct Kind {
  std::string_view key, missing, undefined;
};
constexpr Kind services_awaited{"depends_on", "compose.missing-service", "compose.undefined-service"},
    networks_joined{"networks", "compose.missing-network", "compose.undefined-network"},
    volumes_mounted{"volumes", "compose.missing-volume", "compose.undefined-volume"},
    secrets_given{"secrets", "compose.missing-secret", "compose.undefined-secret"},
    configs_given{"configs", "compose.missing-config", "compose.undefined-config"};

/// Whether the file has the name that Docker Compose looks for, so that it is no addition to another one.
bool is_read_by_itself(std::string_view path) {
  constexpr std::string_view names[] = {"compose.yaml", "compose.yml", "docker-compose.yaml",
                                        "docker-compose.yml"};
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

class References {
 public:
  References(Draft& draft, const Service& service)
      : draft_(draft), service_(service), alone_(is_read_by_itself(draft.context().file_path)) {}

  /// Names that a list or the keys of a mapping refer to, and nothing has.
  template <class Has>
  void check_names(const Kind& kind, Has has) {
    const doc::View names = service_.find({kind.key});
    const auto check = [&](const Value& name) {
      if (name.literal() && !is_placeholder(name.text) && !has(name.text))
        report(kind, name.text, name.where);
    };
    for (const doc::View item : doc::items(names))
      check(value(item.is_mapping() ? doc::find_merged(item, "source") : item));
    for (const auto& [name, options] : doc::merged_entries(names))
      if (boolean(doc::find_merged(options, "required")).text != "false") check(value(name));
  }

  /// Services that this one shares something with: `network_mode: "service:db"`, `links: [db:database]`.
  void check_partners(const Services& services) {
    constexpr std::string_view prefix = "service:";
    const auto check = [&](const Value& name, std::string_view text) {
      if (text.empty() || services.find(text) != services.end()) return;
      report(services_awaited, std::string(text), name.where);
    };
    for (const std::string_view key : {"network_mode", "pid", "ipc", "uts", "cgroup"})
      if (const Value whose = service_.value({key}); whose.literal() && whose.text.starts_with(prefix))
        check(whose, std::string_view(whose.text).substr(prefix.size()));
    for (const std::string_view key : {"links", "volumes_from"})
      for (const doc::View item : service_.items({key}))
        if (const Value whose = value(item); whose.literal() && !whose.text.starts_with("container:"))
          check(whose, std::string_view(whose.text).substr(0, whose.text.find(':')));
  }

  void check_volumes(doc::View declared) {
    for (const Value& name : volume_names(service_))
      if (!doc::find_merged(declared, name.text)) report(volumes_mounted, name.text, name.where);
  }

 private:
  void report(const Kind& kind, const std::string& name, Location where) {
    draft_.violation(alone_ ? kind.undefined : kind.missing, where, name);
  }

  Draft& draft_;
  const Service& service_;
  bool alone_;
};

}  // namespace

void check_references(Draft& draft, const Services& services, doc::View root, const Service& service) {
  References references(draft, service);
  const auto is_declared = [&](std::string_view key) {
    return [declared = doc::find_merged(root, key)](const std::string& name) {
      return !!doc::find_merged(declared, name);
    };
  };
  references.check_names(services_awaited,
                         [&](const std::string& name) { return services.find(name) != services.end(); });
  references.check_partners(services);
  references.check_names(networks_joined, [&](const std::string& name) {
    return name == "default" || is_declared("networks")(name);
  });
  references.check_volumes(doc::find_merged(root, "volumes"));
  references.check_names(secrets_given, is_declared("secrets"));
  references.check_names(configs_given, is_declared("configs"));
}

bool is_whole(doc::View root, const std::vector<doc::Entries::Entry>& services) {
  return !doc::find_merged(root, "include") &&
         std::all_of(services.begin(), services.end(), [](const doc::Entries::Entry& service) {
           const auto says = [&](std::string_view key) { return !!doc::find_merged(service.value, key); };
           const doc::View extends = doc::find_merged(service.value, "extends");
           return service.value.tag().empty() && !extends["file"] &&
                  (says("image") || says("build") || says("provider") || extends);
         });
}

}  // namespace placer::importers::compose
