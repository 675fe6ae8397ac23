#include "base/date.hpp"

#include <algorithm>
#include <charconv>

namespace placer {
namespace {

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_of(int year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((i == 4 || i == 7) ? text[i] != '-' : (text[i] < '0' || text[i] > '9')) return false;
  const int month = text.size() > 4 ? number(text.substr(5, 2)) : 1;
  if (month < 1 || month > 12) return false;
  const int day = text.size() > 7 ? number(text.substr(8, 2)) : 1;
  return day >= 1 && day <= days_of(number(text.substr(0, 4)), month);
}

std::optional<std::int64_t> day_number(std::string_view text) {
  if (!is_date(text)) return std::nullopt;
  const int year = number(text.substr(0, 4));
  const int month = text.size() > 4 ? number(text.substr(5, 2)) : 1;
  // Whole years before this one, with their leap days, counted from the year 0.
  const auto before = [](std::int64_t y) { return y * 365 + (y + 3) / 4 - (y + 99) / 100 + (y + 399) / 400; };
  std::int64_t days = before(year) - before(1970);
  for (int m = 1; m < month; ++m) days += days_of(year, m);
  return days + (text.size() > 7 ? number(text.substr(8, 2)) : 1) - 1;
}

bool is_before(std::string_view text, std::int64_t day) {
  const auto number = day_number(text);
  return number && *number < day;
}

}  // namespace placer
