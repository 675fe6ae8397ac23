// Reads what the sources say of a platform and no rule does, with the reason why.
#include "rules/load_context.hpp"

#include <fmt/core.h>

namespace placer::rules {
namespace {

constexpr doc::FieldContext file_fields{"rules", "a list of what is not encoded"};
constexpr doc::FieldContext entry_fields{"rules", "what is not encoded"};

/// The offerings of a platform that an earlier file defined.
PlatformScope scope_of(std::string_view platform, const Tables& tables) {
  PlatformScope scope;
  const auto& offerings = tables.of<Offering>();
  for (unsigned bit = 0; bit < offerings.size(); ++bit) {
    if (tables.text(tables.of<Platform>()[offerings[bit].platform].id) != platform) continue;
    scope.platform = offerings[bit].platform;
    scope.offerings.emplace(std::string(tables.text(offerings[bit].id)), OfferingMask{1} << bit);
    scope.all |= OfferingMask{1} << bit;
  }
  return scope;
}

}  // namespace

void load_omissions(doc::View root, LoadContext& context) {
  if (!doc::check_keys(root, {"platform", "sources", "not_encoded"}, file_fields, context.sink)) return;
  const std::string_view platform = doc::required_text(root, "platform", file_fields, context.sink);
  PlatformScope scope = scope_of(platform, context.tables);
  if (scope.all == 0)
    return context.error(fmt::format("there is no platform `{}`", platform), root["platform"].where(),
                         "list its file before this one");
  load_sources(root["sources"], scope, context);
  for (const doc::View entry : doc::items(root["not_encoded"])) {
    if (!doc::check_keys(entry, {"offerings", "what", "value", "why", "source"}, entry_fields, context.sink))
      continue;
    Omission omission;
    omission.offerings = read_offerings(entry, scope, context);
    omission.what = context.text(doc::required_text(entry, "what", entry_fields, context.sink));
    omission.value = context.text(doc::required_text(entry, "value", entry_fields, context.sink));
    omission.why = context.text(doc::required_text(entry, "why", entry_fields, context.sink));
    omission.source = read_source(entry, scope, context);
    context.tables.of<Omission>().push_back(omission);
  }
}

}  // namespace placer::rules
