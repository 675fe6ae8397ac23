// Closed forms are named where they hold, agree with the simulation there, and are silent elsewhere.
#include "traffic/theory.hpp"

#include "support/catch.hpp"

#include <cmath>
#include <string>

using namespace placer::traffic;

namespace {

PerRequest function(double timeout, std::uint64_t cap = UINT64_MAX) {
  return {.warm = Distribution::exponential(2),
          .cold = Distribution::exponential(2.2),
          .idle_timeout = timeout,
          .most_busy = cap};
}

std::string names(const std::vector<placer::ClosedForm>& forms) {
  std::string text;
  for (const placer::ClosedForm& form : forms) text += form.of + " by " + form.name + "; ";
  return text;
}

}  // namespace

TEST_CASE("which formula holds depends on the load, the timeout and the pattern") {
  Plan plan{.model = function(600), .arrivals = Arrivals::poisson(0.002)};
  CHECK(names(theory_of(plan, "rare")) == "p_cold by low load; ");
  plan.arrivals = Arrivals::poisson(0.9);
  CHECK(names(theory_of(plan, "steady")) == "p_cold by births and deaths; instances by births and deaths; ");
  CHECK(names(theory_of(plan, "bursty")).empty());
  plan.model = function(5);
  CHECK(names(theory_of(plan, "steady")).empty());
  plan.model = function(5, 3);
  CHECK(names(theory_of(plan, "steady")) == "rejected by Erlang B; ");
  plan.model = function(600);
  plan.arrivals = Arrivals::scheduled(700, 1);
  REQUIRE(theory_of(plan, "scheduled").size() == 1);
  CHECK(theory_of(plan, "scheduled").front().value == 1);
  CHECK(theory_of(plan, "scheduled").front().holds ==
        "for the same time of all requests, the first one aside");
  plan.model = PerRequest{.warm = Distribution::constant(2), .idle_timeout = 600};
  CHECK(theory_of(plan, "scheduled").front().holds == "the first one aside");
  Shared fixed{.service = Distribution::exponential(1), .concurrency = 4, .least = 2, .most = 2};
  fixed.scaling = FixedScaling{2};
  plan.model = fixed;
  plan.arrivals = Arrivals::poisson(5);
  CHECK(names(theory_of(plan, "steady")) == "waited by Erlang C; ");
  plan.arrivals = Arrivals::poisson(9);  // more than they can do
  CHECK(names(theory_of(plan, "steady")).empty());
}

TEST_CASE("where a formula holds the simulation says the same") {
  Plan plan{
      .model = function(600), .arrivals = Arrivals::poisson(0.9), .requests = 4'000'000, .warm_up = 6000};
  placer::Simulation found = run(plan);
  for (const placer::ClosedForm& form : theory_of(plan, "steady")) {
    const double simulated = form.of == "p_cold" ? found.p_cold.mean : found.instances.mean;
    CAPTURE(form.of);
    CHECK(std::abs(form.value / simulated - 1) < (form.of == "p_cold" ? 0.2 : 0.02));
  }
  Shared fixed{.service = Distribution::exponential(1), .concurrency = 4, .least = 2, .most = 2};
  fixed.scaling = FixedScaling{2};
  plan = {.model = fixed, .arrivals = Arrivals::poisson(5), .requests = 1'000'000, .warm_up = 600};
  found = run(plan);
  CHECK(std::abs(theory_of(plan, "steady").front().value / found.waited.mean - 1) < 0.03);
}
