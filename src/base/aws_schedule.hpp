// Schedules as Amazon EventBridge takes them: `rate(5 minutes)`, `cron(0 3 * * ? *)`,
// `at(2026-01-31T03:00:00)`.
#pragma once

#include <string>
#include <string_view>

namespace placer {

/// What is wrong with a schedule: "25 is above 23, the last hour"; empty where nothing is. `is_rule`: of a
/// rule, which has no `at(…)` and wants one minute and two minutes to be written so; a schedule of the
/// scheduler is less strict.
std::string aws_schedule_mistake(std::string_view schedule, bool is_rule);

}  // namespace placer
