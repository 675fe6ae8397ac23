#include "cli/version.hpp"

#include "rules/rule_set.hpp"

#include <fmt/core.h>

namespace placer::cli {

std::string version_text() {
  const rules::RuleSet rules(rules::builtin_block(rules::builtin_names().front()));
  return fmt::format("placer {}\nrules: {} of {}, sha256:{}\n", PLACER_VERSION, rules.name(), rules.date(),
                     rules.digest());
}

}  // namespace placer::cli
