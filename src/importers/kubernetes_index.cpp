// Companions by name, so that nothing is looked for among all of them.
#include "importers/kubernetes_companion.hpp"

namespace placer::importers::kubernetes {
namespace {

template <class Object>
auto by_name(const std::vector<Object>& objects) {
  std::unordered_map<std::string_view, std::vector<std::size_t>> all;
  for (std::size_t i = 0; i < objects.size(); ++i) all[objects[i].self.name].push_back(i);
  return all;
}

}  // namespace

const std::vector<std::size_t>& Companions::named(const ByName& all, std::string_view name) {
  static const std::vector<std::size_t> none;
  const auto found = all.find(name);
  return found == all.end() ? none : found->second;
}

Companions::Names Companions::index_names() const {
  Names names{by_name(services_), by_name(claims_), by_name(configs_), by_name(storages_), {}, {}};
  for (std::size_t i = 0; i < routes_.size(); ++i)
    for (const Backend& backend : routes_[i].backends) {
      std::vector<std::size_t>& routes = names.routes[backend.service];
      if (routes.empty() || routes.back() != i) routes.push_back(i);
    }
  for (std::size_t i = 0; i < storages_.size(); ++i) names.classes[storages_[i].storage_class].push_back(i);
  return names;
}

}  // namespace placer::importers::kubernetes
