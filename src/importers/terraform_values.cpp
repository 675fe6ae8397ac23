// Three trees of the same form are gone through at once: the values, what is unknown of them, and the
// expressions. The last has blocks as lists, whose items need not be those of the values: what any of the
// blocks says counts.
#include "importers/terraform_values.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <string>

namespace placer::importers::terraform {
namespace {

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

}  // namespace

struct Values::Part {
  doc::View value, unknown;
  doc::View written;          ///< the expression, or the blocks
  bool is_written = true;     ///< somebody wrote it, or may have
  bool knows_blocks = false;  ///< what is not in `written` was not written
  std::size_t item = 0;       ///< of the blocks
  doc::NodeIndex parent = doc::none;
  std::string_view key;
  std::string path;

  Part at(std::string_view name) const {
    Part part = *this;
    part.value = value[name];
    part.unknown = is_true(unknown) ? unknown : unknown[name];
    part.key = name;
    part.path = path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
    part.item = 0;
    if (!knows_blocks) return part;
    part.written = within_blocks(name);
    part.is_written = static_cast<bool>(part.written);
    part.knows_blocks = part.written && !is_expression(part.written);
    return part;
  }

 private:
  /// Of the block that is the item, else of any.
  doc::View within_blocks(std::string_view name) const {
    if (!written.is_sequence()) return written[name];
    doc::View any;
    std::size_t count = 0;
    for (const doc::View block : doc::items(written)) {
      if (const doc::View found = block[name]; found && (!any || count == item)) any = found;
      ++count;
    }
    return any;
  }
};

doc::View Values::complete(const Instance& instance, std::span<const ReferenceAttribute> references) {
  Part root;
  root.value = instance.planned["values"];
  root.unknown = instance.change["after_unknown"];
  root.knows_blocks = static_cast<bool>(instance.configuration);
  root.written = instance.configuration["expressions"];
  const doc::NodeIndex made = edit_.add_empty(doc::none, {}, doc::Kind::mapping, root.value);
  std::deque<Part> open;
  const auto put_entries = [&](const Part& whole, doc::NodeIndex target) {
    const auto put_part = [&](std::string_view key) {
      Part part = whole.at(key);
      part.parent = target;
      open.push_back(std::move(part));
    };
    for (const auto [key, value] : doc::entries(whole.value)) put_part(key.text());
    for (const auto [key, value] : doc::entries(whole.unknown))
      if (!whole.value[key.text()]) put_part(key.text());
  };
  put_entries(root, made);
  while (!open.empty()) {
    const Part part = std::move(open.front());
    open.pop_front();
    if (put_reference(instance, part, references)) continue;
    if (is_true(part.unknown)) {
      if (!part.is_written) continue;
      const doc::View first = part.written["references"].first();
      edit_.add_text(part.parent, part.key,
                     first ? fmt::format("${{known after apply: {}}}", first.text()) : "${known after apply}",
                     part.unknown);
    } else if (part.value.is_mapping() || part.unknown.is_mapping()) {
      put_entries(part, edit_.add_empty(part.parent, part.key, doc::Kind::mapping,
                                        part.value ? part.value : part.unknown));
    } else if (part.value.is_sequence() || part.unknown.is_sequence()) {
      const doc::View place = part.value ? part.value : part.unknown;
      const doc::NodeIndex list = edit_.add_empty(part.parent, part.key, doc::Kind::sequence, place);
      Part item = part;
      item.parent = list;
      item.value = part.value.first();
      item.unknown = part.unknown.first();
      for (; item.value || item.unknown; ++item.item) {
        open.push_back(item);
        item.value = item.value.next();
        if (!is_true(part.unknown)) item.unknown = item.unknown.next();
      }
    } else if (part.value && !part.value.is_null()) {
      edit_.add_value(part.parent, part.key, part.value);
    }
  }
  return {&edit_.document(), made};
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
  const doc::View place = part.value ? part.value : part.unknown;
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
