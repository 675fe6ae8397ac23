#include "cli/simulate_options.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace placer::cli {
namespace {

constexpr double longest = 3650.0 * 86400, fastest = 1e7;
constexpr std::uint64_t most = 1'000'000'000'000;

/// Takes a number from the front of a text.
bool take_number(std::string_view& text, double& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !std::isfinite(number)) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

/// "1.991s", "200ms", "10min", "2h", "1d": finer than durations of manifests, which are whole milliseconds.
bool read_seconds(std::string_view text, double& seconds) {
  constexpr std::array<std::pair<std::string_view, double>, 7> units{
      {{"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"min", 60}, {"m", 60}, {"h", 3600}, {"d", 86400}}};
  if (!take_number(text, seconds)) return false;
  for (const auto& [unit, factor] : units)
    if (text == unit) {
      seconds *= factor;
      return seconds >= 0 && seconds <= longest;
    }
  return false;
}

bool read_rate(std::string_view text, double& rate) {
  constexpr std::array<std::pair<std::string_view, double>, 7> units{{{"", 1},
                                                                      {"rps", 1},
                                                                      {"/s", 1},
                                                                      {"/min", 60},
                                                                      {"/h", 3600},
                                                                      {"/d", 86400},
                                                                      {"/month", seconds_of_month}}};
  if (!take_number(text, rate)) return false;
  for (const auto& [unit, divisor] : units)
    if (text == unit) {
      rate /= divisor;
      return rate > 0 && rate <= fastest;
    }
  return false;
}

bool read_count(std::string_view text, std::uint64_t& count) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc() && end == text.data() + text.size() && count <= most;
}

class Reader {
 public:
  explicit Reader(std::string& err) : err_(err) {}

  void seconds(std::string_view name, const std::string& text, std::optional<double>& value) {
    number(name, text, "a time, as in 1.5s or 200ms", read_seconds, value);
  }
  void rate(std::string_view name, const std::string& text, std::optional<double>& value) {
    number(name, text, "a rate, as in 0.9rps or 20/min", read_rate, value);
  }
  void share(std::string_view name, const std::string& text, std::optional<double>& value) {
    number(
        name, text, "a share from 0 to 1, as in 0.5",
        [](std::string_view rest, double& number) {
          return take_number(rest, number) && rest.empty() && number >= 0 && number <= 1;
        },
        value);
  }
  /// `none`: whether that word means without end.
  void count(std::string_view name, const std::string& text, std::uint64_t least, bool none,
             std::optional<std::uint64_t>& value) {
    std::uint64_t count = 0;
    if (text.empty()) return;
    if (none && text == "none")
      value = std::numeric_limits<std::uint64_t>::max();
    else if (read_count(text, count) && count >= least)
      value = count;
    else
      refuse(name, fmt::format("a whole number from {}{}", least, none ? ", or none" : ""), text);
  }
  void refuse(std::string_view name, std::string_view what, std::string_view text) {
    if (good_) err_ += fmt::format("placer: {} takes {}, not {}\n", name, what, in_quotes(text));
    good_ = false;
  }
  void refuse_both(std::string_view one, std::string_view other, std::string_view why) {
    if (good_)
      err_ += fmt::format("placer: {} and {} do not go together: {}\nhelp: leave one out\n", one, other, why);
    good_ = false;
  }
  bool good() const { return good_; }

 private:
  template <class Read>
  void number(std::string_view name, const std::string& text, std::string_view what, Read read,
              std::optional<double>& value) {
    double number = 0;
    if (text.empty()) return;
    if (read(text, number))
      value = number;
    else
      refuse(name, what, text);
  }

  std::string& err_;
  bool good_ = true;
};

}  // namespace

bool read_run_options(const RunOptions& options, traffic::Settings& settings, std::string& err) {
  Reader read(err);
  std::optional<std::uint64_t> seed;
  read.count("--requests", options.requests, 1, false, settings.requests);
  read.seconds("--duration", options.duration, settings.duration);
  read.count("--seed", options.seed, 0, false, seed);
  read.rate("--rate", options.rate, settings.rate);
  read.seconds("--warm-service", options.warm_service, settings.warm);
  read.seconds("--cold-service", options.cold_service, settings.cold);
  read.seconds("--start", options.start, settings.start);
  read.seconds("--idle-timeout", options.idle_timeout, settings.idle_timeout);
  read.count("--cap", options.cap, 1, true, settings.cap);
  read.count("--starts", options.starts, 1, true, settings.starts);
  read.count("--concurrency", options.concurrency, 1, false, settings.concurrency);
  read.share("--overlap", options.overlap, settings.overlap);
  read.count("--instances", options.instances, 0, false, settings.least);
  read.count("--pods-per-node", options.pods_per_node, 1, false, settings.per_node);
  settings.seed = seed.value_or(1);
  settings.service = options.service;
  if (!options.service.empty() && options.service != "constant" && options.service != "exponential" &&
      options.service != "log-normal")
    read.refuse("--service", "constant, exponential or log-normal", options.service);
  if (settings.duration && *settings.duration <= 0)
    read.refuse("--duration", "a time above 0", options.duration);
  if (settings.requests && settings.duration)
    read.refuse_both("--requests", "--duration", "each says how much is simulated");
  return read.good();
}

}  // namespace placer::cli
