// Two texts for two kinds of fact: a quantity moves to a bound, a choice to another name.
#include "report/change_text.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::report {
namespace {

constexpr std::size_t few = 3;  // names; of more it is shorter to say which will not do

std::string describe(const FactChange& change) {
  if (change.names > few) return fmt::format("{} other than {}", change.fact, change.from.text);
  std::string_view side;
  if (change.from.interval && change.to.interval && change.from.unit != "")
    side = change.to.interval->high < change.from.interval->high ? "at most " : "at least ";
  return fmt::format("{} {}{} (now {})", change.fact, side, change.to.text, change.from.text);
}

/// "Concurrent executions, L-B99A9384 (aws-lambda.concurrency)": what to ask the platform for.
std::string quota(std::string_view id, const std::vector<RuleInfo>& rules) {
  const auto rule =
      std::find_if(rules.begin(), rules.end(), [&](const RuleInfo& one) { return one.id == id; });
  if (rule == rules.end() || rule->quota_name.empty()) return std::string(id);
  return fmt::format("{}{}{} ({})", rule->quota_name, rule->quota_code.empty() ? "" : ", ", rule->quota_code,
                     id);
}

}  // namespace

std::string describe(const Change& change, const std::vector<RuleInfo>& rules) {
  std::vector<std::string> parts;
  for (const FactChange& one : change.facts) parts.push_back(describe(one));
  std::string text = join(parts, " and ");
  const std::string_view fits = change.verdict == Verdict::unknown ? "may fit with " : "fits with ";
  const auto add = [&](std::string_view what, const auto& names) {
    if (!names.empty()) text += fmt::format("{}{} {}", text.empty() ? "" : "; ", what, join(names, ", "));
  };
  std::vector<std::string> raise;
  for (const std::string_view id : change.raise) raise.push_back(quota(id, rules));
  add("with what is raised on the platform's side:", raise);
  add("with these settings mended:", change.mend);
  if (!change.open.empty()) text += fmt::format("; depends on {} then", join(change.open, ", "));
  return fmt::format("{}{}", fits, text);
}

}  // namespace placer::report
