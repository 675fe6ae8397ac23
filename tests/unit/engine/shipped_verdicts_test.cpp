// What the shipped rules must say of ordinary workloads: the promises that a change of data must not break.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <algorithm>
#include <array>

using namespace placer;
using namespace placer::test;

namespace {

const std::string short_api =
    "trigger: http, timeout: 30s, memory: 512MiB, dependency_size: 60MiB, gpu: none, traffic: ";

}  // namespace

TEST_CASE("the empty workload gives only questions") {
  const WorkloadReport report = judged(builtin("current"), std::string());
  CHECK(recommended(report) == "none");
  CHECK(!report.questions.empty());
  for (const OfferingReport& one : report.offerings) {
    CAPTURE(one.id());
    CHECK(one.verdict == Verdict::unknown);
    for (const Finding& finding : one.findings) CHECK(finding.outcome == Outcome::unknown);
  }
}

TEST_CASE("the way in that is named is one that the work can take") {
  const auto path = [](const std::string& timeout) {
    const WorkloadReport report = judged(builtin("current"), "trigger: queue" + timeout);
    return std::string(offering(report, "cloud-run/service").trigger_path);
  };
  CHECK(path(", timeout: 20min") == "Cloud Tasks");
  CHECK(path(", timeout: 10min") == "Cloud Tasks or a Pub/Sub push subscription");
  CHECK(path("") == "Cloud Tasks or a Pub/Sub push subscription");
}

TEST_CASE("of several ways in the one is named that holds on the offering") {
  struct Case {
    std::string_view doors, id, path;
  };
  static constexpr std::array<Case, 7> cases{{
      // A REST API ends after 29 s, a load balancer does not.
      {"[api-gateway-rest, alb]", "aws-lambda/zip", "Application Load Balancer"},
      {"[api-gateway-rest, alb]", "aws-ecs/fargate", "Application Load Balancer"},
      {"[api-gateway-rest, cloudfront]", "aws-ecs/fargate", "CloudFront"},
      {"[api-gateway-http, function-url]", "aws-lambda/zip", "Lambda function URL"},
      {"[direct, alb]", "aws-lambda/zip", "Function URL"},
      {"[alb, function-url]", "aws-ecs/fargate", "Application Load Balancer"},
      {"any", "aws-lambda/zip", "Function URL"},
  }};
  for (const Case& one : cases) {
    CAPTURE(one.doors, one.id);
    const WorkloadReport report =
        judged(builtin("current"),
               "trigger: http, timeout: 45s, memory: 512MiB, dependency_size: 60MiB, gpu: none, traffic: "
               "bursty, streaming: false, front_door: " +
                   std::string(one.doors));
    CHECK(offering(report, one.id).trigger_path == one.path);
  }
}

TEST_CASE("nothing pulls from Cloud Tasks: it calls an address") {
  struct Case {
    std::string_view id, of_any, of_tasks;
  };
  static constexpr std::array<Case, 5> cases{{
      {"aws-ecs/fargate", "consumer service", "Application or Network Load Balancer"},
      {"kubernetes/generic", "consumer pods", "Service, Ingress or Gateway"},
      {"kubernetes/eks-fargate", "consumer pods", "Application or Network Load Balancer"},
      {"kubernetes/knative", "Knative Eventing", "the service's own address"},
      {"cloud-run/instance", "a consumer that pulls", "the instance's own address"},
  }};
  const WorkloadReport any = judged(builtin("current"), "trigger: queue");
  const WorkloadReport tasks = judged(builtin("current"), "trigger: cloud-tasks");
  for (const Case& one : cases) {
    CAPTURE(one.id);
    CHECK(offering(any, one.id).trigger_path == one.of_any);
    CHECK(offering(tasks, one.id).trigger_path == one.of_tasks);
  }
}

