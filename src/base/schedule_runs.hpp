// How often a schedule starts its work.
#pragma once

#include <placer/quantity.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace placer {

/// The runs in a month of 730 hours: of cron lines with five fields and the words for them, and of `rate(…)`
/// and `cron(…)` of EventBridge; several of them stand behind one another with semicolons between them.
/// Months differ, so it may be an interval: `0 3 * * mon` are 4 or 5. Nothing where it is no such schedule,
/// where it is over one day, and where it ends with a year.
std::optional<Interval> runs_a_month(std::string_view schedule);

/// The time from one run to the next in milliseconds, from the shortest to the longest, of the same
/// schedules; one number where they are all the same, and without an end where days are left out.
std::optional<Interval> gap_between_runs(std::string_view schedule);

/// What is wrong with schedules in these forms: "no cron line: 25 is above 23, the last hour"; empty where
/// nothing is.
std::string schedule_mistake(std::string_view schedules);

}  // namespace placer
