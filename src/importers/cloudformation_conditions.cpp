// What holds within a resource that is made under a condition: the condition itself, and what follows from it
// with certainty. What is negated, joined by `And` or compared with a text is followed back to other
// conditions and to parameters.
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/cloudformation_values.hpp"

#include <algorithm>
#include <utility>

namespace placer::importers {
namespace {

// Of one condition; real ones need a few, and there may be as many conditions as resources.
constexpr int max_steps = 32;

/// A text of the template itself, which no function makes.
bool is_text(doc::View value) {
  return value.is_scalar() && intrinsic(value).name.empty() && !is_placeholder(value.text());
}

}  // namespace

Template::Template(const Template& whole, std::string_view condition)
    : sink_(whole.sink_), variables_(whole.variables_), sections_(whole.sections_) {
  assume(condition);
}

/// Of two things that are equal, one a parameter and the other a text, the parameter has that text.
void Template::assume_equal(doc::View first, doc::View second) {
  if (is_text(first)) std::swap(first, second);
  const Intrinsic call = intrinsic(first);
  if (is_text(second) && call.name == "Ref" && sections_->parameters.contains(call.argument.text()))
    fixed_.emplace(call.argument.text(), second.text());
}

void Template::assume(std::string_view condition) {
  struct Known {
    doc::View expression;
    bool holds;
  };
  std::vector<Known> pending;
  const auto learn = [&](std::string_view name, bool holds) {
    const auto found = sections_->conditions.find(name);
    if (found != sections_->conditions.end() && assumed_.emplace(name, holds).second)
      pending.push_back({found->second, holds});
  };
  learn(condition, true);
  for (int step = 0; step < max_steps && !pending.empty(); ++step) {
    const Known known = pending.back();
    pending.pop_back();
    const Intrinsic call = intrinsic(known.expression);
    const doc::View argument = call.argument;
    if (call.name == "Condition") learn(argument.text(), known.holds);
    if (call.name == "Not" && argument.size() == 1) pending.push_back({argument.first(), !known.holds});
    // All parts of an `And` that holds do, and none of an `Or` that does not.
    if (call.name == (known.holds ? "And" : "Or"))
      for (const doc::View part : doc::items(argument)) pending.push_back({part, known.holds});
    if (call.name == "Equals" && known.holds && argument.size() == 2)
      assume_equal(argument.first(), argument.first().next());
  }
}

/// Whether a condition holds that a call asks for, where that is assumed.
Property Template::assumed_condition(const Intrinsic& function) const {
  if (function.name != "Condition" && function.name != "If") return {};
  const doc::View argument = function.argument;
  const auto found = assumed_.find((argument.is_sequence() ? argument.first() : argument).text());
  if (found == assumed_.end()) return {};
  Property property;
  property.template_ = this;
  property.value_.present = true;
  property.value_.where = argument.where();
  property.value_.text = found->second ? "true" : "false";
  return property;
}

const Template& Template::where_it_is_made(std::string_view id) const {
  const Resource* resource = find(id);
  return resource == nullptr ? *this : where_it_is_made(*resource);
}

bool Template::is_made_with(const Resource& other, std::string_view id) const {
  const std::string_view name = other.body["Condition"].text();
  if (name.empty()) return true;
  const Property holds = where_it_is_made(id).condition(name);
  return !holds || holds.unresolved() || holds.value().text != "false";
}

bool Template::refers_to(doc::View value, std::string_view id) const {
  const Template& made = where_it_is_made(id);
  for (Intrinsic call = intrinsic(value); call.name == "If" && call.argument.size() == 3;
       call = intrinsic(value)) {
    const Property holds = made.condition(call.argument.first().text());
    if (!holds || holds.unresolved()) break;
    value = call.argument.first().next();
    if (holds.value().text == "false") value = value.next();
  }
  const std::vector<std::string_view> ids = references(value);
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace placer::importers
