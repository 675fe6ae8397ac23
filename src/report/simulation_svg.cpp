// A drawing of the first run: instances that live, and those of them that are busy, over time.
#include "base/text.hpp"
#include "report/simulation.hpp"
#include "report/xml_text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::report {
namespace {

constexpr double width = 720, height = 280, left = 56, right = 16, top = 40, bottom = 36;

struct Scale {
  double time, most;
  double x(double seconds) const { return left + (width - left - right) * seconds / time; }
  double y(double count) const { return height - bottom - (height - top - bottom) * count / most; }
};

/// The outline of steps above the time axis.
std::string area(const Simulation& simulation, double SimulationStep::*height_of, const Scale& scale,
                 std::string_view colour) {
  std::string path = fmt::format("M{:.1f} {:.1f}", scale.x(0), scale.y(0));
  for (const SimulationStep& step : simulation.steps)
    path += fmt::format("V{:.1f}H{:.1f}", scale.y(step.*height_of), scale.x(step.begin + step.length));
  return fmt::format("  <path d=\"{}V{:.1f}Z\" fill=\"{}\"/>\n", path, scale.y(0), colour);
}

std::string label(double x, double y, std::string_view anchor, const std::string& text) {
  return fmt::format("  <text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     xml_text(text));
}

std::string span(double seconds) {
  if (seconds >= 2 * 86400) return fmt::format("{:.3g} d", seconds / 86400);
  if (seconds >= 2 * 3600) return fmt::format("{:.3g} h", seconds / 3600);
  if (seconds >= 120) return fmt::format("{:.3g} min", seconds / 60);
  return fmt::format("{:.3g} s", seconds);
}

}  // namespace

void render_simulation_svg(const Simulation& simulation, const TextOptions& /*options*/, std::string& out) {
  double most = 1, time = 1e-9;
  for (const SimulationStep& step : simulation.steps) {
    most = std::max(most, step.instances);
    time = step.begin + step.length;
  }
  const Scale scale{time, most};
  out += fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} "
      "{1:.0f}\" font-family=\"sans-serif\" font-size=\"12\">\n  <rect width=\"100%\" height=\"100%\" "
      "fill=\"#ffffff\"/>\n",
      width, height);
  out += label(left, 20, "start",
               fmt::format("{} on {}: instances, and those with a request", on_one_line(simulation.workload),
                           simulation.offering));
  out += area(simulation, &SimulationStep::instances, scale, "#a6c8e8");
  out += area(simulation, &SimulationStep::running, scale, "#2b6ca3");
  for (const double part : {0.0, 0.5, 1.0}) {
    out += label(left - 6, scale.y(most * part) + 4, "end", fmt::format("{:.3g}", most * part));
    out += label(scale.x(time * part), height - 14,
                 part == 0   ? "start"
                 : part == 1 ? "end"
                             : "middle",
                 span(time * part));
  }
  out +=
      fmt::format("  <path d=\"M{:.1f} {:.1f}V{:.1f}H{:.1f}\" fill=\"none\" stroke=\"#333333\"/>\n</svg>\n",
                  left, top, height - bottom, width - right);
}

}  // namespace placer::report
