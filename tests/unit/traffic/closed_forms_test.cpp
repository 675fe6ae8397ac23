// Each formula against values that were computed elsewhere with all digits.
#include "traffic/closed_forms.hpp"

#include "support/catch.hpp"

#include <cmath>

using namespace placer::traffic;

namespace {

bool is_near(double value, double expected) {
  return std::abs(value - expected) <= 1e-12 * std::abs(expected);
}

}  // namespace

TEST_CASE("requests in progress are the rate times the time of each") {
  CHECK(is_near(requests_in_progress(0.9, 1.9913), 1.79217));
}

TEST_CASE("requests that find all servers busy are those of Erlang's first formula") {
  const struct {
    double load;
    std::uint32_t servers;
    double share;
  } rows[] = {{1, 0, 1},
              {1, 1, 0.5},
              {1, 2, 0.2},
              {2, 3, 0.2105263157894737},
              {5, 8, 0.07004785220956705},
              {8, 10, 0.1216610642529515},
              {20, 24, 0.0660967170041883},
              {100, 110, 0.027463448449822916}};
  for (const auto& row : rows) {
    CAPTURE(row.load, row.servers);
    CHECK(is_near(erlang_b(row.load, row.servers), row.share));
  }
}

TEST_CASE("requests that wait for a server are those of Erlang's second formula") {
  const struct {
    double load;
    std::uint32_t servers;
    double share, wait;
  } rows[] = {{2, 3, 0.4444444444444445, 0.4444444444444445},
              {5, 8, 0.1672665066617566, 0.055755502220585534},
              {8, 10, 0.40918015079644354, 0.20459007539822177},
              {20, 24, 0.29807229979382854, 0.07451807494845714},
              {100, 110, 0.23700750028505266, 0.023700750028505267}};
  for (const auto& row : rows) {
    CAPTURE(row.load, row.servers);
    CHECK(is_near(erlang_c(row.load, row.servers), row.share));
    CHECK(is_near(erlang_c_wait(row.load, row.servers, 1), row.wait));
    CHECK(is_near(erlang_c_wait(row.load, row.servers, 0.25), row.wait / 4));
  }
  CHECK(erlang_c(3, 3) == 1);
  CHECK(std::isinf(erlang_c_wait(4, 3, 1)));
}

TEST_CASE("an instance that takes any number of requests is busy while it has one") {
  CHECK(is_near(busy_share(1, 0.2), 0.18126924692201818));
  CHECK(is_near(busy_share(5, 0.2), 0.6321205588285577));
  CHECK(is_near(busy_share(50, 0.2), 0.9999546000702375));
  CHECK(is_near(busy_share(1e-9, 0.2), 1.9999999998e-10));
}

TEST_CASE("each instance gets what those before it refuse") {
  CHECK(is_near(rate_of_instance(1, 1, 1), 0.5));
  CHECK(is_near(rate_of_instance(1, 1, 2), 0.3));
  CHECK(is_near(rate_of_instance(1, 1, 3), 0.1375));
  CHECK(is_near(rate_of_instance(5, 1, 6), 0.4651028122226872));
}

TEST_CASE("at low load the share of cold starts follows from gap and timeout") {
  const struct {
    double rate, timeout, service, share;
  } rows[] = {{0.0005, 600, 2, 0.7410771435381797},  {0.001, 600, 2, 0.549712211670685},
              {0.002, 600, 2, 0.30397829871733284},  {0.004, 600, 2, 0.09793447746965522},
              {0.001, 330, 0.5, 0.7190642013312605}, {0.005, 330, 0.5, 0.19406474675386942}};
  for (const auto& row : rows) {
    CAPTURE(row.rate, row.timeout);
    CHECK(is_near(cold_share_at_low_load(row.rate, row.service, row.timeout), row.share));
  }
}

TEST_CASE("of requests that come in one rhythm all are cold or the first alone") {
  CHECK(cold_of_periodic(100, 2, 600, 1000) == 1);
  CHECK(cold_of_periodic(610, 2, 600, 1000) == 1000);
  CHECK(cold_of_periodic(602, 2, 600, 1000) == 1);
  CHECK(cold_of_periodic(100, 2, 600, 0) == 0);
}

TEST_CASE("requests that share an instance slow each other down by what cannot overlap") {
  CHECK(is_near(shared_service(1, 1, 0.5), 1));
  CHECK(is_near(shared_service(1, 4, 0.5), 1.6));
  CHECK(is_near(shared_service(0.2, 8, 1), 0.2));
  CHECK(is_near(shared_service(0.2, 8, 0), 1.6));
}

TEST_CASE("births and deaths of instances are as the authors print them") {
  const BirthDeath chain = birth_death(100, 2, 25, 600);
  const auto prints = [](double value, double expected) { return std::abs(value - expected) <= 0.5e-6; };
  CHECK(prints(chain.servers, 251.043927));
  CHECK(prints(chain.running, 200.148828));
  CHECK(prints(chain.running_warm, 199.987058));
  CHECK(prints(chain.idle, 51.056869));
  CHECK(prints(chain.p_cold, 6.5e-05));
  CHECK(prints(chain.utilisation, 0.796622));
  CHECK(prints(chain.response, 2.001488));
}

TEST_CASE("births and deaths far from that: hardly any load, and a great deal of it") {
  const BirthDeath idle = birth_death(1e-6, 2, 3, 600);
  CHECK(idle.p_cold > 0.999);
  CHECK(idle.servers > 0);
  CHECK(idle.servers < 0.001);
  const BirthDeath busy = birth_death(5000, 0.2, 0.4, 600);
  CHECK(busy.alive == busy.servers + busy.running - busy.running_warm);
  CHECK(std::abs(busy.alive - 1137.9) < 10);  // what the simulation gives
  CHECK(std::abs(busy.running - 1000) < 0.1);
  CHECK(busy.p_cold < 1e-4);
}
