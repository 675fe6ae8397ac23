// Where a value leads to, and what a template holds. Calls of functions are worked out in
// cloudformation_evaluate.cpp.
#include "importers/cloudformation_values.hpp"

#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/cloudformation_references.hpp"
#include "importers/cloudformation_scaling.hpp"
#include "importers/cloudformation_types.hpp"
#include "importers/plain_scalar.hpp"
#include "importers/shape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace placer::importers {
namespace {

/// A macro (`AWS::Include`) that adds to what stands beside it.
constexpr std::string_view transform = "Fn::Transform";

/// Resources that refer to the one that they add to, and the property that does.
constexpr std::pair<std::string_view, std::string_view> companion_types[] = {
    {"AWS::Lambda::Alias", "FunctionName"},
    {"AWS::Lambda::Version", "FunctionName"},
    {"AWS::Lambda::EventInvokeConfig", "FunctionName"},
    {"AWS::Lambda::EventSourceMapping", "FunctionName"},
    {"AWS::ECS::Service", "TaskDefinition"},
    {"AWS::ApplicationAutoScaling::ScalableTarget", "ResourceId"},
};

constexpr std::string_view scaling_type = "AWS::ApplicationAutoScaling::ScalableTarget";

/// Says of a resource that it is none. Where a macro or a loop makes resources, nothing is known of them, nor
/// of the type of one that a macro may complete.
void check_resource(DiagnosticSink& sink, doc::View id, doc::View body, bool may_be_completed) {
  const std::string_view name = id.text();
  if (name.starts_with("Fn::")) return report_unexpanded(sink, name, id.where());
  if (!body.is_mapping())
    return report_shape(sink,
                        {name, false, doc::to_string(body.kind()), "a mapping with `Type`", body.where()});
  const doc::View type = type_of(body);
  if (type && !type.is_scalar())
    report_shape(sink, {"Type", false, doc::to_string(type.kind()), "one value", type.where()});
  if (type || body["<<"]) return;
  const std::string what = fmt::format("resource `{}` has no `Type`, so nothing is known of it", name);
  const std::string help = "write `Type: AWS::...`";
  if (may_be_completed || body[transform])
    sink.warning("manifest.type", what, id.where(), help);
  else
    sink.error("manifest.type", what, id.where(), help);
}

/// What `Fn::ForEach::Name: [Variable, List, {…}]` makes, once for each item of the list; a false view where
/// it is nothing of that.
doc::View loop_body(doc::View key, doc::View value) {
  if (!key.text().starts_with("Fn::ForEach::") || !value.is_sequence() || value.size() != 3) return {};
  const doc::View body = value.first().next().next();
  return body.is_mapping() ? body : doc::View();
}

/// The resources with those that loops hold: one stands for all that are made of it, and what depends on the
/// item of the list is not known of it.
std::vector<std::pair<doc::View, doc::View>> with_loops(doc::Entries section) {
  std::vector<std::pair<doc::View, doc::View>> all;
  for (const auto [key, value] : section) all.emplace_back(key, value);
  for (std::size_t i = 0; i < all.size(); ++i)  // loops within loops come at the end
    for (const auto [key, value] : doc::entries(loop_body(all[i].first, all[i].second)))
      all.emplace_back(key, value);
  return all;
}

/// A default that the parameter's own constraints do not allow: the template is refused unless somebody gives
/// another value.
void check_default(DiagnosticSink& sink, std::string_view name, doc::View parameter) {
  const doc::View given = parameter["Default"], allowed = parameter["AllowedValues"];
  if (!given.is_scalar()) return;
  const Value value = literal(given);
  const auto warn = [&](std::string why, std::string help) {
    sink.warning("manifest.parameter-default",
                 fmt::format("the default of parameter `{}` is {}", printable(name), why), given.where(),
                 std::move(help));
  };
  const auto amount = number(value);
  const auto least = number(literal(parameter["MinValue"])), most = number(literal(parameter["MaxValue"]));
  if (amount && least && *amount < *least)
    return warn(fmt::format("below its MinValue of {}", *least), "write one within the bounds");
  if (amount && most && *amount > *most)
    return warn(fmt::format("above its MaxValue of {}", *most), "write one within the bounds");
  // Of a list each item is held against them; those are left to the service.
  const std::string_view type = parameter["Type"].text();
  if (!allowed.is_sequence() || type == "CommaDelimitedList" || type.starts_with("List<")) return;
  for (const doc::View one : doc::items(allowed))
    if (one.text() == given.text()) return;
  warn("none of its AllowedValues", "write one of them");
}

}  // namespace

doc::View type_of(doc::View resource) {
  const doc::View type = resource["Type"];
  return type ? type : resource["type"];
}

Property Property::within(doc::View part, std::string_view name) const {
  Property property = template_->read(part, name);
  weaken(property.value_, value_);
  return property;
}

Property Property::item(Property part) const {
  part.is_item_ = true;
  return part;
}

