// The share of requests that wait for a start, as analyze tells it without a simulation.
#include "traffic/cold_share.hpp"

#include "support/catch.hpp"
#include "traffic/closed_forms.hpp"
#include "traffic/replications.hpp"

using namespace placer::traffic;

TEST_CASE("at low load the share of cold starts is that of the form for it") {
  const ShareBounds share = cold_share_of_random(0.001, 2, 600, false);
  CHECK(share.low == share.high);
  CHECK(share.low == cold_share_at_low_load(0.001, 2, 600));
}

TEST_CASE("at more load it lies around the chain of births and deaths, and falls as requests come faster") {
  // The README case of SimFaaS: 0.9 a second, 2 s each, kept for 600 s; 0.1337 % were simulated.
  const ShareBounds share = cold_share_of_random(0.9, 1.991, 600, false);
  CHECK(share.low < 0.001337);
  CHECK(share.high > 0.001337);
  double before = 1;
  for (const double rate : {1e-5, 1e-4, 1e-3, 5e-3, 0.01, 0.1, 1.0, 10.0}) {
    CAPTURE(rate);
    const ShareBounds now = cold_share_of_random(rate, 0.2, 324, false);
    CHECK(now.low <= now.high);
    CHECK(now.high <= before);
    before = now.high;
  }
}

TEST_CASE("instances that requests share start no more often than those that take one at a time") {
  for (const double rate : {1e-5, 1e-3, 0.1, 1.0}) {
    CAPTURE(rate);
    const ShareBounds shared = cold_share_of_random(rate, 0.2, 900, true);
    const ShareBounds single = cold_share_of_random(rate, 0.2, 900, false);
    CHECK(shared.high == single.high);
    CHECK(shared.low <= single.low);
  }
}

TEST_CASE("what comes at set times waits always or next to never") {
  CHECK(cold_share_of_scheduled(3600, 60, 324).low == 1);
  CHECK(cold_share_of_scheduled(300, 60, 324).high < 0.001);
  CHECK(cold_share_of_scheduled(300, 60, 324).low == 0);
}

namespace {

constexpr double start = 0.13;  // of a function, in seconds

/// What a simulation of a function says beside the bounds of the form for the same.
void hold_against_simulation(const Arrivals& arrivals, double service, double begins, ShareBounds share) {
  Plan plan{
      .model = PerRequest{.warm = Distribution::exponential(service), .start = begins, .idle_timeout = 324},
      .arrivals = arrivals,
      .requests = 800'000,
      .warm_up = 4000};
  plan.runs = 8;
  const placer::Estimate found = run(plan).p_cold;
  CAPTURE(service, begins, found.low, found.high, share.low, share.high);
  CHECK(share.low <= found.high);
  CHECK(share.high >= found.low);
  CHECK(share.low > 0.03 * found.mean);
  CHECK(share.high < 3 * found.mean);
}

Arrivals in_turns_of(const Turns& turns) {
  return Arrivals::bursty(turns.low, turns.high, turns.low_time, turns.high_time);
}

}  // namespace

TEST_CASE("where the rate changes the bounds hold what a simulation says") {
  for (const double rate : {1.0 / 3600, 0.1, 1.0})
    for (const double service : {0.05, 5.0})
      for (const double begins : {start, start + 6}) {
        CAPTURE(rate);
        const Taker taker{service, begins, 324};
        const Turns spikes = turns_of_spiky(rate, peak_of_spiky),
                    bursts = turns_of_bursty(rate, peak_of_bursty);
        hold_against_simulation(in_turns_of(spikes), service, begins, cold_share_of_turns(spikes, taker));
        hold_against_simulation(in_turns_of(bursts), service, begins, cold_share_of_turns(bursts, taker));
        hold_against_simulation(Arrivals::periodic(rate, 1, rhythm), service, begins,
                                cold_share_of_day(rate, 1, taker));
      }
}

TEST_CASE("a rate that does not change is a steady one") {
  const Taker taker{2, 0, 600};
  for (const double rate : {0.0001, 0.001, 0.004}) {
    CAPTURE(rate);
    const double steady = cold_share_at_low_load(rate, 2, 600);
    for (const ShareBounds share :
         {cold_share_of_day(rate, 0, taker), cold_share_of_turns({rate, rate, 300, 300}, taker)}) {
      CHECK(share.low < steady);
      CHECK(share.low > 0.88 * steady);
      CHECK(share.high > steady);
    }
  }
}

TEST_CASE("more instances than there may be do not start, and what is refused did not wait") {
  // 6000 a second of 0.4 s for a minute, of which a thousand instances take 2500.
  const Turns turns = turns_of_spiky(200, 30);
  const ShareBounds open = cold_share_of_turns(turns, {0.4, start, 324});
  const ShareBounds capped = cold_share_of_turns(turns, {0.4, start, 324, 1000});
  CHECK(capped.low < open.low / 2);
  CHECK(capped.high > capped.low);
  CHECK(capped.high < 2 * open.high);
}

TEST_CASE("instances with room start less often, and one at least after a long gap") {
  const Turns turns = turns_of_spiky(1, 20);
  const ShareBounds single = cold_share_of_turns(turns, {5, 0.7, 900});
  const ShareBounds shared = cold_share_of_turns(turns, {5, 0.7, 900, 1e9, true});
  CHECK(shared.high == single.high);
  CHECK(shared.low < single.low / 10);
  CHECK(shared.low > 0);  // one in a spike after nothing for long
  const ShareBounds day = cold_share_of_day(0.01, 1, {5, 0.7, 900, 1e9, true});
  CHECK(day.low < day.high);
  CHECK(day.low > 0);
}

TEST_CASE("the messages of an hour start as many functions as there may be, or wait all") {
  CHECK(cold_share_of_backlog(4, {0.8, start, 324, 1000}).high == 1000.0 / 14400);
  CHECK(cold_share_of_backlog(4, {0.8, start, 324, 1000}).low < 0.01);
  CHECK(cold_share_of_backlog(10.0 / 3600, {0.8, start, 324, 1000}).high == 1);
  CHECK(cold_share_of_backlog(4, {0.8, start, 324, 1e9, true}).high == 1);
}

TEST_CASE("what is beyond all measure is a share still") {
  for (const double rate : {1e-9, 1.0, 1e5})
    for (const double service : {0.0, 1e-3, 3600.0})
      for (const double begins : {0.0, 1e15}) {
        CAPTURE(rate, service, begins);
        const Taker taker{service, begins, 324};
        for (const ShareBounds share :
             {cold_share_of_turns(turns_of_spiky(rate, 20), taker),
              cold_share_of_turns(turns_of_bursty(rate, 1e6), taker),
              cold_share_of_turns(turns_of_spiky(rate, 0.1), taker), cold_share_of_day(rate, 1, taker),
              cold_share_of_day(rate, 0, taker)}) {
          CHECK(share.low >= 0);
          CHECK(share.low <= share.high);
          CHECK(share.high <= 1);
        }
      }
}
