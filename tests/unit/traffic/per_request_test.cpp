// Scaling by the request against theory, and against a simulation of the same rules that looks at every
// instance at every request. Seeds are fixed, so that nothing here fails by chance.
#include "traffic/per_request.hpp"

#include "support/catch.hpp"
#include "traffic/closed_forms.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace placer::traffic;

namespace {

PerRequest exponential(double warm, double cold, double idle_timeout) {
  return {.warm = Distribution::exponential(warm),
          .cold = Distribution::exponential(cold),
          .idle_timeout = idle_timeout};
}

/// The same rules in the plainest way, from numbers of the same stream.
Tally slowly(const PerRequest& model, Arrivals arrivals, std::uint64_t requests, Random random) {
  struct One {
    double born, free;
  };
  std::vector<One> all(model.kept, One{0, 0});
  Tally tally;
  double end = 0;
  const auto end_of = [&](const One& one) { return one.free + model.idle_timeout; };
  const auto give_up = [&](double now) {
    for (;;) {
      const auto first =
          std::min_element(all.begin(), all.end(), [](auto& a, auto& b) { return a.free < b.free; });
      if (all.size() <= model.kept || first == all.end() || end_of(*first) >= now) return;
      tally.alive += end_of(*first) - first->born;
      tally.lifespans += end_of(*first) - first->born;
      ++tally.ended;
      all.erase(first);
    }
  };
  for (; tally.requests < requests; ++tally.requests) {
    const double now = end = arrivals.next(random).time;
    give_up(now);
    const auto newest =
        std::find_if(all.rbegin(), all.rend(), [&](const One& one) { return one.free <= now; });
    if (newest == all.rend() && all.size() >= model.most_busy) {
      ++tally.refused;
      continue;
    }
    const bool cold = newest == all.rend();
    const double service = (cold ? *model.cold : model.warm).sample(random);
    if (cold)
      all.push_back({now, now + service});
    else
      newest->free = now + service;
    tally.cold += cold ? 1 : 0;
    tally.busy += service;
    tally.most_alive = std::max<std::uint64_t>(tally.most_alive, all.size());
  }
  give_up(end);
  for (const One& one : all) {
    tally.alive += end - one.born;
    tally.busy -= std::max(0.0, one.free - end);
  }
  tally.time = end;
  return tally;
}

bool is_near(double value, double expected) {
  return std::abs(value - expected) <= 1e-9 * std::abs(expected);
}

}  // namespace

