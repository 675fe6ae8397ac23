// The offerings side by side, for people: verdict, score, what a month costs, how long requests wait for
// starts, size.
#pragma once

#include "report/text.hpp"

#include <placer/quantity.hpp>
#include <placer/report.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace placer::report {

/// Appends a row for the best offering of each platform in ranked order and for the target, the others by
/// name and score only; in full where all are asked for.
void append_comparison(const WorkloadReport& workload, const TextOptions& options, std::string& out);

/// What a criterion was read at, by its id; nothing where it is open above.
std::optional<Interval> input_of(const OfferingReport& offering, std::string_view criterion);

/// What a month costs, as the score sees it: "$8.76-31"; "?" where nobody can say.
std::string month_text(const OfferingReport& offering, std::string_view dash);
/// "without requests, instance time": lines of the bill that it leaves out, since nobody says how much there
/// is; "" where there are none, or nothing else is known.
std::string left_out_text(const OfferingReport& offering);
/// How long a request waits for starts on average: "0.06-1.2s"; "?" where nobody can say.
std::string wait_text(const OfferingReport& offering, std::string_view dash);
/// What there is to say of it in a few words: what stands in the way, what is open, or else its size.
std::string remark_text(const OfferingReport& offering);

}  // namespace placer::report
