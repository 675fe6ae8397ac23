#include "traffic/trace_columns.hpp"

#include "base/text.hpp"
#include "traffic/trace.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace placer::traffic {
namespace {

bool has_word(std::string_view name, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

bool suggests_duration(std::string_view name) {
  return has_word(name, {"duration", "latency", "elapsed", "response_time", "service_time"});
}

/// Of what monitoring exports beside times.
bool suggests_count(std::string_view name) {
  return has_word(name, {"count", "invocations", "requests"}) ||
         is_one_of(name, {"value", "values", "total", "number"});
}

void read_name(const std::string& name, std::size_t at, Columns& columns) {
  if (is_one_of(name, {"end_timestamp", "end", "end_time"})) {
    columns.end = at;
  } else if (is_one_of(name, {"timestamp", "time", "start", "start_timestamp", "start_time", "arrival"})) {
    columns.time = at;
  } else if (is_one_of(name, {"duration", "duration_s", "service", "duration_ms"})) {
    columns.duration = at;
    columns.unit = name == "duration_ms" ? 1000 : 1;
  } else if (name == "minute") {
    columns.minute = at;
  } else if (is_one_of(name, {"count", "invocations", "requests", "sum", "samplecount"})) {
    columns.count = at;
  } else if (suggests_duration(name)) {
    columns.maybe = at;
  } else if (suggests_count(name)) {
    columns.maybe_count = at;
  }
}

}  // namespace

std::optional<Columns> heading(const std::vector<std::string_view>& names) {
  Columns columns;
  columns.number = names.size();
  double number = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = to_lower(names[i]);
    if (name == "1" && i > 0 && i + 1 < names.size() && names[i + 1] == "2") columns.first_minute = i;
    read_name(name, i, columns);
  }
  if (columns.first_minute || columns.has_times() || columns.count) return columns;
  if (read_time(names.front(), number)) return std::nullopt;
  return columns;
}

}  // namespace placer::traffic
