// Beside values stand marks of the same shape: `true` for what is sensitive with all that is in it. Both are
// walked together, with a list of what is still to be looked at.
// https://developer.hashicorp.com/terraform/internals/json-format
#include "importers/terraform_secrets.hpp"

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

namespace placer::importers::terraform {
namespace {

class Search {
 public:
  void look(doc::View value, doc::View mark) {
    pending_.emplace_back(value, mark);
    while (!pending_.empty()) {
      const auto [next, its_mark] = pending_.back();
      pending_.pop_back();
      if (its_mark.is_scalar())
        take(next, its_mark);
      else if (its_mark.is_mapping())
        match_keys(next, its_mark);
      else
        match_items(next, its_mark);
    }
  }

  /// The resources of a module and of those in it.
  void look_in_modules(doc::View root_module) {
    std::vector<doc::View> modules{root_module};
    while (!modules.empty()) {
      const doc::View module = modules.back();
      modules.pop_back();
      for (const doc::View resource : doc::items(module["resources"]))
        look(resource["values"], resource["sensitive_values"]);
      for (const doc::View child : doc::items(module["child_modules"])) modules.push_back(child);
    }
  }

  std::vector<Location> found;

 private:
  void take(doc::View value, doc::View mark) {
    if (mark.text() != "true") return;
    for (const auto [key, part] : doc::entries(value)) pending_.emplace_back(part, mark);
    for (const doc::View item : doc::items(value)) pending_.emplace_back(item, mark);
    if (!value.is_scalar() || value.is_null()) return;
    Location where = value.where();
    if (value.quoted() && where.length >= 2) {
      ++where.offset;
      where.length -= 2;
    }
    found.push_back(where);
  }

  void match_keys(doc::View value, doc::View mark) {
    std::map<std::string_view, doc::View> marks;
    for (const auto [key, part] : doc::entries(mark)) marks.emplace(key.text(), part);
    for (const auto [key, part] : doc::entries(value))
      if (const auto same = marks.find(key.text()); same != marks.end())
        pending_.emplace_back(part, same->second);
  }

  void match_items(doc::View value, doc::View mark) {
    std::vector<doc::View> marks;
    for (const doc::View item : doc::items(mark)) marks.push_back(item);
    std::size_t i = 0;
    for (const doc::View item : doc::items(value))
      if (i < marks.size()) pending_.emplace_back(item, marks[i++]);
  }

  std::vector<std::pair<doc::View, doc::View>> pending_;
};

}  // namespace

std::vector<Location> secrets(doc::View root) {
  Search search;
  for (const doc::View state : {root["planned_values"], root["prior_state"]["values"]}) {
    search.look_in_modules(state["root_module"]);
    for (const auto [name, output] : doc::entries(state["outputs"]))
      search.look(output["value"], output["sensitive"]);
  }
  for (const std::string_view list : {"resource_changes", "resource_drift"})
    for (const doc::View resource : doc::items(root[list]))
      for (const auto& [value, mark] :
           {std::pair("before", "before_sensitive"), std::pair("after", "after_sensitive")})
        search.look(resource["change"][value], resource["change"][mark]);
  std::map<std::string_view, doc::View> values;
  for (const auto [name, variable] : doc::entries(root["variables"])) values.emplace(name.text(), variable);
  for (const auto [name, variable] : doc::entries(root["configuration"]["root_module"]["variables"]))
    if (const auto said = values.find(name.text()); said != values.end())
      search.look(said->second["value"], variable["sensitive"]);
  return std::move(search.found);
}

}  // namespace placer::importers::terraform
