#include "facade/suppressions.hpp"

#include "base/date.hpp"
#include "base/text.hpp"
#include "facade/suppression_notes.hpp"
#include "importers/draft.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer {
namespace {

constexpr const char* form =
    "for example `# placer: ignore kubernetes.no-limit -- a policy of the cluster sets it`";

bool is_within(const Location& place, FileId file, std::uint32_t begin, std::uint32_t end) {
  return place.file == file && place.offset >= begin && place.offset < end;
}

/// "; did you mean `x`?" for a name that is near to a rule's.
std::string near_to(const rules::RuleSet& rules, std::string_view name) {
  std::vector<std::string_view> names;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) names.push_back(rules.text(rule.id));
  const auto near = closest(name, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "`placer rules list` shows all rules";
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
    entries_.push_back({{path.rule, path.because, path.where, path.until, true}});
    paths_.emplace_back(directory).add({path.path}, base);
  }
}

void Suppressions::add(std::string_view text, const Location& where, std::vector<std::size_t>& entries) {
  std::string problem;
  const Note note = read_note(importers::printable(text), problem);
  if (!problem.empty())
    return sink_.warning("ignore.form",
                         fmt::format("{}, so nothing is ignored: {}", problem, in_quotes(text)), where, form);
  for (const std::string& rule : note.rules) {
    // Another rule set, such as the guide's, has other rules.
    if (rules_.find_rule(rule) == nullptr) {
      if (rules_.name() != "guide")
        sink_.warning("ignore.rule", fmt::format("there is no rule `{}` to be ignored", rule), where,
                      near_to(rules_, rule));
      continue;
    }
    entries.push_back(entries_.size());
    entries_.push_back({{rule, note.because, where, {}, false}});
  }
}

void Suppressions::mark(std::size_t entry, WorkloadReport& workload, std::uint32_t begin, std::uint32_t end) {
  Suppression& one = entries_[entry].one;
  const bool all = is_within(workload.where, workload.where.file, begin, end);
  const auto holds = [&](const std::vector<Location>& places) {
    return all || std::any_of(places.begin(), places.end(), [&](const Location& place) {
             return is_within(place, workload.where.file, begin, end);
           });
  };
  const rules::Rule* rule = rules_.find_rule(one.rule);
  for (OfferingReport& offering : workload.offerings) {
    const int bit = rules_.find_offering(offering.id());
    if (rule != nullptr && bit >= 0 && (rule->offerings >> static_cast<unsigned>(bit) & 1U) != 0)
      entries_[entry].judged = true;
    for (Finding& finding : offering.findings) {
      if (finding.rule != one.rule || finding.suppression != Suppression::none || !holds(finding.places))
        continue;
      finding.suppression = static_cast<std::uint32_t>(entry);
      // What passes may be suppressed for the little room that it leaves.
      one.hits +=
          finding.outcome != Outcome::pass || (finding.used && *finding.used >= Headroom::thin) ? 1U : 0U;
    }
  }
  for (AdviceInfo& advice : workload.advice) {
    if (advice.rule != one.rule || advice.suppression != Suppression::none || !holds(advice.places)) continue;
    advice.suppression = static_cast<std::uint32_t>(entry);
    ++one.hits;
  }
}

void Suppressions::apply(const std::vector<IgnoreNote>& notes, WorkloadReport& workload) {
  for (const IgnoreNote& note : notes) {
    std::vector<std::size_t> entries;
    // An annotation may hold several notes, one a line.
    for (std::string_view rest = note.text; !trim(rest).empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (!trim(rest.substr(0, end)).empty()) add(trim(rest.substr(0, end)), note.where, entries);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const std::size_t entry : entries) mark(entry, workload, 0, UINT32_MAX);
  }
}

void Suppressions::apply(const SourceMap& sources, FileId file, std::span<WorkloadReport> workloads) {
  if (workloads.empty()) return;
  for (const CommentNote& note : comment_notes(sources, file)) {
    std::vector<std::size_t> entries;
    add(note.text, note.where, entries);
    for (const std::size_t entry : entries)
      for (WorkloadReport& workload : workloads) mark(entry, workload, note.begin, note.end);
  }
  for (std::size_t entry = 0; entry < paths_.size(); ++entry)
    if (paths_[entry].match(sources.file(file).path()))
      for (WorkloadReport& workload : workloads) mark(entry, workload, 0, UINT32_MAX);
}

std::vector<Suppression> Suppressions::finish() {
  std::vector<Suppression> all;
  for (Entry& entry : entries_) {
    if (entry.one.hits == 0 && entry.judged)
      sink_.warning("ignore.unused",
                    fmt::format("`{}` is to be ignored here, and finds nothing", entry.one.rule),
                    entry.one.where, "take it away, so that it hides nothing later");
    all.push_back(std::move(entry.one));
  }
  return all;
}

}  // namespace placer
