// A month is 730 hours, as in the costs. Days are counted as ranges, since no month is like the next: a day
// of the week falls on four or five of them, and the 31st on none or one. They are counted in hours, since
// 730 of those are no whole number of days.
#include "base/schedule_runs.hpp"

#include "base/amount.hpp"
#include "base/aws_schedule.hpp"
#include "base/conversion.hpp"
#include "base/cron.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <utility>
#include <vector>

namespace placer {
namespace {

constexpr std::int64_t hours_a_day = 24;
constexpr std::int64_t all_days = 730;
constexpr std::int64_t milliseconds_a_month = all_days * 60 * 60 * 1000;
enum : std::size_t { minute_of_hour, hour_of_day, day_of_month, month_of_year, day_of_week, year };

/// The words for cron lines.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> cron_words{{{"@yearly", "0 0 1 1 *"},
                                                                                   {"@annually", "0 0 1 1 *"},
                                                                                   {"@monthly", "0 0 1 * *"},
                                                                                   {"@weekly", "0 0 * * 0"},
                                                                                   {"@daily", "0 0 * * *"},
                                                                                   {"@midnight", "0 0 * * *"},
                                                                                   {"@hourly", "0 * * * *"}}};

Interval runs_every(std::int64_t time) {
  return whole_in_month(static_cast<std::uint64_t>(milliseconds_a_month), static_cast<std::uint64_t>(time));
}

std::int64_t count(const CronField& field, std::string_view list) {
  return std::popcount(cron_field_values(field, list == "?" ? "*" : list));
}

/// February may end with the 28th, and others have 31 days.
Interval days_of_month(const CronField& field, std::string_view list) {
  constexpr std::uint64_t to_28 = (std::uint64_t{1} << 29U) - 1;
  const std::uint64_t set = cron_field_values(field, list);
  return {hours_a_day * std::popcount(set & to_28), hours_a_day * std::popcount(set)};
}

/// A month is four weeks and two or three days more.
Interval days_of_week(std::int64_t of_seven) {
  if (of_seven == 7) return {all_days, all_days};
  return {hours_a_day * (4 * of_seven + std::max<std::int64_t>(0, of_seven - 5)),
          hours_a_day * (4 * of_seven + std::min<std::int64_t>(3, of_seven))};
}

bool is_any(std::string_view list) { return list == "*" || list == "?"; }

/// Where both are restricted, a day needs to be one of either, unless a star begins one of them (`*/2`).
Interval days_of(std::string_view in_month, std::string_view in_week) {
  const Interval of_month = days_of_month(cron_fields[day_of_month], in_month);
  const Interval of_week = days_of_week(count(cron_fields[day_of_week], in_week));
  if (is_any(in_month) && is_any(in_week)) return {all_days, all_days};
  if (is_any(in_month)) return of_week;
  if (is_any(in_week)) return of_month;
  if (in_month.starts_with('*') || in_week.starts_with('*'))
    return {0, std::min(of_month.high, of_week.high)};
  return {std::max(of_month.low, of_week.low), std::min(31 * hours_a_day, of_month.high + of_week.high)};
}

Interval runs_on(const Interval& dates, std::span<const CronField> fields,
                 const std::vector<std::string_view>& parts) {
  const std::int64_t a_day =
      count(fields[minute_of_hour], parts[minute_of_hour]) * count(fields[hour_of_day], parts[hour_of_day]);
  const std::int64_t months = count(fields[month_of_year], parts[month_of_year]);
  constexpr std::int64_t parts_of_day = 12 * hours_a_day;
  if (dates.is_point())
    return whole_in_month(static_cast<std::uint64_t>(dates.low * a_day * months), parts_of_day);
  return {dates.low * a_day * months / parts_of_day,
          (dates.high * a_day * months + parts_of_day - 1) / parts_of_day};
}

