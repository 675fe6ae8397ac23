#include "facade/inputs.hpp"

#include "base/text.hpp"
#include "doc/dockerfile_reader.hpp"
#include "source/decode.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace placer {
namespace {

constexpr std::size_t max_depth = 64;  // of directories; a link back up would go on for ever

constexpr std::string_view manifest_endings[] = {".yaml", ".yml", ".json"};

/// Endings of files that a template language fills in.
constexpr std::string_view template_endings[] = {".j2",     ".jinja", ".jinja2",   ".erb", ".tpl", ".tmpl",
                                                 ".gotmpl", ".tftpl", ".mustache", ".hbs", ".ejs"};

template <std::size_t size>
bool ends_with_any(std::string_view name, const std::string_view (&endings)[size]) {
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_manifest_name(std::string_view written) {
  const std::string name = to_lower(written);
  return ends_with_any(name, manifest_endings) || is_template_name(name);
}

bool is_read(std::string_view name, Reads reads) {
  return reads == Reads::dockerfiles ? doc::is_dockerfile_name(name) : is_manifest_name(name);
}

/// "app.yaml.j2": a manifest once something has filled it in.
bool becomes_manifest(std::string_view written) {
  const std::string name = to_lower(written);
  return ends_with_any(name, template_endings) &&
         ends_with_any(std::string_view(name).substr(0, name.rfind('.')), manifest_endings);
}

void exclude(const std::string& path, bool is_directory, Found& found) {
  found.excluded.push_back({is_directory ? "directory" : "file", path, {}});
}

/// Keeps its name, for those who wonder; of a tree of pictures a part will do.
void ignore(const std::string& path, std::string_view kind, Found& found) {
  constexpr std::size_t most = 500;
  if (found.ignored.size() < most) found.ignored.push_back({std::string(kind), path, {}});
}

/// A file whose name is no manifest's. A template is named whatever else there is: it describes workloads.
void leave(const std::string& path, Found& found) {
  ++found.others;
  if (becomes_manifest(path))
    found.ignored.push_back({"template", path, {}});
  else
    ignore(path, "file", found);
}

/// Walks a directory without recursion: a list of what is still to be read, the next at its end.
void walk(const std::string& top, const Exclusions& exclusions, FileReader& reader, DiagnosticSink& sink,
          Reads reads, Found& found) {
  struct Pending {
    std::string path;
    std::size_t depth;
    bool is_directory;
  };
  std::vector<Pending> pending{{top, 0, true}};
  while (!pending.empty()) {
    const Pending next = std::move(pending.back());
    pending.pop_back();
    if (!next.is_directory) {
      found.inputs.push_back({next.path, false});
      continue;
    }
    std::vector<FileReader::Entry> entries;
    std::string error;
    if (reader.list(next.path, entries, error) != FileReader::Status::ok) {
      sink.error("input.unreadable", fmt::format("cannot list {}: {}", next.path, error), {});
      continue;
    }
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      const std::string path =
          next.path.ends_with('/') ? next.path + entry->name : next.path + "/" + entry->name;
      if (entry->name.starts_with('.')) {
        ++found.hidden;
        ignore(path, entry->is_directory ? "hidden directory" : "hidden file", found);
        continue;
      }
      const bool is_ours = entry->is_directory || (is_read(entry->name, reads) && !entry->is_special);
      if ((is_ours || becomes_manifest(path)) && exclusions.match(path))
        exclude(path, entry->is_directory, found);
      else if (entry->is_directory && next.depth >= max_depth)
        sink.error("input.too-deep", fmt::format("{} lies too deep in directories to be read", path), {});
      else if (is_ours)
        pending.push_back({path, next.depth + 1, entry->is_directory});
      else
        leave(path, found);
    }
  }
}

}  // namespace

bool is_template_name(std::string_view path) { return to_lower(path).ends_with(".template"); }

Found expand(const std::vector<std::string>& paths, std::size_t named, const Exclusions& exclusions,
             FileReader& reader, DiagnosticSink& sink, Reads reads) {
  Found found;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string& path = paths[i];
    std::vector<FileReader::Entry> entries;
    std::string error;
    using Status = FileReader::Status;
    const Status status = path == "-" ? Status::failed : reader.list(path, entries, error);
    const bool is_directory = status == Status::ok;
    if (path != "-" && exclusions.match(path))
      exclude(path, is_directory, found);
    else if (is_directory)
      walk(path, exclusions, reader, sink, reads, found);
    else if (i >= named && path != "-" && status != Status::not_found && !is_read(path, reads))
      leave(path, found);  // whoever lists what was changed did not look what it is
    else
      found.inputs.push_back({path, i < named});
  }
  std::set<std::string> seen;
  // "./a.yaml" and "b/../a.yaml" are "a.yaml".
  std::erase_if(found.inputs, [&](const Input& input) {
    return !seen.insert(std::filesystem::path(input.path).lexically_normal().string()).second;
  });
  const auto by_name = [](const Skipped& a, const Skipped& b) { return a.name < b.name; };
  std::sort(found.excluded.begin(), found.excluded.end(), by_name);
  std::sort(found.ignored.begin(), found.ignored.end(), by_name);
  const auto is_same = [](const Skipped& a, const Skipped& b) { return a.name == b.name; };
  found.excluded.erase(std::unique(found.excluded.begin(), found.excluded.end(), is_same),
                       found.excluded.end());
  return found;
}

bool read_input(const Input& input, FileReader& reader, SourceMap& sources, DiagnosticSink& sink,
                FileId& file) {
  std::string bytes, error;
  const std::string name = input.path == "-" ? "<stdin>" : input.path;
  if (reader.read(input.path, bytes, error) != FileReader::Status::ok) {
    sink.error("input.unreadable", fmt::format("cannot read {}: {}", name, error), {});
    return false;
  }
  return decode_and_add(name, std::move(bytes), sources, sink, file);
}

std::string name_after(std::string_view path) {
  constexpr std::string_view usual = "workload";
  const auto last = [](std::string_view text) { return text.substr(text.find_last_of('/') + 1); };
  std::string_view name = last(path);
  const std::string_view folder = path.substr(0, path.size() - std::min(path.size(), name.size() + 1));
  const bool dockerfile = doc::is_dockerfile_name(name);
  const std::size_t dot = name.find('.');
  const std::string first = to_lower(name.substr(0, dot));
  // The word before the dot is that of every Dockerfile.
  const bool reversed =
      dockerfile && dot != std::string_view::npos && (first == "dockerfile" || first == "containerfile");
  name = reversed ? name.substr(dot + 1) : name.substr(0, dot);
  const bool of_folder = name == usual || (dockerfile && dot == std::string_view::npos);
  if (of_folder && !folder.empty() && last(folder).find_first_not_of('.') != std::string_view::npos)
    return std::string(last(folder));
  return std::string(name.empty() || of_folder || path.starts_with('<') ? usual : name);
}

}  // namespace placer
