// A number is kept as digits and a power of ten, so that scaling is exact; the suffix is looked up in a table
// of the dialect.
#include "base/conversion.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace placer {
namespace {

__extension__ using Wide = unsigned __int128;

/// digits / 10^places
struct Number {
  std::uint64_t digits = 0;
  unsigned places = 0;
};

struct Suffix {
  std::string_view text;
  std::uint64_t scale = 1;  ///< base units in one
  std::uint64_t per = 1;    ///< divided by this
};

std::nullopt_t fail(QuantityError& error, std::string_view text, std::string message, std::string help) {
  error = {0, static_cast<std::uint32_t>(text.size()), std::move(message), std::move(help)};
  return std::nullopt;
}

/// Takes "12", "1.5" or ".5" from the front; false where there is no number, or one of too many digits.
bool take_number(std::string_view& rest, Number& number) {
  bool any = false, point = false;
  while (!rest.empty()) {
    const char c = rest.front();
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      constexpr std::uint64_t most = 99'999'999'999'999'999;
      if (number.digits > most) return false;
      number.digits = number.digits * 10 + static_cast<std::uint64_t>(c - '0');
      number.places += point ? 1U : 0U;
      any = true;
    } else {
      break;
    }
    rest.remove_prefix(1);
  }
  return any;
}

/// The product, rounded up; nullopt where it does not fit.
std::optional<std::int64_t> scale(Number number, Wide factor, Wide per) {
  for (; number.places > 0; --number.places) per *= 10;
  // Neither product leaves 128 bits: digits stay below 2^60, factors and divisors below 2^67.
  const Wide product = Wide{number.digits} * factor;
  const Wide result = product / per + (product % per != 0 ? 1 : 0);
  if (result >= static_cast<Wide>(unbounded)) return std::nullopt;
  return static_cast<std::int64_t>(result);
}

std::optional<std::int64_t> convert(std::string_view text, std::span<const Suffix> suffixes, bool any_case,
                                    std::string_view expected, QuantityError& error) {
  std::string_view rest = trim(text);
  Number number;
  if (rest.starts_with('+')) rest.remove_prefix(1);
  const auto help = [&] { return fmt::format("write {}", expected); };
  if (!take_number(rest, number))
    return fail(error, text,
                rest.starts_with('-') ? std::string("a negative number is no amount")
                                      : fmt::format("`{}` is no number", text),
                help());
  rest = trim(rest);
  const std::string lower = any_case ? to_lower(rest) : std::string(rest);
  const auto suffix =
      std::find_if(suffixes.begin(), suffixes.end(), [&](const Suffix& one) { return one.text == lower; });
  if (suffix == suffixes.end())
    return fail(
        error, text,
        rest.empty() ? fmt::format("`{}` has no unit", text) : fmt::format("`{}` is no unit here", rest),
        help());
  const auto result = scale(number, suffix->scale, suffix->per);
  if (!result) return fail(error, text, "the number is too large", help());
  return result;
}

constexpr std::uint64_t kibi = 1024, mebi = kibi * kibi, gibi = kibi * mebi, tebi = kibi * gibi,
                        pebi = kibi * tebi, exbi = kibi * pebi;
constexpr std::uint64_t kilo = 1000, mega = kilo * kilo, giga = kilo * mega, tera = kilo * giga,
                        peta = kilo * tera, exa = kilo * peta;

constexpr Suffix kubernetes_suffixes[] = {{"", 1},      {"m", 1, kilo}, {"u", 1, mega}, {"n", 1, giga},
                                          {"k", kilo},  {"M", mega},    {"G", giga},    {"T", tera},
                                          {"P", peta},  {"E", exa},     {"Ki", kibi},   {"Mi", mebi},
                                          {"Gi", gibi}, {"Ti", tebi},   {"Pi", pebi},   {"Ei", exbi}};

/// digits × 10^power
struct Scaled {
  std::uint64_t digits = 0;
  int power = 0;
};