/// A cron line without its time zone, and fields in the place of a word.
std::string_view plain_cron(std::string_view line) {
  if (line.starts_with("TZ=") || line.starts_with("CRON_TZ="))
    line = trim(line.substr(std::min(line.find(' '), line.size())));
  for (const auto& [word, meaning] : cron_words)
    if (line == word) return meaning;
  return line;
}

constexpr std::string_view every = "@every ";

/// The time of `@every 1h30m`; nothing where it is none above zero.
std::optional<std::int64_t> time_of_every(std::string_view line) {
  QuantityError error;
  const auto time = go_duration(line.substr(every.size()), error);
  return time && *time > 0 ? time : std::nullopt;
}

std::optional<Interval> runs_of_cron(std::string_view text) {
  const std::string_view line = plain_cron(text);
  if (line.starts_with(every)) {
    const auto time = time_of_every(line);
    return time ? std::optional(runs_every(*time)) : std::nullopt;
  }
  const std::vector<std::string_view> parts = words_of(line);
  return runs_on(days_of(parts[day_of_month], parts[day_of_week]), cron_fields, parts);
}

/// The time of `5 minutes`, a month at most and a bit more.
std::int64_t time_of_rate(std::string_view text) {
  const std::vector<std::string_view> parts = words_of(text);
  QuantityError error;
  const std::int64_t number = whole_number(parts[0], error).value_or(0);
  const std::int64_t unit = parts[1].starts_with("minute") ? 1 : parts[1].starts_with("hour") ? 60 : 24 * 60;
  return std::min(number, milliseconds_a_month / 60'000 / unit + 1) * unit * 60'000;
}

std::optional<Interval> runs_of_rate(std::string_view text) {
  const std::int64_t time = time_of_rate(text);
  return time > milliseconds_a_month ? Interval{0, 1} : runs_every(time);
}

/// The days of EventBridge: the week begins with 1, and letters stand for single days (`L`, `15W`, `6#3`).
Interval days_of_event(std::string_view in_month, std::string_view in_week) {
  const bool by_week = in_month == "?";
  const std::string_view list = by_week ? in_week : in_month;
  if (is_any(list)) return {all_days, all_days};
  const std::uint64_t plain = by_week ? cron_field_values(aws_schedule_fields[day_of_week], list) : 0;
  if (plain != 0) return days_of_week(std::popcount(plain));
  if (list.find_first_of("LW#") == std::string_view::npos)
    return days_of_month(aws_schedule_fields[day_of_month], list);
  const std::int64_t items = 1 + std::count(list.begin(), list.end(), ',');
  // A lone `L` of the week is every Saturday; of other lists with letters no item is more than that.
  if (by_week) return list == "L" ? days_of_week(1) : Interval{0, 5 * hours_a_day * items};
  return {items == 1 ? hours_a_day : 0, items == 1 ? hours_a_day : 31 * hours_a_day};
}

std::optional<Interval> runs_of_event_cron(std::string_view text) {
  const std::vector<std::string_view> parts = words_of(text);
  if (!is_any(parts[year])) return std::nullopt;
  return runs_on(days_of_event(parts[day_of_month], parts[day_of_week]), aws_schedule_fields, parts);
}

/// `rate(5 minutes)` in two parts; empty where it is no schedule of EventBridge.
struct EventSchedule {
  std::string_view kind, inner;

  explicit EventSchedule(std::string_view schedule) {
    if (!aws_schedule_mistake(schedule, false).empty()) return;
    const std::size_t open = schedule.find('(');
    kind = schedule.substr(0, open);
    inner = schedule.substr(open + 1, schedule.size() - open - 2);
  }
};

std::optional<Interval> runs_of_one(std::string_view schedule) {
  if (cron_mistake(schedule).empty()) return runs_of_cron(schedule);
  const EventSchedule event(schedule);
  if (event.kind == "rate") return runs_of_rate(event.inner);
  return event.kind == "cron" ? runs_of_event_cron(event.inner) : std::nullopt;
}

/// The gaps between the minutes of a day, from the last one to the first of the next day among them. Where
/// not every day is one of the schedule, that one may be any number of days longer.
Interval gaps_within(std::uint64_t minutes, std::uint64_t hours, bool every_day) {
  constexpr std::int64_t milliseconds = 60'000, an_hour = 60, a_day = an_hour * hours_a_day;
  Interval gaps{unbounded, 0};
  std::int64_t first = -1, last = -1;
  const auto add = [&](std::int64_t gap) { gaps = {std::min(gaps.low, gap), std::max(gaps.high, gap)}; };
  for (std::int64_t at = 0; at < a_day; ++at) {
    if ((hours >> static_cast<unsigned>(at / an_hour) & 1) == 0 ||
        (minutes >> static_cast<unsigned>(at % an_hour) & 1) == 0)
      continue;
    if (first < 0) first = at;
    if (last >= 0) add(at - last);
    last = at;
  }
  add(first + a_day - last);
  return {gaps.low * milliseconds, every_day ? gaps.high * milliseconds : unbounded};
}

Interval gaps_of_fields(std::span<const CronField> fields, const std::vector<std::string_view>& parts) {
  const auto set = [&](std::size_t field) {
    return cron_field_values(fields[field], parts[field] == "?" ? "*" : parts[field]);
  };
  const bool every_day = is_any(parts[day_of_month]) && is_any(parts[day_of_week]) &&
                         std::popcount(set(month_of_year)) == fields[month_of_year].most;
  return gaps_within(set(minute_of_hour), set(hour_of_day), every_day);
}

std::optional<Interval> gap_of_one(std::string_view schedule) {
  const auto same = [](std::int64_t time) { return Interval{time, time}; };
  if (cron_mistake(schedule).empty()) {
    const std::string_view line = plain_cron(schedule);
    if (!line.starts_with(every)) return gaps_of_fields(cron_fields, words_of(line));
    const auto time = time_of_every(line);
    return time ? std::optional(same(*time)) : std::nullopt;
  }
  const EventSchedule event(schedule);
  if (event.kind == "rate") return same(time_of_rate(event.inner));
  if (event.kind != "cron") return std::nullopt;
  return gaps_of_fields(aws_schedule_fields, words_of(event.inner));
}

/// What all of several schedules say together; nothing where one of them says nothing.
template <class Of, class Join>
std::optional<Interval> of_all(std::string_view schedules, Of of, Join join) {
  std::optional<Interval> all;
  while (true) {
    const std::size_t end = std::min(schedules.find(';'), schedules.size());
    const std::optional<Interval> one = of(trim(schedules.substr(0, end)));
    if (!one) return std::nullopt;
    all = all ? join(*all, *one) : *one;
    if (end == schedules.size()) return all;
    schedules.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<Interval> runs_a_month(std::string_view schedule) {
  return of_all(schedule, runs_of_one, [](const Interval& a, const Interval& b) {
    return Interval{a.low + b.low, a.high + b.high};
  });
}

std::optional<Interval> gap_between_runs(std::string_view schedule) {
  // Of two schedules a run of one may come at any time between those of the other.
  return of_all(schedule, gap_of_one, [](const Interval& a, const Interval& b) {
    return Interval{0, std::min(a.high, b.high)};
  });
}

std::string schedule_mistake(std::string_view schedules) {
  for (std::string_view rest = schedules;;) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view text = trim(rest.substr(0, end));
    const bool is_aws = text.find('(') != std::string_view::npos;
    const std::string mistake = is_aws ? aws_schedule_mistake(text, false) : cron_mistake(text);
    if (!mistake.empty()) return fmt::format("no {}: {}", is_aws ? "schedule" : "cron line", mistake);
    if (end == rest.size()) return {};
    rest.remove_prefix(end + 1);
  }
}

}  // namespace placer
