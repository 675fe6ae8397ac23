#include "base/path.hpp"
#include "base/text.hpp"
#include "doc/dockerfile_reader.hpp"
#include "doc/read.hpp"
#include "engine/curve.hpp"
#include "engine/defaults.hpp"
#include "engine/judge.hpp"
#include "engine/runs.hpp"
#include "facade/allowed.hpp"
#include "facade/build_files.hpp"
#include "facade/cluster.hpp"
#include "facade/compare.hpp"
#include "facade/inputs.hpp"
#include "facade/moved.hpp"
#include "facade/open_target.hpp"
#include "facade/project.hpp"
#include "facade/settings.hpp"
#include "importers/importer.hpp"
#include "importers/marker.hpp"
#include "importers/native_probe.hpp"

#include <placer/placer.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace placer {
namespace {

/// One run over all inputs.
class Run {
 public:
  Run(const rules::RuleSet& rules, const Project& project, FileReader& reader, SourceMap& sources,
      const AnalyzeOptions& options)
      : rules_(rules),
        project_(project),
        reader_(reader),
        sources_(sources),
        options_(options),
        exclusions_(options.directory),
        build_files_(reader, sources, sink_, exclusions_),
        suppressions_(rules, project.ignore, folder_of(project.path), options.directory, options.today,
                      sink_),
        policies_(project, options.directory) {
    // The guide's answers are shown beside today's.
    if (rules.name() == "guide") today_ = Placer::builtin("current");
    report_.rule_set = engine::describe_rule_set(rules);
  }

  Report finish(const std::vector<std::string>& paths) {
    overlay_ = read_settings(options_.set, rules_, sources_, sink_);
    if (sink_.has_errors()) return deliver();  // an answer without a setting would be one to another question
    read_all(paths);
    // Nothing found is no success, unless the caller skips what is foreign and looks at the counts.
    if (report_.workloads.empty() && sink_.errors() == 0 && !options_.skip_foreign)
      no_workload(join(paths, ", "), {}, {});
    return deliver();
  }

