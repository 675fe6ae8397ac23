// The facts that code refers to. A rule set names each of them (loader.cpp), or does without the later ones.
#pragma once

#include <cstdint>

namespace placer::rules {

/// Facts that code refers to; the compiler looks them up once.
enum class Known : std::uint8_t {
  trigger,
  timeout,
  memory,
  cpu,
  gpu_count,
  gpu_type,
  gpu_memory,
  package_size,
  traffic_pattern,
  architecture,
  operating_system,
  providers,
  regions,
  front_door,
  target,
  priorities,
  size_memory,
  size_cpu,
  size_gpu_count,
  size_price,
  size_card_price,
  headroom,
  settledness,
  concurrency,
  monthly_cost,  ///< this and those behind it may be missing: a rule set without prices has none
  size_holds,
  usage_node_type,
  modelled_cold_share,
  modelled_time,
  modelled_presence,
  packed_share,
  idle_timeout,
  modelled_life,
  modelled_crest,
  modelled_usual_crest,
  modelled_turns,
  modelled_places,
  modelled_waited,
  modelled_wait,
  modelled_refused,
  traffic_monthly,
  traffic_average,
  duration_typical,
  duration_tail,
  keep_alive,
  peak_rate,
  run_time,
  turn,
  traffic_gap,
  traffic_idle,
  traffic_peak,
  whole_start,
  most_instances,
  billed_time,
  idle_time,
  last
};

}  // namespace placer::rules
