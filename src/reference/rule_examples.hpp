// Facts with which a rule passes, and facts with which it does not.
#pragma once

#include "rules/rule_set.hpp"

#include <string>

namespace placer::reference {

/// Each as a manifest states it, "trigger: udp, ports: [53]"; empty where only something that no manifest
/// states decides, as a property of an offering.
struct RuleExamples {
  std::string holds, fails;
  std::string unsaid;  ///< advice is not said where nothing is said of these facts; `fails` is empty then
};

/// Of a requirement, or of the sizes of an offering; of advice `holds` is what it is said for.
RuleExamples examples_of(const rules::RuleSet& rules, const rules::Rule& rule);

}  // namespace placer::reference
