// What the caller's settings change against the manifest as written.
#pragma once

#include <placer/report.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace placer {

/// "with memory 20GiB (written: 1GiB): aws-ecs/fargate instead of cloud-run/service; aws-lambda/image no
/// longer fits". `settings` are the names of the facts that were set.
/// `project` is the project file, which is named where what stood there is what it allows; no_file without
/// one.
std::string moved(const WorkloadReport& before, const WorkloadReport& after,
                  const std::vector<std::string_view>& settings, FileId project);

}  // namespace placer
