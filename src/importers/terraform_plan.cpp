// Modules and references wait on lists until their turn comes, so that neither depth nor circles matter. What
// a local value is made of does not stand in a plan: references end there.
#include "importers/terraform_plan.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace placer::importers::terraform {
namespace {

constexpr std::size_t most_references = 1000;

std::string_view without_index(std::string_view part) { return part.substr(0, part.find('[')); }
std::string_view index_of(std::string_view part) { return part.substr(without_index(part).size()); }

/// Whether a part names an instance: `web` any of `web[0]` and `web[1]`, `web[0]` itself.
bool is_meant(std::string_view part, std::string_view instance) {
  return part == instance || part == without_index(instance);
}

bool is_meant(const Scope& scope, const Scope& instance) {
  return scope.size() == instance.size() &&
         std::equal(scope.begin(), scope.end(), instance.begin(),
                    [](std::string_view part, std::string_view one) { return is_meant(part, one); });
}

Scope scope_of(std::string_view address) {
  const std::vector<std::string_view> parts = parts_of(address);
  Scope scope;
  for (std::size_t i = 0; i + 1 < parts.size() && parts[i] == "module"; i += 2) scope.push_back(parts[i + 1]);
  return scope;
}

/// Whether an expression depends on which of several instances it is of. What stands in brackets is not
/// told apart: of `module.m[each.key].arn` a plan says `module.m` and `each.key`.
bool asks_for_key(doc::View expression) {
  for (const doc::View item : doc::items(expression["references"]))
    if (item.text().starts_with("each.") || item.text() == "count.index") return true;
  return false;
}

/// The texts of `references`; a reference that only names the whole of the one before it is left out.
std::vector<std::string_view> references_of(doc::View expression) {
  std::vector<std::string_view> all;
  std::string_view before;
  for (const doc::View item : doc::items(expression["references"])) {
    const std::string_view text = item.text();
    const bool is_whole = before.starts_with(text) && before.size() > text.size() &&
                          (before[text.size()] == '.' || before[text.size()] == '[');
    before = text;
    if (!is_whole) all.push_back(text);
  }
  return all;
}

/// The values by which other resources name one.
constexpr std::string_view names[] = {"arn", "id", "name", "function_name", "family", "url", "invoke_arn"};

}  // namespace

