// A service is kept as layers, and a path is looked up in one after the other. So nothing is copied, and
// every value keeps its place.
#include "importers/compose_service.hpp"

#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/shape.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers::compose {
namespace {

constexpr std::size_t most_layers = 32;

/// A key of a mapping, or of what it merges; few mappings merge anything.
doc::View look_up(doc::View mapping, std::string_view key) {
  const doc::View own = mapping[key];
  return own || !mapping["<<"] ? own : doc::find_merged(mapping, key);
}

}  // namespace

Service::Service(const Services& services, doc::View key, doc::View definition, DiagnosticSink& sink)
    : sink_(sink) {
  std::vector<std::string_view> names{key.text()};
  layers_.push_back(definition);
  while (const doc::View extends = doc::find_merged(layers_.back(), "extends")) {
    if (const doc::View file = extends["file"]) {
      complete_ = false;
      sink.warning(
          "compose.extends",
          fmt::format("service `{}` extends one in another file; what stands there is not known", key.text()),
          file.where(), "judge what `docker compose config` prints, which has everything in it");
      return;
    }
    const doc::View base = extends.is_mapping() ? extends["service"] : extends;
    const auto found = services.find(base.text());
    std::string problem, help;
    if (found == services.end() || !found->second.is_mapping()) {
      problem =
          fmt::format("service `{}` extends `{}`, which this file does not have", key.text(), base.text());
      help = "write the name of a service of this file, or `file:` beside it";
    } else if (std::find(names.begin(), names.end(), base.text()) != names.end()) {
      problem = fmt::format("service `{}` extends itself, through {}", key.text(), join(names, ", "));
    } else if (names.size() == most_layers) {
      problem = fmt::format("service `{}` extends more services in a row than the {} that placer follows",
                            key.text(), most_layers);
    }
    if (!problem.empty()) {
      complete_ = false;
      sink.error("compose.extends", std::move(problem), base ? base.where() : extends.where(),
                 std::move(help));
      return;
    }
    names.push_back(base.text());
    layers_.push_back(found->second);
  }
}

/// True, and reported, where something else is written. What is filled in elsewhere may come out right.
bool Service::is_other_than(doc::View value, doc::Kind wanted, std::string_view key) const {
  if (!value || value.is_null() || value.kind() == wanted || is_placeholder(value.text())) return false;
  report_shape(sink_, {key, false, doc::to_string(value.kind()), doc::to_string(wanted), value.where()});
  return true;
}

std::vector<doc::View> Service::at(Path path) const {
  std::vector<doc::View> found;
  for (doc::View view : layers_) {
    bool last = false;
    std::string_view parent;
    for (const std::string_view key : path) {
      if (!parent.empty() && is_other_than(view, doc::Kind::mapping, parent)) view = {};
      parent = key;
      view = look_up(view, key);
      // Compose drops what the layers below say of a value with either tag, and with `!reset` the value too.
      if (view.tag() == "!reset") return found;
      last = last || view.tag() == "!override";
    }
    if (view && !view.is_null()) found.push_back(view);
    if (last) break;
  }
  return found;
}

doc::View Service::find(Path path) const {
  const std::vector<doc::View> found = at(path);
  return found.empty() ? doc::View() : found.front();
}

std::vector<doc::View> Service::items(Path path) const {
  std::vector<doc::View> all;
  const std::string_view key = path.size() == 0 ? "" : *(path.end() - 1);
  for (const doc::View list : at(path))
    if (!is_other_than(list, doc::Kind::sequence, key))
      for (const doc::View item : doc::items(list)) all.push_back(item);
  return all;
}

}  // namespace placer::importers::compose
