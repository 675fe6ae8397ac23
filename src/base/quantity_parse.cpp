// Parses a quantity: one amount, or an interval cut at its two dots. All parts are views of the text, so the
// place of a complaint is its distance from the start of the text.
#include "base/amount.hpp"
#include "base/text.hpp"

#include <placer/quantity.hpp>

#include <fmt/core.h>

namespace placer {

namespace {

std::optional<Interval> fail(Complaint& complaint, std::string_view part, std::string message,
                             std::string help) {
  complaint = {part, std::move(message), std::move(help)};
  return std::nullopt;
}

/// "500..2000m" and "1..2500m": is the first a number of vCPUs or of thousandths?
bool is_ambiguous(Unit unit, const WrittenAmount& low, const WrittenAmount& high) {
  return unit == Unit::vcpu && low.name && low.name->text.empty() && high.name && high.name->text == "m";
}

/// "512..2GiB": the low end in the largest unit of its family with which it is not above the high one;
/// nothing where it has a unit of its own.
std::string in_smaller_unit(std::string_view low, const WrittenAmount& high, Unit unit) {
  if (!high.name || low.find_first_not_of("0123456789.") != std::string_view::npos) return {};
  for (const UnitName& name : kind_of(unit).names) {
    if (name.scale >= high.name->scale || name.per != 1 || is_binary(name) != is_binary(*high.name)) continue;
    Complaint unused;
    const auto amount = parse_amount(low, unit, name, {0, unbounded}, unused);
    if (amount && amount->value <= high.value) return fmt::format("{}{}", low, name.text);
  }
  return {};
}

std::optional<Interval> parse_interval(std::string_view text, std::size_t dots, Unit unit,
                                       const Interval& range, Complaint& complaint) {
  const std::string_view low_text = trim(text.substr(0, dots));
  const std::string_view high_text = trim(text.substr(dots + 2));
  const std::string_view example = kind_of(unit).example;
  if (low_text.empty() && high_text.empty()) {
    return fail(complaint, text, "an interval needs a number on at least one side",
                fmt::format("write for example {}..", example));
  }
  if (high_text.starts_with('.') || high_text.find("..") != std::string_view::npos) {
    const std::size_t begin = high_text.find_first_not_of('.');
    const std::string_view end = begin == high_text.npos ? std::string_view() : high_text.substr(begin);
    const bool two = !low_text.empty() && end.find("..") == end.npos;
    return fail(
        complaint, text, "an interval is two numbers with two dots between them",
        two ? fmt::format("write {}..{}", low_text, end) : fmt::format("write for example {}..", example));
  }
  std::optional<WrittenAmount> low = WrittenAmount{};
  std::optional<WrittenAmount> high;
  if (!high_text.empty() && !(high = parse_amount(high_text, unit, {}, range, complaint)))
    return std::nullopt;
  const std::optional<UnitName> unit_of_high = high ? high->name : std::nullopt;
  if (!low_text.empty() && !(low = parse_amount(low_text, unit, unit_of_high, range, complaint)))
    return std::nullopt;
  const auto low_value = static_cast<std::int64_t>(low->value);
  if (!high) return Interval{low_value, unbounded};
  const auto high_value = static_cast<std::int64_t>(high->value);
  if (low_value != 0 && is_ambiguous(unit, *low, *high)) {
    std::string help = fmt::format("write {}m..{}", low_text, high_text);
    if (low_value <= high_value) help += " or " + format_quantity(Interval{low_value, high_value}, unit);
    return fail(complaint, low_text, "this may be a number of vCPUs or of thousandths", std::move(help));
  }
  if (low_value > high_value) {
    const std::string smaller = in_smaller_unit(low_text, *high, unit);
    return fail(complaint, text, "the first number of an interval must not be above the second",
                smaller.empty() ? "write " + format_quantity(Interval{high_value, low_value}, unit)
                                : fmt::format("write {}..{}", smaller, high_text));
  }
  return Interval{low_value, high_value};
}

std::optional<Interval> parse_trimmed(std::string_view text, Unit unit, const Interval& range,
                                      Complaint& complaint) {
  const std::size_t dots = text.find("..");
  if (dots != std::string_view::npos) return parse_interval(text, dots, unit, range, complaint);
  const std::optional<WrittenAmount> amount = parse_amount(text, unit, {}, range, complaint);
  if (!amount) return std::nullopt;
  const auto value = static_cast<std::int64_t>(amount->value);
  return Interval{value, value};
}

}  // namespace

std::optional<Interval> parse_quantity(std::string_view text, Unit unit, QuantityError& error,
                                       const Interval& range) {
  Complaint complaint;
  const std::optional<Interval> interval = parse_trimmed(trim(text), unit, range, complaint);
  if (!interval) {
    error.offset = static_cast<std::uint32_t>(complaint.part.data() - text.data());
    error.length = static_cast<std::uint32_t>(complaint.part.size());
    error.message = std::move(complaint.message);
    error.help = std::move(complaint.help);
  }
  return interval;
}

}  // namespace placer
