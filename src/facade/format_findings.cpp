#include "facade/format_findings.hpp"

#include "rules/describe.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace placer {
namespace {

/// A place of a workload.
using Spot = std::tuple<std::size_t, FileId, std::uint32_t>;

}  // namespace

void blame_format(Report& report, const rules::RuleSet& rules) {
  std::set<std::string_view> of_format;
  for (const rules::Rule& rule : rules.rows<rules::Rule>())
    if (rules::is_of_format(rule)) of_format.insert(rules.text(rule.id));
  std::set<Spot> refused;
  for (Annotation& annotation : report.annotations)
    if (of_format.contains(annotation.rule)) {
      annotation.offering.clear();
      if (annotation.severity == Severity::error)
        for (const Location& where : annotation.places)
          refused.emplace(annotation.workload, where.file, where.offset);
    }
  std::erase_if(report.annotations, [&](const Annotation& annotation) {
    return annotation.severity == Severity::error && !annotation.offering.empty() &&
           std::any_of(annotation.places.begin(), annotation.places.end(), [&](const Location& where) {
             return refused.contains({annotation.workload, where.file, where.offset});
           });
  });
}

}  // namespace placer
