// What the shipped criteria read for workloads of the kinds that are easily misjudged: bounded by a peak,
// started for short runs, behind a load balancer, one on every machine.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <stdexcept>

using namespace placer;
using namespace placer::test;

namespace {

const std::string small = "memory: 512MiB, dependency_size: 60MiB, gpu: none, ";

Interval input(const std::string& facts, std::string_view id, std::string_view criterion) {
  const WorkloadReport report = judged(builtin("current"), small + facts);
  for (const CriterionScore& one : offering(report, id).criteria)
    if (one.id == criterion) return one.input.interval.value_or(Interval{0, unbounded});
  throw std::runtime_error("no such criterion");
}

Interval cost(const std::string& facts, std::string_view id) { return input(facts, id, "monthly_cost"); }

}  // namespace

TEST_CASE("a stated peak bounds what spiky traffic costs") {
  const std::string spiky = "trigger: http, timeout: 30s, duration: 20s, traffic: {pattern: spiky";
  for (const std::string_view id :
       {"aws-lambda/zip", "cloud-run/service", "aws-ecs/fargate", "kubernetes/generic"}) {
    CAPTURE(id);
    const Interval open = cost(spiky + "}", id), high = cost(spiky + ", peak: 500rps}", id);
    CHECK(high.high > 2 * open.high);
    CHECK(high.low >= open.low);
  }
  CHECK(cost(spiky + ", peak: 0.01rps}", "aws-lambda/zip").high < cost(spiky + "}", "aws-lambda/zip").high);
}

namespace {

/// A server of which each instance takes ten requests of 100 ms at once, and one machine holds one.
const std::string server = "trigger: http, timeout: 30s, cpu: 1, concurrency: 10, duration: 100ms, ";

double ratio(std::int64_t one, std::int64_t other) {
  return static_cast<double>(one) / static_cast<double>(other);
}

}  // namespace

TEST_CASE("what runs all the time is paid for with room at the peak, and follows the traffic at best") {
  // 50 requests in progress fill five instances; 60% to 80% full they need 6.25 to 9.
  const std::string steady = server + "traffic: {pattern: steady, average: 500rps}";
  const std::string one = server + "traffic: {pattern: steady, average: 1rps}";
  const std::string of_tasks = ", usage: {balancer_time: 0h, balancer_data: 0B}";
  for (const std::string_view id : {"aws-ecs/fargate", "kubernetes/eks-fargate"}) {
    CAPTURE(id);
    const Interval many = cost(steady + of_tasks + ", architecture: x86_64", id),
                   single = cost(one + of_tasks + ", architecture: x86_64", id);
    CHECK(ratio(many.low, single.low) <= 6.26);
    CHECK(ratio(many.high, single.high) <= 9.01);
    if (id == "aws-ecs/fargate") CHECK(ratio(many.low, single.low) > 6.24);
    if (id == "aws-ecs/fargate") CHECK(ratio(many.high, single.high) > 8.99);
  }
  // A stated peak of twice that is paid for twice at most, and never beyond the most there may be.
  const std::string peak = server + "traffic: {pattern: steady, average: 500rps, peak: 1000rps}" + of_tasks;
  CHECK(cost(peak, "aws-ecs/fargate").low == cost(steady + of_tasks, "aws-ecs/fargate").low);
  CHECK(cost(peak, "aws-ecs/fargate").high > cost(steady + of_tasks, "aws-ecs/fargate").high * 3 / 2);
  CHECK(cost(peak + ", scale: {max: 9}", "aws-ecs/fargate").high ==
        cost(steady + of_tasks, "aws-ecs/fargate").high);
}

TEST_CASE("spiky traffic pays for its peak where nothing scales by itself") {
  // Starts, of which there are more where traffic comes and goes, are another matter.
  const std::string traffic = server + "usage: {cold_starts: 0}, traffic: {average: 50rps, pattern: ";
  const auto high = [&](const std::string& pattern, std::string_view id) {
    return cost(traffic + pattern + "}", id).high;
  };
  CHECK(high("spiky", "aws-ecs/fargate") > 5 * high("steady", "aws-ecs/fargate"));
  CHECK(high("bursty", "aws-ecs/fargate") > 2 * high("steady", "aws-ecs/fargate"));
  CHECK(high("spiky", "cloud-run/service") < 2 * high("steady", "cloud-run/service"));
}

