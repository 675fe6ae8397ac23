// Where a value leads to, and what a template holds. Calls of functions are worked out in
// cloudformation_evaluate.cpp.
#include "importers/cloudformation_values.hpp"

#include "doc/merge.hpp"
#include "importers/cloudformation_intrinsics.hpp"

#include <fmt/core.h>

namespace placer::importers {
namespace {

/// Resources that refer to the one that they add to, and the property that does.
constexpr std::pair<std::string_view, std::string_view> companion_types[] = {
    {"AWS::Lambda::Alias", "FunctionName"},
    {"AWS::Lambda::Version", "FunctionName"},
    {"AWS::ECS::Service", "TaskDefinition"},
    {"AWS::ApplicationAutoScaling::ScalableTarget", "ResourceId"},
};

}  // namespace

Property Property::within(doc::View part) const {
  Property property = template_->read(part);
  weaken(property.value_, value_);
  return property;
}

doc::View Property::child(std::string_view key) const {
  const doc::View own = view_[key];
  return !own && view_["<<"] ? doc::find_merged(view_, key) : own;
}

Property Property::operator[](std::string_view key) const {
  if (unresolved()) return *this;
  return is_mapping() ? within(child(key)) : Property();
}

bool Property::has(std::string_view key) const {
  const doc::View value = child(key);
  return value && !value.is_null();
}

std::vector<Property> Property::items() const {
  std::vector<Property> all;
  for (const doc::View item : doc::items(view_))
    if (Property property = within(item)) all.push_back(std::move(property));
  return all;
}

std::vector<std::pair<std::string_view, Property>> Property::entries() const {
  std::vector<std::pair<std::string_view, Property>> all;
  for (const auto [key, value] : doc::entries(view_))
    if (Property property = within(value)) all.emplace_back(key.text(), std::move(property));
  return all;
}

Value Property::value() const {
  if (view_) return literal(view_);
  if (value_.text.empty() && value_.origin == Origin::assumed)
    return open_value(value_.where, value_.note + ", which is empty");
  // `{{resolve:ssm:…}}` may also come about by joining.
  if (value_.literal() && value_.text.find("{{resolve:") != std::string::npos)
    return open_value(value_.where, fmt::format("`{}` is filled in when it is deployed", value_.text));
  return value_;
}

Template::Template(doc::View root) {
  const auto fill = [&](std::string_view section, std::map<std::string_view, doc::View>& table) {
    for (const auto [key, value] : doc::entries(root[section])) table.emplace(key.text(), value);
  };
  fill("Parameters", parameters_);
  fill("Conditions", conditions_);
  fill("Mappings", mappings_);
  for (const auto [key, value] : doc::entries(root["Resources"])) {
    by_id_.emplace(key.text(), resources_.size());
    resources_.push_back({key, value, value["Type"].text()});
  }
  for (std::size_t i = 0; i < resources_.size(); ++i)
    for (const auto& [type, property] : companion_types)
      if (resources_[i].type == type)
        for (const std::string_view id : references(resources_[i].body["Properties"][property]))
          companions_.emplace(std::pair(type, id), i);
}

std::vector<const Resource*> Template::companions(std::string_view type, std::string_view id) const {
  std::vector<const Resource*> all;
  const auto [begin, end] = companions_.equal_range({type, id});
  for (auto at = begin; at != end; ++at) all.push_back(&resources_[at->second]);
  return all;
}

const Resource* Template::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &resources_[found->second];
}

Property Template::read(doc::View value) const {
  if (!value) return {};
  return intrinsic(value).name.empty() ? literal_property(value) : evaluate(value);
}

Property Template::literal_property(doc::View value) const {
  Property property;
  property.template_ = this;
  if (value.is_mapping() || value.is_sequence()) {
    property.view_ = value;
    property.value_.present = true;
    property.value_.where = value.where();
  } else {
    property.value_ = literal(value);
  }
  return property;
}

}  // namespace placer::importers
