// Runs on several processors say what they say on one, and their intervals hold what theory says.
#include "traffic/replications.hpp"

#include "support/catch.hpp"
#include "traffic/closed_forms.hpp"
#include "traffic/estimate.hpp"

using namespace placer::traffic;

namespace {

Plan plan_of(std::uint64_t requests) {
  PerRequest model{.warm = Distribution::exponential(2), .idle_timeout = 600, .most_busy = 3};
  model.cold = Distribution::exponential(2.5);
  return {.model = model, .arrivals = Arrivals::poisson(1), .requests = requests, .warm_up = 6000};
}

}  // namespace

TEST_CASE("the number of threads changes nothing") {
  const placer::Simulation one = run(plan_of(100'000), 1), many = run(plan_of(100'000), 7);
  CHECK(one.requests == 100'000);
  CHECK(one.refused == many.refused);
  CHECK(one.instances.mean == many.instances.mean);
  CHECK(one.instances.low == many.instances.low);
  CHECK(one.latency.high == many.latency.high);
  CHECK(one.p999 == many.p999);
  REQUIRE(one.steps.size() == many.steps.size());
  CHECK(one.steps.back().instances == many.steps.back().instances);
}

TEST_CASE("another seed gives other numbers, and the same seed the same") {
  Plan plan = plan_of(10'000);
  const double first = run(plan).latency.mean;
  CHECK(run(plan).latency.mean == first);
  plan.seed = 2;
  CHECK(run(plan).latency.mean != first);
}

TEST_CASE("an interval of 95 % holds the true value, mostly") {
  const double expected = erlang_b(2, 3);
  int held = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Plan plan = plan_of(40'000);
    plan.seed = seed;
    const placer::Estimate rejected = run(plan).rejected;
    CHECK(rejected.low < rejected.mean);
    held += rejected.low <= expected && expected <= rejected.high ? 1 : 0;
  }
  CHECK(held >= 34);
}

TEST_CASE("it does so where each run sees a few bursts") {
  // As long as is usual: eight turns of idle and spike. The rate is 1/s, over a long time.
  const Arrivals spiky = Arrivals::bursty(0, 20, 1140, 60);
  CHECK(spiky.turn() == 1200);
  int held = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const PerRequest model{.warm = Distribution::constant(0.5), .idle_timeout = 300};
    Plan plan{.model = model, .arrivals = spiky, .duration = 8 * spiky.turn(), .warm_up = 3000};
    plan.seed = seed;
    const placer::Estimate running = run(plan).running;
    held += running.low <= 0.5 && 0.5 <= running.high ? 1 : 0;
  }
  CHECK(held >= 54);
}

TEST_CASE("the interval of a share ends at nothing and at all") {
  const std::vector<double> part{10, 10, 10, 6}, all{10, 10, 10, 10}, none{1e-3, 0, 0, 0};
  const placer::Estimate most = share_of(part, all);
  CHECK(most.mean == 0.9);
  CHECK(most.high == 1);
  CHECK(most.low < 0.9);
  const placer::Estimate least = share_of(none, all);
  CHECK(least.low == 0);
  CHECK(least.high > least.mean);
  CHECK(ratio_of(all, part).high > 1);
  const placer::Estimate one = share_of(std::vector<double>{11}, std::vector<double>{10});
  CHECK(one.mean == 1);
}

TEST_CASE("metered quantities belong together") {
  const placer::Simulation all = run(plan_of(100'000));
  CHECK(all.metered.requests == all.requests - all.refused);
  placer::Metered sum;
  for (const placer::Metered& one : all.metered_by_run) sum += one;
  CHECK(all.metered_by_run.size() == all.runs);
  CHECK(sum.requests == all.metered.requests);
  CHECK(sum.busy_seconds == all.metered.busy_seconds);
  CHECK(all.metered.instance_seconds / all.metered.seconds == Approx(all.instances.mean));
  CHECK(all.metered.busy_seconds / all.metered.seconds == Approx(all.running.mean));
  CHECK(all.metered.start_seconds == Approx(static_cast<double>(all.cold) * 0.5));
  CHECK(all.p50 < all.p95);
  CHECK(all.p95 < all.p99);
  CHECK(all.p99 < all.p999);
}
