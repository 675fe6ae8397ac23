// In words: how sure a recommendation is, how far a workload may grow, and which offerings are meant.
#pragma once

#include <placer/report.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace placer::report {

/// "stays first in 87% of the weightings in which each weight is halved, kept or doubled; monthly cost
/// counting 1.6 times as much would make it aws-ecs/fargate".
std::string describe(const Robustness& robustness);

/// "timeout uses 93% of what aws-lambda/zip allows (14min of 15min)" for each fact that leaves little room on
/// the recommended offering or the target. Counts of things do not count: one of one port is no growth.
std::vector<std::string> thin_headroom(const WorkloadReport& workload);

/// What a fact uses of its limit: "93%", "less than 1%".
std::string used_text(const Headroom& room);

/// "timeout, now 30s: aws-lambda above 15min, cloud-run/service above 1h": for each bounded fact the order in
/// which offerings drop out as it grows. A platform's name stands for all of its offerings that may fit.
std::vector<std::string> drop_outs(const WorkloadReport& workload);

/// "aws-lambda (zip, image), cloud-run (service)"; "all offerings" where it is all.
std::string by_platform(const std::vector<std::string_view>& offerings, std::size_t all);

/// "decides aws-lambda (zip, image)", "37% of what is open about the scores": what an answer is worth, of so
/// many offerings that were judged.
std::string settles_text(const Question& question, std::size_t all);

/// "aws-lambda/zip up to 1.06GiB, cloud-run/service above": where the answer turns; empty where it does not.
/// "each value that was tried makes it kubernetes/generic" where that is not what is recommended.
std::string describe(const std::vector<Turn>& turns, const Recommendation& recommendation);

}  // namespace placer::report
