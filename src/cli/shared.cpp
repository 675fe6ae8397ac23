// What several commands do alike: open the rules, print diagnostics.
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/project_file.hpp"
#include "engine/gate.hpp"
#include "facade/settings.hpp"
#include "reference/pages.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <filesystem>

namespace placer::cli {

void print_diagnostics(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                       Environment& environment) {
  const DiagnosticStyle style{environment.colour_err, environment.unicode, environment.width};
  for (const Diagnostic& diagnostic : diagnostics) environment.err += render(diagnostic, sources, style);
}

namespace {

/// The rule set that the options ask for; nullopt after a message in `err`, or with what is wrong in the
/// sink.
std::optional<Placer> open_rules(const Options& options, SourceMap& sources, Environment& environment,
                                 DiagnosticSink& sink) {
  const auto names = rules::builtin_names();
  if (options.rules_directory.empty() &&
      std::find(names.begin(), names.end(), options.rule_set) == names.end()) {
    const auto near = closest(options.rule_set, names);
    environment.err += fmt::format(
        "placer: there is no rule set '{}'; {}\n", options.rule_set,
        near ? fmt::format("did you mean {}?", *near) : fmt::format("there are {}", join(names, ", ")));
    return std::nullopt;
  }
  std::optional<Placer> placer = Placer::open({options.rule_set, options.rules_directory, options.project},
                                              environment.reader, sources, sink);
  if (placer) print_diagnostics(sink.sorted(), sources, environment);
  return placer;
}

/// Says what is wrong with rules or a project file in all outputs: what reads one of them would find nothing
/// else.
void deliver_problems(const OptionSet& set, const DiagnosticSink& sink, const Options& options,
                      SourceMap sources, Environment& environment) {
  std::string where = options.rules_directory;
  if (!options.project.empty()) where += (where.empty() ? "" : " and ") + options.project;
  const std::string unusable = fmt::format("placer: the rules of {} cannot be used\n", where);
  Report report;
  report.diagnostics = sink.sorted();
  report.files = report.broken_files = 1;
  if (set.gates) report.gate.emplace();  // which the outputs of a gate look at
  std::optional<Placer> any = Placer::builtin(rules::builtin_names().front());
  const bool is_read_by_people = options.outputs.size() < 2 && options.format == "text";
  if (any && !is_read_by_people)
    deliver_report(report, Session{options, std::move(sources), std::move(*any)}, environment);
  else
    print_diagnostics(report.diagnostics, sources, environment);
  environment.err += unusable;
}

/// The project file of what is read, unless one is named; false after a message in `err`.
bool find_project(Options& options, bool reads, Environment& environment) {
  if (options.project == no_project) {
    options.project.clear();
    return true;
  }
  if (!options.project.empty()) return true;
  std::string error;
  const std::vector<std::string> none;
  auto found = common_project_file(reads ? options.paths : none, environment.directory, error);
  if (found) {
    options.project = std::move(*found);
    return true;
  }
  // A hook names whatever was changed, as a walk through the repository would find it.
  if (options.allow_empty) {
    options.project = find_project_file("-", environment.directory);
    const std::string used = options.project.empty() ? "none" : options.project;
    print_diagnostics({{Severity::warning,
                        "project.several",
                        fmt::format("{}; one call goes by one project file, {} here", error, used),
                        {},
                        "run placer for each, or name the one to use: --config FILE",
                        {}}},
                      SourceMap(), environment);
    return true;
  }
  environment.err += fmt::format(
      "placer: {}\nhelp: run placer for each, or name the one to use: --config FILE, --config {}\n", error,
      no_project);
  return false;
}

/// Whether every --set can be read; said before anything is judged or written.
bool check_settings(const Options& options, const Placer& placer, Environment& environment) {
  SourceMap sources;
  DiagnosticSink sink;
  read_settings(options.set, placer.rules(), sources, sink);
  if (sink.has_errors()) print_diagnostics(sink.sorted(), sources, environment);
  return !sink.has_errors();
}

}  // namespace

std::string suggest_place(std::string_view name, const rules::RuleSet& rules) {
  const std::string near = alike(name, reference::platform_ids(rules));
  if (!near.empty()) return fmt::format("did you mean {}?", near);
  std::vector<std::string_view> platforms;
  for (const rules::Platform& platform : rules.rows<rules::Platform>())
    platforms.push_back(rules.text(platform.id));
  return fmt::format("the platforms are {}; `placer platforms` shows their offerings", join(platforms, ", "));
}

rules::OfferingMask offerings_of(const rules::RuleSet& rules, const std::vector<std::string>& names) {
  if (names.empty()) return ~rules::OfferingMask{0};
  rules::OfferingMask mask = 0;
  const auto offerings = rules.rows<rules::Offering>();
  for (std::size_t bit = 0; bit < offerings.size(); ++bit)
    for (const std::string& name : names)
      if (name == rules.text(offerings[bit].full_id) ||
          name == rules.text(rules.rows<rules::Platform>()[offerings[bit].platform].id))
        mask |= rules::OfferingMask{1} << bit;
  return mask;
}

bool check_names(std::string_view option, const std::vector<std::string>& names, const rules::RuleSet& rules,
                 Environment& environment) {
  const std::vector<std::string_view> known = reference::platform_ids(rules);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    environment.err += fmt::format("placer: {}: there is no platform or offering {}; {}\n", option,
                                   in_quotes(name), suggest_place(name, rules));
    return false;
  }
  return true;
}

