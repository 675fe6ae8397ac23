#include "base/parallel.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "doc/dockerfile_reader.hpp"
#include "doc/read.hpp"
#include "facade/build_files.hpp"
#include "facade/inputs.hpp"
#include "facade/judging.hpp"
#include "facade/settings.hpp"
#include "importers/importer.hpp"
#include "importers/marker.hpp"
#include "importers/native_probe.hpp"

#include <placer/placer.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace placer {
namespace {

/// Workloads that are judged together, on several threads.
constexpr std::size_t most_at_once = 128;

/// A workload that is to be judged.
struct Waiting {
  Workload workload;
  std::size_t file = 0;  ///< among those that were opened
};

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
        judging_(rules, project, options),
        jobs_(thread_count(options.jobs)) {
    report_.rule_set = engine::describe_rule_set(rules);
  }

  Report finish(const std::vector<std::string>& paths) {
    judging_.set_overlay(read_settings(options_.set, rules_, sources_, sink_));
    if (sink_.has_errors()) return deliver();  // an answer without a setting would be one to another question
    read_all(paths);
    complete_files();
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
    std::size_t done = 0;
    const auto tell = [&] { say_progress("files read", ++done, found.inputs.size()); };
    std::for_each(found.inputs.begin(), dockerfiles, [&](const Input& input) {
      read(input);
      tell();
    });
    std::for_each(dockerfiles, found.inputs.end(), [&](const Input& input) {
      tell();
      if (!build_files_.is_used(input.path)) return read(input);
      ++report_.files;
      report_.skipped_objects.push_back({"Dockerfile", input.path, {}});
    });
    // In a directory, it was read for what it is.
    report_.ignored_files -=
        std::erase_if(report_.ignored, [&](const Skipped& one) { return build_files_.is_used(one.name); });
  }

