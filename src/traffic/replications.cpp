#include "traffic/replications.hpp"

#include "base/parallel.hpp"
#include "traffic/estimate.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace placer::traffic {
namespace {

/// What is asked of each run.
template <class Ask>
std::vector<double> of_each(const std::vector<Tally>& runs, const Ask& ask) {
  std::vector<double> answers;
  for (const Tally& run : runs) answers.push_back(static_cast<double>(ask(run)));
  return answers;
}

template <class Above, class Below>
Estimate ratio(const std::vector<Tally>& runs, const Above& above, const Below& below) {
  return ratio_of(of_each(runs, above), of_each(runs, below));
}

template <class Part, class All>
Estimate share(const std::vector<Tally>& runs, const Part& part, const All& all) {
  return share_of(of_each(runs, part), of_each(runs, all));
}

/// Requests that were not refused; one that came before it was looked may be refused after.
std::uint64_t taken(const Tally& run) { return run.requests - std::min(run.requests, run.refused); }

Metered metered_of(const Tally& run) {
  return {taken(run),    run.time,  run.alive,        run.busy,    run.starting,
          run.in_flight, run.nodes, run.fewest_nodes, run.rounding};
}

void add_up(const std::vector<Tally>& runs, Simulation& all) {
  Histogram latency;
  for (const Tally& run : runs) {
    all.requests += run.requests;
    all.cold += run.cold;
    all.refused += run.refused;
    all.queued += run.queued;
    all.most_instances = std::max(all.most_instances, run.most_alive);
    latency.add(run.latency);
    all.metered_by_run.push_back(metered_of(run));
    all.metered += all.metered_by_run.back();
  }
  all.p50 = latency.quantile(0.5);
  all.p95 = latency.quantile(0.95);
  all.p99 = latency.quantile(0.99);
  all.p999 = latency.quantile(0.999);
  const auto time = [](const Tally& run) { return run.time; };
  const auto alive = [](const Tally& run) { return run.alive; };
  const auto busy = [](const Tally& run) { return run.busy; };
  all.p_cold = share(
      runs, [](const Tally& run) { return run.cold; }, taken);
  all.rejected = share(
      runs, [](const Tally& run) { return run.refused; }, [](const Tally& run) { return run.requests; });
  all.waited = share(
      runs, [](const Tally& run) { return run.late; }, taken);
  all.latency = ratio(
      runs, [](const Tally& run) { return run.latencies; }, [](const Tally& run) { return run.done; });
  all.instances = ratio(runs, alive, time);
  all.running = ratio(runs, busy, time);
  all.nodes = ratio(
      runs, [](const Tally& run) { return run.nodes; }, time);
  all.utilisation = share(runs, busy, alive);
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
  const auto arrivals_of = [&](std::size_t index) {
    return plan.staggered ? plan.arrivals.later(static_cast<double>(index) / static_cast<double>(runs))
                          : plan.arrivals;
  };
  // A little more than is expected, so that the last requests seldom join cells.
  constexpr double more = 1.1, unknown = 60;
  const double rate = plan.arrivals.mean_rate();
  const double needed = rate > 0 ? more * static_cast<double>(extent_of(0).requests) / rate : unknown;
  const double expected = std::min(plan.duration, needed);
  Timeline timeline(plan.warm_up, expected);
  std::vector<Tally> tallies(runs);
  std::atomic<std::size_t> ended{0};
  const auto caller = std::this_thread::get_id();  // the one that may tell how far it is
  in_parallel(runs, threads, [&](std::size_t index) {
    tallies[index] = std::visit(
        [&](const auto& model) {
          return simulate(model, arrivals_of(index), extent_of(index), streams[index],
                          index == 0 ? &timeline : nullptr);
        },
        plan.model);
    const std::size_t all = ++ended;
    if (done && std::this_thread::get_id() == caller) done(all);
  });
  if (done) done(runs);

  Simulation all;
  all.seed = plan.seed;
  all.runs = runs;
  add_up(tallies, all);
  all.steps = steps_of(timeline, tallies.front(), plan.warm_up);
  return all;
}

}  // namespace placer::traffic