 private:
  void read_all(const std::vector<std::string>& paths) {
    exclusions_.add(options_.exclude, "");
    exclusions_.add(project_.exclude, folder_of(project_.path));
    covers_project_ = std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
      return path != "-" &&
             !relative_path(folder_of(project_.path), path, options_.directory).starts_with("..");
    });
    Found found = expand(paths, options_.named_paths, exclusions_, reader_, sink_,
                         options_.from == doc::dockerfile_format ? Reads::dockerfiles : Reads::manifests);
    report_.ignored_files = found.others;
    report_.hidden_paths = found.hidden;
    report_.ignored = std::move(found.ignored);
    report_.excluded = std::move(found.excluded);
    // A Dockerfile that a manifest builds from is no workload of its own, which is known once those are read.
    const auto dockerfiles =
        std::stable_partition(found.inputs.begin(), found.inputs.end(),
                              [&](const Input& input) { return !may_be_dockerfile(input); });
    std::for_each(found.inputs.begin(), dockerfiles, [&](const Input& input) { read(input); });
    std::for_each(dockerfiles, found.inputs.end(), [&](const Input& input) {
      if (!build_files_.is_used(input.path)) return read(input);
      ++report_.files;
      report_.skipped_objects.push_back({"Dockerfile", input.path, {}});
    });
    // In a directory, it was read for what it is.
    report_.ignored_files -=
        std::erase_if(report_.ignored, [&](const Skipped& one) { return build_files_.is_used(one.name); });
  }

  bool may_be_dockerfile(const Input& input) const {
    return options_.from.empty() ? doc::is_dockerfile_name(input.path)
                                 : options_.from == doc::dockerfile_format;
  }

  bool is_dockerfile(const Input& input, std::string_view text) const {
    if (!options_.from.empty()) return options_.from == doc::dockerfile_format;
    return input.path == "-" ? doc::begins_like_dockerfile(text) : doc::is_dockerfile(input.path, text);
  }

  Report deliver() {
    for (const std::uint32_t index : used_)
      report_.rules.push_back(engine::describe_rule(rules_, rules_.rows<rules::Rule>()[index]));
    std::sort(report_.rules.begin(), report_.rules.end(),
              [](const RuleInfo& a, const RuleInfo& b) { return a.id < b.id; });
    report_.suppressions = suppressions_.finish(covers_project_);
    report_.diagnostics = sink_.sorted();
    report_.dropped_diagnostics += sink_.dropped();
    return std::move(report_);
  }

  void read(const Input& input) {
    // A project file that a directory held was read for what it is.
    if (!input.named && (input.path == project_.path || input.path == "./" + project_.path)) return;
    if (!input.named && input.path.ends_with("/placer.yaml"))
      sink_.warning("project.unused",
                    fmt::format("{} is not used: one call goes by one project file, {}", input.path,
                                project_.path.empty() ? "none here" : project_.path),
                    {}, "run placer for that directory by itself");
    ++report_.files;
    const std::size_t errors = sink_.errors();
    const std::size_t before = report_.workloads.size();
    FileId file = no_file;
    DiagnosticSink problems;
    const bool is_text = read_input(input, reader_, sources_, problems, file);
    if (is_text || file == no_file || may_be_manifest(file, input))
      take_over(problems);
    else
      pass_over(file, problems);
    if (is_text) {
      const Unread unread = import(file, input);
      const bool nothing = sink_.errors() == errors && report_.workloads.size() == before;
      if (nothing && input.named && !options_.skip_foreign)
        no_workload(sources_.file(file).path(), {file, 0, 0}, unread);
      if (nothing && (!input.named || options_.skip_foreign))
        skip(file, unread.own.empty() ? "file" : unread.own);
    }
    if (sink_.errors() > errors) ++report_.broken_files;
  }

  void skip(FileId file, std::string_view kind) {
    report_.skipped_files.push_back({std::string(kind), sources_.file(file).path(), {file, 0, 0}});
  }

  /// What is known of a file of which nothing was read.
  struct Unread {
    std::string_view own;  ///< what it is of placer's own
    std::string foreign;   ///< what tells that no importer reads it; empty where one does
  };

  void no_workload(const std::string& where, Location place, const Unread& unread) {
    if (!unread.foreign.empty())
      return sink_.error(
          "input.no-workload",
          fmt::format("there is no workload in {}: it is of no format that placer reads, with {} at its top",
                      where, unread.foreign),
          place,
          fmt::format("read are {}; `--from native` says what keeps it from being placer's own",
                      importers::describe_formats()));
    if (!unread.own.empty())
      return sink_.error("input.no-workload",
                         fmt::format("there is no workload in {}: it is a {}", where, unread.own), place,
                         "name the manifests that it is about");
    sink_.error("input.no-workload", fmt::format("there is no workload in {}", where), place,
                advice_without_workload());
  }

  std::string advice_without_workload() const {
    if (!report_.excluded.empty())
      return fmt::format("{} excluded: {}", report_.excluded.size() == 1 ? "this was" : "these were",
                         excluded_names());
    for (const Skipped& one : report_.ignored)
      if (doc::is_dockerfile_name(one.name))
        return fmt::format("a Dockerfile is judged where it is named, or with --from dockerfile: {}",
                           one.name);
    return "a workload.yaml needs a `name` and what the workload needs, for example `timeout: 30s`";
  }

  std::string excluded_names() const {
    std::vector<std::string_view> names;
    for (const Skipped& one : report_.excluded)
      if (names.size() < 5) names.push_back(one.name);
    return join(names, ", ") + (report_.excluded.size() > names.size() ? ", ..." : "");
  }

  void take_over(const DiagnosticSink& problems) {
    for (const Diagnostic& problem : problems.in_order()) sink_.report(problem);
    report_.dropped_diagnostics += problems.dropped();
  }

  /// A file whose name says what it is.
  static bool is_called_workload(const Input& input) {
    const std::string_view name = std::string_view(input.path).substr(input.path.rfind('/') + 1);
    return name == "workload.yaml" || name == "workload.yml";
  }

  /// How much a file must look like a manifest to be read as one. What was named may be another tool's: a
  /// mistyped name, or a hook that names whatever was changed.
  static importers::Match least_match(const Input& input) {
    if (is_called_workload(input)) return importers::Match::conceivable;
    return input.named ? importers::Match::possible : importers::Match::certain;
  }

  /// What somebody asked for, or is a manifest by its name.
  bool must_be_readable(const Input& input) const {
    return is_called_workload(input) || (input.named && (!options_.skip_unreadable || input.path == "-"));
  }

  /// Of a file that is no text, for a caller who skips what cannot be read. Of UTF-16 that does not say so
  /// every second byte is nothing; where none of it could be kept nobody can tell.
  bool may_be_manifest(FileId file, const Input& input) const {
    std::string text(sources_.file(file).text());
    std::erase(text, '\0');
    return !options_.skip_unreadable || input.path == "-" || is_called_workload(input) || text.empty() ||
           importers::has_marker(text, rules_);
  }

  void pass_over(FileId file, const DiagnosticSink& problems) {
    say_skipped(sources_.file(file).path(), problems);
    skip(file, "file");
  }

  /// Judges the workloads that are complete after each document, so that a long stream needs little memory.
  Unread import(FileId file, const Input& input) {
    std::vector<Workload> workloads;
    const std::string_view path = sources_.file(file).path();
    hold_to_policy(std::string(path));
    importers::ImportContext context{rules_,       sink_, workloads, {}, name_after(path), std::string(path),
                                     &build_files_};
    importers::FileImport import(context, options_.from, least_match(input));
    const auto judge_all = [&] {
      for (Workload& workload : workloads) judge(std::move(workload));
      workloads.clear();
    };
    Unread unread;
    std::size_t known = 0;
    const std::size_t first = report_.workloads.size();
    DiagnosticSink unreadable;
    doc::ReadLimits limits{options_.caps};
    limits.ambiguous = true;
    limits.dockerfile = is_dockerfile(input, sources_.file(file).text());
    const auto use = [&](const doc::Document& document) {
      const bool read = import.read(document);
      const std::string_view own = read ? std::string_view() : importers::own_kind(document.root());
      if (!own.empty()) unread.own = own;
      if (read || !own.empty())
        ++known;
      else if (unread.foreign.empty() && !is_called_workload(input))
        unread.foreign = importers::describe_top(document.root(), rules_);
      if (!read) context.skip(own.empty() ? std::string_view("document") : own, "", document.root().where());
      judge_all();
    };
    doc::read_documents(sources_, file, unreadable, use, limits);
    import.finish();
    judge_all();
    // What nobody named and nothing tells to be a manifest need not be readable, nor what is a template by
    // name and by content.
    const bool is_template =
        is_template_name(input.path) &&
        std::all_of(unreadable.in_order().begin(), unreadable.in_order().end(),
                    [](const Diagnostic& one) { return one.code.ends_with(".template"); });
    if (report_.workloads.size() > first || must_be_readable(input) ||
        (!is_template && importers::has_marker(sources_.file(file).text(), rules_)))
      take_over(unreadable);
    else if (input.named && unreadable.has_errors())
      say_skipped(path, unreadable);
    const auto by_place = [](const auto& a, const auto& b) { return a.where.offset < b.where.offset; };
    std::stable_sort(context.skipped.begin(), context.skipped.end(), by_place);
    if (report_.workloads.size() > first)
      std::move(context.skipped.begin(), context.skipped.end(), std::back_inserter(report_.skipped_objects));
    std::stable_sort(report_.workloads.begin() + static_cast<std::ptrdiff_t>(first), report_.workloads.end(),
                     by_place);
    suppressions_.apply(sources_, file, options_.caps, std::span(report_.workloads).subspan(first));
    if (known > 0) unread.foreign.clear();
    return unread;
  }

  /// It is not passed over without a word.
  void say_skipped(std::string_view path, const DiagnosticSink& unreadable) {
    const auto& all = unreadable.in_order();
    const auto first = std::find_if(all.begin(), all.end(),
                                    [](const Diagnostic& one) { return one.severity == Severity::error; });
    sink_.warning("input.skipped",
                  fmt::format("{} is skipped: it cannot be read ({}), and nothing in it tells a manifest",
                              path, first->message),
                  first->where, "if it is one, mend it");
  }

  void hold_to_policy(const std::string& path) {
    held_ = policies_.of(path);
    const engine::GateOptions gate = options_.gated ? policies_.gate(path) : engine::GateOptions();
    requires_platform_ = !gate.require.empty() && options_.on.empty();
    asks_for_room_ = gate.headroom.has_value();
    asks_for_cost_ = gate.cost.has_value();
    required_ = options_.required.empty() ? gate.require : options_.required;
  }

  void judge(Workload workload) {
    std::optional<WorkloadReport> as_written;
    if (!overlay_.empty() && options_.depth > Depth::verdicts) {
      std::set<std::uint32_t> unused;
      as_written = engine::judge(rules_, completed(workload), judge_options(Depth::verdicts), unused);
    }
    if (!apply_settings(overlay_, rules_, sink_, workload)) return;
    report_open_target(rules_, workload, sink_);
    workload = completed(std::move(workload));
    const Depth depth = today_ ? std::max(options_.depth, Depth::verdicts) : options_.depth;
    report_.workloads.push_back(engine::judge(rules_, workload, judge_options(depth), used_));
    if (options_.curves)
      engine::add_curve(rules_, workload, judge_options(Depth::verdicts), report_.workloads.back());
    if (project_.file() != no_file)
      show_in_manifest(project_.file(), rules_, workload, report_.workloads.back());
    if (as_written) {
      std::vector<std::string_view> names;
      for (const Fact& fact : overlay_) names.push_back(rules_.text(rules_.fact(fact.id).key));
      report_.workloads.back().moved = moved(*as_written, report_.workloads.back(), names, project_.file());
    }
    report_.workloads.back().unread = workload.unread;
    suppressions_.apply(workload.ignores, report_.workloads.back());
    if (is_held_to(project_.amendments.machines, rules_, workload)) mark_limited();
    for (const Fact& fact : workload.facts)
      if (fact.narrowed) mark_narrowed(rules_.text(rules_.fact(fact.id).key));
    if (today_)
      report_.workloads.back().notes =
          compare(rules_, today_->rules(), workload, report_.workloads.back(), options_.strict);
  }

  /// With what the manifest's own platform fills in, what follows from its schedule, and what the project
  /// file says of it.
  Workload completed(Workload workload) const {
    settle_target(
        rules_, judge_options(Depth::verdicts), [&](Workload one) { return filled_in(std::move(one)); },
        workload);
    return filled_in(std::move(workload));
  }

  Workload filled_in(Workload workload) const {
    if (workload.foreign) engine::add_defaults(rules_, workload);
    engine::add_runs(rules_, workload);
    // Of the project as a whole, rules of its own reject what is left.
    narrow(project_.only, rules_, {}, rules::deployed_region, workload);
    for (const Policy* policy : held_)
      narrow(policy->only, rules_, rules::policy_rule, rules::policy_rule, workload);
    if (options_.gated) hold_to_deployed_region(rules_, workload);
    check_cluster(project_.amendments.machines, rules_, workload);
    return workload;
  }

  engine::JudgeOptions judge_options(Depth depth) const {
    return {options_.strict,
            options_.keep_passes || asks_for_room_,
            depth,
            options_.on,
            options_.as_deployed || requires_platform_,
            options_.bills || asks_for_cost_,
            {options_.months, options_.free_tier, options_.prices},
            options_.room,
            required_};
  }

  /// The machines of the cluster are limits of where the workload is to run.
  void mark_limited() {
    for (OfferingReport& offering : report_.workloads.back().offerings)
      if (offering.id() == report_.workloads.back().target) ++offering.applied;
  }

  void mark_narrowed(std::string_view name) {
    for (FactReport& fact : report_.workloads.back().facts)
      if (fact.fact == name) fact.narrowed = true;
  }

  const rules::RuleSet& rules_;
  const Project& project_;
  FileReader& reader_;
  SourceMap& sources_;
  const AnalyzeOptions& options_;
  std::optional<Placer> today_;
  DiagnosticSink sink_;
  Exclusions exclusions_;
  BuildFilesOnDisk build_files_;
  Suppressions suppressions_;  // reports into the sink
  Policies policies_;
  std::vector<const Policy*> held_;  // those of the file that is read
  bool requires_platform_ = false, asks_for_room_ = false, asks_for_cost_ = false;
  std::vector<std::string> required_;
  bool covers_project_ = false;  // a directory that was named holds the project file
  std::vector<Fact> overlay_;
  Report report_;
  std::set<std::uint32_t> used_;
};

}  // namespace

Report Placer::analyze(const std::vector<std::string>& paths, FileReader& reader, SourceMap& sources,
                       const AnalyzeOptions& options) const {
  const Project none;
  return Run(*rules_, project_ ? *project_ : none, reader, sources, options).finish(paths);
}

}  // namespace placer
