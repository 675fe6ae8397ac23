// The facts of each workload as a table: what is known, how it came to be known, where it stands, and how to
// say something else. What the manifest states is changed there; everything weaker gives way to --set.
#include "base/text.hpp"
#include "report/renderers.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

#include <fmt/core.h>

#include <vector>

namespace placer::report {
namespace {

constexpr std::size_t widest = 80;  // bytes of a value: one that is longer would push the rest away

/// Origins as people say them.
std::string_view words(Origin origin) {
  switch (origin) {
    case Origin::stated: return "stated";
    case Origin::derived: return "derived";
    case Origin::platform_default: return "default";
    case Origin::assumed: return "assumed";
    case Origin::presumed: return "presumed";
    case Origin::unresolved: return "unresolved";
  }
  return "";
}

/// How to give the fact another value, or, where the manifest does not say it, why.
std::string how_to_change(const FactReport& fact) {
  if (fact.origin == Origin::stated)
    return fact.note.empty() ? "as the manifest says" : fmt::format("as the manifest says; {}", fact.note);
  if (fact.narrowed) return fmt::format("in the manifest; {}", fact.note);
  std::string text = fmt::format("--set {}=...", fact.fact);
  if (!fact.note.empty()) text += fmt::format("; {}", fact.note);
  return text;
}

class FactsText {
 public:
  FactsText(const SourceMap& sources, const TextOptions& options, std::string& out)
      : sources_(sources), style_{options.colour, options.unicode}, out_(out) {}

  void write(const WorkloadReport& workload) {
    out_ += fmt::format("{}{}{}", style_.bold(), workload.name, style_.off());
    if (!workload.target.empty()) out_ += fmt::format(": for {}", workload.target);
    out_ += fmt::format("  {}{}{}\n", style_.dim(), sources_.describe(workload.where), style_.off());
    std::vector<std::vector<Cell>> rows{
        {heading("fact"), heading("value"), heading("origin"), heading("place"), heading("to change it")}};
    for (const FactReport& fact : workload.facts) {
      const bool open = fact.origin == Origin::unresolved;
      const std::string place = sources_.describe(fact.where);
      const std::string& value = fact.amount.text;
      rows.push_back({{std::string(fact.fact), style_.bold(), style_.off()},
                      {value.empty()           ? std::string(style_.dash())
                       : value.size() > widest ? in_quotes(value)
                                               : value,
                       open ? style_.yellow() : "", open ? style_.off() : ""},
                      {std::string(words(fact.origin))},
                      {place.empty() ? std::string(style_.dash()) : place},
                      {how_to_change(fact)}});
    }
    for (const PresumedFact& fact : workload.presumed)
      rows.push_back({{std::string(fact.fact), style_.dim(), style_.off()},
                      {fact.amount.text},
                      {std::string(words(Origin::presumed))},
                      {std::string(style_.dash())},
                      {fmt::format("--set {}=...", fact.fact)}});
    append_table(rows, 2, one_line, out_);
  }

 private:
  Cell heading(std::string_view title) const { return {std::string(title), style_.dim(), style_.off()}; }

  const SourceMap& sources_;
  Style style_;
  std::string& out_;
};

}  // namespace

void render_facts_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                       std::string& out) {
  FactsText text(sources, options, out);
  for (const WorkloadReport& workload : report.workloads) {
    if (&workload != &report.workloads.front()) out += '\n';
    text.write(workload);
  }
}

}  // namespace placer::report