/// Takes "12", "1.5" or ".5" from the front, of whatever length; false where there is no number. What is
/// behind the first seventeen digits counts as if it were rounded up.
bool take_scaled(std::string_view& rest, Scaled& number) {
  constexpr std::uint64_t most = 9'999'999'999'999'999;
  bool any = false, point = false, cut = false;
  for (; !rest.empty(); rest.remove_prefix(1)) {
    const char c = rest.front();
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (number.digits > most) {
      cut = cut || c != '0';
      number.power += point ? 0 : 1;
      continue;
    }
    number.digits = number.digits * 10 + static_cast<std::uint64_t>(c - '0');
    number.power -= point ? 1 : 0;
  }
  number.digits += cut ? 1 : 0;
  return any;
}

/// The product, rounded up; the API takes what is larger than it can hold for the largest that it can.
std::int64_t scale_capped(const Scaled& number, Wide factor, Wide per) {
  constexpr Wide largest = static_cast<Wide>(unbounded) - 1;
  constexpr int smallest_power = -28;
  if (number.digits == 0) return 0;
  if (number.power < smallest_power) return 1;
  for (int power = number.power; power < 0; ++power) per *= 10;
  Wide product = Wide{number.digits} * factor;
  for (int power = number.power; power > 0 && product / per < largest; --power) product *= 10;
  const Wide result = product / per + (product % per != 0 ? 1 : 0);
  return static_cast<std::int64_t>(std::min(result, largest));
}

/// "e3", "E-6": the power of ten; nothing for what is no exponent.
std::optional<int> read_power(std::string_view text) {
  text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  constexpr std::size_t longest = 6;
  if (text.empty() || text.size() > longest) return std::nullopt;
  int power = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    power = power * 10 + (c - '0');
  }
  return negative ? -power : power;
}

/// With `unit` base units in one whole thing.
std::optional<std::int64_t> kubernetes(std::string_view text, std::uint64_t unit, std::string_view expected,
                                       QuantityError& error) {
  std::string_view rest = trim(text);
  const auto help = [&] { return fmt::format("write {}", expected); };
  if (rest.starts_with('-')) return fail(error, text, "a negative number is no amount", help());
  if (rest.starts_with('+')) rest.remove_prefix(1);
  Scaled number;
  if (!take_scaled(rest, number)) return fail(error, text, fmt::format("`{}` is no number", text), help());
  rest = trim(rest);
  // "12e3" is an exponent, "12E" an exa.
  if (rest.size() > 1 && (rest[0] == 'e' || rest[0] == 'E') &&
      std::string_view("0123456789+-").find(rest[1]) != std::string_view::npos) {
    const auto power = read_power(rest);
    if (!power) return fail(error, text, fmt::format("`{}` is no quantity", text), help());
    number.power += *power;
    return scale_capped(number, unit, 1);
  }
  for (const Suffix& suffix : kubernetes_suffixes)
    if (suffix.text == rest) return scale_capped(number, Wide{suffix.scale} * unit, suffix.per);
  return fail(error, text, fmt::format("`{}` is no unit here", rest), help());
}

/// Kubernetes takes no blank between the number and the suffix.
std::optional<std::int64_t> unbroken(std::string_view text, std::uint64_t unit, std::string_view expected,
                                     QuantityError& error) {
  const auto result = kubernetes(text, unit, expected, error);
  std::string right(trim(text));
  const std::size_t length = right.size();
  right.erase(std::remove_if(right.begin(), right.end(), [](char c) { return c == ' ' || c == '\t'; }),
              right.end());
  if (result && right.size() < length)
    return fail(error, text, fmt::format("`{}` has a blank in it", text), fmt::format("write {}", right));
  return result;
}

}  // namespace

std::optional<std::int64_t> kubernetes_bytes(std::string_view text, QuantityError& error) {
  return unbroken(text, 1, "for example 512Mi or 2Gi", error);
}

std::optional<std::int64_t> kubernetes_cpu(std::string_view text, QuantityError& error) {
  return unbroken(text, 1000, "for example 500m or 2", error);
}

