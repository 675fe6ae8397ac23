#include "report/rule_set_text.hpp"

#include <fmt/core.h>

namespace placer::report {

std::string rule_set_text(const RuleSetInfo& rules) {
  const std::string dated = rules.date == "undated" ? ", undated" : fmt::format(" of {}", rules.date);
  const std::string own = rules.own.empty() ? "" : fmt::format(" with {}", rules.own);
  return fmt::format("rules: {}{}{}, {}", rules.name, dated, own, rules.digest.substr(0, 12));
}

std::string dates_text(const SourceInfo& source) {
  std::string dates(source.as_of);
  if (!dates.empty() && dates != "undated") dates.insert(0, "as of ");
  if (!source.checked.empty())
    dates += fmt::format("{}checked {}", dates.empty() ? "" : ", ", source.checked);
  return dates;
}

}  // namespace placer::report
