// What Erlang's formulas say of offerings with a fixed or limited number of instances, in the report.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

/// What is said of the offering, where a request takes 100 ms.
std::string queueing(const std::string& facts, std::string_view id) {
  const std::string service =
      "trigger: http, timeout: 30s, cpu: 0.5, memory: 512MiB, dependency_size: 40MiB, gpu: none, ";
  return offering(judged(builtin("current"), service + facts), id).queueing;
}

const std::string two_of_one = "duration: 100ms, concurrency: 1, scale: {min: 2, max: 2}, ";
const std::string steady = "traffic: {pattern: steady, average: ";

}  // namespace

TEST_CASE("of a fixed number of instances it is said how many requests wait, and how long") {
  // A load of one on two: a third waits, for half of a time of service each over all.
  for (const std::string_view id : {"aws-ecs/fargate", "kubernetes/generic", "kubernetes/knative"}) {
    CAPTURE(id);
    CHECK(queueing(two_of_one + steady + "10rps}", id) ==
          "33.3% of the requests wait for one of 2 at a time, 33ms on average over all, by Erlang C "
          "(for requests at random, of exponential times, that do not slow each other down)");
  }
}

TEST_CASE("more requests than a fixed number of instances serves wait longer and longer") {
  CHECK(queueing(two_of_one + steady + "30rps}", "aws-ecs/fargate").starts_with("more requests come than 2"));
}

TEST_CASE("of a function with a limit it is said how many requests are refused") {
  // A load of one on two: one in five.
  CHECK(
      queueing("duration: 100ms, concurrency: 1, scale: {max: 2}, " + steady + "10rps}", "aws-lambda/zip") ==
      "20% of the requests are refused, with 2 at a time, by Erlang B (for requests at random, where cold "
      "ones take as long as warm ones)");
}

TEST_CASE("no formula is used outside of its range") {
  struct Case {
    const char* why;
    std::string facts;
    std::string_view id;
  };
  for (const auto& [why, facts, id] : {
           Case{"requests that do not come at random",
                two_of_one + "traffic: {pattern: bursty, average: 10rps}", "aws-ecs/fargate"},
           Case{"no time", "concurrency: 1, scale: {min: 2, max: 2}, " + steady + "10rps}",
                "aws-ecs/fargate"},
           Case{"no rate", two_of_one + "traffic: steady", "aws-ecs/fargate"},
           Case{"instances that come and go",
                "duration: 100ms, concurrency: 1, scale: {min: 2, max: 4}, " + steady + "10rps}",
                "kubernetes/generic"},
           Case{"nobody says how many an instance takes",
                "duration: 100ms, scale: {min: 2, max: 2}, " + steady + "10rps}", "aws-ecs/fargate"},
           Case{"a queue that ends", two_of_one + steady + "10rps}", "cloud-run/service"},
           Case{"more than one request for each of them",
                "duration: 100ms, concurrency: 4, scale: {max: 2}, " + steady + "10rps}", "aws-lambda/zip"},
           Case{"what is set for pods is no limit of a function",
                "duration: 100ms, scale: {max: 2}, " + steady + "10rps}", "aws-lambda/zip"},
       }) {
    CAPTURE(why);
    CHECK(queueing(facts, id).empty());
  }
}
