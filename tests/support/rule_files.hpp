// Rule sets made in a test: the files of the smallest complete one, to which a test adds platforms or in
// which it makes one mistake.
#pragma once

#include "rules/rule_set.hpp"
#include "support/memory_reader.hpp"

#include <placer/diagnostic.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace placer::test {

/// The files of a rule set called "small", in the directory "rules". Its only criterion is the property
/// `operations`, so that a test can give an offering any score.
class RuleFiles {
 public:
  RuleFiles();

  /// Replaces a text that stands in a file exactly once; throws if it does not, so that a test cannot go
  /// stale.
  RuleFiles& replace(const std::string& file, std::string_view from, std::string_view to);
  /// Adds a file of its own to the rule set, after the others.
  RuleFiles& add(const std::string& file, std::string text);
  /// Adds a platform with one offering of the same score, and any further sections:
  /// add_platform("beta", "40%..60%", "limits: …").
  RuleFiles& add_platform(const std::string& id, std::string_view operations, std::string_view sections = {},
                          std::string_view status = "settled");

  /// Adds a file of a user's own, which is read after the rule set.
  RuleFiles& add_own(const std::string& file, std::string text);

  /// Loads the rule set; throws with the diagnostics if anything is wrong with it.
  rules::RuleSet load();
  /// Loads the rule set and gives what is wrong with it: "guilty text | message | help" for each problem, a
  /// line each; the first line of the text, and the help only where there is one.
  std::string problems();
  /// The same as a person sees it.
  std::string rendered();

  MemoryReader reader;

 private:
  std::optional<std::vector<std::uint64_t>> compile(SourceMap& sources, DiagnosticSink& sink);
  std::vector<std::string> own_;
};

/// A rule set that is compiled into the program.
const rules::RuleSet& builtin(std::string_view name);

/// A fact by its name; throws if the rule set has none of it.
FactId fact_id(const rules::RuleSet& rules, std::string_view name);

/// The text that a diagnostic points at.
std::string guilty_text(const SourceMap& sources, const Location& where);

}  // namespace placer::test
