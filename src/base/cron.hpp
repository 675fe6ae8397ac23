// Schedules in the form of cron, as the CronJobs of Kubernetes take them: five fields (minute, hour, day of
// the month, month, day of the week) of numbers, names, ranges, steps and lists, or a word such as `@daily`.
#pragma once

#include <string>
#include <string_view>

namespace placer {

/// What is wrong with a schedule: "61 is above 59, the last minute"; empty where nothing is. A time zone in
/// front of it (`CRON_TZ=…`) is passed over.
std::string cron_mistake(std::string_view schedule);

}  // namespace placer
