// What the renderers of bills share.
#pragma once

#include "report/style.hpp"
#include "report/text.hpp"

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>
#include <vector>

namespace placer::report {

/// How much of something a bill counts, in millionths of a unit: "657,000 to 1,839,600"; "?" where nobody can
/// say.
std::string quantity_text(const Interval& quantity);
/// An amount of a bill, in nano-USD: "$2.73"; "?" where nobody can say.
std::string amount_text(const Interval& nano);

/// The offerings whose bills are shown, the cheapest first; `all`: those too that do not fit.
std::vector<const OfferingReport*> by_cost(const WorkloadReport& workload, bool all);

/// Appends the line above the bills of a workload: its name and place.
void append_heading(const WorkloadReport& workload, const SourceMap& sources, const Style& style,
                    std::string& out);
/// Appends what stands below bills: what kind of prices they are of, and how old the rules are.
void append_basis(const Report& report, const Style& style, std::string& out);

/// Appends the bills of all workloads.
void render_cost_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                      std::string& out);
/// Appends the lines of all bills as CSV (RFC 4180), each with its workload and offering.
void render_cost_csv(const Report& report, const SourceMap& sources, std::string& out);

}  // namespace placer::report
