// CloudFormation refuses every section and every attribute that it does not know, so that no table can be too
// old for long: they are as they were for years. SAM leaves out what is null of its own resources and hands
// on the rest.
#include "importers/cloudformation_form.hpp"

#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/cloudformation_keys.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>

namespace placer::importers {
namespace {

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html; `Globals` is SAM's,
// and `Constants` the command line's.
constexpr std::string_view sections[] = {"AWSTemplateFormatVersion",
                                         "Description",
                                         "Metadata",
                                         "Parameters",
                                         "Rules",
                                         "Mappings",
                                         "Conditions",
                                         "Transform",
                                         "Resources",
                                         "Outputs",
                                         "Globals",
                                         "Hooks",
                                         "Constants"};
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html,
// with those of SAM. Templates of AWS itself have a `Description` too.
constexpr std::string_view attributes[] = {
    "Type",           "Properties",   "DependsOn",           "Condition",  "Metadata",     "CreationPolicy",
    "DeletionPolicy", "UpdatePolicy", "UpdateReplacePolicy", "Connectors", "IgnoreGlobals"};
constexpr std::string_view unlisted = "Description";
/// Of resources that a function of one's own makes.
constexpr std::string_view version = "Version";
/// What is far from the attribute that it stands for.
constexpr std::string_view also_properties[] = {"Property", "property", "Props", "props", "Spec", "spec"};
/// What SAM hands on as it stands of a function.
constexpr std::string_view handed_on[] = {"Environment",   "VpcConfig", "EphemeralStorage",  "ImageConfig",
                                          "LoggingConfig", "SnapStart", "FileSystemConfigs", "Layers"};

using Names = std::span<const std::string_view>;

/// Calls of functions, merge keys, and what somebody else fills in.
bool is_foreign(std::string_view key) {
  return key.empty() || key.starts_with("Fn::") || key == "<<" || is_placeholder(key);
}

bool is_serverless(const Resource& resource) { return resource.type.starts_with("AWS::Serverless::"); }

bool is_custom(const Resource& resource) {
  return resource.type.starts_with("Custom::") || resource.type == "AWS::CloudFormation::CustomResource";
}

class Search {
 public:
  explicit Search(doc::View root)
      : root_(root), is_whole_(root["AWSTemplateFormatVersion"] || root["Transform"]) {}

  void look_at_sections() {
    for (const auto [key, value] : doc::entries(root_)) {
      if (!is_one_of(key.text(), sections)) check_section(key);
      if (is_one_of(key.text(), sections) && value.is_null()) report_null(key.text(), key.where(), {});
    }
    for (const std::string_view section : {"Parameters", "Mappings", "Conditions", "Outputs"})
      look_for_nulls(root_[section], {});
    look_for_nulls_handed_on(root_["Globals"]["Function"], {});
  }

  void look_at(const Resource& resource) {
    const std::string_view id = resource.id.text();
    if (!resource.body.is_mapping() || resource.body["Fn::Transform"] || is_foreign(id)) return;
    for (const auto [key, value] : doc::entries(resource.body)) {
      const std::string_view word = key.text();
      if (!is_one_of(word, attributes) && word != unlisted && (word != version || !is_custom(resource)))
        check_attribute(resource, key);
      else if (value.is_null() && (!is_serverless(resource) || word == "Properties"))
        report_null(word, key.where(), id);
      else if (!is_serverless(resource) && word != "Metadata")
        look_for_nulls(value, id);
    }
    if (const doc::View written = type_of(resource.body); written.text() != resource.type)
      report(id, "cloudformation.misspelt-type", written, std::string(resource.type));
    if (resource.type == "AWS::Serverless::Function")
      look_for_nulls_handed_on(resource.body["Properties"], id);
  }

  std::vector<TemplateMistake> found;

 private:
  void report(std::string_view resource, std::string_view rule, doc::View key, std::string meant) {
    found.push_back({resource, rule, key.where(), printable(key.text()), std::move(meant)});
  }

  void report_null(std::string_view name, Location where, std::string_view resource) {
    found.push_back({resource, "cloudformation.null", where, printable(name), {}});
  }

  void check_section(doc::View key) {
    if (is_foreign(key.text())) return;
    const auto meant = slip_of(key.text(), sections);
    // One that stands there too is not the one that was meant.
    if (meant && !root_[*meant])
      report({}, "cloudformation.misspelt-section", key, std::string(*meant));
    else if (is_whole_)
      report({}, "cloudformation.unknown-section", key, {});
  }

  void check_attribute(const Resource& resource, doc::View key) {
    const std::string_view word = key.text();
    if (is_foreign(word)) return;
    std::string meant(slip_of(word, attributes).value_or(""));
    if (is_one_of(word, also_properties)) meant = "Properties";
    if (!meant.empty() && resource.body[meant]) meant.clear();
    if (meant.empty() && is_property(resource.type, word) && !resource.body["Properties"][word])
      meant = fmt::format("Properties.{}", word);
    const std::string_view rule =
        meant.empty() ? "cloudformation.unknown-attribute" : "cloudformation.misspelt-attribute";
    report(resource.id.text(), rule, key, std::move(meant));
  }

  void look_for_nulls_handed_on(doc::View properties, std::string_view resource) {
    for (const std::string_view key : handed_on) look_for_nulls(properties[key], resource);
  }

  /// Within a part; arguments of functions are theirs.
  void look_for_nulls(doc::View part, std::string_view resource) {
    std::vector<std::pair<std::string_view, doc::View>> open{{{}, part}};
    while (!open.empty()) {
      const auto [name, next] = open.back();
      open.pop_back();
      const auto old = static_cast<std::ptrdiff_t>(open.size());
      for (const doc::View item : doc::items(next)) {
        if (item.is_null() && item.tag().empty())
          report_null(fmt::format("an item of {}", name), item.where(), resource);
        open.emplace_back(name, item);
      }
      for (const auto [key, value] : doc::entries(next)) {
        const std::string_view word = key.text();
        if (word == "Fn::Transform") break;
        if (value.is_null() && value.tag().empty() && !is_foreign(word) && word != "Ref")
          report_null(word, key.where(), resource);
        open.emplace_back(word, value);
      }
      std::reverse(open.begin() + old, open.end());
    }
  }

  doc::View root_;
  bool is_whole_;
};

}  // namespace

std::vector<TemplateMistake> mistaken_form(doc::View root, const Template& source) {
  if (has_macro(root) || root["Fn::Transform"] || root["Resources"]["Fn::Transform"]) return {};
  Search search(root);
  search.look_at_sections();
  for (const Resource& resource : source.resources()) search.look_at(resource);
  return std::move(search.found);
}

}  // namespace placer::importers
