#include "report/rule_set_text.hpp"

#include <fmt/core.h>

namespace placer::report {

std::string rule_set_text(const RuleSetInfo& rules) {
  const std::string dated = rules.date == "undated" ? ", undated" : fmt::format(" of {}", rules.date);
  const std::string own = rules.own.empty() ? "" : fmt::format(" with {}", rules.own);
  return fmt::format("rules: {}{}{}, {}", rules.name, dated, own, rules.digest.substr(0, 12));
}

}  // namespace placer::report
