// Traces: when requests came, and how long each took where that is known. Read from text that may be of any
// kind:
//
//   a time on each line, as seconds or as a date with a time; of dates also in the first of several columns;
//   rows with a start (or end) and a duration, by the names of their columns: `start` or `timestamp` or
//   `end_timestamp`, and `duration` in seconds or `duration_ms`, or with a start and an end;
//   counts beside times: `timestamp` (or `minute` with dates) and `count`, `invocations`, `requests`, `sum`
//   or `samplecount`, as monitoring exports them. The requests of a row are spread evenly over the shortest
//   time from one row to another, of a single row over a minute; counts for each minute: columns `minute` and
//   `count`, a column `count` of one minute after the other, or columns called 1, 2, ... of as many minutes,
//   one row for each function. The requests of a minute are spread over it evenly.
//
// Times are moved so that the first is 0, and sorted. Plain numbers without a heading are refused where they
// may be counts just as well: several columns of them, whole ones that fall, and ones that are all the same;
// and so are dates with nothing but numbers beside them.
#pragma once

#include "traffic/arrivals.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace placer::traffic {

struct Trace {
  std::shared_ptr<const std::vector<Arrival>> requests;  ///< null where it cannot be read
  bool has_durations = false;
  bool is_of_counts = false;
  double step = 60;      ///< seconds over which each count is spread
  std::size_t line = 0;  ///< of what is wrong, from 1; 0: of all of it
  std::string problem;   ///< what is wrong; empty where it was read
  std::string help;      ///< what to write, where more is to be said than which kinds there are
};

/// The most requests that one may hold.
inline constexpr std::size_t most_requests = 50'000'000;

Trace read_trace(std::string_view text);

/// Seconds of "2023-11-16 18:17:03.9799600" since 1970-01-01 (a T between them and a zone behind are read,
/// seconds may be missing, and what zone it is does not matter), or of a plain number. False for anything
/// else.
bool read_time(std::string_view text, double& seconds);

}  // namespace placer::traffic
