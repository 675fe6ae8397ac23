// Two texts for two kinds of fact: a quantity moves to a bound, a choice to another name.
#include "report/change_text.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

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

}  // namespace

std::string describe(const Change& change) {
  std::vector<std::string> parts;
  for (const FactChange& one : change.facts) parts.push_back(describe(one));
  std::string text = join(parts, " and ");
  const std::string_view fits = change.open.empty() ? "fits with " : "may fit with ";
  const auto add = [&](std::string_view what, const std::vector<std::string_view>& rules) {
    if (!rules.empty()) text += fmt::format("{}{} {}", text.empty() ? "" : "; ", what, join(rules, ", "));
  };
  add("with what is raised on the platform's side:", change.raise);
  add("with these settings mended:", change.mend);
  if (!change.open.empty()) text += fmt::format("; depends on {} then", join(change.open, ", "));
  return fmt::format("{}{}", fits, text);
}

std::size_t steps(const Change& change) {
  return change.facts.size() + change.raise.size() + change.mend.size();
}

}  // namespace placer::report
