#include "facade/baseline.hpp"

#include "base/path.hpp"
#include "base/text.hpp"
#include "doc/fields.hpp"
#include "doc/read.hpp"
#include "doc/structural_path.hpp"
#include "engine/severity.hpp"
#include "facade/inputs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace placer {
namespace {

constexpr doc::FieldContext baseline_fields{"baseline", "a baseline"};
constexpr doc::FieldContext finding_fields{"baseline", "a finding of a baseline"};

/// The first place in a manifest, and not in an option of the call; else where the workload stands.
Location place_of(const std::vector<Location>& places, const WorkloadReport& workload,
                  const SourceMap& sources) {
  for (const Location& place : places)
    if (!is_option(sources.file(place.file).path())) return place;
  return workload.where;
}

/// The names of files as a baseline has them; each is worked out once.
class Names {
 public:
  Names(const SourceMap& sources, const std::string& baseline, std::string directory)
      : sources_(sources), base_(folder_of(baseline)), directory_(std::move(directory)) {}

  const std::string& of(FileId file) {
    const auto [name, is_new] = names_.try_emplace(file);
    if (is_new && file != no_file)
      name->second = relative_path(sources_.file(file).path(), base_, directory_);
    return name->second;
  }

 private:
  const SourceMap& sources_;
  std::string base_, directory_;
  std::map<FileId, std::string> names_;
};

/// "/Deployment/api/spec/replicas", or "web/Dockerfile:/2" where that is another file than the workload's.
std::string path_of(const Location& where, const WorkloadReport& workload, const doc::StructuralPaths& places,
                    Names& names) {
  const std::string path = places.of(where);
  return where.file == workload.where.file ? path : fmt::format("{}:{}", names.of(where.file), path);
}

/// A finding or an advice that may be known.
struct Candidate {
  KnownFinding key;
  std::size_t workload = 0;
  Location where;
  std::uint32_t* mark = nullptr;
};

/// What passes counts where the gate asks for room.
bool may_count(const Finding& finding) {
  return finding.suppression == Suppression::none && (finding.outcome != Outcome::pass || finding.used);
}

}  // namespace

std::vector<KnownFinding> known_findings(const Report& report, const std::vector<engine::Breach>& breaches,
                                         const SourceMap& sources, const std::string& baseline,
                                         const std::string& directory) {
  std::vector<Location> where;
  doc::StructuralPaths places(sources);
  for (const engine::Breach& breach : breaches) {
    where.push_back(place_of(breach.places, report.workloads[breach.workload], sources));
    places.add(where.back());
  }
  places.find();
  Names names(sources, baseline, directory);
  std::set<std::pair<KnownFinding, std::size_t>> found;  // by workload
  for (std::size_t i = 0; i < breaches.size(); ++i) {
    const WorkloadReport& workload = report.workloads[breaches[i].workload];
    found.insert(
        {{names.of(workload.where.file), workload.exact_name(), path_of(where[i], workload, places, names),
          std::string(breaches[i].rule), std::string(to_string(breaches[i].outcome))},
         breaches[i].workload});
  }
  std::vector<KnownFinding> known;
  known.reserve(found.size());
  for (const auto& [finding, workload] : found) known.push_back(finding);
  return known;
}

Baseline::Baseline(const std::string& file, std::string directory, FileReader& reader, SourceMap& sources,
                   DiagnosticSink& sink)
    : file_(file), directory_(std::move(directory)), reader_(reader) {
  FileId id = no_file;
  if (!read_input({file, true}, reader, sources, sink, id)) return;
  bool is_first = true;
  doc::read_documents(sources, id, sink, [&](const doc::Document& document) {
    const doc::View root = document.root();
    if (!std::exchange(is_first, false)) return;
    if (root.is_mapping() && !root["placer_baseline"])
      return sink.error("baseline.none", fmt::format("{} is no baseline: it has no `placer_baseline`", file),
                        root.where(), "--write-baseline FILE writes one");
    if (!doc::check_keys(root, {"placer_baseline", "findings"}, baseline_fields, sink)) return;
    if (const std::string_view written = doc::required_text(root, "placer_baseline", baseline_fields, sink);
        !written.empty() && written != std::to_string(baseline_version))
      sink.error("baseline.version",
                 fmt::format("this is a baseline of version {}, and this placer knows {}", written,
                             baseline_version),
                 root["placer_baseline"].where(), "write it anew with --write-baseline");
    for (const doc::View entry :
         doc::items(doc::optional_sequence(root, "findings", baseline_fields, sink))) {
      if (!doc::check_keys(entry, {"file", "workload", "path", "rule", "outcome"}, finding_fields, sink))
        continue;
      Entry& known = known_[{std::string(doc::required_text(entry, "file", finding_fields, sink)),
                             std::string(doc::required_text(entry, "workload", finding_fields, sink)),
                             std::string(doc::optional_text(entry, "path", "", finding_fields, sink)),
                             std::string(doc::required_text(entry, "rule", finding_fields, sink)),
                             std::string(doc::required_text(entry, "outcome", finding_fields, sink))}];
      if (known.workloads++ == 0) known.where = entry.where();
    }
  });
  if (is_first && !sink.has_errors())
    sink.error("baseline.empty", fmt::format("there is nothing in the baseline {}", file), {id, 0, 0},
               "write it anew with --write-baseline");
}

