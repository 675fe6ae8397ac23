// Reads the `scaling:` section of a platform file.
#include "base/text.hpp"
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::rules {
namespace {

constexpr doc::FieldContext scaling_fields{"rules", "a parameter of scaling"};

/// The position of a name in a list of them; reports one that is not there.
template <class Names>
std::optional<std::size_t> position_of(doc::View name, const Names& known, std::string_view what,
                                       LoadContext& context) {
  const auto found = std::find(known.begin(), known.end(), name.text());
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  const auto near = closest(name.text(), std::vector<std::string_view>(known.begin(), known.end()));
  context.error(fmt::format("`{}` is no {}", name.text(), what), name.where(),
                near ? fmt::format("did you mean `{}`?", *near) : "there are " + join(known, ", "));
  return std::nullopt;
}

std::optional<Interval> read_scaling_value(doc::View value, ScalingParameter parameter,
                                           LoadContext& context) {
  if (parameter != ScalingParameter::model)
    return read_quantity(value, scaling_names()[static_cast<std::size_t>(parameter)].unit, context);
  const auto model = position_of(value, scaling_models(), "model of scaling", context);
  if (!model) return std::nullopt;
  return Interval{static_cast<std::int64_t>(*model), static_cast<std::int64_t>(*model)};
}

}  // namespace

void load_scaling(doc::View section, const PlatformScope& scope, LoadContext& context) {
  std::vector<std::string_view> ids;
  for (const ScalingName& name : scaling_names()) ids.push_back(name.id);
  for (const doc::View entry : doc::items(section)) {
    if (!doc::check_keys(entry, {"id", "offerings", "value", "source", "note"}, scaling_fields, context.sink))
      continue;
    if (!entry["id"].is_scalar() || !entry["value"].is_scalar()) {
      context.error("a parameter of scaling needs `id` and `value`", entry.where());
      continue;
    }
    const auto id = position_of(entry["id"], ids, "parameter of scaling", context);
    if (!id) continue;
    Scaling row;
    row.parameter = static_cast<ScalingParameter>(*id);
    row.offerings = read_offerings(entry, scope, context);
    row.value = read_scaling_value(entry["value"], row.parameter, context).value_or(Interval{});
    row.source = read_source(entry, scope, context);
    row.note = context.text(doc::optional_text(entry, "note", "", scaling_fields, context.sink));
    if (!context.make_way<Scaling>(row.offerings,
                                   [&](const Scaling& other) { return other.parameter == row.parameter; }))
      context.error(fmt::format("`{}` of an offering is given twice", ids[*id]), entry["id"].where());
    context.tables.of<Scaling>().push_back(row);
  }
}

}  // namespace placer::rules
