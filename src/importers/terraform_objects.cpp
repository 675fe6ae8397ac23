// What an importer makes of the objects is told apart by the places, which lie in the instances.
#include "importers/terraform_objects.hpp"

#include "importers/draft.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace placer::importers::terraform {
namespace {

/// The instances by where what the plan says of them ends.
class Places {
 public:
  explicit Places(const std::vector<Object>& objects) {
    for (const Object& object : objects)
      for (const doc::View part : {object.instance->planned, object.instance->change})
        if (part) ends_.emplace(part.where().offset + part.where().length, std::pair(part, object.instance));
  }

  const Instance* find(Location where) const {
    const auto found = ends_.upper_bound(where.offset);
    return found != ends_.end() && found->second.first.where().offset <= where.offset ? found->second.second
                                                                                      : nullptr;
  }

 private:
  std::map<std::uint32_t, std::pair<doc::View, const Instance*>> ends_;
};

}  // namespace

void read_objects(ImportContext& context, const std::vector<Object>& objects,
                  std::set<std::string_view>& used) {
  std::vector<Workload> workloads;
  ImportContext inner{context.rules, context.sink, workloads, {}, context.file_name, context.file_path};
  std::vector<std::pair<const Importer*, std::unique_ptr<Import>>> imports;
  const Places places(objects);
  std::set<std::string_view> read;
  for (const Object& object : objects) {
    const Importer* importer = choose(object.view, context.rules, {}, Match::certain);
    if (importer == nullptr || !importer->reads_objects()) continue;
    auto import =
        std::find_if(imports.begin(), imports.end(), [&](const auto& one) { return one.first == importer; });
    if (import == imports.end()) import = imports.emplace(imports.end(), importer, importer->begin(inner));
    import->second->read(object.view);
    read.insert(object.instance->address.text());
  }
  for (const auto& [importer, import] : imports) import->finish();
  for (const Skipped& skipped : inner.skipped)
    if (const Instance* instance = places.find(skipped.where)) read.erase(instance->address.text());
  for (Workload& workload : workloads) {
    if (const Instance* instance = places.find(workload.where)) {
      set_name(workload, instance->address.text());
      workload.where = instance->address.where();
      read.insert(instance->address.text());
    }
    context.workloads.push_back(std::move(workload));
  }
  used.merge(read);
}

}  // namespace placer::importers::terraform
