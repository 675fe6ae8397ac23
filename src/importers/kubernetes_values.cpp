// Values and shapes: what the API takes where it expects a number, a text, a list or a mapping. YAML decides
// by the look of a value which of them it is, and the API refuses the others.
#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>

namespace placer::importers::kubernetes {
namespace {

using doc::Kind;

/// What a value is for the API, where that is no text; "" for texts, for nothing, and for what is filled in.
std::string_view other_than_text(doc::View value) {
  if (value.is_sequence() || value.is_mapping()) return doc::to_string(value.kind());
  if (!value.is_scalar() || value.quoted() || !value.tag().empty()) return {};
  return plain_kind(value.text());
}

/// A number as everything that reads manifests for Kubernetes reads it. Of one in another base it is said.
void read_number(Value& value) {
  const std::string& text = value.text;
  const auto whole = plain_integer(text);
  if (!whole || *whole == text) return;
  if (text.find_first_not_of("01234567") == std::string::npos)
    value.note = fmt::format("`{}` is an octal number", text);
  else if (plain_kind(text) != "a number")
    value.note = fmt::format("`{}` is {}", text, plain_kind(text));
  value.text = *whole;
}

/// `$NAME`, alone or within a text.
bool has_variable(std::string_view text) {
  const std::size_t at = text.find('$');
  if (at == std::string_view::npos) return false;
  const std::string_view name = text.substr(at + 1);
  return at == 0 || (!name.empty() && (name.front() == '_' || (name.front() >= 'A' && name.front() <= 'Z')));
}

}  // namespace

Value scalar(doc::View view) {
  Value value = literal(view);
  if (!value.literal()) return value;
  if (!view.quoted()) read_number(value);
  const std::string_view text = value.text;
  // By envsubst, by a tool that knows no release yet, or by hand.
  const bool filled_in =
      has_variable(text) || text.starts_with("RELEASE-NAME") ||
      (text.starts_with('<') && text.ends_with('>')) ||
      (text.find('_') != std::string_view::npos && text.find('=') == std::string_view::npos &&
       to_lower(text) != text && text.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos);
  if (filled_in) {
    value.origin = Origin::unresolved;
    value.note = fmt::format("`{}` is filled in elsewhere", value.text);
  }
  return value;
}

Value number_setting(Draft& draft, doc::View mapping, const Number& number, std::string_view of) {
  const doc::View view = mapping[number.key];
  Value value = scalar(view);
  if (view.is_sequence() || view.is_mapping())
    draft.error(fmt::format("{} is {}, not a number", number.key, doc::to_string(view.kind())), view.where());
  if (!value.literal()) return value;
  const auto reading = doc::read_integer(value.text);
  if (!reading.value) {
    draft.error(fmt::format("{}: {}", number.key, reading.message), value.where, reading.help);
  } else if (!draft.takes(number.check, *reading.value)) {
    draft.violation(number.check, value.where, fmt::format("{} {}{}", number.key, value.text, of),
                    draft.taken(number.check, *reading.value));
  } else {
    if (view.quoted())
      draft.violation("kubernetes.value-type", value.where,
                      fmt::format("{} \"{}\" is text", number.key, value.text), "a number");
    return value;
  }
  value.origin = Origin::unresolved;
  value.note = fmt::format("`{}` is refused", value.text);
  return value;
}

Value boolean_setting(Draft& draft, doc::View mapping, std::string_view key) {
  const doc::View view = mapping[key];
  Value value = scalar(view);
  if (!value.literal()) return value;
  if (const auto said = plain_boolean(view)) {
    if (plain_kind(value.text) != "true or false")
      value.note = fmt::format("`{}` is {} in YAML 1.1", value.text, *said);
    value.text = *said ? "true" : "false";
    return value;
  }
  const std::string_view is = other_than_text(view);
  const std::string_view quote = view.quoted() ? "\"" : "";
  draft.violation("kubernetes.value-type", value.where,
                  fmt::format("{0} {1}{2}{1} is {3}", key, quote, value.text, is.empty() ? "text" : is),
                  "true or false");
  // What is meant is clear where only the quotes are wrong.
  if (const auto meant = doc::read_boolean(value.text).value) {
    value.text = *meant ? "true" : "false";
    return value;
  }
  value.origin = Origin::unresolved;
  value.note = fmt::format("`{}` is refused", value.text);
  return value;
}

void check_numbers(Draft& draft, doc::View mapping, std::span<const Number> numbers) {
  for (const Number& number : numbers) number_setting(draft, mapping, number);
}

void check_whole_number(Draft& draft, doc::View mapping, std::string_view key, std::string_view what) {
  const doc::View view = mapping[key];
  const Value value = scalar(view);
  // What only looks otherwise, as 3e2, is a number to those who read it.
  if (!value.literal() || (!view.quoted() && plain_kind(view.text()) == "a number")) return;
  const std::string_view is = other_than_text(view), quote = view.quoted() ? "\"" : "";
  draft.violation(
      value_type, value.where,
      fmt::format("{0} {1}{2}{1} is {3}", what, quote, printable(value.text), is.empty() ? "text" : is),
      "a number");
}

Value replicas_setting(Draft& draft, doc::View mapping, const Number& number) {
  Value value = scalar(mapping[number.key]);
  const auto reading = doc::read_integer(value.text);
  if (!value.literal() || !reading.value || draft.takes(number.check, *reading.value)) return value;
  return number_setting(draft, mapping, number);
}

void named_port_setting(Draft& draft, doc::View mapping, const Number& port) {
  const doc::View view = mapping[port.key];
  if (!view.quoted()) {
    number_setting(draft, mapping, port);
  } else if (const std::string_view text = view.text(); doc::read_integer(text).value) {
    draft.violation("kubernetes.port-name", view.where(), fmt::format("{} \"{}\"", port.key, text));
  }
}

void check_text(Draft& draft, doc::View value, std::string_view what, std::string_view name,
                std::string_view rule) {
  if (const std::string_view is = other_than_text(value); !is.empty())
    draft.violation(rule, value.where(), fmt::format("{} {} is {}", what, printable(name), is), "text");
}

void check_texts(Draft& draft, doc::View mapping, std::string_view what, std::string_view rule) {
  for (const auto [key, value] : doc::entries(mapping)) check_text(draft, value, what, key.text(), rule);
}

void check_metadata(Draft& draft, doc::View object) {
  static constexpr Part part[] = {{"metadata", Kind::mapping}};
  static constexpr Part parts[] = {{"labels", Kind::mapping}, {"annotations", Kind::mapping}};
  const doc::View metadata = object["metadata"];
  check_parts(draft, object, part);
  check_parts(draft, metadata, parts);
  check_texts(draft, metadata["labels"], "the label");
  check_label_values(draft, metadata["labels"]);
  check_metadata_keys(draft, metadata);
  check_texts(draft, metadata["annotations"], "the annotation");
}

void check_parts(Draft& draft, doc::View mapping, std::span<const Part> parts) {
  const auto refuse = [&](doc::View view, const std::string& what, Kind wanted) {
    // A mapping may hold the place of something that is filled in: {HELM_TOLERATIONS: ""}.
    if (const doc::View only = view.is_mapping() && view.size() == 1 ? view.first() : view;
        only.is_scalar() && !scalar(only).literal())
      return;
    draft.error(fmt::format("{} is {}, not {}", what, doc::to_string(view.kind()), doc::to_string(wanted)),
                view.where());
  };
  for (const Part& part : parts) {
    const doc::View view = mapping[part.key];
    if (view && !view.is_null() && view.kind() != part.kind)
      refuse(view, fmt::format("`{}`", part.key), part.kind);
    if (part.kind == Kind::scalar) continue;
    for (const doc::View item : doc::items(view))
      // An item of texts that says nothing is an empty one; what else is none is said of its value.
      if (part.items == Kind::mapping && !item.is_mapping())
        refuse(item, fmt::format("an item of `{}`", part.key), Kind::mapping);
  }
}

void check_scalars(Draft& draft, doc::View mapping) {
  for (const auto [key, value] : doc::entries(mapping))
    if (value.is_mapping() || value.is_sequence())
      draft.error(fmt::format("`{}` is {}, not a value", printable(key.text()), doc::to_string(value.kind())),
                  value.where());
}

void check_shape(Draft& draft, doc::View spec) {
  static constexpr Part of_pod[] = {{"containers", Kind::sequence}, {"initContainers", Kind::sequence},
                                    {"volumes", Kind::sequence},    {"nodeSelector", Kind::mapping},
                                    {"affinity", Kind::mapping},    {"overhead", Kind::mapping},
                                    {"resources", Kind::mapping},   {"os", Kind::mapping}};
  static constexpr Part of_container[] = {{"ports", Kind::sequence},
                                          {"env", Kind::sequence},
                                          {"envFrom", Kind::sequence},
                                          {"volumeMounts", Kind::sequence},
                                          {"volumeDevices", Kind::sequence},
                                          {"resources", Kind::mapping},
                                          {"command", Kind::sequence, Kind::scalar},
                                          {"args", Kind::sequence, Kind::scalar},
                                          {"securityContext", Kind::mapping},
                                          {"lifecycle", Kind::mapping},
                                          {"livenessProbe", Kind::mapping},
                                          {"readinessProbe", Kind::mapping},
                                          {"startupProbe", Kind::mapping}};
  static constexpr Part of_resources[] = {{"requests", Kind::mapping}, {"limits", Kind::mapping}};
  if (spec && !spec.is_null() && !spec.is_mapping())
    draft.error(fmt::format("the `spec` of a pod is {}, not a mapping", doc::to_string(spec.kind())),
                spec.where());
  const auto check_resources = [&](doc::View resources) {
    check_parts(draft, resources, of_resources);
    for (const Part& part : of_resources) check_scalars(draft, resources[part.key]);
  };
  check_parts(draft, spec, of_pod);
  check_resources(spec["resources"]);
  check_scalars(draft, spec["overhead"]);
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      check_parts(draft, container, of_container);
      check_resources(container["resources"]);
    }
}

}  // namespace placer::importers::kubernetes
