// Schedules in the form of cron, as the CronJobs of Kubernetes take them: five fields (minute, hour, day of
// the month, month, day of the week) of numbers, names, ranges, steps and lists, or a word such as `@daily`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace placer {

/// One of the fields between blanks, which is a list of ranges.
struct CronField {
  std::string_view noun;
  std::int64_t least, most;
  std::span<const std::string_view> names = {};  ///< in small letters; the first one means the least
  bool wraps = false;                            ///< a range may end before it begins: 20-2 is the night
};

/// Names that stand for numbers, in every dialect.
inline constexpr std::string_view cron_months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
inline constexpr std::string_view cron_days[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

/// The five fields, in their order.
inline constexpr CronField cron_fields[] = {{"minute", 0, 59},
                                            {"hour", 0, 23},
                                            {"day of the month", 1, 31},
                                            {"month", 1, 12, cron_months},
                                            {"day of the week", 0, 6, cron_days}};

/// What is wrong with a field; empty where nothing is.
std::string cron_field_mistake(const CronField& field, std::string_view list);

/// What a field stands for, as a set of bits; none where something is wrong with it, or where its numbers go
/// beyond 63.
std::uint64_t cron_field_values(const CronField& field, std::string_view list);

/// What is wrong with a schedule: "61 is above 59, the last minute"; empty where nothing is. A time zone in
/// front of it (`CRON_TZ=…`) is passed over.
std::string cron_mistake(std::string_view schedule);

/// Whether no day is ever one of a schedule: 31 2 is none. Of what is no such schedule nobody knows.
bool cron_never_runs(std::string_view schedule);

}  // namespace placer
