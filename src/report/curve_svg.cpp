// A drawing of cost curves as a file of its own, of the first workload that has any.
#include "report/curve.hpp"
#include "report/curve_drawing.hpp"
#include "report/xml_text.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

constexpr CurveLook wide{
    760,       440,
    64,        216,
    60,        44,
    "#222222", "#444444",
    "#dddddd", {"#1f6fb4", "#d9622b", "#3c8f4a", "#8a4fb0", "#b8860b", "#c2386a", "#4d7f8c", "#666666"},
    0.15,      true};

}  // namespace

void render_curve_svg(const Report& report, const SourceMap& /*sources*/, std::string& out) {
  for (const WorkloadReport& workload : report.workloads) {
    if (!workload.curve || workload.curve->series.empty()) continue;
    out += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 "
        "{0:.0f} {1:.0f}\" font-family=\"sans-serif\" font-size=\"12\">\n  <rect width=\"100%\" "
        "height=\"100%\" fill=\"#ffffff\"/>\n  <text x=\"{2:.1f}\" y=\"20.0\" fill=\"{3}\">{4}</text>\n",
        wide.width, wide.height, wide.left, wide.strong,
        xml_text(fmt::format("{}: dollars a month by requests a second", workload.name)));
    append_curve(*workload.curve, drawn_series(*workload.curve), wide, out);
    out += "</svg>\n";
    return;
  }
}

}  // namespace placer::report