TEST_CASE("the fast simulation says what the slow one says, request for request") {
  struct Row {
    double rate, timeout;
    std::uint64_t cap, kept;
  };
  for (const Row& row :
       {Row{0.9, 600, UINT64_MAX, 0}, Row{0.9, 1, UINT64_MAX, 0}, Row{0.01, 60, UINT64_MAX, 0},
        Row{30, 5, UINT64_MAX, 0}, Row{2, 20, 3, 0}, Row{0.5, 3, UINT64_MAX, 4}}) {
    PerRequest model = exponential(1.991, 2.244, row.timeout);
    model.most_busy = row.cap;
    model.kept = row.kept;
    const Arrivals arrivals = Arrivals::poisson(row.rate);
    const Tally fast = simulate(model, arrivals, {.requests = 30'000}, Random(3));
    const Tally slow = slowly(model, arrivals, 30'000, Random(3));
    CAPTURE(row.rate, row.timeout);
    CHECK(fast.requests == slow.requests);
    CHECK(fast.cold == slow.cold);
    CHECK(fast.refused == slow.refused);
    CHECK(fast.ended == slow.ended);
    CHECK(fast.most_alive == slow.most_alive);
    CHECK(is_near(fast.time, slow.time));
    CHECK(is_near(fast.alive, slow.alive));
    CHECK(is_near(fast.busy, slow.busy));
    CHECK(is_near(fast.lifespans, slow.lifespans));
  }
}

TEST_CASE("with a cap and instances that stay, what is refused is Erlang's first formula") {
  PerRequest model = exponential(2, 2, 1e9);
  model.most_busy = 3;
  const Tally tally =
      simulate(model, Arrivals::poisson(1), {.warm_up = 1000, .requests = 2'000'000}, Random(1));
  CHECK(std::abs(static_cast<double>(tally.refused) / 2e6 - erlang_b(2, 3)) < 0.002);
}

TEST_CASE("the same holds for constant and log-normal times, since only their mean counts") {
  for (const Distribution& service : {Distribution::constant(2), Distribution::lognormal(1, 8, 0.99)}) {
    PerRequest model{.warm = service, .cold = service, .idle_timeout = 1e9, .most_busy = 4};
    const double load = service.mean();
    const Tally tally =
        simulate(model, Arrivals::poisson(1), {.warm_up = 1000, .requests = 2'000'000}, Random(1));
    CHECK(std::abs(static_cast<double>(tally.refused) / 2e6 - erlang_b(load, 4)) < 0.002);
  }
}

TEST_CASE("at low load cold starts are those of the closed form, and requests in progress those of Little") {
  const PerRequest model = exponential(2, 2, 600);
  const Tally tally =
      simulate(model, Arrivals::poisson(0.002), {.warm_up = 6000, .requests = 1'000'000}, Random(1));
  CHECK(std::abs(static_cast<double>(tally.cold) / 1e6 - cold_share_at_low_load(0.002, 2, 600)) < 0.004);
  CHECK(std::abs(tally.busy / tally.time - 0.004) < 0.0001);
}

TEST_CASE("requests with the same gap are all cold where the timeout is shorter, and else the first one is") {
  for (const double gap : {100.0, 602.0, 610.0}) {
    const PerRequest model{.warm = Distribution::constant(2), .idle_timeout = 600};
    const Tally tally = simulate(model, Arrivals::scheduled(gap, 1), {.requests = 1000}, Random(1));
    CHECK(tally.cold == cold_of_periodic(gap, 2, 600, 1000));
  }
}

TEST_CASE("no more than so many start in each window, and what one does not use is lost") {
  // A hundred at once every 25 s, and 40 starts in each 10 s: 40, then 80 of the next, then all.
  const PerRequest model{.warm = Distribution::constant(1),
                         .start = 0.5,
                         .idle_timeout = 600,
                         .starts_per_window = 40,
                         .window = 10};
  const Tally first = simulate(model, Arrivals::scheduled(25, 100, 25), {.requests = 100}, Random(1));
  CHECK(first.cold == 40);
  CHECK(first.refused == 60);
  const Tally third = simulate(model, Arrivals::scheduled(25, 100, 25), {.requests = 300}, Random(1));
  CHECK(third.cold == 100);
  CHECK(third.refused == 60 + 20);
}

TEST_CASE("of a trace each request takes what it says, and a cold one the start on top") {
  const auto requests =
      std::make_shared<const std::vector<Arrival>>(std::vector<Arrival>{{0, 2}, {1, 2}, {10, 3}, {100, 4}});
  const PerRequest model{.warm = Distribution::constant(9), .start = 0.5, .idle_timeout = 60};
  const Tally tally = simulate(model, Arrivals::trace(requests), {.duration = 200}, Random(1));
  CHECK(tally.requests == 4);
  CHECK(tally.cold == 3);  // two at the beginning, and one after all were given up
  CHECK(tally.latencies == 2.5 + 2.5 + 3 + 4.5);
  CHECK(tally.starting == 1.5);
  CHECK(tally.time == 200);
  // From 0 to 2.5 + 60, from 1 to 13 + 60 (the newest of the two free ones), from 100 to 104.5 + 60.
  CHECK(tally.alive == 62.5 + 72 + 64.5);
}

TEST_CASE("the published case of SimFaaS") {
  // README of github.com/pacslab/simfaas: 0.14 % cold, 7.66 servers, 1.79 running, lifespan 6335 s in 1e6 s.
  const Tally tally = simulate(exponential(1.991, 2.244, 600), Arrivals::poisson(0.9),
                               {.warm_up = 6000, .requests = 20'000'000}, Random(1));
  CHECK(std::abs(static_cast<double>(tally.cold) / 2e7 - 0.001337) < 3 * 0.000009);
  CHECK(std::abs(tally.alive / tally.time - 7.66) < 0.02 * 7.66);
  CHECK(std::abs(tally.busy / tally.time - 1.79) < 0.02 * 1.79);
  CHECK(std::abs(tally.lifespans / static_cast<double>(tally.ended) - 6335) < 0.04 * 6335);
}

TEST_CASE("a timeline has the same sums as the counts") {
  Timeline timeline(100, 1000, 50);
  const Extent extent{.warm_up = 100, .duration = 3000};  // three times as long as was thought
  const PerRequest model = exponential(1.991, 2.244, 60);
  const Tally tally = simulate(model, Arrivals::poisson(0.9), extent, Random(2), &timeline);
  const Tally unwatched = simulate(model, Arrivals::poisson(0.9), extent, Random(2));
  CHECK(unwatched.alive == tally.alive);
  const auto cells = timeline.cells(3100);
  double alive = 0, busy = 0;
  std::uint64_t requests = 0, cold = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double length = std::min(timeline.width(), 3000 - timeline.width() * static_cast<double>(i));
    alive += cells[i].alive * length;
    busy += cells[i].busy * length;
    requests += cells[i].requests;
    cold += cells[i].cold;
  }
  CHECK(requests == tally.requests);
  CHECK(cold == tally.cold);
  CHECK(is_near(alive, tally.alive));
  CHECK(is_near(busy, tally.busy));
}

TEST_CASE("the time of each request is rounded up to a step of the bill") {
  // Of exponential times with a mean of half a step the rounded ones have a mean of step / (1 - exp(-2)).
  PerRequest model{.warm = Distribution::exponential(0.0005), .idle_timeout = 600, .billing_step = 0.001};
  const Extent extent{.warm_up = 10, .requests = 1'000'000};
  const Tally tally = simulate(model, Arrivals::poisson(10), extent, Random(1));
  const double billed = (tally.busy + tally.rounding) / static_cast<double>(tally.requests);
  CHECK(std::abs(billed / (0.001 / (1 - std::exp(-2.0))) - 1) < 0.002);
  model.warm = Distribution::constant(0.056);  // a whole number of steps but for an error of rounding
  const Tally whole = simulate(model, Arrivals::poisson(10), extent, Random(1));
  CHECK(whole.rounding < 1e-9 * whole.busy);
  model.billing_step = 0;
  CHECK(simulate(model, Arrivals::poisson(10), extent, Random(1)).rounding == 0);
}

TEST_CASE("a start is no part of the request that waits for it") {
  const PerRequest model{.warm = Distribution::constant(0.1), .start = 2, .idle_timeout = 1};
  const Tally tally =
      simulate(model, Arrivals::scheduled(10, 1), {.requests = 1000, .until_done = true}, Random(1));
  CHECK(tally.cold == 1000);
  CHECK(is_near(tally.in_flight, 100));
  CHECK(is_near(tally.starting, 2000));
}
