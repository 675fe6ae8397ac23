#include "facade/format_findings.hpp"

#include "rules/describe.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace placer {

void blame_format(Report& report, const rules::RuleSet& rules) {
  std::set<std::string_view> of_format;
  for (const rules::Rule& rule : rules.rows<rules::Rule>())
    if (rules::is_of_format(rule)) of_format.insert(rules.text(rule.id));
  std::set<std::size_t> refused;
  for (Annotation& annotation : report.annotations)
    if (of_format.contains(annotation.rule)) {
      annotation.offering.clear();
      if (annotation.severity == Severity::error) refused.insert(annotation.workload);
    }
  std::erase_if(report.annotations, [&](const Annotation& annotation) {
    return annotation.severity == Severity::error && refused.contains(annotation.workload) &&
           !annotation.offering.empty();
  });
}

}  // namespace placer
