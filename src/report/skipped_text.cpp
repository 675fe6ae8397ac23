#include "report/skipped_text.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

constexpr std::size_t few = 5;

/// "ConfigMap settings", "document at app.yaml:12:1", or the name alone where it is of the kind that is
/// counted.
std::string name_of(const Skipped& one, std::string_view noun, const SourceMap& sources) {
  const bool has_kind = !noun.empty() && one.kind != noun;
  if (!has_kind) return one.name;
  const std::string place = one.name.empty() ? sources.describe(one.where) : std::string();
  if (!place.empty()) return fmt::format("{} at {}", one.kind, place);
  return one.name.empty() ? one.kind : fmt::format("{} {}", one.kind, one.name);
}

std::string names_of(const std::vector<Skipped>& all, std::string_view noun, const SourceMap& sources,
                     const TextOptions& options) {
  if (all.size() > few && !options.verbose) return "--verbose names them";
  std::string names;
  for (const Skipped& one : all) {
    if (!names.empty()) names += ", ";
    names += on_one_line(name_of(one, noun, sources));
  }
  return names;
}

std::vector<Skipped> templates_in(const Report& report) {
  std::vector<Skipped> all;
  for (const Skipped& one : report.ignored)
    if (one.kind == "template") all.push_back(one);
  return all;
}

/// What was not looked into; where it is much, for those who ask.
std::string ignored(const Report& report, std::string_view kind, std::size_t all,
                    const TextOptions& options) {
  if (!options.verbose && all > few) return " (--verbose names them)";
  std::vector<std::string_view> names;
  for (const Skipped& one : report.ignored)
    if (one.kind.starts_with(kind)) names.push_back(one.name);
  return fmt::format(" ({}{})", join(names, ", "), names.size() < all ? ", ..." : "");
}

}  // namespace

std::vector<std::string> skipped_phrases(const Report& report, const SourceMap& sources,
                                         const TextOptions& options) {
  std::vector<std::string> phrases;
  const auto without_workload = [&](const std::vector<Skipped>& all, std::string_view noun) {
    if (!all.empty())
      phrases.push_back(fmt::format("{} without a workload skipped ({})", counted(all.size(), noun),
                                    names_of(all, noun, sources, options)));
  };
  without_workload(report.skipped_files, "file");
  if (!report.excluded.empty())
    phrases.push_back(fmt::format("{} excluded ({})", report.excluded.size(),
                                  names_of(report.excluded, "", sources, options)));
  const std::vector<Skipped> templates = templates_in(report);
  if (!templates.empty())
    phrases.push_back(fmt::format("{} not read, which must be rendered first ({})",
                                  counted(templates.size(), "template"),
                                  names_of(templates, "template", sources, options)));
  if (const std::size_t others = report.ignored_files - templates.size(); others > 0)
    phrases.push_back(fmt::format("{} of other kinds not read{}", counted(others, "file"),
                                  ignored(report, "file", others, options)));
  if (report.hidden_paths > 0)
    phrases.push_back(fmt::format("{} not read{}", counted(report.hidden_paths, "hidden path"),
                                  ignored(report, "hidden", report.hidden_paths, options)));
  without_workload(report.skipped_objects, "object");
  return phrases;
}

}  // namespace placer::report
