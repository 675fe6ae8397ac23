// What a platform offers in some regions only, of a manifest that says where it is deployed.
#include "unit/facade/running.hpp"

using namespace placer;
using placer::test::analyze;
using placer::test::MemoryReader;
using placer::test::Run;

namespace {

/// The verdict on a service of Cloud Run with an L4 that has this region in its label.
std::string verdict_in(const std::string& region, bool gated, const std::string& stated = {}) {
  AnalyzeOptions options;
  options.gated = gated;
  if (!stated.empty()) options.set = {"regions=" + stated};
  const Run run =
      analyze(MemoryReader::of(
                  {{"service.yaml",
                    "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web, labels: "
                    "{cloud.googleapis.com/location: " +
                        region +
                        "}}\nspec:\n  template:\n    spec:\n      nodeSelector: "
                        "{run.googleapis.com/accelerator: nvidia-l4}\n      containers:\n      - image: "
                        "i\n        resources: {limits: {cpu: '4', memory: 16Gi, nvidia.com/gpu: '1'}}\n"}}),
              {"service.yaml"}, options);
  REQUIRE(run.problems().empty());
  const WorkloadReport& workload = run.report.workloads.front();
  for (const OfferingReport& offering : workload.offerings)
    if (offering.id() == workload.target) return std::string(to_string(offering.verdict));
  return "no target";
}

}  // namespace

TEST_CASE("a gate refuses what is not offered in the region of the manifest") {
  CHECK(verdict_in("us-east4", true) == "fits");
  CHECK(verdict_in("asia-northeast3", true) == "does_not_fit");
  CHECK(verdict_in("somewhere", true) == "fits");
}

TEST_CASE("of several regions that are stated the one of the manifest counts") {
  CHECK(verdict_in("asia-northeast3", true, "[us-east4, asia-northeast3]") == "does_not_fit");
  CHECK(verdict_in("us-east4", true, "[us-east4, asia-northeast3]") == "fits");
  CHECK(verdict_in("asia-northeast3", true, "us-east4") == "fits");
}

TEST_CASE("a workload may run in another region than its manifest says") {
  CHECK(verdict_in("asia-northeast3", false) == "fits");
}