TEST_CASE("a tail makes the mean longer, and what is paid by the time dearer") {
  const std::string run =
      "trigger: http, timeout: 30s, traffic: {pattern: steady, average: 20rps}, duration: ";
  // Log-normal with the median 100 ms and one in a hundred over 2 s: the mean is 2.29 times the median.
  for (const std::string_view id : {"aws-lambda/zip", "cloud-run/service", "aws-ecs/fargate"}) {
    CAPTURE(id);
    CHECK(cost(run + "{typical: 100ms, tail: 2s}", id) == cost(run + "229ms", id));
  }
  CHECK(cost(run + "{typical: 100ms, tail: 100ms}", "aws-lambda/zip") ==
        cost(run + "100ms", "aws-lambda/zip"));
}

TEST_CASE("starts are billed too") {
  const std::string spiky =
      "trigger: http, timeout: 30s, duration: 100ms, traffic: {pattern: spiky, average: 10rps}";
  const Interval with = cost(spiky, "aws-lambda/zip"),
                 without = cost(spiky + ", usage: {cold_starts: 0}", "aws-lambda/zip");
  CHECK(with.low > without.low);
  CHECK(with.high > without.high * 11 / 10);
  CHECK(cost(spiky + ", usage: {cold_starts: 0}", "cloud-run/service").high <
        cost(spiky, "cloud-run/service").high);
  CHECK(cost(spiky + ", usage: {cold_starts: 0}", "aws-ecs/fargate") == cost(spiky, "aws-ecs/fargate"));
}

TEST_CASE("a start from a snapshot is as long as the restore, whatever the program needs") {
  const std::string java =
      "trigger: http, timeout: 30s, runtime: java21, startup_time: 6s, traffic: {pattern: spiky, average: "
      "5rps}, duration: "
      "50ms";
  const auto wait = [&](const std::string& snap, std::string_view id) {
    return input(java + ", snapstart: " + snap, id, "cold_start").high;
  };
  CHECK(wait("true", "aws-lambda/zip") < wait("false", "aws-lambda/zip") / 5);
  CHECK(wait("true", "cloud-run/service") == wait("false", "cloud-run/service"));
}

TEST_CASE("an instance that many requests share is paid for while any is there") {
  // At random, 1 - exp(-rate x time): with one second of work a second, 63.2% of the time and not all of it.
  const std::string sparse =
      "trigger: http, timeout: 30s, cpu: 1, concurrency: 80, duration: 1s, usage: {invocations: 0}, "
      "traffic: {pattern: steady, average: ";
  const Interval half = cost(sparse + "1rps}", "cloud-run/service"),
                 always = cost(sparse + "12rps}", "cloud-run/service");
  CHECK(ratio(half.low, always.low) < 0.66);
}

TEST_CASE("a machine holds what is left of its processors") {
  // Of 2 vCPU 70 mCPU are Kubernetes' own, so that two of 1 vCPU need two machines; of 1 vCPU 60.
  const std::string pods =
      "trigger: tcp, timeout: none, traffic: steady, usage: {balancer_time: 0h, cluster_time: 0h, node_type: "
      "c6i.large}, ";
  const auto paid = [&](const std::string& cpu, int number) {
    return cost(pods + "cpu: " + cpu + ", scale: {min: " + std::to_string(number) + "}", "kubernetes/eks")
        .low;
  };
  CHECK(paid("1", 2) == 2 * paid("1", 1));
  CHECK(paid("0.4", 2) == paid("0.4", 1));
}

TEST_CASE("a run is paid for a minute at least where the provider says so") {
  const std::string run = "trigger: schedule, timeout: 2min, traffic: {pattern: scheduled, monthly: 8640}, ";
  for (const std::string_view id :
       {"cloud-run/job", "aws-ecs/fargate", "aws-batch/fargate", "kubernetes/eks-fargate"}) {
    CAPTURE(id);
    CHECK(cost(run + "duration: 2s", id) == cost(run + "duration: 60s", id));
    CHECK(cost(run + "duration: 2s", id).low < cost(run + "duration: 90s", id).low);
  }
  CHECK(cost(run + "duration: 2s", "aws-lambda/zip").high <
        cost(run + "duration: 60s", "aws-lambda/zip").low);
}