namespace {

/// Without `..` where that leads to the same file, which it need not where a link is on the way.
std::string without_parents(std::string path, const std::string& directory) {
  const auto has_parent = [](const std::filesystem::path& whole) {
    return std::any_of(whole.begin(), whole.end(), [](const auto& part) { return part == ".."; });
  };
  if (directory.empty() || !has_parent(path)) return path;
  std::string straight = (std::filesystem::path(directory) / path).lexically_normal().string();
  std::error_code error;
  return std::filesystem::equivalent(path, straight, error) ? straight : path;
}

}  // namespace

std::string shown_path(std::string path, const Environment& environment) {
  const std::string& directory = environment.directory;
  const std::filesystem::path given(path);
  path = without_parents(std::move(path), directory);
  const std::size_t end = path.find_last_not_of('/') + 1;
  if (!directory.empty() && std::string_view(path).substr(0, end) == directory) return ".";
  if (directory.size() > 1 && path.size() > directory.size() + 1 && path.starts_with(directory) &&
      path[directory.size()] == '/')
    path.erase(0, path.find_first_not_of('/', directory.size()));
  // What lies elsewhere is shown as it was asked for.
  return path.starts_with('/') && given.is_relative() ? given.lexically_normal().string() : path;
}

std::optional<Session> open_session(const OptionSet& set, Options options, Environment& environment,
                                    int& exit) {
  if (set.reads)
    for (std::string& path : options.paths) path = shown_path(std::move(path), environment);
  if (set.begins_rules && options.project.empty()) options.project = no_project;
  SourceMap sources;
  if (options.caps.bytes && environment.limit_bytes) environment.limit_bytes(*options.caps.bytes);
  std::optional<Placer> placer;
  DiagnosticSink sink;
  if (find_project(options, set.reads, environment)) placer = open_rules(options, sources, environment, sink);
  if (!placer && !sink.in_order().empty()) {
    deliver_problems(set, sink, options, std::move(sources), environment);
    exit = exit_failed;
    return std::nullopt;
  }
  if (!placer || (set.reads && (!check_settings(options, *placer, environment) ||
                                !check_names("--on", options.on, placer->rules(), environment)))) {
    exit = exit_failed;
    return std::nullopt;
  }
  return Session{std::move(options), std::move(sources), std::move(*placer)};
}

std::optional<Session> begin(const OptionSet& set, const std::vector<std::string>& arguments,
                             Environment& environment, int& exit) {
  exit = exit_ok;
  std::optional<Options> options = parse(set, arguments, environment, exit);
  return options ? open_session(set, std::move(*options), environment, exit) : std::nullopt;
}

std::int64_t today() {
  constexpr std::int64_t seconds_a_day = 24LL * 60 * 60;
  return static_cast<std::int64_t>(std::time(nullptr)) / seconds_a_day;
}

void warn_ahead(const rules::RuleSet& rules, std::int64_t day, Environment& environment) {
  // Where the day has begun already: it is tomorrow somewhere.
  const std::vector<std::string> ahead = engine::checked_after(rules, day + 1);
  if (ahead.empty()) return;
  constexpr std::ptrdiff_t most = 5;
  DiagnosticSink sink;
  sink.warning(
      "rules.checked-ahead",
      fmt::format("{} said to be checked on a day that is still to come: {}{}",
                  ahead.size() == 1 ? "a rule is" : fmt::format("{} rules are", ahead.size()),
                  join(std::vector(ahead.begin(), ahead.begin() + std::min(most, std::ssize(ahead))), ", "),
                  std::ssize(ahead) > most ? ", ..." : ""),
      {}, "write in `checked` the day on which the value was last held against its source");
  print_diagnostics(sink.sorted(), {}, environment);
}

bool shows_all(const Options& options) {
  return std::any_of(options.outputs.begin(), options.outputs.end(),
                     [](const Output& output) { return output.renderer->shows_all; });
}

AnalyzeOptions analyze_options(const Options& options, const Environment& environment) {
  AnalyzeOptions analysis;
  analysis.today = today();
  analysis.progress = environment.progress;
  analysis.directory = environment.directory;
  analysis.set = options.set;
  analysis.on = options.on;
  analysis.exclude = options.exclude;
  analysis.jobs = static_cast<unsigned>(options.jobs);
  analysis.from = options.from;
  analysis.caps = options.caps.input;
  analysis.strict = options.strict;
  analysis.keep_passes = options.verbose || shows_all(options);
  analysis.bills = analysis.curves = shows_all(options);
  return analysis;
}

}  // namespace placer::cli