bool Baseline::exists(const std::string& name) const {
  if (name == "-") return true;  // standard input
  std::vector<FileReader::Entry> entries;
  std::string why;
  return reader_.list(folder_of(file_) + name, entries, why) != FileReader::Status::not_found;
}

void Baseline::apply(const rules::RuleSet& rules, const SourceMap& sources, Report& report,
                     const engine::GateOptions& options,
                     std::span<const engine::GateOptions* const> each) const {
  std::set<std::pair<std::string_view, std::string_view>> wanted;  // file, rule
  for (const auto& [finding, entry] : known_) wanted.emplace(finding.file, finding.rule);
  std::vector<Candidate> candidates;
  doc::StructuralPaths places(sources);
  Names names(sources, file_, directory_);
  rules::OfferingMask judged = 0;
  for (std::size_t i = 0; i < report.workloads.size(); ++i) {
    WorkloadReport& workload = report.workloads[i];
    const auto consider = [&](std::string_view rule, Outcome outcome, const std::vector<Location>& at,
                              std::uint32_t& mark) {
      const std::string& file = names.of(workload.where.file);
      if (!wanted.contains({file, rule})) return;
      const Location where = place_of(at, workload, sources);
      places.add(where);
      candidates.push_back(
          {{file, workload.exact_name(), {}, std::string(rule), std::string(to_string(outcome))},
           i,
           where,
           &mark});
    };
    for (OfferingReport& offering : workload.offerings) {
      if (const int bit = rules.find_offering(offering.id()); bit >= 0)
        judged |= rules::OfferingMask{1} << static_cast<unsigned>(bit);
      for (Finding& finding : offering.findings)
        if (may_count(finding)) consider(finding.rule, finding.outcome, finding.places, finding.suppression);
      const Outcome cost = engine::cost_outcome(offering, each.empty() ? options : *each[i]);
      if (cost != Outcome::pass && offering.cost_suppression == Suppression::none)
        consider(engine::cost_rule, cost, {}, offering.cost_suppression);
    }
    for (AdviceInfo& advice : workload.advice)
      if (advice.suppression == Suppression::none)
        consider(advice.rule, Outcome::pass, advice.places, advice.suppression);
  }
  places.find();
  struct Use {
    std::uint32_t suppression = Suppression::none;
    std::set<std::size_t> workloads;
  };
  std::map<KnownFinding, Use> used;
  for (Candidate& candidate : candidates) {
    candidate.key.path = path_of(candidate.where, report.workloads[candidate.workload], places, names);
    const auto known = known_.find(candidate.key);
    if (known == known_.end()) continue;
    Use& use = used[known->first];
    // One more of the same name is new.
    if (!use.workloads.contains(candidate.workload) && use.workloads.size() == known->second.workloads)
      continue;
    if (use.workloads.empty()) {
      use.suppression = static_cast<std::uint32_t>(report.suppressions.size());
      report.suppressions.push_back({known->first.rule,
                                     fmt::format("known by the baseline {}", file_),
                                     known->second.where,
                                     {},
                                     Suppression::From::baseline});
    }
    use.workloads.insert(candidate.workload);
    *candidate.mark = use.suppression;
    ++report.suppressions[use.suppression].hits;
  }
  const bool asks_for_cost =
      options.cost || std::any_of(each.begin(), each.end(),
                                  [](const engine::GateOptions* gate) { return gate->cost.has_value(); });
  std::set<std::string_view> read;
  for (FileId file = 0; file < sources.size(); ++file) read.insert(names.of(file));
  std::map<std::string_view, bool> exist;  // files that were not read
  std::size_t gone = 0;
  Location first;
  for (const auto& [finding, entry] : known_) {
    const auto use = used.find(finding);
    const std::size_t missed = entry.workloads - (use == used.end() ? 0 : use->second.workloads.size());
    if (missed == 0) continue;
    if (read.contains(finding.file)) {
      const rules::Rule* rule = rules.find_rule(finding.rule);
      if (rule != nullptr && (rule->offerings & judged) == 0) continue;
      if (finding.rule == engine::cost_rule && !asks_for_cost) continue;
    } else {
      const auto [known, is_new] = exist.try_emplace(finding.file);
      if (is_new) known->second = exists(finding.file);
      if (known->second) continue;
    }
    if (gone == 0) first = entry.where;
    gone += missed;
  }
  if (gone > 0)
    report.diagnostics.push_back({Severity::warning,
                                  "baseline.gone",
                                  fmt::format("{} of the baseline {} no longer found",
                                              counted(gone, "finding"), gone == 1 ? "is" : "are"),
                                  first,
                                  "write it anew with --write-baseline, so that it hides nothing later",
                                  {}});
}

}  // namespace placer