std::optional<std::int64_t> kubernetes_count(std::string_view text, QuantityError& error) {
  const auto thousandths = unbroken(text, 1000, "a whole number", error);
  if (!thousandths) return thousandths;
  if (*thousandths % 1000 != 0)
    return fail(error, text, "a fraction of a device cannot be asked for", "write a whole number");
  return *thousandths / 1000;
}

namespace {

/// A number without a unit and without a fraction.
std::optional<std::int64_t> whole(std::string_view text, std::uint64_t unit, QuantityError& error) {
  const Suffix none[] = {{"", unit}};
  // "30.0" is what some tools print for 30.
  std::string_view digits = trim(text);
  if (digits.ends_with(".0")) digits.remove_suffix(2);
  if (digits.find('.') != std::string_view::npos)
    return fail(error, text, fmt::format("`{}` is no whole number", text), "write a whole number");
  return convert(digits, none, false, "a whole number", error);
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view text, QuantityError& error) {
  return whole(text, 1, error);
}
std::optional<std::int64_t> seconds_number(std::string_view text, QuantityError& error) {
  return whole(text, 1000, error);
}
std::optional<std::int64_t> mebibytes_number(std::string_view text, QuantityError& error) {
  return whole(text, mebi, error);
}
std::optional<std::int64_t> gibibytes_number(std::string_view text, QuantityError& error) {
  return whole(text, gibi, error);
}

std::optional<std::int64_t> ecs_cpu(std::string_view text, QuantityError& error) {
  static constexpr Suffix suffixes[] = {{"", 1000, 1024}, {"vcpu", 1000}};
  return convert(text, suffixes, true, "CPU units, for example 1024, or `1 vCPU`", error);
}

std::optional<std::int64_t> ecs_memory(std::string_view text, QuantityError& error) {
  static constexpr Suffix suffixes[] = {{"", mebi}, {"mb", mebi}, {"gb", gibi}};
  return convert(text, suffixes, true, "MiB, for example 2048, or `2 GB`", error);
}

std::optional<std::int64_t> compose_bytes(std::string_view text, QuantityError& error) {
  static constexpr Suffix suffixes[] = {
      {"", 1},       {"b", 1},    {"k", kibi},  {"kb", kibi},  {"kib", kibi}, {"m", mebi},  {"mb", mebi},
      {"mib", mebi}, {"g", gibi}, {"gb", gibi}, {"gib", gibi}, {"t", tebi},   {"tb", tebi}, {"tib", tebi}};
  return convert(text, suffixes, true, "for example 512m or 2g", error);
}

std::optional<std::int64_t> compose_cpus(std::string_view text, QuantityError& error) {
  static constexpr Suffix none[] = {{"", 1000}};
  return convert(text, none, false, "for example 0.5", error);
}

std::optional<std::int64_t> go_duration(std::string_view text, QuantityError& error) {
  static constexpr Suffix units[] = {{"h", 3'600'000}, {"m", 60'000},        {"s", 1000},    {"ms", 1},
                                     {"us", 1, kilo},  {"\u00b5s", 1, kilo}, {"ns", 1, mega}};
  constexpr std::string_view expected = "for example 30s or 1m30s";
  std::string_view rest = trim(text);
  if (rest == "0") return 0;
  if (rest.empty()) return fail(error, text, "a duration is missing", fmt::format("write {}", expected));
  std::int64_t sum = 0;
  while (!rest.empty()) {
    std::size_t end = rest.find_first_not_of("0123456789.");
    end = rest.find_first_of("0123456789.", std::min(end, rest.size()));
    const auto part = convert(rest.substr(0, end), units, false, expected, error);
    if (!part || *part > unbounded - 1 - sum) {
      if (part) fail(error, text, "the duration is too long", "");
      error.offset = 0;
      error.length = static_cast<std::uint32_t>(text.size());
      return std::nullopt;
    }
    sum += *part;
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
  }
  return sum;
}

}  // namespace placer
