#include "facade/suppressions.hpp"

#include "base/date.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "engine/severity.hpp"
#include "importers/draft.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

namespace placer {
namespace {

constexpr const char* form =
    "for example `# placer: ignore kubernetes.request-above-limit -- a webhook raises the limit`";

/// "did you mean `x`?" for a name that is near to a rule's.
std::string near_to(const rules::RuleSet& rules, std::string_view name) {
  std::vector<std::string_view> names;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) names.push_back(rules.text(rule.id));
  names.push_back(engine::cost_rule);
  const auto near = closest(name, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "`placer rules list` shows all rules";
}

/// The files besides its own that something of a workload stands in; options of the call are none.
std::set<FileId> other_files(const SourceMap& sources, FileId own,
                             std::span<const WorkloadReport> workloads) {
  std::set<FileId> files;
  const auto add = [&](const Location& where) {
    if (where && where.file != own) files.insert(where.file);
  };
  for (const WorkloadReport& workload : workloads) {
    for (const FactReport& fact : workload.facts) add(fact.where);
    for (const OfferingReport& offering : workload.offerings)
      for (const Finding& finding : offering.findings)
        for (const Location& place : finding.places) add(place);
  }
  std::erase_if(files, [&](FileId file) { return is_option(sources.file(file).path()); });
  return files;
}

}  // namespace

Suppressions::Suppressions(const rules::RuleSet& rules, const std::vector<IgnoredPath>& project,
                           const std::string& base, const std::string& directory,
                           std::optional<std::int64_t> today, DiagnosticSink& sink)
    : rules_(rules), sink_(sink) {
  for (const IgnoredPath& path : project) {
    if (today && !path.until.empty() && is_before(path.until, *today)) {
      sink.warning("ignore.expired",
                   fmt::format("`{}` in {} was to be ignored until {}; it counts again", path.rule, path.path,
                               path.until),
                   path.where, "mend what it speaks of, or give it another day");
      continue;
    }
    entries_.push_back({{path.rule, path.because, path.where, path.until, Suppression::From::project}});
    paths_.emplace_back(directory).add({path.path}, base);
  }
}

void Suppressions::add(const CommentNote& comment, std::vector<Scope>& scopes) {
  const auto& [text, where, begin, end] = comment;
  std::string problem;
  const Note note = read_note(importers::printable(text), problem);
  if (!problem.empty())
    return sink_.warning("ignore.form",
                         fmt::format("{}, so nothing is ignored: {}", problem, in_quotes(text)), where, form);
  for (const std::string& rule : note.rules) {
    // Another rule set, such as the guide's, has other rules.
    if (rule != engine::cost_rule && rules_.find_rule(rule) == nullptr) {
      // Looking for the nearest name is slow, and one mistake may stand in many places.
      const auto [near, is_new] = near_.try_emplace(rule);
      if (is_new) near->second = near_to(rules_, rule);
      if (rules_.name() != "guide")
        sink_.warning("ignore.rule", fmt::format("there is no rule `{}` to be ignored", rule), where,
                      near->second);
      continue;
    }
    scopes.push_back({entries_.size(), where.file, begin, end});
    entries_.push_back({{rule, note.because, where, {}}});
  }
}

void Suppressions::mark(const std::vector<Scope>& scopes, const engine::GateOptions& sought,
                        std::span<WorkloadReport> workloads) {
  if (scopes.empty()) return;
  std::map<std::string_view, std::vector<Scope>> by_rule;
  for (const Scope& scope : scopes) by_rule[entries_[scope.entry].one.rule].push_back(scope);
  rules::OfferingMask judged = 0;
  // What passes may be suppressed for the little room that it leaves.
  const std::int64_t thin = std::min(Headroom::thin, sought.headroom.value_or(Headroom::thin));
  for (WorkloadReport& workload : workloads) {
    // The first entry that holds for one of the places or for the workload; true where there is one.
    const auto suppress = [&](std::string_view rule, const std::vector<Location>& places, std::uint32_t& by) {
      const auto found = by_rule.find(rule);
      if (found == by_rule.end() || by != Suppression::none) return false;
      for (const Scope& scope : found->second) {
        const auto holds = [&](const Location& place) {
          return place.file == scope.file && place.offset >= scope.begin && place.offset < scope.end;
        };
        if (!holds(workload.where) && std::none_of(places.begin(), places.end(), holds)) continue;
        by = static_cast<std::uint32_t>(scope.entry);
        return true;
      }
      return false;
    };
    for (OfferingReport& offering : workload.offerings) {
      if (const int bit = rules_.find_offering(offering.id()); bit >= 0)
        judged |= rules::OfferingMask{1} << static_cast<unsigned>(bit);
      for (Finding& finding : offering.findings)
        if (suppress(finding.rule, finding.places, finding.suppression) &&
            (finding.outcome != Outcome::pass || (finding.used && *finding.used >= thin)))
          ++entries_[finding.suppression].one.hits;
      if (suppress(engine::cost_rule, {}, offering.cost_suppression) &&
          engine::cost_outcome(offering, sought) != Outcome::pass)
        ++entries_[offering.cost_suppression].one.hits;
    }
    for (AdviceInfo& advice : workload.advice)
      if (suppress(advice.rule, advice.places, advice.suppression)) ++entries_[advice.suppression].one.hits;
  }
  for (const Scope& scope : scopes)
    if (entries_[scope.entry].one.rule == engine::cost_rule)
      entries_[scope.entry].judged = entries_[scope.entry].judged || (sought.cost && judged != 0);
    else if (const rules::Rule* rule = rules_.find_rule(entries_[scope.entry].one.rule); rule != nullptr)
      entries_[scope.entry].judged = entries_[scope.entry].judged || (rule->offerings & judged) != 0;
}

void Suppressions::apply(const std::vector<IgnoreNote>& notes, const engine::GateOptions& sought,
                         WorkloadReport& workload) {
  std::vector<Scope> scopes;
  for (const IgnoreNote& note : notes)
    // An annotation may hold several notes, one a line.
    for (std::string_view rest = note.text; !trim(rest).empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (const std::string_view line = trim(rest.substr(0, end)); !line.empty())
        add({std::string(line), note.where, 0, UINT32_MAX}, scopes);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  mark(scopes, sought, {&workload, 1});
}

const std::vector<Suppressions::Scope>& Suppressions::scopes_of(const SourceMap& sources, FileId file,
                                                                const InputCaps& caps) {
  const auto [known, is_new] = scopes_.try_emplace(file);
  std::vector<Scope>& scopes = known->second;
  if (!is_new) return scopes;
  for (const CommentNote& note : comment_notes(sources, file, caps)) add(note, scopes);
  for (std::size_t entry = 0; entry < paths_.size(); ++entry)
    if (paths_[entry].match(sources.file(file).path())) scopes.push_back({entry, file});
  return scopes;
}

void Suppressions::apply(const SourceMap& sources, FileId file, const InputCaps& caps,
                         const engine::GateOptions& sought, std::span<WorkloadReport> workloads) {
  if (workloads.empty()) return;
  std::vector<Scope> scopes = scopes_of(sources, file, caps);
  for (const FileId other : other_files(sources, file, workloads)) {
    const std::vector<Scope>& more = scopes_of(sources, other, caps);
    scopes.insert(scopes.end(), more.begin(), more.end());
  }
  mark(scopes, sought, workloads);
}

std::vector<Suppression> Suppressions::finish(bool all_seen) {
  std::vector<Suppression> all;
  for (Entry& entry : entries_) {
    const bool is_of_project = entry.one.from == Suppression::From::project;
    if (entry.one.hits == 0 &&
        (entry.judged || (all_seen && is_of_project && entry.one.rule != engine::cost_rule)))
      sink_.warning("ignore.unused",
                    fmt::format("`{}` is to be ignored here, and finds nothing", entry.one.rule),
                    entry.one.where, "take it away, so that it hides nothing later");
    all.push_back(std::move(entry.one));
  }
  return all;
}

}  // namespace placer