  void say_progress(std::string_view what, std::size_t done, std::size_t of) const {
    if (options_.progress && of != 1) options_.progress(what, done, of);
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
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (used_[i]) report_.rules.push_back(engine::describe_rule(rules_, rules_.rows<rules::Rule>()[i]));
    std::sort(report_.rules.begin(), report_.rules.end(),
              [](const RuleInfo& a, const RuleInfo& b) { return a.id < b.id; });
    // Where no findings were looked for, none can have been kept from counting.
    if (options_.depth != Depth::ranking) report_.suppressions = suppressions_.finish(covers_project_);
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
    FileId file = no_file;
    DiagnosticSink problems;
    const bool is_text = read_input(input, reader_, sources_, problems, file);
    if (is_text || file == no_file || may_be_manifest(file, input))
      take_over(problems);
    else
      pass_over(file, problems);
    if (is_text) {
      opened_.emplace_back().file = file;
      bool any = false;
      const Unread unread = import(file, input, any);
      const bool nothing = sink_.errors() == errors && !any;
      if (nothing && input.named && !options_.skip_foreign)
        no_workload(sources_.file(file).path(), {file, 0, 0}, unread);
      if (nothing && (!input.named || options_.skip_foreign))
        skip(file, unread.own.empty() ? "file" : unread.own);
    }
    const bool broken = sink_.errors() > errors;
    if (!is_text)
      report_.broken_files += broken ? 1 : 0;
    else
      opened_.back().broken = opened_.back().broken || broken;
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

  /// Judges the workloads that are complete after each document, or a few documents on several threads, so
  /// that a long stream needs little memory. `any`: whether there was one.
  Unread import(FileId file, const Input& input, bool& any) {
    std::vector<Workload> workloads;
    const std::string_view path = sources_.file(file).path();
    opened_.back().held = judging_.held_to(std::string(path));
    importers::ImportContext context{
        rules_, sink_, workloads, {}, name_after(path), std::string(path), &build_files_, &sources_};
    importers::FileImport import(context, options_.from, least_match(input));
    const std::size_t most_waiting = jobs_ == 1 ? 1 : most_at_once;
    const auto judge_all = [&] {
      for (const Location& secret : context.secrets) sources_.hide(secret);
      context.secrets.clear();
      for (Workload& workload : workloads) {
        if (!judging_.is_asked_of(workload, opened_.back().held)) {
          context.skip(workload.companion, workload.name, workload.where);
          continue;
        }
        any = true;
        waiting_.push_back({std::move(workload), opened_.size() - 1});
      }
      workloads.clear();
      if (waiting_.size() >= most_waiting) judge_waiting();
    };
    Unread unread;
    std::size_t known = 0;
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
    if (any || must_be_readable(input) ||
        (!is_template && importers::has_marker(sources_.file(file).text(), rules_)))
      take_over(unreadable);
    else if (input.named && unreadable.has_errors())
      say_skipped(path, unreadable);
    const auto by_place = [](const auto& a, const auto& b) { return a.where.offset < b.where.offset; };
    std::stable_sort(context.skipped.begin(), context.skipped.end(), by_place);
    if (any)
      std::move(context.skipped.begin(), context.skipped.end(), std::back_inserter(report_.skipped_objects));
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

  /// Judges what waits for it, a part at a time. Of each workload the report stands where it stood among the
  /// workloads.
  void judge_waiting() {
    for (std::size_t first = 0; first < waiting_.size(); first += most_at_once) {
      judge(std::span(waiting_).subspan(first, std::min(most_at_once, waiting_.size() - first)));
      const bool has_end = waiting_.size() > most_at_once;
      say_progress("judged",
                   has_end ? std::min(first + most_at_once, waiting_.size()) : report_.workloads.size(),
                   has_end ? waiting_.size() : 0);
    }
    waiting_.clear();
  }

  void judge(std::span<Waiting> waiting) {
    std::vector<Judged> all(waiting.size());
    in_parallel(waiting.size(), jobs_, [&](std::size_t i) {
      all[i] = judging_.judge(std::move(waiting[i].workload), opened_[waiting[i].file].held);
    });
    for (std::size_t i = 0; i < all.size(); ++i) {
      Opened& file = opened_[waiting[i].file];
      file.broken = file.broken || all[i].sink.has_errors();
      take_over(all[i].sink);
      used_.resize(std::max(used_.size(), all[i].used.size()), false);
      for (std::size_t rule = 0; rule < all[i].used.size(); ++rule)
        if (all[i].used[rule]) used_[rule] = true;
      if (!all[i].report) continue;
      ++file.workloads;
      report_.workloads.push_back(std::move(*all[i].report));
      suppressions_.apply(all[i].ignores, file.held.sought, report_.workloads.back());
    }
  }

  /// Once all of them were judged: the workloads of each file in the order in which they stand there, and
  /// without what its comments speak of.
  void complete_files() {
    judge_waiting();
    std::size_t first = 0;
    for (const Opened& file : opened_) {
      const auto own = std::span(report_.workloads).subspan(first, file.workloads);
      std::stable_sort(own.begin(), own.end(),
                       [](const auto& a, const auto& b) { return a.where.offset < b.where.offset; });
      suppressions_.apply(sources_, file.file, options_.caps, file.held.sought, own);
      if (file.broken) ++report_.broken_files;
      first += file.workloads;
    }
  }

  /// A file that was read as manifests, and how many of its workloads were judged.
  struct Opened {
    FileId file = no_file;
    HeldTo held;
    std::size_t workloads = 0;
    bool broken = false;
  };

  const rules::RuleSet& rules_;
  const Project& project_;
  FileReader& reader_;
  SourceMap& sources_;
  const AnalyzeOptions& options_;
  DiagnosticSink sink_;
  Exclusions exclusions_;
  BuildFilesOnDisk build_files_;
  Suppressions suppressions_;  // reports into the sink
  Judging judging_;
  unsigned jobs_;
  std::vector<Opened> opened_;
  std::vector<Waiting> waiting_;
  bool covers_project_ = false;  // a directory that was named holds the project file
  Report report_;
  engine::UsedRules used_;
};

}  // namespace

Report Placer::analyze(const std::vector<std::string>& paths, FileReader& reader, SourceMap& sources,
                       const AnalyzeOptions& options) const {
  const Project none;
  return Run(*rules_, project_ ? *project_ : none, reader, sources, options).finish(paths);
}

}  // namespace placer
