// Several requests for each instance, against queueing theory, and what autoscalers do with the load.
#include "traffic/shared.hpp"

#include "support/catch.hpp"
#include "traffic/closed_forms.hpp"

#include <algorithm>
#include <cmath>

using namespace placer::traffic;

namespace {

double share(std::uint64_t part, std::uint64_t all) {
  return static_cast<double>(part) / static_cast<double>(all);
}

bool is_near(double value, double expected, double error) {
  return std::abs(value - expected) <= error * expected;
}

Shared fixed(std::uint64_t instances, std::uint32_t concurrency, const Distribution& service) {
  return {.service = service,
          .concurrency = concurrency,
          .least = instances,
          .most = instances,
          .scaling = FixedScaling{instances}};
}

}  // namespace

TEST_CASE("a fixed number of instances that take one request each are those of Erlang's second formula") {
  const Tally tally = simulate(fixed(8, 1, Distribution::exponential(1)), Arrivals::poisson(5),
                               {.warm_up = 1000, .requests = 2'000'000}, Random(1));
  CHECK(is_near(share(tally.queued, tally.requests), erlang_c(5, 8), 0.03));
  CHECK(is_near(tally.latencies / static_cast<double>(tally.done), 1 + erlang_c_wait(5, 8, 1), 0.01));
  CHECK(is_near(tally.busy / tally.time, 5, 0.01));
  CHECK(tally.refused == 0);
  CHECK(tally.cold == 0);
  CHECK(tally.alive == Approx(8 * tally.time));
}

TEST_CASE("an instance that takes any number is busy as long as theory says, whatever the distribution") {
  for (const Distribution& service : {Distribution::constant(0.2), Distribution::exponential(0.2)}) {
    const Tally tally = simulate(fixed(1, 1000, service), Arrivals::poisson(5),
                                 {.warm_up = 100, .requests = 1'000'000}, Random(1));
    CHECK(is_near(tally.busy / tally.time, busy_share(5, 0.2), 0.01));
    CHECK(is_near(tally.in_flight / tally.time, 1, 0.01));
  }
}

TEST_CASE("requests that share one processor take s / (1 - load), whatever the distribution") {
  for (const Distribution& service : {Distribution::constant(0.1), Distribution::exponential(0.1)}) {
    Shared model = fixed(1, 1000, service);
    model.overlap = 0;
    const Tally tally =
        simulate(model, Arrivals::poisson(6), {.warm_up = 1000, .requests = 2'000'000}, Random(1));
    CHECK(is_near(tally.latencies / static_cast<double>(tally.done), 0.1 / (1 - 0.6), 0.02));
    CHECK(is_near(tally.busy / tally.time, 0.6, 0.01));
  }
}

TEST_CASE("four at once that overlap by half take 1.6 times as long") {
  const auto trace = std::make_shared<const std::vector<Arrival>>(std::vector<Arrival>(4, Arrival{0, 1}));
  Shared model = fixed(1, 10, Distribution::constant(9));
  model.overlap = 0.5;
  const Tally tally = simulate(model, Arrivals::trace(trace), {.duration = 10}, Random(1));
  CHECK(tally.done == 4);
  CHECK(tally.latencies == Approx(4 * shared_service(1, 4, 0.5)));
}

TEST_CASE("who is taken by an instance that lives has not waited, wanted or not") {
  Shared model{.service = Distribution::constant(0.1),
               .concurrency = 80,
               .start = 2,
               .first = 1,
               .idle_timeout = 900,
               .pending_wait = 10,
               .starts_for_requests = true,
               .scaling = CloudRunScaling{}};
  // One a minute: an autoscaler that looks at the last minute often wants none.
  const Tally tally = simulate(model, Arrivals::poisson(1 / 60.0), {.requests = 2000}, Random(1));
  CHECK(tally.requests == 2000);
  CHECK(tally.queued == tally.cold);
  CHECK(tally.latencies == Approx(200 + 2.0 * static_cast<double>(tally.cold)).epsilon(0.05));
}

TEST_CASE("Cloud Run: from none to what its targets ask for, and back after the idle time") {
  Shared model{.service = Distribution::constant(0.5),
               .concurrency = 10,
               .start = 2,
               .idle_timeout = 900,
               .pending_wait = 10,
               .starts_for_requests = true,
               .scaling = CloudRunScaling{}};
  // 60 in flight at a target of 6 for each.
  const Tally busy = simulate(model, Arrivals::poisson(120), {.warm_up = 3000, .duration = 600}, Random(1));
  CHECK(is_near(busy.in_flight / busy.time, 60, 0.02));
  CHECK(busy.alive / busy.time >= 10);
  CHECK(busy.alive / busy.time <= 13);
  CHECK(busy.refused == 0);
  const auto few =
      std::make_shared<const std::vector<Arrival>>(std::vector<Arrival>{{1, -1}, {5, -1}, {2000, -1}});
  const Tally rare = simulate(model, Arrivals::trace(few), {.duration = 4000}, Random(1));
  CHECK(rare.cold == 2);
  CHECK(rare.ended == 2);
  CHECK(rare.latencies == Approx(2.5 + 0.5 + 2.5));
  CHECK(rare.lifespans > 2 * 902);
  CHECK(rare.lifespans < 2 * 980);  // it is wanted for a minute, and looked at every 5 s
}

