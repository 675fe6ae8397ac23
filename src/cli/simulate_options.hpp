// The options of `placer simulate` that set values of a run, as they are written; read into settings apart
// from the parser of all options.
#pragma once

#include "traffic/scenario.hpp"

#include <string>

namespace placer::cli {

/// Empty: not given.
struct RunOptions {
  std::string workload, requests, duration, seed, trace, rate, service, warm_service, cold_service, start,
      idle_timeout, cap, starts, concurrency, overlap, instances, pods_per_node;
};

/// False after a message in `err`.
bool read_run_options(const RunOptions& options, traffic::Settings& settings, std::string& err);

}  // namespace placer::cli
