// Of alternatives any one will do, but one and the same for all rules: a list fits no better than the best of
// its entries.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace placer;
using namespace placer::test;

namespace {

const std::vector<std::string> doors{"direct", "function-url", "api-gateway-rest", "api-gateway-http",
                                     "alb",    "cloudfront",   "ingress"};
const std::vector<std::string> queues{"sqs",    "amazon-mq",   "rabbitmq", "activemq",
                                      "pubsub", "cloud-tasks", "other"};
const std::vector<std::string> streams{"kafka", "kinesis", "dynamodb-streams", "other"};

/// Each offering of a list of two is judged no better than with one of them.
void compare(const std::string& facts, const std::string& key, const std::vector<std::string>& names) {
  const rules::RuleSet& rules = builtin("current");
  std::vector<WorkloadReport> alone;
  for (const std::string& name : names)
    alone.push_back(judged(rules, fmt::format("{}, {}: {}", facts, key, name)));
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t j = i + 1; j < names.size(); ++j) {
      const std::string both = fmt::format("{}, {}: [{}, {}]", facts, key, names[i], names[j]);
      CAPTURE(both);
      for (const OfferingReport& one : judged(rules, both).offerings) {
        CAPTURE(one.id());
        const Verdict best =
            std::min(offering(alone[i], one.id()).verdict, offering(alone[j], one.id()).verdict);
        CHECK(one.verdict == best);
      }
    }
}

const std::string words = "memory: 512MiB, dependency_size: 50MiB, gpu: none, traffic: bursty";

}  // namespace

TEST_CASE("of several front doors one must do for all rules") {
  for (const char* facts :
       {"trigger: http, timeout: 20s, request_size: 33MiB", "trigger: http, timeout: 20s, request_size: 8MiB",
        "trigger: http, timeout: 50min, streaming: true", "trigger: http, timeout: 40s, response_size: 9MiB",
        "trigger: grpc, timeout: 20s", "trigger: websocket, timeout: 20s, connection: 3h",
        "trigger: http, timeout: 20s, private_network: true, streaming: true"})
    compare(fmt::format("{}, {}", facts, words), "front_door", doors);
}

TEST_CASE("of several brokers one must do for all rules") {
  for (const char* facts : {"trigger: queue, timeout: 16min", "trigger: queue, timeout: 31min",
                            "trigger: queue, timeout: 30s, request_size: 300KiB"})
    compare(fmt::format("{}, {}", facts, words), "broker", queues);
  compare(fmt::format("trigger: stream, timeout: 2min, {}", words), "broker", streams);
}

TEST_CASE("of several regions one must do for all rules, and be one of the offering's provider") {
  compare(fmt::format("trigger: http, timeout: 10s, scale.max: 1, {}", words), "regions",
          {"us-central1", "us-east-1", "europe-west1", "europe-west4", "eu-central-1"});
  compare("trigger: http, timeout: 10s, memory: 8GiB, gpu: l4, traffic: steady", "regions",
          {"us-central1", "us-east-1", "europe-west1", "asia-northeast3", "ap-south-1"});
}

TEST_CASE("where no alternative does, what keeps each of them out is said") {
  const WorkloadReport report = judged(
      builtin("current"),
      "trigger: http, timeout: 20s, request_size: 33MiB, front_door: [api-gateway-http, function-url], " +
          words);
  CHECK(verdict(report, "aws-ecs/fargate") == "does_not_fit");
  CHECK(outcome(report, "aws-ecs/fargate", "aws-ecs.front-door") == "fail");
  CHECK(outcome(report, "aws-ecs/fargate", "front-door.api-gateway.request") == "fail");
}
