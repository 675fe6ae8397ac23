// What SAM makes besides is not in the template, so that a name that begins like one of its resources may be
// one of theirs.
#include "importers/cloudformation_structure.hpp"

#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string>

namespace placer::importers {
namespace {

/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html,
/// with how many arguments a list of them has; 0: it takes no list, or one of any length.
struct Function {
  std::string_view name;
  std::size_t least = 0, most = 0;
};
constexpr Function functions[] = {
    {"And", 2, 10},   {"Base64"},       {"Cidr", 2, 3},       {"Condition"},
    {"Contains"},     {"Equals", 2, 2}, {"FindInMap", 3, 4},  {"ForEach"},
    {"GetAZs"},       {"GetAtt"},       {"If", 3, 3},         {"ImportValue"},
    {"Join", 2, 2},   {"Length"},       {"Not", 1, 1},        {"Or", 2, 10},
    {"Ref"},          {"Select", 2, 2}, {"Split", 2, 2},      {"Sub", 2, 2},
    {"ToJsonString"}, {"Transform"},    {"EachMemberEquals"}, {"EachMemberIn"},
    {"RefAll"},       {"ValueOf"},      {"ValueOfAll"},       {"GetStackOutput"},
};

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
    look_for_calls(resource.body["Properties"], id);
  }

  /// What every parameter says, and what is called outside of the resources.
  void look_at_sections() {
    look_for_calls(root_["Conditions"], {});
    look_for_calls(root_["Outputs"], {});
    for (const auto [key, parameter] : doc::entries(root_["Parameters"]))
      if (parameter.is_mapping() && !parameter["Type"] && !parameter["<<"] && !is_placeholder(key.text()))
        report({}, "cloudformation.parameter-type", key);
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

  /// Functions that there are, with as many arguments as they take. Tags that are near to none are those of
  /// programs that read the template first.
  void check_call(std::string_view id, doc::View at, const Intrinsic& call) {
    const auto known = std::find_if(std::begin(functions), std::end(functions),
                                    [&](const Function& one) { return one.name == call.name; });
    if (known == std::end(functions)) {
      std::vector<std::string_view> names;
      for (const Function& one : functions) names.push_back(one.name);
      const auto meant = slip_of(call.name, names);
      // Of a short name two letters are most of it.
      constexpr std::size_t is_short = 4;
      if (meant && (meant->size() > is_short || edit_distance(to_lower(call.name), to_lower(*meant), 1) <= 1))
        found.push_back(
            {id, "cloudformation.misspelt-function", at.where(), printable(call.name), std::string(*meant)});
      return;
    }
    const std::size_t count = call.argument.size();
    if (!call.argument.is_sequence() || known->most == 0 || (count >= known->least && count <= known->most))
      return;
    const std::string takes = known->least == known->most
                                  ? fmt::format("{}", known->least)
                                  : fmt::format("{} to {}", known->least, known->most);
    found.push_back(
        {id, "cloudformation.arguments", at.where(), fmt::format("!{} with {}", call.name, count), takes});
  }

  /// The functions of a part, and the conditions of every `!If`.
  void look_for_calls(doc::View properties, std::string_view id) {
    std::vector<doc::View> open{properties};
    while (!open.empty()) {
      const doc::View next = open.back();
      open.pop_back();
      const Intrinsic call = intrinsic(next);
      if (call.name == "If" && call.argument.size() == 3) check_condition(id, call.argument.first());
      if (!call.name.empty()) check_call(id, next, call);
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
  constexpr std::string_view only_version = "2010-09-09";
  if (is_expanded(root) || (!root["AWSTemplateFormatVersion"] && !root["Transform"])) return {};
  Search search(root, source);
  search.look_at_sections();
  for (const Resource& resource : source.resources()) search.look(resource);
  const doc::View version = root["AWSTemplateFormatVersion"];
  if (version.is_scalar() && !version.text().empty() && version.text() != only_version &&
      !is_placeholder(version.text()))
    search.found.push_back({{},
                            "cloudformation.format-version",
                            version.where(),
                            printable(version.text()),
                            std::string(only_version)});
  return std::move(search.found);
}

}  // namespace placer::importers
