#include "report/obstacle_text.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace placer::report {

std::string first_failure(const OfferingReport& offering) {
  std::size_t failures = 0;
  std::string_view message;
  for (const Finding& finding : offering.findings)
    if (finding.outcome == Outcome::fail && ++failures == 1) message = finding.message;
  return fmt::format("{}{}", message, failures > 1 ? fmt::format(" (and {} more)", failures - 1) : "");
}

std::string open_question(const OfferingReport& offering) {
  std::vector<std::string_view> names;
  std::string_view message;
  for (const Finding& finding : offering.findings) {
    if (finding.outcome != Outcome::unknown) continue;
    if (finding.missing.empty()) message = finding.message;
    for (const std::string_view name : finding.missing)
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names.empty() ? std::string(message) : "depends on " + join(names, ", ");
}

}  // namespace placer::report
