// The grammar is that of github.com/robfig/cron/v3, ParseStandard, which Kubernetes calls: what it takes is
// no mistake here, an empty item of a list among it.
#include "base/cron.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace placer {
namespace {

constexpr auto& fields = cron_fields;

constexpr std::string_view words[] = {"@yearly", "@annually", "@monthly", "@weekly",
                                      "@daily",  "@midnight", "@hourly"};

bool is_word(std::string_view text) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

std::optional<std::int64_t> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  QuantityError error;
  return whole_number(text, error);
}

std::optional<std::int64_t> number_or_name(const CronField& field, std::string_view text) {
  const auto name = std::find(field.names.begin(), field.names.end(), to_lower(text));
  if (name != field.names.end()) return field.least + (name - field.names.begin());
  return number(text);
}

/// `5`, `mon-fri`, `*/15`, `10-40/5`; a number before a step goes on to the last one. What it stands for is
/// added to the set.
std::string read_range(const CronField& field, std::string_view text, std::uint64_t& set) {
  constexpr std::size_t none = std::string_view::npos;
  const std::size_t slash = text.find('/');
  const std::string_view range = text.substr(0, slash);
  const std::size_t dash = range.find('-');
  const std::string_view from = range.substr(0, dash);
  std::int64_t first = field.least, last = field.most;
  if (from != "*" && from != "?") {
    const std::string_view to = dash == none ? from : range.substr(dash + 1);
    const auto begin = number_or_name(field, from), end = number_or_name(field, to);
    if (!begin || !end) return fmt::format("`{}` is no {}", begin ? to : from, field.noun);
    first = *begin;
    if (dash != none || slash == none || *end > last) last = *end;
  }
  std::int64_t step = 1;
  if (slash != none) {
    step = number(text.substr(slash + 1)).value_or(0);
    if (step == 0) return fmt::format("the step `{}` is no number above zero", text.substr(slash + 1));
  }
  if (first < field.least) return fmt::format("{} is below {}, the first {}", first, field.least, field.noun);
  const std::int64_t largest = std::max(first, last);
  if (largest > field.most)
    return fmt::format("{} is above {}, the last {}", largest, field.most, field.noun);
  if (first > last && !field.wraps) return fmt::format("`{}` ends before it begins", range);
  const std::int64_t round = field.most - field.least + 1;
  if (first > last) last += round;
  if (field.most < 64)
    for (std::int64_t value = first; value <= last; value += std::min(step, 2 * round))
      set |= std::uint64_t{1} << static_cast<unsigned>(value > field.most ? value - round : value);
  return {};
}

/// Reads a list of ranges into the set of what they stand for.
std::string read_list(const CronField& field, std::string_view list, std::uint64_t& set) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (comma > 0)
      if (std::string mistake = read_range(field, list.substr(0, comma), set); !mistake.empty())
        return mistake;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return {};
}

std::string mistake_in_word(std::string_view word) {
  if (is_word(word)) return {};
  constexpr std::string_view every = "@every ";
  if (!word.starts_with(every))
    return fmt::format("it is none of {} and @every with a duration", join(words, ", "));
  std::string_view time = word.substr(every.size());
  if (time.starts_with('-') || time.starts_with('+')) time.remove_prefix(1);
  QuantityError error;
  if (time.find(' ') == std::string_view::npos && go_duration(time, error)) return {};
  return fmt::format("`{}` is no duration such as 1h30m", word.substr(every.size()));
}

}  // namespace

std::string cron_field_mistake(const CronField& field, std::string_view list) {
  std::uint64_t set = 0;
  return read_list(field, list, set);
}

std::uint64_t cron_field_values(const CronField& field, std::string_view list) {
  std::uint64_t set = 0;
  return read_list(field, list, set).empty() ? set : 0;
}

std::string cron_mistake(std::string_view schedule) {
  if (schedule.starts_with("TZ=") || schedule.starts_with("CRON_TZ="))
    schedule = trim(schedule.substr(std::min(schedule.find(' '), schedule.size())));
  if (schedule.starts_with('@')) return mistake_in_word(schedule);
  const std::vector<std::string_view> parts = words_of(schedule);
  if (parts.size() == 1 && is_word("@" + std::string(parts[0])))
    return fmt::format("there is no @ before `{}`", parts[0]);
  if (parts.size() != std::size(fields))
    return fmt::format(
        "there {} {} field{} instead of five: minute, hour, day of the month, month, day of the week",
        parts.size() == 1 ? "is" : "are", parts.size(), parts.size() == 1 ? "" : "s");
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (std::string mistake = cron_field_mistake(fields[i], parts[i]); !mistake.empty()) return mistake;
  return {};
}

bool cron_never_runs(std::string_view schedule) {
  const std::vector<std::string_view> parts = words_of(schedule);
  constexpr std::size_t day = 2, month = 3, week_day = 4;
  if (parts.size() != std::size(fields) || !cron_mistake(schedule).empty()) return false;
  // A day of the week that is given may come instead of one of the month.
  if (!parts[week_day].starts_with('*') && !parts[week_day].starts_with('?')) return false;
  constexpr int longest[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const std::uint64_t days = cron_field_values(fields[day], parts[day]),
                      months = cron_field_values(fields[month], parts[month]);
  if (days == 0 || months == 0) return false;
  for (unsigned i = 0; i < std::size(longest); ++i) {
    const bool chosen = (months >> (i + 1) & 1) != 0;
    const std::uint64_t there = (std::uint64_t{1} << static_cast<unsigned>(longest[i] + 1)) - 1;
    if (chosen && (days & there) != 0) return false;
  }
  return true;
}

}  // namespace placer