doc::View Property::child(std::string_view key) const {
  const doc::View own = view_[key];
  return !own && view_["<<"] ? doc::find_merged(view_, key) : own;
}

void Property::report(std::string_view expected) const {
  const std::string_view kind =
      made_list_ ? "a list" : doc::to_string(view_ ? view_.kind() : doc::Kind::scalar);
  const bool is_literal = written_ && intrinsic(written_).name.empty();
  const WrittenKey own = key(name_);
  report_shape(template_->sink_, {own.name, is_item_ && own.is_list, kind, expected, value_.where,
                                  is_literal ? Severity::error : Severity::warning});
}

WrittenKey Property::key(std::string_view name) const {
  const Variables* format = template_ == nullptr ? nullptr : template_->variables_;
  return format == nullptr ? WrittenKey{name} : format->written_key(name, value_.where);
}

std::string Property::called(std::string_view name) const { return std::string(key(name).name); }

Property Property::other_than(std::string_view expected) const {
  report(expected);
  Property property = *this;
  property.value_ = open_value(value_.where, fmt::format("{} is expected here", expected));
  property.value_.misshapen = written_ && intrinsic(written_).name.empty();
  property.view_ = {};
  property.made_list_ = false;
  return property;
}

Property Property::list() const {
  if (value_.literal() && !is_sequence()) return other_than("a list");
  if (made_.size() != 1 || !made_.front().value_.text.empty()) return *this;
  // A list of one empty text, which is what an empty default stands for until somebody gives another one.
  Property property;
  property.template_ = template_;
  property.value_ =
      open_value(value_.where, value_.note.empty() ? "an empty text" : value_.note + ", which is empty");
  return property;
}

Property Property::mapping() const {
  return !value_.literal() || is_mapping() ? *this : other_than("a mapping");
}

Property Property::made_by(doc::View macro) const {
  report_unexpanded(template_->sink_, transform, macro.where());
  Property property;
  property.template_ = template_;
  property.open_ = true;
  property.value_ = open_value(macro.where(), fmt::format("`{}` may say it when it is deployed", transform));
  return property;
}

Property Property::operator[](std::string_view key) const {
  if (unresolved()) return *this;
  if (is_mapping()) {
    const doc::View part = child(key), macro = view_[transform];
    return !part && macro ? made_by(macro) : within(part, key);
  }
  if (*this) report("a mapping");
  return {};
}

bool Property::has(std::string_view key) const { return static_cast<bool>(child(key)); }

std::vector<Property> Property::items() const {
  std::vector<Property> all;
  if (value_.literal() && !is_sequence()) report("a list");
  for (const Property& part : made_) all.push_back(item(part));
  for (const doc::View part : doc::items(view_))
    if (Property property = within(part, name_)) all.push_back(item(std::move(property)));
  return all;
}

Value Property::counted() const {
  Value all = value_;
  for (const doc::View part : doc::items(view_))
    if (const Property decided = intrinsic(part).name == "If" ? within(part, name_) : Property();
        decided.origin() == Origin::assumed)
      weaken(all, decided.value_);
  return all;
}

std::vector<std::pair<std::string_view, Property>> Property::entries() const {
  std::vector<std::pair<std::string_view, Property>> all;
  if (value_.literal() && !is_mapping()) report("a mapping");
  for (const auto [key, value] : doc::entries(view_))
    if (key.text() == transform)
      report_unexpanded(template_->sink_, transform, value.where());
    else if (Property property = within(value, key.text()))
      all.emplace_back(key.text(), std::move(property));
  return all;
}

Value Property::value() const {
  if (view_ || made_list_) return other_than("one value").value_;
  // Nothing at all stays nothing, whatever it was that decided for it.
  if (value_ && value_.text.empty() && value_.origin == Origin::assumed)
    return open_value(value_.where, value_.note + ", which is empty");
  // `{{resolve:ssm:…}}` may also come about by joining.
  if (value_.literal() && value_.text.find("{{resolve:") != std::string::npos)
    return open_value(value_.where, fmt::format("`{}` is filled in when it is deployed", value_.text));
  return value_;
}

Value Property::boolean() const {
  Value said = value();
  if (!said.literal()) return said;
  if (const auto truth = plain_boolean(written_))
    said.text = *truth ? "true" : "false";
  else
    said.text = to_lower(said.text);
  return said;
}

