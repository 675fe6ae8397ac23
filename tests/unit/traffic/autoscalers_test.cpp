// The autoscalers decide as their own tests and documents say: knative/serving autoscaler_test.go (98e5ef90),
// the page of Kubernetes on horizontal autoscaling (10ae7601), the pages of Cloud Run and Lambda on scaling.
#include "traffic/autoscalers.hpp"

#include "support/catch.hpp"

#include <vector>

using namespace placer::traffic;

TEST_CASE("Knative: single decisions") {
  struct Row {
    double target, stable, panic;
    std::uint64_t ready;
    double up, down;
    bool in_panic, reachable;
    std::uint64_t expected;
  };
  const Row rows[] = {
      {10, 50, 50, 1, 10, 10, false, true, 5},        {10, 50, 100, 1, 10, 10, false, true, 10},
      {1, 50, 30, 5, 10, 10, true, true, 50},         {1, 20, 30, 5, 10, 10, true, true, 30},
      {1, 3, 3.1, 2, 1.1, 10, false, true, 3},        {10, 1, 1, 100, 10, 1.1, false, true, 90},
      {10, 1, 1, 100, 10, 1.1, false, false, 1},      {10, 1000, 1001, 1, 10, 10, false, true, 10},
      {10, 1000, 1001, 10, 10, 10, false, true, 100}, {10, 1, 1, 100, 10, 10, false, true, 10},
      {10, 1, 1, 10, 10, 10, false, true, 1},
  };
  for (const Row& row : rows) {
    KnativeScaler scaler({row.target, 60, 2, row.up, row.down});
    if (row.in_panic) scaler.begin_panic(0);
    CHECK(scaler.decide(0, row.ready, row.stable, row.panic, row.reachable) == row.expected);
  }
}

TEST_CASE("Knative: a panic grows, lasts one stable window, and never scales down") {
  struct Step {
    double at;
    std::uint64_t ready;
    double stable, panic;
    std::uint64_t expected;
  };
  const std::vector<std::vector<Step>> sequences{
      {{0, 1, 6, 6, 6}, {2, 6, 36, 36, 36}, {4, 36, 216, 216, 216}, {6, 216, 1296, 1296, 1296}},
      {{0, 10, 100, 100, 100}, {30, 10, 1, 1, 100}, {61, 10, 1, 1, 1}},
      {{0, 10, 11, 25, 25}, {30, 40, 30, 41, 41}, {62, 55, 50, 56, 50}},
  };
  for (const auto& sequence : sequences) {
    KnativeScaler scaler({1, 60, 2, 10, 10});
    for (const Step& step : sequence)
      CHECK(scaler.decide(step.at, step.ready, step.stable, step.panic) == step.expected);
  }
}

TEST_CASE("Knative: room for a burst") {
  CHECK(excess_burst_capacity(10, 100, 211, 50) == 739);
  CHECK(excess_burst_capacity(1, 100, 211, 50) == -161);
  CHECK(excess_burst_capacity(2, 100, 211, 12.5) == -24);
}

TEST_CASE("Kubernetes: replicas for a metric, with a tolerance that is part of it") {
  CHECK(horizontal_replicas(2, 200, 100) == 4);
  CHECK(horizontal_replicas(2, 50, 100) == 1);
  CHECK(horizontal_replicas(10, 109, 100) == 10);
  CHECK(horizontal_replicas(10, 110, 100) == 10);
  CHECK(horizontal_replicas(10, 111, 100) == 12);
  CHECK(horizontal_replicas(10, 115, 100) == 12);
  CHECK(horizontal_replicas(10, 90, 100) == 10);
  CHECK(horizontal_replicas(10, 89, 100) == 9);
}

TEST_CASE("Kubernetes: pods that are not ready count as idle on the way up, and not at all on the way down") {
  // Two busy pods ask for three, however many are on their way.
  CHECK(horizontal_replicas_of_ready(2, 2, 100, 80) == 3);
  CHECK(horizontal_replicas_of_ready(3, 2, 100, 80) == 3);
  CHECK(horizontal_replicas_of_ready(50, 2, 100, 80) == 50);
  CHECK(horizontal_replicas_of_ready(5, 4, 200, 80) == 10);
  CHECK(horizontal_replicas_of_ready(10, 8, 40, 80) == 4);
  CHECK(horizontal_replicas_of_ready(10, 8, 78, 80) == 10);
}

TEST_CASE("Kubernetes: down only when five minutes agree, up by a factor at once") {
  HorizontalScaler scaler({.target = 100});
  CHECK(scaler.decide(0, 10, 10, 200) == 20);
  CHECK(scaler.decide(15, 20, 20, 50) == 20);
  CHECK(scaler.decide(300, 20, 20, 50) == 20);
  CHECK(scaler.decide(315, 20, 20, 50) == 10);
  CHECK(scaler.decide(330, 10, 10, 1000) == 20);
  CHECK(scaler.decide(345, 1, 1, 1000) == 5);
}

TEST_CASE("Cloud Run: enough for the processors and for the requests") {
  CHECK(cloud_run_instances(100, 80, 0.5, 1) == 3);
  CHECK(cloud_run_instances(10, 80, 3.1, 1) == 6);
  CHECK(cloud_run_instances(0, 80, 0, 1) == 0);
  CHECK(cloud_run_instances(0, 80, 1.8, 1) == 3);  // 1.8 / 0.6 is above 3 by an error of rounding
  CHECK(cloud_run_instances(48, 80, 0, 1) == 1);
  CHECK(cloud_run_pending_wait(2) == 10);
  CHECK(cloud_run_pending_wait(10) == 35);
}

TEST_CASE("Lambda: environments for a steady rate") {
  CHECK(lambda_concurrency(100, 0.5) == 50);
  CHECK(lambda_concurrency(1000, 2) == 2000);
  CHECK(lambda_concurrency(0.1, 3) == 1);
}
