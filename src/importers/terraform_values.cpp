// Three trees of the same form are gone through at once: the values, what is unknown of them, and the
// expressions. The last has blocks as lists, whose items need not be those of the values: what any of the
// blocks says counts.
#include "importers/terraform_values.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace placer::importers::terraform {
namespace {

/// Of several instances that may be meant, so many count.
constexpr std::size_t most_targets = 100;
constexpr std::string_view alias = "aws_lambda_alias";

bool is_true(doc::View value) { return value.is_scalar() && !value.quoted() && value.text() == "true"; }

/// An expression, and no block of them.
bool is_expression(doc::View written) {
  return written.is_mapping() && (written.size() == 0 || written["references"] || written["constant_value"]);
}

/// `lambda_config.*` is anywhere in that block.
bool is_at(std::string_view path, std::string_view wanted) {
  return wanted.ends_with('*') ? path.starts_with(wanted.substr(0, wanted.size() - 1)) : path == wanted;
}

using Keys = std::map<std::string_view, doc::View>;

/// The entries of a mapping, which may have many.
Keys keys_of(doc::View mapping) {
  Keys keys;
  for (const auto [key, value] : doc::entries(mapping)) keys.emplace(key.text(), value);
  return keys;
}

}  // namespace

struct Values::Part {
  doc::View value, unknown;
  doc::View written;             ///< the expression, or the block
  std::shared_ptr<Keys> beside;  ///< what stands in the other blocks of its kind
  bool is_written = true;        ///< somebody wrote it, or may have
  bool knows_blocks = false;     ///< what is not in `written` was not written
  doc::NodeIndex parent = doc::none;
  std::string_view key;
  std::string path;

  /// What stands under a key of it. Blocks that are made by a `dynamic` do not stand among the expressions,
  /// so that nobody knows who wrote what stands in them.
  Part at(std::string_view name, doc::View its_value, doc::View its_unknown, doc::View expression) const {
    Part part;
    part.value = its_value;
    part.unknown = its_unknown;
    part.key = name;
    part.path = path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
    part.written = knows_blocks ? expression : written;
    part.is_written = !knows_blocks || expression;
    part.knows_blocks = knows_blocks && expression && !is_expression(expression);
    return part;
  }
};

/// Puts what stands under each key of a mapping on the list.
void Values::open_entries(const Part& whole, doc::NodeIndex target, std::deque<Part>& open) {
  const Keys values = keys_of(whole.value), unknown = keys_of(whole.unknown);
  const Keys written = whole.knows_blocks ? keys_of(whole.written) : Keys();
  const auto find = [](const Keys& keys, std::string_view key) {
    const auto found = keys.find(key);
    return found == keys.end() ? doc::View() : found->second;
  };
  const auto put = [&](doc::View name) {
    const std::string_view key = name.text();
    doc::View expression = find(written, key);
    if (!expression && whole.beside) expression = find(*whole.beside, key);
    open.push_back(whole.at(key, find(values, key),
                            is_true(whole.unknown) ? whole.unknown : find(unknown, key), expression));
    open.back().parent = target;
  };
  for (const auto [key, value] : doc::entries(whole.value)) put(key);
  for (const auto [key, value] : doc::entries(whole.unknown))
    if (!values.contains(key.text())) put(key);
  // A reference is known from its expression alone.
  if (whole.knows_blocks && whole.written.is_mapping())
    for (const auto [key, value] : doc::entries(whole.written))
      if (!values.contains(key.text()) && !unknown.contains(key.text())) put(key);
}

/// The same for the items of a list. What any of the blocks says counts for all, since sets are sorted
/// otherwise than they are written.
void Values::open_items(const Part& whole, doc::NodeIndex target, std::deque<Part>& open) {
  Part item = whole;
  item.parent = target;
  item.value = whole.value.first();
  item.unknown = whole.unknown.first();
  const bool are_blocks = whole.knows_blocks && whole.written.is_sequence();
  if (are_blocks) {
    item.written = whole.written.first();
    item.beside = std::make_shared<Keys>();
    for (const doc::View block : doc::items(whole.written)) item.beside->merge(keys_of(block));
  }
  while (item.value || item.unknown) {
    open.push_back(item);
    item.value = item.value.next();
    item.unknown = item.unknown.next();
    if (are_blocks) item.written = item.written.next();
  }
}

