#include "traffic/replications.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>
#include <vector>

namespace placer::traffic {
namespace {

/// Half the width of an interval that holds the mean with 95 %, in standard errors: Student's t for so many
/// runs less one.
double student(std::size_t runs) {
  constexpr double few[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                            2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                            2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
  return runs - 2 < std::size(few) ? few[runs - 2] : 1.96;
}

/// The ratio of two sums over runs: what is over the time, the requests, or the instances that ended. Its
/// error is that of what each run is off from the ratio of all.
template <class Above, class Below>
Estimate ratio(const std::vector<Tally>& runs, const Above& above, const Below& below) {
  double sum_above = 0, sum_below = 0;
  for (const Tally& run : runs) {
    sum_above += static_cast<double>(above(run));
    sum_below += static_cast<double>(below(run));
  }
  if (sum_below <= 0) return {};
  const double mean = sum_above / sum_below;
  if (runs.size() < 2) return {mean, mean, mean};
  double squares = 0;
  for (const Tally& run : runs) {
    const double off = static_cast<double>(above(run)) - mean * static_cast<double>(below(run));
    squares += off * off;
  }
  const auto count = static_cast<double>(runs.size());
  const double half = student(runs.size()) * std::sqrt(squares * count / (count - 1)) / sum_below;
  return {mean, std::max(0.0, mean - half), mean + half};
}

/// Requests that were not refused; one that came before it was looked may be refused after.
std::uint64_t taken(const Tally& run) { return run.requests - std::min(run.requests, run.refused); }

void add_up(const std::vector<Tally>& runs, Simulation& all) {
  Histogram latency;
  for (const Tally& run : runs) {
    all.requests += run.requests;
    all.cold += run.cold;
    all.refused += run.refused;
    all.queued += run.queued;
    all.most_instances = std::max(all.most_instances, run.most_alive);
    latency.add(run.latency);
    all.metered.requests += taken(run);
    all.metered.seconds += run.time;
    all.metered.instance_seconds += run.alive;
    all.metered.busy_seconds += run.busy;
    all.metered.start_seconds += run.starting;
    all.metered.request_seconds += run.in_flight;
    all.metered.node_seconds += run.nodes;
  }
  all.p50 = latency.quantile(0.5);
  all.p95 = latency.quantile(0.95);
  all.p99 = latency.quantile(0.99);
  all.p999 = latency.quantile(0.999);
  const auto time = [](const Tally& run) { return run.time; };
  const auto alive = [](const Tally& run) { return run.alive; };
  const auto busy = [](const Tally& run) { return run.busy; };
  all.p_cold = ratio(
      runs, [](const Tally& run) { return run.cold; }, taken);
  all.rejected = ratio(
      runs, [](const Tally& run) { return run.refused; }, [](const Tally& run) { return run.requests; });
  all.waited = ratio(
      runs, [](const Tally& run) { return run.queued; }, taken);
  all.latency = ratio(
      runs, [](const Tally& run) { return run.latencies; }, [](const Tally& run) { return run.done; });
  all.instances = ratio(runs, alive, time);
  all.running = ratio(runs, busy, time);
  all.nodes = ratio(
      runs, [](const Tally& run) { return run.nodes; }, time);
  all.utilisation = ratio(runs, busy, alive);
  all.lifespan = ratio(
      runs, [](const Tally& run) { return run.lifespans; }, [](const Tally& run) { return run.ended; });
}

std::vector<SimulationStep> steps_of(const Timeline& timeline, const Tally& first, double begin) {
  std::vector<SimulationStep> steps;
  double at = 0;
  for (const Timeline::Cell& cell : timeline.cells(begin + first.time)) {
    const double length = std::min(timeline.width(), first.time - at);
    steps.push_back({at, length, cell.alive, cell.busy, cell.requests, cell.cold, cell.refused});
    at += timeline.width();
  }
  return steps;
}

}  // namespace

Simulation run(const Plan& plan, unsigned threads, const std::function<void(std::size_t)>& done) {
  const std::size_t runs = std::max<std::size_t>(1, plan.runs);
  std::vector<Random> streams{Random(plan.seed)};
  while (streams.size() < runs) {
    streams.push_back(streams.back());
    streams.back().jump();
  }
  const auto extent_of = [&](std::size_t index) {
    Extent extent{.warm_up = plan.warm_up, .duration = plan.duration, .until_done = plan.until_done};
    if (plan.requests != UINT64_MAX) extent.requests = (plan.requests + runs - 1 - index) / runs;
    return extent;
  };
  // A little more than is expected, so that the last requests seldom join cells.
  constexpr double more = 1.1, unknown = 60;
  const double rate = plan.arrivals.mean_rate();
  const double needed = rate > 0 ? more * static_cast<double>(extent_of(0).requests) / rate : unknown;
  const double expected = std::min(plan.duration, needed);
  Timeline timeline(plan.warm_up, expected);
  std::vector<Tally> tallies(runs);
  std::atomic<std::size_t> next{0}, ended{0};
  const auto work = [&](bool tells) {
    for (std::size_t index = next++; index < runs; index = next++) {
      tallies[index] = std::visit(
          [&](const auto& model) {
            return simulate(model, plan.arrivals, extent_of(index), streams[index],
                            index == 0 ? &timeline : nullptr);
          },
          plan.model);
      const std::size_t all = ++ended;
      if (tells && done) done(all);
    }
  };
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min<std::size_t>(threads, runs); ++i) others.emplace_back(work, false);
  work(true);
  for (std::thread& other : others) other.join();
  if (done) done(runs);

  Simulation all;
  all.seed = plan.seed;
  all.runs = runs;
  add_up(tallies, all);
  all.steps = steps_of(timeline, tallies.front(), plan.warm_up);
  return all;
}

}  // namespace placer::traffic
