// The axes are logarithmic: requests and dollars are placed by their logarithms, with a line of the grid at
// each power of ten.
#include "report/curve_drawing.hpp"

#include "base/money.hpp"
#include "report/curve.hpp"
#include "report/xml_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace placer::report {
namespace {

constexpr double nano_per_dollar = 1e9, least_dollars = 0.01;

/// A power of ten: "$0.01", "$100,000", "$10M".
std::string dollars_text(double power) {
  if (power >= 6) return fmt::format("${}M", number_text(std::llround(std::pow(10.0, power - 6)), 1, 0));
  if (power >= 0) return fmt::format("${}", number_text(std::llround(std::pow(10.0, power)), 1, 0));
  return fmt::format("${:g}", std::pow(10.0, power));
}

class Drawing {
 public:
  Drawing(const CostCurve& curve, const std::vector<const CostCurve::Series*>& lines, const CurveLook& look,
          std::string& out)
      : curve_(curve), lines_(lines), look_(look), out_(out) {
    for (const CostCurve::Series* line : lines_)
      for (const Interval& total : line->totals) {
        low_ = std::min(low_, power(total.low));
        high_ = std::max(high_, power(total.high));
      }
    low_ = std::floor(low_);
    high_ = std::max(std::ceil(high_), low_ + 1);
  }

  void run() {
    grid();
    for (std::size_t i = 0; i < lines_.size(); ++i) line(*lines_[i], i);
    turns();
  }

 private:
  static double power(std::int64_t nano) {
    return std::log10(std::max(static_cast<double>(nano) / nano_per_dollar, least_dollars));
  }
  double right() const { return look_.width - look_.right; }
  double below() const { return look_.height - look_.bottom; }
  /// Of a number of requests in a month.
  double x(double requests) const {
    const auto first = static_cast<double>(curve_.requests.front());
    const auto last = static_cast<double>(curve_.requests.back());
    return look_.left + (right() - look_.left) * std::log(requests / first) / std::log(last / first);
  }
  double y(double power) const { return below() - (below() - look_.top) * (power - low_) / (high_ - low_); }

  void label(double at_x, double at_y, std::string_view anchor, std::string_view text,
             std::string_view colour) {
    out_ += fmt::format("  <text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n", at_x,
                        at_y, anchor, colour, xml_text(text));
  }

  void grid() {
    for (double at = low_; at <= high_; at += 1) {
      out_ += fmt::format("  <path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"{}\"/>\n", look_.left, y(at), right(),
                          look_.grid);
      label(look_.left - 6, y(at) + 4, "end", dollars_text(at), look_.weak);
    }
    const auto first = static_cast<double>(curve_.requests.front());
    const auto last = static_cast<double>(curve_.requests.back());
    constexpr double half = 0.5;  // whole numbers of requests are off the powers of ten by that
    double rate = 1e-9 * seconds_of_month;
    while (rate < first - half) rate *= 10;
    for (; rate < last + half; rate *= 10) {
      const double where = x(std::clamp(rate, first, last));
      out_ += fmt::format("  <path d=\"M{:.1f} {:.1f}V{:.1f}\" stroke=\"{}\"/>\n", where, look_.top, below(),
                          look_.grid);
      label(where, below() + 18, "middle", rate_text(std::llround(rate)), look_.weak);
    }
  }

  /// A band between both ends, its middle, and the name beside it.
  void line(const CostCurve::Series& series, std::size_t index) {
    std::string high, low, middle;
    for (std::size_t at = 0; at < series.totals.size(); ++at) {
      const Interval& total = series.totals[at];
      const double where = x(static_cast<double>(curve_.requests[at]));
      high += fmt::format("{}{:.1f} {:.1f}", at == 0 ? "M" : "L", where, y(power(total.high)));
      middle += fmt::format("{}{:.1f} {:.1f}", at == 0 ? "M" : "L", where, y(power(total.middle())));
    }
    for (std::size_t at = series.totals.size(); at-- > 0;)
      low += fmt::format("L{:.1f} {:.1f}", x(static_cast<double>(curve_.requests[at])),
                         y(power(series.totals[at].low)));
    const std::string_view colour = look_.colours[index];
    out_ +=
        fmt::format("  <path d=\"{}{}Z\" fill=\"{}\" fill-opacity=\"{}\"/>\n", high, low, colour, look_.band);
    out_ += fmt::format("  <path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>\n", middle,
                        colour, dash_of(index));
    if (look_.names)
      label(right() + 10, look_.top + 16 + 20 * static_cast<double>(lines_.size() - 1 - index), "start",
            series.offering, colour);
  }

  /// Where two lines cross at the bottom: labels that would lie on each other take turns in height.
  void turns() {
    std::size_t number = 0;
    for (const CostCurve::Turn& turn : curve_.turns) {
      if (turn.requests < curve_.requests.front() || turn.requests >= curve_.requests.back()) continue;
      const double where = x(static_cast<double>(turn.requests));
      out_ += fmt::format("  <path d=\"M{:.1f} {:.1f}V{:.1f}\" stroke=\"{}\" stroke-dasharray=\"2 3\"/>\n",
                          where, look_.top, below(), look_.strong);
      label(where, look_.top - 6 - 13 * static_cast<double>(number++ % 2), "middle", rate_text(turn.requests),
            look_.strong);
    }
  }

  const CostCurve& curve_;
  const std::vector<const CostCurve::Series*>& lines_;
  const CurveLook& look_;
  std::string& out_;
  double low_ = 9, high_ = -2;
};

}  // namespace

std::vector<const CostCurve::Series*> drawn_series(const CostCurve& curve,
                                                   const std::vector<std::string>& asked) {
  std::vector<const CostCurve::Series*> known, lines;
  for (const CostCurve::Series& series : curve.series)
    if (series.totals.back().high != unbounded) known.push_back(&series);
  const auto is_cheaper = [](const auto* a, const auto* b) {
    return a->totals.back().middle() < b->totals.back().middle();
  };
  std::stable_sort(known.begin(), known.end(), is_cheaper);
  const auto add_if = [&](const auto& holds) {
    for (const CostCurve::Series* one : known)
      if (lines.size() < most_lines && holds(*one) &&
          std::find(lines.begin(), lines.end(), one) == lines.end())
        lines.push_back(one);
  };
  const CostCurve::Series* cheapest = cheapest_throughout(curve);
  add_if([&](const CostCurve::Series& one) {
    return &one == cheapest ||
           std::any_of(curve.turns.begin(), curve.turns.end(), [&](const CostCurve::Turn& turn) {
             return turn.below == one.offering || turn.above == one.offering;
           });
  });
  add_if([&](const CostCurve::Series& one) {
    return asked.empty() || std::find(asked.begin(), asked.end(), one.offering) != asked.end();
  });
  std::stable_sort(lines.begin(), lines.end(), is_cheaper);
  return lines;
}

std::string_view dash_of(std::size_t line) {
  constexpr std::array<std::string_view, most_lines> dashes{"",
                                                            " stroke-dasharray=\"8 3\"",
                                                            " stroke-dasharray=\"2 2\"",
                                                            " stroke-dasharray=\"8 3 2 3\"",
                                                            " stroke-dasharray=\"12 4\"",
                                                            " stroke-dasharray=\"4 4\"",
                                                            " stroke-dasharray=\"12 3 2 3 2 3\"",
                                                            " stroke-dasharray=\"1 3\""};
  return dashes[line];
}

void append_curve(const CostCurve& curve, const std::vector<const CostCurve::Series*>& lines,
                  const CurveLook& look, std::string& out) {
  Drawing(curve, lines, look, out).run();
}

}  // namespace placer::report
