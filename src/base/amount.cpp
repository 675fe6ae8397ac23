// Reads number and unit in turn until the text is used up (only durations have more than one of each),
// multiplies exactly and adds.
#include "base/amount.hpp"

#include "base/text.hpp"
#include "base/unit_advice.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer {

namespace {

class AmountParser {
 public:
  AmountParser(std::string_view text, Unit unit, const Interval& range, Complaint& complaint)
      : text_(text), rest_(text), unit_(unit), kind_(kind_of(unit)), range_(range), complaint_(complaint) {}

  std::optional<WrittenAmount> parse(const std::optional<UnitName>& borrowed);

 private:
  std::nullopt_t fail(std::string_view part, Advice advice) {
    complaint_ = {part, std::move(advice.message), std::move(advice.help)};
    return std::nullopt;
  }
  std::nullopt_t fail_expected(std::string_view part, std::string_view found) {
    return fail(part, {fmt::format("expected {}, found {}", kind_.noun, found), for_example()});
  }
  std::string for_example() const { return fmt::format("write for example {}", kind_.example); }

  bool take_dollar();
  std::optional<Decimal> take_number();
  std::string_view take_unit();
  std::optional<UnitName> unit_name(std::string_view written, const Decimal& number);
  std::optional<std::uint64_t> scaled(const Decimal& number, const UnitName& name);

  std::string_view text_;
  std::string_view rest_;
  Unit unit_;
  const UnitKind& kind_;
  const Interval& range_;
  Complaint& complaint_;
};

/// For "512MiB-2GiB" and "5–10s".
std::optional<Advice> dash_advice(std::string_view text) {
  constexpr std::size_t readable = 60;
  for (const std::string_view dash : {"-", "\u2013"}) {
    const std::size_t at = text.find(dash);
    if (at == std::string_view::npos || text.size() > readable) continue;
    const std::string_view high = trim(text.substr(at + dash.size()));
    if (high.empty() || high[0] < '0' || high[0] > '9') continue;
    return Advice{"an interval is written with two dots",
                  fmt::format("write {}..{}", trim(text.substr(0, at)), high)};
  }
  return std::nullopt;
}

bool AmountParser::take_dollar() {
  if (unit_ != Unit::money || !rest_.starts_with('$')) return false;
  rest_ = trim(rest_.substr(1));
  return true;
}

std::optional<Decimal> AmountParser::take_number() {
  if (rest_.empty()) return fail_expected(text_, text_.empty() ? "nothing" : in_quotes(text_));
  Decimal number;
  if (read_number(rest_, number, complaint_)) return number;
  // An empty message: there is no number at all.
  if (complaint_.message.empty()) return fail_expected(complaint_.part, in_quotes(complaint_.part));
  return std::nullopt;
}

/// What follows a number; in a duration up to the number of the next part.
std::string_view AmountParser::take_unit() {
  std::size_t next = rest_.size();
  if (unit_ == Unit::duration) next = std::min(rest_.find_first_of("0123456789"), next);
  const std::string_view written = trim(rest_.substr(0, next));
  rest_.remove_prefix(next);
  return written;
}

std::optional<UnitName> AmountParser::unit_name(std::string_view written, const Decimal& number) {
  if (const auto name = find_unit(unit_, written)) return name;
  if (written.empty()) return fail(number.text, missing_unit(unit_, number, range_));
  if (auto advice = dash_advice(text_)) return fail(text_, std::move(*advice));
  return fail(written, wrong_unit(unit_, number, written));
}

std::optional<std::uint64_t> AmountParser::scaled(const Decimal& number, const UnitName& name) {
  const bool rounds = unit_ == Unit::rate;  // then half steps are counted, to see which way to round
  const auto product = multiply(number, rounds ? name.scale * 2 : name.scale, name.per);
  if (!product) return fail(number.text, too_large(unit_, range_));
  std::uint64_t value = product->floor;
  if (rounds) value = value / 2 + value % 2;
  if (rounds && value == 0 && !product->exact) value = 1;
  if (value > largest_amount) return fail(number.text, too_large(unit_, range_));
  const bool whole = unit_ != Unit::count || number.fraction.empty();
  if (!rounds && !(product->exact && whole)) return fail(number.text, too_fine(unit_, *product));
  if (unit_ == Unit::percent && value > 1'000'000) return fail(number.text, too_large(unit_, range_));
  return value;
}

std::optional<WrittenAmount> AmountParser::parse(const std::optional<UnitName>& borrowed) {
  const bool dollar = take_dollar();
  WrittenAmount sum;
  for (bool first = true; first || !rest_.empty(); first = false) {
    const auto number = take_number();
    if (!number) return std::nullopt;
    const std::string_view written = take_unit();
    const bool last = rest_.empty();
    if (dollar && !written.empty()) {
      return fail(written, {"a second unit after the dollar sign", fmt::format("write ${}", number->text)});
    }
    if (!last && !number->fraction.empty()) {
      return fail(number->text, {"only the last part of a duration may have a fraction", for_example()});
    }
    const bool borrows = first && last && written.empty() && borrowed && !find_unit(unit_, "");
    const auto name = borrows ? borrowed : unit_name(dollar ? "USD" : written, *number);
    if (!name) return std::nullopt;
    if (sum.name && name->scale >= sum.name->scale) {
      return fail(written, {"each unit of a duration must be smaller than the one before it",
                            "write the largest unit first, as in 1h30min"});
    }
    const auto value = scaled(*number, *name);
    if (!value) return std::nullopt;
    if (*value > largest_amount - sum.value) return fail(text_, too_large(unit_, range_));
    sum = {sum.value + *value, name};
    if (!first && last) sum.name.reset();
  }
  return sum;
}

}  // namespace

std::optional<WrittenAmount> parse_amount(std::string_view text, Unit unit,
                                          const std::optional<UnitName>& borrowed, const Interval& range,
                                          Complaint& complaint) {
  return AmountParser(text, unit, range, complaint).parse(borrowed);
}

Interval whole_in_month(std::uint64_t parts, std::uint64_t of) {
  constexpr std::uint64_t few = 30;  // from which on half a one is less than 2 %
  const std::uint64_t whole = parts / of, rest = parts % of;
  const auto low = static_cast<std::int64_t>(whole);
  if (whole < few) return {low, low + (rest > 0 ? 1 : 0)};
  const std::int64_t nearest = low + (rest >= of - rest ? 1 : 0);
  return {nearest, nearest};
}

std::optional<Interval> monthly_requests(std::string_view rate) {
  constexpr std::uint64_t of_a_thousandth = 2628;  // 730 hours
  std::string_view rest = trim(rate);
  Decimal number;
  Complaint unused;
  if (rest.empty() || !read_number(rest, number, unused)) return std::nullopt;
  const auto name = find_unit(Unit::rate, trim(rest));
  if (!name) return std::nullopt;
  const auto halves = multiply(number, 2 * name->scale * of_a_thousandth, name->per);
  if (!halves || halves->floor > largest_amount / 4) return std::nullopt;
  // What is lost of the halves is less than one, and makes of a whole number none.
  constexpr std::uint64_t fine = 2;
  return whole_in_month(fine * halves->floor + (halves->exact ? 0 : 1), 2 * fine);
}

}  // namespace placer
