// Arrivals of each kind have the rate that they are made with, and the shape that their names say.
#include "traffic/arrivals.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace placer::traffic;

namespace {

/// How many come in each of so many seconds, up to an end.
std::vector<double> counts(Arrivals arrivals, double width, double end, std::uint64_t seed = 1) {
  std::vector<double> all(static_cast<std::size_t>(end / width));
  Random random(seed);
  double before = 0;
  for (Arrival one = arrivals.next(random); one.time < end; one = arrivals.next(random)) {
    REQUIRE(one.time >= before);
    before = one.time;
    ++all[std::min(all.size() - 1, static_cast<std::size_t>(one.time / width))];
  }
  return all;
}

double mean(const std::vector<double>& all) {
  double sum = 0;
  for (const double one : all) sum += one;
  return sum / static_cast<double>(all.size());
}

double variance(const std::vector<double>& all) {
  double sum = 0;
  for (const double one : all) sum += (one - mean(all)) * (one - mean(all));
  return sum / static_cast<double>(all.size() - 1);
}

}  // namespace

TEST_CASE("independent arrivals vary as much as their mean") {
  const auto all = counts(Arrivals::poisson(5), 1, 2000);
  CHECK(std::abs(mean(all) - 5) < 0.2);
  CHECK(std::abs(variance(all) / mean(all) - 1) < 0.1);
}

TEST_CASE("a rhythm has its high in the first half of its period and its low in the second") {
  const auto all = counts(Arrivals::periodic(10, 0.8, 100), 25, 10'000);
  double quarters[4] = {};
  for (std::size_t i = 0; i < all.size(); ++i) quarters[i % 4] += all[i] / 100;
  // The mean of 1 + 0.8 sin over a half is 1 + 1.6 / pi.
  CHECK(std::abs((quarters[0] + quarters[1]) / 500 - 1.509) < 0.03);
  CHECK(std::abs((quarters[2] + quarters[3]) / 500 - 0.491) < 0.03);
}

TEST_CASE("a rhythm that begins half a period later has its low in the first half") {
  const auto all = counts(Arrivals::periodic(10, 0.8, 100).later(0.5), 50, 10'000);
  double halves[2] = {};
  for (std::size_t i = 0; i < all.size(); ++i) halves[i % 2] += all[i] / 100;
  CHECK(std::abs(halves[0] / 500 - 0.491) < 0.03);
  CHECK(std::abs(halves[1] / 500 - 1.509) < 0.03);
}

TEST_CASE("bursts keep the mean rate and vary far more than independent arrivals") {
  const Arrivals arrivals = Arrivals::bursty(1, 50, 90, 10);
  CHECK(arrivals.mean_rate() == Approx(5.9));
  const auto all = counts(arrivals, 10, 400'000);
  CHECK(std::abs(mean(all) / 59 - 1) < 0.05);
  CHECK(variance(all) / mean(all) > 50);
}

TEST_CASE("nothing comes between spikes") {
  const auto all = counts(Arrivals::bursty(0, 100, 190, 10), 1, 100'000);
  const auto idle = static_cast<double>(std::count(all.begin(), all.end(), 0.0));
  CHECK(idle / static_cast<double>(all.size()) > 0.9);
  CHECK(std::abs(mean(all) - 5) < 1);
}

TEST_CASE("a schedule is exact") {
  Arrivals two = Arrivals::scheduled(10, 2, 5);
  Random random(1);
  for (const double expected : {5.0, 5.0, 15.0, 15.0, 25.0}) CHECK(two.next(random).time == expected);
}

TEST_CASE("a trace comes to its end") {
  Arrivals trace =
      Arrivals::trace(std::make_shared<const std::vector<Arrival>>(std::vector<Arrival>{{0, -1}, {2, 0.5}}));
  Random random(1);
  CHECK(trace.mean_rate() == 0.5);
  CHECK(trace.next(random).time == 0);
  CHECK(trace.next(random).service == 0.5);
  CHECK(trace.next(random).time == Arrivals::never);
  CHECK(trace.next(random).time == Arrivals::never);
}
