// What macros and SAM make of a template is not known, so that a name counts as missing only where none of
// them can bring it.
#include "importers/cloudformation_references.hpp"

#include "importers/cloudformation_intrinsics.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <span>

namespace placer::importers {
namespace {

constexpr std::string_view serverless = "AWS::Serverless-2016-10-31";
/// Transforms of AWS that leave the form of a template as it is: they add functions, resources and hooks.
constexpr std::string_view own_transforms[] = {serverless, "AWS::LanguageExtensions",
                                               "AWS::SecretsManager-2020-07-23",
                                               "AWS::SecretsManager-2024-09-16", "AWS::CodeDeployBlueGreen"};
/// What SAM makes once for a whole template.
constexpr std::string_view made_by_sam[] = {"Serverless", "CodeDeployServiceRole", "ApiGatewayDomainName",
                                            "RecordSetGroup"};

class Search {
 public:
  Search(doc::View root, const Template& source) : root_(root), prefixes_(made_elsewhere(root, source)) {
    for (const std::string_view section : {"Resources", "Parameters"})
      for (const auto [key, value] : doc::entries(root[section])) names_.insert(key.text());
  }

  /// Looks through a part of the template.
  void look(doc::View part, std::string_view resource) {
    std::vector<Open> pending{{part, false}};
    while (!pending.empty()) {
      const Open next = pending.back();
      pending.pop_back();
      const Intrinsic call = intrinsic(next.value);
      if (!call.name.empty()) check(call, next, resource);
      const bool chosen = next.chosen || call.name == "If";
      const auto old = static_cast<std::ptrdiff_t>(pending.size());
      for (const doc::View item : doc::items(next.value)) pending.push_back({item, chosen});
      for (const auto [key, value] : doc::entries(next.value)) pending.push_back({value, chosen});
      std::reverse(pending.begin() + old, pending.end());
    }
  }

  std::vector<TemplateMistake> found;

 private:
  struct Open {
    doc::View value;
    bool chosen;  // by a condition: what is not chosen is not looked up in a mapping
  };

  void check(const Intrinsic& call, const Open& at, std::string_view resource) {
    const bool list = call.argument.is_sequence();
    const std::string_view text = (list ? call.argument.first() : call.argument).text();
    if (call.name == "Ref" || call.name == "GetAtt") check_name(text, at.value.where(), resource);
    if (call.name == "Sub") {
      const doc::View variables = list ? call.argument.first().next() : doc::View();
      for (const SubPart& part : sub_parts(text))
        if (part.is_name && !variables[part.text]) check_name(part.text, at.value.where(), resource);
    }
    if (call.name == "FindInMap" && !at.chosen) check_mapping(call.argument, at.value.where(), resource);
  }

  void check_name(std::string_view text, Location where, std::string_view resource) {
    const std::string_view name = text.substr(0, text.find('.'));
    if (!is_logical_id(name) || names_.contains(name)) return;
    if (std::any_of(prefixes_.begin(), prefixes_.end(),
                    [&](std::string_view prefix) { return name.starts_with(prefix); }))
      return;
    found.push_back({resource, "cloudformation.missing-name", where, printable(name), {}});
  }

  /// Keys that are literal; a default may stand behind them.
  void check_mapping(doc::View keys, Location where, std::string_view resource) {
    if (keys.size() != 3) return;
    doc::View inner = root_["Mappings"];
    std::string path;
    for (const doc::View key : doc::items(keys)) {
      if (!key.is_scalar() || !intrinsic(key).name.empty() || is_placeholder(key.text())) return;
      inner = inner[key.text()];
      path += fmt::format("{}{}", path.empty() ? "" : ".", key.text());
    }
    if (!inner) found.push_back({resource, "cloudformation.missing-key", where, printable(path), {}});
  }

  doc::View root_;
  std::set<std::string_view> names_;
  std::vector<std::string_view> prefixes_;
};

bool has_serverless(const Template& source, std::string_view section) {
  const std::vector<Resource>& all = source.resources();
  return std::any_of(all.begin(), all.end(), [&](const Resource& resource) {
    return resource.type == fmt::format("AWS::Serverless::{}", section);
  });
}

bool has_other_transform(doc::View root, std::span<const std::string_view> known) {
  const doc::View transform = root["Transform"];
  const auto is_other = [known](doc::View name) {
    return std::find(known.begin(), known.end(), name.text()) == known.end();
  };
  if (transform && !transform.is_null() && !transform.is_sequence() && is_other(transform)) return true;
  for (const doc::View item : doc::items(transform))
    if (is_other(item)) return true;
  return false;
}

}  // namespace

bool is_logical_id(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

std::vector<std::string_view> made_elsewhere(doc::View root, const Template& source) {
  std::vector<std::string_view> prefixes;
  const bool sam = static_cast<bool>(root["Transform"]);
  if (sam) prefixes.insert(prefixes.end(), std::begin(made_by_sam), std::end(made_by_sam));
  for (const Resource& resource : source.resources())
    if ((sam && resource.type.starts_with("AWS::Serverless::")) || resource.type.ends_with("::MODULE"))
      prefixes.push_back(resource.id.text());
  return prefixes;
}

bool has_macro(doc::View root) { return root["Modules"] || has_other_transform(root, own_transforms); }

bool is_expanded(doc::View root) {
  constexpr std::string_view only[] = {serverless};
  if (root["Modules"] || has_other_transform(root, only)) return true;
  std::vector<doc::View> pending{root};
  while (!pending.empty()) {
    const doc::View next = pending.back();
    pending.pop_back();
    for (const doc::View item : doc::items(next)) pending.push_back(item);
    for (const auto [key, value] : doc::entries(next)) {
      if (key.text() == "Fn::Transform" || key.text().starts_with("Fn::ForEach") || key.text() == "<<")
        return true;
      pending.push_back(value);
    }
    if (next.tag() == "!Transform") return true;
  }
  return false;
}

std::vector<TemplateMistake> missing_names(doc::View root, const Template& source) {
  if (is_expanded(root)) return {};
  Search search(root, source);
  for (const Resource& resource : source.resources())
    search.look(resource.body["Properties"], resource.id.text());
  // What all functions share becomes a part of each; of resources that are not there nothing does.
  for (const auto [section, shared] : doc::entries(root["Globals"]))
    if (has_serverless(source, section.text())) search.look(shared, {});
  for (const auto [name, output] : doc::entries(root["Outputs"])) search.look(output["Value"], {});
  return std::move(search.found);
}

}  // namespace placer::importers
