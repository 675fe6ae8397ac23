// Cost curves as SVG elements: what the drawing of `placer cost --sweep` and that in a page share.
#pragma once

#include <placer/cost.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace placer::report {

/// As many lines are drawn, since each has a colour and a dash of its own.
inline constexpr std::size_t most_lines = 8;

/// Sizes in units of the drawing, and colours as SVG takes them.
struct CurveLook {
  double width, height, left, right, top, bottom;
  std::string_view strong, weak, grid;
  std::array<std::string_view, most_lines> colours;
  double band;  ///< how much of its colour a band has, 0 to 1
  bool names;   ///< of the offerings, beside the lines
};

/// The offerings that are drawn, the cheapest at the highest rate first, none that is open above there: those
/// that are the cheapest somewhere, then those that are asked for; where none is asked for, those that are
/// cheap at the highest rate.
std::vector<const CostCurve::Series*> drawn_series(const CostCurve& curve,
                                                   const std::vector<std::string>& asked = {});

/// " stroke-dasharray=…" of the line at this place; empty for the first.
std::string_view dash_of(std::size_t line);

/// Appends the grid, a band with its middle for each offering, and a mark where another one becomes the
/// cheapest.
void append_curve(const CostCurve& curve, const std::vector<const CostCurve::Series*>& lines,
                  const CurveLook& look, std::string& out);

}  // namespace placer::report
