// Intrinsic functions. A call waits on a list of its own until its arguments are worked out, so that neither
// nesting nor conditions that refer to one another can exhaust the stack.
#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/cloudformation_values.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers {
namespace {

constexpr int max_steps = 1000;         // of one value; real ones need a dozen
constexpr std::size_t max_depth = 100;  // of calls within calls
constexpr std::size_t max_items = 1000;

/// Whether the list that a call goes through is an argument as a whole, since it must itself be worked out;
/// otherwise each of its items is one.
bool takes_whole_list(const Intrinsic& function) {
  return (function.name == "Join" || function.name == "Select") && function.argument.size() == 2 &&
         !intrinsic(function.argument.first().next()).name.empty();
}

}  // namespace

/// A call of a function whose arguments are worked out one after the other.
struct Template::Call {
  Intrinsic function;
  Location where;
  std::vector<doc::View> arguments;
  std::vector<Property> results;
};

/// What must be known first. Of `!If` that is the condition; the branch is added when it is.
std::vector<doc::View> Template::arguments(const Intrinsic& function) const {
  std::vector<doc::View> all;
  const doc::View argument = function.argument;
  if (function.name == "Condition" || function.name == "If") {
    const std::string_view name = (argument.is_sequence() ? argument.first() : argument).text();
    if (const auto found = sections_->conditions.find(name); found != sections_->conditions.end())
      all.push_back(found->second);
    return all;
  }
  if (function.name == "Sub" && argument.is_sequence()) {
    for (const auto [key, value] : doc::entries(argument.first().next())) all.push_back(value);
    return all;
  }
  for (const doc::View item : doc::items(argument)) all.push_back(item);
  // What stands in a mapping of its own is the value where there is no entry.
  if (function.name == "FindInMap" && all.size() == 4 && all[3]["DefaultValue"])
    all[3] = all[3]["DefaultValue"];
  if ((function.name == "Join" || function.name == "Select") && all.size() == 2 &&
      !takes_whole_list(function)) {
    const doc::View list = all[1];
    all.pop_back();
    for (const doc::View item : doc::items(list)) all.push_back(item);
  }
  return all;
}

Property Template::evaluate(doc::View start) const {
  std::vector<Call> calls;
  doc::View next = start;
  for (int step = 0; step < max_steps && calls.size() < max_depth; ++step) {
    const Intrinsic function = intrinsic(next);
    std::optional<Property> result;
    if (function.name.empty())
      result = literal_property(next);
    else if (function.name == "Ref")
      result = reference(function.argument.text(), next.where());
    else {
      calls.push_back({function, next.where(), arguments(function), {}});
      if (Property known = assumed_condition(function)) calls.back().results.push_back(std::move(known));
    }
    // Hands a result to the call that waits for it, until one waits for another argument.
    while (true) {
      if (result) {
        if (calls.empty()) return *result;
        calls.back().results.push_back(std::move(*result));
      }
      Call& call = calls.back();
      if (call.function.name == "If" && call.results.size() == 1 && call.arguments.size() == 1) {
        const Value condition = call.results.front().value();
        const doc::View yes = call.function.argument.first().next();
        if (condition.literal()) call.arguments.push_back(condition.text == "true" ? yes : yes.next());
      }
      if (call.results.size() < call.arguments.size()) {
        next = call.arguments[call.results.size()];
        break;
      }
      result = apply(call);
      calls.pop_back();
    }
  }
  Property property;
  property.open_ = true;
  property.value_ = open_value(start.where(), "it refers to itself, or is nested too deeply");
  return property;
}

Property Template::apply(const Call& call) const {
  const std::string_view name = call.function.name;
  const std::vector<Property>& results = call.results;
  Property property;
  property.template_ = this;
  const auto open = [&](std::string note) {
    property.value_ = open_value(call.where, std::move(note));
    return property;
  };
  const auto unknown = [&] {
    for (const Property& result : results)
      if (result.unresolved())
        return open(fmt::format("`{}`: {}", describe(call.function), result.value_.note));
    return open(fmt::format("`{}` is known only when the template is deployed", describe(call.function)));
  };
  const auto known = [](const Property& result) { return result.is_scalar(); };
  /// A text that follows from all results.
  const auto text = [&](std::string said) {
    property.value_.present = true;
    property.value_.where = call.where;
    property.value_.text = std::move(said);
    for (const Property& result : results) weaken(property.value_, result.value_);
    return property;
  };
  const auto truth = [&](bool value) { return text(value ? "true" : "false"); };
  const auto count = [&](std::string_view wanted) {
    return std::count_if(results.begin(), results.end(), [&](const Property& result) {
      return known(result) && result.value_.text == wanted;
    });
  };
  const auto all = static_cast<std::ptrdiff_t>(results.size());

  if (name == "Condition" && all == 1) return results.front();
  if (name == "If") {
    if (all == 2) {
      property = results[1];
      if (!property) property.value_.where = call.where;
      weaken(property.value_, results[0].value_);
      return property;
    }
    property.open_ = true;
    return unknown();
  }
  if (name == "Equals" && all == 2 && known(results[0]) && known(results[1]))
    return truth(results[0].value_.text == results[1].value_.text);
  if (name == "Not" && all == 1 && known(results[0])) return truth(results[0].value_.text != "true");
  // One definite part decides these two, whatever the others are.
  if ((name == "And" || name == "Or") && all > 0) {
    const std::string_view deciding = name == "And" ? "false" : "true";
    const std::string_view other = name == "And" ? "true" : "false";
    for (const Property& result : results)
      if (known(result) && result.value_.text == deciding) return result;
    return count(other) == all ? truth(name == "And") : unknown();
  }
  if (name == "Transform") {
    report_unexpanded(sink_, "Fn::Transform", call.where);
    property.open_ = true;
    return unknown();
  }
  if (name == "FindInMap" && all >= 3) return find_in_map(call);
  if (name == "Sub") return substitute(call);
  if (name == "Split" && all == 2 && known(results[0]) && known(results[1]))
    return make_list(results[1].value_.text, results[0].value_.text, text("").value_);
  if (all > 1 && (name == "Join" || name == "Select") && known(results.front())) {
    std::vector<Property> parts(results.begin() + 1, results.end());
    if (takes_whole_list(call.function)) {
      if (!parts.front().is_sequence()) return unknown();
      parts = parts.front().items();
    }
    if (name == "Join") {
      std::vector<std::string_view> texts;
      for (const Property& part : parts)
        if (known(part)) texts.push_back(part.value_.text);
      return texts.size() == parts.size() ? text(join(texts, results.front().value_.text)) : unknown();
    }
    QuantityError error;
    const auto index = whole_number(results.front().value_.text, error);
    if (index && *index < static_cast<std::ptrdiff_t>(parts.size())) {
      Property chosen = parts[static_cast<std::size_t>(*index)];
      weaken(chosen.value_, results.front().value_);
      return chosen;
    }
  }
  return unknown();
}

