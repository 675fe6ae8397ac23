// The grammar is that of the pages on schedule patterns and schedule types of the EventBridge user guides.
#include "base/aws_schedule.hpp"

#include "base/conversion.hpp"
#include "base/cron.hpp"
#include "base/date.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

namespace placer {
namespace {

constexpr auto& fields = aws_schedule_fields;
constexpr std::size_t day_of_month = 2, day_of_week = 4;

/// The last day (`L`, `L-3`, `5L`), the nearest working day (`15W`, `LW`), the third Friday (`6#3`): the
/// number in it stands alone.
std::string_view without_marks(std::string_view item) {
  if (item.starts_with('L')) return {};
  return item.substr(0, item.find_first_of("LW#"));
}

std::string mistake_in_field(std::size_t index, std::string_view list) {
  const bool is_day = index == day_of_month || index == day_of_week;
  if (list == "?") return is_day ? "" : fmt::format("`?` is no {}", fields[index].noun);
  if (!is_day || list.find_first_of("LW#") == std::string_view::npos)
    return cron_field_mistake(fields[index], list);
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view item = list.substr(0, comma);
    // A name with one of the letters in it (`WED`) is no mark.
    if (std::string mistake = cron_field_mistake(fields[index], item); !mistake.empty())
      if (mistake = cron_field_mistake(fields[index], without_marks(item)); !mistake.empty()) return mistake;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return {};
}

std::string mistake_in_cron(std::string_view text) {
  const std::vector<std::string_view> parts = words_of(text);
  if (parts.size() != std::size(fields))
    return fmt::format(
        "there {} {} field{} instead of six: minute, hour, day of the month, month, day of the "
        "week, year",
        parts.size() == 1 ? "is" : "are", parts.size(), parts.size() == 1 ? "" : "s");
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (std::string mistake = mistake_in_field(i, parts[i]); !mistake.empty()) return mistake;
  if ((parts[day_of_month] == "?") == (parts[day_of_week] == "?"))
    return "of the day of the month and the day of the week, one and only one is `?`";
  return {};
}

std::string mistake_in_rate(std::string_view text, bool is_rule) {
  const std::vector<std::string_view> parts = words_of(text);
  if (parts.size() != 2) return "a rate is a number and a unit";
  QuantityError error;
  const auto count = whole_number(parts[0], error);
  if (!count || *count < 1) return fmt::format("`{}` is no number above zero", parts[0]);
  constexpr std::string_view units[] = {"minute", "hour", "day"};
  std::string_view unit = parts[1];
  const bool is_plural = unit.ends_with('s');
  if (is_plural) unit.remove_suffix(1);
  if (std::find(std::begin(units), std::end(units), unit) == std::end(units))
    return fmt::format("`{}` is none of minutes, hours and days", parts[1]);
  if (is_rule && is_plural == (*count == 1))
    return "it is " + counted(static_cast<std::size_t>(*count), unit);
  return {};
}

/// One moment, to the second: 2026-12-01T03:00:00. Its zone stands beside it.
std::string mistake_in_moment(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
  bool is_shaped = text.size() == shape.size();
  for (std::size_t i = 0; is_shaped && i < shape.size(); ++i)
    is_shaped = shape[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
  if (!is_shaped) return fmt::format("`{}` is no moment like 2026-12-01T03:00:00", text);
  if (!is_date(text.substr(0, 10))) return fmt::format("there is no day {}", text.substr(0, 10));
  const std::string_view time = text.substr(11);
  if (time.substr(0, 2) > "23" || time.substr(3, 2) > "59" || time.substr(6, 2) > "59")
    return fmt::format("there is no time {}", time);
  return {};
}

}  // namespace

std::string aws_schedule_mistake(std::string_view schedule, bool is_rule) {
  schedule = trim(schedule);
  const std::size_t open = schedule.find('(');
  if (open == std::string_view::npos || !schedule.ends_with(')'))
    return "it is neither cron(...) nor rate(...)";
  const std::string_view kind = schedule.substr(0, open);
  const std::string_view inner = schedule.substr(open + 1, schedule.size() - open - 2);
  if (kind == "cron") return mistake_in_cron(inner);
  if (kind == "rate") return mistake_in_rate(inner, is_rule);
  if (kind == "at" && !is_rule) return mistake_in_moment(inner);
  return "it is neither cron(...) nor rate(...)";
}

}  // namespace placer
