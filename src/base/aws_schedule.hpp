// Schedules as Amazon EventBridge takes them: `rate(5 minutes)`, `cron(0 3 * * ? *)`,
// `at(2026-01-31T03:00:00)`.
#pragma once

#include "base/cron.hpp"

#include <string>
#include <string_view>

namespace placer {

/// The six fields of `cron(…)`. A range over midnight, the weekend or the new year goes on at the beginning,
/// as in the schedulers of Quartz, whose form this is; EventBridge says nothing else of it.
inline constexpr CronField aws_schedule_fields[] = {{"minute", 0, 59, {}, true},
                                                    {"hour", 0, 23, {}, true},
                                                    {"day of the month", 1, 31, {}, true},
                                                    {"month", 1, 12, cron_months, true},
                                                    {"day of the week", 1, 7, cron_days, true},
                                                    {"year", 1970, 2199}};

/// What is wrong with a schedule: "25 is above 23, the last hour"; empty where nothing is. `is_rule`: of a
/// rule, which has no `at(…)` and wants one minute and two minutes to be written so; a schedule of the
/// scheduler is less strict.
std::string aws_schedule_mistake(std::string_view schedule, bool is_rule);

}  // namespace placer
