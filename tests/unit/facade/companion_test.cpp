// What belongs to workloads of a cluster and is refused there: other platforms have nothing to do with it.
#include "unit/facade/running.hpp"

namespace placer::test {
namespace {

const std::string settings =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {PORT: 8080}\n---\n"
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {a: b}}, "
    "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}\n";

Run run_on(std::vector<std::string> on, std::vector<std::string> required = {}) {
  MemoryReader reader;
  reader.files["w.yaml"] = settings;
  AnalyzeOptions options;
  options.on = std::move(on);
  options.required = std::move(required);
  return analyze(std::move(reader), {"w.yaml"}, options);
}

}  // namespace

TEST_CASE("an object of a cluster is judged for clusters alone") {
  for (const Run& run : {run_on({"cloud-run"}), run_on({}, {"aws-lambda/zip"})}) {
    CHECK(run.workloads() == "web");
    REQUIRE(run.report.skipped_objects.size() == 1);
    CHECK(run.report.skipped_objects.front().kind == "ConfigMap");
    CHECK(run.report.skipped_objects.front().name == "settings");
  }
  for (const Run& run : {run_on({"kubernetes"}), run_on({"cloud-run", "kubernetes/generic"}), run_on({})}) {
    CHECK(run.workloads() == "settings web");
    CHECK(run.report.skipped_objects.empty());
  }
}

TEST_CASE("an object of a cluster is compared with clusters alone") {
  const Run run = run_on({});
  REQUIRE(run.report.workloads.size() == 2);
  for (const OfferingReport& offering : run.report.workloads.front().offerings)
    CHECK(offering.platform == "kubernetes");
  CHECK(run.report.workloads.back().offerings.size() > run.report.workloads.front().offerings.size());
}

}  // namespace placer::test
