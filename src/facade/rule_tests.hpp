// Rule tests as data: cases in YAML files, each a workload and the findings, sizes, verdicts and the
// recommendation that a rule set must give for it (docs/RULES.md, "Tests").
#pragma once

#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/file_reader.hpp>
#include <placer/source.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

struct RuleTestResult {
  std::size_t cases = 0;
  std::size_t failed = 0;               ///< cases with a failure
  std::vector<Diagnostic> failures;     ///< one for each expectation that was not met, at its place
  std::vector<std::string> untested;    ///< "current: aws-lambda.no-tcp": requirements that no case
                                        ///< names, advice that none names as said or leaves silent
  std::vector<std::string> case_names;  ///< in the order of reading
};

/// The rule set of a name; null if there is none.
using FindRuleSet = std::function<const rules::RuleSet*(std::string_view name)>;

/// Runs all cases of files and directories. What is wrong with a test file itself (an unknown key, the name
/// of a rule that does not exist, a workload that cannot be read) is an error in the sink; the other cases
/// still run. `untested` speaks of the rule sets that at least one case uses.
RuleTestResult run_rule_tests(const std::vector<std::string>& paths, const FindRuleSet& find_rule_set,
                              FileReader& reader, SourceMap& sources, DiagnosticSink& sink);

}  // namespace placer
