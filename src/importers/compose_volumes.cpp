// A mount is `source:target[:options]` or a mapping. An absolute source, or a device, is the host's; a path
// relative to the file or to the user's home is code or settings that ship otherwise elsewhere; a name is a
// volume that outlives the container.
#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/compose_parts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace placer::importers::compose {
namespace {

struct Mount {
  Value source;
  std::string target;
  bool named = false;  ///< a mapping of type `volume`
  bool bound = false;  ///< one of type `bind`, whose source is a path even without a slash
  bool read_only = false;
  bool other = false;  ///< neither a bind mount nor a volume
};

bool is_windows_drive(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return text.size() > 2 && letters.find(text[0]) != std::string_view::npos && text[1] == ':' &&
         (text[2] == '\\' || text[2] == '/');
}

Mount parse_mapping(doc::View item) {
  Mount mount;
  const std::string type = value(doc::find_merged(item, "type")).text;
  mount.source = value(doc::find_merged(item, "source"));
  if (!mount.source) mount.source = value(doc::find_merged(item, "src"));
  mount.target = value(doc::find_merged(item, "target")).text;
  mount.read_only = boolean(doc::find_merged(item, "read_only")).text == "true";
  mount.named = type == "volume";
  mount.bound = type == "bind";
  mount.other = type != "volume" && type != "bind" && type != "npipe" && !type.empty();
  return mount;
}

Mount parse_short(doc::View item) {
  Mount mount;
  std::string_view text = item.text();
  std::vector<std::string_view> parts = split(text, ':');
  if (is_windows_drive(text) && parts.size() > 2) {
    parts.erase(parts.begin());
    parts.front() = text.substr(0, parts.front().size() + 2);
  }
  if (parts.size() < 2) {
    // A variable alone may be a whole mount; a path alone is a volume that goes with the container.
    mount.other = text.find('$') == std::string_view::npos;
    mount.source = value(text, item.where());
    return mount;
  }
  mount.source = value(parts[0], item.where());
  mount.target = parts[1];
  if (parts.size() > 2)
    for (const std::string_view option : split(parts[2], ','))
      mount.read_only = mount.read_only || option == "ro";
  return mount;
}

bool is_beside_the_file(std::string_view source) {
  for (const std::string_view begin : {".", "~", "${PWD}", "$PWD", "${HOME}", "$HOME"})
    if (source.starts_with(begin)) return true;
  return false;
}

void read_mount(Draft& draft, const Mount& mount, doc::View declared) {
  if (mount.other || !mount.source) return;
  const std::string& source = mount.source.text;
  if (mount.target.ends_with("docker.sock"))
    return draft.set("host.path", {1, 1}, mount.source.where,
                     mount.source.literal() ? mount.source.origin : Origin::derived, {},
                     "mounts the socket of the container engine");
  if (is_beside_the_file(source)) return;
  if (!mount.source.literal()) return mount.named ? void() : draft.unresolved("host.path", mount.source);
  if (source.starts_with('/') || source.starts_with('\\') || is_windows_drive(source))
    return draft.set("host.path", {1, 1}, mount.source.where, mount.source.origin, {},
                     fmt::format("mounts `{}` of the host", source));
  // A reader of a volume does not keep it; its writer does.
  if (mount.read_only) return;
  const doc::View options = doc::find_merged(doc::find_merged(declared, source), "driver_opts");
  const std::string type = value(doc::find_merged(options, "type")).text;
  if (type == "tmpfs") return;
  if (type.starts_with("nfs") || type == "cifs")
    return draft.set("shared_filesystem", {1, 1}, mount.source.where, Origin::derived, {},
                     fmt::format("the volume `{}` is on {}", source, type));
  draft.set("persistent_volume", {1, unbounded}, mount.source.where, Origin::derived, {},
            fmt::format("the volume `{}` outlives the container", source));
}

Mount parse(doc::View item) { return item.is_mapping() ? parse_mapping(item) : parse_short(item); }

/// The name of a volume that the file must have; none for what is mounted from elsewhere, or filled in.
Value volume_name(const Mount& mount) {
  const std::string& source = mount.source.text;
  const bool is_path = source.find_first_of("/\\") != std::string::npos || is_beside_the_file(source);
  return mount.other || mount.bound || is_path || !mount.source.literal() ||
                 source.find('$') != std::string::npos
             ? Value()
             : mount.source;
}

/// https://github.com/compose-spec/compose-go/blob/main/schema/compose-spec.json
constexpr std::string_view kinds[] = {"bind", "volume", "tmpfs", "cluster", "npipe", "image"};

/// A mapping says of which kind it is.
void check_kind(Draft& draft, doc::View item) {
  if (item["<<"] || item.tag() == "!reset") return;
  const doc::View said = item["type"];
  const Value type = value(said);
  if (said &&
      (!type.literal() || std::find(std::begin(kinds), std::end(kinds), type.text) != std::end(kinds)))
    return;
  draft.violation("compose.mount-type", said ? said.where() : item.where(), said ? type.text : "nothing",
                  join(kinds, ", "));
}

/// Where it is seen in the container is a path from the root.
bool is_rooted(std::string_view target, std::string_view mount) {
  const bool has_drive = mount.find(":\\") != std::string_view::npos;
  return target.empty() || target.front() == '/' || target.front() == '\\' || has_drive ||
         is_windows_drive(target) || target.find_first_of("${") != std::string_view::npos;
}

}  // namespace

void check_mounts(Draft& draft, const Service& service) {
  for (const doc::View item : service.items({"volumes"})) {
    if (item.is_mapping()) check_kind(draft, item);
    if (item.is_mapping() && item.tag().empty() && item["type"] && !doc::find_merged(item, "target"))
      draft.violation("compose.mount-without-target", item.where());
    const Value target = value(parse(item).target, item.where());
    if (target.literal() && !is_rooted(target.text, item.text()))
      draft.violation("compose.mount-target", item.where(), target.text);
  }
}

std::vector<Value> volume_names(const Service& service) {
  std::vector<Value> names;
  for (const doc::View item : service.items({"volumes"}))
    if (Value name = volume_name(parse(item)); name && !name.text.empty()) names.push_back(std::move(name));
  return names;
}

void read_volumes(Draft& draft, const Service& service, doc::View declared) {
  for (const doc::View item : service.items({"volumes"})) read_mount(draft, parse(item), declared);
  for (const doc::View item : service.items({"devices"}))
    // Names of the Container Device Interface ("nvidia.com/gpu=all") are no paths; see read_gpus.
    if (const Value device = value(item.is_mapping() ? item["source"] : item);
        device && device.text.starts_with('/'))
      draft.set("host.path", {1, 1}, device.where, device.origin, {},
                fmt::format("uses the device `{}` of the host", device.text));
}

}  // namespace placer::importers::compose
