// What an importer makes of the objects is told apart by the places, which lie in the instances.
#include "importers/terraform_objects.hpp"

#include <algorithm>
#include <utility>

namespace placer::importers::terraform {
namespace {

bool lies_in(Location inner, doc::View outer) {
  const Location whole = outer.where();
  return outer && inner.offset >= whole.offset && inner.offset < whole.offset + whole.length;
}

const Instance* find(const std::vector<Object>& objects, Location where) {
  for (const Object& object : objects)
    if (lies_in(where, object.instance->planned) || lies_in(where, object.instance->change))
      return object.instance;
  return nullptr;
}

}  // namespace

void read_objects(ImportContext& context, const std::vector<Object>& objects,
                  std::set<std::string_view>& used) {
  std::vector<Workload> workloads;
  ImportContext inner{context.rules, context.sink, workloads, {}, context.file_name, context.file_path};
  std::vector<std::pair<const Importer*, std::unique_ptr<Import>>> imports;
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
    if (const Instance* instance = find(objects, skipped.where)) read.erase(instance->address.text());
  for (Workload& workload : workloads) {
    if (const Instance* instance = find(objects, workload.where)) {
      workload.name = instance->address.text();
      workload.where = instance->address.where();
      read.insert(instance->address.text());
    }
    context.workloads.push_back(std::move(workload));
  }
  used.merge(read);
}

}  // namespace placer::importers::terraform
