#include "report/obstacle_text.hpp"

#include "base/text.hpp"
#include "report/change_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace placer::report {

std::vector<Obstacle> obstacles_of(const WorkloadReport& workload, bool in_full, bool all) {
  std::vector<Obstacle> obstacles;
  std::vector<std::string_view> seen;
  const std::vector<const OfferingReport*> told = nearest(workload, in_full);
  for (const OfferingReport& offering : workload.offerings) {
    const bool first = std::find(seen.begin(), seen.end(), offering.platform) == seen.end();
    seen.push_back(offering.platform);
    if (!in_full && !first && std::find(told.begin(), told.end(), &offering) == told.end()) continue;
    for (const Finding& finding : offering.findings) {
      if (finding.outcome != Outcome::fail && !all) continue;
      const auto same = std::find_if(obstacles.begin(), obstacles.end(), [&](const Obstacle& other) {
        return other.finding->rule == finding.rule && other.finding->message == finding.message;
      });
      if (same == obstacles.end())
        obstacles.push_back({&finding, {offering.id()}});
      else
        same->offerings.push_back(offering.id());
    }
  }
  return obstacles;
}

std::vector<const AdviceInfo*> advice_of(const WorkloadReport& workload, bool all) {
  const std::string chosen = workload.recommendation.id();
  const OfferingReport* target = workload.find(workload.target);
  const bool may_stay = target != nullptr && target->verdict != Verdict::does_not_fit;
  std::vector<const AdviceInfo*> result;
  for (const AdviceInfo& info : workload.advice) {
    const auto concerns = [&](std::string_view id) {
      return std::find(info.offerings.begin(), info.offerings.end(), id) != info.offerings.end();
    };
    const bool is_told = info.suppression == Suppression::none &&
                         (concerns(chosen) || (may_stay && concerns(workload.target)));
    if (all || is_told) result.push_back(&info);
  }
  return result;
}

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
