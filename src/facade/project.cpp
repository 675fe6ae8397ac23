#include "facade/project.hpp"

#include "base/date.hpp"
#include "base/glob.hpp"
#include "base/text.hpp"
#include "doc/fields.hpp"
#include "doc/read.hpp"
#include "facade/allowed.hpp"
#include "facade/cluster.hpp"
#include "facade/inputs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace placer {
namespace {

using rules::Known;
using rules::RuleSet;

constexpr std::array<std::string_view, 9> project_keys = {"rules",   "disable", "quotas", "weights", "only",
                                                          "cluster", "exclude", "ignore", "policy"};
constexpr doc::FieldContext project_fields{"project", "a project file"};
constexpr doc::FieldContext ignore_fields{"project", "what is to be ignored"};

void read_exclude(doc::View list, DiagnosticSink& sink, Project& project) {
  for (const doc::View glob : doc::items(list)) {
    const std::string problem = glob.is_scalar() ? glob_problem(glob.text()) : "a glob is a text";
    if (problem.empty())
      project.exclude.emplace_back(trim(glob.text()));
    else
      sink.error("project.exclude", problem, glob.where());
  }
}

void read_ignore(doc::View list, DiagnosticSink& sink, Project& project) {
  for (const doc::View entry : doc::items(list)) {
    if (!doc::check_keys(entry, {"path", "rule", "because", "until"}, ignore_fields, sink)) continue;
    IgnoredPath one;
    one.path = doc::required_text(entry, "path", ignore_fields, sink);
    one.rule = doc::required_text(entry, "rule", ignore_fields, sink);
    one.because = doc::required_text(entry, "because", ignore_fields, sink);
    one.until = doc::optional_text(entry, "until", "", ignore_fields, sink);
    one.where = entry["rule"].where();
    if (const std::string problem = glob_problem(one.path); !one.path.empty() && !problem.empty())
      sink.error("project.ignore", problem, entry["path"].where());
    if (entry["until"].is_scalar() && !day_number(one.until))
      sink.error("project.ignore", fmt::format("expected a day like 2027-03-31, got `{}`", one.until),
                 entry["until"].where(), "leave `until` out where it has no end");
    project.ignore.push_back(std::move(one));
  }
}

/// A path that is relative to a file's directory.
std::string beside(const std::string& file, std::string_view path) {
  const std::size_t name = file.rfind('/');
  if (path.starts_with('/') || name == std::string::npos) return std::string(path);
  return file.substr(0, name + 1) + std::string(path);
}

bool is_rule_file(std::string_view name) {
  return !name.starts_with('.') && name != "placer.yaml" &&
         (name.ends_with(".yaml") || name.ends_with(".yml"));
}

/// Whether the file changes single values of the rule set.
bool amends(const Project& project) {
  const doc::View root = project.document.root();
  return root["disable"] || root["quotas"] || root["weights"] || root["only"] ||
         !project.amendments.machines.empty() || project.amendments.policy_at;
}

}  // namespace

Project read_project(const std::string& path, FileReader& reader, SourceMap& sources, DiagnosticSink& sink) {
  Project project;
  project.path = path;
  FileId file = no_file;
  if (!read_input({path, true}, reader, sources, sink, file)) return project;
  std::size_t documents = 0;
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    if (document.root().is_null()) return;
    if (documents++ > 0)
      return sink.error("project.documents", "a project file holds one document", document.root().where());
    project.document = document;
  });
  const doc::View root = project.document.root();
  if (documents == 0) {
    if (!sink.has_errors())
      sink.warning("project.empty", fmt::format("there is nothing in the project file {}", path),
                   {file, 0, 0}, "for example `cluster: {nodes: [{cpu: 4, memory: 16GiB}]}`");
    return project;
  }
  if (!doc::check_keys(root, project_keys, project_fields, sink)) return project;
  read_exclude(doc::optional_sequence(root, "exclude", project_fields, sink), sink, project);
  read_ignore(doc::optional_sequence(root, "ignore", project_fields, sink), sink, project);
  for (const doc::View entry : doc::items(doc::optional_sequence(root, "rules", project_fields, sink))) {
    if (trim(entry.text()).empty()) {
      sink.error("project.rules", "an entry of `rules` is the path of a rule file or of a directory of them",
                 entry.where(), "for example `rules: [platform-rules/]`");
      continue;
    }
    for (std::string& found : find_rule_files(beside(path, entry.text()), entry.where(), reader, sink))
      project.rules.push_back(std::move(found));
  }
  return project;
}

bool is_project_file(const std::string& path, FileReader& reader) {
  SourceMap sources;
  DiagnosticSink unheard;
  const doc::Document document = read_project(path, reader, sources, unheard).document;
  return std::any_of(std::begin(project_keys), std::end(project_keys),
                     [&](std::string_view key) { return document.root()[key]; });
}

RuleSet apply_project(Project& project, const RuleSet& rules, const SourceMap& sources,
                      DiagnosticSink& sink) {
  const doc::View root = project.document.root();
  if (!root.is_mapping()) return rules;
  for (const IgnoredPath& ignored : project.ignore)
    if (!rules::is_of_project(ignored.rule) && ignored.rule != engine::cost_rule &&
        rules.find_rule(ignored.rule) == nullptr)
      sink.error("project.ignore", fmt::format("there is no rule `{}`", ignored.rule), ignored.where,
                 "`placer rules list` shows all rules");
  project.only = read_allowed(doc::optional_mapping(root, "only", project_fields, sink), rules, sink);
  for (const Fact& fact : project.only)
    if (fact.id == rules.known(Known::providers)) {
      project.amendments.providers = static_cast<std::uint64_t>(fact.value.low);
      project.amendments.providers_at = fact.where;
    } else {
      project.amendments.regions = fact.texts;
      project.amendments.regions_at = fact.where;
    }
  project.policies = read_policies(doc::optional_sequence(root, "policy", project_fields, sink), rules, sink);
  if (std::any_of(project.policies.begin(), project.policies.end(),
                  [](const Policy& policy) { return !policy.only.empty(); }))
    project.amendments.policy_at = root["policy"].where();
  project.amendments.machines = read_cluster(root, rules, sink);
  project.amendments.cluster_at = root["cluster"].where();
  return amends(project) ? rules::amend(rules, root, project.amendments, sources, sink) : rules;
}

std::vector<std::string> find_rule_files(const std::string& path, const Location& where, FileReader& reader,
                                         DiagnosticSink& sink) {
  std::vector<FileReader::Entry> entries;
  std::vector<std::string> files;
  std::string bytes, error;
  if (reader.list(path, entries, error) != FileReader::Status::ok) {
    if (reader.read(path, bytes, error) == FileReader::Status::ok) return {path};
    sink.error("project.rules", fmt::format("cannot read {}: {}", path, error), where);
    return {};
  }
  for (const FileReader::Entry& entry : entries)
    if (!entry.is_directory && is_rule_file(entry.name))
      files.push_back(path.ends_with('/') ? path + entry.name : fmt::format("{}/{}", path, entry.name));
  if (files.empty())
    sink.error("project.rules", fmt::format("there is no rule file in {}", path), where,
               "`placer rules new NAME` begins one");
  return files;
}

}  // namespace placer
