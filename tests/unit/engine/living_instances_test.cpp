// What is paid for as long as it lives on Cloud Run: while it is busy, for a while after it, and what is
// kept.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <algorithm>
#include <cmath>

using namespace placer;
using namespace placer::test;

namespace {

const std::string service =
    "trigger: http, timeout: 60s, cpu: 1, memory: 512MiB, dependency_size: 60MiB, gpu: none, "
    "package: {format: image}, duration: 250ms, regions: [us-central1], ";
const std::string model =
    "trigger: http, timeout: 5min, cpu: 8, memory: 32GiB, dependency_size: 60MiB, package: {format: image}, "
    "gpu: {count: 1, type: l4, zonal_redundancy: false}, duration: 4s, concurrency: 4, scale: {max: 3}, ";
const std::string by_life = "usage: {billing: instance-based}, ";

Cost cost_of(const std::string& facts, std::string_view id) {
  engine::JudgeOptions options;
  options.bills = true;
  const WorkloadReport report = judged(builtin("current"), facts, options);
  REQUIRE(offering(report, id).cost);
  return *offering(report, id).cost;
}

Interval total(const std::string& facts, std::string_view id) { return cost_of(facts, id).total; }

double dollars(std::int64_t nano) { return static_cast<double>(nano) / 1e9; }

bool is_near(std::int64_t nano, double wanted) { return std::abs(dollars(nano) - wanted) < 0.01; }

}  // namespace

TEST_CASE("an instance that is billed by its life is paid for between requests too") {
  // 2,628,000 s of a processor and half a GiB.
  const std::string steady = service + by_life + "concurrency: 80, traffic: {pattern: steady, average: 4rps}";
  const Interval one = total(steady, "cloud-run/service");
  CHECK(is_near(one.low, 49.932));
  CHECK(one.low == one.high);
  const Interval two = total(steady + ", scale: {min: 2}", "cloud-run/service");
  CHECK(is_near(two.low, 99.864));
  CHECK(two.low == two.high);
  CHECK(total(steady + ", background_work: true", "cloud-run/service") == one);
}

TEST_CASE("an instance that is billed by its life is paid for a quarter of an hour after a rare request") {
  // 2000 requests at random, each 900.25 s: 49.6 % of the time, and 69.3 % with starts if none came within
  // another's. A rate is kept in thousandths, which makes the least a little smaller.
  const Interval rare = total(service + by_life + "concurrency: 1, traffic: {pattern: rare, monthly: 2000}",
                              "cloud-run/service");
  CHECK(dollars(rare.low) > 0.45 * 49.932);
  CHECK(dollars(rare.low) < 0.5 * 49.932);
  CHECK(dollars(rare.high) > 0.68 * 49.932);
  CHECK(dollars(rare.high) < 0.7 * 49.932);
}

TEST_CASE("without a rate an instance that is billed by its life is there for the busy time at least") {
  const Interval open = total(service + by_life + "concurrency: 80, traffic: spiky", "cloud-run/service");
  CHECK(dollars(open.low) < 0.2 * 49.932);
  CHECK(is_near(open.high, 49.932));
}

TEST_CASE("a service with a GPU lives all the time where requests come all the time") {
  const Interval steady =
      total(model + "traffic: {pattern: steady, average: 0.2rps}", "cloud-run/service-gpu");
  CHECK(is_near(steady.low, 1037.2716));       // 2,628,000 s of 8 processors, 32 GiB and an L4
  CHECK(is_near(steady.high, 2 * 1037.2716));  // a request more than one takes comes now and then
}

TEST_CASE("instances that a peak has started live on after it") {
  // What a simulation of each says of the instances that live on average.
  struct Case {
    std::string traffic;
    double simulated;
  };
  const std::string free =
      "trigger: http, timeout: 5min, cpu: 4, memory: 16GiB, dependency_size: 60MiB, "
      "package: {format: image}, gpu: {count: 1, type: l4, zonal_redundancy: false}, "
      "duration: {typical: 2s, tail: 12s}, concurrency: 4, startup_time: 40s, ";
  constexpr double month_of_one = 763.9596;
  for (const auto& [traffic, simulated] :
       {Case{"traffic: {pattern: bursty, average: 0.5rps, peak: 5rps}", 5.26},
        Case{"traffic: {pattern: bursty, average: 0.5rps}", 3.39}}) {
    CAPTURE(traffic);
    const Interval bill = total(free + traffic, "cloud-run/service-gpu");
    CHECK(dollars(bill.low) <= simulated * month_of_one);
    CHECK(dollars(bill.high) >= simulated * month_of_one);
    CHECK(dollars(bill.low) > 0.25 * month_of_one);
    CHECK(dollars(bill.high) < 30 * month_of_one);
  }
}

TEST_CASE("starts are billed on Cloud Run, however it is billed") {
  const std::string rare = "concurrency: 1, startup_time: 30s, traffic: {pattern: rare, monthly: 2000}";
  const Interval bill = total(service + rare, "cloud-run/service");
  // About half of the requests wait 30 s to 40 s for a start.
  CHECK(dollars(bill.low) > 980 * 30 * 0.00002525);
  CHECK(dollars(bill.high) < 1020 * 41 * 0.00002525);
  CHECK(dollars(total(service + rare + ", usage: {cold_starts: 0}", "cloud-run/service").high) < 0.02);
}

TEST_CASE("no more starts are billed than there is time for") {
  // A start each quarter of an hour, of 30 s to 40 s, is what each of three instances may have at most.
  const Interval bill =
      total(service +
                "concurrency: 80, startup_time: 30s, traffic: {pattern: bursty, average: 0.5rps, "
                "peak: 1rps}",
            "cloud-run/service");
  const Interval without = total(service +
                                     "concurrency: 80, startup_time: 30s, usage: {cold_starts: 0}, "
                                     "traffic: {pattern: bursty, average: 0.5rps, peak: 1rps}",
                                 "cloud-run/service");
  CHECK(bill.high > without.high);
  CHECK(dollars(bill.high - without.high) < 3 * 2921 * 41 * 0.00002525);
}

TEST_CASE("what is redundant in a second zone costs more, and is asked for where nobody says") {
  const std::string traffic = "traffic: {pattern: steady, average: 0.2rps}";
  const auto with = [&](const std::string& redundancy) {
    std::string facts = model;
    facts.replace(facts.find(", zonal_redundancy: false"), 25, redundancy);
    return cost_of(facts + traffic, "cloud-run/service-gpu");
  };
  const Cost without = with(", zonal_redundancy: false"), redundant = with(", zonal_redundancy: true"),
             open = with("");
  CHECK(is_near(redundant.total.low - without.total.low, 2628000 * 0.0001042));
  CHECK(open.total.low == without.total.low);
  CHECK(open.total.high == redundant.total.high);
  CHECK(std::find(open.missing.begin(), open.missing.end(), "gpu.zonal_redundancy") != open.missing.end());
}