Template::Template(doc::View root, DiagnosticSink& sink, const Variables* variables)
    : sink_(sink), variables_(variables) {
  const auto section = [&](std::string_view name) {
    const doc::View view = root[name];
    if (view && !view.is_null() && !view.is_mapping())
      report_shape(sink, {name, false, doc::to_string(view.kind()), "a mapping", view.where()});
    return doc::entries(view);
  };
  const auto fill = [&](std::string_view name, std::map<std::string_view, doc::View>& table) {
    for (const auto [key, value] : section(name)) table.emplace(key.text(), value);
  };
  auto sections = std::make_shared<Sections>();
  fill("Parameters", sections->parameters);
  for (const auto& [name, parameter] : sections->parameters) check_default(sink, name, parameter);
  fill("Conditions", sections->conditions);
  fill("Mappings", sections->mappings);
  sections_ = std::move(sections);
  const bool is_completed = has_macro(root);
  for (const auto& [key, value] : with_loops(section("Resources"))) {
    if (variables == nullptr) check_resource(sink, key, value, is_completed);
    if (loop_body(key, value)) continue;  // what it holds comes behind it
    by_id_.emplace(key.text(), resources_.size());
    const std::string_view written = type_of(value).text(), meant = meant_type(written);
    const std::string_view type = meant.empty() ? written : meant;
    const doc::View called = value["Called"];
    resources_.push_back({key, value, type, called ? called.text() : type});
    const std::string_view condition = value["Condition"].text();
    if (sections_->conditions.contains(condition) && !conditional_.contains(condition))
      conditional_.emplace(condition, std::unique_ptr<const Template>(new Template(*this, condition)));
  }
  for (std::size_t i = 0; i < resources_.size(); ++i)
    for (const auto& [type, property] : companion_types)
      if (resources_[i].type == type)
        for (const std::string_view id : references(resources_[i].body["Properties"][property]))
          companions_.emplace(std::pair(type, id), i);
  add_scaling_by_name();
}

void Template::add_scaling_by_name() {
  // Of two services with one name, in two clusters, nobody can say which is meant.
  std::map<std::string_view, const Resource*> services;
  for (const Resource& resource : resources_)
    if (const std::string_view name = service_name(resource.body);
        resource.type == "AWS::ECS::Service" && !name.empty())
      if (const auto [at, is_new] = services.emplace(name, &resource); !is_new) at->second = nullptr;
  for (std::size_t i = 0; i < resources_.size(); ++i) {
    if (resources_[i].type != scaling_type) continue;
    const doc::View resource_id = resources_[i].body["Properties"]["ResourceId"];
    const auto found = services.find(scaled_name(resource_id));
    if (found != services.end() && found->second != nullptr &&
        !refers_to(resource_id, found->second->id.text()))
      companions_.emplace(std::pair(scaling_type, found->second->id.text()), i);
  }
}

std::vector<const Resource*> Template::companions(std::string_view type, std::string_view id) const {
  std::vector<const Resource*> all;
  const auto [begin, end] = companions_.equal_range({type, id});
  const auto property = std::find_if(std::begin(companion_types), std::end(companion_types),
                                     [&](const auto& companion) { return companion.first == type; });
  for (auto at = begin; at != end; ++at) {
    const Resource& resource = resources_[at->second];
    const Resource* scaled = type == scaling_type ? find(id) : nullptr;
    const bool is_meant = refers_to(resource.body["Properties"][property->second], id) ||
                          (scaled != nullptr && scales_by_name(resource.body, scaled->body));
    if (is_meant && is_made_with(resource, id)) all.push_back(&resource);
  }
  return all;
}

const Resource* Template::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &resources_[found->second];
}

Property Template::properties(const Resource& resource) const {
  // A macro beside `Type` may bring them.
  return resource.body.is_mapping()
             ? where_it_is_made(resource).literal_property(resource.body)["Properties"].mapping()
             : Property();
}

const Template& Template::where_it_is_made(const Resource& resource) const {
  const auto found = conditional_.find(resource.body["Condition"].text());
  return found == conditional_.end() ? *this : *found->second;
}

Property Template::condition(std::string_view name) const {
  const auto found = sections_->conditions.find(name);
  return found == sections_->conditions.end() ? Property() : read(found->second, name);
}

Property Template::read(doc::View value, std::string_view name) const {
  if (!value) return {};
  Property property;
  if (!intrinsic(value).name.empty()) {
    property = evaluate(value);
  } else if (const Reading reading = follow(value); !intrinsic(reading.view).name.empty()) {
    property = evaluate(reading.view);
    weaken(property.value_, reading.value);
  } else {
    property = as_read(reading);
  }
  property.written_ = value;
  property.name_ = name;
  property.is_item_ = false;
  return property;
}

Reading Template::follow(doc::View value) const {
  if (variables_ != nullptr && value && !value.is_null()) return variables_->follow(value);
  Reading reading{value, {}};
  if (!value.is_mapping() && !value.is_sequence()) {
    reading.value = literal(value);
  } else {
    reading.value.present = true;
    reading.value.where = value.where();
  }
  return reading;
}

Property Template::as_read(Reading reading) const {
  Property property;
  property.template_ = this;
  if (reading.view.is_mapping() || reading.view.is_sequence()) property.view_ = reading.view;
  property.value_ = std::move(reading.value);
  return property;
}

Property Template::literal_property(doc::View value) const { return as_read(follow(value)); }

}  // namespace placer::importers
