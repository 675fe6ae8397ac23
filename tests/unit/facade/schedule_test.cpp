// The runs of a month follow from the schedule, whatever format it stands in, and the cost follows from them.
#include "support/judging.hpp"
#include "unit/facade/running.hpp"

#include <algorithm>

using namespace placer;
using namespace placer::test;

namespace {

const std::string job =
    "name: report\ntrigger: schedule\nduration: 2s\ntimeout: 1min\nmemory: 512MiB\ndependency_size: 20MiB\n"
    "gpu: none\ntraffic: {pattern: scheduled}\n";

WorkloadReport analyzed(const std::string& text, std::vector<std::string> settings = {}) {
  AnalyzeOptions options;
  options.set = std::move(settings);
  Run run = analyze(MemoryReader::of({{"w.yaml", text}}), {"w.yaml"}, options);
  CAPTURE(run.problems());
  REQUIRE(run.report.workloads.size() == 1);
  return run.report.workloads.front();
}

const FactReport* find(const WorkloadReport& report, std::string_view name) {
  const auto found = std::find_if(report.facts.begin(), report.facts.end(),
                                  [&](const FactReport& fact) { return fact.fact == name; });
  return found == report.facts.end() ? nullptr : &*found;
}

const FactReport* monthly(const WorkloadReport& report) { return find(report, "traffic.monthly"); }

CriterionScore cost(const WorkloadReport& report, std::string_view id) {
  for (const CriterionScore& criterion : offering(report, id).criteria)
    if (criterion.id == "monthly_cost") return criterion;
  FAIL("no cost");
  return {};
}

}  // namespace

TEST_CASE("the runs of a month are a fact that follows from the schedule and stands where it stands") {
  const WorkloadReport report = analyzed(job + "schedule: \"*/5 * * * *\"\n");
  const FactReport* fact = monthly(report);
  REQUIRE(fact != nullptr);
  CHECK(fact->origin == Origin::derived);
  CHECK(fact->amount.interval == Interval{8760, 8760});
  CHECK(fact->note == "the runs of `*/5 * * * *` in a month of 730 hours");
  CHECK(fact->where.offset == job.size() + 10);
}

TEST_CASE("traffic is scheduled where a schedule is what starts the work") {
  const std::string plain = job.substr(0, job.find("traffic:")) + "schedule: \"*/7 * * * *\"\n";
  const WorkloadReport report = analyzed(plain);
  const FactReport *pattern = find(report, "traffic.pattern"), *gap = find(report, "traffic.gap");
  REQUIRE((pattern != nullptr && gap != nullptr));
  CHECK(pattern->origin == Origin::derived);
  CHECK(pattern->items == std::vector<std::string>{"scheduled"});
  CHECK(gap->amount.interval == Interval{4 * 60'000, 7 * 60'000});
  CHECK(find(analyzed(plain + "traffic: bursty\n"), "traffic.pattern")->items ==
        std::vector<std::string>{"bursty"});
  CHECK(find(analyzed(plain, {"traffic.monthly=7"}), "traffic.gap") == nullptr);
  CHECK(find(analyzed(plain, {"trigger=http"}), "traffic.pattern") == nullptr);
}

TEST_CASE("what a job costs follows from how often it runs") {
  const WorkloadReport often = analyzed(job + "schedule: \"*/5 * * * *\"\n");
  const WorkloadReport once = analyzed(job + "schedule: \"0 0 1 * *\"\n");
  for (const std::string_view id :
       {"cloud-run/job", "aws-batch/fargate", "aws-ecs/fargate", "aws-lambda/zip"}) {
    CAPTURE(id);
    CHECK(cost(often, id).score.low < cost(once, id).score.low);
  }
}

TEST_CASE("what is said of the traffic stands above what a schedule means") {
  const std::string text = job + "schedule: \"*/5 * * * *\"\n";
  CHECK(monthly(analyzed(text, {"traffic.monthly=7"}))->amount.interval == Interval{7, 7});
  CHECK(monthly(analyzed(text, {"traffic.average=1rps"})) == nullptr);
}

TEST_CASE("a schedule that is tried counts, and one time makes no month") {
  CHECK(monthly(analyzed(job, {"schedule=rate(1 day)"}))->amount.interval == Interval{30, 30});
  CHECK(monthly(analyzed(job, {"schedule=at(2030-01-01T00:00:00)"})) == nullptr);
}

TEST_CASE("the schedule of a manifest of another format counts too") {
  const WorkloadReport report = analyzed(
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: report}\nspec:\n  schedule: \"0 3 * * *\"\n"
      "  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "
      "a:1}]}}}}\n");
  REQUIRE(monthly(report) != nullptr);
  CHECK(monthly(report)->amount.interval == Interval{30, 30});
}

TEST_CASE("all schedules of a workflow count") {
  const WorkloadReport report = analyzed(
      "apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nmetadata: {name: report}\nspec:\n"
      "  schedules: [\"0 3 * * *\", \"0 0 1 * *\"]\n"
      "  workflowSpec: {entrypoint: a, templates: [{name: a, container: {image: a:1}}]}\n");
  REQUIRE(monthly(report) != nullptr);
  CHECK(monthly(report)->amount.interval == Interval{31, 31});
}
