// Trying a fact: what is set stands in the place of what is written, and the report says in one line what
// that moves. Asking about one place judges that place alone.
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <placer/placer.hpp>

using namespace placer;
using placer::test::MemoryReader;

namespace {

const std::string manifest =
    "name: api\ntrigger: http\ntimeout: 30s\nmemory: 1GiB\ndependency_size: 20MiB\ngpu: none\ntraffic: "
    "rare\n";

WorkloadReport analyzed(std::vector<std::string> settings, std::vector<std::string> on = {}) {
  static const Placer placer = *Placer::builtin("current");
  MemoryReader reader;
  reader.files["w.yaml"] = manifest;
  SourceMap sources;
  AnalyzeOptions options;
  options.depth = Depth::answer;
  options.set = std::move(settings);
  options.on = std::move(on);
  Report report = placer.analyze({"w.yaml"}, reader, sources, options);
  REQUIRE(report.workloads.size() == 1);
  return report.workloads.front();
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("without a setting nothing moves") { CHECK(analyzed({}).moved.empty()); }

TEST_CASE("a setting stands in the place of what is written and says what it moves") {
  const WorkloadReport report = analyzed({"memory=64GiB"});
  CHECK(says(report.moved, "with memory 64GiB (written: 1GiB): "));
  CHECK(says(report.moved, " instead of aws-lambda/"));
  CHECK(says(report.moved, "no longer fit"));
  for (const FactReport& fact : report.facts)
    if (fact.fact == "memory") {
      CHECK(fact.origin == Origin::assumed);
      CHECK(fact.amount.text == "64GiB");
    }
}

TEST_CASE("a setting that decides nothing says so") {
  CHECK(says(analyzed({"memory=1000MiB"}).moved, "with memory 1000MiB (written: 1GiB): still aws-lambda/"));
}

TEST_CASE("only the places that are asked for are judged") {
  const WorkloadReport one = analyzed({}, {"aws-ecs/fargate"});
  REQUIRE(one.offerings.size() == 1);
  CHECK(one.recommendation.offering == "fargate");
  for (const OfferingReport& offering : analyzed({}, {"kubernetes", "aws-batch/ec2"}).offerings)
    CHECK((offering.platform == "kubernetes" || offering.id() == "aws-batch/ec2"));
}
