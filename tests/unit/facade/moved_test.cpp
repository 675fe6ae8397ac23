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

Report report_of(const std::string& text, std::vector<std::string> settings,
                 std::vector<std::string> on = {}) {
  static const Placer placer = *Placer::builtin("current");
  MemoryReader reader;
  reader.files["w.yaml"] = text;
  SourceMap sources;
  AnalyzeOptions options;
  options.depth = Depth::answer;
  options.set = std::move(settings);
  options.on = std::move(on);
  return placer.analyze({"w.yaml"}, reader, sources, options);
}

WorkloadReport analyzed(std::vector<std::string> settings, std::vector<std::string> on = {}) {
  Report report = report_of(manifest, std::move(settings), std::move(on));
  REQUIRE(report.workloads.size() == 1);
  return report.workloads.front();
}

/// "gpu.count 4, gpu.type l4" of the facts of a group.
std::string facts_of(const Report& report, std::string_view group) {
  std::string text;
  for (const WorkloadReport& workload : report.workloads)
    for (const FactReport& fact : workload.facts)
      if (fact.fact.starts_with(group) && fact.origin != Origin::presumed)
        text += std::string(text.empty() ? "" : ", ") + std::string(fact.fact) + " " + fact.amount.text;
  return text;
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what is unset is as if nobody had stated it, with what followed from it") {
  const std::string image = "package: {format: image, size: 20MiB, image_size: 250MB}\n";
  const std::string card = "gpu: {type: a100-80gb}\n", rest = "name: api\ntrigger: http\n";
  CHECK(facts_of(report_of(rest + image, {"package.image_size=unset"}), "package") ==
        "package.format image, package.size 20MiB");
  CHECK(facts_of(report_of(rest + image, {"package.format=zip", "package.image_size=unset"}), "package") ==
        "package.format zip, package.size 20MiB");
  CHECK(facts_of(report_of(rest + card, {"gpu.type=unset"}), "gpu.memory").empty());
  CHECK(facts_of(report_of(rest + card, {"gpu.memory=unset", "gpu.memory=20GiB"}), "gpu.memory") ==
        "gpu.memory 20GiB");
  CHECK(says(analyzed({"memory=unset"}).moved, "memory unset (written: 1GiB)"));
  CHECK(analyzed({"scratch_disk=unset"}).moved.empty());
}

TEST_CASE("a change that takes a fact away can be tried as it is printed") {
  const std::string image =
      "name: api\ntrigger: http\ntimeout: 30s\nmemory: 1GiB\ngpu: none\ntraffic: rare\n"
      "package: {format: image, size: 20MiB, image_size: 250MB}\n";
  const Report report = report_of(image, {}, {"aws-lambda/zip"});
  std::vector<std::string> settings;
  for (const FactChange& one : report.workloads.front().offerings.front().changes.front().facts)
    settings.push_back(std::string(one.fact) + "=" + (one.names.empty() ? one.to.text : one.names.front()));
  CHECK(settings == std::vector<std::string>{"package.format=zip", "package.image_size=unset"});
  CHECK(report_of(image, settings, {"aws-lambda/zip"}).workloads.front().offerings.front().verdict ==
        Verdict::fits);
}

TEST_CASE("without a setting nothing moves") { CHECK(analyzed({}).moved.empty()); }

TEST_CASE("a setting stands in the place of what is written and says what it moves") {
  const WorkloadReport report = analyzed({"memory=64GiB"});
  CHECK(says(report.moved, "with memory 64GiB (written: 1GiB): "));
  CHECK(says(report.moved, " instead of aws-lambda/"));
  CHECK(says(report.moved, "do not fit now"));
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

TEST_CASE(
    "what follows from a setting stands behind what is stated, and replaces what followed from before") {
  struct Row {
    const char* manifest;
    std::vector<std::string> settings;
    const char* group;
    const char* expected;
  };
  const Row table[] = {
      {"name: w\ngpu: {count: 4, type: a100-80gb}\n", {"gpu.type=l4"}, "gpu.", "gpu.count 4, gpu.type l4"},
      {"name: w\ngpu: {count: 2}\n", {"gpu.memory=20GiB"}, "gpu.", "gpu.count 2, gpu.memory 20GiB"},
      {"name: w\ngpu: {count: 2, type: l4}\n",
       {"gpu.type=a100-80gb"},
       "gpu.",
       "gpu.count 2, gpu.type a100-80gb, gpu.memory 80GiB"},
      {"name: w\ngpu: none\n", {"gpu=l4"}, "gpu.", "gpu.count 1, gpu.type l4"},
      {"name: w\ngpu: l4\n", {"gpu.count=3"}, "gpu.", "gpu.count 3, gpu.type l4"},
      {"name: w\ngpu: a100-80gb\n", {"gpu=none"}, "gpu.", "gpu.count none"},
      {"name: w\nschedule: \"0 3 * * *\"\n", {"trigger=http"}, "schedule", ""},
      {"name: w\nproviders: gcp\n", {"regions=[us-east1]"}, "prov", "providers gcp"},
  };
  for (const Row& row : table) {
    CAPTURE(row.manifest, row.settings);
    CHECK(facts_of(report_of(row.manifest, row.settings), row.group) == row.expected);
  }
}

TEST_CASE("a setting that contradicts what is written is an error, as it would be in a manifest") {
  const Report report = report_of(manifest, {"duration=5min"});
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics.front().message == "`duration.typical` is above `timeout`");
  CHECK(report.workloads.empty());
}

TEST_CASE("what was derived from an overlay goes with it") {
  const Report report = report_of("services: {w: {image: x/y:1, x-placer: {gpu: a100-80gb}}}\n", {"gpu=l4"});
  CHECK(facts_of(report, "gpu.") == "gpu.count 1, gpu.type l4");
}

TEST_CASE("what contradicts itself without a setting is said once") {
  const Report report = report_of(
      "name: w\ntraffic: {pattern: bursty, average: 5rps, peak: 100rps}\nshared_memory: 1GiB\nmemory: "
      "512MiB\n",
      {"cpu=1"});
  CHECK(report.diagnostics.size() == 2);
}

TEST_CASE("a setting that is what is written moves nothing") {
  CHECK(analyzed({"memory=1GiB"}).moved.empty());
}

TEST_CASE("what an answer prints of regions is taken back") {
  const WorkloadReport report = analyzed({"regions=any"});
  for (const FactReport& fact : report.facts)
    if (fact.fact == "regions") CHECK(fact.amount.text == "any");
  CHECK(report.recommendation.id() == analyzed({}).recommendation.id());
}

TEST_CASE("what a setting stands in for is said to be the project file's where that allows it") {
  MemoryReader reader;
  reader.files["w.yaml"] = manifest;
  reader.files["placer.yaml"] = "only: {regions: [eu-west-1, eu-central-1]}\n";
  SourceMap sources;
  DiagnosticSink sink;
  const auto placer = Placer::open({"current", "", "placer.yaml"}, reader, sources, sink);
  REQUIRE(placer);
  AnalyzeOptions options;
  options.depth = Depth::answer;
  options.set = {"regions=[us-east-1]", "memory=2GiB"};
  const Report report = placer->analyze({"w.yaml"}, reader, sources, options);
  REQUIRE(report.workloads.size() == 1);
  const std::string& text = report.workloads.front().moved;
  CAPTURE(text);
  CHECK(says(text, "(the project file allows: eu-"));
  CHECK(says(text, "memory 2GiB (written: 1GiB)"));
}