std::vector<std::string_view> parts_of(std::string_view address) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool in_text = false;
  for (std::size_t at = 0; at <= address.size(); ++at) {
    const char c = at < address.size() ? address[at] : '.';
    if (in_text && c == '\\')
      ++at;
    else if (c == '"' && at < address.size())
      in_text = !in_text;
    else if (c == '.' && (!in_text || at == address.size())) {
      parts.push_back(address.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  return parts;
}

/// A text in `references`, and the modules that it is written in.
struct Plan::Reference {
  Scope scope;
  std::string_view text;
  std::string_view key = {};        ///< the index of the instance that is meant; empty: any
  std::string_view attribute = {};  ///< what is asked of each.value, where that is what the text leads to
  bool is_vague = false;            ///< any output of a module may be meant
  bool operator<(const Reference& other) const {
    return std::tie(text, scope, key, attribute, is_vague) <
           std::tie(other.text, other.scope, other.key, other.attribute, other.is_vague);
  }
};

Plan::Plan(doc::View root) : root_(root) {
  for (const doc::View change : doc::items(root["resource_changes"]))
    if (!change["deposed"]) changes_.emplace(change["address"].text(), change["change"]);
  std::vector<doc::View> modules{root["planned_values"]["root_module"]};
  while (!modules.empty()) {
    const doc::View module = modules.back();
    modules.pop_back();
    add_module(module);
    const auto old = static_cast<std::ptrdiff_t>(modules.size());
    for (const doc::View child : doc::items(module["child_modules"])) modules.push_back(child);
    std::reverse(modules.begin() + old, modules.end());  // the first is taken next
  }
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    const Instance& one = instances_[i];
    if (one.is_data) continue;
    by_address_.emplace(one.address.text(), i);
    written_as_.emplace(Name(one.type, without_index(one.local)), i);
    std::set<std::string_view> said;
    for (const std::string_view name : names)
      if (const doc::View value = one.planned["values"][name];
          value.is_scalar() && said.insert(value.text()).second)
        called_.emplace(Name(one.type, value.text()), i);
  }
}

void Plan::add_module(doc::View module) {
  const Scope scope = scope_of(module["address"].text());
  for (const doc::View resource : doc::items(module["resources"])) {
    if (!resource["address"].is_scalar()) {
      nameless_.push_back(resource);
      continue;
    }
    Instance instance;
    instance.planned = resource;
    instance.address = resource["address"];
    instance.type = resource["type"].text();
    instance.scope = scope;
    instance.is_data = resource["mode"].text() == "data";
    const std::vector<std::string_view> parts = parts_of(instance.address.text());
    if (!parts.empty()) instance.local = parts.back();
    const auto change = changes_.find(instance.address.text());
    if (change != changes_.end()) instance.change = change->second;
    instance.configuration = configuration_of(instance);
    instances_.push_back(std::move(instance));
  }
}

doc::View Plan::module_call(const Scope& scope) const {
  doc::View module = root_["configuration"]["root_module"], call;
  for (const std::string_view part : scope) {
    call = module["module_calls"][without_index(part)];
    module = call["module"];
  }
  return call;
}

doc::View Plan::module_configuration(const Scope& scope) const {
  return scope.empty() ? root_["configuration"]["root_module"] : module_call(scope)["module"];
}

doc::View Plan::configuration_of(const Instance& instance) {
  const doc::View module = module_configuration(instance.scope);
  if (!module) return {};
  const auto [known, is_new] = written_.try_emplace(module.index());
  if (is_new)
    for (const doc::View resource : doc::items(module["resources"]))
      known->second.emplace(resource["address"].text(), resource);
  const std::string address = std::string(instance.type) + "." + std::string(without_index(instance.local));
  const auto found = known->second.find(address);
  return found == known->second.end() ? doc::View() : found->second;
}

/// The index that each.key and count.index stand for in a module that the instance is in, or within.
std::string_view Plan::key_in(const Scope& scope, const Instance& from) {
  if (scope.size() >= from.scope.size()) return index_of(from.local);
  return index_of(from.scope[scope.size()]);
}

/// What a for_each goes over there: of the resource, or of the module that it is in.
doc::View Plan::for_each_in(const Scope& scope, const Instance& from) const {
  if (scope.size() > from.scope.size() ||
      !is_meant(scope,
                Scope(from.scope.begin(), from.scope.begin() + static_cast<std::ptrdiff_t>(scope.size()))))
    return {};
  if (scope.size() == from.scope.size()) return from.configuration["for_each_expression"];
  Scope inner = scope;
  inner.push_back(from.scope[scope.size()]);
  return module_call(inner)["for_each_expression"];
}

/// The references of an expression that another one leads to.
void Plan::open(const Reference& reference, const Scope& scope, doc::View expression, const Instance& from,
                std::vector<Reference>& next) {
  const std::string_view key = asks_for_key(expression) ? key_in(scope, from) : reference.key;
  for (const std::string_view text : references_of(expression))
    next.push_back({scope, text, key, {}, reference.is_vague});
}

/// Where a reference to a variable, an output or an item of a for_each leads.
std::vector<Plan::Reference> Plan::follow(const Reference& reference, const Instance& from) const {
  const std::vector<std::string_view> parts = parts_of(reference.text);
  std::vector<Reference> next;
  if (parts.size() < 2) return next;
  if (parts[0] == "each") {
    for (const std::string_view text : references_of(for_each_in(reference.scope, from)))
      next.push_back({reference.scope, text, key_in(reference.scope, from),
                      parts.size() > 2 ? parts[2] : std::string_view(), reference.is_vague});
  }
  if (parts[0] == "var" && !reference.scope.empty()) {
    Scope outer = reference.scope;
    outer.pop_back();
    open(reference, outer, module_call(reference.scope)["expressions"][without_index(parts[1])], from, next);
  }
  if (parts[0] == "module") {
    Reference inner = reference;
    inner.scope.push_back(parts[1]);
    const doc::View outputs = module_configuration(inner.scope)["outputs"];
    const std::string_view name = parts.size() > 2 ? without_index(parts[2]) : reference.attribute;
    inner.is_vague = inner.is_vague || name.empty();
    for (const auto [key, output] : doc::entries(outputs))
      if (name.empty() || key.text() == name) open(inner, inner.scope, output["expression"], from, next);
  }
  return next;
}

/// Whether an instance is the one of the key, wherever the reference itself does not say which.
bool Plan::has_key(const Instance& one, const Reference& reference, std::string_view local) {
  const auto is_other = [&](std::string_view said, std::string_view part) {
    return index_of(said).empty() && !index_of(part).empty() && index_of(part) != reference.key;
  };
  for (std::size_t i = 0; i < one.scope.size(); ++i)
    if (is_other(reference.scope[i], one.scope[i])) return false;
  return !is_other(local, one.local);
}

/// The instances that a reference names.
std::vector<const Instance*> Plan::named_by(const Reference& reference) const {
  const std::vector<std::string_view> parts = parts_of(reference.text);
  std::vector<const Instance*> meant, of_key;
  if (parts.size() < 2) return meant;
  const auto [begin, end] = written_as_.equal_range({parts[0], without_index(parts[1])});
  for (auto at = begin; at != end; ++at) {
    const Instance& one = instances_[at->second];
    if (!is_meant(parts[1], one.local) || !is_meant(reference.scope, one.scope)) continue;
    meant.push_back(&one);
    if (!reference.key.empty() && has_key(one, reference, parts[1])) of_key.push_back(&one);
  }
  return of_key.empty() ? meant : of_key;
}

std::vector<const Instance*> Plan::referred(const Instance& from, doc::View expression) const {
  std::vector<const Instance*> all, vague;
  std::vector<Reference> pending;
  std::set<Reference> seen;
  open({from.scope, {}}, from.scope, expression, from, pending);
  while (!pending.empty() && seen.size() < most_references) {
    const Reference reference = std::move(pending.back());
    pending.pop_back();
    if (!seen.insert(reference).second) continue;
    for (Reference& next : follow(reference, from)) pending.push_back(std::move(next));
    std::vector<const Instance*>& found = reference.is_vague ? vague : all;
    for (const Instance* one : named_by(reference))
      if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
  }
  // Of a module that has one resource of a type, that one is meant; of several nobody can say which.
  for (const Instance* one : vague) {
    const bool is_only = std::all_of(vague.begin(), vague.end(), [&](const Instance* other) {
      return other->type != one->type || other->configuration.index() == one->configuration.index();
    });
    if (is_only && std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }
  return all;
}

const Instance* Plan::find(std::string_view address) const {
  const auto found = by_address_.find(address);
  return found == by_address_.end() ? nullptr : &instances_[found->second];
}

std::vector<const Instance*> Plan::named(std::string_view type, std::string_view text) const {
  // arn:aws:lambda:region:account:function:NAME:qualifier
  constexpr std::string_view mark = ":function:";
  std::vector<std::string_view> texts{text};
  if (const std::size_t at = text.find(mark); at != text.npos) {
    const std::string_view name = text.substr(at + mark.size());
    texts.push_back(name.substr(0, name.find_first_of(":/")));
  }
  std::vector<const Instance*> all;
  for (const std::string_view one : texts) {
    const auto [begin, end] = called_.equal_range({type, one});
    for (auto at = begin; at != end && !one.empty(); ++at) all.push_back(&instances_[at->second]);
  }
  return all;
}

/// What an expression comes to that is a constant or one variable, through the calls of modules. A plan does
/// not say what else an expression does with the variable: whoever asks knows what a value looks like.
doc::View Plan::constant(doc::View expression, Scope scope) const {
  std::vector<std::string_view> path;  // into the value, the innermost last
  const auto at_path = [&](doc::View value) {
    for (auto key = path.rbegin(); key != path.rend(); ++key) value = value[*key];
    return value.is_scalar() && !value.is_null() ? value : doc::View();
  };
  while (true) {
    if (const doc::View value = expression["constant_value"]) return at_path(value);
    const std::vector<std::string_view> references = references_of(expression);
    const std::vector<std::string_view> parts =
        references.size() == 1 ? parts_of(references.front()) : std::vector<std::string_view>();
    if (parts.size() < 2 || parts[0] != "var") return {};
    path.insert(path.end(), parts.rbegin(), parts.rend() - 2);
    if (scope.empty()) return at_path(root_["variables"][parts[1]]["value"]);
    const doc::View call = module_call(scope);
    expression = call["expressions"][parts[1]];
    if (!expression) return at_path(call["module"]["variables"][parts[1]]["default"]);
    scope.pop_back();
  }
}

doc::View Plan::region(const Instance& instance) const {
  const doc::View values = instance.planned["values"];
  for (const std::string_view key : {"region", "location"})
    if (const doc::View said = values[key]; said.is_scalar() && !said.text().empty()) return said;
  if (const doc::View arn = values["arn"]; arn.is_scalar()) return arn;
  const doc::View provider =
      root_["configuration"]["provider_config"][instance.configuration["provider_config_key"].text()];
  return constant(provider["expressions"]["region"], scope_of(provider["module_address"].text()));
}

}  // namespace placer::importers::terraform
