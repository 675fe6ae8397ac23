// Names are compared in the words of the template: with the same `!Sub` in both they are the same.
#include "importers/cloudformation_scaling.hpp"

#include "importers/cloudformation_intrinsics.hpp"

namespace placer::importers {
namespace {

/// A text as it is written, with `!Sub` or without.
std::string_view written_text(doc::View value) {
  const Intrinsic call = intrinsic(value);
  if (call.name.empty()) return value.is_scalar() ? value.text() : std::string_view();
  return call.name == "Sub" && call.argument.is_scalar() ? call.argument.text() : std::string_view();
}

}  // namespace

std::string_view scaled_name(doc::View resource_id) {
  constexpr std::string_view mark = "service/";
  if (const Intrinsic call = intrinsic(resource_id); call.name == "Join") {
    const doc::View parts = call.argument.is_sequence() ? call.argument.first().next() : doc::View();
    std::string_view last;
    for (const doc::View part : doc::items(parts)) last = written_text(part);
    const bool is_service = parts.size() == 3 && written_text(call.argument.first()) == "/" &&
                            written_text(parts.first()) == "service";
    return is_service ? last : std::string_view();
  }
  const std::string_view text = written_text(resource_id);
  const std::size_t slash = text.rfind('/');
  return text.starts_with(mark) && slash >= mark.size() ? text.substr(slash + 1) : std::string_view();
}

std::string_view service_name(doc::View resource) {
  const doc::View properties = resource["Properties"], name = properties["ServiceName"];
  return written_text(name ? name : properties["Name"]);
}

bool scales_by_name(doc::View scaling, doc::View service) {
  const std::string_view name = service_name(service);
  return !name.empty() && scaled_name(scaling["Properties"]["ResourceId"]) == name;
}

}  // namespace placer::importers
