// The answer in words, as every format for people says it.
#pragma once

#include <placer/report.hpp>

#include <string>

namespace placer::report {

/// What is said where nothing is recommended; `in_full`: few offerings were asked for by name.
std::string no_answer_text(const WorkloadReport& workload, bool in_full);

/// Whether to move from the target: a manifest of its own platform runs there, another one only names it.
/// "stay", "could move to aws-ecs/fargate", "does not fit where it is; could move to cloud-run/service".
std::string move_text(const WorkloadReport& workload);

}  // namespace placer::report
