#include "doc/fields.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::doc {
namespace {

std::string code(const FieldContext& context, std::string_view kind) {
  return fmt::format("{}.{}", context.code, kind);
}

View of_kind(View mapping, std::string_view key, Kind kind, const FieldContext& context,
             DiagnosticSink& sink) {
  const View value = mapping[key];
  if (!value || value.kind() == kind) return value;
  sink.error(code(context, "type"),
             fmt::format("`{}` of {} must be {}, got {}", key, context.what, to_string(kind),
                         to_string(value.kind())),
             value.where());
  return {};
}

}  // namespace

bool check_keys(View mapping, std::span<const std::string_view> expected, const FieldContext& context,
                DiagnosticSink& sink) {
  if (!mapping.is_mapping()) {
    sink.error(code(context, "type"),
               fmt::format("{} must be a mapping, got {}", context.what, to_string(mapping.kind())),
               mapping.where());
    return false;
  }
  for (const auto [key, value] : entries(mapping)) {
    if (std::find(expected.begin(), expected.end(), key.text()) != expected.end()) continue;
    const auto near = closest(key.text(), expected);
    sink.error(code(context, "unknown-key"), fmt::format("{} has no key `{}`", context.what, key.text()),
               key.where(),
               near ? fmt::format("did you mean `{}`?", *near)
                    : fmt::format("its keys are {}", join(expected, ", ")));
  }
  return true;
}

std::string_view required_text(View mapping, std::string_view key, const FieldContext& context,
                               DiagnosticSink& sink) {
  if (!mapping[key]) {
    sink.error(code(context, "missing-key"), fmt::format("{} needs `{}`", context.what, key),
               mapping.where());
    return {};
  }
  const View value = of_kind(mapping, key, Kind::scalar, context, sink);
  if (value && value.text().empty())
    sink.error(code(context, "empty"), fmt::format("`{}` says nothing", key), value.where());
  return value ? value.text() : std::string_view();
}

std::string_view optional_text(View mapping, std::string_view key, std::string_view fallback,
                               const FieldContext& context, DiagnosticSink& sink) {
  const View value = of_kind(mapping, key, Kind::scalar, context, sink);
  return value ? value.text() : fallback;
}

bool optional_boolean(View mapping, std::string_view key, bool fallback, const FieldContext& context,
                      DiagnosticSink& sink) {
  const View value = of_kind(mapping, key, Kind::scalar, context, sink);
  if (!value) return fallback;
  if (value.text() == "true" || value.text() == "false") return value.text() == "true";
  sink.error(code(context, "type"), fmt::format("`{}` must be true or false", key), value.where());
  return fallback;
}

View optional_sequence(View mapping, std::string_view key, const FieldContext& context,
                       DiagnosticSink& sink) {
  return of_kind(mapping, key, Kind::sequence, context, sink);
}

View optional_mapping(View mapping, std::string_view key, const FieldContext& context, DiagnosticSink& sink) {
  return of_kind(mapping, key, Kind::mapping, context, sink);
}

}  // namespace placer::doc
