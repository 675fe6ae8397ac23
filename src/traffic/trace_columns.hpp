// The columns of a trace, by the names in its heading.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace placer::traffic {

/// Which columns hold what.
struct Columns {
  std::optional<std::size_t> time, end, duration, minute, count;
  std::optional<std::size_t> first_minute;  ///< of counts in columns called 1, 2, ...
  double unit = 1;                          ///< of the duration, in a second
  // Columns of which the name only suggests a duration, or how many requests there were.
  std::optional<std::size_t> maybe, maybe_count;
  std::size_t number = 0;

  bool has_times() const { return time || end; }
  /// Whether what each takes is the time from its begin to its end.
  bool has_span() const { return time && end && !duration; }
};

/// The meaning of a first line; nothing where it is no heading.
std::optional<Columns> heading(const std::vector<std::string_view>& names);

}  // namespace placer::traffic
