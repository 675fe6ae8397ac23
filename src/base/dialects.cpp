// The spellings of other programs and of everyday life, by table and, where letter case is all that is wrong,
// by rule.
#include "base/dialects.hpp"

#include "base/text.hpp"
#include "base/units.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer {

namespace {

/// What people write in lower case, and the unit or the two units that they may mean.
struct Alias {
  Unit unit;
  std::string_view wrong;
  std::string_view right;
  std::string_view or_right = {};
};

constexpr Alias aliases[] = {
    {Unit::bytes, "byte", "B"},
    {Unit::bytes, "bytes", "B"},
    {Unit::duration, "secs", "s"},
    {Unit::duration, "second", "s"},
    {Unit::duration, "seconds", "s"},
    {Unit::duration, "mins", "min"},
    {Unit::duration, "minute", "min"},
    {Unit::duration, "minutes", "min"},
    {Unit::duration, "hr", "h"},
    {Unit::duration, "hrs", "h"},
    {Unit::duration, "hour", "h"},
    {Unit::duration, "hours", "h"},
    {Unit::duration, "day", "d"},
    {Unit::duration, "days", "d"},
    {Unit::duration, "week", "w"},
    {Unit::duration, "weeks", "w"},
    {Unit::duration, "msec", "ms"},
    {Unit::duration, "millis", "ms"},
    {Unit::duration, "milliseconds", "ms"},
    {Unit::vcpu, "vcpu", "", " vCPU"},
    {Unit::vcpu, "vcpus", "", " vCPU"},
    {Unit::vcpu, "cpu", "", " vCPU"},
    {Unit::vcpu, "cpus", "", " vCPU"},
    {Unit::vcpu, "core", "", " vCPU"},
    {Unit::vcpu, "cores", "", " vCPU"},
    {Unit::vcpu, "mcpu", "m"},
    {Unit::vcpu, "millicpu", "m"},
    {Unit::vcpu, "mcore", "m"},
    {Unit::vcpu, "mcores", "m"},
    {Unit::vcpu, "millicores", "m"},
    {Unit::rate, "qps", "rps"},
    {Unit::rate, "tps", "rps"},
    {Unit::rate, "rpm", "/min"},
    {Unit::rate, "rph", "/h"},
    {Unit::rate, "per second", "/s"},
    {Unit::rate, "per minute", "/min"},
    {Unit::rate, "per hour", "/h"},
    {Unit::rate, "per day", "/day"},
    {Unit::rate, "per month", "/month"},
    {Unit::rate, "/second", "/s"},
    {Unit::rate, "/minute", "/min"},
    {Unit::rate, "/d", "/day"},
    {Unit::percent, "percent", "%"},
    {Unit::percent, "pct", "%"},
    {Unit::money, "$", "USD"},
    {Unit::money, "dollar", "USD"},
    {Unit::money, "dollars", "USD"},
    {Unit::bandwidth, "mbit", "Mbps"},
    {Unit::bandwidth, "gbit", "Gbps"},
    {Unit::bandwidth, "mbit/s", "Mbps"},
    {Unit::bandwidth, "gbit/s", "Gbps"},
    {Unit::bandwidth, "mb/s", "Mbps", "MBps"},
    {Unit::bandwidth, "gb/s", "Gbps", "GBps"},
    {Unit::bandwidth, "mbps", "Mbps", "MBps"},
    {Unit::bandwidth, "gbps", "Gbps", "GBps"},
};

/// "mb", "Mi", "G": decimal or binary cannot be told apart unless there is an i.
std::string bytes_dialect(const Decimal& number, std::string_view wrong) {
  const std::string lower = to_lower(wrong);
  if (lower == "b") return write(Unit::bytes, number, "B");
  if (lower == "eib" || lower == "eb" || lower == "e" || lower == "ei")
    return lower.find('i') != std::string::npos ? "write it in PiB, of which an EiB has 1024"
                                                : "write it in PB, of which an EB has 1000";
  const std::size_t prefix = std::string_view("kmgtp").find(lower[0]);
  const std::string_view rest = std::string_view(lower).substr(1);
  if (prefix == std::string_view::npos || (!rest.empty() && rest != "b" && rest != "i" && rest != "ib"))
    return {};
  constexpr std::string_view decimal[] = {"kB", "MB", "GB", "TB", "PB"};
  constexpr std::string_view binary[] = {"KiB", "MiB", "GiB", "TiB", "PiB"};
  if (rest.starts_with('i')) return write(Unit::bytes, number, binary[prefix]);
  return write(Unit::bytes, number, decimal[prefix], binary[prefix]);
}

/// What people write for the multipliers of a rate.
constexpr std::pair<std::string_view, std::string_view> multiplier_words[] = {
    {"k", "k"},       {"thousand", "k"}, {"m", "M"}, {"mm", "M"}, {"mil", "M"},     {"mio", "M"},
    {"million", "M"}, {"millions", "M"}, {"b", "G"}, {"bn", "G"}, {"billion", "G"}, {"billions", "G"}};

/// "M / month", "mil per day": a multiplier, and the time that it is for.
std::string words_of_rate(const Decimal& number, std::string_view wrong) {
  const std::string lower = to_lower(wrong);
  const std::size_t per = lower.find(" per "), slash = lower.find('/');
  const bool in_words = per != std::string::npos;
  if (!in_words && slash == std::string::npos) return {};
  const std::string_view word = trim(std::string_view(lower).substr(0, in_words ? per : slash));
  std::string time = "/";
  time += trim(std::string_view(lower).substr(in_words ? per + 5 : slash + 1));
  const auto multiplier = std::find_if(std::begin(multiplier_words), std::end(multiplier_words),
                                       [&](const auto& one) { return one.first == word; });
  if (!word.empty() && multiplier == std::end(multiplier_words)) return {};
  for (const Alias& alias : aliases)
    if (alias.unit == Unit::rate && alias.wrong == time) time = alias.right;
  if (!find_unit(Unit::rate, time)) return {};
  return write(Unit::rate, number, (word.empty() ? "" : std::string(multiplier->second)) + time);
}

/// "5k" and "5 requests" lack the time, "5K/min" and "3m/month" have the multiplier in the other case.
std::string rate_dialect(const Decimal& number, std::string_view wrong) {
  const std::string spaced = std::string(wrong.size() > 1 ? " " : "").append(wrong);
  if (find_unit(Unit::rate, std::string(wrong) + "/s")) {
    return write(Unit::rate, number, spaced + "/s", spaced + "/min");
  }
  for (const std::string_view prefix : {"k", "M", "G"}) {
    const std::string right = std::string(prefix) + std::string(wrong.substr(1));
    if (to_lower(wrong.substr(0, 1)) == to_lower(prefix) && find_unit(Unit::rate, right)) {
      return write(Unit::rate, number, right);
    }
  }
  return words_of_rate(number, wrong);
}

}  // namespace

std::string write(Unit unit, const Decimal& number, std::string_view right, std::string_view or_right) {
  constexpr std::size_t readable = 20;  // digits; a longer number would hide the unit
  if (number.text.size() > readable) return fmt::format("write for example {}", kind_of(unit).example);
  if (or_right.empty()) return fmt::format("write {}{}", number.text, right);
  return fmt::format("write {0}{1} or {0}{2}", number.text, right, or_right);
}

std::string right_spelling(Unit unit, const Decimal& number, std::string_view wrong) {
  std::string help;
  if (unit == Unit::bytes) help = bytes_dialect(number, wrong);
  if (unit == Unit::rate) help = rate_dialect(number, wrong);
  if (!help.empty()) return help;
  const std::string lower = to_lower(wrong);
  const Alias* alias = std::find_if(std::begin(aliases), std::end(aliases),
                                    [&](const Alias& a) { return a.unit == unit && a.wrong == lower; });
  return alias == std::end(aliases) ? "" : write(unit, number, alias->right, alias->or_right);
}

}  // namespace placer
