// Which rules a run goes by: a built-in set or a complete one of a directory, own files after it, and a
// project's changes of single values.
#include "facade/project.hpp"
#include "rules/builtin_reader.hpp"
#include "rules/loader.hpp"

#include <placer/placer.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

namespace placer {
namespace {

std::optional<rules::RuleSet> adopt(std::optional<std::vector<std::uint64_t>> block) {
  if (!block) return std::nullopt;
  return rules::RuleSet(std::move(*block));
}

/// Whether a directory holds a rule set and not only rules to add to one.
bool is_complete(const RuleOptions& options, FileReader& reader) {
  std::vector<FileReader::Entry> entries;
  std::string error;
  reader.list(options.rules, entries, error);
  const std::string manifest = options.rule_set + ".yaml";
  for (const FileReader::Entry& entry : entries)
    if (entry.name == manifest) return true;
  return false;
}

/// What `--rules` names and the project file names as well counts once.
void add_new(std::vector<std::string>& paths, const std::vector<std::string>& more) {
  const auto normal = [](const std::string& path) { return std::filesystem::path(path).lexically_normal(); };
  for (const std::string& path : more)
    if (std::none_of(paths.begin(), paths.end(),
                     [&](const std::string& other) { return normal(other) == normal(path); }))
      paths.push_back(path);
}

}  // namespace

std::optional<Placer> Placer::builtin(std::string_view name) {
  const auto block = rules::builtin_block(name);
  if (block.empty()) return std::nullopt;
  return Placer(std::make_shared<const rules::RuleSet>(block));
}

std::optional<Placer> Placer::open(const RuleOptions& options, FileReader& reader, SourceMap& sources,
                                   DiagnosticSink& sink) {
  Project project;
  if (!options.project.empty()) project = read_project(options.project, reader, sources, sink);
  const bool complete = !options.rules.empty() && is_complete(options, reader);
  rules::OwnFiles own{{}, &reader};
  if (!options.rules.empty() && !complete) own.paths = find_rule_files(options.rules, {}, reader, sink);
  // Another rule set, such as the guide's, has other rules: what a project changes is not in it.
  const bool is_usual = options.rule_set == RuleOptions().rule_set;
  if (is_usual) add_new(own.paths, project.rules);
  if (sink.has_errors()) return std::nullopt;
  std::optional<rules::RuleSet> rules;
  rules::BuiltinReader shipped;
  if (complete)
    rules = adopt(rules::load_rule_set(options.rules, options.rule_set, reader, sources, sink, own));
  else if (!own.paths.empty())
    rules =
        adopt(rules::load_rule_set(rules::builtin_directory, options.rule_set, shipped, sources, sink, own));
  else if (const auto block = rules::builtin_block(options.rule_set); !block.empty())
    rules.emplace(block);
  if (!rules) return std::nullopt;
  if (!project.path.empty() && is_usual) rules = apply_project(project, *rules, sources, sink);
  if (sink.has_errors()) return std::nullopt;
  return Placer(std::make_shared<const rules::RuleSet>(std::move(*rules)),
                std::make_shared<const Project>(std::move(project)));
}

}  // namespace placer
