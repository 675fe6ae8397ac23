// The share of requests that wait for a start, as analyze tells it without a simulation.
#include "traffic/cold_share.hpp"

#include "support/catch.hpp"
#include "traffic/closed_forms.hpp"

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
