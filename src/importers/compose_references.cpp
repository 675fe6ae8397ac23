// Names of services, networks and volumes that a file refers to. One of several files may lean on the others.
#include "doc/merge.hpp"
#include "importers/compose_parts.hpp"

#include <algorithm>
#include <string_view>

namespace placer::importers::compose {
namespace {

/// Names that a list or the keys of a mapping refer to, and nothing has.
template <class Has>
void check_names(Draft& draft, doc::View names, std::string_view rule, Has has) {
  const auto check = [&](doc::View name) {
    const Value said = value(name);
    if (said.literal() && !is_placeholder(said.text) && !has(said.text))
      draft.violation(rule, said.where, said.text);
  };
  for (const doc::View item : doc::items(names)) check(item);
  for (const auto& [name, options] : doc::merged_entries(names))
    if (boolean(doc::find_merged(options, "required")).text != "false") check(name);
}

}  // namespace

void check_references(Draft& draft, const Services& services, doc::View root, const Service& service) {
  check_names(draft, service.find({"depends_on"}), "compose.missing-service",
              [&](const std::string& name) { return services.find(name) != services.end(); });
  const doc::View networks = doc::find_merged(root, "networks");
  check_names(draft, service.find({"networks"}), "compose.missing-network",
              [&](const std::string& name) { return name == "default" || doc::find_merged(networks, name); });
  check_volumes(draft, service, doc::find_merged(root, "volumes"));
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