TEST_CASE("Cloud Run: a request that waits too long is refused") {
  const Shared model{.service = Distribution::constant(100),
                     .concurrency = 1,
                     .start = 1,
                     .most = 1,
                     .idle_timeout = 900,
                     .pending_wait = 10,
                     .starts_for_requests = true,
                     .scaling = CloudRunScaling{}};
  const auto two = std::make_shared<const std::vector<Arrival>>(std::vector<Arrival>{{0, -1}, {1, -1}});
  const Tally tally = simulate(model, Arrivals::trace(two), {.duration = 300}, Random(1));
  CHECK(tally.refused == 1);
  CHECK(tally.cold == 1);
  CHECK(tally.queued == 2);
  CHECK(tally.late == 1);
}

TEST_CASE("an instance that takes the next request at once is busy without a break") {
  Shared model = fixed(1, 1, Distribution::constant(0.25));
  model.billing_step = 0.1;
  const auto three =
      std::make_shared<const std::vector<Arrival>>(std::vector<Arrival>{{0, -1}, {0.1, -1}, {5, -1}});
  const Tally tally = simulate(model, Arrivals::trace(three), {.duration = 10}, Random(1));
  CHECK(is_near(tally.busy, 0.75, 1e-9));
  // The first two are 0.5 s together, the third is rounded up to 0.3 s.
  CHECK(is_near(tally.rounding, 0.05, 1e-6));
}

TEST_CASE("Knative: a burst is met in its panic window, and without requests the last pod goes") {
  Shared model{.service = Distribution::constant(1),
               .concurrency = 100,
               .start = 3,
               .scaling = KnativeScaling{KnativeScaler({.target = 7, .stable_window = 60})}};
  const Tally steady = simulate(model, Arrivals::poisson(70), {.warm_up = 600, .duration = 600}, Random(1));
  CHECK(steady.alive / steady.time >= 9.5);
  CHECK(steady.alive / steady.time <= 12);
  const auto one = std::make_shared<const std::vector<Arrival>>(std::vector<Arrival>{{10, -1}});
  const Tally rare = simulate(model, Arrivals::trace(one), {.duration = 600}, Random(1));
  CHECK(rare.cold == 1);
  CHECK(rare.ended == 1);
  // Wanted for a window of 60 s after its request, then for the grace of 30 s.
  CHECK(rare.lifespans > 85);
  CHECK(rare.lifespans < 105);
}

TEST_CASE("Kubernetes: pods follow the load, in steps, and wait for machines") {
  Shared model{.service = Distribution::constant(1),
               .concurrency = 10,
               .start = 5,
               .least = 1,
               .scaling = HorizontalScaling{HorizontalScaler({.target = 0.5})}};
  const Tally steady = simulate(model, Arrivals::poisson(50), {.warm_up = 1800, .duration = 1800}, Random(1));
  // 50 in flight at 5 for each; within a tenth of the target nothing is changed.
  CHECK(steady.alive / steady.time >= 9);
  CHECK(steady.alive / steady.time <= 13);
  model.packing.per_node = 4;
  model.node_start = 120;
  model.node_idle = 600;
  const Tally slow = simulate(model, Arrivals::poisson(50), {.duration = 600}, Random(1));
  model.node_start = 0;
  const Tally quick = simulate(model, Arrivals::poisson(50), {.duration = 600}, Random(1));
  CHECK(slow.latencies / static_cast<double>(slow.done) >
        1.5 * quick.latencies / static_cast<double>(quick.done));
  CHECK(slow.nodes > 0);
  // Pods that wait for their machine ask for no more of them: ten to thirteen are needed.
  CHECK(slow.most_alive <= 20);
  model.first = 10;
  const Tally begun = simulate(model, Arrivals::poisson(50), {.duration = 600}, Random(1));
  CHECK(begun.queued == 0);
  CHECK(begun.most_alive <= 13);
}

TEST_CASE("a timeline of shared instances has the same sums as the counts") {
  const Shared model{.service = Distribution::exponential(0.5),
                     .concurrency = 10,
                     .start = 2,
                     .idle_timeout = 60,
                     .pending_wait = 10,
                     .starts_for_requests = true,
                     .scaling = CloudRunScaling{}};
  Timeline timeline(100, 500);
  const Tally tally = simulate(model, Arrivals::bursty(2, 60, 100, 30), {.warm_up = 100, .duration = 1000},
                               Random(4), &timeline);
  double alive = 0, busy = 0;
  std::uint64_t requests = 0, cold = 0;
  const auto cells = timeline.cells(1100);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double length = std::min(timeline.width(), 1000 - timeline.width() * static_cast<double>(i));
    alive += cells[i].alive * length;
    busy += cells[i].busy * length;
    requests += cells[i].requests;
    cold += cells[i].cold;
  }
  CHECK(requests == tally.requests);
  CHECK(cold == tally.cold);
  CHECK(alive == Approx(tally.alive));
  CHECK(busy == Approx(tally.busy));
}

TEST_CASE("each time with requests is rounded up to a step of the bill") {
  Shared model = fixed(4, 1, Distribution::constant(0.06));
  model.billing_step = 0.1;
  const Tally tally = simulate(model, Arrivals::poisson(5), {.requests = 100'000}, Random(1));
  CHECK(is_near(tally.busy + tally.rounding, 0.1 * static_cast<double>(tally.done), 0.001));
  model.service = Distribution::constant(0.1);  // a whole step is not two
  const Tally whole = simulate(model, Arrivals::poisson(5), {.requests = 100'000}, Random(1));
  CHECK(whole.rounding < 1e-6 * whole.busy);
  model.billing_step = 0;
  CHECK(simulate(model, Arrivals::poisson(5), {.requests = 1000}, Random(1)).rounding == 0);
}