Property Template::reference(std::string_view name, Location where) const {
  Property property;
  property.template_ = this;
  if (name == "AWS::NoValue") return property;
  if (const auto fixed = fixed_.find(name); fixed != fixed_.end()) {
    property.value_.present = true;
    property.value_.where = where;
    property.value_.text = fixed->second;
    return property;
  }
  const auto parameter = sections_->parameters.find(name);
  if (parameter == sections_->parameters.end()) {
    property.value_ = open_value(
        where, fmt::format("`{}` is known only when the template is deployed", name.empty() ? "!Ref" : name));
    return property;
  }
  const auto [key, spec] = *parameter;
  const doc::View given = spec["Default"];
  if (to_lower(spec["NoEcho"].text()) == "true")
    property.value_ = open_value(where, fmt::format("parameter `{}` is a secret", name));
  else if (spec["Type"].text().starts_with("AWS::SSM::"))
    property.value_ = open_value(where, fmt::format("parameter `{}` is looked up in a store", name));
  else if (!given.is_scalar())
    property.value_ = open_value(where, fmt::format("parameter `{}` has no default", name));
  else {
    property.value_ = literal(given);
    if (!property.value_.literal()) return property;
    property.value_.origin = Origin::assumed;
    property.value_.note = fmt::format("the default of parameter `{}`", name);
    const std::string_view type = spec["Type"].text();
    if (type == "CommaDelimitedList" || type.starts_with("List<"))
      return make_list(property.value_.text, ",", property.value_);
  }
  return property;
}

/// The pieces of a text, as well known and from the same place as `from`.
Property Template::make_list(std::string_view text, std::string_view separator, const Value& from) const {
  Property list;
  list.template_ = this;
  list.value_ = from;
  list.value_.text.clear();
  list.made_list_ = true;
  while (true) {
    const std::size_t end = separator.empty() ? std::string_view::npos : text.find(separator);
    Property piece;
    piece.template_ = this;
    piece.value_ = from;
    piece.value_.text = trim(text.substr(0, end));
    list.made_.push_back(std::move(piece));
    if (end == std::string_view::npos) return list;
    text.remove_prefix(end + separator.size());
    if (list.made_.size() < max_items) continue;
    Property open;
    open.value_ = open_value(from.where, fmt::format("a list of more than {} items", max_items));
    return open;
  }
}

Property Template::substitute(const Call& call) const {
  const doc::View argument = call.function.argument;
  const doc::View text = argument.is_sequence() ? argument.first() : argument;
  const doc::View variables = argument.is_sequence() ? text.next() : doc::View();
  Property property;
  property.template_ = this;
  property.value_.present = true;
  property.value_.where = call.where;
  for (const SubPart& part : sub_parts(text.text())) {
    if (!part.is_name) {
      property.value_.text += part.text;
      continue;
    }
    std::size_t variable = 0;
    for (const auto [key, unused] : doc::entries(variables)) {
      if (key.text() == part.text) break;
      ++variable;
    }
    const Property value =
        variable < call.results.size() ? call.results[variable] : reference(part.text, call.where);
    if (!value.is_scalar()) {
      const std::string why = value.value_.note;
      property.value_ =
          open_value(call.where, why.empty() ? fmt::format("`${{{}}}` has no value", part.text) : why);
      return property;
    }
    property.value_.text += value.value_.text;
    weaken(property.value_, value.value_);
  }
  return property;
}

Property Template::find_in_map(const Call& call) const {
  const std::vector<Property>& keys = call.results;
  for (std::size_t i = 0; i < 3; ++i)
    if (!keys[i].is_scalar()) {
      Property property;
      property.value_ = open_value(call.where, fmt::format("`!FindInMap`: {}", keys[i].value_.note));
      return property;
    }
  const auto map = sections_->mappings.find(keys[0].value_.text);
  const doc::View found =
      map == sections_->mappings.end() ? doc::View() : map->second[keys[1].value_.text][keys[2].value_.text];
  if (!found && keys.size() == 4) return keys[3];
  if (!found) {
    Property property;
    property.value_ =
        open_value(call.where, fmt::format("there is no {}.{}.{} in the mappings", keys[0].value_.text,
                                           keys[1].value_.text, keys[2].value_.text));
    return property;
  }
  Property property = literal_property(found);
  for (std::size_t i = 0; i < 3; ++i) weaken(property.value_, keys[i].value_);
  return property;
}

}  // namespace placer::importers
