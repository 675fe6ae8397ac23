// What is said of one offering as JSON: verdict, score, size, findings, changes and headroom.
#pragma once

#include "report/json_tree.hpp"

#include <placer/report.hpp>
#include <placer/source.hpp>

namespace placer::report {

Json offering_tree(const OfferingReport& offering, const SourceMap& sources);

}  // namespace placer::report
