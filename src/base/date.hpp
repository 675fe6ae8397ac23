// Dates as rules and reports write them: 2026-11-24, 2026-11, or a bare year.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace placer {

/// Whether a text is a date of one of the three forms.
bool is_date(std::string_view text);

/// The days from 1970-01-01 to a date; to the first day of a month or a year. nullopt for what is no date.
std::optional<std::int64_t> day_number(std::string_view text);

/// Whether a date lies before a day, counted likewise. What is no date, such as "undated", does not.
bool is_before(std::string_view text, std::int64_t day);

}  // namespace placer
