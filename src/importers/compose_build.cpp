// `build` is a directory, or a mapping that says more. What stands in the manifest itself, or comes from
// another repository, is not read.
#include "doc/merge.hpp"
#include "importers/compose_parts.hpp"
#include "importers/dockerfile_build.hpp"

namespace placer::importers::compose {
namespace {

/// A mapping, or a list of `NAME=value`. One without a value is the caller's own.
std::vector<std::pair<std::string, Value>> arguments_of(doc::View args) {
  std::vector<std::pair<std::string, Value>> arguments;
  for (const auto& [name, said] : doc::merged_entries(args))
    if (const Value one = value(said); one) arguments.emplace_back(name.text(), one);
  for (const doc::View item : doc::items(args)) {
    const std::string_view text = item.text();
    const std::size_t equal = text.find('=');
    if (equal != std::string_view::npos)
      arguments.emplace_back(text.substr(0, equal), value(text.substr(equal + 1), item.where()));
  }
  return arguments;
}

}  // namespace

void read_image_build(Draft& draft, const Service& service) {
  const doc::View build = service.find({"build"});
  if (build.is_scalar()) return read_build(draft, {value(build), {}, {}});
  if (!build.is_mapping()) return;
  if (const doc::View inline_file = service.find({"build", "dockerfile_inline"})) {
    draft.context().sink.report({Severity::note,
                                 "manifest.inline-dockerfile",
                                 "a Dockerfile that stands in the manifest is not read, so what it says of "
                                 "ports and packages is not known",
                                 inline_file.where(),
                                 "put it in a file of its own, named with `dockerfile`, to have it read",
                                 {}});
    return;
  }
  read_build(draft, {service.value({"build", "context"}), service.value({"build", "dockerfile"}),
                     service.value({"build", "target"}), arguments_of(service.find({"build", "args"}))});
}

}  // namespace placer::importers::compose
