// What bills of the shipped rules count: starts at the rate that is stated, volumes, runs that are bounded,
// and balancers that are not there.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace placer;
using namespace placer::test;

namespace {

Cost shipped_bill(const std::string& facts, std::string_view id) {
  engine::JudgeOptions options;
  options.bills = true;
  const WorkloadReport report = judged(builtin("current"), facts, options);
  REQUIRE(offering(report, id).cost);
  return *offering(report, id).cost;
}

const BillLine* line_of(const Cost& cost, std::string_view id) {
  const auto line =
      std::find_if(cost.lines.begin(), cost.lines.end(), [&](const BillLine& one) { return one.item == id; });
  return line == cost.lines.end() ? nullptr : &*line;
}

bool holds(const Interval& total, double dollars) {
  const auto nano = static_cast<std::int64_t>(dollars * 1e9);
  return total.low <= nano && nano <= total.high;
}

const std::string portal =
    "trigger: http, timeout: 30s, cpu: 1, memory: 1GiB, dependency_size: 120MiB, gpu: none, architecture: "
    "x86_64, "
    "package: {format: image}, startup_time: 6s, duration: 150ms, ";

}  // namespace

TEST_CASE("bills hold what a simulation of the same traffic costs, whatever the pattern") {
  // As `placer simulate` has it with its usual length.
  CHECK(holds(shipped_bill(portal + "traffic: {pattern: periodic, average: 6/h}", "aws-lambda/image").total,
              0.38));
  const std::string presale =
      "trigger: http, timeout: 20s, cpu: 1, memory: 1GiB, dependency_size: 45MiB, gpu: none, architecture: "
      "x86_64, "
      "duration: 60ms, concurrency: 1, traffic: {pattern: spiky, average: 5rps, peak: 100rps}";
  const Interval spiky = shipped_bill(presale, "aws-lambda/zip").total;
  CHECK(holds(spiky, 25.52));
  CHECK(spiky.high < spiky.low * 3 / 2);
}

TEST_CASE("the table of words is for traffic of which no rate is known") {
  const std::string words = "traffic: bursty", rate = "traffic: {pattern: bursty, average: 12/h}";
  const auto exposure = [](const std::string& facts) {
    const WorkloadReport report = judged(builtin("current"), portal + facts);
    for (const CriterionScore& part : offering(report, "aws-lambda/image").criteria)
      if (part.id == "cold_start") return part.score;
    return Score{};
  };
  // 31 % of the requests wait 6 s and more, not 1 % to 5 %.
  CHECK(exposure(rate).high < exposure(words).low);
}

TEST_CASE("a volume is paid for with each instance, and asked about where no price is recorded") {
  const std::string database =
      "trigger: tcp, timeout: none, cpu: 1, memory: 6GiB, dependency_size: 100MiB, gpu: none, traffic: "
      "steady, "
      "stateful: true, persistent_volume: 2TiB, scale: {min: 2, max: 2}";
  for (const std::string_view id :
       {"kubernetes/gke-standard", "kubernetes/gke-autopilot", "kubernetes/generic"}) {
    CAPTURE(id);
    const Cost cost = shipped_bill(database, id);
    const BillLine* volumes = line_of(cost, "gcp.volumes");
    REQUIRE(volumes != nullptr);
    CHECK(holds(volumes->amount, 2 * 2048 * 0.04));
    const Cost stated = shipped_bill(database + ", usage: {volumes: 100GiB}", id);
    CHECK(line_of(stated, "gcp.volumes")->amount == Interval{4'000'000'000, 4'000'000'000});
  }
  const Cost open = shipped_bill(database, "kubernetes/eks");
  REQUIRE(line_of(open, "aws.volumes") != nullptr);
  CHECK(line_of(open, "aws.volumes")->amount.high == unbounded);
  const Cost priced =
      shipped_bill(database + ", usage: {volumes: 100GiB, volume_price: 0.08USD}", "kubernetes/eks");
  CHECK(line_of(priced, "aws.volumes")->amount == Interval{8'000'000'000, 8'000'000'000});
  CHECK(line_of(shipped_bill("trigger: tcp, timeout: none, traffic: steady", "kubernetes/eks"),
                "aws.volumes") == nullptr);
}

