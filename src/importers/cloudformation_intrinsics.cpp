// The short and the long form of a call come to the same here, so that nobody else has to tell them apart.
#include "importers/cloudformation_intrinsics.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace placer::importers {
namespace {

/// "Queue" of "Queue.Arn".
std::string_view head(std::string_view name) { return name.substr(0, name.find('.')); }

/// The ids in a call's own text; what is nested in its argument is found by walking on.
void own_references(const Intrinsic& call, std::vector<std::string_view>& ids) {
  const bool list = call.argument.is_sequence();
  const std::string_view text = list ? call.argument.first().text() : call.argument.text();
  if (text.empty()) return;
  // In a list the attribute stands by itself.
  if (call.name == "Ref" || call.name == "GetAtt") ids.push_back(list ? text : head(text));
  if (call.name == "Sub")
    for (const SubPart& part : sub_parts(text))
      if (part.is_name) ids.push_back(head(part.text));
}

}  // namespace

Intrinsic intrinsic(doc::View value) {
  // Tags of other languages ("!vault") are values that somebody else fills in too.
  if (const std::string_view tag = value.tag(); tag.starts_with('!') && !tag.starts_with("!!") && tag != "!")
    return {tag.substr(1), value};
  if (value.is_mapping() && value.size() == 1) {
    const std::string_view key = value.first().text();
    if (key.starts_with("Fn::")) return {key.substr(4), value.first().next()};
    if (key == "Ref" || (key == "Condition" && value.first().next().is_scalar()))
      return {key, value.first().next()};
  }
  return {};
}

std::string describe(const Intrinsic& call) {
  if (call.argument.is_scalar() && call.argument.text().size() < 60 && call.name != "Base64")
    return fmt::format("!{} {}", call.name, call.argument.text());
  if (call.name == "GetAtt" && call.argument.size() == 2)
    return fmt::format("!GetAtt {}.{}", call.argument.first().text(), call.argument.first().next().text());
  return fmt::format("!{}", call.name);
}

std::vector<SubPart> sub_parts(std::string_view text) {
  std::vector<SubPart> parts;
  const auto plain = [&](std::string_view piece) {
    if (!piece.empty()) parts.push_back({piece, false});
  };
  while (!text.empty()) {
    const std::size_t begin = text.find("${");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
    if (end == std::string_view::npos) break;
    plain(text.substr(0, begin));
    std::string_view name = text.substr(begin + 2, end - begin - 2);
    if (name.starts_with('!')) {  // `${!Name}` is how `${Name}` itself is written
      plain("${");
      plain(name.substr(1));
      plain("}");
    } else {
      while (name.starts_with(' ')) name.remove_prefix(1);
      while (name.ends_with(' ')) name.remove_suffix(1);
      parts.push_back({name, true});
    }
    text.remove_prefix(end + 1);
  }
  plain(text);
  return parts;
}

std::vector<std::string_view> references(doc::View value) {
  std::vector<std::string_view> ids;
  std::vector<doc::View> pending{value};
  while (!pending.empty()) {
    const doc::View next = pending.back();
    pending.pop_back();
    if (const Intrinsic call = intrinsic(next); !call.name.empty()) own_references(call, ids);
    const auto old = static_cast<std::ptrdiff_t>(pending.size());
    for (const doc::View item : doc::items(next)) pending.push_back(item);
    for (const auto [key, entry] : doc::entries(next)) pending.push_back(entry);
    std::reverse(pending.begin() + old, pending.end());  // the first is taken next
  }
  return ids;
}

void report_unexpanded(DiagnosticSink& sink, std::string_view key, Location where) {
  const std::string code = "manifest.unexpanded";
  const std::vector<Diagnostic>& said = sink.in_order();
  if (std::any_of(said.begin(), said.end(),
                  [&](const Diagnostic& one) { return one.code == code && one.where == where; }))
    return;
  sink.warning(code, fmt::format("what `{}` makes is known only when the template is deployed", key), where,
               "judge the processed template: aws cloudformation get-template --template-stage Processed");
}

Value open_value(Location where, std::string note) {
  Value value;
  value.present = true;
  value.where = where;
  value.origin = Origin::unresolved;
  value.note = std::move(note);
  return value;
}

void weaken(Value& value, const Value& by) {
  if (value.origin == Origin::unresolved || by.origin == Origin::stated) return;
  if (value.origin == Origin::assumed && by.origin == Origin::assumed) return;
  value.origin = by.origin;
  value.note = by.note;
}

}  // namespace placer::importers