TEST_CASE("a Windows run on Fargate is paid for five minutes at least") {
  const std::string run =
      "trigger: batch, timeout: 10min, operating_system: windows, cpu: 1, "
      "traffic: {pattern: scheduled, monthly: 8640}, ";
  CHECK(cost(run + "duration: 1min", "aws-ecs/fargate") == cost(run + "duration: 5min", "aws-ecs/fargate"));
}

TEST_CASE("no request waits for the start of what a load balancer stands in front of") {
  const std::string traffic = "timeout: 30s, startup_time: 5min, traffic: spiky, trigger: ";
  for (const std::string_view id : {"aws-ecs/fargate", "aws-ecs/ec2", "kubernetes/generic"})
    for (const std::string trigger : {"http", "grpc", "websocket", "tcp"}) {
      CAPTURE(id, trigger);
      CHECK(input(traffic + trigger, id, "cold_start") == Interval{0, 0});
      CHECK(input(traffic + trigger, id, "scaling_fit").low > 0);
    }
  CHECK(input(traffic + "http", "cloud-run/service", "cold_start").low > 0);
}

TEST_CASE("an agent on every machine costs an unknown part of machines that are there anyhow") {
  const std::string agent = "trigger: daemon, timeout: none, traffic: steady, one_per_node: true";
  CHECK(cost(agent, "aws-ecs/ec2") == Interval{0, unbounded});
  CHECK(cost(agent, "kubernetes/generic").low <= cost(agent, "kubernetes/gke-standard").high);
  const std::string answer = recommended(judged(builtin("current"), small + agent));
  CHECK(answer.find("provisional") != std::string::npos);
}

TEST_CASE("work after the response is paid for around the clock where instances are taken away") {
  const std::string rare = "trigger: http, timeout: 30s, traffic: rare";
  for (const std::string_view id : {"cloud-run/service", "google-functions/gen2"}) {
    CAPTURE(id);
    CHECK(cost(rare, id).high < 5'000'000);
    CHECK(cost(rare + ", background_work: true", id).low > 25'000'000);
  }
  CHECK(cost(rare + ", background_work: true", "aws-ecs/fargate") == cost(rare, "aws-ecs/fargate"));
}

TEST_CASE("one request at a time costs as many instances on Cloud Run as elsewhere") {
  const std::string steady = "trigger: http, timeout: 30s, traffic: steady, cpu: 1";
  CHECK(cost(steady + ", concurrency: 1", "cloud-run/service").high >
        5 * cost(steady + ", concurrency: 80", "cloud-run/service").high);
}

TEST_CASE("a connection that is held open is paid for, whatever the pattern says of its beginning") {
  const std::string spiky = "timeout: 10min, traffic: spiky, trigger: ";
  CHECK(cost(spiky + "websocket", "cloud-run/service").high >
        5 * cost(spiky + "http", "cloud-run/service").high);
  CHECK(cost(spiky + "grpc, streaming: true", "cloud-run/service").high >
        5 * cost(spiky + "grpc", "cloud-run/service").high);
  CHECK(cost(spiky + "grpc, streaming: true, duration: 1s", "cloud-run/service") ==
        cost(spiky + "grpc, duration: 1s", "cloud-run/service"));
}

TEST_CASE("what a size hangs on settles a part of the ranking") {
  const auto part = [](const std::string& facts, std::string_view fact) {
    for (const Question& question : judged(builtin("current"), facts).questions)
      if (question.fact == fact) return question.settles.ranking;
    return std::int64_t{-1};
  };
  const std::string rest = "trigger: http, timeout: 10s, dependency_size: 60MiB, traffic: spiky";
  CHECK(part(rest + ", gpu: none", "memory") > 0);
  CHECK(part(rest + ", memory: 512MiB", "gpu.count") > 0);
  CHECK(part(rest + ", gpu: none, memory: 512MiB", "memory") == -1);
}

TEST_CASE("where nobody states a duration, what is waited for starts holds each that it may be") {
  const std::string model =
      "trigger: http, timeout: 5min, model_weights: 400MiB, traffic: {pattern: steady, average: 2rps}";
  for (const std::string_view id : {"kubernetes/knative", "cloud-run/service"}) {
    CAPTURE(id);
    const Interval open = input(model, id, "cold_start");
    for (const std::string_view duration : {"1ms", "200ms", "10s", "5min"}) {
      CAPTURE(duration);
      const Interval one = input(model + ", duration: " + std::string(duration), id, "cold_start");
      CHECK(open.low <= one.low);
      CHECK(open.high >= one.high);
    }
  }
}