TEST_CASE("as many tasks as there may be have no more time than the month") {
  const std::string render =
      "trigger: event, timeout: 10min, cpu: 2, memory: 4GiB, dependency_size: 300MiB, package: {format: "
      "image}, "
      "gpu: none, architecture: x86_64, duration: 40s, traffic: {pattern: steady, average: 0.2rps}";
  for (const std::string_view id : {"aws-ecs/fargate", "aws-batch/fargate"}) {
    CAPTURE(id);
    const Interval two = shipped_bill(render + ", scale: {max: 2}", id).total;
    CHECK(two.high > 144'150'000'000);  // of eight that the runs would take
    CHECK(two.high < 144'170'000'000);
    CHECK(shipped_bill(render, id).total.low > 500'000'000'000);
  }
}

TEST_CASE("without a load balancer nothing goes through it") {
  const std::string backend =
      "trigger: http, timeout: 10s, cpu: 0.5, memory: 1GiB, dependency_size: 20MiB, gpu: none, architecture: "
      "x86_64, "
      "duration: 200ms, concurrency: 100, request_size: 10KiB, traffic: {pattern: steady, average: 1rps}";
  CHECK(line_of(shipped_bill(backend, "aws-ecs/fargate"), "aws.balancer-units") != nullptr);
  CHECK(line_of(shipped_bill(backend + ", usage: {balancer_time: 1h}", "aws-ecs/fargate"),
                "aws.balancer-units") != nullptr);
  const std::string none = backend + ", usage: {balancer_time: 0h}";
  CHECK(line_of(shipped_bill(none, "aws-ecs/fargate"), "aws.balancer-units") == nullptr);
  CHECK(line_of(shipped_bill(none, "kubernetes/gke-standard"), "gcp.balancer-data") == nullptr);
}

TEST_CASE("a kept instance works or idles, so that it never costs neither") {
  const std::string kept =
      "trigger: http, timeout: 5min, cpu: 2, memory: 2GiB, dependency_size: 60MiB, gpu: none, concurrency: "
      "80, "
      "package: {format: image}, scale: {min: 1}, traffic: {monthly: 1000}";
  const Cost cost = shipped_bill(kept, "cloud-run/service");
  // 730 h of 2 vCPU and 2 GiB at 0.0000025 USD a second each.
  CHECK(cost.total.low >= 26'280'000'000);
  // Nor both in full: at most all of the time at the price of work, 0.000024 and 0.0000025 USD.
  CHECK(cost.total.high <= 139'284'000'000);
}

TEST_CASE("of a stated rate a bill is open where nobody says how long a request takes") {
  const std::string service =
      "trigger: http, memory: 512MiB, cpu: 1, gpu: none, dependency_size: 60MiB, traffic: {pattern: steady";
  for (const std::string_view id : {"cloud-run/service", "aws-lambda/zip"}) {
    CAPTURE(id);
    CHECK(shipped_bill(service + ", average: 100rps}", id).total.high == unbounded);
    CHECK(shipped_bill(service + ", average: 100rps}, duration: 200ms", id).total.high != unbounded);
    CHECK(shipped_bill(service + "}", id).total.high != 0);
  }
}

TEST_CASE("a backlog starts no more instances than there may be") {
  // As `placer simulate` has it with starts of 10 s, of one message for each instance and of 80.
  const std::string mailer =
      "trigger: queue, timeout: 60s, memory: 512MiB, dependency_size: 40MB, gpu: none, duration: 800ms, "
      "traffic: {pattern: queue, average: ";
  const Interval total = shipped_bill(mailer + "2rps}", "google-functions/gen2").total;
  CHECK(holds(total, 132.96));
  CHECK(holds(total, 27.18));
  CHECK(total.high < 400'000'000'000);
  // A start each quarter of an hour for each of as many as are set.
  const Interval two = shipped_bill(mailer + "2rps}, scale: {max: 2}", "google-functions/gen2").total;
  CHECK(two.high < total.high * 4 / 5);
  // For what needs more than there are unless it is set, more are set.
  CHECK(shipped_bill(mailer + "2000rps}", "google-functions/gen2").total.high > 100'000'000'000'000);
}

TEST_CASE("what a month costs names the lines that it leaves out") {
  const std::string service =
      "trigger: http, timeout: 30s, memory: 512MiB, cpu: 1, gpu: none, dependency_size: 60MiB, duration: "
      "100ms, traffic: ";
  const auto lacks = [](const std::string& facts) {
    const WorkloadReport report = judged(builtin("current"), facts);
    return offering(report, "cloud-run/service").cost_lacks;
  };
  CHECK(lacks(service + "steady") == std::vector<std::string_view>{"requests"});
  CHECK(lacks(service + "{pattern: steady, average: 2rps}").empty());
}
