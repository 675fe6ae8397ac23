// What SAM makes besides is not in the template, so that a name that begins like one of its resources may be
// one of theirs.
#include "importers/cloudformation_structure.hpp"

#include "importers/cloudformation_intrinsics.hpp"

#include <algorithm>
#include <string>

namespace placer::importers {
namespace {

class Search {
 public:
  Search(doc::View root, const Template& source)
      : root_(root), source_(source), made_(made_elsewhere(root, source)) {}

  void look(const Resource& resource) {
    const std::string_view id = resource.id.text();
    if (!is_placeholder(id) && !is_logical_id(id)) report(id, "cloudformation.logical-id", resource.id);
    const doc::View waits = resource.body["DependsOn"];
    if (waits.is_scalar()) check_resource(id, waits);
    for (const doc::View item : doc::items(waits)) check_resource(id, item);
    if (const doc::View condition = resource.body["Condition"]) check_condition(id, condition);
    look_for_choices(resource.body["Properties"], id);
  }

  std::vector<TemplateMistake> found;

 private:
  void report(std::string_view resource, std::string_view rule, doc::View name) {
    found.push_back({resource, rule, name.where(), printable(name.text()), {}});
  }

  void check_resource(std::string_view id, doc::View name) {
    const std::string_view text = name.text();
    if (!name.is_scalar() || !is_logical_id(text) || !intrinsic(name).name.empty() ||
        source_.find(text) != nullptr)
      return;
    if (std::none_of(made_.begin(), made_.end(),
                     [&](std::string_view prefix) { return text.starts_with(prefix); }))
      report(id, "cloudformation.depends-on", name);
  }

  void check_condition(std::string_view id, doc::View name) {
    if (name.is_scalar() && is_logical_id(name.text()) && intrinsic(name).name.empty() &&
        !root_["Conditions"][name.text()])
      report(id, "cloudformation.missing-condition", name);
  }

  /// The conditions of every `!If`.
  void look_for_choices(doc::View properties, std::string_view id) {
    std::vector<doc::View> open{properties};
    while (!open.empty()) {
      const doc::View next = open.back();
      open.pop_back();
      if (const Intrinsic call = intrinsic(next); call.name == "If" && call.argument.size() == 3)
        check_condition(id, call.argument.first());
      for (const doc::View item : doc::items(next)) open.push_back(item);
      for (const auto [key, value] : doc::entries(next)) open.push_back(value);
    }
  }

  doc::View root_;
  const Template& source_;
  std::vector<std::string_view> made_;
};

}  // namespace

std::vector<TemplateMistake> mistaken_structure(doc::View root, const Template& source) {
  if (is_expanded(root) || (!root["AWSTemplateFormatVersion"] && !root["Transform"])) return {};
  Search search(root, source);
  for (const Resource& resource : source.resources()) search.look(resource);
  return std::move(search.found);
}

}  // namespace placer::importers