doc::View Values::complete(const Instance& instance, std::span<const ReferenceAttribute> references) {
  Part root;
  root.value = instance.planned["values"];
  root.unknown = instance.change["after_unknown"];
  root.knows_blocks = static_cast<bool>(instance.configuration);
  root.written = instance.configuration["expressions"];
  const doc::NodeIndex made = edit_.add_empty(doc::none, {}, doc::Kind::mapping, root.value);
  std::deque<Part> open;
  open_entries(root, made, open);
  while (!open.empty()) {
    const Part part = std::move(open.front());
    open.pop_front();
    if (put_reference(instance, part, references)) continue;
    const doc::View place = part.value ? part.value : part.unknown;
    const auto is = [&](doc::Kind kind) { return part.value.kind() == kind || part.unknown.kind() == kind; };
    if (is_true(part.unknown))
      put_unknown(part);
    else if (is(doc::Kind::mapping))
      open_entries(part, edit_.add_empty(part.parent, part.key, doc::Kind::mapping, place), open);
    else if (is(doc::Kind::sequence))
      open_items(part, edit_.add_empty(part.parent, part.key, doc::Kind::sequence, place), open);
    else if (part.value && !part.value.is_null())
      edit_.add_value(part.parent, part.key, part.value);
  }
  return {&edit_.document(), made};
}

/// A text that says so, with what it comes from; nothing where the provider fills it in.
void Values::put_unknown(const Part& part) {
  if (!part.is_written) return;
  const doc::View first = part.written["references"].first();
  edit_.add_text(part.parent, part.key,
                 first ? fmt::format("${{known after apply: {}}}", first.text()) : "${known after apply}",
                 part.unknown);
}

/// What an attribute names: through its expression, or else by its value.
std::vector<const Instance*> Values::targets_of(const Instance& instance, const Part& part,
                                                const ReferenceAttribute& attribute) const {
  const auto is_target = [&](const Instance* one) {
    return std::find(attribute.targets.begin(), attribute.targets.end(), one->type) !=
           attribute.targets.end();
  };
  std::vector<const Instance*> found;
  for (const Instance* one : plan_.referred(instance, part.written)) {
    if (is_target(one)) found.push_back(one);
    // An alias stands for its function.
    if (one->type != alias || is_target(one)) continue;
    for (const Instance* whose : plan_.referred(*one, one->configuration["expressions"]["function_name"]))
      if (is_target(whose)) found.push_back(whose);
  }
  if (found.empty() && part.value.is_scalar())
    for (const std::string_view type : attribute.targets)
      for (const Instance* one : plan_.named(type, part.value.text())) found.push_back(one);
  if (found.size() > most_targets) found.resize(most_targets);
  return found;
}

bool Values::put_reference(const Instance& instance, const Part& part,
                           std::span<const ReferenceAttribute> references) {
  const auto attribute = std::find_if(
      references.begin(), references.end(),
      [&](const ReferenceAttribute& one) { return one.type == instance.type && is_at(part.path, one.path); });
  if (attribute == references.end()) return false;
  const std::vector<const Instance*> targets = targets_of(instance, part, *attribute);
  if (targets.empty()) return false;
  const doc::View place = part.value ? part.value : part.unknown ? part.unknown : part.written;
  const doc::NodeIndex list =
      targets.size() == 1 ? part.parent : edit_.add_empty(part.parent, part.key, doc::Kind::sequence, place);
  for (const Instance* target : targets) {
    const doc::NodeIndex call =
        edit_.add_empty(list, targets.size() == 1 ? part.key : "", doc::Kind::mapping, place);
    const doc::NodeIndex names = edit_.add_empty(call, "Fn::GetAtt", doc::Kind::sequence, place);
    edit_.add_value(names, {}, target->address);
    edit_.add_text(names, {}, "Arn", place);
  }
  return true;
}

}  // namespace placer::importers::terraform
