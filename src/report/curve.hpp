// What the renderers of cost curves share: rates of requests, and the formats of `placer cost --sweep`.
#pragma once

#include "report/text.hpp"

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <cstdint>
#include <string>

namespace placer::report {

/// The rate of so many requests in a month of 730 hours, to three digits: "3.88rps".
std::string rate_text(std::int64_t requests);

/// Appends for each workload what is cheapest at which rate, and a table of the cheapest three.
void render_curve_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                       std::string& out);
/// Appends a line for each workload, rate and offering.
void render_curve_csv(const Report& report, const SourceMap& sources, std::string& out);
/// Appends a drawing with logarithmic axes of the first workload: a band from the low to the high end of the
/// bill for each offering.
void render_curve_svg(const Report& report, const SourceMap& sources, std::string& out);

/// "cheapest: aws-lambda/zip below 3.88rps (10,200,009 requests a month), aws-ecs/fargate above"; empty where
/// nothing is known.
std::string turns_text(const CostCurve& curve);
/// The offering that is the cheapest at all rates; null where it turns, or no bill is known.
const CostCurve::Series* cheapest_throughout(const CostCurve& curve);

}  // namespace placer::report