TEST_CASE("advice and quotas of the platforms reject nothing") {
  static constexpr std::array<std::string_view, 8> facts{
      "concurrency: 80",   "shutdown_grace: 30s", "package.compressed_size: 60MB",
      "memory: 16MiB",     "processes: 2000",     "open_files: 2000",
      "scale: {max: 200}", "traffic.ramp: 10s"};
  for (const std::string_view fact : facts) {
    CAPTURE(fact);
    const bool memory = fact.starts_with("memory");
    const std::string base =
        memory ? "trigger: http, timeout: 30s, dependency_size: 60MiB, gpu: none, traffic: steady"
               : short_api + "steady";
    const WorkloadReport report = judged(builtin("current"), base + ", " + std::string(fact));
    for (const std::string_view id :
         {"aws-lambda/zip", "aws-lambda/image", "cloud-run/service", "aws-ecs/fargate", "kubernetes/generic"})
      CHECK(verdict(report, id) == "fits");
  }
}

TEST_CASE("ten gibibytes fit Lambda and one byte more does not") {
  const std::string rest =
      ", trigger: http, timeout: 30s, dependency_size: 60MiB, gpu: none, traffic: steady";
  CHECK(verdict(judged(builtin("current"), "memory: 10GiB" + rest), "aws-lambda/zip") == "fits");
  CHECK(verdict(judged(builtin("current"), "memory: 10737418241B" + rest), "aws-lambda/zip") ==
        "does_not_fit");
}

TEST_CASE("a short HTTP API is not sent to Kubernetes whatever its traffic is") {
  for (const std::string_view pattern : {"steady", "periodic", "bursty", "spiky", "rare", "scheduled"}) {
    CAPTURE(pattern);
    const WorkloadReport report = judged(builtin("current"), short_api + std::string(pattern));
    CHECK(report.recommendation.platform != "kubernetes");
    CHECK(!report.recommendation.platform.empty());
  }
}

TEST_CASE("the traffic pattern changes the ranking and the reasons say so") {
  const WorkloadReport rare = judged(builtin("current"), short_api + "rare");
  const WorkloadReport steady = judged(builtin("current"), short_api + "steady");
  const WorkloadReport spiky = judged(builtin("current"), short_api + "spiky");
  CHECK(ranking(rare) != ranking(steady));
  CHECK(ranking(steady) != ranking(spiky));
  const auto speaks_of = [](const WorkloadReport& report, std::string_view word) {
    const auto& reasons = report.recommendation.reasons;
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const std::string& reason) { return reason.find(word) != std::string::npos; });
  };
  CHECK(speaks_of(rare, "rare traffic"));
  CHECK(speaks_of(spiky, "spiky traffic"));
}

TEST_CASE("only the offerings with a GPU that is sold there hold a GPU workload") {
  const WorkloadReport report =
      judged(builtin("current"),
             "trigger: http, timeout: 1min, memory: 16GiB, dependency_size: 2GiB, gpu: l4, traffic: bursty");
  CHECK(verdict(report, "cloud-run/service-gpu") == "fits");
  CHECK(verdict(report, "kubernetes/generic") == "fits");
  CHECK(verdict(report, "aws-ecs/ec2") == "fits");
  for (const std::string_view id :
       {"aws-lambda/zip", "aws-lambda/image", "cloud-run/service", "cloud-run/job", "aws-ecs/fargate"})
    CHECK(verdict(report, id) == "does_not_fit");
}

TEST_CASE("the guide decides as the article does") {
  const auto guide = [](const std::string& facts) { return recommended(judged(builtin("guide"), facts)); };
  CHECK(guide(short_api + "bursty").starts_with("aws-lambda/zip"));
  CHECK(
      guide("trigger: http, timeout: 40min, memory: 2GiB, dependency_size: 60MiB, gpu: none, traffic: bursty")
          .starts_with("cloud-run/service"));
  CHECK(guide("trigger: http, timeout: 30s, memory: 8GiB, dependency_size: 4GiB, gpu: 1, traffic: bursty")
            .starts_with("kubernetes/generic"));
  CHECK(guide("trigger: batch, timeout: 3h, memory: 2GiB, dependency_size: 60MiB, gpu: none, traffic: bursty")
            .starts_with("kubernetes/generic"));
}
