#include "traffic/trace.hpp"

#include "base/date.hpp"
#include "base/text.hpp"
#include "traffic/trace_columns.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace placer::traffic {
namespace {

constexpr double seconds_a_day = 86'400, seconds_a_minute = 60;
constexpr double longest = 3660 * seconds_a_day;
constexpr double last_second = 1e11;  // since 1970: in the year 5138

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

std::string_view unquoted(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2)
                                                                       : text;
}

/// Where the first field of a line ends; what stands in quotes may hold separators.
std::size_t end_of_field(std::string_view line) {
  const std::string_view begin = trimmed(line);
  const std::size_t quoted =
      begin.starts_with('"') ? line.find('"', static_cast<std::size_t>(begin.data() - line.data()) + 1) : 0;
  return line.find_first_of(",;", quoted == std::string_view::npos ? 0 : quoted);
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t end = end_of_field(line);
    fields.push_back(unquoted(trimmed(line.substr(0, end))));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

bool read_number(std::string_view text, double& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
}

bool read_count(std::string_view text, std::uint64_t& count) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc() && end == text.data() + text.size();
}

class Reader {
 public:
  Trace read(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // spreadsheets begin with it
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    bool first = true;
    while (!text.empty() && trace_.problem.empty()) {
      const std::size_t end = text.find('\n');
      const std::string_view line = trimmed(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      ++line_;
      if (line.empty() || line.front() == '#') continue;
      read_line(line, first);
      first = false;
    }
    if (trace_.problem.empty() && !rows_.empty()) spread_rows();
    if (trace_.problem.empty() && requests_.empty()) fail(0, "there is no request in it");
    if (trace_.problem.empty()) finish();
    return std::move(trace_);
  }

 private:
  void fail(std::size_t line, std::string problem) {
    trace_.line = line;
    trace_.problem = std::move(problem);
  }

  void read_line(std::string_view line, bool first) {
    const std::vector<std::string_view> fields = fields_of(line);
    if (first)
      if (const auto columns = heading(fields)) {
        columns_ = *columns;
        has_heading_ = true;
        return check_heading(fields);
      }
    if (has_heading_ && fields.size() > columns_.number && !fields.back().empty())
      return fail(line_, fmt::format("there are {} columns here and not {}", fields.size(), columns_.number));
    if (columns_.first_minute) return read_counts(fields);
    if (columns_.minute && !columns_.time) find_dates(fields);
    if (columns_.count) return columns_.time ? read_row(fields) : read_minute(fields);
    if (!has_heading_) doubt(fields);
    read_request(fields);
  }

  void check_heading(const std::vector<std::string_view>& names) {
    if (!columns_.has_times() && !columns_.first_minute && !columns_.count)
      return fail(line_,
                  "no column of this heading is one of times (timestamp, start, end_timestamp) or counts "
                  "(count, minute and count, or 1, 2, ...)");
    if (!columns_.has_times()) return;
    if (columns_.count && (columns_.duration || columns_.end))
      return fail(line_, fmt::format("{} is how many requests there were, and nothing says of which of them "
                                     "the other columns say how long they took",
                                     in_quotes(names[*columns_.count])));
    if (columns_.maybe_count && !columns_.count && !columns_.duration && !columns_.end) {
      fail(line_,
           fmt::format("{} may be how many requests there were", in_quotes(names[*columns_.maybe_count])));
      trace_.help = "call such a column `count` where it is, and leave it out where it is something else";
      return;
    }
    if (columns_.duration || columns_.has_span() || !columns_.maybe) return;
    fail(line_, fmt::format("{} may be how long each takes", in_quotes(names[*columns_.maybe])));
    trace_.help =
        "call such a column `duration` where it is in seconds, `duration_ms` in milliseconds, and leave it "
        "out where it is something else";
  }

  /// Plain numbers of which nothing says whether they are times. Whole ones that never fall are taken for
  /// times, and so are ones with a fraction, since no count has one.
  void doubt(const std::vector<std::string_view>& fields) {
    double number = 0;
    const bool only_numbers =
        fields.size() > 1 &&
        std::all_of(fields.begin() + 1, fields.end(), [&](auto text) { return read_number(text, number); });
    const bool is_number = read_number(fields.front(), number);
    if (is_number && fields.size() > 1)
      return ask(line_, fmt::format("there are {} columns of numbers, and no heading says which is what",
                                    fields.size()));
    if (only_numbers)
      return ask(line_, "there are numbers beside the times, and no heading says what they are");
    if (!is_number) return;
    is_whole_ = is_whole_ && number == std::floor(number);
    if (plain_++ > 0 && number < last_ && fell_at_ == 0) fell_at_ = line_;
    rose_ = rose_ || (plain_ > 1 && number > last_);
    last_ = number;
  }

  void ask(std::size_t line, std::string problem) {
    fail(line, std::move(problem));
    trace_.help =
        "write a first line that names the columns: `time` for seconds, `time,duration`, `time,count`, "
        "`count` for one minute after the other, or `minute,count`";
  }

  /// Text of a column; reports one that is missing.
  std::optional<std::string_view> field(const std::vector<std::string_view>& fields, std::size_t column) {
    if (column < fields.size()) return fields[column];
    fail(line_, fmt::format("there are {} columns here and not {}", fields.size(), column + 1));
    return std::nullopt;
  }

  void read_request(const std::vector<std::string_view>& fields) {
    const bool by_end = !columns_.time && columns_.end && columns_.duration;
    const auto text = field(fields, by_end          ? *columns_.end
                                    : columns_.time ? *columns_.time
                                                    : columns_.end.value_or(0));
    Arrival request;
    if (!text) return;
    if (!read_time(*text, request.time)) return fail(line_, fmt::format("{} is no time", in_quotes(*text)));
    if (columns_.duration && !read_duration(fields, request)) return;
    if (columns_.has_span() && !read_end(fields, request)) return;
    if (by_end) request.time -= request.service;
    add(request);
  }

  bool read_duration(const std::vector<std::string_view>& fields, Arrival& request) {
    const auto text = field(fields, *columns_.duration);
    if (!text) return false;
    const bool is_number = read_number(*text, request.service);
    request.service /= columns_.unit;
    trace_.has_durations = true;
    if (is_number && request.service >= 0 && request.service <= longest) return true;
    fail(line_,
         fmt::format("{} is no duration in {}seconds", in_quotes(*text), columns_.unit == 1 ? "" : "milli"));
    return false;
  }

  bool read_end(const std::vector<std::string_view>& fields, Arrival& request) {
    const auto text = field(fields, *columns_.end);
    if (!text) return false;
    double end = 0;
    trace_.has_durations = true;
    if (!read_time(*text, end)) {
      fail(line_, fmt::format("{} is no time", in_quotes(*text)));
    } else if (request.service = end - request.time; request.service < 0 || request.service > longest) {
      fail(line_, request.service < 0 ? "it ends before it begins" : "it takes more than ten years");
    } else {
      return true;
    }
    return false;
  }

  /// A minute may be a date as well.
  void find_dates(const std::vector<std::string_view>& fields) {
    double number = 0;
    if (*columns_.minute >= fields.size() || read_number(fields[*columns_.minute], number)) return;
    if (read_time(fields[*columns_.minute], number)) columns_.time = columns_.minute;
  }

  /// So many requests at a time; over which time they are spread is seen at the end.
  void read_row(const std::vector<std::string_view>& fields) {
    const auto time = field(fields, *columns_.time), text = field(fields, *columns_.count);
    Row row;
    if (!time || !text) return;
    if (!read_time(*time, row.time)) return fail(line_, fmt::format("{} is no time", in_quotes(*time)));
    if (!read_whole(*text, row.count)) return;
    rows_.push_back(row);
  }

  /// A number of requests, where "300.0" is one too, and no text none.
  bool read_whole(std::string_view text, std::uint64_t& count) {
    double number = 0;
    if (!text.empty() && !read_count(text, count)) {
      if (!read_number(text, number) || number < 0 || number != std::floor(number) ||
          number > most_requests) {
        fail(line_, fmt::format("{} is no count", in_quotes(text)));
        return false;
      }
      count = static_cast<std::uint64_t>(number);
    }
    if (count <= most_requests) return true;
    fail(line_, too_many());
    return false;
  }

  /// The requests of each row, over the shortest time from one row to another; of one row a minute.
  void spread_rows() {
    std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.time < b.time; });
    double step = 0;
    for (std::size_t i = 1; i < rows_.size(); ++i)
      if (const double gap = rows_[i].time - rows_[i - 1].time; gap > 0)
        step = step > 0 ? std::min(step, gap) : gap;
    if (step > 0) trace_.step = step;
    for (const Row& row : rows_) spread(row.time - rows_.front().time, trace_.step, row.count);
  }

  void read_minute(const std::vector<std::string_view>& fields) {
    const auto count = field(fields, *columns_.count);
    double at = minutes_++;
    if (!count) return;
    if (columns_.minute) {
      const auto minute = field(fields, *columns_.minute);
      if (!minute) return;
      if (!read_number(*minute, at) || at < 0)
        return fail(line_, fmt::format("{} is no minute", in_quotes(*minute)));
    }
    spread_minute(at, *count);
  }

  void read_counts(const std::vector<std::string_view>& fields) {
    for (std::size_t i = *columns_.first_minute; i < fields.size() && trace_.problem.empty(); ++i)
      spread_minute(static_cast<double>(i - *columns_.first_minute), fields[i]);
  }

  void spread_minute(double minute, std::string_view text) {
    std::uint64_t count = 0;
    if (read_whole(text, count)) spread(minute * seconds_a_minute, seconds_a_minute, count);
  }

  /// Requests of some time, evenly.
  void spread(double begin, double length, std::uint64_t count) {
    trace_.is_of_counts = true;
    for (std::uint64_t i = 0; i < count && trace_.problem.empty(); ++i)
      add({begin + (static_cast<double>(i) + 0.5) / static_cast<double>(count) * length, -1});
  }

  static std::string too_many() { return fmt::format("these are more than {} requests", most_requests); }

  void add(const Arrival& request) {
    if (requests_.size() >= most_requests) return fail(line_, too_many());
    requests_.push_back(request);
  }

  void finish() {
    if (is_whole_ && fell_at_ > 0)
      return ask(fell_at_, "whole numbers that fall may be times out of order, or counts for each minute");
    constexpr std::size_t some = 3;
    if (is_whole_ && plain_ >= some && !rose_)
      return ask(0, "numbers that are all the same may be times, or counts for each minute");
    std::stable_sort(requests_.begin(), requests_.end(),
                     [](const Arrival& a, const Arrival& b) { return a.time < b.time; });
    // Counts begin with their first minute, whether something comes in it or not.
    const double begin = trace_.is_of_counts ? 0 : requests_.front().time;
    for (Arrival& request : requests_) request.time -= begin;
    if (requests_.back().time > longest)
      return fail(0, "it spans more than ten years; are its times in seconds?");
    if (begin >= last_second)
      return fail(0, "its times are after the year 5000; are they in milliseconds, and not in seconds?");
    trace_.requests = std::make_shared<const std::vector<Arrival>>(std::move(requests_));
  }

  Columns columns_;
  bool has_heading_ = false;
  // Of plain numbers without a heading.
  bool is_whole_ = true, rose_ = false;
  std::size_t plain_ = 0, fell_at_ = 0;
  double last_ = 0;
  double minutes_ = 0;  ///< rows of counts that were read
  std::size_t line_ = 0;
  struct Row {
    double time = 0;
    std::uint64_t count = 0;
  };
  std::vector<Row> rows_;  ///< so many requests at a time
  std::vector<Arrival> requests_;
  Trace trace_;
};

}  // namespace

bool read_time(std::string_view text, double& seconds) {
  if (read_number(text, seconds)) return std::abs(seconds) < 1e15;
  if (text.size() < 16 || (text[10] != ' ' && text[10] != 'T')) return false;
  const auto day = day_number(text.substr(0, 10));
  std::uint64_t hour = 0, minute = 0;
  double second = 0;
  const bool has_seconds = text.size() > 16 && text[16] == ':';
  const std::size_t end = std::min(text.size(), text.find_first_not_of("0123456789.", 17));
  if (has_seconds && (end <= 17 || !read_number(text.substr(17, end - 17), second))) return false;
  if (!day || text[13] != ':' || !read_count(text.substr(11, 2), hour) ||
      !read_count(text.substr(14, 2), minute) || hour > 23 || minute > 59 || second >= 61)
    return false;
  seconds =
      static_cast<double>(*day) * seconds_a_day + static_cast<double>(hour * 3600 + minute * 60) + second;
  return true;
}

Trace read_trace(std::string_view text) { return Reader().read(text); }

}  // namespace placer::traffic
