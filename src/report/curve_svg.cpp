// Rates go right and dollars up, both by powers of ten. The steps of a decade are about equal on that scale,
// so a step is a fixed way; dollars are placed between powers of ten by their logarithm.
#include "report/curve.hpp"
#include "report/xml_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace placer::report {
namespace {

constexpr double width = 760, height = 420, left = 64, right = 216, top = 40, bottom = 44;
constexpr std::size_t most = 8;  // lines, of which each has a colour
constexpr std::size_t steps_a_decade = 12;
constexpr std::array<std::string_view, most> colours{"#1f6fb4", "#d9622b", "#3c8f4a", "#8a4fb0",
                                                     "#b8860b", "#c2386a", "#4d7f8c", "#666666"};
constexpr double nano_per_dollar = 1e9, least_dollars = 0.01;

class Drawing {
 public:
  Drawing(const WorkloadReport& workload, std::string& out) : curve_(*workload.curve), out_(out) {
    for (const CostCurve::Series& series : curve_.series)
      if (series.totals.back().high != unbounded) lines_.push_back(&series);
    const auto middle = [](const CostCurve::Series* one) { return one->totals.back().middle(); };
    std::stable_sort(lines_.begin(), lines_.end(),
                     [&](const auto* a, const auto* b) { return middle(a) < middle(b); });
    if (lines_.size() > most) lines_.resize(most);
    for (const CostCurve::Series* line : lines_)
      for (const Interval& total : line->totals) {
        low_ = std::min(low_, power(total.low));
        high_ = std::max(high_, power(total.high));
      }
    low_ = std::floor(low_);
    high_ = std::max(std::ceil(high_), low_ + 1);
  }

  void run(std::string_view name) {
    out_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 "
        "{0:.0f} "
        "{1:.0f}\" font-family=\"sans-serif\" font-size=\"12\">\n  <rect width=\"100%\" height=\"100%\" "
        "fill=\"#ffffff\"/>\n",
        width, height);
    label(left, 20, "start", fmt::format("{}: dollars a month by requests a second", name), "#222222");
    grid();
    for (std::size_t i = 0; i < lines_.size(); ++i) line(*lines_[i], colours[i], i);
    out_ += "</svg>\n";
  }

 private:
  static double power(std::int64_t nano) {
    return std::log10(std::max(static_cast<double>(nano) / nano_per_dollar, least_dollars));
  }
  double x(std::size_t at) const {
    return left +
           (width - left - right) * static_cast<double>(at) / static_cast<double>(curve_.requests.size() - 1);
  }
  double y(double power) const {
    return height - bottom - (height - top - bottom) * (power - low_) / (high_ - low_);
  }

  void label(double at_x, double at_y, std::string_view anchor, std::string_view text,
             std::string_view colour) {
    out_ += fmt::format("  <text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n", at_x,
                        at_y, anchor, colour, xml_text(text));
  }

  void grid() {
    for (double at = low_; at <= high_; at += 1) {
      out_ += fmt::format("  <path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"#dddddd\"/>\n", left, y(at),
                          width - right);
      label(left - 6, y(at) + 4, "end", fmt::format("${:g}", std::pow(10.0, at)), "#444444");
    }
    for (std::size_t at = 0; at < curve_.requests.size(); at += steps_a_decade) {
      out_ += fmt::format("  <path d=\"M{:.1f} {:.1f}V{:.1f}\" stroke=\"#dddddd\"/>\n", x(at), top,
                          height - bottom);
      label(x(at), height - bottom + 18, "middle", rate_text(curve_.requests[at]), "#444444");
    }
  }

  /// A band between both ends, its middle, and the name beside it.
  void line(const CostCurve::Series& series, std::string_view colour, std::size_t index) {
    std::string high, low, middle;
    for (std::size_t at = 0; at < series.totals.size(); ++at) {
      const Interval& total = series.totals[at];
      high += fmt::format("{}{:.1f} {:.1f}", at == 0 ? "M" : "L", x(at), y(power(total.high)));
      middle += fmt::format("{}{:.1f} {:.1f}", at == 0 ? "M" : "L", x(at), y(power(total.middle())));
    }
    for (std::size_t at = series.totals.size(); at-- > 0;)
      low += fmt::format("L{:.1f} {:.1f}", x(at), y(power(series.totals[at].low)));
    out_ += fmt::format("  <path d=\"{}{}Z\" fill=\"{}\" fill-opacity=\"0.15\"/>\n", high, low, colour);
    out_ +=
        fmt::format("  <path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n", middle, colour);
    label(width - right + 10, top + 16 + 20 * static_cast<double>(lines_.size() - 1 - index), "start",
          series.offering, colour);
  }

  const CostCurve& curve_;
  std::string& out_;
  std::vector<const CostCurve::Series*> lines_;
  double low_ = 9, high_ = -2;
};

}  // namespace

void render_curve_svg(const Report& report, const SourceMap& /*sources*/, std::string& out) {
  for (const WorkloadReport& workload : report.workloads)
    if (workload.curve && !workload.curve->series.empty()) return Drawing(workload, out).run(workload.name);
}

}  // namespace placer::report
